"""A length of time, an amount of money, a percentage or a date typed into a text has a source.

Authority: this project's promise that every figure can be traced. A figure used in more than
one place stands in content/facts.yml, which names its source; `${fact:NAME}` carries it along.
Questions and steps cannot be without sources; sections of text can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidebook import load, markup
from guidebook.book import Book
from guidebook.checks.source import Edit
from guidebook.finding import Finding
from guidebook.inserts import INSERT
from guidebook.source import Text

_PAGE = "content/guides/first/page-2.yml"
_TEXT = "{en: There is a fee., zh-Hant: 須繳規費。}"
BAD = [
    Edit(_PAGE, "There is a fee.", "It costs USD 50."),
    Edit(_PAGE, "須繳規費。", "審核約需3個月。"),
]
GOOD = [
    Edit(_PAGE, _TEXT, "{en: It costs USD 50., zh-Hant: 規費為50美元。}\n    sources: [authority]"),
    Edit(_PAGE, "There is a fee.", "There is a fee for each of the 2 cards."),  # a count
]

_NUMBER = r"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+)?(?:[ ]?[-–~～至到][ ]?\d[\d,]*)?"
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_UNITS = r"(?:business |working |calendar )?(?:day|week|month|year|hour|minute)s?\b|%|％|percent\b|per cent\b"
_MONEY = r"(?:US |NT )?dollars?\b|euros?\b|yen\b|yuan\b|won\b|pesos?\b|baht\b|kina\b|[A-Z]{3}\b"
_HAN = r"個?工作天|個?(?:小時|月|星期|禮拜)|[天日週周年歲元圓]|分鐘|美元|日圓|[新臺台韓人港]\S{0,3}[元圓幣]"
_FIGURE = re.compile(
    rf"\d{{4}}-\d\d-\d\d|\b\d{{1,2}} {_MONTHS} ?(?:\d{{4}})?|\b{_MONTHS} (?:\d{{1,2}}, )?\d{{4}}"
    rf"|(?:(?:US|NT|NZ|HK|A|C|S)?[$€£¥]|\b(?:USD|TWD|NTD|NZD|HKD|AUD|JPY|KRW|CNY|SGD) ?)[ ]?\d[\d,.]*"
    rf"|{_NUMBER}(?:[ -]?(?:{_UNITS}|{_MONEY})|[ ]?(?:{_HAN}))"
)


def check(book: Book) -> Iterator[Finding]:
    """One finding for the first such figure in each text of an entry without sources."""
    authored = {one.locale for one in book.site.authored}
    for _, page in book.pages():
        for unit in page.units:
            for by_language in load.texts(unit) if not unit.sources else ():
                for locale, text in by_language.items():
                    if locale in authored:
                        yield from _figure(text)


def _figure(text: Text) -> Iterator[Finding]:
    prose = INSERT.sub(lambda match: markup.MASK * len(match[0]), markup.blanked(text.value))
    match = _FIGURE.search(prose)
    if match:
        figure = match[0].strip()
        yield Finding(
            text.locate(match.start()),
            f"'{figure}' has no source; add 'sources:' to this entry, or put it in content/facts.yml and write ${{fact:NAME}}",
            says={
                "zh-Hant": f"「{figure}」沒有出處；請為本項加上「sources:」，或將該數據列入content/facts.yml，內文改寫${{fact:名稱}}"
            },
        )
