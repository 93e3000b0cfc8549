"""Names are those of the termbase; wording it rejects is not used.

Authority: content/terms.yml, where each row names its own source. A word inside a longer
one that the termbase accepts is not meant: the longest match wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.book import Book
from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage

BAD = [
    Bad("zh-Hant", "請出示電子卡。", "電子卡", "虛擬卡"),
    Bad("zh-Hans", "请出示电子卡。", "电子卡", "虚拟卡"),
]
GOOD = [
    Good("zh-Hant", "請出示虛擬卡。"),
    Good("zh-Hant", "見`電子卡`與[連結](/電子卡)。"),
    Good("zh-Hans", '繁体作<span lang="zh-Hant">電子卡</span>。'),
]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: which are rejected, and what to write for each."""

    finder: AhoCorasick
    words: tuple[str, ...]
    right: tuple[str | None, ...]


def prepare(book: Book) -> dict[str, Words]:
    """The rejected wording of each language, among the names that are accepted."""
    made = {}
    for language in book.site.languages:
        locale = language.locale
        words: dict[str, str | None] = {}
        for term in book.terms.values():
            for wrong in (term.rejected or {}).get(locale, ()):
                words[wrong.value] = term.names[locale].value if locale in term.names else ""
        for term in book.terms.values():
            if locale in term.names:
                words[term.names[locale].value] = None
        made[locale] = Words(
            AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), tuple(words), tuple(words.values())
        )
    return made


def check(passage: Passage, prepared: dict[str, Words]) -> Iterator[Found]:
    """One finding for each rejected word."""
    rejected = prepared.get(passage.locale)
    if rejected is None:
        return
    for index, start, end in rejected.finder.find_matches_as_indexes(passage.prose):
        wrong, right = rejected.words[index], rejected.right[index]
        if right is None or _inside_latin_word(passage.prose, start, end):
            continue
        yield Found(
            start,
            end,
            {
                "en": f"write '{right}', not '{wrong}'" if right else f"do not write '{wrong}'",
                "zh-Hant": f"請寫「{right}」，不寫「{wrong}」" if right else f"不寫「{wrong}」",
            },
            right or None,
        )


def _inside_latin_word(prose: str, start: int, end: int) -> bool:
    """Whether the match is only part of a word written in letters: `card` in `discard`."""
    return (start > 0 and _is_letter(prose[start - 1]) and _is_letter(prose[start])) or (
        end < len(prose) and _is_letter(prose[end]) and _is_letter(prose[end - 1])
    )


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()
