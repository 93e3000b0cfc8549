"""Drawings: SVG files of content/drawings/, checked when loaded, filled with a language's words when shown.

A file holds shapes and empty places for words, so one drawing serves every language and the page's
style sheet decides every colour. What a file may hold is listed below and nothing else is let
through (SVG 2, W3C, defines far more: scripts, styles, links, animation). Shapes that several drawings
share stand in parts.svg and are put in where `<use href="parts.svg#NAME"/>` asks for them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from xml.parsers import expat

from guidebook.source import Fault, Location, Texts

FOLDER = "drawings"
PARTS = "parts"  # parts.svg is no drawing itself
MAX_BYTES = 64_000  # a drawing stands inside the page, once for every place that shows it
MAX_DEPTH = 16
NAMESPACE = "http://www.w3.org/2000/svg"

# What the style sheet knows: lines, fillings, and words.
LINES = ("ink", "soft", "accent")
FILLINGS = ("paper", "tint", "solid")
WORDS = ("word", "word-small")
CLASSES = (*LINES, *FILLINGS, *WORDS, "dashed", "on-solid")

_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_NUMBER = r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_NUMBERS = rf"\s*{_NUMBER}(?:[\s,]+{_NUMBER})*\s*"
_LENGTH = (_NUMBER, "12")
# Each attribute: what its value looks like, and an example of it.
_ATTRIBUTES: dict[str, tuple[str, str]] = {
    "xmlns": (re.escape(NAMESPACE), NAMESPACE),
    "viewBox": (rf"0 0 {_NUMBER} {_NUMBER}", "0 0 240 150"),
    "id": (_ID, "phone"),
    "class": (r"[a-z -]+", "ink"),
    "transform": (
        rf"\s*(?:(?:translate|scale|rotate)\({_NUMBERS}\)\s*)+",
        "translate(10 20) rotate(15)",
    ),
    "d": (r"[MmLlHhVvCcSsQqTtAaZz0-9.,\s-]+", "M10 20h30"),
    "points": (_NUMBERS, "10,20 30,40"),
    "href": (rf"{PARTS}\.svg#{_ID}", f"{PARTS}.svg#phone"),
    "data-word": (_ID, "card"),
    "text-anchor": (r"start|middle|end", "middle"),
} | dict.fromkeys(("x", "y", "width", "height", "rx", "ry", "r", "cx", "cy", "x1", "y1", "x2", "y2"), _LENGTH)
_ON_SHAPES = ("class", "transform")
# Each element and its own attributes.
_ELEMENTS: dict[str, tuple[str, ...]] = {
    "svg": ("xmlns", "viewBox"),
    "g": _ON_SHAPES,
    "path": ("d", *_ON_SHAPES),
    "rect": ("x", "y", "width", "height", "rx", "ry", *_ON_SHAPES),
    "circle": ("cx", "cy", "r", *_ON_SHAPES),
    "ellipse": ("cx", "cy", "rx", "ry", *_ON_SHAPES),
    "line": ("x1", "y1", "x2", "y2", *_ON_SHAPES),
    "polyline": ("points", *_ON_SHAPES),
    "polygon": ("points", *_ON_SHAPES),
    "text": ("data-word", "x", "y", "text-anchor", *_ON_SHAPES),
    "use": ("href", "x", "y", "transform"),
}
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_INSTEAD = {  # what people reach for, and what to do
    "style": "give shapes a class; the style sheet sets the colours",
    "image": "draw it with shapes",
    "tspan": "give each word a <text> of its own",
    "title": "write the text alternative as 'alt:' in the content",
    "desc": "write the text alternative as 'alt:' in the content",
    "fill": "give the shape a class",
    "stroke": "give the shape a class",
    "font-size": "give the <text> the class word or word-small",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """An empty place for a word: its name, where it stands, and the tag that goes around the word."""

    name: str
    at: Location
    tag: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as its file has it: its size, and its markup, cut where words go."""

    view_box: str
    pieces: tuple[str | Slot, ...]
    at: Location

    @property
    def slots(self) -> dict[str, Slot]:
        return {one.name: one for one in self.pieces if isinstance(one, Slot)}

    def draw(self, say: Callable[[Texts], str], alt: Texts, words: Mapping[str, Texts] | None = None) -> str:
        """The drawing as one line of SVG for a page: `say` gives a text in the page's language.

        Nothing in it has an id, so that a page may show it twice. It is an image with a text
        alternative (WAI-ARIA 1.2, role img): its words are not read a second time.
        """
        shown = (
            one
            if isinstance(one, str)
            else f"{one.tag}{escape(say((words or {})[one.name]), quote=False)}</text>"
            for one in self.pieces
        )
        head = (
            f'<svg xmlns="{NAMESPACE}" viewBox="{self.view_box}" role="img" aria-label="{escape(say(alt))}">'
        )
        return f"{head}{''.join(shown)}</svg>"


def read(root: Path, faults: list[Fault]) -> dict[str, Picture | None]:
    """The drawings of a project by name; None for one that cannot be read, with the reasons in `faults`."""
    folder = root / "content" / FOLDER
    names = sorted(path.stem for path in folder.glob("*.svg"))
    parts: dict[str, _Element] | None = {}
    if PARTS in names:
        parts = _parts(folder / f"{PARTS}.svg", faults)
    return {name: _picture(folder / f"{name}.svg", parts, faults) for name in names if name != PARTS}


def word_faults(picture: Picture, words: Mapping[str, Texts], at: Location) -> Iterator[Fault]:
    """Places without a word and words without a place; `at` is where the drawing is asked for."""
    for name, slot in picture.slots.items():
        if name not in words:
            yield Fault(at, f"the drawing has a place for '{name}' ({slot.at}); write it under 'words:'")
    for name, texts in words.items():
        if name not in picture.slots:
            first = next(iter(texts.values())).at
            yield Fault(first, _unknown("word", name, list(picture.slots), f" in {picture.at.file}"))


def unknown(name: str, known: list[str]) -> str:
    """What to say of a drawing that is not there."""
    return _unknown("drawing", name, known, f"; draw content/{FOLDER}/{name}.svg")


# ---- files


@dataclass(slots=True)
class _Element:
    """An element of a file and its place."""

    tag: str
    attributes: dict[str, str]
    at: Location
    children: list[_Element] = field(default_factory=list)


class _RefusedError(Exception):
    """What ends the reading of a file at once."""

    def __init__(self, message: str) -> None:
        super().__init__(message)


def _tree(path: Path, faults: list[Fault]) -> _Element | None:
    """A file's elements, whatever they are."""
    name = f"content/{FOLDER}/{path.name}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        faults.append(Fault(Location(name), f"cannot be read: {error.strerror}"))
        return None
    if len(raw) > MAX_BYTES:
        faults.append(Fault(Location(name), f"more than {MAX_BYTES} bytes; a drawing here is simple"))
        return None
    parser = expat.ParserCreate("UTF-8")
    top = _Element("", {}, Location(name))
    open_elements = [top]

    def here() -> Location:
        return Location(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def refuse_doctype(*_: object) -> None:
        raise _RefusedError("a document type with its entities is not read; delete <!DOCTYPE …>")

    def refuse_instruction(*_: object) -> None:
        raise _RefusedError("an instruction '<?…?>' is not read; delete it")

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > MAX_DEPTH:
            raise _RefusedError(f"nested more than {MAX_DEPTH} levels deep; take groups apart")
        element = _Element(tag, attributes, here())
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def characters(text: str) -> None:
        if text.strip():
            fault = Fault(
                here(), 'text in a drawing; write <text data-word="NAME" …/> and the word in content'
            )
            faults.append(fault)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.ProcessingInstructionHandler = refuse_instruction
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_elements.pop()
    parser.CharacterDataHandler = characters
    before = len(faults)
    try:
        parser.Parse(raw, True)
    except _RefusedError as refused:
        faults.append(Fault(here(), str(refused)))
    except expat.ExpatError as error:
        faults.append(_syntax(error, open_elements))
    return None if len(faults) > before else top.children[0]


def _syntax(error: expat.ExpatError, open_elements: list[_Element]) -> Fault:
    """What is not XML, and which element was open there: that may be the one to mend."""
    top, *others = open_elements
    hint = f"<{others[-1].tag}> of line {others[-1].at.line} is still open" if others else "write <svg …>"
    reason = expat.ErrorString(error.code)
    return Fault(
        Location(top.at.file, error.lineno, error.offset + 1), f"not well-formed XML ({reason}); {hint}"
    )


def _picture(path: Path, parts: dict[str, _Element] | None, faults: list[Fault]) -> Picture | None:
    before = len(faults)
    if not re.fullmatch(_ID, path.stem):
        at = Location(f"content/{FOLDER}/{path.name}")
        faults.append(Fault(at, f"a drawing is named like 'show-both', not '{path.stem}'; rename the file"))
    root = _tree(path, faults)
    if root is None:
        return None
    faults.extend(_root_faults(root))
    for child in root.children:
        faults.extend(_faults(child, parts))
    faults.extend(_repeated(root))
    if len(faults) > before or parts is None:
        return None
    pieces = _joined(piece for child in root.children for piece in _markup(child, parts))
    return Picture(root.attributes["viewBox"], pieces, root.at)


def _parts(path: Path, faults: list[Fault]) -> dict[str, _Element] | None:
    """The shared parts by name; None if their file cannot be read."""
    before = len(faults)
    root = _tree(path, faults)
    if root is None:
        return None
    faults.extend(_root_faults(root))
    parts: dict[str, _Element] = {}
    for child in root.children:
        name = child.attributes.pop("id", "")
        if child.tag != "g" or not re.fullmatch(_ID, name):
            faults.append(Fault(child.at, 'each part is a group with a name: <g id="phone">…</g>'))
        elif name in parts:
            faults.append(Fault(child.at, f"the part '{name}' is there twice; give this one another name"))
        else:
            parts[name] = child
        for one in _all(child):
            if one.tag in ("use", "text"):
                faults.append(Fault(one.at, f"no <{one.tag}> in a part; put it into the drawing"))
        faults.extend(_faults(child, None))
    return None if len(faults) > before else parts


# ---- rules


def _root_faults(root: _Element) -> Iterator[Fault]:
    if root.tag != "svg":
        yield Fault(root.at, f"the first element is <{root.tag}>; write <svg>")
        return
    for name in ("width", "height"):
        if root.attributes.pop(name, None) is not None:
            yield Fault(root.at, f"{name} on <svg>; delete it, the page sets the size")
    for name in ("xmlns", "viewBox"):
        if name not in root.attributes:
            yield Fault(root.at, f'<svg> without {name}; write {name}="{_ATTRIBUTES[name][1]}"')
    yield from _attribute_faults(root)


def _faults(element: _Element, parts: dict[str, _Element] | None, classed: bool = False) -> Iterator[Fault]:
    """What may not be in a drawing; `classed` says that a group around it sets lines and fillings."""
    allowed = [tag for tag in _ELEMENTS if tag != "svg"]
    if element.tag not in allowed:
        yield Fault(element.at, _unknown("element", element.tag, allowed))
        return
    yield from _attribute_faults(element)
    classes = element.attributes.get("class", "").split()
    for name in classes:
        if name not in CLASSES:
            yield Fault(element.at, _unknown("class", name, list(CLASSES)))
    classed = classed or any(name in (*LINES, *FILLINGS) for name in classes)
    if element.tag in _SHAPES and not classed:
        yield Fault(
            element.at, f"<{element.tag}> would not be seen; give it a class: {', '.join(CLASSES[:6])}"
        )
    if element.tag == "text":
        if "data-word" not in element.attributes:
            yield Fault(element.at, '<text> without data-word; write data-word="NAME", the word in content')
        if not any(name in WORDS for name in classes):
            yield Fault(element.at, f"<text> without a size; give it a class: {', '.join(WORDS)}")
    if element.tag == "use":
        yield from _use_faults(element, parts)
    if element.tag != "g" and element.children:
        yield Fault(element.children[0].at, f"<{element.tag}> holds nothing; put this beside it")
    for child in element.children if element.tag == "g" else ():
        yield from _faults(child, parts, classed)


def _attribute_faults(element: _Element) -> Iterator[Fault]:
    allowed = _ELEMENTS[element.tag]
    for name, value in element.attributes.items():
        if name not in allowed:
            yield Fault(element.at, _unknown(f"attribute on <{element.tag}>", name, list(allowed)))
        elif not re.fullmatch(_ATTRIBUTES[name][0], value):
            example = _ATTRIBUTES[name][1]
            yield Fault(element.at, f"{name}=\"{value}\" is not of the right form; write it like '{example}'")


def _use_faults(element: _Element, parts: dict[str, _Element] | None) -> Iterator[Fault]:
    _, _, name = element.attributes.get("href", "").partition("#")
    if not name:
        yield Fault(element.at, f'<use> without a part; write href="{PARTS}.svg#NAME"')
    elif parts is not None and name not in parts:  # of a file that cannot be read nothing is known
        yield Fault(element.at, _unknown("part", name, list(parts)))


def _repeated(root: _Element) -> Iterator[Fault]:
    seen: dict[str, Location] = {}
    for one in _all(root):
        name = one.attributes.get("data-word")
        if name in seen:
            yield Fault(
                one.at, f"the word '{name}' is there twice (first in line {seen[name].line}); rename one"
            )
        elif name:
            seen[name] = one.at


def _all(element: _Element) -> Iterator[_Element]:
    yield element
    for child in element.children:
        yield from _all(child)


def _unknown(what: str, found: str, allowed: list[str], more: str = "") -> str:
    close = difflib.get_close_matches(found, allowed, 1, 0.6)
    instead = _INSTEAD.get(found)
    hint = f"; did you mean '{close[0]}'?" if close else f"; {instead};" if instead else ";"
    return f"unknown {what} '{found}'{more}{hint} allowed: {', '.join(allowed) or 'none'}"


# ---- markup


def _markup(element: _Element, parts: Mapping[str, _Element]) -> Iterator[str | Slot]:
    """An element as it stands in the page, with parts in their place."""
    held = dict(element.attributes)
    if element.tag == "use":
        place = f"translate({held.get('x', '0')} {held.get('y', '0')})"
        moved = f"{place} {held['transform']}" if "transform" in held else place
        part = parts[held["href"].partition("#")[2]]
        yield _tag("g", {"transform": moved}) + ">"
        yield from _markup(part, parts)
        yield "</g>"
    elif element.tag == "text":
        name = held.pop("data-word")
        yield Slot(name, element.at, _tag("text", held) + ">")
    elif element.tag == "g":
        yield _tag("g", held) + ">"
        for child in element.children:
            yield from _markup(child, parts)
        yield "</g>"
    else:
        yield _tag(element.tag, held) + "/>"


def _tag(tag: str, attributes: Mapping[str, str]) -> str:
    """The start of a tag, on one line: Markdown would see a paragraph in an empty one."""
    return f"<{tag}" + "".join(
        f' {name}="{escape(" ".join(value.split()))}"' for name, value in attributes.items()
    )


def _joined(pieces: Iterator[str | Slot]) -> tuple[str | Slot, ...]:
    joined: list[str | Slot] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(last, str) and isinstance(piece, str):
            joined[-1] = last + piece
        else:
            joined.append(piece)
    return tuple(joined)
