"""Excuses: a finding that a person has looked at and lets stand, with the reason beside the text.

In YAML a comment on a line of its own before the text, in Markdown a comment of HTML:

    # excuse regional-wording "程序": the name of a form as it is printed
    <!-- excuse regional-wording "程序": the name of a form as it is printed -->

An excuse covers findings of its check about exactly these words in the text that follows:
in YAML up to the next text, in Markdown up to the next blank line. One that covers nothing
is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_EXCUSE = re.compile(r'(?:#|<!--)\s*excuse\s+([a-z-]+)\s+"([^"\n]+)"\s*[:：]?\s*(.*?)\s*(?:-->|$)', re.M)


@dataclass(frozen=True, slots=True)
class Excuse:
    """What is excused and why; `line` is the comment's, from 1, `last` the last line it covers."""

    check: str
    words: str
    reason: str
    line: int
    last: int

    def covers(self, check: str, words: str, line: int) -> bool:
        return self.check == check and self.words == words and self.line < line <= self.last


def in_markdown(text: str) -> list[Excuse]:
    """The excuses in a Markdown text."""
    return [] if "excuse" not in text else list(_read(text, _paragraph_end))


def in_yaml(text: str, starts: Iterable[int]) -> list[Excuse]:
    """The excuses in a YAML file whose texts begin in the lines `starts`."""
    ordered = sorted(set(starts))

    def end(lines: list[str], line: int) -> int:
        """The line before the one where the text after the next begins."""
        following = [start for start in ordered if start > line]
        return following[1] - 1 if len(following) > 1 else len(lines)

    return [] if "excuse" not in text else list(_read(text, end))


def _read(text: str, end: Callable[[list[str], int], int]) -> Iterator[Excuse]:
    lines = text.split("\n")
    for number, content in enumerate(lines, 1):
        match = _EXCUSE.search(content)
        if match:
            yield Excuse(match[1], match[2], match[3], number, end(lines, number))


def _paragraph_end(lines: list[str], line: int) -> int:
    """The last line before the blank line behind the text that follows."""
    last = line
    while last < len(lines) and not lines[last].strip():
        last += 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return last
