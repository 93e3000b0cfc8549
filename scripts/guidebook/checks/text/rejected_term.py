"""Names are those of the termbase; wording it rejects is not used.

Authority: content/terms.yml, where each row names its own source. A word inside a longer
one that the termbase accepts is not meant. In English, letter case does not matter and the
plural is understood. A word that is all a pair of quotation marks holds may be talk about
the word: it is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.book import Book, Term
from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage
from guidebook.words import folded, is_letter, plural

BAD = [
    Bad("zh-Hant", "請出示電子卡。", "電子卡", "虛擬卡"),
    Bad("zh-Hans", "请出示电子卡。", "电子卡", "虚拟卡"),
    Bad("zh-Hant", "數位卡與會員國", ("數位卡", "會員國")),
    Bad("zh-Hant", "官方不寫「電子卡」。", "電子卡", "虛擬卡"),
    Bad("en", "Each member country issues cards.", "member country", "member economy"),
    Bad("en", "Member Countries decide.", "Member Countries", "Member economies"),
]
GOOD = [
    Good("zh-Hant", "請出示虛擬卡。"),
    Good("zh-Hant", "見`電子卡`與[連結](/電子卡)。"),
    Good("zh-Hant", "香港寫-{電子卡}-。"),
    Good("zh-Hans", '繁体作<span lang="zh-Hant">電子卡</span>。'),
    Good("en", "Remember countrymen; a dismember country."),
]

QUOTABLE = True  # a note of the termbase quotes what it rejects

_QUOTES = {"「": "」", "『": "』", "“": "”", "‘": "’", '"': '"', "'": "'", "《": "》", "〈": "〉"}


@dataclass(frozen=True, slots=True)
class Rejected:
    """One rejected word: what to write for it, and the accepted words around it, with its place in them."""

    word: str
    right: str
    inside: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The rejected words of one language, and what finds them."""

    finder: AhoCorasick
    words: tuple[Rejected, ...]


def prepare(book: Book) -> dict[str, Words]:
    """The rejected wording of each language, with the accepted words it may stand inside."""
    return {one.locale: _words(book, one.locale) for one in book.site.languages}


def check(passage: Passage, prepared: dict[str, Words]) -> Iterator[Found]:
    """One finding for each rejected word."""
    rejected = prepared.get(passage.locale)
    if rejected is None:
        return
    prose = folded(passage.prose) if passage.locale == "en" else passage.prose
    for index, start, end in rejected.finder.find_matches_as_indexes(prose):
        one = rejected.words[index]
        if not _inside_accepted(prose, start, one) and not _inside_letters(prose, start, end):
            yield _found(passage.prose, start, end, one.right)


def _found(prose: str, start: int, end: int, right: str) -> Found:
    wrong = " ".join(prose[start:end].split())
    right = right[:1].upper() + right[1:] if wrong[:1].isupper() else right
    says = {
        "en": f"write '{right}', not '{wrong}'" if right else f"do not write '{wrong}'",
        "zh-Hant": f"請寫「{right}」，不寫「{wrong}」" if right else f"不寫「{wrong}」",
    }
    if start and prose[end : end + 1] == _QUOTES.get(prose[start - 1], "\0"):
        says["en"] += "; leave it only where the text is about the word itself"
        says["zh-Hant"] += "；只有談論該詞本身時才保留"
        return Found(start, end, says, right or None, "warning")
    return Found(start, end, says, right or None)


# ---- the words


def _words(book: Book, locale: str) -> Words:
    pairs = dict(_pairs(book, locale))
    if locale == "en":  # a plural that a row lists has the plural of its name
        pairs = {folded(wrong): right for wrong, right in pairs.items()}
        pairs |= {plural(wrong): plural(right) for wrong, right in pairs.items()}
    accepted = {phrase for term in book.terms.values() for phrase in _accepted(book, term, locale)}
    rejected = tuple(Rejected(wrong, right, _around(wrong, accepted)) for wrong, right in pairs.items())
    return Words(AhoCorasick([one.word for one in rejected], matchkind=MatchKind.LeftmostLongest), rejected)


def _pairs(book: Book, locale: str) -> Iterator[tuple[str, str]]:
    """Each rejected word and what to write for it."""
    for term in book.terms.values():
        right = term.names[locale].value if locale in term.names else ""
        for wrong in (term.rejected or {}).get(locale, ()):
            yield wrong.value, right


def _accepted(book: Book, term: Term, locale: str) -> Iterator[str]:
    """A row's name, and the longer phrases in which it does not act: those are of the derivation's origin."""
    if locale in term.names:
        name = term.names[locale].value
        yield folded(name) if locale == "en" else name
    if any(one.derived_from == locale for one in book.site.derived):
        yield from (phrase.value for phrase in term.excepted or ())


def _around(wrong: str, accepted: set[str]) -> tuple[tuple[str, int], ...]:
    """The accepted words that hold a rejected one; a row that only converts it does not accept it."""
    return tuple(
        (longer, longer.index(wrong)) for longer in sorted(accepted) if wrong in longer and wrong != longer
    )


def _inside_accepted(prose: str, start: int, one: Rejected) -> bool:
    return any(offset <= start and prose.startswith(longer, start - offset) for longer, offset in one.inside)


def _inside_letters(prose: str, start: int, end: int) -> bool:
    """Whether the match is only part of a word written in letters: `card` in `discard`."""
    return (start > 0 and is_letter(prose[start - 1]) and is_letter(prose[start])) or (
        end < len(prose) and is_letter(prose[end]) and is_letter(prose[end - 1])
    )
