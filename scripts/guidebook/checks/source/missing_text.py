"""Every text is written in every authored language.

Authority: this project's first promise to its readers (one source, every edition). A page
with a gap is rendered with a visible mark where the text should be; it is not published.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook import load
from guidebook.book import Book
from guidebook.finding import Finding


def check(book: Book) -> Iterator[Finding]:
    """One finding for each text and authored language that lacks it, at the text that is there."""
    glossary = (term.names for term in book.terms.values() if "en" in term.names)
    for texts in (*load.texts(book, partial=False), *glossary):
        for language in book.site.authored:
            if language.locale not in texts:
                written = next(iter(texts.values()))
                yield Finding(
                    written.at, f"no {language.locale} text beside this one; write '{language.locale}:'"
                )
