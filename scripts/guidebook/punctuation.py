"""Punctuation that a derived language writes otherwise.

`mainland` is GB/T 15834-2011 for text that follows the Ministry of Education's handbook of
2008: quotation marks 「」『』 become “” outside and ‘’ inside, however they were nested;
the dash ── becomes —— and the separator in names ‧ becomes ·.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_OUTER, _INNER = "“”", "‘’"
_OPENING = {"「": "」", "『": "』"}
# A quotation does not reach over the end of a paragraph, a list entry or a table cell.
_MARK = re.compile(r"[「」『』|]|\n(?=[ \t]*(?:\n|[-*+#>|]|\d+[.)]))")


def mainland(text: str) -> str:
    """The text with the punctuation of GB/T 15834; the number of characters stays the same."""
    if any(mark in text for mark in "「」『』"):
        text = _quotations(text)
    return text.replace("──", "——").replace("‧", "·")


def _quotations(text: str) -> str:
    stack: list[str] = []

    def level(depth: int, side: int) -> str:
        return (_INNER if depth % 2 else _OUTER)[side]

    def replace(match: re.Match[str]) -> str:
        mark = match.group()
        if mark in _OPENING:
            stack.append(_OPENING[mark])
            return level(len(stack) - 1, 0)
        if mark not in _OPENING.values():
            stack.clear()
            return mark
        if mark in stack:
            while stack.pop() != mark:
                pass
            return level(len(stack), 1)
        return _OUTER[1] if mark == "」" else _INNER[1]

    return _MARK.sub(replace, text)


def _as_it_is(text: str) -> str:
    return text


STYLES: dict[str | None, Callable[[str], str]] = {None: _as_it_is, "mainland": mainland}
