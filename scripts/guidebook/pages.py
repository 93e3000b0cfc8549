"""The built site as the built checks see it: every page read and parsed once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guidebook.finding import Finding
from guidebook.languages import Language, Site
from guidebook.source import Location

_ELSEWHERE = re.compile(r"//|[a-zA-Z][a-zA-Z0-9+.-]*:")
_COMMENT = re.compile(rb"<!--([\s\S]*?)-->")
ERROR_PAGES = ("404.html", "503.html")
_SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")  # attributes people see or hear
_LABELLED = ", ".join(f"[{name}]" for name in ("lang", *_SPOKEN))
_DESCRIBING = ("description", "og:description", "og:title", "og:site_name")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_LANGUAGE = frozenset({"script", "style", "template", "code", "pre"})


@dataclass(frozen=True, slots=True)
class Words:
    """A text that people see or hear, as one text node or one attribute holds it.

    `lang` is the language it is said to be in; `inside` names the element, or the attribute,
    that holds it; `heading` is the one it stands under, or the page's own.
    """

    text: str
    lang: str
    inside: str
    heading: str


class BuiltPage:
    """One page: its tree, and what is often asked of it, found once."""

    def __init__(self, name: str, html: bytes, language: Language | None) -> None:
        self.name = name
        self.language = language
        self.html = html
        self.tree = LexborHTMLParser(html)

    @property
    def is_error_page(self) -> bool:
        return self.name.rpartition("/")[2] in ERROR_PAGES

    @cached_property
    def lang(self) -> str:
        root = self.tree.css_first("html")
        return (root.attributes.get("lang") or "") if root else ""

    @cached_property
    def heading(self) -> str:
        """The page's own heading."""
        found = self.tree.css_first("h1")
        return _squeezed(found.text()) if found else ""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in the order of the page."""
        return tuple(node.attributes.get("id") or "" for node in self.tree.css("[id]"))

    @cached_property
    def comments(self) -> tuple[str, ...]:
        """What stands in HTML comments, which nobody sees and everybody can open."""
        return tuple(found.decode("utf-8", "replace") for found in _COMMENT.findall(self.html))

    @cached_property
    def words(self) -> tuple[Words, ...]:
        """Everything that people see or hear, in the order of the page; code is none of it."""
        return (*_described(self), *_shown(self))

    @cached_property
    def headings(self) -> Mapping[int, str]:
        """The heading that each element of the content stands under, by its `mem_id`."""
        found, heading = {}, self.heading
        for node in self.tree.css("main, main *"):
            if node.tag in _HEADINGS:
                heading = _squeezed(node.text())
            found[node.mem_id] = heading
        return found

    def finding(self, message: str, hant: str, heading: str | None = None) -> Finding:
        """A finding on this page, in English and in Traditional Chinese, under a heading of it."""
        if heading:
            message, hant = f"{message} (under '{heading}')", f"{hant}（位於「{heading}」之下）"
        return Finding(Location(f"site/{self.name}"), message, says={"zh-Hant": hant})

    def finding_at(self, node: LexborNode, message: str, hant: str) -> Finding:
        """A finding about an element of this page."""
        return self.finding(message, hant, self.headings.get(node.mem_id, self.heading))


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """The folder of the built site, its address, its pages by their path, and what the folder holds at its top."""

    folder: Path
    address: str
    pages: Mapping[str, BuiltPage]
    top: frozenset[str]

    def target(self, page: BuiltPage, address: str) -> str | None:
        """The path in the folder that a link on the page leads to; None where it leaves the site.

        A path that begins with `..` is outside the folder.
        """
        path = address.partition("#")[0].partition("?")[0]
        if path.startswith(self.address):
            inside = path.removeprefix(self.address)
            if inside.split("/", 1)[0] not in self.top:
                return None  # the host holds other things beside this site
        elif _ELSEWHERE.match(path):
            return None
        elif path.startswith("/"):
            inside = posixpath.relpath(path, urlsplit(self.address).path)
        else:
            inside = posixpath.join(posixpath.dirname(page.name), path) if path else page.name
        name = unquote(posixpath.normpath(inside))
        return posixpath.normpath(f"{name}/index.html") if self._is_folder(name) else name

    def _is_folder(self, name: str) -> bool:
        """A page's address ends with its folder; everything else in the site has a suffix."""
        return name in (".", "..") or (name not in self.pages and not posixpath.splitext(name)[1])


def read(folder: Path, site: Site) -> BuiltSite:
    """Read every page of a built site."""
    languages = {one.locale: one for one in site.languages}
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    pages = {
        name: BuiltPage(name, (folder / name).read_bytes(), languages.get(name.split("/", 1)[0]))
        for name in names
    }
    top = frozenset({"", *(path.name for path in folder.iterdir())})
    return BuiltSite(folder, site.address, pages, top)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _described(page: BuiltPage) -> Iterator[Words]:
    for node in page.tree.css("head title, head meta[content]"):
        held = node.attributes
        name = "title" if node.tag == "title" else held.get("name") or held.get("property") or ""
        if name == "title":
            yield Words(_squeezed(node.text()), page.lang, name, page.heading)
        elif name in _DESCRIBING:
            yield Words(_squeezed(held.get("content") or ""), page.lang, name, page.heading)


def _shown(page: BuiltPage) -> Iterator[Words]:
    """The body, in order: a walk with a stack, because a page may be nested as deep as it likes."""
    labelled = {node.mem_id: node.attributes for node in page.tree.css(_LABELLED)}
    under = page.heading  # the last heading met in the content
    stack = [_Place(page.tree.body, page.lang, "body", False)] if page.tree.body else []
    while stack:
        node, lang, inside, in_content = stack.pop()
        tag = node.tag or ""
        if node.next is not None and tag != "body":
            stack.append(_Place(node.next, lang, inside, in_content))
        if tag == "-text":
            text = _squeezed(node.text_content or "")
            if text:
                yield Words(text, lang, inside, under if in_content else page.heading)
            continue
        held = labelled.get(node.mem_id, {})
        if tag in _NOT_LANGUAGE or (node.child is None and not held):
            continue
        lang = held.get("lang") or lang
        in_content = in_content or tag == "main"
        if in_content and tag in _HEADINGS:
            under = _squeezed(node.text())
        yield from _spoken(held, lang, under if in_content else page.heading)
        if node.child is not None:
            stack.append(_Place(node.child, lang, tag, in_content))


def _spoken(held: Mapping[str, str | None], lang: str, heading: str) -> Iterator[Words]:
    for name in _SPOKEN if held else ():
        text = _squeezed(held.get(name) or "")
        if text:
            yield Words(text, lang, name, heading)


class _Place(NamedTuple):
    """A node still to be walked: its language, its parent's tag, whether it is in the page's content."""

    node: LexborNode
    lang: str
    inside: str
    in_content: bool
