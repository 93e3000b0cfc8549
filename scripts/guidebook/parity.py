"""The values of a Chinese text against those of the English it translates, for the parity checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from guidebook.passage import Found, Passage, Severity
from guidebook.values import Reading, Value, find

# Candidates looked at for one value: enough for any page, and no more work for a strange one.
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """Values that the languages do not share: one of each, or one where the other has none."""

    english: Value | None
    chinese: Value | None


def differences(chinese: Passage, kinds: tuple[str, ...]) -> Iterator[Found]:
    """A finding for each value of these kinds that only one of the two languages has."""
    english = chinese.english
    if english is None or chinese.locale == "en":
        return
    only_english, only_chinese = _unshared(english.prose, chinese.prose)
    ours = [one for one in only_english if one.kind in kinds]
    theirs = [one for one in only_chinese if one.kind in kinds]
    for index in range(max(len(ours), len(theirs))):
        yield _finding(
            chinese,
            Difference(
                ours[index] if index < len(ours) else None, theirs[index] if index < len(theirs) else None
            ),
        )


def place(chinese: Passage, start: int) -> tuple[int, int]:
    """Where something that stands at `start` in the English should stand in the Chinese.

    That is the line of the same number if both have as many lines, else the first line.
    """
    english = chinese.english
    lines = _lines(chinese.text)
    if english is not None and len(theirs := _lines(english.text)) == len(lines):
        for ours, (first, last) in zip(lines, theirs, strict=True):
            if first <= start <= last:
                return ours
    return lines[0]


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines with something in them, or the empty beginning of a text without any."""
    found, offset = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((offset + len(line) - len(line.lstrip()), offset + len(line.rstrip())))
        offset += len(line) + 1
    return found or [(0, 0)]


# ---- matching


@dataclass(slots=True)
class _Side:
    """The values of one language that have found no match yet, by what they may agree in."""

    values: list[Value]
    matched: set[int] = field(default_factory=set)
    by_reading: dict[Reading, list[int]] = field(default_factory=dict)
    by_nature: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, one in enumerate(self.values):
            for reading in one.readings:
                self.by_reading.setdefault(reading, []).append(index)
            for nature in _natures(one):
                self.by_nature.setdefault(nature, []).append(index)

    def take(self, indexes: list[int], agrees: Value | None, optional: bool) -> bool:
        """Match the first of these values that is free; `agrees` asks more than the index could."""
        while indexes and indexes[0] in self.matched:
            del indexes[0]
        for position, index in enumerate(indexes[:_NEAR]):
            one = self.values[index]
            if index in self.matched or (one.optional and not optional):
                continue
            if agrees is None or _agree(agrees, one):
                self.matched.add(index)
                del indexes[position]
                return True
        return False


@lru_cache(maxsize=1)  # the three checks of values ask about the same passage in turn
def _unshared(english: str, chinese: str) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    every, theirs = _english(english), _Side(find(chinese, "zh-Hant"))
    ours = list(every)
    for optional in (False, True):
        ours = [one for one in ours if not _matched_by_reading(one, theirs, optional)]
    ours = [one for one in ours if not _matched_by_nature(one, theirs)]
    left = [one for index, one in enumerate(theirs.values) if index not in theirs.matched]
    return _needed(ours, theirs.values), _needed(left, every)


@lru_cache(maxsize=1)  # both Chinese texts in turn are read beside the same English
def _english(text: str) -> tuple[Value, ...]:
    return tuple(find(text, "en"))


def _matched_by_reading(one: Value, side: _Side, optional: bool) -> bool:
    """Whether the other side has the same value; what must be there is matched before what may."""
    if one.optional and not optional:
        return False
    return any(side.take(side.by_reading.get(reading, []), None, optional) for reading in one.readings)


def _matched_by_nature(one: Value, side: _Side) -> bool:
    """Whether the other side has a value that agrees where one of them says less."""
    return any(side.take(side.by_nature.get(nature, []), one, True) for nature in _natures(one))


def _natures(one: Value) -> Iterator[tuple[str, str]]:
    """What two values that agree must have in common: the smallest part of a date, the bare number."""
    for kind, value, _ in one.readings:
        if kind == "date":
            parts = str(value).split("-")
            said = max(index for index, part in enumerate(parts) if part != "?")
            yield f"date {said}", parts[said]
    if one.plain is not None:
        yield "plain", str(one.plain)


def _agree(one: Value, other: Value) -> bool:
    """Whether two values can be the same: dates in all they both say, numbers if one has no unit."""
    if any(
        _dates_agree(str(first[1]), str(second[1]))
        for first in one.readings
        for second in other.readings
        if first[0] == second[0] == "date"
    ):
        return True
    return one.plain is not None and one.plain == other.plain and "" in (one.unit, other.unit)


def _dates_agree(one: str, other: str) -> bool:
    """A year, or a month before a day, may be unsaid: 1 至 5 March 2025."""
    pairs = list(zip(one.split("-"), other.split("-"), strict=True))
    smallest = max(index for index, pair in enumerate(pairs) if pair != ("?", "?"))
    return "?" not in pairs[smallest] and all("?" in pair or pair[0] == pair[1] for pair in pairs)


def _needed(left: list[Value], others: Sequence[Value]) -> tuple[Value, ...]:
    """What must be in the other language: not a year that one of its dates says, nor a small number again."""
    years = {str(one.value).split("-")[0] for one in others if one.kind == "date"}
    small = {one.value for one in others if _is_small(one)}
    return tuple(
        one
        for one in left
        if not (one.optional or _only_year_of(one, years) or (_is_small(one) and one.value in small))
    )


def _is_small(one: Value) -> bool:
    return one.kind == "number" and not one.unit and one.plain is not None and one.plain <= 10


def _only_year_of(one: Value, years: set[str]) -> bool:
    return one.kind == "date" and str(one.value).endswith("-?-?") and str(one.value).split("-")[0] in years


# ---- what is said of it


def _finding(chinese: Passage, different: Difference) -> Found:
    ours, theirs = different.english, different.chinese
    written = _words(chinese.english, ours)
    wrong = _words(chinese, theirs)
    if theirs is None:
        assert ours is not None
        says = {
            "en": f"the English says '{written}', and the Chinese does not: add it",
            "zh-Hant": f"英文有「{written}」，中文沒有，請補上",
        }
        return Found(*place(chinese, ours.start), says, severity=_severity(ours, written))
    if ours is None:
        says = {
            "en": f"the English has nothing for '{wrong}': delete it here, or add it there",
            "zh-Hant": f"英文沒有「{wrong}」，請刪去，或在英文補上",
        }
        return Found(theirs.start, theirs.end, says, severity=_severity(theirs, wrong))
    says = {
        "en": f"the English says '{written}', the Chinese '{wrong}': make them the same",
        "zh-Hant": f"英文是「{written}」，中文是「{wrong}」，請改為一致",
    }
    return Found(theirs.start, theirs.end, says)


def _words(one: Passage | None, value: Value | None) -> str:
    return one.text[value.start : value.end] if one is not None and value is not None else ""


def _severity(one: Value, written: str) -> Severity:
    """A small number in words may be the translator's: `the following`, 下列三項."""
    in_words = not any(char.isdecimal() for char in written)
    return "warning" if in_words and _is_small(one) else "error"
