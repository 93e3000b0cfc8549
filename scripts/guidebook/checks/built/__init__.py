"""Checks of the built site.

A check is one file: its docstring states the rule in the first line, then the authority behind
it; `check(site, book)` is a generator of Finding. `BAD` and `GOOD` are examples, run by the
tests: changes of the invented site in which it must find something on that page, or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from guidebook.checks.example import shown


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the first such place in a page of the site."""

    page: str
    before: str
    after: str

    def __str__(self) -> str:
        return shown(self.page, self.before, self.after)
