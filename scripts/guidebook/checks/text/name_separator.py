"""The parts of a foreign name in Chinese are separated by ‧ (U+2027) in Taiwan and by · (U+00B7) in mainland China.

Authority: 教育部《重訂標點符號手冊》 (2008), 間隔號; GB/T 15834-2011, 4.14. Both have one mark that looks
alike; which code point it is follows from the character sets of the two (Big5 and GB 18030).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage
from guidebook.typography import HAN

BAD = [
    Bad("zh-Hant", "馬可·波羅", "·", "‧"),
    Bad("zh-Hant", "馬可．波羅與瑪麗・居禮", ("．", "・"), "‧"),
    Bad("zh-Hans", "马可‧波罗", "‧", "·"),
    Bad("zh-Hans", "马可•波罗", "•", "·"),
]
GOOD = [
    Good("zh-Hant", "馬可‧波羅"),
    Good("zh-Hans", "马可·波罗"),
    Good("zh-Hant", "• 護照\n• 簽證"),
    Good("zh-Hant", "護照 • 簽證 · 照片"),
    Good("zh-Hant", "一．申請資格"),
    Good("zh-Hant", "3·5公里"),
]

_SEPARATOR = {"zh-Hant": "‧", "zh-Hans": "·"}
_OTHER = re.compile(f"[·‧•・･．∙⋅](?<=[{HAN}].)(?=[{HAN}])")
_HAN_NUMERALS = "一二三四五六七八九十"


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each separator of another language or another mark."""
    right = _SEPARATOR.get(passage.locale)
    if right is None:
        return
    for match in _OTHER.finditer(passage.prose):
        at, wrong = match.start(), match.group()
        if wrong == right or (wrong == "．" and passage.prose[at - 1] in _HAN_NUMERALS):
            continue
        says = {
            "en": f"write '{right}' (U+{ord(right):04X}) between the parts of a name, not '{wrong}'",
            "zh-Hant": f"間隔號請用「{right}」（U+{ord(right):04X}），不用「{wrong}」",
        }
        yield Found(at, at + 1, says, right, "error" if wrong in "·‧" else "warning")
