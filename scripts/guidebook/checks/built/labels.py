"""Every page says which edition it is, everywhere in the same words.

Authority: HTML (`lang` is a BCP 47 tag, RFC 5646); WCAG 2.2, 3.1.1 and 3.1.2; Google's rules
for localized versions (alternates absolute and reciprocal, with x-default); Open Graph; W3C,
Web Application Manifest (`lang` and `dir` say how to read `name` and `short_name`). In
2022 the Simplified edition of this guidance was labelled just "Chinese"; this check is why
that cannot happen here. The table of labels is the language list in mkdocs.yml.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guidebook.book import Book
from guidebook.checks.built import Change
from guidebook.finding import Finding
from guidebook.languages import VAGUE, Language
from guidebook.pages import BuiltPage, BuiltSite
from guidebook.source import Location
from guidebook.view import View

_PAGE = "zh-Hant/first/page-1/index.html"
BAD = [
    Change(_PAGE, '<html lang="zh-Hant"', '<html lang="zh"'),
    Change(_PAGE, 'og:locale" content="zh_TW"', 'og:locale" content="zh_CN"'),
    Change(_PAGE, 'aria-current="true">正體中文<', 'aria-current="true">中文<'),
    Change(_PAGE, 'hreflang="zh-Hans" href="https://abtc-guide.example/', 'hreflang="zh-Hans" href="/'),
    Change(_PAGE, 'href="../../../en/first/page-1/"', 'href="../../../en/"'),
    Change("zh-Hant/404.html", "</head>", '<link rel="alternate" hreflang="en" href="/en/"></head>'),
    Change("index.html", "<strong>正體中文</strong>", "<strong>中文</strong>"),
    Change("zh-Hant/sitemap.xml", 'hreflang="x-default"', 'hreflang="en"'),
    Change("zh-Hant/sitemap.xml", "</urlset>", ""),
    Change("zh-Hant/manifest.webmanifest", '"lang": "zh-Hant"', '"lang": "zh-TW"'),
    Change("zh-Hant/manifest.webmanifest", '"dir": "ltr"', '"dir": "auto"'),
    Change("zh-Hant/manifest.webmanifest", "虛擬卡", "虚拟卡"),
    Change("zh-Hant/manifest.webmanifest", '"icons"', "icons"),
]
GOOD = [
    Change(_PAGE, "請備妥應備文件。", '簡體作<b lang="zh-Hans">签证</b>。'),
    Change(_PAGE, "請備妥應備文件。", "中文"),  # not a link: no edition is called so
    Change("zh-Hant/manifest.webmanifest", "#ffffff", "#fafafa"),
]

Said = tuple[str, str]  # a message in English and in Chinese

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """Findings for every page, sitemap and manifest of the built site."""
    known = {one.locale: one for one in book.site.languages}
    for page in site.pages.values():
        for said in _page(page, book, site):
            yield page.finding(*said)
        for node in page.tree.css("[lang], [hreflang]"):
            for said in _labelled(node, known):
                yield page.finding_at(node, *said)
    for language in book.site.languages:
        yield from _sitemap(site.folder, language, book)
        yield from _manifest(site.folder, language, book)


def _page(page: BuiltPage, book: Book, site: BuiltSite) -> Iterator[Said]:
    language = page.language
    expected = language.locale if language else book.site.languages[0].locale
    if page.lang != expected:
        yield (
            f'<html lang="{page.lang}"> must be lang="{expected}"',
            f'<html lang="{page.lang}">應為lang="{expected}"',
        )
    yield from _alternates(page, book)
    yield from _editions(page, book, site)
    yield from _open_graph(page.tree, language)
    if language:
        yield from _menu(page, site, book, language)
    if page.name == "index.html":
        yield from _offer(page.tree, book)


def _alternates(page: BuiltPage, book: Book) -> Iterator[Said]:
    found = {
        link.attributes.get("hreflang") or "": link.attributes.get("href") or ""
        for link in page.tree.css("link[rel=alternate][hreflang]")
    }
    if page.is_error_page:
        if found:
            yield (
                "an error page has a label but no alternates; remove them",
                "錯誤頁只標示語言，不列其他語言版本的連結（alternate）；請移除",
            )
        return
    inside = page.name.split("/", 1)[1] if page.language else ""
    expected = {one.locale: f"{book.site.address}{one.locale}/{_url(inside)}" for one in book.site.languages}
    expected["x-default"] = book.site.address
    if found != expected:
        wrong = sorted(set(found.items()) ^ set(expected.items()))
        yield (
            f"alternates must be {len(expected)}, full addresses and the same on every edition; they differ in: "
            + ", ".join(f"{name} {address}" for name, address in wrong),
            f"各語言版本的連結（alternate）應有{len(expected)}個，使用完整網址，且各版本一致；請更正不符者："
            + "、".join(f"{name} {address}" for name, address in wrong),
        )


def _editions(page: BuiltPage, book: Book, site: BuiltSite) -> Iterator[Said]:
    """Every edition has this page, so that what an alternate or a menu names is there and names it back."""
    inside = page.name.split("/", 1)[1] if page.language else page.name
    for one in book.site.languages:
        if f"{one.locale}/{inside}" not in site.pages:
            yield (
                f"there is no {one.locale} edition of this page",
                f"本頁沒有{one.locale}版；請補上，或移除其他語言的同一頁",
            )


def _url(path: str) -> str:
    return path.removesuffix("index.html")


def _open_graph(tree: LexborHTMLParser, language: Language | None) -> Iterator[Said]:
    node = tree.css_first('meta[property="og:locale"]')
    found = node.attributes.get("content") if node else None
    if language and found != language.og_locale:
        yield (
            f'og:locale "{found or ""}" must be "{language.og_locale}"',
            f"og:locale「{found or ''}」應為「{language.og_locale}」",
        )


def _menu(page: BuiltPage, site: BuiltSite, book: Book, language: Language) -> Iterator[Said]:
    """The language menu: every edition of this page by its own name, in its own language, this one marked."""
    links = page.tree.css(".gb-languages a")
    entries = [
        (node.attributes.get("hreflang"), node.attributes.get("lang"), node.text().strip()) for node in links
    ]
    expected = [(one.locale, one.locale, one.name) for one in book.site.languages]
    if entries != expected:
        wanted, read = ([_entry(*one) for one in each] for each in (expected, entries))
        yield (
            f"the language menu must read {_english(wanted)}; it reads {_english(read)}",
            f"語言選單應為{_chinese(wanted)}；目前為{_chinese(read)}",
        )
    current = [node.attributes.get("hreflang") or "" for node in links if "aria-current" in node.attributes]
    if current != [language.locale]:
        yield (
            f"the language menu must mark {language.locale} as current; it marks {_english(current)}",
            f"語言選單應將{language.locale}標示為目前語言；目前標示的是{_chinese(current)}",
        )
    inside = "index.html" if page.is_error_page else page.name.split("/", 1)[1]
    for node in links:  # as every page is held to it, the way back is held too
        label, address = node.attributes.get("hreflang"), node.attributes.get("href") or ""
        right = f"{label}/{inside}"
        found = site.target(page, address)
        if label and found != right:
            name, found = node.text().strip(), found or address
            yield (
                f"'{name}' in the language menu must lead to {right}, it leads to {found}",
                f"語言選單的「{name}」應連至{right}，目前連至{found}",
            )


def _offer(tree: LexborHTMLParser, book: Book) -> Iterator[Said]:
    """The neutral page: every edition, by its own name and nothing else in bold."""
    offered = [
        (node.attributes.get("hreflang"), node.css_first("strong")) for node in tree.css(".gb-editions a")
    ]
    found = [(locale, name.text().strip() if name else "") for locale, name in offered]
    expected = [(one.locale, one.name) for one in book.site.languages]
    if found != expected:
        right, read = ([_entry(tag, tag, name) for tag, name in each] for each in (expected, found))
        yield (
            f"the neutral page must offer {_english(right)}; it offers {_english(read)}",
            f"語言選擇頁應列出{_chinese(right)}；目前列出{_chinese(read)}",
        )


def _entry(hreflang: str | None, lang: str | None, name: str) -> str:
    """An edition as it is offered: its name with its label, or with both where they differ."""
    labels = hreflang if hreflang and hreflang == lang else f'hreflang="{hreflang or ""}" lang="{lang or ""}"'
    return f"{name} [{labels}]"


def _english(words: list[str]) -> str:
    return ", ".join(word or '""' for word in words) or "nothing"


def _chinese(words: list[str]) -> str:
    return "、".join(f"「{word}」" for word in words) or "（無）"


def _labelled(node: LexborNode, known: dict[str, Language]) -> Iterator[Said]:
    """An element that names its language: a tag we have, and no vague name of an edition."""
    for attribute in ("lang", "hreflang"):
        tag = node.attributes.get(attribute)
        if tag is not None and tag not in known and not (tag == "x-default" and attribute == "hreflang"):
            yield (
                f'{attribute}="{tag}" is no label of this site; write one of: {", ".join(known)}',
                f'{attribute}="{tag}"不是本網站的語言標籤；請改用其中之一：{"、".join(known)}',
            )
    hreflang = node.attributes.get("hreflang")
    if node.tag == "a" and hreflang and VAGUE.fullmatch(node.text().strip()):
        vague = node.text().strip()
        name = known[hreflang].name if hreflang in known else ""
        english = name or "the edition's full name"
        yield (
            f"an edition is called '{vague}'; write '{english}'",
            f"語言版本不可只稱「{vague}」；請寫{f'「{name}」' if name else '該版本的全名'}",
        )


def _sitemap(site: Path, language: Language, book: Book) -> Iterator[Finding]:
    name = f"{language.locale}/sitemap.xml"
    at = Location(f"site/{name}")
    if not (site / name).is_file():
        yield Finding(
            at, "the sitemap is missing", says={"zh-Hant": "缺少網站地圖（sitemap）；請重新建置網站"}
        )
        return
    try:
        root = ElementTree.parse(site / name).getroot()
    except ElementTree.ParseError as error:
        says = {"zh-Hant": f"網站地圖（sitemap）不是格式正確的XML（{error}）；請重新建置網站"}
        yield Finding(at, f"the sitemap is not well-formed XML: {error}", says=says)
        return
    base = f"{book.site.address}{language.locale}/"
    for url in root.iter(f"{_SITEMAP}url"):
        address = url.findtext(f"{_SITEMAP}loc") or ""
        inside = address.removeprefix(base)
        found = {link.get("hreflang"): link.get("href") for link in url.iter(f"{_XHTML}link")}
        expected = {one.locale: f"{book.site.address}{one.locale}/{inside}" for one in book.site.languages}
        if not address.startswith(base) or found != {**expected, "x-default": book.site.address}:
            yield Finding(
                at,
                f"the alternates of {address} must be the same page in every edition, and x-default",
                says={"zh-Hant": f"{address}的其他語言版本連結，應為各版本的同一頁，並加上x-default"},
            )


def _manifest(site: Path, language: Language, book: Book) -> Iterator[Finding]:
    """What an installed copy is called, and in which language."""
    name = f"{language.locale}/manifest.webmanifest"
    at = Location(f"site/{name}")
    try:
        found = json.loads((site / name).read_text("utf-8"))
        found = found if isinstance(found, dict) else {}
    except (OSError, ValueError) as error:
        says = {"zh-Hant": f"無法讀取應用程式資訊檔（{error}）；請重新建置網站"}
        yield Finding(at, f"the web app manifest cannot be read: {error}; build the site again", says=says)
        return
    view = View(book, language.locale)
    expected = {
        "lang": language.locale,
        "dir": view.theme_word("direction"),
        "name": view.word("site-short"),
        "short_name": view.word("app-name"),
    }
    for key, right in expected.items():
        if found.get(key) != right:
            wrong = json.dumps(found.get(key), ensure_ascii=False)
            says = {"zh-Hant": f'"{key}": {wrong}應為"{right}"'}
            yield Finding(at, f'"{key}": {wrong} must be "{right}"', says=says)
