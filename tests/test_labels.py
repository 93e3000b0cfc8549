"""The labels of DESIGN section 2 on every page of the real built site, and the check that proves them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from guidebook import checks
from guidebook.book import Book

LABELS = {  # locale: lang and hreflang, name, og:locale
    "en": ("English", "en_US"),
    "zh-Hant": ("正體中文", "zh_TW"),
    "zh-Hans": ("简体中文", "zh_CN"),
}
ADDRESS = "https://abtc-guide.example/"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def tree(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_bytes())


def test_every_page_has_its_label_and_four_alternates(site: Path) -> None:
    counted = 0
    for locale, (name, og_locale) in LABELS.items():
        for path in pages(site / locale):
            page = tree(path)
            assert page.css_first("html").attributes["lang"] == locale, path
            assert page.css_first('meta[property="og:locale"]').attributes["content"] == og_locale
            links = {one.attributes["hreflang"]: one.attributes["href"] for one in page.css("link[hreflang]")}
            menu = [
                (one.attributes["lang"], one.attributes["hreflang"], one.text())
                for one in page.css(".gb-languages a")
            ]
            assert menu == [(one, one, LABELS[one][0]) for one in LABELS]
            assert page.css_first(".gb-languages [aria-current]").text() == name
            if path.name in ("404.html", "503.html"):
                assert links == {}
                continue
            inside = path.relative_to(site / locale).as_posix().removesuffix("index.html")
            assert links == {one: f"{ADDRESS}{one}/{inside}" for one in LABELS} | {"x-default": ADDRESS}
            for one in LABELS:  # reciprocal: the page it names is there, and names this one
                back = tree(site / one / inside / "index.html")
                assert f"{ADDRESS}{locale}/{inside}" in [
                    link.attributes["href"] for link in back.css("link[hreflang]")
                ]
            counted += 1
    assert counted == 3 * (len(pages(site / "en")) - 2) > 50


def test_the_neutral_page_offers_three_names_and_sends_nobody_anywhere(site: Path) -> None:
    page = tree(site / "index.html")
    assert page.css_first("html").attributes["lang"] == "en"
    offered = [
        (one.attributes["href"], one.attributes["lang"], one.css_first("strong").text())
        for one in page.css(".gb-editions a")
    ]
    assert offered == [(f"{locale}/", locale, name) for locale, (name, _) in LABELS.items()]
    assert not page.css("script") and not page.css("meta[http-equiv]")
    links = {one.attributes["hreflang"]: one.attributes["href"] for one in page.css("link[hreflang]")}
    assert links == {one: f"{ADDRESS}{one}/" for one in LABELS} | {"x-default": ADDRESS}


def test_error_pages(site: Path) -> None:
    page = tree(site / "404.html")
    assert page.css_first("html").attributes["lang"] == "en"
    assert [one.attributes["lang"] for one in page.css("main > section")] == list(LABELS)
    assert not page.css("link[rel=alternate]")
    for locale, words in (
        ("en", "This page does not exist"),
        ("zh-Hant", "找不到這個網頁"),
        ("zh-Hans", "找不到这个网页"),
    ):
        assert tree(site / locale / "404.html").css_first("h1").text() == words


def test_no_edition_goes_by_a_vague_name(site: Path) -> None:
    """Nothing says lang="zh", and no link, label or heading is 中文 or Chinese alone."""
    for path in pages(site):
        text = path.read_text("utf-8")
        assert not re.search(
            r"""(?:lang|hreflang)=["']?(?:zh|zh-TW|zh-CN|zh_TW|zh_CN|cn|tw)["'\s>]""", text
        ), path
        for node in LexborHTMLParser(text).css("a, button, label, option, h1, h2, h3, th, li, title"):
            assert node.text().strip() not in {
                "中文",
                "Chinese",
                "繁中",
                "简中",
                "華語",
                "汉语",
                "繁體中文",
            }, path
        assert not re.search("[\U0001f1e6-\U0001f1ff]", text), path  # flags


def test_sitemaps(site: Path) -> None:
    index = ElementTree.parse(site / "sitemap.xml").getroot()
    listed = [one.text for one in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert listed == [f"{ADDRESS}{locale}/sitemap.xml" for locale in LABELS]
    for locale in LABELS:
        root = ElementTree.parse(site / locale / "sitemap.xml").getroot()
        addresses = [one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        built = {
            f"{ADDRESS}{path.parent.relative_to(site).as_posix()}/"
            for path in (site / locale).rglob("index.html")
        }
        assert set(addresses) == built and len(addresses) == len(built)
        for link in root.iter("{http://www.w3.org/1999/xhtml}link"):
            assert link.get("hreflang") in {*LABELS, "x-default"} and (link.get("href") or "").startswith(
                ADDRESS
            )


def test_the_check_is_silent_on_the_real_site(site: Path, book: Book) -> None:
    assert checks.check_built(site, book) == []


PAGE = "zh-Hans/faq/at-the-border/index.html"
BREAKS = [
    ("lang of another edition", PAGE, '<html lang="zh-Hans"', '<html lang="zh-Hant"'),
    ("lang zh", PAGE, '<html lang="zh-Hans"', '<html lang="zh"'),
    ("no lang", PAGE, '<html lang="zh-Hans"', "<html"),
    ("English page in Chinese", "en/index.html", '<html lang="en"', '<html lang="zh-Hant"'),
    ("relative alternate", PAGE, f'hreflang="en" href="{ADDRESS}en/', 'hreflang="en" href="/en/'),
    ("alternate of another page", PAGE, f'href="{ADDRESS}en/faq/at-the-border/"', f'href="{ADDRESS}en/faq/"'),
    ("alternate missing", PAGE, f'<link rel="alternate" hreflang="en" href="{ADDRESS}en/faq/at-the-border/">', ""),
    ("no x-default", PAGE, f'<link rel="alternate" hreflang="x-default" href="{ADDRESS}">', ""),
    ("og:locale", PAGE, 'og:locale" content="zh_CN"', 'og:locale" content="zh_TW"'),
    ("name in the menu", PAGE, ">简体中文</a>", ">中文</a>"),
    ("name in the other script", PAGE, ">简体中文</a>", ">簡體中文</a>"),
    ("truncated name", PAGE, ">正體中文</a>", ">正體</a>"),
    ("menu entry without lang", PAGE, 'lang="zh-Hant" hreflang="zh-Hant" data', 'hreflang="zh-Hant" data'),
    ("wrong entry marked", PAGE, 'hreflang="zh-Hans" aria-current="true"', 'hreflang="zh-Hans" data-gb-language'),
    ("vague name on the neutral page", "index.html", "<strong>简体中文</strong>", "<strong>Chinese</strong>"),
    ("neutral page in Chinese", "index.html", '<html lang="en"', '<html lang="zh-Hant"'),
    ("menu that leaves the page", PAGE, 'href="../../../zh-Hant/faq/at-the-border/"', 'href="../../../zh-Hant/faq/"'),
    ("menu that leads to itself", PAGE, 'href="../../../zh-Hant/faq/at-the-border/"', 'href="./"'),
    ("obsolete tag in the text", PAGE, "<h1", '<p lang="zh-CHS">x</p><h1'),
    ("alternates on the error page", "404.html", "</head>", f'<link rel="alternate" hreflang="en" href="{ADDRESS}"></head>'),
    ("sitemap", "zh-Hans/sitemap.xml", f'hreflang="en" href="{ADDRESS}en/faq/"', f'hreflang="en" href="{ADDRESS}en/"'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "after"), [row[1:] for row in BREAKS], ids=[row[0] for row in BREAKS]
)
def test_the_check_finds_a_label_broken_on_purpose(
    site: Path, book: Book, tmp_path: Path, name: str, before: str, after: str
) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site, broken, copy_function=shutil.copy)
    text = (broken / name).read_text("utf-8")
    assert before in text
    (broken / name).write_text(text.replace(before, after, 1), "utf-8")
    found = checks.check_built(broken, book)
    assert f"site/{name}" in {one.at.file for one in found if one.check == "labels"}


def test_the_check_finds_a_page_that_one_edition_lacks(site: Path, book: Book, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    (broken / "zh-Hant/faq/stays/index.html").unlink()
    assert any("no zh-Hant edition" in one.message for one in checks.check_built(broken, book))
