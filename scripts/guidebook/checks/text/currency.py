"""Sums of money are the same in Chinese as in English, in amount and in currency.

Authority: the parity rule of the project (DESIGN.md section 7) and section 9 of its research
notes on Chinese: NT$5,000, 新臺幣5,000元 and 新台幣五千元 are one sum. 元 and $ alone agree
with any dollar and with the yuan, ¥ with yen and yuan.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook.checks.text import Bad, Good
from guidebook.parity import differences
from guidebook.passage import Found, Passage

BAD = [
    Bad("zh-Hant", "費用為新臺幣500元。", "新臺幣500元", english="The fee is NT$5,000."),
    Bad("zh-Hant", "費用為5,000美元。", "5,000美元", english="The fee is NT$5,000."),
    Bad("zh-Hans", "费用另计。", "费用另计。", english="The fee is US$100."),
]
GOOD = [
    Good("zh-Hant", "費用為新台幣五千元。", english="The fee is NT$5,000."),
    Good("zh-Hant", "費用為5,000元。", english="The fee is NT$5,000."),
    Good("zh-Hans", "费用为150万韩元。", english="The fee is 1.5 million won."),
    Good("zh-Hant", "費用為8,000日圓。", english="The fee is ¥8,000."),
]


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each sum of money that only one of the languages has."""
    yield from differences(passage, ("currency",))
