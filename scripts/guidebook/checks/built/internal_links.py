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
from guidebook.checks.built import Change
from guidebook.finding import Finding
from guidebook.pages import BuiltPage, BuiltSite

# `data-then` are the scripts of a page, which one of them fetches once it is painted.
_ATTRIBUTES = ("href", "src", "data-then")
_LINKS = "a[href], link[href], area[href], img[src], script[src], source[src], iframe[src], [data-then]"

_PAGE = "zh-Hant/first/page-1/index.html"
BAD = [
    Change(_PAGE, 'href="./#question-1"', 'href="./#question-9"'),
    Change(_PAGE, 'href="./#question-1"', 'href="../page-9/"'),
    Change(_PAGE, 'href="./#question-1"', 'href=""'),
    Change(_PAGE, "assets/guidebook.", "assets/missing."),
    Change(_PAGE, '<h2 id="question-2">', '<h2 id="question-2"><span id="question-1"></span>'),
]
GOOD = [
    Change(_PAGE, 'href="./#question-1"', 'href="./#question-2"'),
    Change(_PAGE, 'href="./#question-1"', 'href="#top"'),
    Change(_PAGE, 'href="./#question-1"', 'href="https://example.org/nowhere#x"'),
]


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """Findings for links that lead nowhere, and for anchors that stand twice."""
    for page in site.pages.values():
        for anchor, times in Counter(page.ids).items():
            if times > 1:
                yield page.finding(
                    f"the anchor '{anchor}' is there {times} times; keep one",
                    f"錨點「{anchor}」出現{times}次；請只保留一個",
                )
        said = set()
        for node in page.tree.css(_LINKS):
            name = next(name for name in _ATTRIBUTES if name in node.attributes)
            held = node.attributes[name] or ""
            for address in held.split() if name == "data-then" else [held]:
                if address in said:
                    continue
                said.add(address)
                wrong = _wrong(site, page, node, address)
                if wrong:
                    yield page.finding_at(node, *wrong)


def _wrong(site: BuiltSite, page: BuiltPage, node: LexborNode, address: str) -> tuple[str, str] | None:
    """What is wrong with an address, in English and in Chinese."""
    if not address.strip():
        return (
            f"a <{node.tag}> without an address; write one or remove the element",
            f"<{node.tag}>沒有網址；請填寫網址，或移除該元素",
        )
    name = site.target(page, address)
    if name is None:
        return None
    target = site.pages.get(name)
    if target is None:
        if _is_file(site, name):
            return None
        return (
            f"'{address}' leads to {name}, which is not there",
            f"連結「{address}」指向{name}，但該檔案不存在；請更正網址",
        )
    anchor = unquote(address.partition("#")[2])
    if anchor and anchor != "top" and anchor not in target.ids:
        return (
            f"'{address}' leads to the anchor '{anchor}', which {name} does not have",
            f"連結「{address}」指向錨點「{anchor}」，但{name}沒有該錨點；請更正連結",
        )
    return None


def _is_file(site: BuiltSite, name: str) -> bool:
    return not name.startswith("..") and (site.folder / name).is_file()
