"""What a Markdown text is built of: its links, list entries, headings, tables, code and bold words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyromark

from guidebook.values import PLACEHOLDER

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
)
_ADDRESS = re.compile(
    rb"(?:https?|ftp)://[^\s<>\"'()\[\]`|\x80-\xff]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
)
_TARGET = re.compile(r"""\s(?:href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""", re.I)
# Not read from the parser: beside Han letters and their punctuation its rules see no bold.
_BOLD = re.compile(r"\*\*(?=[^\s*])[^*\n]{1,500}\*\*")
# Anything that could be part of an outline; most texts are plain sentences.
_SUSPECT = re.compile(r"[\[<`|@#]|://|^\s*(?:[-*+]|\d+[.)])\s|^(?:    |\t|---|===)|~~~", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text: its kind, what tells it from others of the kind, and where it stands."""

    kind: str
    name: str
    start: int
    end: int


@lru_cache(maxsize=4)  # checks in turn ask about one text, and about the English beside it
def parts(text: str) -> tuple[Part, ...]:
    """The parts of a Markdown text, in its order: links, entries, headings, tables' rows, code, bold, placeholders."""
    found = [Part("bold", "", *match.span()) for match in _BOLD.finditer(text)] if "**" in text else []
    if "{" in text or "%" in text:
        found += [Part("placeholder", match[0], *match.span()) for match in PLACEHOLDER.finditer(text)]
    if _SUSPECT.search(text):
        found += _parsed(text)
    return tuple(sorted(found, key=lambda part: (part.start, part.end)))


def _parsed(text: str) -> list[Part]:
    source = text.encode("utf-8", "replace")
    found: list[Part] = []
    covered: list[tuple[int, int]] = []
    for event, at in pyromark.events_with_range(source.decode(), options=_OPTIONS):
        if isinstance(event, str) or "Text" in event:
            continue
        name, value = next(iter(event.items()))
        start, end = at["start"], at["end"]
        if name in ("Code", "Html", "InlineHtml"):
            covered.append((start, end))
        if name in ("Html", "InlineHtml"):
            found += [
                Part("link", match[1].strip("\"'"), start, end) for match in _TARGET.finditer(str(value))
            ]
        elif name == "FootnoteReference":
            found.append(Part("link", f"[^{value}]", start, end))
        elif name == "Start":
            kind, inside = next(iter(value.items())) if isinstance(value, dict) else (value, None)
            if kind in ("Link", "Image", "CodeBlock"):
                covered.append((start, end))
            found += [Part(*part, start, end) for part in _block(str(kind), inside)]
    found += _addresses(source, covered)
    return _in_characters(source, found)


def _block(kind: str, inside: object) -> Iterator[tuple[str, str]]:
    """What begins with one event of the parser, if an outline has it."""
    if kind in ("Link", "Image") and isinstance(inside, dict):
        yield "link", str(inside["dest_url"])
    elif kind == "Heading" and isinstance(inside, dict):
        yield "heading", str(inside["level"])[1:]
    elif kind in ("Item", "TableRow", "CodeBlock"):
        yield {"Item": "entry", "TableRow": "row", "CodeBlock": "code"}[kind], ""


def _addresses(source: bytes, covered: list[tuple[int, int]]) -> Iterator[Part]:
    """Bare addresses, outside links and code."""
    spans = iter(sorted(covered))
    first, last = next(spans, (len(source) + 1, 0))
    for match in _ADDRESS.finditer(source):
        while last <= match.start() and first <= len(source):
            first, last = next(spans, (len(source) + 1, 0))
        if not first <= match.start() < last:
            address = match[0].rstrip(b".,;:!?*_~")
            yield Part("link", address.decode(), match.start(), match.start() + len(address))


def _in_characters(source: bytes, found: list[Part]) -> list[Part]:
    """The same parts with places counted in characters rather than bytes."""
    if source.isascii():
        return found
    places = sorted({place for part in found for place in (part.start, part.end)})
    characters, cursor, passed = {}, 0, 0
    for place in places:
        passed += len(source[cursor:place].decode("utf-8", "ignore"))
        characters[place], cursor = passed, place
    return [Part(part.kind, part.name, characters[part.start], characters[part.end]) for part in found]
