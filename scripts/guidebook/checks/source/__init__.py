"""Checks of the book.

A check is one file: its docstring states the rule in the first line, then the authority behind
it; `check(book)` is a generator of Finding. `BAD` and `GOOD` are examples, run by the tests:
changes of the invented project (tests/invented.py) in which it must find something, or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from guidebook.checks.example import shown


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the first such place in a file of the project."""

    file: str
    before: str
    after: str

    def __str__(self) -> str:
        return shown(self.file, self.before, self.after)
