"""Every question and step names an official source, or says why it is not confirmed.

Authority: content/sources.yml, whose marks say how far a page may be relied on: a mark that
begins with `official` is of an authority, also when read through a copy or the press.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook.book import Book, Question, Step
from guidebook.finding import Finding


def check(book: Book) -> Iterator[Finding]:
    """One finding for each question and step without one, where it begins."""
    for _, page in book.pages():
        for unit in page.units:
            if not isinstance(unit, (Question, Step)) or unit.unconfirmed:
                continue
            marks = {
                book.sources[name.value].mark for name in unit.sources or () if name.value in book.sources
            }
            if not any(mark.startswith("official") for mark in marks):
                found = f"only {', '.join(sorted(marks))}" if marks else "none"
                yield Finding(
                    unit.at,
                    f"'{unit.id}' names no official source ({found}); add one to 'sources:', or say in 'unconfirmed:' why there is none",
                )
