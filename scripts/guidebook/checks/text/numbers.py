"""Numbers, quantities, times and telephone numbers are the same in Chinese as in English.

Authority: the parity rule of the project (DESIGN.md section 7) and section 9 of its research
notes on Chinese: compared by value and unit, not by digits. One, first and their like need no
counterpart, and idioms such as 一般, 十分 or 萬一 are no numbers. Dates and sums of money have
checks of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook.checks.text import Bad, Good
from guidebook.parity import differences
from guidebook.passage import Found, Passage

BAD = [
    Bad("zh-Hant", "最長停留60天。", "60天", english="Stay up to 90 days."),
    Bad("zh-Hans", "最长停留九个月。", "九个月", english="Stay up to ninety days."),
    Bad("zh-Hant", "請儘速回覆。", "請儘速回覆。", english="Reply within 7 days."),
    Bad("zh-Hant", "上午9時開放。\n下午6時關閉。", "下午6時", english="Opens at 9 am.\nCloses at 5 pm."),
    Bad("zh-Hant", "請撥(02)2343-2889。", "(02)2343-2889", english="Call +886-2-2343-2888."),
]
GOOD = [
    Good("zh-Hant", "最長停留九十天。", english="Stay up to 90 days."),
    Good("zh-Hant", "約有150萬人，占百分之二十五。", english="About 1.5 million people, 25%."),
    Good("zh-Hant", "需時半年，請於7天內回覆。", english="It takes 6 months; reply within a week."),
    Good("zh-Hant", "下午5時30分關閉。", english="Closes at 5:30 pm."),
    Good(
        "zh-Hant",
        "一般須進一步查驗，萬一失敗，千萬別再試，十分重要。",
        english="As a rule it is checked again.",
    ),
    Good("zh-Hant", "請繳${fact:fee-1}。", english="Pay ${fact:fee-1} first."),
]


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each number that only one of the languages has."""
    yield from differences(passage, ("number", "clock", "phone"))
