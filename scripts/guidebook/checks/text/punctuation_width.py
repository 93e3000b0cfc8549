"""Punctuation beside Chinese is full-width; letters, digits and English punctuation are half-width.

Authority: 教育部《重訂標點符號手冊》 (2008) and GB/T 15834-2011, both of which give Chinese marks
the width of a character; W3C Requirements for Chinese Text Layout (clreq) for letters and digits.

A mark counts as beside Chinese by the nearest words on its line. Numbers, times, versions,
file names, abbreviations, Latin phrases and the numbers of lists keep half-width marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage
from guidebook.typography import CHINESE, FULL_WIDTH, Gaps, has_han, is_han, repeated_rows

BAD = [
    Bad("zh-Hant", "請先確認,再訂機票。", ",", "，"),
    Bad("zh-Hant", "可以延長嗎?不可以.", ("?", "."), "？"),
    Bad("zh-Hant", "亞太經濟合作會議 (APEC) 核發", (" (", ") "), "（"),
    Bad("zh-Hant", "電話:02-2343-2888", ":", "："),
    Bad("zh-Hant", "**注意**: 請攜帶護照", ": ", "："),
    Bad("zh-Hans", "填写APEC卡号;然后提交!", (";", "!"), "；"),
    Bad("zh-Hant", "停留９０天，持ＡＢＴＣ。", ("９０", "ＡＢＴＣ"), "90"),
    Bad("en", "Show the card， then wait（at most one hour）。", ("，", "（", "）", "。"), ","),
]
GOOD = [
    Good("zh-Hant", "上午10:30起，共1,000人，版本2.1.3，匯率1:30。"),
    Good("zh-Hant", "1. 請備妥護照。\n2. 核發(1)正本。四. 申請書；(一)申請書"),
    Good("zh-Hant", "見[說明](/faq)、![圖](/a.png)與&nbsp;護照&amp;卡片。"),
    Good("zh-Hant", "依U.S. Customs, CBP的說明，用Yahoo!奇摩開啟檔案.pdf。"),
    Good("zh-Hant", "詞語\n:   說明\n\n!!! note\n    內容\n\n[頁面]: /a"),
    Good("zh-Hant", "呼叫f(x)的結果，請電(02)2343-2888。"),
    Good("en", "The card (ABTC) is called 商務旅行卡（實體）, or 虛擬卡。"),
]

# What follows the opening bracket of a list's number or letter, or of a telephone's area code.
_LIST_NUMBER = re.compile(
    r" *(?:[0-9０-９]{1,3}|[A-Za-zＡ-Ｚａ-ｚ]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})? *\)"
)
_MARK = re.compile("[,.;:?!]")
_BRACKET = re.compile("[()（）]")
_FULL_WIDTH_WORD = re.compile("[Ａ-Ｚａ-ｚ０-９]+(?:(?<=[０-９])．[０-９]+)*")
_ENGLISH = re.compile(r"[，。；：？！（）Ａ-Ｚａ-ｚ０-９、]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});$")
_KEY_OR_ICON = re.compile(r"(?:^[ \t]*(?:- )?[a-z][\w.-]*|(?<![\w:]):[a-z][\w+-]*)$", re.M)
_CLOSERS = "」』）)”’》〉】〞＂\"'*"
_HAN_NUMERALS = "一二三四五六七八九十"


# From where to where, the mark, and where it is.
_Span = tuple[int, int, str, int]


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each mark, and for each word of full-width letters."""
    if passage.locale not in CHINESE:
        yield from _in_english(passage.prose)
        return
    brackets = list(_brackets(passage))
    closed = {at for _, _, mark, at in brackets if mark == ")"}
    spans = sorted([*brackets, *_marks(passage, closed)])
    taken = 0
    for start, end, mark, _ in spans:
        start = max(start, taken)
        taken = end
        full = mark.translate(FULL_WIDTH)
        yield Found(start, end, _says(mark, full), full, "warning")
    for match in _FULL_WIDTH_WORD.finditer(passage.prose):
        half = unicodedata.normalize("NFKC", match.group())
        yield Found(match.start(), match.end(), _says(match.group(), half), half, "warning")


@lru_cache(maxsize=256)
def _says(wrong: str, right: str) -> dict[str, str]:
    to, zh = ("full-width", "全形") if wrong.isascii() else ("half-width", "半形")
    return {
        "en": f"write the {to} '{right}', not '{wrong}'",
        "zh-Hant": f"請改用{zh}的「{right}」，不用「{wrong}」",
    }


# ---- marks that stand alone


def _marks(passage: Passage, closed: set[int]) -> Iterator[_Span]:
    prose = passage.prose
    gaps = Gaps(prose)
    repeated = {at for row in repeated_rows(prose) for at in range(*row.span())}
    for match in _MARK.finditer(prose):
        at = match.start()
        if _is_within_a_word(prose, at):
            continue
        gap = gaps.at(at)
        bracketed = prose[at - 1] in "）》" or at - 1 in closed
        if not (gap.left and (bracketed or gap.beside_han)) or at in repeated:
            continue
        if _is_sentence_mark(passage, at, bracketed or is_han(gap.left)):
            yield *gap.with_spaces(at, at + 1), prose[at], at


def _is_within_a_word(prose: str, at: int) -> bool:
    """Whether ASCII letters or digits are on both sides: 1,000, 10:30, archive.pdf."""
    before, after = prose[at - 1 : at], prose[at + 1 : at + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _is_sentence_mark(passage: Passage, at: int, after_chinese: bool) -> bool:
    text, mark = passage.prose, passage.prose[at]
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if before == "\\":
        return False
    if mark == ".":
        return after_chinese and _ends_a_sentence(text, at)
    if mark == "!":
        return after_chinese and after != "["
    if mark == ";":
        return after not in (")", "）") and not _ENTITY.search(text, max(at - 24, 0), at + 1)
    if mark == ":":
        return after not in (")", "）") and passage.text[at - 1] != "]" and not _is_key_or_icon(text, at)
    return True


def _is_key_or_icon(text: str, at: int) -> bool:
    """Whether this colon ends a YAML key or an icon's name."""
    before = text[max(at - 40, 0) : at]
    return before[-1:].isascii() and bool(_KEY_OR_ICON.search(before))


def _ends_a_sentence(text: str, at: int) -> bool:
    """A full stop right after Han, unless it is a list's number or stands within a name."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    if not (is_han(before) or before in _CLOSERS) or (
        after and not after.isspace() and after not in _CLOSERS
    ):
        return False
    if before not in _HAN_NUMERALS:
        return True
    # 四. after a mark or at the start of a line numbers what follows.
    return is_han(text[max(at - 8, 0) : at].rstrip(_HAN_NUMERALS)[-1:])


# ---- brackets


@dataclass(slots=True)
class _Open:
    """A bracket that is open, what is known of its surroundings, and whether Han has come since."""

    at: int
    span: tuple[int, int]
    left: str
    han: bool = False


def _brackets(passage: Passage) -> Iterator[_Span]:
    """The half-width brackets of pairs that hold Han or follow it; what is not a pair is left alone."""
    prose = passage.prose
    if "(" not in prose and ")" not in prose:
        return
    gaps = Gaps(prose)
    stack: list[_Open] = []
    last = after_number = 0
    for match in _BRACKET.finditer(prose):
        at, mark = match.start(), match.group()
        if mark == "(" and (number := _LIST_NUMBER.match(prose, at + 1)):
            after_number = number.end()
        if at < after_number:
            continue
        if stack and prose.find("\n", last, at) >= 0:
            stack.clear()
        if stack and not stack[-1].han:
            stack[-1].han = has_han(prose, last, at)
        last = at
        if mark == "（":
            stack.append(_Open(at, (at, at + 1), ""))
        elif mark == "(":
            gap = gaps.at(at)
            stack.append(_Open(at, gap.with_spaces(at, at + 1), gap.left))
        elif stack:
            opened = stack.pop()
            if stack:
                stack[-1].han |= opened.han
            yield from _pair(passage, opened, at, gaps)


def _pair(passage: Passage, opened: _Open, at: int, gaps: Gaps) -> Iterator[_Span]:
    prose = passage.prose
    pair = prose[opened.at] + prose[at]
    if pair == "（）" or prose[max(opened.at - 1, 0)] in "]\\" or prose[at - 1] == "\\":
        return
    gap = gaps.at(at)
    if pair == "()" and not _is_chinese(prose, opened, at, gap.right):
        return
    if pair[0] == "(":
        yield *opened.span, "(", opened.at
    if pair[1] == ")":
        yield *gap.with_spaces(at, at + 1), ")", at


def _is_chinese(prose: str, opened: _Open, at: int, right: str) -> bool:
    before, after = prose[max(opened.at - 1, 0) : opened.at], prose[at + 1 : at + 2]
    if opened.han:
        return True
    if (before.isalnum() and not is_han(before)) or (after.isdigit() and prose[at - 1].isdigit()):
        return False
    return is_han(opened.left) or (not opened.left and is_han(right))


# ---- English


def _in_english(prose: str) -> Iterator[Found]:
    """Full-width marks and letters of an English text, unless they belong to Chinese words in it."""
    gaps = Gaps(prose)
    for match in _ENGLISH.finditer(prose):
        for at in range(match.start(), match.end()):
            wrong = prose[at]
            if wrong.isalnum() or not gaps.at(at).beside_han:
                right = unicodedata.normalize("NFKC", wrong).translate({0x3001: ",", 0x3002: "."})
                yield Found(at, at + 1, _says(wrong, right), _spaced(prose, at, right), "warning")


def _spaced(prose: str, at: int, right: str) -> str:
    """A half-width mark with the space that a full-width one brings with it."""
    before, after = prose[max(at - 1, 0) : at], prose[at + 1 : at + 2]
    if right == "(":
        return f" {right}" if before.isalnum() else right
    return f"{right} " if right in ",.;:?!)" and after.isalnum() else right
