"""A text that somebody has approved has not changed since, nor has what it was read beside.

Authority: this project's promise that what no person has proofread says so. It is a warning:
the text is as right as any that nobody has read yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook import ledger as ledgers
from guidebook.book import Book
from guidebook.finding import Finding
from guidebook.ledger import Ledger


def check(book: Book, ledger: Ledger | None = None) -> Iterator[Finding]:
    """One finding for each unit and language whose approval has lapsed, and for each line that cannot be read."""
    if ledger is None:
        return
    for fault in ledger.faults:
        yield Finding(fault.at, fault.message)
    for one in ledgers.status(book, ledger):
        if one.state == "lapsed" and one.review:
            yield Finding(
                one.reading.at,
                f"the {one.reading.locale} text has changed since {one.review.who} approved it ({one.review.when[:10]}); "
                f"have it read, then `guidebook review sign {one.reading} --locale {one.reading.locale}`",
                severity="warning",
            )
