"""What the parts of a book rest on: the one rule of pages, PDFs, data for machines and the page of sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guidebook import inserts, load
from guidebook.book import Book


def cited(book: Book, part: Any) -> tuple[str, ...]:
    """The sources that a part of the book rests on, by name, each once.

    First those that it names, then those of the figures and stays that its texts insert.
    """
    named = (name.value for name in load.names(part))
    return tuple(dict.fromkeys([*named, *_inserted(book, part)]))


def _inserted(book: Book, part: Any) -> Iterator[str]:
    for by_language in load.texts(part):
        for text in by_language.values():
            for match in inserts.INSERT.finditer(text.value):
                kind, _, name = match[1].partition(":")
                if kind == "fact":
                    yield from (one.value for one in book.facts[name].sources)
                elif kind == "stay" and (stay := book.economies[name].stay):
                    yield from (one.value for one in stay.sources or ())
