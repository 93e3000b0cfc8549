"""An ellipsis is six dots, ……; a dash is two characters wide, ── in Taiwan and —— in mainland China.

Authority: 教育部《重訂標點符號手冊》 (2008), 刪節號 and 破折號; GB/T 15834-2011, 4.10 and 4.11, for
mainland China.

A single stroke between Chinese words is a dash only between clauses: in 3-5天, 週一-週五 or
北京—上海 it joins, and a hyphen between longer words is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage, Severity
from guidebook.typography import CHINESE, Gaps, is_han

# A text about words may quote them.
QUOTABLE = True

BAD = [
    Bad("zh-Hant", "請備妥護照、照片...等文件。", "...", "……"),
    Bad("zh-Hant", "請稍候。。。", "。。。", "……"),
    Bad("zh-Hans", "等等…然后", "…", "……"),
    Bad("zh-Hant", "卡片--也就是虛擬卡", "--", "──"),
    Bad("zh-Hans", "卡片 -- 也就是虚拟卡", " -- ", "——"),
    Bad("zh-Hans", "卡片──也就是虚拟卡", "──", "——"),
    Bad("zh-Hant", "卡片過期了—請重新提出申請", "—", "──"),
    Bad("zh-Hant", "卡片過期了-請重新提出申請", "-"),
]
GOOD = [
    Good("zh-Hant", "停留3-5天，週一-週五、臺北—高雄均可，電話02-2343-2888。"),
    Good("zh-Hant", "卡片──也就是虛擬卡……請稍候——好。"),
    Good("zh-Hans", "卡片——也就是虚拟卡……"),
    Good("zh-Hant", "執行 git --help 指令，或加上--verbose"),
    Good("zh-Hant", "- 護照\n- 簽證\n\n---\n\n標題\n---\n\n| 甲 | 乙 |\n|---|---|"),
    Good("zh-Hant", "萬大-中和線、亞太經濟合作會議－商務旅行卡"),
    Good("zh-Hant", "他說Wait...then go。"),
    Good("en", "Wait... or not -- as you like."),
]

_ELLIPSIS = re.compile(r"[.。…⋯](?:(?<=[…⋯])|(?<=[.])\.{2,}|(?<=。)。{2,})(?:[…⋯]|\.{3,}|。{3,})*")
_STROKES = re.compile(r"[-—─–―]+")
_RIGHT_DASHES = {"zh-Hant": ("──", "——"), "zh-Hans": ("——",)}
_CLAUSE = 5


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each ellipsis or dash that is written another way."""
    if passage.locale not in CHINESE:
        return
    yield from _ellipses(passage.prose)
    yield from _dashes(passage.prose, _RIGHT_DASHES[passage.locale])


def _ellipses(prose: str) -> Iterator[Found]:
    gaps = Gaps(prose)
    for match in _ELLIPSIS.finditer(prose):
        wrong = match.group()
        if wrong not in ("……", "…………") and (gaps.at(match.start()).beside_han or wrong[0] == "。"):
            yield Found(match.start(), match.end(), _says("……", wrong), "……", "warning")


def _dashes(prose: str, right: tuple[str, ...]) -> Iterator[Found]:
    gaps = Gaps(prose)
    for match in _STROKES.finditer(prose):
        strokes = match.group()
        if strokes in right:
            continue
        gap = gaps.at(match.start())
        if _is_between_words(prose, gap, strokes):
            start, end = gap.start, gap.end
        elif strokes == "──":
            start, end = match.span()
        else:
            continue
        if len(strokes) > 1 or _joins_clauses(prose, start, end):
            replacement = None if strokes == "-" else right[0]
            severity: Severity = "error" if strokes == "──" else "warning"
            yield Found(start, end, _says(right[0], prose[start:end]), replacement, severity)


def _is_between_words(prose: str, gap: Gaps, strokes: str) -> bool:
    """Whether nothing but these strokes and spaces is between two words, one of them Chinese."""
    if not (gap.left.isalnum() and gap.right.isalnum() and gap.beside_han):
        return False
    between = prose[gap.start : gap.end]
    is_option = strokes == "--" and gap.right.isascii() and gap.right.isalpha()
    return between.strip(" ") == strokes and not is_option and len(strokes) <= 4


def _joins_clauses(prose: str, start: int, end: int) -> bool:
    """Whether a stroke has Chinese on either side, long enough for a clause: on both, for a hyphen."""
    before = _count_han(prose[max(start - _CLAUSE, 0) : start][::-1])
    after = _count_han(prose[end : end + _CLAUSE])
    needed = _CLAUSE if "-" in prose[start:end] else 1
    return min(before, after) >= needed and max(before, after) == _CLAUSE


def _count_han(text: str) -> int:
    return next((index for index, char in enumerate(text) if not is_han(char)), len(text))


@lru_cache(maxsize=256)
def _says(right: str, wrong: str) -> dict[str, str]:
    return {"en": f"write '{right}', not '{wrong}'", "zh-Hant": f"請寫「{right}」，不寫「{wrong}」"}
