"""Each check of the built site finds what is broken on purpose, and says on which page and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guidebook import checks
from guidebook.book import Book
from guidebook.checks import built

HANT, HANS, EN = (f"{locale}/faq/stays/index.html" for locale in ("zh-Hant", "zh-Hans", "en"))
ADDRESS = "https://abtc-guide.example/"


def put(html: str) -> tuple[str, str]:
    """A change that adds HTML at the end of the page's content, under a heading of its own."""
    return "</main>", f'<h2 id="broken-here">OK</h2>{html}</main>'


DESCRIPTION = '<meta name="description" content="'
BREAKS = {
    "page-script": [
        ("a Simplified word on a Traditional page", HANT, *put("<p>申請签證</p>")),
        ("a Simplified character that Big5 lacks in a list", HANT, *put("<ul><li><b>旅行证</b></li></ul>")),
        ("a Simplified alternative text", HANT, *put('<img src="../../../assets/favicon.svg" alt="应用">')),
        ("a Simplified title attribute", HANT, *put('<p title="网络">x</p>')),
        ("a Simplified label", HANT, *put('<nav aria-label="浏览">x</nav>')),
        ("a Simplified placeholder", HANT, *put('<input placeholder="请输入">')),
        ("a Simplified description", HANT, DESCRIPTION, DESCRIPTION + "说明"),
        ("a Simplified page title", HANT, "<title>", "<title>简体"),
        ("a Simplified Open Graph title", HANT, 'og:title" content="', 'og:title" content="签证'),
        ("a Traditional word on a Simplified page", HANS, *put("<p>办理簽证</p>")),
        ("Traditional quoted without a label", HANS, *put("<p>應用程式</p>")),
        ("a Traditional theme word on a Simplified page", HANS, ">跳到主要内容<", ">跳至主要內容<"),
        ("a Traditional error page", "zh-Hans/404.html", "<h1>", "<h1>網頁"),
        ("a Simplified error page", "zh-Hant/404.html", "<h1>", "<h1>网页"),
        ("the common error page", "404.html", '<section lang="zh-Hant">', '<section lang="zh-Hant"><p>网页</p>'),
        ("the neutral page", "index.html", ">請選擇閱讀語言<", ">请选择阅读语言<"),
        ("an element labelled with the other script", HANT, *put('<p lang="zh-Hans">簽證</p>')),
        ("a label inside a label", HANS, *put('<p lang="zh-Hant">見<b lang="zh-Hans">簽證</b></p>')),
        ("after a labelled part", HANT, *put('<p><b lang="zh-Hans">签证</b>即签證</p>')),
        ("a Chinese theme word on an English page", EN, ">Skip to content<", ">跳至主要內容<"),
    ],
    "left-over": [
        ("a template mark", HANT, *put("<p>{{ page.title }}</p>")),
        ("a template's empty value", HANT, *put("<table><tr><td>None</td></tr></table>")),
        ("a gap", HANT, *put("<p>見⟦zh-Hant⟧</p>")),
        ("a steering mark", HANS, *put("<p>用-{手機}-</p>")),
        ("an attribute list", EN, *put("<p>Fees { #fees }</p>")),
        ("Markdown emphasis", HANT, *put("<p>請**出示**卡片</p>")),
        ("a Markdown link", HANT, *put("<p>[頁](../x.md)</p>")),
        ("a note", HANT, *put("<p>金額TODO確認</p>")),
        ("a Chinese note", HANT, *put("<p>金額（待補）</p>")),
        ("filler", EN, *put("<p>Lorem ipsum dolor.</p>")),
        ("a blanked character", HANS, *put("<p>见\ue000</p>")),
        ("a broken character", HANS, *put("<p>见\ufffd</p>")),
        ("escaped twice", EN, *put("<p>Fees &amp;amp; visas</p>")),
        ("a mark in the description", HANT, DESCRIPTION, DESCRIPTION + "{{ x }}"),
        ("a mark that is only heard", HANT, *put('<nav aria-label="{{ x }}">x</nav>')),
        ("a note in a comment", EN, *put("<!-- TODO: ask -->")),
        ("on an error page", "zh-Hant/404.html", "<h1>", "<h1>${title}"),
    ],
    "title-and-description": [
        ("no title", HANT, "<title>", "<x-title>"),
        ("an empty title", "404.html", "<title>", "<title> </title><meta content='"),
        ("two titles", EN, "</head>", "<title>Another</title></head>"),
        ("no description", HANS, 'meta name="description"', 'meta name="x"'),
        ("an empty description", EN, DESCRIPTION, DESCRIPTION + '"><meta content="'),
        ("two descriptions", EN, DESCRIPTION, f'{DESCRIPTION}x">{DESCRIPTION}'),
    ],
    "internal-links": [
        ("a page that is not there", HANT, *put('<a href="../nowhere/">x</a>')),
        ("a file that is not there", HANS, "assets/guidebook.", "assets/missing."),
        ("a picture that is not there", EN, *put('<img src="missing.png" alt="x">')),
        ("an anchor of this page", EN, *put('<a href="#nowhere">x</a>')),
        ("an anchor of another page", HANT, *put('<a href="../the-card/#nowhere">x</a>')),
        ("an anchor in Chinese", HANT, *put('<a href="#%E7%B0%BD">x</a>')),
        ("a full address of ours", EN, *put(f'<a href="{ADDRESS}en/nowhere/">x</a>')),
        ("a path from the host's root", EN, *put('<a href="/en/nowhere/">x</a>')),
        ("above the site", EN, *put('<a href="../../../../x/">x</a>')),
        ("no address", EN, *put('<a href="">x</a>')),
        ("an anchor twice", HANS, *put('<p id="broken-here">x</p>')),
        ("on the common error page", "404.html", 'href="/zh-Hant/"', 'href="/zh-Hand/"'),
        ("a Markdown file", HANT, *put('<a href="../stays.md">x</a>')),
    ],
    "english-in-chinese": [
        ("a link", HANT, *put('<a href="../">Next</a>')),
        ("a word of the interface", HANS, ">跳到主要内容<", ">Skip to content<"),
        ("a button", HANT, *put("<button>Search</button>")),
        ("a label", HANS, *put('<button aria-label="Menu">≡</button>')),
        ("a summary", HANT, ">選單<", ">Menu<"),
        ("with an arrow", HANT, *put('<a href="../">Back to top ↑</a>')),
        ("a heading of a table", HANS, *put("<table><tr><th>Economy</th></tr></table>")),
        ("on an error page", "zh-Hant/404.html", *put('<a href="../">HOME</a>')),
        ("part of a link", HANT, *put('<a href="../"><span>Previous</span> 前往</a>')),
    ],
    "labels": [
        ("a menu that leads elsewhere", HANT, 'href="../../../en/faq/stays/"', 'href="../../../en/faq/"'),
        ("a menu that leads to another edition", HANS, 'href="../../../en/faq/stays/"', 'href="./"'),
    ],
}  # fmt: skip
CASES = [(check, *case) for check, cases in BREAKS.items() for case in cases]

GOOD = [
    ("another language, labelled", HANT, *put('<p>簡體作<b lang="zh-Hans">签证</b>。</p>')),
    ("the editions' own names", HANT, *put("<p>另有简体中文與English版</p>")),
    ("the editions' own names", HANS, *put("<p>另有正體中文版</p>")),
    ("characters of both scripts", HANT, *put("<p>皇太后、鄰里公園、相干、台灣、只需五分鐘、卷宗、沈先生</p>")),
    ("characters of both scripts", HANS, *put("<p>世界名著、以效率著称、瞭望台、乾清宫、宫商角徵羽、皇太后</p>")),
    ("a Chinese name in English", EN, *put("<p>The bureau writes 審核通過, pages elsewhere do not.</p>")),
    ("code", HANT, *put("<pre><code>{{ x }} 签证 TODO **x**</code></pre>")),
    ("a button quoted from an app", HANT, *put("<p>點選<strong>Next</strong></p>")),
    ("an English name", HANT, *put('<a href="../">APEC</a>')),
    ("labelled English", HANS, *put('<a href="../" lang="en">Next</a>')),
    ("words that hold a mark's letters", EN, *put("<p>Nonesuch, untodone, #1, C#, 2*3*4, a_b, R&amp;D, {x}</p>")),
    ("documents still to come", HANT, *put("<p>待補件、待翻譯的文件</p>")),
    ("another host", EN, *put('<a href="https://example.org/x#y">x</a><a href="mailto:a@example.org">x</a>')),
    ("a query", EN, *put('<a href="../?q=1#stays">x</a>')),
    ("a word that programs know too", EN, *put("<table><tr><td>None</td></tr></table>")),
    ("references and numbers", EN, *put("<p># of visits</p><p>See [1][2].</p>")),
    ("the top", EN, *put('<a href="#top">x</a>')),
    ("percent-encoded", HANT, *put('<p id="簽證">x</p><a href="#%E7%B0%BD%E8%AD%89">x</a>')),
    ("nested deeply", HANT, *put("<div>" * 3000 + "深" + "</div>" * 3000)),
]  # fmt: skip


def broken(site: Path, target: Path, name: str, before: str, after: str) -> Path:
    """A copy of the site with one page changed in one place."""
    shutil.copytree(site, target, copy_function=shutil.copy)
    text = (target / name).read_text("utf-8")
    assert before in text
    (target / name).write_text(text.replace(before, after, 1), "utf-8")
    return target


@pytest.mark.parametrize(
    ("check", "name", "before", "after"),
    [(case[0], *case[2:]) for case in CASES],
    ids=[f"{case[0]}: {case[1]}" for case in CASES],
)
def test_a_break_is_found(
    site: Path, book: Book, tmp_path: Path, check: str, name: str, before: str, after: str
) -> None:
    found = checks.check_built(broken(site, tmp_path / "site", name, before, after), book)
    own = [one for one in found if one.check == check]
    assert {one.at.file for one in own} == {f"site/{name}"}, found
    if before == "</main>" and "comment" not in own[0].message and "times" not in own[0].message:
        assert all("under 'OK'" in one.message for one in own)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [case[1:] for case in GOOD],
    ids=[f"{case[0]}: {case[1].split('/')[0]}" for case in GOOD],
)
def test_what_is_right_is_left_alone(
    site: Path, book: Book, tmp_path: Path, name: str, before: str, after: str
) -> None:
    assert checks.check_built(broken(site, tmp_path / "site", name, before, after), book) == []


def test_two_pages_that_share_title_or_description(site: Path, book: Book, tmp_path: Path) -> None:
    """The later page of the two is named, and the finding names the other; editions may share words."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    shutil.copy(copy / "en/faq/stays/index.html", copy / "en/faq/the-card/index.html")
    found = [one for one in checks.check_built(copy, book) if one.check == "title-and-description"]
    assert [one.at.file for one in found] == ["site/en/faq/the-card/index.html"] * 2
    assert all(EN in one.message for one in found)


@pytest.mark.parametrize("name", [HANT, "zh-Hans/404.html", "en/404.html"])
def test_an_edition_that_lacks_a_page(site: Path, book: Book, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / name).unlink()
    locale, inside = name.split("/", 1)
    found = [one for one in checks.check_built(copy, book) if f"no {locale} edition" in one.message]
    others = {f"site/{one.locale}/{inside}" for one in book.site.languages if one.locale != locale}
    assert {one.at.file for one in found} >= others


@pytest.mark.parametrize(
    "html", ["", "x", "<p>签证", "<html lang=zh-Hant><title>签", "<frameset>", "\0", "\ud800"]
)
def test_what_is_hardly_a_page_is_no_traceback(site: Path, book: Book, tmp_path: Path, html: str) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / HANT).write_bytes(html.encode("utf-8", "surrogatepass"))
    (copy / "en/sitemap.xml").write_text("<urlset", "utf-8")
    found = checks.check_built(copy, book)
    assert f"site/{HANT}" in {one.at.file for one in found}
    assert any("not well-formed" in one.message for one in found)


def test_every_check_states_its_rule_and_its_authority() -> None:
    for module in checks.modules(built):
        lines = (module.__doc__ or "").split("\n")
        assert lines[0].endswith(".") and "\n\nAuthority: " in (module.__doc__ or ""), module.__name__
