"""A hand-written text of a derived language is looked at again when its origin changes.

Authority: this project's promise that one change reaches every edition: an override would
silently keep what its origin no longer says. It is a warning until somebody has looked.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook import ledger as ledgers
from guidebook.book import Book
from guidebook.finding import Finding
from guidebook.ledger import Ledger


def check(book: Book, ledger: Ledger | None = None) -> Iterator[Finding]:
    """One finding for each override whose recorded origin is no longer the text beside it."""
    recorded = ledgers.recorded(ledger) if ledger else {}
    for one in ledgers.hand_written(book) if recorded else ():
        if recorded.get(one.name, one.origin) != one.origin:
            yield Finding(
                one.at,
                f"the text this was made from has changed; correct or remove it, then `guidebook review accept-overrides {one.name}`",
                severity="warning",
            )
