"""Reports of findings: one a file, with one function `report(findings, context) -> str`.

A file in the folder is offered on the command line by its name (`--report sarif`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidebook.finding import Finding


@dataclass(frozen=True, slots=True)
class Context:
    """What a report needs beside the findings.

    `root` is where their files are, `where` what was looked at, in words; `messages` the
    language of the messages; `rules` each check's rule, by its name.
    """

    root: Path
    where: str
    messages: str
    rules: dict[str, str]


Report = Callable[[Sequence[Finding], Context], str]


def names() -> list[str]:
    """The names of the reports there are."""
    return sorted(one.name for one in pkgutil.iter_modules(__path__))


def report(name: str) -> Report:
    """The report of a name."""
    made: Report = importlib.import_module(f"{__name__}.{name}").report
    return made


def plural(count: int, noun: str) -> str:
    """A count with its noun: 1 finding, 2 findings."""
    return f"{count} {noun}{'s' * (count != 1)}"
