"""Checks of a text: of the book's, and of any loose one (`guidebook lint`).

A check is one file:

- the docstring states the rule in its first line, then the authority behind it;
- `BAD` and `GOOD` are examples, run by the tests: what must be found, and what must not be;
- `check(passage, prepared)` is a generator of Found;
- `prepare(book)`, where needed, makes once what `check` then uses for every passage.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bad:
    """A text in which the check must find exactly these words, and what it must put for them."""

    locale: str
    text: str
    found: tuple[str, ...] | str
    replacement: str | None = None
    english: str | None = None

    def __str__(self) -> str:
        right = f"  → {self.replacement}" if self.replacement else ""
        return f"{self.locale}: {self.text}{right}"


@dataclass(frozen=True, slots=True)
class Good:
    """A text in which the check must find nothing: often a known false alarm."""

    locale: str
    text: str
    english: str | None = None

    def __str__(self) -> str:
        return f"{self.locale}: {self.text}"
