"""Quotation marks are 「」 with 『』 inside them in Taiwan, and “” with ‘’ inside them in mainland China.

Authority: 教育部《重訂標點符號手冊》 (2008), 引號; GB/T 15834-2011, 4.8.

Straight quotation marks and those of the other side are wrong beside Chinese words. A quotation
wholly in Latin letters within Latin text is its author's. Where marks do not pair up, only a
person knows which is missing, and nothing else in that paragraph is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guidebook.checks.text import Bad, Good
from guidebook.markup import MASK
from guidebook.passage import Found, Passage
from guidebook.typography import HAN, PARAGRAPH_END, Gaps, has_han, is_han

BAD = [
    Bad("zh-Hant", "請出示“虛擬卡”。", ("“", "”"), "「"),
    Bad("zh-Hant", "請出示\"虛擬卡\"或'實體卡'。", ('"', '"', "'", "'"), "「"),
    Bad("zh-Hant", "他說：「請看「說明」。」", ("「", "」"), "『"),
    Bad("zh-Hant", "稱為『虛擬卡』。", ("『", "』"), "「"),
    Bad("zh-Hant", "請按“APEC”鍵", ("“", "”"), "「"),
    Bad("zh-Hans", "请出示「虚拟卡」。", ("「", "」"), "“"),
    Bad("zh-Hans", "他说：“请看“说明”。”", ("“", "”"), "‘"),
    Bad("zh-Hant", "稱為「虛擬卡。", "「"),
]
GOOD = [
    Good("zh-Hant", "他說：「請看『說明』。」"),
    Good("zh-Hans", "他说：“请看‘说明’。”"),
    Good("zh-Hant", "請參閱the traveller’s card, “Terms of use” page 3"),
    Good("zh-Hant", '<img src="/a.png" alt="虛擬卡">\n\n[頁](/a "標題")\n\n!!! note "注意"\n    內容'),
    Good("zh-Hant", '螢幕為5"與6"兩種'),
    Good("zh-Hans", "持卡人称为“ABTC holder”，写作don’t即可"),
    Good("en", 'The "virtual card", or 「虛擬卡」.'),
]

_LEVELS = {"zh-Hant": ("「」", "『』"), "zh-Hans": ("“”", "‘’")}
_CLOSING = {"「": "」", "『": "』", "“": "”", "‘": "’", "〝": "〞"}
_STRAIGHT = '"＂'
_CHINESE_MARKS = frozenset("「」『』〝〞")
_MARK = re.compile("[「」『』“”‘’〝〞\"＂']")
# Lines whose quotation marks are Markdown's: containers with a title, and link definitions.
_MARKDOWN_LINE = re.compile(r"^(?:[ \t]*(?:!!!|\?\?\?|===)| {0,3}\[[^\]\n]+\]:)[^\n]*", re.M)
_AROUND_HAN = re.compile(
    rf"'(?=[{HAN}])(?<![A-Za-z0-9]')[^'\"＂「」『』“”‘’〝〞\n|]*(?<=[{HAN}])'(?![A-Za-z0-9])"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark, whether it opens or closes a quotation, and whether Han is beside it."""

    at: int
    char: str
    closed_by: str | None
    beside_han: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """A quotation from mark to mark."""

    opening: _Mark
    closing: _Mark


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each mark that should be another, or that has no counterpart."""
    levels = _LEVELS.get(passage.locale)
    if levels is None:
        return
    if not _MARK.search(passage.prose):
        return
    for marks in _paragraphs(passage):
        pairs, single = _paired(marks)
        for mark in single:
            if mark.beside_han or mark.char in _CHINESE_MARKS:
                yield _unpaired(mark)
        yield from _wrong(passage.prose, pairs, levels, certain=not single)


# ---- finding the marks


def _paragraphs(passage: Passage) -> Iterator[list[_Mark]]:
    """The marks of each paragraph that has any."""
    prose, gaps = _without_markdown_lines(passage.prose), Gaps(passage.prose)
    singles = {at for match in _AROUND_HAN.finditer(prose) for at in (match.start(), match.end() - 1)}
    places: list[int] = []
    for match in _MARK.finditer(prose):
        at = match.start()
        if match.group() == "'" and at not in singles:
            continue
        if places and PARAGRAPH_END.search(prose, places[-1], at):
            yield _marks(passage, gaps, places)
            places = []
        places.append(at)
    if places:
        yield _marks(passage, gaps, places)


def _without_markdown_lines(prose: str) -> str:
    if any(sign in prose for sign in ("!!!", "???", "===", "]:")):
        return _MARKDOWN_LINE.sub(lambda match: MASK * len(match.group()), prose)
    return prose


def _marks(passage: Passage, gaps: Gaps, places: list[int]) -> list[_Mark]:
    prose = passage.prose
    opens = _straight(passage, places)
    marks: list[_Mark] = []
    for at in places:
        char = prose[at]
        if char == "'":
            closed_by = None if marks and marks[-1].closed_by == "'" else "'"
        elif char in _STRAIGHT:
            if at not in opens:
                continue
            closed_by = '"' if opens[at] else None
        elif char in "‘’" and _is_apostrophe(prose, at):
            continue
        else:
            closed_by = _CLOSING.get(char)
        marks.append(_Mark(at, char, closed_by, gaps.at(at).beside_han))
    return marks


def _straight(passage: Passage, places: list[int]) -> dict[int, bool]:
    """The straight marks of a paragraph that quote, and whether each opens; none where that is not clear."""
    prose, text = passage.prose, passage.text
    found: dict[int, bool] = {}
    opening, attribute = True, False
    for at in places:
        if prose[at] not in _STRAIGHT:
            continue
        before, after = prose[max(at - 1, 0) : at], prose[at + 1 : at + 2]
        if attribute or (opening and before == MASK and text[at - 1] in "= "):
            attribute = not attribute
        elif opening and before.isdigit():  # inches
            continue
        elif (after if opening else before).strip() == "":
            return {}
        else:
            found[at] = opening
            opening = not opening
    return found if opening else {}


def _is_apostrophe(prose: str, at: int) -> bool:
    """Whether this follows a Latin letter and closes no quotation that opened shortly before."""
    if prose[at] != "’" or not _is_latin(prose[max(at - 1, 0) : at]) or is_han(prose[at + 1 : at + 2]):
        return False
    start = prose.rfind("‘", max(at - 200, 0), at)
    return _is_latin(prose[at + 1 : at + 2]) or start < 0 or "’" in prose[start:at]


def _is_latin(char: str) -> bool:
    return char.isalnum() and not is_han(char)


# ---- pairing them


def _paired(marks: Iterable[_Mark]) -> tuple[list[_Pair], list[_Mark]]:
    """The quotations of a paragraph in order, and the marks without a counterpart."""
    pairs: list[_Pair] = []
    single: list[_Mark] = []
    stack: list[_Mark] = []
    waiting: dict[str, int] = {}
    for mark in marks:
        if mark.closed_by:
            stack.append(mark)
            waiting[mark.closed_by] = waiting.get(mark.closed_by, 0) + 1
            continue
        kind = '"' if mark.char in _STRAIGHT else mark.char
        if not waiting.get(kind):
            single.append(mark)
            continue
        while True:
            opened = stack.pop()
            waiting[opened.closed_by or ""] -= 1
            if opened.closed_by == kind:
                break
            single.append(opened)
        pairs.append(_Pair(opened, mark))
    return sorted(pairs, key=lambda pair: pair.opening.at), sorted(single + stack, key=lambda mark: mark.at)


def _wrong(prose: str, pairs: list[_Pair], levels: tuple[str, str], certain: bool) -> Iterator[Found]:
    """The marks of the Chinese quotations that are not those of their level, in pairs."""
    around: list[int] = []
    for pair in pairs:
        while around and around[-1] < pair.opening.at:
            around.pop()
        if not _is_chinese(prose, pair, bool(around)):
            continue
        right = levels[len(around) % 2]
        around.append(pair.closing.at)
        for mark, char in zip((pair.opening, pair.closing), right, strict=True):
            if mark.char != char:
                yield _other(mark, char, right, levels, certain)


def _is_chinese(prose: str, pair: _Pair, inside: bool) -> bool:
    opening, closing = pair.opening, pair.closing
    if opening.beside_han or closing.beside_han or opening.char in _CHINESE_MARKS:
        return True
    # A quotation inside another has been looked through with it.
    return not inside and has_han(prose, opening.at, closing.at)


# ---- saying so


def _other(mark: _Mark, char: str, right: str, levels: tuple[str, str], certain: bool) -> Found:
    decided = mark.char not in "\"＂'〝〞" and mark.char not in "".join(levels)
    says = {
        "en": f"write '{char}', not '{mark.char}': {right} is right here",
        "zh-Hant": f"引號此處用「{char}」，不用「{mark.char}」"
        if char not in "「」"
        else f"此處用{right}，不用{mark.char}",
    }
    return Found(
        mark.at, mark.at + 1, says, char if certain else None, "error" if decided and certain else "warning"
    )


def _unpaired(mark: _Mark) -> Found:
    says = {
        "en": f"'{mark.char}' has no counterpart in this paragraph; add it or take this one away",
        "zh-Hant": f"{mark.char}在本段中沒有成對，請補上另一半或刪去",
    }
    return Found(mark.at, mark.at + 1, says, None, "warning")
