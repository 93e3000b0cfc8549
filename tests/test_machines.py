"""What machines read: structured data, robots.txt, sitemaps, llms.txt and the questions as data."""

from __future__ import annotations

import json
import re
import shutil
import urllib.robotparser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag
from xml.etree import ElementTree

import jsonschema
import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

import conftest
import invented
from guidebook import build, checks, derive, load, render
from guidebook.book import Book
from guidebook.citations import cited
from guidebook.prose import Prose

ADDRESS = "https://abtc-guide.example/"
NAMES = {"en": "English", "zh-Hant": "正體中文", "zh-Hans": "简体中文"}
Data = dict[str, Any]


def made(root: Path) -> Path:
    """The site of an invented project, as it now stands."""
    book = derive.derive(load.load(root))
    render.write(root, render.render(book))
    return build.build(root, book)


def questions(site: Path, locale: str) -> Data:
    read: Data = json.loads((site / locale / "questions.json").read_text("utf-8"))
    return read


def tree(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_bytes())


def leads_somewhere(site: Path, address: str) -> bool:
    """Whether a full address of ours names a page of the site, or an anchor on it."""
    page, anchor = urldefrag(address)
    path = site / page.removeprefix(ADDRESS) / "index.html"
    return path.is_file() and (not anchor or tree(path).css_first(f'[id="{anchor}"]') is not None)


# ---- structured data


def described(path: Path) -> list[Data]:
    (node,) = tree(path).css('script[type="application/ld+json"]')
    read = json.loads(node.text(deep=True))
    assert read["@context"] == "https://schema.org"
    graph: list[Data] = read["@graph"]
    return graph


def parts(value: Any) -> Iterator[Data]:
    """Every object of a JSON document."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


@pytest.mark.parametrize("locale", NAMES)
def test_every_page_describes_itself(site: Path, locale: str) -> None:
    for path in sorted((site / locale).rglob("index.html")):
        page, graph = tree(path), described(path)
        by_type = {one["@type"]: one for one in graph}
        own = by_type.get("FAQPage") or by_type["WebPage"]
        assert own["url"] == page.css_first("link[rel=canonical]").attributes["href"]
        assert own["name"] == page.css_first('meta[property="og:title"]').attributes["content"]
        assert own["description"] == page.css_first("meta[name=description]").attributes["content"]
        assert {one["inLanguage"] for one in parts(graph) if "inLanguage" in one} == {locale}
        for one in parts(graph):
            if one.get("@type") not in (None, "Organization", "ListItem"):
                assert "inLanguage" in one or "datePublished" in one or one["@type"] == "WebPage", one
            for key in ("@id", "url", "item"):
                if one.get(key, "").startswith(ADDRESS) and not re.search("#(website|breadcrumb)$", one[key]):
                    assert leads_somewhere(site, one[key]), one[key]
        trail = by_type.get("BreadcrumbList")
        assert (trail is None) == (path.parent == site / locale)
        if trail:
            assert [one["position"] for one in trail["itemListElement"]] == [
                *range(1, len(trail["itemListElement"]) + 1)
            ]
            assert trail["itemListElement"][0]["item"] == f"{ADDRESS}{locale}/"
            assert trail["itemListElement"][-1] == trail["itemListElement"][-1] | {
                "item": own["url"],
                "name": own["name"],
            }
    for path in [site / "404.html", *site.glob("*/404.html")]:
        assert not tree(path).css('script[type="application/ld+json"]')


@pytest.mark.parametrize("locale", NAMES)
def test_a_topic_gives_its_questions_and_answers(site: Path, book: Book, locale: str) -> None:
    """Every question and answer of the page, in its words and order, with the sources that have an address."""
    counted = 0
    for guide, page in book.pages():
        if not page.questions:
            continue
        path = site / locale / guide.id / page.id / "index.html"
        (faq,) = [one for one in described(path) if one["@type"] == "FAQPage"]
        shown = " ".join(tree(path).css_first("main").text().split())
        assert [urldefrag(one["url"])[1] for one in faq["mainEntity"]] == [unit.id for unit in page.questions]
        for one, unit in zip(faq["mainEntity"], page.questions, strict=True):
            answer = one["acceptedAnswer"]
            heading = tree(path).css_first(f"h2#{unit.id}").text()
            assert re.sub(r"[(（，].*", "", one["name"]) in heading
            html = LexborHTMLParser(answer["text"])
            for link in html.css("a"):
                address = link.attributes["href"] or ""
                assert address.startswith(("http", "mailto:", "tel:"))
                assert not address.startswith(ADDRESS) or leads_somewhere(site, address)
            for sentence in re.split(r"[。.]\s*|\n", html.body.text())[:2]:  # type: ignore[union-attr]
                if "Chinese Taipei" not in sentence:  # explained in each answer, on a page once
                    assert " ".join(sentence.split()) in shown
            if unit.unconfirmed:
                assert Prose(book, locale).word("unconfirmed") in answer["text"]
            based = [book.sources[name].url for name in cited(book, unit)]
            assert [source["url"] for source in answer.get("isBasedOn", [])] == [url for url in based if url]
            assert ("dateModified" in answer) == (unit.changed is not None)
            counted += 1
    assert counted > 60


def test_the_quick_guide_is_a_how_to(site: Path, book: Book) -> None:
    for locale in NAMES:
        graph = described(site / locale / "quick-reference/index.html")
        (how_to,) = [one["mainEntity"] for one in graph if "mainEntity" in one]
        (guide,) = [one for one in book.guides if one.id == "quick-reference"]
        assert how_to["@type"] == "HowTo"
        steps = [[urldefrag(step["url"])[1] for step in part["itemListElement"]] for part in how_to["step"]]
        assert steps == [[unit.id for unit in page.units] for page in guide.pages]
        assert all(step["text"] for part in how_to["step"] for step in part["itemListElement"])


HOSTILE = "</script><script>window.ran = 1</script><!--<script> & \\\" ' ]]> {{ x }}"


@pytest.mark.browser
def test_no_text_gets_out_of_the_data(project: Path, chromium: Browser) -> None:
    page = project / "content/guides/first/page-1.yml"
    invented.edit(page, "en: Page 1", f'en: "{HOSTILE}"')
    invented.edit(page, "en: What is question 1 about?", f'en: "{HOSTILE}"')
    site = made(project)
    text = HOSTILE.replace('\\"', '"')
    read = described(site / "en/first/page-1/index.html")
    assert read[1]["name"] == text and read[1]["mainEntity"][0]["name"] == text
    tab = chromium.new_page()
    for address in conftest.serve(site):
        tab.goto(f"{address}en/first/page-1/")
        assert tab.evaluate("window.ran") is None
        data = tab.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').text)")
        assert data["@graph"] == read
    tab.close()


def test_a_date_only_where_a_text_says_from_when(project: Path) -> None:
    page = project / "content/guides/first/page-1.yml"
    changed = "    changed: {on: 2026-12-01, why: {en: It is new., zh-Hant: 內容更新。}}\n  - id: question-2"
    invented.edit(page, "  - id: question-2", changed)
    site = made(project)
    (faq,) = [one for one in described(site / "zh-Hans/first/page-1/index.html") if one["@type"] == "FAQPage"]
    first, second = (one["acceptedAnswer"] for one in faq["mainEntity"])
    assert first["dateModified"] == "2026-12-01" and "dateModified" not in second
    assert questions(site, "zh-Hans")["questions"][0]["changed"] == {"on": "2026-12-01", "why": "内容更新。"}
    assert lastmod(site, "zh-Hans")[f"{ADDRESS}zh-Hans/first/page-1/"] == "2026-12-01"


# ---- crawlers


def lastmod(site: Path, locale: str) -> dict[str, str | None]:
    urls = ElementTree.parse(site / locale / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {str(url.findtext(f"{space}loc")): url.findtext(f"{space}lastmod") for url in urls}


def test_robots_txt_allows_everything_and_names_the_sitemap(site: Path) -> None:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse((site / "robots.txt").read_text("utf-8").splitlines())
    for path in ("", "zh-Hant/faq/", "en/questions.json", "llms.txt"):
        assert robots.can_fetch("AnyBot", ADDRESS + path)
    assert robots.site_maps() == [f"{ADDRESS}sitemap.xml"]
    assert (site / "sitemap.xml").is_file()
    for path in site.glob("*/**/index.html"):
        assert not tree(path).css("meta[name=robots]"), path


def test_sitemaps_say_when_the_sources_were_last_read(site: Path, book: Book) -> None:
    read = {source.checked.iso for source in book.sources.values()}
    dated = [lastmod(site, locale) for locale in NAMES]
    for locale, found in zip(NAMES, dated, strict=True):
        home = f"{ADDRESS}{locale}/"
        assert found[home] is None and found[f"{home}about/about/"] is None  # nothing was read for them
        assert found[f"{home}faq/stays/"] and found[f"{home}reference/economies/"]
        assert set(found.values()) <= {None, *read}
    assert [*dated[0].values()] == [*dated[1].values()] == [*dated[2].values()]


def test_a_source_read_anew_dates_its_pages_and_no_others(project: Path) -> None:
    second = invented.page(project / "content/guides/first", 2)
    second.write_text(second.read_text("utf-8").replace("[authority]", "[other]"), "utf-8")
    sources = project / "content/sources.yml"
    other = invented.SOURCES.replace("authority:", "other:").replace("2026-11-22", "2026-11-30")
    sources.write_text(invented.SOURCES + other, "utf-8")
    site = made(project)
    base = f"{ADDRESS}en/first/"
    found = lastmod(site, "en")
    assert (found[f"{base}page-1/"], found[f"{base}page-2/"]) == ("2026-11-22", "2026-11-30")
    assert found[base] == "2026-11-30"  # the landing page lists both
    # A figure's source counts for the page that inserts it.
    (project / "content/facts.yml").write_text("fee: {number: 5, sources: [other]}\n", "utf-8")
    page = project / "content/guides/first/page-1.yml"
    page.write_text(page.read_text("utf-8").replace("It is about", "${fact:fee} is about", 1), "utf-8")
    assert lastmod(made(project), "en")[f"{base}page-1/"] == "2026-11-30"


def test_llms_txt(site: Path, book: Book) -> None:
    text = (site / "llms.txt").read_text("utf-8")
    assert text.startswith("# ABTC virtual card guidance\n\n> Draft for review. Not an APEC publication.\n")
    sections = dict(part.split("\n", 1) for part in re.split("^## ", text, flags=re.M)[1:])
    assert list(sections) == list(NAMES.values())
    for locale, name in NAMES.items():
        section, prose = sections[name], Prose(book, locale)
        for word in ("draft-notice", "machine-cite", "licence"):
            assert prose.word(word) in section
        links = re.findall(r"\]\(([^)]*)\)", section)
        assert f"{ADDRESS}{locale}/questions.json" in links and f"{ADDRESS}questions.schema.json" in links
        assert f"{ADDRESS}{locale}/faq/" in links
        for link in links:
            inside = link.removeprefix(ADDRESS)
            assert (site / inside / ("index.html" if inside.endswith("/") else "")).is_file(), link
    assert "\n\n\n" not in text and "&" not in text and text.endswith(")\n")


# ---- the questions as data


@pytest.fixture(scope="module")
def validator(site: Path) -> jsonschema.Draft202012Validator:
    schema = json.loads((site / "questions.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("locale", NAMES)
def test_the_questions_follow_their_schema(
    site: Path, book: Book, validator: jsonschema.Draft202012Validator, locale: str
) -> None:
    read = questions(site, locale)
    validator.validate(read)
    assert (read["language"], read["edition"]) == (locale, NAMES[locale])
    assert read["$schema"] == f"{ADDRESS}questions.schema.json" == validator.schema["$id"]
    asked = [
        f"{guide.id}/{page.id}#{unit.id}" for guide, page in book.pages() for unit in page.questions or ()
    ]
    assert [one["id"] for one in read["questions"]] == asked and len(asked) > 60


@pytest.mark.parametrize("locale", NAMES)
def test_each_question_is_whole_and_leads_back(site: Path, book: Book, locale: str) -> None:
    units = {
        f"{guide.id}/{page.id}#{unit.id}": unit
        for guide, page in book.pages()
        for unit in page.questions or ()
    }
    for one in questions(site, locale)["questions"]:
        unit = units[one["id"]]
        assert one["language"] == locale
        assert leads_somewhere(site, one["url"]) and leads_somewhere(site, one["topic"]["url"])
        assert [source["id"] for source in one["sources"]] == list(cited(book, unit))
        for source in one["sources"]:
            known = book.sources[source["id"]]
            assert (source["url"], source["mark"]) == (known.url, known.mark)
            assert source["checked"] == known.checked.iso
        for key in ("details", "unconfirmed"):
            assert (one[key] is None) == (getattr(unit, key) is None)
        for text in filter(None, (one["answer"], one["details"], one["unconfirmed"])):
            for address in re.findall(r"\]\(([^)]*)\)", text["markdown"]):
                assert address.startswith(("http", "mailto:", "tel:"))
                assert not address.startswith(ADDRESS) or leads_somewhere(site, address)
            assert not re.search(r"\]\(|\*\*|<\w|&\w+;|\$\{|-\{|⟦", text["text"]), text["text"]
            assert not re.search(r"\$\{|-\{|⟦", text["markdown"])
            words = re.sub(r"\]\([^)]*\)|[\s*\[\]|`-]|\d+\.", "", text["markdown"])
            assert re.sub(r"[\s|\[\]`*-]|\d+\.", "", text["text"])[:40] == words[:40]


def test_a_name_is_explained_in_every_text_that_stands_alone(site: Path) -> None:
    """The owner's decision for Simplified pages holds for what is quoted from them."""
    texts = [
        text["text"]
        for one in questions(site, "zh-Hans")["questions"]
        for text in (one["answer"], one["details"])
        if text and "中华台北" in text["text"]
    ]
    assert texts and all(re.search("中华台北[（，]Chinese Taipei", text) for text in texts)


BREAKS = [
    ("a label of another kind", lambda read: read.update(language="zh-TW")),
    ("a vague name", lambda read: read.update(edition="中文")),
    ("no notice", lambda read: read.pop("notice")),
    ("a question without its label", lambda read: read["questions"][0].pop("language")),
    ("no word on what is unconfirmed", lambda read: read["questions"][0].pop("unconfirmed")),
    ("an answer as one text", lambda read: read["questions"][0].update(answer="x")),
    ("a day nobody can read", lambda read: read["questions"][0]["sources"][0].update(checked="soon")),
    ("a field nobody stated", lambda read: read["questions"][0].update(rating=5)),
]  # fmt: skip


@pytest.mark.parametrize("broken", [row[1] for row in BREAKS], ids=[row[0] for row in BREAKS])
def test_the_schema_refuses(site: Path, validator: jsonschema.Draft202012Validator, broken: Any) -> None:
    read = questions(site, "zh-Hant")
    validator.validate(read)
    broken(read)
    assert not validator.is_valid(read)


def test_the_schema_says_what_every_field_holds(validator: jsonschema.Draft202012Validator) -> None:
    fields = [
        (name, field)
        for shape in parts(validator.schema)
        if shape.get("type") == "object"
        for name, field in shape["properties"].items()
    ]
    assert len(fields) > 25 and all(len(field["description"]) > 8 for _, field in fields)


# ---- the check


@pytest.mark.parametrize("name", ["zh-Hant/questions.json", "llms.txt", "_headers"])
@pytest.mark.parametrize("text", [None, "", "{", "[1, null]", "\ufffd" * 9, "[" * 5000])
def test_a_file_that_is_not_there_or_no_such_file_is_found(
    site: Path, book: Book, tmp_path: Path, name: str, text: str | None
) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site, broken, copy_function=shutil.copy)
    (broken / name).unlink()
    if text is not None:
        (broken / name).write_text(text, "utf-8")
    found = checks.check_built(broken, book, ["machine-files"])
    assert {one.at.file for one in found} == {f"site/{name}"}
