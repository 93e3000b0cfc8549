"""Make the typefaces of the PDFs: subsets of Noto Sans CJK, as Debian packs it (fonts-noto-cjk).

Run `.venv/bin/python scripts/make_fonts.py` when a text needs a character that the faces lack;
commit what it writes to scripts/guidebook/fonts/. A face covers more than today's texts, so that
tomorrow's sentences need no new one: the everyday characters of its region (Big5, level 1; GB
2312, levels 1 and 2), letters, digits and punctuation, and whatever the project's texts hold.
The source is the package's version 1:20220127+repack1-1 (Noto Sans CJK 2.004). Licence: OFL.txt.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from guidebook import derive, load, pdf
from guidebook.book import Book
from guidebook.source import SourceError

DEBIAN = Path("/usr/share/fonts/opentype/noto")
ROOT = Path(__file__).resolve().parents[1]
_NAMES_KEPT = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # copyright, family, style, version, licence
# What any text may hold: letters with accents, dashes and quotation marks, arrows, ①, 、。「」, full width.
_COMMON = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2100, 0x2199),
    (0x2200, 0x22FF), (0x2460, 0x2473), (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2713, 0x2717),
    (0x3000, 0x301F), (0xFE30, 0xFE4F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),
)  # fmt: skip


def main() -> int:
    """Write the faces and, beside each region's, the characters it covers; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--source", type=Path, default=DEBIAN, help="the folder with NotoSansCJK-*.ttc (default: %(default)s)"
    )
    source: Path = parser.parse_args().source
    collections = {weight: source / f"NotoSansCJK-{weight}.ttc" for weight in pdf.WEIGHTS}
    if not all(path.is_file() for path in collections.values()):
        print(f"{source}: no NotoSansCJK-*.ttc; run: sudo apt-get install fonts-noto-cjk", file=sys.stderr)
        return 2
    try:
        used = _used(derive.derive(load.load(ROOT)))
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2
    missing = 0
    for face, everyday in ((pdf.TRADITIONAL, set(_big5())), (pdf.SIMPLIFIED, set(_gb2312()))):
        wanted = everyday | set(_common()) | used
        for weight, path in collections.items():
            covered = _write(path, face, weight, wanted)
        face.coverage.write_text(pdf.written_coverage(covered), "utf-8")
        lacking = sorted(used - covered)
        missing += len(lacking)
        for char in lacking:
            print(f"{face.family}: the source has no '{char}' (U+{ord(char):04X})", file=sys.stderr)
        print(f"{face.family}: {len(covered)} characters")
    return 1 if missing else 0


def _used(book: Book) -> set[str]:
    """Every character of the project's texts, in every language."""
    texts = (text.value for by_language in load.texts(book) for text in by_language.values())
    names = (language.name for language in book.site.languages)
    return {char for text in (*texts, *names) for char in text if char.isprintable()}


def _common() -> Iterator[str]:
    for first, last in _COMMON:
        yield from map(chr, range(first, last + 1))


def _big5() -> Iterator[str]:
    """The 5401 characters of Big5's first level: A440 to C67E."""
    for lead in range(0xA4, 0xC7):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            if (lead, trail) <= (0xC6, 0x7E):
                yield bytes((lead, trail)).decode("big5")


def _gb2312() -> Iterator[str]:
    """The 6763 characters of GB 2312: rows 16 to 55 (level 1, by sound) and 56 to 87 (level 2)."""
    for row in range(16, 88):
        for cell in range(1, 90 if row == 55 else 95):
            yield bytes((row + 0xA0, cell + 0xA0)).decode("gb2312")


def _write(source: Path, face: pdf.Face, weight: str, wanted: set[str]) -> set[str]:
    """Write one weight of a face; returns the characters that it covers."""
    font = TTFont(source, fontNumber=_number(source, face.origin), recalcTimestamp=False, lazy=True)
    options = subset.Options(
        layout_features=["kern", "mark", "ccmp"], hinting=False, notdef_outline=True, recalc_timestamp=False
    )
    options.name_IDs = list(_NAMES_KEPT)
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]  # for vertical lines
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in wanted])
    subsetter.subset(font)
    _rename(font, face.family, weight)
    font.save(face.file(weight))
    return {chr(code) for code in font.getBestCmap()}


def _number(source: Path, family: str) -> int:
    """Which font of the collection has this family name."""
    number = 0
    while True:
        with TTFont(source, fontNumber=number, lazy=True) as font:
            if font["name"].getDebugName(1) == family:
                return number
        number += 1


def _rename(font: TTFont, family: str, weight: str) -> None:
    """A changed typeface goes by a name of its own, so that it is never taken for its origin."""
    post_script = f"{family.replace(' ', '')}-{weight}"
    table = font["name"]
    table.names = [
        record for record in table.names if record.nameID in _NAMES_KEPT and record.langID == 0x409
    ]
    values = {1: family, 2: weight, 3: f"{post_script};from {table.getDebugName(3)}", 4: f"{family} {weight}"}
    for number, value in (values | {6: post_script}).items():
        table.setName(value, number, 3, 1, 0x409)
    outlines = font["CFF "].cff
    outlines.fontNames = [post_script]
    outlines.topDictIndex[0].FullName = f"{family} {weight}"
    outlines.topDictIndex[0].FamilyName = family


if __name__ == "__main__":
    sys.exit(main())
