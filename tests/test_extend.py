"""Adding a question, a topic, a guide, a term or a language takes content or one entry, no code."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import invented
from guidebook import build, checks, derive, load, render
from guidebook.book import Book

PAGE = "content/guides/first/page-1.yml"
HONG_KONG = """\
        - locale: zh-Hant-HK
          name: 繁體中文（香港）
          build: true
          extra:
            og_locale: zh_HK
            cldr: zh_Hant_HK
            derived_from: zh-Hant
            opencc: tw2t t2hk
"""


def made(root: Path) -> tuple[Book, Path]:
    """Load, derive, render and build a project whose every check is silent."""
    book = derive.derive(load.load(root))
    assert checks.check_source(book) == []
    render.write(root, render.render(book))
    site = build.build(root, book)
    assert checks.check_built(site, book) == []
    return book, site


def test_a_question(project: Path) -> None:
    page = project / "content/guides/first/page-1.yml"
    page.write_text(page.read_text("utf-8") + invented.QUESTION.format(number=3), "utf-8")
    _, site = made(project)
    for locale, question in (
        ("en", "What is question 3 about?"),
        ("zh-Hant", "第3題問的是什麼？"),
        ("zh-Hans", "第3题问的是什么？"),
    ):
        html = (site / locale / "first/page-1/index.html").read_text("utf-8").replace("<wbr>", "")
        assert f'<h2 id="question-3">{question}</h2>' in html
        assert question in (site / locale / "first/index.html").read_text("utf-8")


def test_a_topic(project: Path) -> None:
    invented.page(project / "content/guides/first", 2)
    _, site = made(project)
    for locale, title in (("en", "Page 2"), ("zh-Hant", "第2頁"), ("zh-Hans", "第2页")):
        html = (site / locale / "first/page-2/index.html").read_text("utf-8").replace("<wbr>", "")
        assert f'<h1 id="page-title">{title}</h1>' in html
        beside = (site / locale / "first/page-1/index.html").read_text("utf-8")
        assert f'href="../page-2/">{title}</a>' in beside  # navigation


def test_a_whole_second_guide(project: Path) -> None:
    invented.guide(project / "content", "second", 2, pages=2, questions=3)
    _, site = made(project)
    for locale in ("en", "zh-Hant", "zh-Hans"):
        assert (site / locale / "second/page-2/index.html").is_file()
        assert 'href="second/"' in (site / locale / "index.html").read_text("utf-8")
        assert f"https://abtc-guide.example/{locale}/second/page-2/" in (
            site / locale / "sitemap.xml"
        ).read_text("utf-8")


def test_a_guide_on_one_page(project: Path) -> None:
    """One key: no pages of their own, and everything that led to them leads to their anchors."""
    invented.guide(project / "content", "second", 2, pages=2)
    folder = project / "content/guides/second"
    invented.edit(folder / "guide.yml", "order: 2", "order: 2\none-page: true")
    other = folder / "page-2.yml"
    linked = other.read_text("utf-8").replace("id: question-", "id: other-").replace("/first/page-1#", "#")
    other.write_text(linked, "utf-8")
    (folder / "words.yml").write_text(
        "order: 9\ntitle: {en: Words, zh-Hant: 名詞}\ndescription: {en: All words., zh-Hant: 所有名詞。}\nlist: terms\n",
        "utf-8",
    )
    first = project / PAGE
    first.write_text(
        first.read_text("utf-8").replace("(/first/page-1#question-1)", "(/second#other-2)"), "utf-8"
    )
    _, site = made(project)
    for locale, asked in (
        ("en", "What is question 2 about?"),
        ("zh-Hant", "第2題問的是什麼？"),
        ("zh-Hans", "第2题问的是什么？"),
    ):
        assert sorted(path.name for path in (site / locale / "second").iterdir()) == ["index.html"]
        page = LexborHTMLParser((site / locale / "second/index.html").read_bytes())
        levels = [(node.tag, node.attributes["id"]) for node in page.css("main h1, main h2, main h3")]
        assert levels == [
            ("h1", "page-title"),
            *(("h2", "page-1"), ("h3", "question-1"), ("h3", "question-2")),
            *(("h2", "page-2"), ("h3", "other-1"), ("h3", "other-2")),
            ("h2", "words"),
        ]
        assert page.css_first("h3#other-2").text() == asked
        assert page.css_first("td#app") is not None
        assert [node.attributes["href"] for node in page.css(".gb-side ul ul a")] == [
            "#page-1",
            "#page-2",
            "#words",
        ]
        edited = [str(node.attributes["href"]).rpartition("/")[2] for node in page.css("a[rel=edit]")]
        assert edited == ["guide.yml", "page-1.yml", "page-2.yml", "words.yml"]
        assert 'href="second/#page-2"' in (site / locale / "index.html").read_text("utf-8")
        beside = (site / locale / "first/page-1/index.html").read_text("utf-8")
        assert 'href="../../second/#other-2"' in beside
        assert "second/page" not in (site / locale / "sitemap.xml").read_text("utf-8")


def test_a_term_row(project: Path) -> None:
    with (project / "content/terms.yml").open("a", encoding="utf-8") as terms:
        terms.write("documents:\n  zh-Hant: 應備文件\n  zh-Hans: 所需材料\n")
    book, _ = made(project)
    assert "请备妥所需材料。" in book.guides[0].pages[0].units[0].body["zh-Hans"].value


def test_a_glossary_page(project: Path) -> None:
    (project / "content/guides/first/words.yml").write_text(
        "order: 9\ntitle: {en: Words, zh-Hant: 名詞}\ndescription: {en: All words., zh-Hant: 所有名詞。}\nlist: terms\n",
        "utf-8",
    )
    with (project / "content/terms.yml").open("a", encoding="utf-8") as terms:
        terms.write("phone: {en: phone, zh-Hant: 手機, zh-Hans: 手机, basis: general-usage}\n")
    book, site = made(project)
    assert list(book.glossary()) == ["app"]
    html = (site / "en/first/words/index.html").read_text("utf-8")
    assert '<td id="app" lang="en">app</td>' in html
    assert 'lang="zh-Hans">应用程序</td>' in html
    assert "phone" not in html  # a row without a definition only decides wording
    assert html.index("What shows the card.") < html.index('<details class="gb-sources gb-notes">')


def test_a_derived_language(project: Path) -> None:
    """zh-Hant-HK: one entry in mkdocs.yml, and rows of its own in the termbase."""
    settings = project / "mkdocs.yml"
    invented.edit(settings, "\nmarkdown_extensions:", HONG_KONG + "\nmarkdown_extensions:")
    invented.edit(
        project / "content/terms.yml",
        "  zh-Hans: 应用程序\n",
        "  zh-Hans: 应用程序\n  zh-Hant-HK: 流動應用程式\n",
    )
    with (project / "content/terms.yml").open("a", encoding="utf-8") as terms:
        terms.write("connection:\n  zh-Hant: 網路\n  zh-Hans: 网络\n  zh-Hant-HK: 網絡\n")
    _, site = made(project)
    html = (site / "zh-Hant-HK/first/page-1/index.html").read_text("utf-8")
    assert '<html lang="zh-Hant-HK"' in html
    assert '<meta property="og:locale" content="zh_HK">' in html
    assert "流動應用程式" in html and "「保持網絡連線」" in html
    for locale in ("en", "zh-Hant", "zh-Hans"):  # every edition names the new one, the neutral page too
        beside = (site / locale / "first/page-1/index.html").read_text("utf-8")
        assert (
            '<link rel="alternate" hreflang="zh-Hant-HK" href="https://abtc-guide.example/zh-Hant-HK/first/page-1/">'
            in beside
        )
    assert 'lang="zh-Hant-HK"' in (site / "index.html").read_text("utf-8")


def test_an_authored_language_gives_a_list_of_what_is_to_be_written(project: Path) -> None:
    entry = "        - locale: ja\n          name: 日本語\n          extra:\n            og_locale: ja_JP\n"
    invented.edit(project / "mkdocs.yml", "\nmarkdown_extensions:", entry + "\nmarkdown_extensions:")
    book = derive.derive(load.load(project))
    found = [one for one in checks.check_source(book) if "no ja text" in one.message]
    texts = sum(1 for _ in load.texts(book, partial=False)) + sum(
        "en" in term.names for term in book.terms.values()
    )
    assert len(found) == texts > 100
    assert all(one.at.line and one.check == "missing-text" for one in found)


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/deep/path"])
def test_the_address_is_one_setting(project: Path, address: str) -> None:
    invented.edit(project / "mkdocs.yml", "https://abtc-guide.example/", address)
    _, site = made(project)
    everything = "".join(path.read_text("utf-8") for path in site.rglob("*.*ml"))
    assert "abtc-guide.example" not in everything
    assert f'href="{address.rstrip("/")}/zh-Hant/first/page-1/"' in everything
