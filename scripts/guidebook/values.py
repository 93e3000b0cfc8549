"""The values in an English or a Chinese text: numbers, dates, times and sums of money.

A value is the same however it is written: `90 days`, `九十天`; `NT$1.5 million`, `新臺幣150萬元`;
`half a year`, `6個月`; `3 March 2026`, `民國115年3月3日`. Where a writing can mean more than one
thing (`112年` is a year or a length), the other readings are kept beside the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from guidebook.markup import MASK

Kind = Literal["number", "clock", "phone", "date", "weekday", "currency"]
Reading = tuple[Kind, Fraction | str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a text: `value` in `unit`, between `start` and `end`.

    Durations are in `day`, `month` or `second`, percentages in `ratio`, a clock in minutes
    after midnight; a date is `2026-3-?`. `others` are further possible readings. An
    `optional` value need not stand in the other language: one, first, both, a week.
    `plain` is the bare number, which may agree where one language leaves the unit out.
    """

    start: int
    end: int
    kind: Kind
    value: Fraction | str
    unit: str = ""
    others: tuple[Reading, ...] = ()
    optional: bool = False
    plain: Fraction | None = None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What the value may mean, the likeliest first."""
        return ((self.kind, self.value, self.unit), *self.others)


def find(text: str, locale: str) -> list[Value]:
    """The values of a text, in its order; what a mask or a placeholder stands for has none."""
    if not _ANY_VALUE.search(text):
        return []
    rest = _readable(text)
    found: list[Value] = []
    for pattern, read in _READERS["en" if locale == "en" else "zh"]:
        rest = _read(rest, pattern, read, found)
    found.sort(key=lambda one: (one.start, one.end))
    return _with_shared_units(found, rest, text)


Read = Callable[[re.Match[str]], "list[Value] | None"]


def _read(text: str, pattern: re.Pattern[str], read: Read, found: list[Value]) -> str:
    """Add the values a pattern finds; give back the text with what was read masked."""
    parts, cursor = [], 0
    for match in pattern.finditer(text):
        values = read(match)
        if values is None:
            continue
        found += values
        end = max([match.end(), *(one.end for one in values)])
        parts += [text[cursor : match.start()], MASK * (end - match.start())]
        cursor = end
    return "".join([*parts, text[cursor:]]) if parts else text


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
PLACEHOLDER = re.compile(r"\$\{[^{}\n]{0,200}\}|\{[A-Za-z_][\w.:-]{0,80}\}|%(?:\(\w{1,80}\))?[sd](?![a-z])")
_LIST_MARK = re.compile(
    r"^[ \t>]{0,40}(?:\d{1,3}[.)](?=[ \t])|[(]?[一二三四五六七八九十]{1,3}[)]?、|[(][一二三四五六七八九十]{1,3}[)])",
    re.M,
)


def _readable(text: str) -> str:
    """The text with full-width signs made ASCII, without placeholders and list marks; same places."""
    plain = text.translate(_FULL_WIDTH)
    for pattern in (PLACEHOLDER, _LIST_MARK):
        plain = pattern.sub(lambda match: MASK * len(match.group()), plain)
    return plain


# ---- units and currencies

_DAY, _MONTH, _SECOND = ("day", 1), ("month", 1), ("second", 1)
_ENGLISH_UNITS: dict[str, tuple[str, int | Fraction]] = {
    "day": _DAY, "week": ("day", 7), "fortnight": ("day", 14), "month": _MONTH, "year": ("month", 12),
    "yr": ("month", 12), "decade": ("month", 120), "hour": ("second", 3600), "hr": ("second", 3600),
    "minute": ("second", 60), "min": ("second", 60), "second": _SECOND, "sec": _SECOND,
    "working day": ("workday", 1), "business day": ("workday", 1),
    "%": ("ratio", Fraction(1, 100)), "percent": ("ratio", Fraction(1, 100)),
    "per cent": ("ratio", Fraction(1, 100)), "percentage point": ("ratio", Fraction(1, 100)),
    "km": ("metre", 1000), "kilometre": ("metre", 1000), "kilometer": ("metre", 1000),
    "metre": ("metre", 1), "meter": ("metre", 1), "cm": ("metre", Fraction(1, 100)),
    "centimetre": ("metre", Fraction(1, 100)), "centimeter": ("metre", Fraction(1, 100)),
    "mm": ("metre", Fraction(1, 1000)), "kg": ("gram", 1000), "kilogram": ("gram", 1000),
    "kilo": ("gram", 1000), "gram": ("gram", 1), "ml": ("litre", Fraction(1, 1000)),
    "litre": ("litre", 1), "liter": ("litre", 1), "times": ("", 1),
}  # fmt: skip
_CHINESE_UNITS: dict[str, tuple[str, int | Fraction]] = {
    "天": _DAY, "日": _DAY, "週": ("day", 7), "周": ("day", 7), "星期": ("day", 7), "禮拜": ("day", 7),
    "礼拜": ("day", 7), "月": _MONTH, "年": ("month", 12), "小時": ("second", 3600), "小时": ("second", 3600),
    "鐘頭": ("second", 3600), "钟头": ("second", 3600), "分鐘": ("second", 60), "分钟": ("second", 60),
    "秒": _SECOND, "工作天": ("workday", 1), "工作日": ("workday", 1), "上班日": ("workday", 1),
    "營業日": ("workday", 1), "营业日": ("workday", 1), "%": ("ratio", Fraction(1, 100)),
    "百分點": ("ratio", Fraction(1, 100)), "百分点": ("ratio", Fraction(1, 100)), "成": ("ratio", Fraction(1, 10)),
    "公里": ("metre", 1000), "公尺": ("metre", 1), "公分": ("metre", Fraction(1, 100)),
    "厘米": ("metre", Fraction(1, 100)), "毫米": ("metre", Fraction(1, 1000)), "公釐": ("metre", Fraction(1, 1000)),
    "米": ("metre", 1), "公斤": ("gram", 1000), "千克": ("gram", 1000), "公克": ("gram", 1), "克": ("gram", 1),
    "毫升": ("litre", Fraction(1, 1000)), "公升": ("litre", 1), "km": ("metre", 1000), "cm": ("metre", Fraction(1, 100)),
    "mm": ("metre", Fraction(1, 1000)), "kg": ("gram", 1000), "ml": ("litre", Fraction(1, 1000)),
}  # fmt: skip
# A sum in one of these may be written with `元`, `$` or `dollars` alone.
_DOLLARS = ("¤", "TWD", "USD", "HKD", "CNY", "AUD", "NZD", "CAD", "SGD", "BND", "MOP")
_FAMILIES = {"¤": _DOLLARS, "¥": ("JPY", "CNY")}


def _rows(name: str) -> list[str]:
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def _currency_words(column: int) -> dict[str, str]:
    """What is written for a currency in one column of the table, with the code of each."""
    table = (row.split("|") for row in _rows("currencies.txt"))
    return {word.replace("_", " "): cells[0].strip() for cells in table for word in cells[column].split()}


def _any(words: dict[str, str] | dict[str, tuple[str, int | Fraction]]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_BEFORE = _currency_words(1)
_AFTER_ENGLISH = {word.lower(): code for word, code in _currency_words(2).items()}
_AFTER_CHINESE = _currency_words(3)
_CURRENCY_BEFORE = re.compile(rf"(?:(?<![A-Za-z])|(?<=[^\x00-\x7f]))({_any(_BEFORE)})\s?(?:約|约)?$")
_ENGLISH_UNIT = re.compile(
    rf"(?P<half>\s+and\s+a\s+half)?(?:[\s-]+(?:calendar|consecutive|full|whole|more|further))?[\s-]?"
    rf"(?:(?P<unit>%|(?:{_any({key: value for key, value in _ENGLISH_UNITS.items() if key != '%'})})s?(?![A-Za-z]))"
    rf"|(?P<currency>(?:{_any(_AFTER_ENGLISH)})(?![A-Za-z])))(?P<age>[\s-]old|\sof\sage)?",
    re.I,
)
_CHINESE_UNIT = re.compile(
    r"[多餘余]?\s?(?:(?P<piece>個|个)?(?P<half>半)?)\s?"
    rf"(?:(?P<currency>{_any(_AFTER_CHINESE)})"
    rf"|(?P<unit>(?:{_any(_CHINESE_UNITS)}))(?P<after>半)?)"
)
_NOT_UNIT = re.compile(
    r"日[本前後后期](?!起)|[周週]年|年[級级齡龄]|(?:星期|禮拜|礼拜|[週周])[一二三四五六日天]|成[員员為为立功本長长果熟語语份交績绩人年就]|米[飯饭]|克[服隆]"
)


def _sum(start: int, end: int, amount: Fraction, code: str) -> Value:
    others: tuple[Reading, ...] = tuple(
        ("currency", amount, other) for other in _FAMILIES.get(code, ()) if other != code
    )
    return Value(start, end, "currency", amount, code, others, plain=None)


def _measured(
    start: int, end: int, amount: Fraction, unit: str, size: int | Fraction, optional: bool
) -> Value:
    kept = None if unit == "ratio" else amount
    return Value(start, end, "number", amount * size, unit, (), optional, kept)


def _number(start: int, end: int, amount: Fraction, optional: bool = False) -> Value:
    return Value(start, end, "number", amount, "", (), optional, amount)


_RANGE = re.compile(r"\s?(?:-|–|—|~|至|到|或|、|及|和|與|与|to|or|and|through)\s?")


def _with_shared_units(found: list[Value], rest: str, text: str) -> list[Value]:
    """In `2 to 3 months` the first number has months too; `US$100 to 200` are both dollars."""
    plain = text.translate(_FULL_WIDTH)
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        if following.start - one.end > 12 or not _RANGE.fullmatch(plain, one.end, following.start):
            continue
        if _is_bare(one) and one.plain is not None and not _is_bare(following):
            found[index] = _like(one, following)
        elif one.kind == "currency" and following.plain is not None and _is_bare(following):
            found[index + 1] = _sum(following.start, following.end, following.plain, one.unit)
        elif one.kind == "currency" and following.unit == "¤" and isinstance(following.value, Fraction):
            found[index + 1] = _sum(following.start, following.end, following.value, one.unit)
    return found


def _is_bare(one: Value) -> bool:
    return one.kind == "number" and not one.unit and not one.others


def _like(one: Value, following: Value) -> Value:
    """A bare number with the unit of the one that follows it."""
    assert one.plain is not None
    if following.kind == "currency":
        return _sum(one.start, one.end, one.plain, following.unit)
    if following.kind != "number" or following.unit == "" or not isinstance(following.value, Fraction):
        return one
    size = following.value / following.plain if following.plain else Fraction(1, 100)
    if following.unit == "ratio" and following.plain is None and following.value > 1:
        return one
    return _measured(one.start, one.end, one.plain, following.unit, size, one.optional)


# ---- dates, which both languages share

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_WORD = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_TO = r"\s?(?:-|–|—|~|to|and|or|until|through)\s?"
_DAY_WORD = r"\d{1,2}(?:st|nd|rd|th)?"


def date(start: int, end: int, year: int | None, month: int | None, day: int | None) -> Value:
    """A date of which some parts may be unsaid."""
    return Value(
        start, end, "date", "-".join("?" if part is None else str(part) for part in (year, month, day))
    )


def _month_of(word: str) -> int:
    return next(
        index for index, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3])
    )


def _whole(text: str | None) -> int | None:
    digits = re.match(r"\d+", text or "")
    return int(digits.group()) if digits else None


def _checked(*dates: Value | None) -> list[Value] | None:
    """The dates, unless one of them has a month or a day that no calendar has."""
    for one in dates:
        if one is not None:
            _, month, day = str(one.value).split("-")
            if (month != "?" and not 1 <= int(month) <= 12) or (day != "?" and not 1 <= int(day) <= 31):
                return None
    return [one for one in dates if one is not None]


def _numeric_date(match: re.Match[str]) -> list[Value] | None:
    return _checked(date(*match.span(), int(match[1]), int(match[3]), int(match[4])))


_NUMERIC_DATE = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-]|\.\d)")


def _bare_year(match: re.Match[str]) -> list[Value]:
    """A year, or just as well a number: `2020`."""
    amount = Fraction(match[1])
    one = date(match.start(1), match.end(1), int(match[1]), None, None)
    return [replace(one, others=(("number", amount, ""),))]


# ---- English dates


def _day_first(match: re.Match[str]) -> list[Value] | None:
    month, year = _month_of(match["month"]), _whole(match["year"])
    first = _whole(match["first"])
    both = date(match.start("day"), match.end(), year, month, _whole(match["day"]))
    return _checked(date(*match.span("first"), year, month, first) if first else None, both)


def _month_first(match: re.Match[str]) -> list[Value] | None:
    month, year = _month_of(match["month"]), _whole(match["year"])
    last = _whole(match["last"])
    one = date(match.start(), match.end("day"), year, month, _whole(match["day"]))
    return _checked(one, date(match.start("last"), match.end(), year, month, last) if last else None)


def _month_only(match: re.Match[str]) -> list[Value] | None:
    """`March 2026`, `in May`; `may` and `march` are words too, and need more than a capital."""
    word, year = match["month"], _whole(match["year"])
    if word in ("May", "March") and not (match["lead"] or year or match["to"]):
        return None
    return [date(match.start("month"), match.end("month"), year, _month_of(word), None)]


def _weekday(match: re.Match[str]) -> list[Value]:
    number = "montuewedthufrisatsun".index(match[0][:3].lower()) // 3 + 1
    return [Value(*match.span(), "weekday", str(number))]


_YEAR_AFTER = r"(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)(?!\d))?"
_ENGLISH_DATES: list[tuple[re.Pattern[str], Read]] = [
    (_NUMERIC_DATE, _numeric_date),
    (
        re.compile(
            rf"(?<![\w.,])(?:(?P<first>{_DAY_WORD}){_TO})?(?P<day>{_DAY_WORD})\s+(?:of\s+)?"
            rf"(?P<month>{_MONTH_WORD}){_YEAR_AFTER}"
        ),
        _day_first,
    ),
    (
        re.compile(
            rf"\b(?P<month>{_MONTH_WORD})\s+(?P<day>{_DAY_WORD})(?![\d:])(?:{_TO}(?P<last>{_DAY_WORD})"
            rf"(?![\d:]|\s+{_MONTH_WORD}))?{_YEAR_AFTER}"
        ),
        _month_first,
    ),
    (
        re.compile(
            rf"(?P<lead>\b(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Tt]o|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Mm]id|"
            rf"[Ee]ach|[Ee]very|[Dd]uring|[Tt]hrough|[Aa]nd|[Ll]ast|[Nn]ext)[\s-]+)?"
            rf"\b(?P<month>{_MONTH_WORD}){_YEAR_AFTER}(?P<to>(?={_TO}{_MONTH_WORD})|)?"
        ),
        _month_only,
    ),
    (re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"), _weekday),
    (
        re.compile(
            r"(?<![\d.,:/$-])(?:(?<![A-Za-z])|(?<=mid-)|(?<=pre-)|(?<=post-))((?:19|20)\d\d)s?"
            r"(?![\d:%A-Za-z]|[.,]\d|[\s-]?(?:days|hours|dollars|yen|won|yuan|people|metres|km)\b|[\s-]\d{4})"
        ),
        _bare_year,
    ),
]


# ---- English clocks, phones and numbers


def _always_open(match: re.Match[str]) -> list[Value]:
    span = match.span()
    return [
        _measured(*span, Fraction(24), "second", 3600, True),
        _measured(*span, Fraction(7), "day", 1, True),
    ]


def _clock(start: int, end: int, hours: int, minutes: int, half: str) -> Value | None:
    """A clock; `half` is am, pm, either where one cannot know, or nothing on the 24-hour clock."""
    if hours > 24 or minutes > 59:
        return None
    if half in ("am", "pm"):
        hours = hours % 12 + (12 if half == "pm" else 0) if hours <= 12 else hours
    at = hours * 60 + minutes
    others: tuple[Reading, ...] = ()
    if half == "either" and hours <= 12:
        others = (("clock", Fraction((at + 720) % 1440), ""),)
    return Value(start, end, "clock", Fraction(at % 1440), "", others)


def _english_clock(match: re.Match[str]) -> list[Value] | None:
    half = (match["half"] or "").lower().replace(".", "")
    if half in ("noon", "midnight"):
        half = "pm" if half == "noon" else "am"
    elif half == "o'clock":
        half = "either"
    last = _clock(match.start("hour"), match.end(), int(match["hour"]), int(match["minute"] or 0), half)
    first = None
    if match["from"]:
        span = (match.start("from"), match.end("frommin") if match["frommin"] else match.end("from"))
        first = _clock(*span, int(match["from"]), int(match["frommin"] or 0), "either")
    return None if last is None else [one for one in (first, last) if one]


def _exact_clock(match: re.Match[str]) -> list[Value] | None:
    one = _clock(*match.span(), int(match[1]), int(match[2]), "")
    return None if one is None else [one]


def _noon(match: re.Match[str]) -> list[Value]:
    return [
        Value(
            *match.span(),
            "clock",
            Fraction(720 if match[0][0] in "nN中正" else 0),
            optional=match[0][0] in "中正午",
        )
    ]


def _phone(match: re.Match[str]) -> list[Value] | None:
    """A phone number: the country's code 886 and the 0 that replaces it inside are nothing."""
    digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
    abroad = "+" in match[0][:2]
    if not 7 <= len(digits) <= 15 or not (abroad or digits.startswith("0")):
        return None
    number = digits.removeprefix("886").lstrip("0") if abroad else digits.lstrip("0")
    others: list[Reading] = []
    if abroad and not digits.startswith("886"):
        others = [("phone", digits[cut:].lstrip("0"), "") for cut in (1, 2, 3)]
    unopened = match[0].endswith(")") and match[0].count(")") > match[0].count("(")
    return [Value(match.start(), match.end() - unopened, "phone", number, "", tuple(others))]


_EXACT_CLOCK = re.compile(r"(?<![\d:.,])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")
_PHONE = re.compile(r"(?<![A-Za-z\d.,/+-])\(?\+?\(?\d{1,4}\)?(?:[ .-]?\(?\d{1,6}\)?){1,6}(?![\d,])")
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_WORD_VALUES = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * (index + 2) for index, word in enumerate(_TENS)}
    | _SCALES
)
_ANY_WORD = "|".join(sorted(_WORD_VALUES, key=len, reverse=True))
_LONGEST = 40
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)*"
_ENGLISH_NUMBER = re.compile(
    rf"(?P<tag>[A-Za-z]+-?(?=\d))?(?P<first>{_ARABIC}|\b(?:{_ANY_WORD})\b)(?P<nth>(?:st|nd|rd|th)\b)?(?P<letter>[A-Z])?"
    rf"(?P<more>(?:(?:[\s-]|\sand\s)(?:{_ANY_WORD})\b)*)(?P<again>\s?\(\d+\))?",
    re.I,
)
_WORD = re.compile(rf"(?P<gap>[\s-]|\sand\s)?(?P<word>{_ARABIC}|{_ANY_WORD})", re.I)


def _english_number(match: re.Match[str]) -> list[Value]:
    """A number in digits, in words or in both, with the unit after it or the currency before it."""
    *before, (amount, start, end) = _english_amounts(match)
    values = [_number(first, last, value) for value, first, last in before]
    end = match.end("again") if match["again"] and end == match.end("more") else end
    one = _english_unit(match.string, start, end, amount, bool(match["nth"]))
    said = (
        _SAID_BEFORE.search(match.string, max(0, match.start() - 8), match.start())
        and match["first"].isalpha()
    )
    named = said or match["tag"] or (match["letter"] or "").isupper()  # A4, COVID-19, 5G
    if named or (match["first"].lower() in ("one", "zero") and amount <= 1):
        one = replace(one, optional=True)
    return [*values, one]


# `these two`, `any two of them`: Chinese may say 這些 or 上述.
_SAID_BEFORE = re.compile(r"\b(?:any|the|these|those|all|other)\s$", re.I)


def _english_amounts(match: re.Match[str]) -> Iterator[tuple[Fraction, int, int]]:
    """The amounts in a row of number words, and where each stands: `two and three` are two."""
    total, section, previous = Fraction(0), Fraction(0), 0
    start, end = match.span("first")
    if match["first"].count(".") > 1:
        yield Fraction(0), start, end
        return
    for word in _WORD.finditer(
        match.string, match.start("first"), max(match.end("more"), match.end("first"))
    ):
        text, gap = word["word"].lower(), (word["gap"] or "").strip()
        value = _digits(text) if text[0].isdigit() else Fraction(_WORD_VALUES[text])
        scale = text in _SCALES
        if previous and not scale and not _joins(previous, int(value), gap):
            yield total + section, start, end
            total = section = Fraction(0)
            start = word.start("word")
        if scale and value >= 1000:
            total, section = total + (section or 1) * value, Fraction(0)
        elif scale:
            section = section - section % 100 + (section % 100 or 1) * value if section else value
        else:
            section += value
        previous = int(value) if value >= 1 else 1
        end = word.end()
    yield total + section, start, end


def _joins(previous: int, value: int, gap: str) -> bool:
    """Whether a number word continues the one before it: twenty-one, hundred and five."""
    if previous in (100, 1000):
        return value < previous
    return gap != "and" and ((20 <= previous <= 90 and 1 <= value <= 9) or (previous > 1000 and value < 1000))


def _english_unit(text: str, start: int, end: int, amount: Fraction, ordinal: bool) -> Value:
    version = text[start:end]
    if version.count(".") > 1 and version[0].isdigit():
        return Value(start, end, "number", version.rstrip("."))
    before = _CURRENCY_BEFORE.search(text, max(0, start - 8), start)
    if before:
        return _sum(before.start(1), end, amount, _BEFORE[before[1]])
    unit = None if ordinal else _ENGLISH_UNIT.match(text, end)
    if not unit:
        return _number(start, end, amount, amount == 1 and ordinal)
    if unit["half"]:
        amount += Fraction(1, 2)
    if unit["currency"]:
        return _sum(start, unit.end(), amount, _AFTER_ENGLISH[unit["currency"].lower()])
    if unit["age"]:
        return _number(start, unit.end(), amount)
    name = unit["unit"].lower()
    kind, size = _ENGLISH_UNITS.get(name) or _ENGLISH_UNITS[name.removesuffix("s")]
    one = _measured(start, unit.end(), amount, kind, size, False)
    return replace(one, others=_paid(text, one)) if kind == "ratio" else one


def _paid(text: str, one: Value) -> tuple[Reading, ...]:
    """What is paid of a price: of `20% off`, and of `80%`."""
    assert isinstance(one.value, Fraction)
    off = _OFF.match(text, one.end)
    return (("number", 1 - one.value if off else one.value, "paid"),)


_OFF = re.compile(r"\s(?:off|discount|reduction)\b", re.I)


def _english_half(match: re.Match[str]) -> list[Value]:
    """`half an hour`, `a year and a half`, `half of`; a half of nothing said is optional."""
    name = (match["unit"] or match["whole"] or "").lower()
    if match["whole"]:
        kind, size = _ENGLISH_UNITS[name]
        return [_measured(*match.span(), Fraction(3, 2), kind, size, False)]
    if name == "dozen":
        return [_number(*match.span(), Fraction(6))]
    if name:
        kind, size = _ENGLISH_UNITS[name]
        return [_measured(*match.span(), Fraction(1, 2), kind, size, False)]
    return [_measured(*match.span(), Fraction(1, 2), "ratio", 1, not match["of"])]


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def _english_fraction(match: re.Match[str]) -> list[Value]:
    top = _WORD_VALUES.get(match[1].lower(), 1)
    value = Fraction(top, _PARTS[match[2].lower()])
    return [_measured(*match.span(), value, "ratio", 1, False)]


def _english_ordinal(match: re.Match[str]) -> list[Value]:
    word = match[0].lower()
    value = _ORDINALS.index(word)
    after = match.string[match.end() : match.end() + 8]
    aside = after.startswith((",", "-hand", "-party", " thought")) or match[0][0].isupper()
    return [_number(*match.span(), Fraction(value), value == 1 or (value <= 4 and aside))]


_LOOSE_WORDS = {"both": 2, "either": 2, "neither": 2, "twice": 2, "double": 2, "dual": 2, "couple": 2, "pair": 2,
                "once": 1, "single": 1, "triple": 3, "II": 2, "III": 3, "IV": 4}  # fmt: skip


def _english_loose(match: re.Match[str]) -> list[Value]:
    if match["unit"]:
        kind, size = _ENGLISH_UNITS[match["unit"].lower()]
        mandatory = match["unit"].lower() == "fortnight"
        return [_measured(*match.span(), Fraction(1), kind, size, not mandatory)]
    word = match[0] if match[0] in _LOOSE_WORDS else match[0].lower()
    return [_number(*match.span(), Fraction(_LOOSE_WORDS[word]), True)]


_SPAN_WORD = "year|month|fortnight|week|day|hour|minute|second"
_ENGLISH: list[tuple[re.Pattern[str], Read]] = [
    (re.compile(r"(?<![\d/])24/7(?![\d/])"), _always_open),
    (re.compile(r"\b7-Eleven\b|(?<=\d)\s?[\u2032\u2033]", re.I), lambda match: []),
    *_ENGLISH_DATES,
    (
        re.compile(
            r"(?<![\d:.,$])(?:(?P<from>1?\d)(?:[:.](?P<frommin>[0-5]\d))?\s?(?:-|–|—|to|and|until)\s?)?"
            r"(?P<hour>[12]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?|noon\b|midnight\b|o'clock\b)",
            re.I,
        ),
        _english_clock,
    ),
    (_EXACT_CLOCK, _exact_clock),
    (re.compile(r"\b(?:noon|midnight)\b", re.I), _noon),
    (_PHONE, _phone),
    (
        re.compile(
            rf"(?<!and a )\b(?:half(?:\s+an?\s+|[\s-]+)(?P<unit>{_SPAN_WORD}|dozen)\b|(?:an?|one)\s+(?P<whole>{_SPAN_WORD})\s+and\s+a\s+half\b"
            r"|half\b(?P<of>\s+(?:of|the)\b|[\s-]price\b)?)",
            re.I,
        ),
        _english_half,
    ),
    (
        re.compile(
            r"\b(a|one|two|three|four|nine)[\s-](half|third|quarter|fifth|tenth)(?:s\b|\b(?=\s+of\b))", re.I
        ),
        _english_fraction,
    ),
    (_ENGLISH_NUMBER, _english_number),
    (re.compile(rf"\b(?:{'|'.join(_ORDINALS[1:])})\b", re.I), _english_ordinal),
    (
        re.compile(
            rf"\b(?:(?:an?|per|each|every)\s+(?P<unit>{_SPAN_WORD})\b"
            r"|both|either|neither|twice|double|dual|couple|pair|once|single|triple|(?-i:III|II|IV))\b",
            re.I,
        ),
        _english_loose,
    ),
]


# ---- Chinese

_HAN_DIGITS = {char: value for value, chars in enumerate(
    ("〇零○", "一壹", "二兩两貳贰", "三叁參叄", "四肆", "五伍", "六陸陆", "七柒", "八捌", "九玖")) for char in chars}  # fmt: skip
_HAN_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "萬": 10**4, "万": 10**4,
               "億": 10**8, "亿": 10**8, "兆": 10**12}  # fmt: skip
_HAN_TENS = {"廿": 20, "卅": 30}
# Numerals of cheques are everyday words too (參加, 大陸): they count only before a scale or 元.
_HAN = r"(?:[〇零○一二兩两三四五六七八九廿卅十百萬万億亿兆佰仟]|千(?![克瓦米卡])|[壹貳贰叁參叄肆伍陸陆柒捌玖](?=[拾佰仟萬万億亿元圓])|(?<=[壹貳贰叁參叄肆伍陸陆柒捌玖])拾)"
_SCALE = r"(?:[十百萬万億亿兆佰仟]|千(?![克瓦米卡]))"
_CHINESE_NUMBER = re.compile(
    rf"(?P<tag>[A-Za-z]+-?(?=\d))?(?P<nth>第\s?)?(?P<about>[數数幾几上近好](?={_SCALE}))?"
    rf"(?P<run>{_ARABIC}(?:{_SCALE}+(?:{_ARABIC})?)*|{_HAN}+(?:[點点][〇零○一二三四五六七八九]+)?)"
    r"(?P<letter>[A-Z](?![A-Za-z$]))?(?P<again>\s?[(]\d+[)])?"
)


def chinese_amount(run: str) -> Fraction:
    """The number that a run of digits, Han numerals and scales writes.

    >>> chinese_amount("1億2,000萬"), chinese_amount("二〇二六"), chinese_amount("一百五")
    (Fraction(120000000, 1), Fraction(2026, 1), Fraction(150, 1))
    """
    if not any(char in _HAN_SCALES or char in _HAN_TENS for char in run):
        return _positional(run)
    total = section = Fraction(0)
    current: Fraction | None = None
    scale = big = 0
    for part in _RUN_PART.findall(run):
        if part in _HAN_SCALES:
            scale = _HAN_SCALES[part]
            if scale < 10**4:
                section, current = section + (1 if current is None else current) * scale, None
                continue
            section += current or 0
            total = (total + (section or 1)) * scale if scale > big else total + (section or 1) * scale
            section, current, big = Fraction(0), None, scale
        elif part in _HAN_TENS:
            section += _HAN_TENS[part]
        else:
            current = _positional(part)
            scale = 0 if part in "〇零○" else scale
    if current is not None and run[-1] in _HAN_DIGITS and scale >= 100 and run[-2] in _HAN_SCALES:
        current = current * scale / 10  # 一百五 is 150, 一百零五 is 105
    return total + section + (current or 0)


_RUN_PART = re.compile(rf"{_ARABIC}|[{''.join(_HAN_SCALES)}{''.join(_HAN_TENS)}]|[^\d]")


def _positional(run: str) -> Fraction:
    digits = "".join(str(_HAN_DIGITS.get(char, "." if char in "點点" else char)) for char in run)
    return _digits(digits) if re.fullmatch(r"[\d,]*\d(?:\.\d+)?", digits) else Fraction(0)


def _digits(text: str) -> Fraction:
    """A number in digits; of a row of digits too long to be one, the beginning."""
    return Fraction(text.replace(",", "")[:_LONGEST].rstrip("."))


def _chinese_number(match: re.Match[str]) -> list[Value]:
    run, (start, end) = match["run"], match.span("run")
    if match["about"]:
        return []
    if run.count(".") > 1:
        return [Value(start, end, "number", run)]
    end = match.end("again") if match["again"] else end
    pair = _neighbours(run)
    if pair:
        last = _chinese_unit(match, start, end, Fraction(pair[1]))
        return [
            replace(_like(_number(start, start + 1, Fraction(pair[0])), last), optional=True),
            replace(last, optional=True),
        ]
    amount = chinese_amount(run)
    one = _chinese_unit(match, start, end, amount)
    loose = (
        run in ("一", "壹", "1", "零", "〇") or run[0] in "百千萬万億亿" or match["tag"] or match["letter"]
    )
    loose = loose or match.string[end : end + 1] in ("幾", "几")
    if loose and not (run in ("一", "壹", "1") and one.plain != 1 and one.kind == "number"):
        one = replace(one, optional=True)
    return [one]


def _neighbours(run: str) -> tuple[int, int] | None:
    """Two digits that mean either of them: 兩三個月."""
    if len(run) != 2 or any(char not in _HAN_DIGITS for char in run):
        return None
    first, second = _HAN_DIGITS[run[0]], _HAN_DIGITS[run[1]]
    return (first, second) if 0 < first == second - 1 or run == "三五" else None


def _chinese_unit(match: re.Match[str], start: int, end: int, amount: Fraction) -> Value:
    text = match.string
    before = _CURRENCY_BEFORE.search(text, max(0, start - 8), start)
    unit = None if match["nth"] else _CHINESE_UNIT.match(text, end)
    if (
        unit
        and unit["unit"]
        and (_NOT_UNIT.match(text, unit.start("unit")) or (unit["unit"] == "成" and unit["piece"]))
    ):
        unit = None
    if before:
        after = unit.end() if unit and unit["currency"] else end
        return _sum(before.start(1), after, amount, _BEFORE[before[1]])
    if not unit or (unit["unit"] == "月" and not unit["piece"]):
        return _without_unit(match, start, end, amount)
    if unit["half"] or unit["after"]:
        amount += Fraction(1, 2)
    if unit["currency"]:
        return _sum(start, unit.end(), amount, _AFTER_CHINESE[unit["currency"]])
    kind, size = _CHINESE_UNITS[unit["unit"]]
    one = _measured(start, unit.end(), amount, kind, size, False)
    if unit["unit"] == "年" and 100 <= amount <= 199:
        return replace(one, others=(("date", f"{amount + 1911}-?-?", ""),))
    if unit["unit"] == "日" and 1 <= amount <= 31:
        return replace(one, others=(("date", f"?-?-{amount}", ""),))
    return one


def _without_unit(match: re.Match[str], start: int, end: int, amount: Fraction) -> Value:
    if re.fullmatch(r"(?:19|20)\d\d", match["run"]) and not match["nth"]:
        return replace(date(start, end, int(amount), None, None), others=(("number", amount, ""),))
    return _number(start, end, amount)


def _chinese_day(match: re.Match[str]) -> list[Value] | None:
    """`2026年3月3日`, `民國115年`, `3月至5月`, `3月1日`."""
    year = _chinese_year(match)
    if match["year"] and year is None:
        return None
    months = [_part(match, name) for name in ("from", "month")]
    days = [_part(match, name) for name in ("first", "day")]
    last = date(*match.span(), year, months[1], days[1])
    if months[0]:
        return _checked(
            date(*match.span("from"), year, months[0], None),
            date(match.start("month"), match.end(), year, months[1], None),
        )
    if days[0]:
        return _checked(
            date(match.start(), match.end("first"), year, months[1], days[0]),
            date(match.start("day"), match.end(), year, months[1], days[1]),
        )
    return _checked(last)


def _part(match: re.Match[str], name: str) -> int | None:
    return int(chinese_amount(match[name])) if match[name] else None


def _chinese_year(match: re.Match[str]) -> int | None:
    """The year of our era, if the words are a year at all."""
    if not match["year"]:
        return None
    amount = int(chinese_amount(match["year"]))
    if match["roc"]:
        return amount + 1911 if 0 < amount < 300 else None
    if match["month"] and len(match["year"]) <= 4 and 38 <= amount <= 199:
        return amount + 1911
    return amount if 1500 <= amount < 2200 and len(match["year"]) == 4 else None


_HAN_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_CHINESE_TO = r"\s?(?:至|到|-|–|—|~|、|及|與|与|和|或)\s?"
_CHINESE_DATE = re.compile(
    r"(?<![\d.,])(?:(?P<roc>(?:中華|中华)?民[國国]\s?)?(?P<year>\d{2,4}|[〇零○一二三四五六七八九十百]{2,6})\s?年\s?(?:度|代)?(?:間)?)?"
    rf"(?:(?:(?P<from>{_HAN_SMALL})月?{_CHINESE_TO})?(?<![\d.,])(?P<month>{_HAN_SMALL})\s?月(?:份|底|初|中旬|間)?\s?"
    rf"(?:(?:(?P<first>{_HAN_SMALL})日?{_CHINESE_TO})?(?<![\d.,])(?P<day>{_HAN_SMALL})\s?[日號号](?!碼|码|線|线|櫃|[圓元幣币本]))?)"
)
_CHINESE_YEAR = re.compile(
    r"(?<![\d.,])(?P<roc>(?:中華|中华)?民[國国]\s?)?(?P<year>\d{1,4}|[〇零○一二三四五六七八九十百]{1,6})\s?年(?P<month>(?!.))?",
    re.S,
)


def _chinese_year_only(match: re.Match[str]) -> list[Value] | None:
    year = _chinese_year(match)
    return None if year is None else [date(*match.span(), year, None, None)]


def _chinese_weekday(match: re.Match[str]) -> list[Value]:
    return [
        Value(
            match.start() if name == "first" else match.start(name),
            match.end(name),
            "weekday",
            str("一二三四五六日天".index(match[name]) % 7 + 1 if match[name] != "天" else 7),
        )
        for name in ("first", "last")
        if match[name]
    ]


_PERIODS = {"上午": "am", "早上": "am", "清晨": "am", "凌晨": "am", "早晨": "am", "下午": "pm", "晚上": "pm", "晚間": "pm",
            "晚间": "pm", "傍晚": "pm", "中午": "noon", "正午": "noon", "午夜": "am", "深夜": "either"}  # fmt: skip
_PERIOD = "|".join(_PERIODS)
_CHINESE_CLOCK = re.compile(
    rf"(?P<period>{_PERIOD})?\s?(?P<range>(?<=[至到~–-])|)(?<![\d.,第])(?P<hour>{_HAN_SMALL})"
    r"(?:(?P<sign>時|时|點|点)(?![間间候代常效尚])(?:(?P<minute>\d{1,2}|[〇零一二三四五六七八九十]{1,3})分|(?P<half>半)|整|鐘|钟)?"
    r"|:(?P<colon>[0-5]\d)(?![\d:]))"
)


def _chinese_clock(match: re.Match[str]) -> list[Value] | None:
    """`下午5時30分`, `三點半`, `9:00`; `三點` may be three points, and `9時` just 9 in English."""
    hour = int(chinese_amount(match["hour"]))
    minute = int(match["colon"] or chinese_amount(match["minute"] or "〇")) + (30 if match["half"] else 0)
    half = _PERIODS.get(match["period"] or "", "")
    if half == "noon":
        half = "am" if hour == 11 else "pm"
    if not half:
        exact = match["colon"] and match["range"] is None
        half = "either" if not exact and (match["sign"] or _after_range(match)) else ""
    one = _clock(*match.span(), hour, minute, half)
    if one is None:
        return None
    bare = match["sign"] and not (match["period"] or match["minute"] or match["half"])
    if bare:
        one = replace(one, others=(*one.others, ("number", Fraction(hour), "")))
    return [replace(one, optional=hour == 1 and not match["period"])]


def _after_range(match: re.Match[str]) -> bool:
    """Whether the clock is the end of a range whose beginning may say morning or afternoon."""
    before = match.string[max(0, match.start() - 16) : match.start()].rstrip()
    return before[-1:] in tuple("至到~–-") and any(period in before for period in _PERIODS)


def _chinese_fraction(match: re.Match[str]) -> list[Value]:
    below = chinese_amount(match["below"])
    value = chinese_amount(match["above"]) / below if below else Fraction(0)
    return [_measured(*match.span(), value, "ratio", 1, False)]


def _chinese_half(match: re.Match[str]) -> list[Value]:
    return [_measured(*match.span(), Fraction(1, 2), "ratio", 1, match[0][0] in "上下")]


def _chinese_half_of(match: re.Match[str]) -> list[Value]:
    kind, size = _CHINESE_UNITS[match["unit"]]
    return [_measured(*match.span(), Fraction(1, 2), kind, size, False)]


def _discount(match: re.Match[str]) -> list[Value]:
    """`8折` is 80% of the price, which English may call 20% off."""
    digits = str(chinese_amount(match[1]))
    return [Value(*match.span(), "number", Fraction(int(digits), 10 ** len(digits)), "paid")]


def _chinese_loose(match: re.Match[str]) -> list[Value]:
    """Words that say two without having to: 兩者, 雙方, 其次."""
    return [_number(*match.span(), Fraction(2), True)]


_CHINESE: list[tuple[re.Pattern[str], Read]] = [
    (re.compile(rf"7-ELEVEN|{'|'.join(' '.join(_rows('not_numbers.txt')).split())}", re.I), lambda match: []),
    (_NUMERIC_DATE, _numeric_date),
    (_CHINESE_DATE, _chinese_day),
    (_CHINESE_YEAR, _chinese_year_only),
    (
        re.compile(
            r"(?:星期|禮拜|礼拜|[週周])(?P<first>[一二三四五六日天])(?:\s?[至到~、–-]\s?(?:星期|禮拜|礼拜|[週周])?(?P<last>[一二三四五六日天])(?!個|个|天))?"
        ),
        _chinese_weekday,
    ),
    (
        re.compile(rf"百分之(?P<above>{_ARABIC}|{_HAN}+(?:[點点][〇零○一二三四五六七八九]+)?)(?P<below>)"),
        lambda match: [
            _measured(*match.span(), chinese_amount(match["above"]), "ratio", Fraction(1, 100), False)
        ],
    ),
    (
        re.compile(rf"(?P<below>\d{{1,4}}|{_HAN}{{1,4}})分之(?P<above>\d{{1,4}}|{_HAN}{{1,4}})"),
        _chinese_fraction,
    ),
    (
        re.compile(
            rf"(?<=[{MASK}\d])\s?[(](?P<first>[一二三四五六日])(?:[、至~-](?P<last>[一二三四五六日]))?[)]"
        ),
        _chinese_weekday,
    ),
    (_CHINESE_CLOCK, _chinese_clock),
    (re.compile(r"中午|正午|午夜"), _noon),
    (_PHONE, _phone),
    (re.compile(r"([1-9]\d?|[一二三四五六七八九]{1,2})折"), _discount),
    (
        re.compile(
            r"(?<![\d〇零一二兩两三四五六七八九十百])[兩两二](?:者|國|国|地|邊|边|端|方)|[雙双](?:方|重|向|邊|边)|其次"
        ),
        _chinese_loose,
    ),
    (re.compile(r"一半(?![年個个天日小])|[減减折]半|半數|半数|半價|半价|[上下]半年"), _chinese_half),
    (_CHINESE_NUMBER, _chinese_number),
    (re.compile(r"半(?:個|个)?(?P<unit>年|月|天|日|小時|小时|鐘頭|钟头)"), _chinese_half_of),
]
# What every value has one of: most texts have none, and are not read further.
_ANY_VALUE = re.compile(
    rf"[\d{''.join(_HAN_DIGITS)}{''.join(_HAN_SCALES)}{''.join(_HAN_TENS)}半雙双午週周]|星期|[禮礼]拜|其次"
    rf"|\b(?:{_ANY_WORD}|{'|'.join(_ORDINALS)}|{'|'.join(_LOOSE_WORDS)}|half|noon|midnight|an?|per|each|every"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
    r"|January|February|March|April|August|September|October|November|December)\b",
    re.I,
)
_READERS: dict[str, tuple[tuple[re.Pattern[str], Read], ...]] = {"en": tuple(_ENGLISH), "zh": tuple(_CHINESE)}
