"""For the terminal: one line a finding, the line it stands in, and a marker under the words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from guidebook.finding import Finding
from guidebook.reports import Context, plural

_WORDS = {
    "en": ("No findings in {where}.", "To see why: guidebook explain {check}", "warning: "),
    "zh-Hant": ("{where}沒有問題。", "說明見：guidebook explain {check}", "提醒："),
}


def report(findings: Sequence[Finding], context: Context) -> str:
    """The findings, a count, and the next step; silence is spoken too."""
    nothing, why, warning = _WORDS.get(context.messages, _WORDS["en"])
    if not findings:
        return nothing.format(where=context.where)
    lines: list[str] = []
    for one in findings:
        kind = warning if one.severity == "warning" else ""
        lines += [
            f"{one.at}: {kind}{one.message_in(context.messages)} [{one.check}]",
            *_shown(one, context.root),
        ]
    files = len({one.at.file for one in findings})
    lines.append(
        f"{plural(len(findings), 'finding')} in {plural(files, 'file')}. {why.format(check=findings[0].check)}"
    )
    return "\n".join(lines)


def _shown(one: Finding, root: Path) -> list[str]:
    """The line of the finding with a marker under its words; nothing where there are no words."""
    if one.end is None or one.end.line != one.at.line:
        return []
    text = _lines(root / one.at.file)
    if one.at.line > len(text):
        return []
    line = text[one.at.line - 1]
    before, words = line[: one.at.column - 1], line[one.at.column - 1 : one.end.column - 1]
    if len(before) > 40:
        before = "…" + before[-40:]
    after = line[one.end.column - 1 :][:40]
    return [f"    {before}{words}{after}", f"    {' ' * _width(before)}{'^' * max(1, _width(words))}"]


@cache
def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
