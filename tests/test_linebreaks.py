"""Where lines may break: names, dates and numbers stay whole, Chinese headings break between words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from conftest import DESKTOP, PHONE, OpenTab
from guidebook.book import Book
from guidebook.linebreaks import LineBreaks

ZH = ("zh-Hant", "zh-Hans")
WHOLE = '<span class="gb-whole">{}</span>'


@pytest.fixture(scope="session")
def breaks(book: Book) -> dict[str, LineBreaks]:
    return {locale: LineBreaks(book, locale) for locale in ("en", *ZH)}


def shown(text: str) -> str:
    return re.sub(WHOLE.format("(.*?)"), r"[\1]", text)


@pytest.mark.parametrize(
    ("locale", "text", "kept"),
    [
        ("en", "In Hong Kong, China since 24 June 2021", "In [Hong Kong, China] since [24 June] 2021"),
        ("en", "an e-mail within 90 days, 3 of them", "an [e-mail] within [90 days], 3 of them"),
        ("en", "pre-cleared, K-ETA, well-kept", "[pre-cleared], [K-ETA], [well-kept]"),
        ("en", "question 3 about 2021 and ABTC-1390", "question 3 about 2021 and ABTC-1390"),
        ("zh-Hant", "中國香港2021年6月24日起為90天", "[中國香港][2021年][6月][24日]起為[90天]"),
        ("zh-Hant", "巴布亞紐幾內亞收5,000元", "[巴布亞紐幾內亞]收[5,000元]"),
        ("zh-Hans", "停留3个月，第3题", "停留[3个月]，第3题"),
        ("zh-Hans", "（e-Arrival Card）", "（[e-Arrival] Card）"),
    ],
)
def test_what_stays_whole(book: Book, locale: str, text: str, kept: str) -> None:
    breaks = LineBreaks(book, locale)
    assert shown(breaks.page(f"<p>{text}</p>")) == f"<p>{kept}</p>"


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        (
            "zh-Hant",
            "往來中國、中國香港與中華臺北之間，可以使用卡片嗎？",
            "[往來|中國、中國香港|與中華臺北|之間，][可以|使用|卡片嗎？]",
        ),
        (
            "zh-Hans",
            "没有收到签发卡片的电子邮件通知，怎么办？",
            "[没有|收到|签发|卡片的|电子邮件|通知，][怎么办？]",
        ),
        ("zh-Hant", "前往巴布亞紐幾內亞", "前往|巴布亞紐幾內亞"),
        ("zh-Hant", "「3個月」和「90天」一樣嗎？", "「3個月」和「90天」一樣嗎？"),
        ("zh-Hant", "第3題與ABTC", "第3題|與ABTC"),
    ],
)
def test_a_heading_parts_between_words(book: Book, locale: str, text: str, words: str) -> None:
    breaks = LineBreaks(book, locale)
    html = words.replace("|", "<wbr>").replace("[", '<span class="gb-clause">').replace("]", "</span>")
    assert breaks.page(f'<h2 id="x">{text}</h2>') == f'<h2 id="x">{html}</h2>'
    assert breaks.title(text) == html


def test_who_published_a_source_parts_between_words(book: Book) -> None:
    breaks = LineBreaks(book, "zh-Hant")
    link = '<a href="https://example.org/">移民與關卡局（新加坡）：換發護照問答</a>'
    assert breaks.page(link) == link.replace("換發護照問答", "換發<wbr>護照<wbr>問答")
    inside = '<p><a href="../x/">換發護照問答</a></p>'
    assert breaks.page(inside) == inside


def test_what_is_no_prose_is_untouched(book: Book) -> None:
    breaks = LineBreaks(book, "zh-Hant")
    for html in (
        '<svg aria-label="中國香港"><text>中國香港 90天</text></svg>',
        "<p><code>中國香港</code></p>",
        "<select><option>中國香港</option></select>",
        '<p title="中國香港">護照</p>',
    ):
        assert breaks.page(html) == html


PIECES = st.sampled_from(
    [
        *"中國香港，。「」（）2021年90天卡片嗎？ \n",
        "&amp;",
        "K-ETA",
        "<b>",
        "</b>",
        "<h2>",
        "</h2>",
        "<a href='#x'>",
        "</a>",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(("en", *ZH)))
def test_marks_are_added_and_nothing_else(breaks: dict[str, LineBreaks], html: str, locale: str) -> None:
    for made in (breaks[locale].page(html), breaks[locale].title(html)):
        assert re.sub("<wbr>|</?span[^>]*>", "", made) == html


@pytest.mark.parametrize("locale", ("en", *ZH))
def test_no_mark_stands_beside_punctuation_or_in_an_entity(site: Path, locale: str) -> None:
    """Nor does one reach the title that a browser's tab shows."""
    pages = sorted((site / locale).rglob("index.html"))
    assert len(pages) > 15
    for path in pages:
        html = path.read_text("utf-8")
        assert not re.search(r"<wbr>(?:</|[，。？、：；）」])|&\w*<(?:wbr|span class=\"gb-whole)", html), path
        tree = LexborHTMLParser(html)
        title = tree.css_first("h1").text(strip=True)
        assert title in tree.css_first("title").text()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(320, 700), PHONE, DESKTOP])
@pytest.mark.parametrize("locale", ZH)
def test_no_line_ends_inside_a_name(
    open_tab: OpenTab, address: str, book: Book, locale: str, size: tuple[int, int]
) -> None:
    """In headings, lists of questions and text, as Chromium breaks them."""
    page = open_tab(size)
    names = [one.name[locale].value for one in book.economies.values()]
    for path in ("faq/destinations/", "faq/the-card/", "reference/finder/", "reference/economies/"):
        page.goto(f"{address}{locale}/{path}")
        found = page.evaluate(
            """names => {
              const lines = range => new Set(Array.from(range.getClientRects(), one => Math.round(one.top))).size;
              const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
              const broken = [];
              let seen = 0;
              for (let node; (node = walk.nextNode()); ) {
                if (!node.parentElement.checkVisibility() || node.parentElement.closest("select, svg")) continue;
                names.forEach(name => {
                  for (let at = node.data.indexOf(name); at >= 0; at = node.data.indexOf(name, at + 1)) {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + name.length);
                    seen += 1;
                    if (lines(range) > 1) broken.push(node.data);
                  }
                });
              }
              return [seen, broken];
            }""",
            names,
        )
        assert found[0] > 10 and found[1] == [], path
