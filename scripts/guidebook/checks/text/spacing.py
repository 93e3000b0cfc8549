"""No space is typed between Chinese and Latin letters or digits; the style sheet makes the gap.

Authority: the house rule of this project, docs of the design, section 7; W3C Requirements for
Chinese Text Layout (clreq) and UTR 59 treat the gap as layout (CSS text-autospace).

A loose text may follow a rule of its own, so `lint` does not apply this one to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage
from guidebook.typography import CHINESE, HAN, LATIN

LOOSE = False

BAD = [
    Bad("zh-Hant", "持 APEC 商務旅行卡", (" ", " "), ""),
    Bad("zh-Hans", "停留90 天", " ", ""),
    Bad("zh-Hant", "最多\u00a060天", "\u00a0", ""),
]
GOOD = [
    Good("zh-Hant", "持APEC商務旅行卡，停留90天。"),
    Good("zh-Hant", "1. 護照\n2. 簽證\n\n## 常見問題"),
    Good("zh-Hant", "見 `cli` 與 [ABTC](/abtc)"),
    Good("zh-Hant", "第一行\nAPEC第二行"),
    Good("en", "The card is called 虛擬卡 in Taiwan."),
]

# The space comes first in the pattern, so that most of a text is skipped at once.
_SPACE = re.compile(f"[ \u00a0](?:(?<=[{HAN}].)[ \u00a0]*(?=[{LATIN}])|(?<=[{LATIN}].)[ \u00a0]*(?=[{HAN}]))")


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each such space."""
    if passage.locale not in CHINESE:
        return
    for match in _SPACE.finditer(passage.prose):
        start, end = match.span()
        words = passage.prose[start - 1], passage.prose[end]
        says = {
            "en": f"write '{words[0]}{words[1]}' without a space",
            "zh-Hant": f"「{words[0]}」與「{words[1]}」之間不空格",
        }
        yield Found(start, end, says, "", "error")
