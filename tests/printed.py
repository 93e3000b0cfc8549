"""The text of each page of a PDF that Chromium printed: enough of ISO 32000 for what Skia writes.

Skia writes objects uncompressed, their streams with Flate, text as glyph numbers in hex, for each
font a ToUnicode map from glyph numbers to characters, and, where a glyph stands for more than one
character, beside it which of them is meant (ActualText).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from pathlib import Path

_OBJECT = re.compile(rb"(?:^|\s)(\d+) 0 obj\b(.*?)\bendobj", re.S)
_SHOWN = re.compile(
    rb"/ActualText\s*<(?P<meant>[0-9A-Fa-f]+)>.*?\bEMC\b|/(?P<font>\w+) [\d.-]+ Tf|<(?P<glyphs>[0-9A-Fa-f\s]+)>",
    re.S,
)


def pages(path: Path) -> list[str]:
    """The characters on each page without spaces, compatibility forms folded, in the order of printing."""
    objects = {int(number): body for number, body in _OBJECT.findall(path.read_bytes())}
    kids = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    (tree,) = [
        body for body in objects.values() if re.search(rb"/Type\s*/Pages\b", body) and b"/Parent" not in body
    ]
    count = re.search(rb"/Count (\d+)", tree)
    assert count and int(count[1]) == len(kids), "the tree of pages and the pages disagree"
    return [_text(body, objects) for body in kids]


def _text(page: bytes, objects: dict[int, bytes]) -> str:
    fonts = {
        name: _characters(objects[int(number)], objects)
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", _resources(page, objects))
    }
    content = re.search(rb"/Contents (\d+) 0 R", page)
    assert content
    shown, font = [], {}
    for match in _SHOWN.finditer(_stream(objects[int(content[1])])):
        if match["font"]:
            font = fonts.get(match["font"], {})
        elif match["meant"]:
            shown.append(bytes.fromhex(match["meant"].decode()).decode("utf-16"))
            font = fonts.get(_last_font(match[0]), font)
        else:
            digits = re.sub(rb"\s", b"", match["glyphs"])
            glyphs = (int(digits[at : at + 4], 16) for at in range(0, len(digits), 4))
            shown += [font.get(glyph, "�") for glyph in glyphs]
    return squeezed("".join(shown))


def _last_font(marked: bytes) -> bytes:
    """The font that is in force after a marked piece of the content."""
    return next(reversed(re.findall(rb"/(\w+) [\d.-]+ Tf", marked)), b"")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _resources(page: bytes, objects: dict[int, bytes]) -> bytes:
    apart = re.search(rb"/Resources (\d+) 0 R", page)
    return objects[int(apart[1])] if apart else page


def _stream(body: bytes) -> bytes:
    start = body.index(b"stream") + len("stream")
    start += 2 if body[start : start + 2] == b"\r\n" else 1
    raw = body[start : body.rindex(b"endstream")]
    return zlib.decompressobj().decompress(raw) if b"/FlateDecode" in body[:start] else raw


def _characters(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """What each glyph of a font stands for."""
    named = re.search(rb"/ToUnicode (\d+) 0 R", font)
    found: dict[int, str] = {}
    if named is None:
        return found
    for kind, block in re.findall(rb"beginbf(char|range)(.*?)endbf", _stream(objects[int(named[1])]), re.S):
        codes = [code.decode() for code in re.findall(rb"<([0-9A-Fa-f]+)>", block)]
        step = 2 if kind == b"char" else 3
        for at in range(0, len(codes), step):
            first, last = int(codes[at], 16), int(codes[at + step - 2], 16)
            start = bytes.fromhex(codes[at + step - 1]).decode("utf-16-be")
            for glyph in range(first, last + 1):
                found[glyph] = start[:-1] + chr(ord(start[-1]) + glyph - first)
    return found
