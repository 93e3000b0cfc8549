"""A text that somebody has approved has not changed since, nor has what it was read beside.

Authority: this project's promise that what no person has proofread says so. It is a warning:
the text is as right as any that nobody has read yet. In the examples somebody has approved everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook import ledger as ledgers
from guidebook.book import Book
from guidebook.checks.source import Edit
from guidebook.finding import Finding
from guidebook.ledger import Ledger

_PAGE = "content/guides/first/page-1.yml"
BAD = [
    Edit(_PAGE, "第1題說明入境查驗。", "第1題說明出境查驗。"),
    Edit(_PAGE, "It is about entry number 1.", "It is about entry number one."),
]
GOOD = [
    Edit(_PAGE, "order: 1", "order: 2"),
    Edit("content/sources.yml", "https://example.org/page", "https://example.org/moved"),
]


def check(book: Book, ledger: Ledger | None = None) -> Iterator[Finding]:
    """One finding for each unit and language whose approval has lapsed, and for each line that cannot be read."""
    if ledger is None:
        return
    for fault in ledger.faults:
        says = {"zh-Hant": "審閱紀錄的這一行無法讀取；請修正或刪除這一行"}
        yield Finding(fault.at, fault.message, says=says)
    for one in ledgers.status(book, ledger) if ledger.reviews else ():
        if one.state == "lapsed" and one.review:
            yield Finding(
                one.reading.at,
                f"the {one.reading.locale} text has changed since {one.review.who} approved it ({one.review.when[:10]}); "
                f"have it read, then `guidebook review sign {one.reading} --locale {one.reading.locale}`",
                severity="warning",
                says={
                    "zh-Hant": f"{one.review.who}於{one.review.when[:10]}核可後，{one.reading.locale}內文已有變動；"
                    f"請重新審閱，再執行「guidebook review sign {one.reading} --locale {one.reading.locale}」"
                },
            )
