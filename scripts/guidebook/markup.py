"""What in a Markdown text is language, and what is machinery that no conversion may touch.

`mask` puts one private-use character in place of every span that must stay as it is: code,
link targets, ids and other attributes, raw tags, addresses, footnote labels, elements that
declare a language of their own, and what a writer has marked with `-{…}-`. The text with
its masks is converted as a whole, so that words keep their context; `unmask` puts the
spans back.

Positions come from pulldown-cmark (pyromark), a CommonMark parser, as UTF-8 byte offsets.
The site itself is rendered by Python-Markdown; where the two differ (its `!!!`, `???` and
`===` containers and attribute lists), the differences are bridged here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import pyromark

MASK = "\ue000"
_MASK = MASK.encode()
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
)
_TRANSLATED_ATTRIBUTES = ("alt", "title", "aria-label")
_OPAQUE_ELEMENTS = ("code", "pre", "script", "style", "textarea", "template", "svg", "math")
_VOID_ELEMENTS = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)

# Anything that could start a span to be masked. Most texts have none and are not parsed.
_SUSPECT = re.compile(
    rb"[`<{~\\]|\]\(|\]:|\]\[|\[\^|://|\n(?:    |\t)|^(?:    |\t)|\xee\x80\x80|-\{|\xed[\xa0-\xbf]|\x00|\xf3[\xb0-\xbf]"
)
# Python-Markdown's containers hold blocks indented by four spaces. CommonMark would call
# those code; seen as a list item of the same width they are read as the blocks they are.
_CONTAINER = re.compile(rb"^( *)(?:!!! |\?\?\? |\?\?\?\+|=== |:   )", re.M)
_CONTAINERS = (b"!!! ", b"??? ", b"???+", b"=== ", b":   ")
_ATTRIBUTES = re.compile(rb"\{:?[ \t]*(?:[#.][^\s{}]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}]+))[^{}\n]*\}")
_DEFINITION = re.compile(rb"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\n?[ \t]*(<[^>\n]*>|\S+)", re.M)
# A bare address. Han characters belong to it only after one of its path's own signs:
# `https://a.tw/資訊` is an address, in `https://a.tw查詢` the text goes on.
_ADDRESS = re.compile(
    rb"(?:https?|ftp)://[^\s<>\"'()\[\]`|\x80-\xff]*"
    rb"(?:(?<=[/=#?&_-])(?=[\x80-\xff])(?:(?!\xe3\x80|\xef[\xbc-\xbf])[^\s<>\"'()\[\]`|])+)?"
)
_MAILBOX = re.compile(rb"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
# What cannot be converted: half a surrogate pair, NUL (OpenCC ends there), the private-use
# characters that stand for rows while explaining, and a mask that was in the text before.
_FOREIGN = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]|\x00|\xf3[\xb0-\xbf][\x80-\xbf]{2}|" + _MASK)
_FOREIGN_SIGNS = (b"\xed", b"\x00", b"\xf3", _MASK)
_STEER = re.compile(r"-\{([^\n]*?)\}-")
_TAG_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")

Range = tuple[int, int]
Resolve = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Masked:
    """A text in which every kept span is one MASK, the spans, and where each began and ended."""

    text: str
    kept: tuple[str, ...]
    ranges: tuple[Range, ...]

    def unmask(self, converted: str) -> str:
        """Put the kept spans back into the converted text."""
        if not self.kept:
            return converted
        parts = converted.split(MASK)
        woven = [part for pair in zip(parts, (*self.kept, ""), strict=True) for part in pair]
        return "".join(woven)

    def origin(self, index: int) -> int:
        """The position in the original text of the character at `index` in the masked one."""
        moved = 0
        for start, end in self.ranges:
            if start + 1 > index + moved:
                break
            moved += end - start - 1
        return index + moved


def mask(text: str, resolve: Resolve | None = None) -> Masked:
    """Mask what no conversion may touch.

    `resolve` is asked for each `-{…}-` outside code what stands there in the language to
    be made: a string is kept as it is, None leaves the mark in the text.
    """
    data = text.encode("utf-8", "surrogatepass")
    if not _SUSPECT.search(data):
        return Masked(text, (), ())
    spans = [] if data.isascii() and not _has(data, (b"-{", b"\x00")) else list(_machinery_ranges(data))
    replaced: dict[Range, str] = {}
    if resolve and "-{" in text:
        replaced = dict(_steered(text, data, spans, resolve))
    # Conversion leaves ASCII alone, NUL excepted, so only the rest need be kept from it.
    foreign = [(start, end) for start, end in spans if not data[start:end].isascii() or data[start] == 0]
    return _cut(data, _merged([*foreign, *replaced]), replaced)


def blanked(text: str, locale: str = "") -> str:
    """The text with one MASK for each character that is not its own language: same length, same places.

    What a writer has marked with `-{…}-` is blanked too. An element whose `lang` is
    `locale`, or that with a region, is language of the text.
    """
    data = text.encode("utf-8", "surrogatepass")
    spans = list(_machinery_ranges(data, locale)) if _SUSPECT.search(data) else []
    if b"@" in data:
        spans += [match.span() for match in _MAILBOX.finditer(data)]
    if "-{" in text:
        spans += [span for span, _ in _steered(text, data, spans, lambda marked: marked)]
    if not spans:
        return text
    parts, cursor = [], 0
    for start, end in _merged(spans):
        parts.append(data[cursor:start].decode("utf-8", "surrogatepass"))
        inside = data[start:end].decode("utf-8", "surrogatepass")
        parts.append("".join(char if char == "\n" else MASK for char in inside))
        cursor = end
    parts.append(data[cursor:].decode("utf-8", "surrogatepass"))
    return "".join(parts)


def _cut(data: bytes, ranges: list[Range], replaced: dict[Range, str]) -> Masked:
    parts, kept, positions = [], [], []
    cursor = length = 0
    for start, end in ranges:
        before = data[cursor:start].decode("utf-8", "surrogatepass")
        inside = data[start:end].decode("utf-8", "surrogatepass")
        parts += [before, MASK]
        kept.append(replaced.get((start, end), inside))
        positions.append((length + len(before), length + len(before) + len(inside)))
        length = positions[-1][1]
        cursor = end
    parts.append(data[cursor:].decode("utf-8", "surrogatepass"))
    return Masked("".join(parts), tuple(kept), tuple(positions))


def _merged(ranges: list[Range]) -> list[Range]:
    """Sorted ranges without overlaps; one inside another is swallowed."""
    merged: list[Range] = []
    for start, end in sorted(ranges, key=lambda one: (one[0], -one[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _machinery_ranges(data: bytes, locale: str = "") -> Iterator[Range]:
    """Byte ranges of what is not language, in no order; one may lie inside another."""
    source = _CONTAINER.sub(lambda match: match[1] + b"*   ", data) if _has(data, _CONTAINERS) else data
    if _has(data, _FOREIGN_SIGNS):
        source = _FOREIGN.sub(lambda match: b"?" * len(match.group()), source)
    html: list[tuple[int, str]] = []
    in_code = False
    for event, at in pyromark.events_with_range(source.decode(), options=_OPTIONS):
        if isinstance(event, str):
            continue
        if "Text" in event:
            if in_code:
                yield at["start"], at["end"]
            continue
        name, value = next(iter(event.items()))
        start, end = at["start"], at["end"]
        if name == "Code":
            yield start, end
        elif name in ("Html", "InlineHtml"):
            html.append((start, str(value)))
        elif name == "FootnoteReference":
            yield start, end
        elif name in ("Start", "End") and isinstance(value, dict):
            kind = next(iter(value))
            if kind == "CodeBlock":
                in_code = name == "Start"
                if in_code:  # the fence and its words
                    yield start, data.find(b"\n", start, end) + 1 or end
            elif name == "Start" and kind in ("Link", "Image"):
                yield from _destination(data, start, end, value[kind])
            elif name == "Start" and kind == "FootnoteDefinition":
                yield start, data.find(b"]", start) + 1
        elif value == "CodeBlock":
            in_code = False
    yield from _html_ranges(data, html, locale)
    yield from _by_pattern(data)


def _destination(data: bytes, start: int, end: int, link: dict[str, str]) -> Iterator[Range]:
    """The target of an inline link or image, or the whole of an autolink."""
    if link["link_type"] in ("Autolink", "Email"):
        yield start, end
    elif link["link_type"] == "Inline":
        target = data.rfind(b"](", start, end) + 2
        title = data.rfind(link["title"].encode(), target, end) - 1 if link["title"] else end - 1
        yield target, max(title, target)


def _by_pattern(data: bytes) -> Iterator[Range]:
    if b"{" in data:
        yield from (match.span() for match in _ATTRIBUTES.finditer(data))
    if b"]:" in data:
        yield from (match.span(1) for match in _DEFINITION.finditer(data))
    if b"://" in data:
        yield from (match.span() for match in _ADDRESS.finditer(data))
    if _has(data, _FOREIGN_SIGNS):
        yield from (match.span() for match in _FOREIGN.finditer(data))


def _has(data: bytes, needles: tuple[bytes, ...]) -> bool:
    return any(needle in data for needle in needles)


# Code first, so that a link shown as an example is none; then where a link's target begins.
_TARGET = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`))"
    r"|(?:\]\(<?|(?P<html>(?:href|src)=[\"'])|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?)(?P<target>[^)\s>\"'<]+)",
    re.M,
)


def links(text: str) -> Iterator[tuple[int, str, bool]]:
    """The targets of a text's links, where each begins, and whether it stands in HTML."""
    for match in _TARGET.finditer(text):
        if match["target"]:
            yield match.start("target"), match["target"], match["html"] is not None


def with_links(text: str, change: Callable[[str, bool], str]) -> str:
    """The text with every link's target changed; `change` is told whether it stands in HTML."""
    parts, cursor = [], 0
    for start, target, in_html in links(text):
        parts += [text[cursor:start], change(target, in_html)]
        cursor = start + len(target)
    return "".join([*parts, text[cursor:]])


def closed(text: str) -> list[Range]:
    """Where in a Markdown text no link may begin: links, headings, code and raw HTML, as places of characters."""
    data = text.encode("utf-8", "surrogatepass")
    ranges: list[Range] = []
    anchors: list[int] = []  # where an <a> began
    for event, at in pyromark.events_with_range(data.decode("utf-8", "replace"), options=_OPTIONS):
        if isinstance(event, str):
            continue
        name, value = next(iter(event.items()))
        kind = next(iter(value)) if isinstance(value, dict) else value
        if name in ("Code", "Html") or (name == "Start" and kind in _CLOSED):
            ranges.append((at["start"], at["end"]))
        elif name == "InlineHtml":
            tag = str(value).lower()
            if re.match(r"<(?:a|code)\b", tag):
                anchors.append(at["start"])
            elif re.match(r"</(?:a|code)\b", tag) and anchors:
                ranges.append((anchors.pop(), at["end"]))
    to_char, _ = _offsets(data)
    return [(to_char(start), to_char(end)) for start, end in _merged(ranges)]


_CLOSED = ("Link", "Image", "Heading", "CodeBlock")


# ---- raw HTML


class _Tags(HTMLParser):
    """Collects what to mask in the HTML of one document, piece by piece."""

    def __init__(self, locale: str) -> None:
        super().__init__(convert_charrefs=True)
        self.locale = locale.lower()
        self.ranges: list[tuple[int, int]] = []
        self.open: list[tuple[str, int | None]] = []
        self.html = ""
        self.base = 0
        self.lines: list[int] = []

    def piece(self, offset: int, html: str) -> None:
        """Read a piece of HTML that begins at this character offset of the document."""
        self.reset()
        self.html = html
        self.base = offset
        self.lines = [0]
        for match in re.finditer("\n", html):
            self.lines.append(match.end())
        self.feed(html)

    def _here(self) -> int:
        line, column = self.getpos()
        return self.base + self.lines[line - 1] + column

    def _is_foreign(self, tag: str | None) -> bool:
        """Whether a `lang` takes its element out of the text's language; without one to compare, any does."""
        return tag is not None and (not self.locale or f"{tag.lower()}-".find(f"{self.locale}-") != 0)

    def _inside(self) -> bool:
        return any(start is not None for _, start in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        start = self._here()
        self.ranges.extend(_tag_ranges(raw, start))
        if tag in _VOID_ELEMENTS or raw.endswith("/>"):
            return
        found = dict(attrs)
        own = self._is_foreign(found.get("lang")) or found.get("translate") == "no" or tag in _OPAQUE_ELEMENTS
        self.open.append((tag, start if own and not self._inside() else None))

    def handle_endtag(self, tag: str) -> None:
        here = self._here()
        self.ranges.append((here, self.base + self.html.find(">", here - self.base) + 1))
        if tag not in (name for name, _ in self.open):
            return
        while self.open:
            name, start = self.open.pop()
            if start is not None:
                self.ranges.append((start, here))
            if name == tag:
                return

    def handle_comment(self, data: str) -> None:
        self.ranges.append((self._here(), self._here() + len(data) + 7))

    def handle_pi(self, data: str) -> None:
        self.ranges.append((self._here(), self._here() + len(data) + 3))


def _tag_ranges(raw: str, start: int) -> Iterator[tuple[int, int]]:
    """A tag without the values of the attributes that readers see or hear."""
    cursor = 0
    name_end = re.match(r"</?[^\s/>]*", raw)
    for match in _TAG_ATTRIBUTE.finditer(raw, name_end.end() if name_end else 0):
        if match[1].lower() in _TRANSLATED_ATTRIBUTES and match[2]:
            yield start + cursor, start + match.start(2)
            cursor = match.end(2)
    yield start + cursor, start + len(raw)


def _html_ranges(data: bytes, pieces: list[tuple[int, str]], locale: str) -> Iterator[Range]:
    if not pieces:
        return
    tags = _Tags(locale)
    joined: list[tuple[int, str]] = []
    for start, html in pieces:  # the lines of one HTML block come as one piece each
        if joined and joined[-1][0] + len(joined[-1][1].encode("utf-8", "surrogatepass")) == start:
            joined[-1] = (joined[-1][0], joined[-1][1] + html)
        else:
            joined.append((start, html))
    to_char, to_byte = _offsets(data)
    for start, html in joined:
        tags.piece(to_char(start), html)
    end = len(data.decode("utf-8", "surrogatepass"))
    tags.ranges.extend((start, end) for _, start in tags.open if start is not None)
    for first, last in tags.ranges:
        yield to_byte(first), to_byte(min(last, end))


def _offsets(data: bytes) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """Two functions that turn a byte offset into a character offset and back, in constant time."""
    starts = [index for index, byte in enumerate(data) if byte & 0xC0 != 0x80]
    chars = dict(zip(starts, range(len(starts)), strict=True))
    chars[len(data)] = len(starts)
    starts.append(len(data))
    return chars.__getitem__, starts.__getitem__


# ---- -{…}-


def _steered(text: str, data: bytes, spans: list[Range], resolve: Resolve) -> Iterator[tuple[Range, str]]:
    covered = _merged(spans)
    for match in _STEER.finditer(text):
        start = len(text[: match.start()].encode("utf-8", "surrogatepass"))
        end = start + len(match.group().encode("utf-8", "surrogatepass"))
        if any(first <= start < last for first, last in covered):
            continue
        kept = resolve(match[1])
        if kept is not None:
            yield (start, end), kept


def variants(marked: str) -> dict[str, str]:
    """What `-{…}-` holds: `{"": text}` when it keeps one text, else the text by language.

    >>> variants("zh-Hant: 虛擬卡; zh-Hans: 虚拟卡")
    {'zh-Hant': '虛擬卡', 'zh-Hans': '虚拟卡'}
    """
    parts = re.split(r"[;；]\s*(?=[a-zA-Z]{2,3}(?:-[A-Za-z0-9]+)*\s*[:：])", marked)
    found = {}
    for part in parts:
        match = re.fullmatch(r"\s*([a-zA-Z]{2,3}(?:-[A-Za-z0-9]+)*)\s*[:：]\s*(.*?)\s*[;；]?\s*", part)
        if not match:
            return {"": marked}
        found[match[1]] = match[2]
    return found
