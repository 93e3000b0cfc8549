"""A source is read again once a year.

Authority: this project's promise that a reader can trust a page's date: `checked:` is the day
somebody last read the source. It is a warning, relative to a day that the command line gives;
without a day nothing is stale, so that no result depends on the clock by itself. The examples
are of 23 November 2026.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator

from guidebook.book import Book
from guidebook.checks.source import Edit
from guidebook.figures import Day
from guidebook.finding import Finding

LIFE_DAYS = 365

_SOURCES = "content/sources.yml"
BAD = [
    Edit(_SOURCES, "checked: 2026-11-22", "checked: 2025-11-22"),
    Edit(_SOURCES, "checked: 2026-11-22", "checked: 2026-11-24"),
]
GOOD = [
    Edit(_SOURCES, "checked: 2026-11-22", "checked: 2025-11-23"),
    Edit(_SOURCES, "checked: 2026-11-22", "checked: 2026-11-23"),
]


def check(book: Book, today: datetime.date | None = None) -> Iterator[Finding]:
    """One finding for each source read longer ago than LIFE_DAYS, or on a day still to come."""
    if today is None:
        return
    for name, source in book.sources.items():
        age = (today - _last_day(source.checked)).days
        read = f"'{name}' was last read on {_written(source.checked)}"
        day = f"「{name}」的查閱日期為{_written(source.checked)}"
        if age > LIFE_DAYS:
            yield Finding(
                source.at,
                f"{read}, {age} days before {today}; read it again and set 'checked:' to that day",
                severity="warning",
                says={
                    "zh-Hant": f"{day}，距{today}已{age}天；請重新查閱，並將「checked:」改為重新查閱的日期"
                },
            )
        elif _first_day(source.checked) > today:
            yield Finding(
                source.at,
                f"{read}, after {today}; correct 'checked:'",
                severity="warning",
                says={"zh-Hant": f"{day}，晚於{today}；請更正「checked:」"},
            )


def _first_day(day: Day) -> datetime.date:
    return datetime.date(day.year, day.month or 1, day.day or 1)


def _last_day(day: Day) -> datetime.date:
    """The last day that a date known only in part may mean."""
    month = day.month or 12
    return datetime.date(day.year, month, day.day or calendar.monthrange(day.year, month)[1])


def _written(day: Day) -> str:
    return "-".join(f"{part:02}" for part in (day.year, day.month, day.day) if part)
