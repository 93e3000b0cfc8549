"""Every page says which edition it is, everywhere in the same words.

Authority: HTML (`lang` is a BCP 47 tag, RFC 5646); WCAG 2.2, 3.1.1 and 3.1.2; Google's rules
for localized versions (alternates absolute and reciprocal, with x-default); Open Graph. In
2022 the Simplified edition of this guidance was labelled just "Chinese"; this check is why
that cannot happen here. The table of labels is the language list in mkdocs.yml.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guidebook.book import Book
from guidebook.finding import Finding
from guidebook.languages import VAGUE, Language
from guidebook.pages import BuiltPage, BuiltSite
from guidebook.source import Location

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """Findings for every page and sitemap of the built site."""
    known = {one.locale: one for one in book.site.languages}
    for page in site.pages.values():
        for message in _page(page, book, site):
            yield page.finding(message)
        for node in page.tree.css("[lang], [hreflang]"):
            for message in _labelled(node, known):
                yield page.finding_at(node, message)
    for language in book.site.languages:
        yield from _sitemap(site.folder, language, book)


def _page(page: BuiltPage, book: Book, site: BuiltSite) -> Iterator[str]:
    language = page.language
    expected = language.locale if language else book.site.languages[0].locale
    if page.lang != expected:
        yield f'<html lang="{page.lang}"> must be lang="{expected}"'
    yield from _alternates(page, book)
    yield from _editions(page, book, site)
    yield from _open_graph(page.tree, language)
    if language:
        yield from _menu(page, site, book, language)
    if page.name == "index.html":
        yield from _offer(page.tree, book)


def _alternates(page: BuiltPage, book: Book) -> Iterator[str]:
    found = {
        link.attributes.get("hreflang") or "": link.attributes.get("href") or ""
        for link in page.tree.css("link[rel=alternate][hreflang]")
    }
    if page.is_error_page:
        if found:
            yield "an error page has a label but no alternates; remove them"
        return
    inside = page.name.split("/", 1)[1] if page.language else ""
    expected = {one.locale: f"{book.site.address}{one.locale}/{_url(inside)}" for one in book.site.languages}
    expected["x-default"] = book.site.address
    if found != expected:
        wrong = sorted(set(found.items()) ^ set(expected.items()))
        yield (
            f"alternates must be {len(expected)}, full addresses and the same on every edition; they differ in: "
            + ", ".join(f"{name} {address}" for name, address in wrong)
        )


def _editions(page: BuiltPage, book: Book, site: BuiltSite) -> Iterator[str]:
    """Every edition has this page, so that what an alternate or a menu names is there and names it back."""
    inside = page.name.split("/", 1)[1] if page.language else page.name
    for one in book.site.languages:
        if f"{one.locale}/{inside}" not in site.pages:
            yield f"there is no {one.locale} edition of this page"


def _url(path: str) -> str:
    return path.removesuffix("index.html")


def _open_graph(tree: LexborHTMLParser, language: Language | None) -> Iterator[str]:
    node = tree.css_first('meta[property="og:locale"]')
    found = node.attributes.get("content") if node else None
    if language and found != language.og_locale:
        yield f'og:locale "{found or ""}" must be "{language.og_locale}"'


def _menu(page: BuiltPage, site: BuiltSite, book: Book, language: Language) -> Iterator[str]:
    """The language menu: every edition of this page by its own name, in its own language, this one marked."""
    links = page.tree.css(".gb-languages a")
    entries = [
        (node.attributes.get("hreflang"), node.attributes.get("lang"), node.text().strip()) for node in links
    ]
    expected = [(one.locale, one.locale, one.name) for one in book.site.languages]
    if entries != expected:
        yield f"the language menu must read {expected}, it reads {entries}"
    current = [node.attributes.get("hreflang") for node in links if "aria-current" in node.attributes]
    if current != [language.locale]:
        yield f"the language menu must mark {language.locale} as current, it marks {current}"
    inside = "index.html" if page.is_error_page else page.name.split("/", 1)[1]
    for node in links:  # as every page is held to it, the way back is held too
        right = f"{node.attributes.get('hreflang')}/{inside}"
        found = site.target(page, node.attributes.get("href") or "")
        if found != right:
            yield f"'{node.text().strip()}' in the language menu must lead to {right}, it leads to {found}"


def _offer(tree: LexborHTMLParser, book: Book) -> Iterator[str]:
    """The neutral page: every edition, by its own name and nothing else in bold."""
    offered = [
        (node.attributes.get("hreflang"), node.css_first("strong")) for node in tree.css(".gb-editions a")
    ]
    found = [(locale, name.text().strip() if name else "") for locale, name in offered]
    expected = [(one.locale, one.name) for one in book.site.languages]
    if found != expected:
        yield f"the neutral page must offer {expected}, it offers {found}"


def _labelled(node: LexborNode, known: dict[str, Language]) -> Iterator[str]:
    """An element that names its language: a tag we have, and no vague name of an edition."""
    for attribute in ("lang", "hreflang"):
        tag = node.attributes.get(attribute)
        if tag is not None and tag not in known and not (tag == "x-default" and attribute == "hreflang"):
            yield f'{attribute}="{tag}" is no label of this site; write one of: {", ".join(known)}'
    hreflang = node.attributes.get("hreflang")
    if node.tag == "a" and hreflang and VAGUE.fullmatch(node.text().strip()):
        name = known[hreflang].name if hreflang in known else "the edition's full name"
        yield f"an edition is called '{node.text().strip()}'; write '{name}'"


def _sitemap(site: Path, language: Language, book: Book) -> Iterator[Finding]:
    name = f"{language.locale}/sitemap.xml"
    at = Location(f"site/{name}")
    if not (site / name).is_file():
        yield Finding(at, "the sitemap is missing")
        return
    try:
        root = ElementTree.parse(site / name).getroot()
    except ElementTree.ParseError as error:
        yield Finding(at, f"the sitemap is not well-formed XML: {error}")
        return
    base = f"{book.site.address}{language.locale}/"
    for url in root.iter(f"{_SITEMAP}url"):
        address = url.findtext(f"{_SITEMAP}loc") or ""
        inside = address.removeprefix(base)
        found = {link.get("hreflang"): link.get("href") for link in url.iter(f"{_XHTML}link")}
        expected = {one.locale: f"{book.site.address}{one.locale}/{inside}" for one in book.site.languages}
        if not address.startswith(base) or found != {**expected, "x-default": book.site.address}:
            yield Finding(
                at, f"the alternates of {address} must be the same page in every edition, and x-default"
            )
