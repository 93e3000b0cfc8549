"""A tagged PDF as assistive technology reads it: its structure tree, with the text of each element."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pikepdf

_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Element:
    """One element: its kind, its text alternative, and what it holds in order: texts and elements."""

    kind: str
    alt: str = ""
    held: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for one in self.held:
            if isinstance(one, Element):
                yield from one.walk()

    def text(self, without: tuple[str, ...] = ()) -> str:
        """The text in reading order, but of elements of these kinds."""
        if self.kind in without:
            return ""
        return "".join(one if isinstance(one, str) else one.text(without) for one in self.held)

    def shape(self) -> object:
        """Kind, alternative and text of everything, for comparing."""
        return (self.kind, self.alt, [one if isinstance(one, str) else one.shape() for one in self.held])


@lru_cache
def tree(content: bytes) -> Element:
    """The structure tree of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        marked = {page.obj.objgen: _marked(page.obj, page.obj) for page in pdf.pages}
        root = Element("root")
        for kid in _kids(pdf.Root.StructTreeRoot):
            root.held.append(_element(kid, None, marked))
        return root


@lru_cache
def labels(content: bytes) -> set[str]:
    """Every language that a PDF declares: for itself, for elements, and beside marks in its pages."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = {
            str(one.Lang) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one
        }
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if (
                    str(operator) == "BDC"
                    and isinstance(operands[1], pikepdf.Dictionary)
                    and "/Lang" in operands[1]
                ):
                    found.add(str(operands[1].Lang))
        return found


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    kids = node.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


Marked = dict[tuple[int, int], dict[int, str]]


def _element(node: pikepdf.Object, page: pikepdf.Object | None, marked: Marked) -> Element:
    page = node.get("/Pg", page)
    found = Element(str(node.S).lstrip("/"), str(node.get("/Alt", "")))
    for kid in _kids(node):
        if isinstance(kid, int):
            assert page is not None
            found.held.append(marked[page.objgen].get(kid, ""))
        elif "/S" in kid:
            found.held.append(_element(kid, page, marked))
        elif kid.get("/Type") == "/MCR":
            found.held.append(marked[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
    return found


def _marked(page: pikepdf.Object, stream: pikepdf.Object) -> dict[int, str]:
    """The text of each marked part of a page."""
    found: dict[int, str] = {}
    stack: list[int | None] = []
    decode: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name in ("BDC", "BMC"):
            held = operands[1] if name == "BDC" else {}
            stack.append(int(held["/MCID"]) if "/MCID" in held else None)
            if "/ActualText" in held and stack[-1] is not None:
                raise AssertionError("text that is replaced: not expected in these files")
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            decode = _decoder(page.Resources.Font[str(operands[0])])
        elif name in ("Tj", "TJ"):
            numbers = [one for one in stack if one is not None]
            if numbers:
                said = "".join(_decoded(one, decode) for one in _strings(operands[0]))
                found[numbers[-1]] = found.get(numbers[-1], "") + said
    return found


def _strings(shown: pikepdf.Object) -> Iterator[bytes]:
    for one in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(one, pikepdf.String):
            yield bytes(one)


_decoders: dict[bytes, dict[bytes, str]] = {}


def _decoder(font: pikepdf.Object) -> dict[bytes, str]:
    cmap = font.ToUnicode.read_bytes()
    if cmap not in _decoders:
        pairs = (pair for block in _BLOCK.findall(cmap) for pair in _PAIR.findall(block))
        _decoders[cmap] = {
            bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in pairs
        }
    return _decoders[cmap]


def _decoded(shown: bytes, decode: dict[bytes, str]) -> str:
    return "".join(decode[shown[index : index + 2]] for index in range(0, len(shown), 2))
