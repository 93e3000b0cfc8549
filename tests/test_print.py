"""What comes out of the printer: a guide on one page is a sheet of two pages, an answer is only itself."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode

import printed
from guidebook.book import Book, Guide

pytestmark = pytest.mark.browser

LOCALES = ("en", "zh-Hant", "zh-Hans")


def print_out(
    chromium: Browser, address: str, target: Path, scheme: str = "light", unfold: str = "details.none"
) -> list[str]:
    """The text of each printed page of an address, without spaces; a reader has unfolded `unfold`."""
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.eval_on_selector_all(unfold, "all => all.forEach(one => { one.open = true; })")
    page.pdf(path=target, format="A4", prefer_css_page_size=True)
    context.close()
    return printed.pages(target)


def sheet(book: Book) -> Guide:
    (guide,) = (one for one in book.guides if one.one_page)
    return guide


@pytest.mark.parametrize("locale", LOCALES)
def test_the_quick_reference_guide_is_two_pages(
    chromium: Browser, site: Path, address: str, book: Book, tmp_path: Path, locale: str
) -> None:
    """Two parts on each page, in their order; every step is there, whole, on the page of its part."""
    guide = sheet(book)
    found = print_out(chromium, f"{address}{locale}/{guide.id}/", tmp_path / "guide.pdf")
    assert len(found) == 2
    html = LexborHTMLParser((site / locale / guide.id / "index.html").read_bytes())
    steps = 0
    for number, part in enumerate(html.css(".gb-part")):
        on = found[number // 2]
        assert words(part.css_first("h2")) in on
        for entry in part.css(".gb-entry"):
            steps += 1
            assert words(entry.css_first("h3")) in on
            entry.css_first(".gb-foot").decompose()
            for text in entry.css("p, li"):
                assert words(text) in on, text.text()
    assert steps == sum(len(page.units) for page in guide.pages) >= 16


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sheet_says_what_it_is_and_where_its_sources_are(
    chromium: Browser, site: Path, address: str, book: Book, tmp_path: Path, locale: str
) -> None:
    guide = sheet(book)
    first, last = print_out(chromium, f"{address}{locale}/{guide.id}/", tmp_path / "guide.pdf")
    notice = printed.squeezed(book.interface["draft-notice"][locale].value)
    assert notice in first and notice in last
    assert f"{book.site.address}{locale}/{guide.id}/" in last
    html = LexborHTMLParser((site / locale / guide.id / "index.html").read_bytes())
    for link in html.css(".gb-sources a"):
        assert words(link) not in first + last
    for link in html.css(".gb-menu > summary, .gb-edit > a:first-child, .gb-steps span, .gb-languages a"):
        assert words(link) not in first + last


def test_the_sheet_is_the_same_for_a_reader_of_dark_pages(
    chromium: Browser, address: str, book: Book, tmp_path: Path
) -> None:
    """White paper, dark ink: printing takes the light colours, whatever the screen shows."""
    where = f"{address}en/{sheet(book).id}/"
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(where)
        page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
        colours = "node => [getComputedStyle(node).color, getComputedStyle(document.body).backgroundColor]"
        assert page.locator(".gb-entry p").first.evaluate(colours) == [
            "rgb(22, 34, 42)",
            "rgb(255, 255, 255)",
        ]
        size = page.locator(".gb-entry > p").first.evaluate("node => getComputedStyle(node).fontSize")
        assert float(size.removesuffix("px")) * 0.75 >= 8.5  # points
        width = page.locator(".gb-drawing").first.evaluate("node => node.getBoundingClientRect().width")
        assert 40 <= width / 96 * 25.4 <= 50  # millimetres
        context.close()
    light, dark = (print_out(chromium, where, tmp_path / f"{one}.pdf", one) for one in ("light", "dark"))
    assert light == dark


@pytest.mark.parametrize("locale", LOCALES)
def test_a_topic_prints_without_navigation(
    chromium: Browser, site: Path, address: str, book: Book, tmp_path: Path, locale: str
) -> None:
    text = "".join(print_out(chromium, f"{address}{locale}/faq/stays/", tmp_path / "topic.pdf"))
    html = LexborHTMLParser((site / locale / "faq/stays/index.html").read_bytes())
    for heading in html.css("main h2"):
        assert text.count(words(heading)) == 1, heading.text()  # the list of questions is not printed
    for one in ("menu", "action.edit", "action.skip", "next-page", "questions", "toc"):
        assert printed.squeezed(book.interface[one][locale].value) not in text, one
    assert printed.squeezed(book.interface["draft-notice"][locale].value) in text
    assert f"{book.site.address}{locale}/faq/stays/" in text
    folded = html.css(".gb-sources li")
    assert len(folded) > 20
    for source in folded:  # what folds on the screen is open on paper, by name; the page has the address
        assert words(source) in text, source.text()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_glossary_prints_what_words_mean_and_not_why_they_were_chosen(
    chromium: Browser, site: Path, address: str, book: Book, tmp_path: Path, locale: str
) -> None:
    """Each meaning is in sight, on the screen and on paper; the notes on wording stay folded on both.

    Paper does not speak of them, but says where their sources are listed.
    """
    listed = book.listing("terms")
    assert listed is not None
    guide, page = listed
    pages = print_out(chromium, f"{address}{locale}/{guide.url(page)}", tmp_path / "glossary.pdf")
    assert len(pages) <= 5
    text = "".join(pages)
    html = LexborHTMLParser((site / locale / guide.url(page) / "index.html").read_bytes())
    rows = html.css("main tbody tr")
    assert [row.css_first("td[id]").id for row in rows] == list(book.glossary())
    for row in rows:
        meaning = row.css_first("td:last-child")
        notes = meaning.css_first("details.gb-notes")
        assert "open" not in notes.attributes and notes.css_first("li") is not None
        for link in notes.css("a"):
            assert words(link) not in text
        notes.decompose()
        assert words(meaning) and words(meaning) in text, meaning.text()
    told = words(html.css_first(".gb-screen"))
    assert printed.squeezed(book.interface["term-notes"][locale].value) in told and told not in text
    assert f"{book.site.address}{locale}/{listed_sources(book)}" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_addresses_of_the_sources_are_printed_in_one_place(
    chromium: Browser, address: str, book: Book, tmp_path: Path, locale: str
) -> None:
    there, elsewhere = (
        "".join(print_out(chromium, f"{address}{locale}/{url}", tmp_path / "page.pdf"))
        for url in (listed_sources(book), "faq/stays/")
    )
    urls = [printed.squeezed(source.url) for source in book.sources.values() if source.url]
    assert len(urls) > 50
    for url in urls:
        assert url in there and url not in elsewhere, url


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_source_is_used_for_is_named_or_counted_on_paper(
    chromium: Browser, site: Path, address: str, book: Book, tmp_path: Path, locale: str
) -> None:
    """What folds on the screen is a number on paper, also where it is unfolded: paper has no links."""
    url = listed_sources(book)
    found = print_out(
        chromium, f"{address}{locale}/{url}", tmp_path / "sources.pdf", unfold=".gb-listed details"
    )
    text = "".join(found)
    assert len(found) <= 8
    html = LexborHTMLParser((site / locale / url / "index.html").read_bytes())
    folded = html.css(".gb-listed details:not([open])")
    assert len(folded) > 5
    assert text.count(words(folded[0].css_first("summary"))) >= 1
    first = "".join(words(link) for link in folded[0].css("a"))
    assert first not in text
    for node in folded:
        node.decompose()
    for title, times in Counter(words(link) for link in html.css(".gb-listed td:last-child a")).items():
        assert text.count(title) >= times, title


@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_stand_apart_as_their_language_has_it(site: Path, locale: str) -> None:
    """Above the page and at its foot on paper: a space in English, none after a Chinese full stop."""
    html = LexborHTMLParser((site / locale / "faq/stays/index.html").read_bytes())
    for name in (".gb-draft", ".gb-where"):
        line = html.css_first(name)
        assert line is not None
        assert bool(re.search(r"[.。]\s", line.text().strip())) == (locale == "en"), line.text()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_economies_print_on_few_pages_each_in_one_piece(
    chromium: Browser, site: Path, address: str, book: Book, tmp_path: Path, locale: str
) -> None:
    """A reference: its sources are listed elsewhere, as it says; no entry goes over a page's end."""
    found = print_out(chromium, f"{address}{locale}/reference/economies/", tmp_path / "economies.pdf")
    assert len(found) <= 4
    assert f"{book.site.address}{locale}/{listed_sources(book)}" in found[-1]
    html = LexborHTMLParser((site / locale / "reference/economies/index.html").read_bytes())
    counted = words(html.css_first(".gb-economy .gb-sources > summary"))
    assert counted and not [page for page in found if counted in page]
    entries = html.css(".gb-economy")
    assert len(entries) == len(book.economies) == 21
    folded = {words(one) for one in html.css(".gb-economy .gb-sources li")}
    for entry in entries:
        for foot in entry.css(".gb-foot, .gb-going"):
            foot.decompose()
        texts = [words(one) for one in entry.css("h2, li, p")]
        assert [page for page in found if all(text in page for text in texts)], entry.text()
    told = words(html.css_first("main"))  # also of the sources of the page's first words
    hidden = [one for one in folded if one not in told]
    assert hidden and not [one for one in hidden if one in "".join(found)]


def listed_sources(book: Book) -> str:
    """The address, from a language's root, of the page that lists the sources."""
    found = book.listing("sources")
    assert found is not None
    guide, page = found
    return guide.url(page)


def words(node: LexborNode | None) -> str:
    assert node is not None
    return printed.squeezed(node.text())
