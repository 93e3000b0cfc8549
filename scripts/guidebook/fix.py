"""Mend in content/ what has one right answer: findings that carry a replacement."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from guidebook.finding import Finding


def mended(findings: Iterable[Finding], root: Path) -> dict[str, tuple[str, str]]:
    """Each file that would change: its text now, and with the replacements in place.

    A replacement is made only where the file has exactly the words that were found, on one
    line; of two that overlap the first is made, and the next run makes the other.
    """
    usable = (
        one for one in findings if one.replacement is not None and one.end and one.end.line == one.at.line
    )
    changed = {}
    for name, listed in groupby(sorted(usable), key=lambda one: one.at.file):
        text = (root / name).read_text("utf-8")
        lines = text.split("\n")
        done: dict[int, int] = {}  # by line: where the last replacement began, working backwards
        for one in sorted(listed, key=lambda each: (each.at.line, -each.at.column)):
            end = one.end.column if one.end else one.at.column
            if end <= done.get(one.at.line, len(lines[one.at.line - 1]) + 1):
                lines[one.at.line - 1] = _replaced(lines[one.at.line - 1], one.at.column - 1, end - 1, one)
                done[one.at.line] = one.at.column
        if "\n".join(lines) != text:
            changed[name] = (text, "\n".join(lines))
    return changed


def _replaced(line: str, start: int, end: int, one: Finding) -> str:
    return line[:start] + (one.replacement or "") + line[end:]


def write(changed: dict[str, tuple[str, str]], root: Path) -> None:
    """Put the mended texts in place; a file that changed meanwhile is left alone."""
    for name, (before, after) in changed.items():
        path = root / name
        if path.read_text("utf-8") == before:
            beside = path.with_name(f".{path.name}.mending")
            beside.write_text(after, "utf-8", newline="\n")
            beside.replace(path)


def diff(changed: dict[str, tuple[str, str]]) -> str:
    """What would change, as a unified diff."""
    parts = []
    for name, (before, after) in changed.items():
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"a/{name}", f"b/{name}", lineterm="", n=1
        )
        parts.append("\n".join(lines))
    return "\n".join(parts)
