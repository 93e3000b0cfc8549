"""Dates are the same in Chinese as in English.

Authority: the parity rule of the project (DESIGN.md section 7) and section 9 of its research
notes on Chinese: compared by value, in whichever writing, years of the Republic (民國112年)
included. What a range leaves unsaid in one language (March 1 to 5) is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook.checks.text import Bad, Good
from guidebook.parity import differences
from guidebook.passage import Found, Passage

BAD = [
    Bad("zh-Hant", "自2026年3月13日起。", "2026年3月13日", english="From 3 March 2026."),
    Bad("zh-Hans", "自2026年3月起。", "2026年3月", english="From 3 March 2026."),
    Bad("zh-Hant", "民國111年起變更。", "民國111年", english="In 2023 it changed."),
    Bad("zh-Hant", "自即日起。", "自即日起。", english="From March 3, 2026."),
    Bad("zh-Hant", "星期二休館。", "星期二", english="Closed on Mondays."),
]
GOOD = [
    Good("zh-Hant", "自2026年3月3日起。", english="From March 3, 2026."),
    Good("zh-Hant", "民國112年起變更。", english="In 2023 it changed."),
    Good("zh-Hant", "二〇二六年三月一日至五日。", english="1 to 5 March 2026."),
    Good("zh-Hant", "五月可以申請。", english="You may apply in May."),
    Good("zh-Hant", "5個月內可以申請。", english="You may apply within 5 months."),
]


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each date or day of the week that only one of the languages has."""
    yield from differences(passage, ("date", "weekday"))
