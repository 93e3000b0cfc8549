"""What a check says about a place in the content or the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guidebook.source import Location


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault that does not keep the content from being read: where, what to write, which check."""

    at: Location
    message: str
    check: str = ""

    def __str__(self) -> str:
        return f"{self.at}: {self.message} [{self.check}]"


def summary(findings: Iterable[Finding], what: str) -> str:
    """The last line of a report, so that silence is spoken too."""
    found = list(findings)
    if not found:
        return f"No findings in {what}."
    files = len({one.at.file for one in found})
    return f"{len(found)} finding{'s' * (len(found) != 1)} in {files} file{'s' * (files != 1)}."
