"""Checks, one a file: `text/` sees a text, `source/` the book, `built/` the built site.

A check module states its rule and the authority behind it in its docstring, and has a
generator `check`. Files in the folder are the list; nothing else is edited to add one.
"""

from __future__ import annotations

import dataclasses
import datetime
import importlib
import inspect
import pkgutil
from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from guidebook import pages
from guidebook.book import Book
from guidebook.checks import built, source, text
from guidebook.finding import Finding
from guidebook.ledger import Ledger


def check_source(
    book: Book, *, today: datetime.date | None = None, ledger: Ledger | None = None
) -> list[Finding]:
    """What the checks of `source/` find in a derived book, in file order.

    A check that asks for `today` or `ledger` is given it; without them it has nothing to say.
    """
    given = {"today": today, "ledger": ledger}
    return _all((module, module.check(book, **_asked(module, given))) for module in modules(source))


def _asked(module: ModuleType, given: dict[str, Any]) -> dict[str, Any]:
    asked = inspect.signature(module.check).parameters
    return {name: value for name, value in given.items() if name in asked}


def check_built(site: Path, book: Book, only: Collection[str] = ()) -> list[Finding]:
    """What the checks of `built/` find in the built site; they share its pages, read once.

    With `only`, just the checks of these names.
    """
    read = pages.read(site, book.site)
    return _all(
        (module, module.check(read, book)) for module in modules(built) if not only or name_of(module) in only
    )


def every() -> list[ModuleType]:
    """All checks there are."""
    return [*modules(source), *modules(text), *modules(built)]


def rules() -> dict[str, str]:
    """Each check's rule, by its name: the first line of its docstring."""
    return {name_of(module): (module.__doc__ or "").partition("\n")[0] for module in every()}


def modules(folder: ModuleType) -> list[ModuleType]:
    """The checks of a folder, by name."""
    names = sorted(one.name for one in pkgutil.iter_modules(folder.__path__))
    return [importlib.import_module(f"{folder.__name__}.{name}") for name in names]


def name_of(module: ModuleType) -> str:
    """A check's name: its file's, with dashes."""
    return module.__name__.rpartition(".")[2].replace("_", "-")


def _all(run: Iterator[tuple[ModuleType, Iterator[Finding]]]) -> list[Finding]:
    return sorted(
        dataclasses.replace(found, check=name_of(module)) for module, findings in run for found in findings
    )
