"""Title marks pair up: 《》 outside, 〈〉 inside them.

Authority: 教育部《重訂標點符號手冊》 (2008), 書名號 乙式: 《》 for books, 〈〉 for what is in them;
GB/T 15834-2011, 4.15, where 〈〉 stands only inside 《》.

Whether a name takes title marks or quotation marks is a person's decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage
from guidebook.typography import CHINESE, PARAGRAPH_END

BAD = [
    Bad("zh-Hant", "見《評《紅樓夢》》一書", ("《", "》"), "〈"),
    Bad("zh-Hant", "見《護照條例第3條", "《"),
    Bad("zh-Hans", "见护照法》第3条", "》"),
    Bad("zh-Hant", "見《護照條例〉第3條", ("《", "〉")),
]
GOOD = [
    Good("zh-Hant", "見《護照條例》及〈說明〉。"),
    Good("zh-Hant", "見《評〈紅樓夢〉》與〈讀《史記》〉"),
    Good("zh-Hans", "见《读〈史记〉》。"),
    Good("zh-Hant", "依「護照條例」第3條"),
    Good("en", "The law is 《護照條例."),
]

_MARK = re.compile("[《》〈〉]")
_CLOSING = {"《": "》", "〈": "〉"}


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each mark that has no counterpart or is inside one of its own kind."""
    if passage.locale not in CHINESE:
        return
    prose = passage.prose
    stack: list[int] = []
    inner: list[Found] = []  # certain only once the outer marks have proved to be a pair
    found: list[Found] = []
    last = 0
    for match in _MARK.finditer(prose):
        at, mark = match.start(), match.group()
        if stack and PARAGRAPH_END.search(prose, last, at):
            found += (_unpaired(opened, prose[opened]) for opened in stack)
            stack, inner = [], []
        last = at
        if mark in _CLOSING:
            stack.append(at)
        elif not stack or _CLOSING[prose[stack[-1]]] != mark:
            found.append(_unpaired(at, mark))
        else:
            opened = stack.pop()
            if not stack:
                found += inner
                inner = []
            elif mark == "》" and len(stack) == 1 and prose[stack[0]] == "《":
                inner += (_nested(opened, "《", "〈"), _nested(at, "》", "〉"))
    found += (_unpaired(opened, prose[opened]) for opened in stack)
    yield from sorted(found, key=lambda one: one.start)


def _nested(at: int, wrong: str, right: str) -> Found:
    says = {
        "en": f"write '{right}' inside '《》', not '{wrong}'",
        "zh-Hant": f"《》之內用{right}，不用{wrong}",
    }
    return Found(at, at + 1, says, right, "warning")


def _unpaired(at: int, mark: str) -> Found:
    says = {
        "en": f"'{mark}' has no counterpart in this paragraph; add it or take this one away",
        "zh-Hant": f"{mark}在本段中沒有成對，請補上另一半或刪去",
    }
    return Found(at, at + 1, says, None, "warning")
