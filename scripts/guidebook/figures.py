"""Figures as they are written in content (`5000 TWD`, `2-3 months`) and as each language shows them.

Dates, numbers and units are formatted by Babel from CLDR. Two house rules come on top: no
typed space between Han characters and digits, and currencies in the words that
content/currencies.yml gives (CLDR writes $5,000 for New Taiwan dollars in zh-Hant).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

_UNITS = ("day", "week", "month", "year")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=\d)|(?<=\d) (?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number."""

    value: Decimal

    @classmethod
    def parse(cls, text: str) -> Number:
        return cls(_decimal(text))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and its ISO 4217 code."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Money:
        match = re.fullmatch(r"([0-9.]+) ([A-Z]{3})", text)
        if not match:
            raise ValueError("write an amount and an ISO 4217 code, such as '5000 TWD'")
        return cls(_decimal(match[1]), match[2])


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, or a range of it (`low` and `high` differ), in one unit."""

    low: int
    high: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        match = re.fullmatch(r"([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))? (day|week|month|year)s?", text)
        if not match:
            raise ValueError(
                "write a number and days, weeks, months or years, such as '90 days' or '2-3 months'"
            )
        low, high = int(match[1]), int(match[2] or match[1])
        if low > high:
            raise ValueError(f"write the smaller number first, such as '{high}-{low} {match[3]}s'")
        return cls(low, high, match[3])


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known: year, month, day, or only the first one or two."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Day:
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
        if not match:
            raise ValueError("write a date as 2021-03-01, 2021-03 or 2021")
        parts = [int(part) for part in match.groups() if part]
        try:
            datetime.date(*[*parts, 1, 1][:3])
        except ValueError as error:
            raise ValueError(f"no such date: {error}") from None
        return cls(*parts)

    @property
    def iso(self) -> str:
        """The date as it is written, `2021-03-01` (ISO 8601); such texts sort by time."""
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)


Figure = Number | Money | Duration | Day


@dataclass(frozen=True, slots=True)
class Formats:
    """How one language writes figures.

    `cldr` is the CLDR locale (`en_SG`, `zh_Hant_TW`); `currencies` gives for each ISO 4217
    code a pattern with `#` for the number; `range` is a pattern with `{low}` and `{high}`.
    """

    cldr: str
    currencies: Mapping[str, str]
    range: str


def show(figure: Figure, formats: Formats) -> str:
    """A figure in the words of one language."""
    match figure:
        case Number(value):
            shown = _number(value, formats)
        case Money(amount, currency):
            pattern = formats.currencies.get(currency, f"{currency} #")
            shown = pattern.replace("#", _number(amount, formats))
        case Duration():
            shown = _duration(figure, formats)
        case Day():
            shown = _day(figure, _locale(formats.cldr))
    return _HAN_GAP.sub("", shown)


def _number(value: Decimal, formats: Formats) -> str:
    return format_decimal(value, locale=_locale(formats.cldr))


def _duration(figure: Duration, formats: Formats) -> str:
    shown = _unit(figure.high, f"duration-{figure.unit}", _locale(formats.cldr))
    if figure.low == figure.high:
        return shown
    span = formats.range.format(low=figure.low, high=figure.high)
    return shown.replace(str(figure.high), span, 1)


def _unit(count: int, unit: str, locale: Locale) -> str:
    # In CLDR the long Chinese patterns are aliases of the short ones, which Babel does not follow.
    shown = format_unit(count, unit, "long", locale=locale)
    return format_unit(count, unit, "short", locale=locale) if unit in shown else shown


def _day(figure: Day, locale: Locale) -> str:
    date = datetime.date(figure.year, figure.month or 1, figure.day or 1)
    if figure.month is None:
        return format_skeleton("y", date, locale=locale)
    if figure.day is None:
        return format_skeleton("yMMMM", date, locale=locale)
    return format_date(date, "long", locale=locale)


@cache
def _locale(cldr: str) -> Locale:
    return Locale.parse(cldr)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,4})?", text):
        raise ValueError("write a number, such as '13' or '2.5'")
    return Decimal(text)
