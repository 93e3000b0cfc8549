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
from bisect import bisect_right
from collections.abc import Iterable, Iterator
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
    if "excuse" not in text:
        return []
    lines = text.split("\n")
    return list(_read(lines, _paragraph_ends(lines)))


def in_yaml(text: str, starts: Iterable[int]) -> list[Excuse]:
    """The excuses in a YAML file whose texts begin in the lines `starts`."""
    if "excuse" not in text:
        return []
    lines = text.split("\n")
    return list(_read(lines, _text_ends(len(lines), sorted(set(starts)))))


def _read(lines: list[str], ends: list[int]) -> Iterator[Excuse]:
    """`ends` gives, for an excuse in each line, the last line it covers."""
    for number, content in enumerate(lines, 1):
        match = _EXCUSE.search(content) if "excuse" in content else None
        if match:
            yield Excuse(match[1], match[2], match[3], number, ends[number - 1])


def _paragraph_ends(lines: list[str]) -> list[int]:
    """For each line the last one before the blank line behind the text that follows it."""
    ends = [len(lines)] * len(lines)
    end = len(lines)
    for index in range(len(lines) - 2, -1, -1):
        follows = lines[index + 1].strip()
        if not follows:
            ends[index] = ends[index + 1]
        else:
            end = end if index + 2 < len(lines) and lines[index + 2].strip() else index + 2
            ends[index] = end
    return ends


def _text_ends(count: int, starts: list[int]) -> list[int]:
    """For each line the one before the text after the next begins."""
    return [
        starts[place + 1] - 1 if (place := bisect_right(starts, line)) + 1 < len(starts) else count
        for line in range(1, count + 1)
    ]
