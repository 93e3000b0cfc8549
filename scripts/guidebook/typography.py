"""What the checks of punctuation share: Han characters, and what stands on either side of a mark.

A mark is judged by the nearest letters, digits or Han on its line, with other marks, spaces
and emphasis between them seen through. Correcting one mark then never changes how another
is judged, so that all corrections can be made at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidebook.markup import MASK

HAN = "々〇〻\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LATIN = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
FULL_WIDTH = str.maketrans(",.;:?!()", "，。；：？！（）")
CHINESE = ("zh-Hant", "zh-Hans")

_REST_OF_GAP = re.compile(rf"[^\w\n{MASK}|]*")
_ROW = re.compile("[，。、；：？！,;:?!]{2,}")
_PART_OF_ROW = re.compile("。{3,}|(?:(?!。。。).){2,}")
# Where a quotation or a title must have ended: a paragraph, a list entry, a heading, a cell.
PARAGRAPH_END = re.compile(r"[|\n](?:(?<=[|])|(?=[ \t]*(?:\n|[-*+#>|]|\d+[.)])))")
_SOLID = f"_\n|{MASK}"
_HAN = re.compile(f"[{HAN}]")


def is_han(char: str) -> bool:
    """Whether this is a Han character."""
    return "\u4e00" <= char <= "\u9fff" or bool(_HAN.match(char))


def has_han(text: str, start: int, end: int) -> bool:
    """Whether there is a Han character from start to before end."""
    return _HAN.search(text, start, end) is not None


class Gaps:
    """The stretches of a text between letters, digits and Han; asked in the order of the text.

    A gap ends at a line's end, at the edge of a table cell and at machinery. It is looked
    for once and remembered, so that many marks in one gap cost no more than one.
    """

    __slots__ = ("_prose", "end", "left", "right", "start")

    def __init__(self, prose: str) -> None:
        self._prose = prose
        self.start, self.end = 0, 0
        self.left, self.right = "", ""

    def at(self, index: int) -> Gaps:
        """Set to the gap that holds this mark: its start and end, and what is on either side.

        `left` and `right` are one character, or none at the edge of a line or a cell.
        """
        if self.start <= index < self.end:
            return self
        prose = self._prose
        start, end = index, index + 1
        while start and not ((char := prose[start - 1]).isalnum() or char in _SOLID):
            start -= 1
        if not prose[end : end + 1].isalnum() and (rest := _REST_OF_GAP.match(prose, end)):
            end = rest.end()
        self.start, self.end = start, end
        self.left = prose[start - 1].strip("\n|") if start else ""
        self.right = prose[end].strip("\n|") if end < len(prose) else ""
        return self

    @property
    def beside_han(self) -> bool:
        """Whether Han stands on one side or the other."""
        return is_han(self.left) or is_han(self.right)

    def with_spaces(self, start: int, end: int) -> tuple[int, int]:
        """A mark's span with the spaces between it and the words beside it, which a full-width mark replaces."""
        prose = self._prose
        if prose[start - 1 : start] != " " and prose[end : end + 1] != " ":
            return start, end
        before, after = start, end
        while before > self.start and prose[before - 1] == " ":
            before -= 1
        while after < self.end and prose[after] == " ":
            after += 1
        return (
            before if before == self.start and self.left else start,
            after if after == self.end and self.right else end,
        )


def repeated_rows(text: str) -> Iterator[re.Match[str]]:
    """Rows of marks of which one alone is right. Three full stops and more are an ellipsis."""
    for whole in _ROW.finditer(text):
        for row in _PART_OF_ROW.finditer(text, *whole.span()):
            if not row.group().startswith("。。。") and row.group().translate(FULL_WIDTH) not in (
                "？！",
                "！？",
            ):
                yield row
