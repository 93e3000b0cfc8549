"""Every link inside the site leads to a page, a file or an anchor that is there.

Authority: HTML (a fragment names an element's id; an id stands once on a page). mkdocs checks
links in Markdown; this check sees what templates and themes add, in every edition and on error
pages, as a reader's browser follows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from guidebook.book import Book
from guidebook.finding import Finding
from guidebook.pages import BuiltPage, BuiltSite

_LINKS = "a[href], link[href], area[href], img[src], script[src], source[src], iframe[src]"


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """Findings for links that lead nowhere, and for anchors that stand twice."""
    for page in site.pages.values():
        for anchor, times in Counter(page.ids).items():
            if times > 1:
                yield page.finding(f"the anchor '{anchor}' is there {times} times; keep one")
        said = set()
        for node in page.tree.css(_LINKS):
            held = node.attributes
            address = held.get("href" if "href" in held else "src") or ""
            if address in said:
                continue
            said.add(address)
            message = _wrong(site, page, node, address)
            if message:
                yield page.finding_at(node, message)


def _wrong(site: BuiltSite, page: BuiltPage, node: LexborNode, address: str) -> str | None:
    if not address.strip():
        return f"a <{node.tag}> without an address; write one or remove the element"
    name = site.target(page, address)
    if name is None:
        return None
    target = site.pages.get(name)
    if target is None:
        return None if _is_file(site, name) else f"'{address}' leads to {name}, which is not there"
    anchor = unquote(address.partition("#")[2])
    if anchor and anchor != "top" and anchor not in target.ids:
        return f"'{address}' leads to the anchor '{anchor}', which {name} does not have"
    return None


def _is_file(site: BuiltSite, name: str) -> bool:
    return not name.startswith("..") and (site.folder / name).is_file()
