"""What a check says about a place in the content, a text or the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from guidebook.source import Location


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Where something is wrong, what to write instead, and which check says so.

    `severity` is error or warning. `end` is the place behind the words, where they are
    known; `replacement` what to put there, where there is one right answer. `says` gives
    the message in other languages than English.
    """

    at: Location
    message: str
    check: str = ""
    severity: str = "error"
    end: Location | None = None
    replacement: str | None = None
    says: Mapping[str, str] = field(default_factory=dict, compare=False)

    def message_in(self, language: str) -> str:
        """The message in a language, in English where there is no other."""
        return self.says.get(language, self.message)

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.at}: {warning}{self.message} [{self.check}]"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep a site from being published."""
    return [one for one in findings if one.severity == "error"]
