"""Checks, one a file: `source/` sees the book, `built/` the folder of the built site.

A check module states its rule and the authority behind it in its docstring, and has a
generator `check`. Files in the folder are the list; nothing else is edited to add one.
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from guidebook.book import Book
from guidebook.checks import built, source
from guidebook.finding import Finding


def check_source(book: Book) -> list[Finding]:
    """What the checks of `source/` find in a derived book, in file order."""
    return _all((module, module.check(book)) for module in modules(source))


def check_built(site: Path, book: Book) -> list[Finding]:
    """What the checks of `built/` find in the built site."""
    return _all((module, module.check(site, book)) for module in modules(built))


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
