"""A mark is not doubled, and a sentence ends once.

Authority: 教育部《重訂標點符號手冊》 (2008), in which every mark stands alone but the ellipsis and
the dash; GB/T 15834-2011, 4.2 and 4.3, which doubles ？ and ！ only for strong emotion, and has ？！
for a question that exclaims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage
from guidebook.typography import CHINESE, FULL_WIDTH, Gaps, repeated_rows

BAD = [
    Bad("zh-Hant", "請攜帶護照，，並確認。。", ("，，", "。。"), "，"),
    Bad("zh-Hant", "真的嗎？？", "？？", "？"),
    Bad("zh-Hans", "注意！！！", "！！！", "！"),
    Bad("zh-Hant", "護照，,簽證", "，,", "，"),
    Bad("zh-Hant", "可以嗎？。", "？。", "？"),
    Bad("zh-Hant", "他說：「可以。」。", "。」。"),
    Bad("zh-Hant", "已提出申請。；另須", "。；"),
]
GOOD = [
    Good("zh-Hant", "真的嗎？！他說：「可以。」接著離開。"),
    Good("zh-Hant", "請稍候。。。"),
    Good("zh-Hant", "!!! note\n    內容\n\n??? note\n    內容"),
    Good("zh-Hant", "他問：「可以嗎？」（見下文。）"),
    Good("zh-Hant", "C++的std::vector"),
    Good("en", "Really?! Yes."),
]

_ENDS_TWICE = re.compile("。[」』”’]。")


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each row of marks, and for each end of a sentence outside a quotation that ended it."""
    if passage.locale not in CHINESE:
        return
    prose = passage.prose
    gaps = Gaps(prose)
    for row in repeated_rows(prose):
        gap = gaps.at(row.start())
        if gap.left and (not row.group().isascii() or gap.beside_han):
            yield _found(row, _right(row.group().translate(FULL_WIDTH)))
    for match in _ENDS_TWICE.finditer(prose):
        yield _found(match, None)


def _right(row: str) -> str | None:
    """The one mark that is meant, if there is no doubt."""
    marks = set(row)
    if len(marks) == 1:
        return row[0]
    return row[0] if row in ("？。", "！。") else None


def _found(match: re.Match[str], right: str | None) -> Found:
    wrong = match.group()
    says = {
        "en": f"write '{right}' once, not '{wrong}'" if right else f"keep one of the marks in '{wrong}'",
        "zh-Hant": f"請只寫一個「{right}」，不寫「{wrong}」" if right else f"「{wrong}」請只保留一個標點",
    }
    return Found(match.start(), match.end(), says, right, "warning")
