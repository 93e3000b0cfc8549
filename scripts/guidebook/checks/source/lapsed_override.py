"""A hand-written text of a derived language is looked at again when its origin changes.

Authority: this project's promise that one change reaches every edition: an override would
silently keep what its origin no longer says. It is a warning until somebody has looked. In
the examples question 2 is written by hand in Simplified, and its origin is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook import ledger as ledgers
from guidebook.book import Book
from guidebook.checks.source import Edit
from guidebook.finding import Finding
from guidebook.ledger import Ledger

_PAGE = "content/guides/first/page-1.yml"
BAD = [Edit(_PAGE, "zh-Hant: 第2題問的是什麼？", "zh-Hant: 第2題談的是什麼？")]
GOOD = [
    Edit(_PAGE, "zh-Hant: 第1題問的是什麼？", "zh-Hant: 第1題談的是什麼？"),
    Edit(_PAGE, "en: What is question 2 about?", "en: What does question 2 ask?"),
]


def check(book: Book, ledger: Ledger | None = None) -> Iterator[Finding]:
    """One finding for each override whose recorded origin is no longer the text beside it."""
    recorded = ledgers.recorded(ledger) if ledger else {}
    for one in ledgers.hand_written(book) if recorded else ():
        if recorded.get(one.name, one.origin) != one.origin:
            yield Finding(
                one.at,
                f"the text this was made from has changed; correct or remove it, then `guidebook review accept-overrides {one.name}`",
                severity="warning",
                says={
                    "zh-Hant": f"本譯文所據的原文已修改；請修訂或刪除本譯文，再執行「guidebook review accept-overrides {one.name}」"
                },
            )
