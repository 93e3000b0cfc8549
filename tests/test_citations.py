"""Which sources an entry lists: those it names and those of its figures, the same wherever they are told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

import invented
from guidebook import derive, load
from guidebook.book import Book, Unit
from guidebook.citations import cited

LOCALES = ("en", "zh-Hant", "zh-Hans")
SOURCES = "reference/sources"
Places = dict[str, set[str]]  # of each source: page and anchor, `faq/stays#how-long`


def text(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def main(site: Path, locale: str, page: str) -> LexborNode:
    node = LexborHTMLParser((site / locale / page / "index.html").read_bytes()).css_first("main")
    assert node is not None
    return node


def rows(site: Path, locale: str) -> Iterator[tuple[str, list[LexborNode]]]:
    """The rows of the page of sources: the source, the cells."""
    for row in main(site, locale, SOURCES).css("tbody tr"):
        cells = row.css("td")
        yield cells[0].attributes["id"] or "", cells


def links_back(site: Path, locale: str) -> Places:
    found: Places = {}
    for source, cells in rows(site, locale):
        used = found.setdefault(source, set())
        for link in cells[-1].css("a"):
            page, _, anchor = urljoin(f"/{SOURCES}/", link.attributes["href"] or "").partition("#")
            used.add(f"{page.strip('/')}#{anchor}")
    return found


def listed(site: Path, locale: str) -> Places:
    """What the pages themselves list under their headings, and in the glossary's rows."""
    names = {plain(cells[0]): source for source, cells in rows(site, locale)}
    assert len(names) > 50
    found: Places = {source: set() for source in names.values()}
    for path in sorted((site / locale).rglob("index.html")):
        page = posixpath.dirname(path.relative_to(site / locale).as_posix())
        anchor = ""
        for node in main(site, locale, page).css("h1[id], h2[id], h3[id], td[id], .gb-sources li"):
            if node.tag != "li":
                anchor = "" if node.tag == "h1" else node.attributes["id"] or ""
                continue
            name = max((one for one in names if plain(node).startswith(one)), key=len, default="")
            assert name or page == "reference/glossary", plain(node)  # which has notes, too
            if name:
                found[names[name]].add(f"{page}#{anchor}")
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sources_stand_by_who_speaks_in_them(site: Path, book: Book, locale: str) -> None:
    """APEC first, then the economies in their order, last what is not official."""
    headings, found = [], {}
    for node in main(site, locale, SOURCES).css("h2, tbody tr td[id]"):
        if node.tag == "h2":
            headings.append(node.attributes["id"])
        else:
            found[node.attributes["id"]] = headings[-1]
    codes = [f"from-{code.lower()}" for code in book.economies]
    assert headings == ["from-apec", *(one for one in codes if one in headings), "from-secondary"]
    assert len(headings) > 10
    for name, source in book.sources.items():
        voice = source.economy.value.lower() if source.economy else "apec"
        assert found.pop(name) == ("from-secondary" if source.mark == "secondary" else f"from-{voice}")
        if source.mark != "secondary":
            assert (voice == "apec") == source.publisher["en"].value.startswith("APEC"), name
    assert not found


@pytest.mark.parametrize("locale", LOCALES)
def test_both_lists_of_the_page_name_its_groups(site: Path, locale: str) -> None:
    """Beside the page where there is room, above the groups on a phone."""
    html = LexborHTMLParser((site / locale / SOURCES / "index.html").read_bytes())
    groups = [(f"#{node.attributes['id']}", plain(node)) for node in html.css("main h2[id]")]
    for name in (".gb-toc a", "nav.gb-questions a"):
        assert [(node.attributes["href"], plain(node)) for node in html.css(name)] == groups, name


@pytest.mark.parametrize("locale", LOCALES)
def test_each_use_of_a_source_is_an_item_of_its_own(site: Path, locale: str) -> None:
    for source, cells in rows(site, locale):
        uses = len(cells[-1].css("a"))
        assert len(cells[-1].css("details > ul > li")) == (uses if uses > 1 else 0), source


def plain(node: LexborNode) -> str:
    """The text without the name that stands beside an economy's at its first mention on a page."""
    return re.sub("（Chinese Taipei）|，Chinese Taipei(?=）)", "", text(node))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_use_leads_to_an_entry_that_lists_the_source_and_back(site: Path, locale: str) -> None:
    back, there = links_back(site, locale), listed(site, locale)
    assert back.keys() == there.keys()
    for source, places in back.items():
        assert places == there[source], source
    assert sum(map(len, back.values())) > 500


@pytest.mark.parametrize("locale", LOCALES)
def test_a_use_has_the_heading_of_its_entry(site: Path, locale: str) -> None:
    """Also a rule of the finder, each of which has its own."""
    finder = {
        node.attributes["id"]: plain(node) for node in main(site, locale, "reference/finder").css("h3[id]")
    }
    seen = 0
    for _, cells in rows(site, locale):
        for link in cells[-1].css("a[href*='finder/#']"):
            assert plain(link) == finder[(link.attributes["href"] or "").partition("#")[2]]
            seen += 1
    assert seen > 20 and len(set(finder.values())) > 10


def inserts(value: object) -> Iterator[str]:
    """The figures that a part of the content inserts."""
    yield from re.findall(r"\$\{((?:fact|stay):[^}]+)\}", str(value))


def test_the_sources_of_a_figure_stand_where_it_is_told(site: Path) -> None:
    """Read from the files of content/, not by the program's own reading."""

    def read(name: str) -> dict[str, dict[str, object]]:
        held = yaml.load((invented.ROOT / "content" / name).read_text("utf-8"), yaml.BaseLoader)
        assert isinstance(held, dict)
        return held

    economies = read("economies.yml")
    sources = {f"fact:{name}": fact["sources"] for name, fact in read("facts.yml").items()}
    for code, economy in economies.items():
        stay = economy.get("stay")
        sources[f"stay:{code}"] = stay.get("sources", []) if isinstance(stay, dict) else []
    told = {f"reference/finder#{name}": pair for name, pair in read("pairs.yml").items()}
    told |= {f"reference/economies#{code.lower()}": economy for code, economy in economies.items()}
    for path in (invented.ROOT / "content/guides").glob("faq/*.yml"):
        for one in read(f"guides/faq/{path.name}").get("questions", ()):
            assert isinstance(one, dict)
            told[f"faq/{path.stem}#{one['id']}"] = one
    there, followed = listed(site, "en"), 0
    for place, part in told.items():
        for figure in inserts(part):
            for source in sources[figure]:  # type: ignore[attr-defined]
                assert place in there[source], (place, figure)
                followed += 1
    assert followed > 100


def test_own_sources_first_then_those_of_figures_each_once(project: Path) -> None:
    (project / "content/facts.yml").write_text(
        "fee: {number: 5, sources: [other, authority]}\nwait: {number: 6, sources: [third]}\n", "utf-8"
    )
    given = invented.SOURCES
    more = "".join(given.replace("authority:", f"{name}:") for name in ("other", "third", "unused"))
    (project / "content/sources.yml").write_text(given + more, "utf-8")
    page = project / "content/guides/first/page-1.yml"
    invented.edit(page, "It is about entry number 1.", "It is ${fact:fee}, ${fact:fee} or ${fact:wait}.")

    def unit(book: Book) -> Unit:
        return book.guides[0].pages[0].units[0]

    book = derive.derive(load.load(project))
    assert cited(book, unit(book)) == ("authority", "other", "third")
    invented.edit(page, "or ${fact:wait}.", "or six.")
    invented.edit(
        page,
        "    sources: [authority]\n  - id: question-2",
        "    details: {en: 'Wait ${fact:wait}.', zh-Hant: '等${fact:wait}。'}\n    sources: [third]\n  - id: question-2",
    )
    book = derive.derive(load.load(project))
    assert cited(book, unit(book)) == ("third", "other", "authority")
