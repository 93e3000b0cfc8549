"""Where the English names an economy or a term, the Chinese names the same one, and the reverse.

Authority: content/economies.yml, whose membership names APEC uses, and content/terms.yml,
whose rows say with `parity: true` that where one language uses the name, the others do.

A missing name of an economy or of a thing with a name of its own (in English with a capital)
is an error; a name of its own that only the Chinese gives is a warning, since English likes
pronouns. Of any other term only the English asks, and that is a warning. One mention is
enough. Adjectives (Japanese), codes (JPN) and abbreviations (ABTC) are taken as
mentions and ask for none. `${economy:JPN}` is the name in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.book import Book
from guidebook.checks.text import Bad, Good
from guidebook.inserts import INSERT
from guidebook.passage import Found, Passage, Severity
from guidebook.source import Texts
from guidebook.words import folded, is_letter, plural

QUOTABLE = True  # a note of the termbase gives the names of one language

BAD = [
    Bad("zh-Hant", "前往韓國。", "韓國", "日本", english="Travel to Japan."),
    Bad("zh-Hant", "適用於中國。", "中國", "日本", english="It is valid in ${economy:JPN} only."),
    Bad("zh-Hant", "在當地出示護照。", "在當地出示護照。", english="Show it in Chinese Taipei."),
    Bad("zh-Hant", "中國香港", "中國香港", "中國", english="China"),
    Bad("zh-Hans", "请出示。", "请出示。", english="Show the APEC Business Travel Card."),
]
GOOD = [
    Good("zh-Hant", "前往${economy:JPN}。", english="Travel to Japan."),
    Good("zh-Hant", "中國香港與日本", english="Hong Kong, China and Japan"),
    Good("zh-Hant", "日本領事館", english="a Japanese consulate"),
    Good("zh-Hant", "持中國護照者", english="holders of Chinese passports"),
    Good("zh-Hant", "中國大陸的網頁", english="pages of mainland China"),
    Good("zh-Hant", "該會員體的ABTC", english="its APEC Business Travel Card"),
    Good("zh-Hant", "瓷器與辣椒", english="fine china and chilean-style chili"),
    Good("zh-Hant", "前往韓國。"),
]

# Words that speak of an economy without its membership name. What begins with the name
# itself (Japanese, Peruvian, Singaporean) needs no row.
_ALSO = {
    "AUS": ("Australian", "A$"),
    "BRN": ("Brunei", "Bruneian"),
    "CAN": ("Canadian", "C$"),
    "CHN": ("Chinese", "PRC", "中國大陸", "中国大陆"),
    "HKG": ("Hong Kong", "HK", "香港"),
    "KOR": ("ROK", "韓", "韩", "北韓"),
    "MEX": ("Mexican",),
    "NZL": ("NZ",),
    "PHL": ("Philippine", "Filipino", "Filipina"),
    "SGP": ("S$",),
    "THA": ("Thai",),
    "TWN": ("Taipei",),
    "USA": ("US", "U.S.", "American", "America"),
    "VNM": ("Vietnam", "Vietnamese"),
}


_HAN_BESIDE_LATIN = re.compile(r"(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name in each language, and whether a missing one is an error."""

    names: Mapping[str, str]
    proper: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word in one language: what it speaks of, and what the other language must then name too.

    An `exact` word means what it says only in its own letter case: China, not china.
    """

    word: str
    mentions: frozenset[str]
    asks: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language and what finds them, the longest at each place."""

    finder: AhoCorasick
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is named, the words for it by language, and what an insert of a list names.

    An economy's key is that of its insert, `economy:TWN`.
    """

    things: Mapping[str, Named]
    languages: Mapping[str, Words]
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a text speaks of: the first place of each name that asks for its like, and everything mentioned."""

    asked: Mapping[str, tuple[int, int]]
    mentioned: frozenset[str]


def prepare(book: Book) -> Prepared:
    """The names of the economies and of the terms that ask for parity."""
    things = {f"economy:{code}": _named(one.name, True) for code, one in book.economies.items()}
    for name, term in book.terms.items():
        if term.parity:
            things[f"term:{name}"] = _named(term.names, str(term.names.get("en", ""))[:1].isupper())
    languages = {one.locale: _words(book, one.locale, things) for one in book.site.languages}
    lists = {f"economies:{kind}": tuple(_members(book, kind)) for kind in ("all", "full", "transitional")}
    return Prepared(things, languages, lists)


def check(passage: Passage, prepared: Prepared) -> Iterator[Found]:
    """One finding for each name that only one of the two languages has."""
    if passage.english is None or passage.locale == "en" or passage.locale not in prepared.languages:
        return
    english = _mentions(passage.english, prepared)
    here = _mentions(passage, prepared)
    missing = [
        key
        for key in english.asked
        if key not in here.mentioned and passage.locale in prepared.things[key].names
    ]
    extra = [key for key in here.asked if key not in english.mentioned and prepared.things[key].proper]
    if len(missing) == len(extra) == 1 and missing[0].startswith("economy:") == extra[0].startswith(
        "economy:"
    ):
        yield _other(passage, prepared.things[missing[0]], *here.asked[extra[0]])
        return
    for key in missing:
        yield _missing(passage, prepared.things[key])
    for key in extra:
        yield _extra(passage, prepared.things[key], *here.asked[key])


def _other(passage: Passage, named: Named, start: int, end: int) -> Found:
    right, english = named.names[passage.locale], named.names["en"]
    says = {
        "en": f"the English says '{english}': write '{right}', not '{passage.text[start:end]}'",
        "zh-Hant": f"英文為「{english}」，請寫「{right}」，不寫「{passage.text[start:end]}」",
    }
    return Found(start, end, says, right, _severity(named))


def _missing(passage: Passage, named: Named) -> Found:
    right, english = named.names[passage.locale], named.names["en"]
    says = {
        "en": f"the English says '{english}' and this text does not; write '{right}'",
        "zh-Hant": f"英文有「{english}」而本段沒有，請寫出「{right}」",
    }
    return Found(*_first_line(passage.text), says, None, _severity(named))


def _extra(passage: Passage, named: Named, start: int, end: int) -> Found:
    here, english = passage.text[start:end], named.names["en"]
    says = {
        "en": f"the English does not say '{english}'; take '{here}' out, or write it in the English too",
        "zh-Hant": f"英文沒有「{english}」，請刪去「{here}」，或在英文補上",
    }
    return Found(start, end, says, None, "warning")


def _severity(named: Named) -> Severity:
    return "error" if named.proper else "warning"


def _first_line(text: str) -> tuple[int, int]:
    """Where a text begins: what is not there can be marked nowhere else."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


# ---- what a text speaks of


def _mentions(passage: Passage, prepared: Prepared) -> Mentions:
    asked: dict[str, tuple[int, int]] = {}
    mentioned: set[str] = set()
    for match in INSERT.finditer(passage.text) if "${" in passage.text else ():
        mentioned.update(prepared.lists.get(match[1], ()))
        if match[1] in prepared.things:
            asked.setdefault(match[1], match.span())
    for word, start, end, whole in _found(passage.prose, prepared.languages[passage.locale]):
        mentioned |= word.mentions
        if word.asks and whole:
            asked.setdefault(word.asks, (start, end))
    return Mentions(asked, frozenset(mentioned | asked.keys()))


def _found(prose: str, words: Words) -> Iterator[tuple[Word, int, int, bool]]:
    """Each word once, its place, and whether it stands there as itself: not so `Japan` in Japanese, or JAPAN."""
    text = folded(prose)
    seen: set[int] = set()
    for index, start, end in words.finder.find_matches_as_indexes(text):
        if index in seen or (start and is_letter(text[start - 1]) and is_letter(text[start])):
            continue
        word, here = words.words[index], prose[start:end]
        same = not word.exact or here == word.word
        if same or here.isupper():
            goes_on = end < len(text) and is_letter(text[end]) and is_letter(text[end - 1])
            if same and not goes_on:
                seen.add(index)
            yield word, start, end, same and not goes_on


# ---- the words


def _named(names: Texts, proper: bool) -> Named:
    return Named({locale: text.value for locale, text in names.items()}, proper)


def _members(book: Book, kind: str) -> Iterator[str]:
    for code, economy in book.economies.items():
        if kind in ("all", economy.member):
            yield f"economy:{code}"


def _words(book: Book, locale: str, things: Mapping[str, Named]) -> Words:
    """Names ask, other words for the same thing only mention it, longer terms mention what they hold."""
    words: dict[str, Word] = {}
    for key, named in things.items():
        for other in _other_words(book, key, named, locale):
            words[folded(other)] = Word(other, frozenset([key]), exact=other.isascii())
    for key, named in things.items():
        for name in _spellings(named.names[locale], locale) if locale in named.names else ():
            words[folded(name)] = Word(name, frozenset([key]), key, exact=named.proper)
    for term in book.terms.values():
        if locale in term.names:
            name = folded(term.names[locale].value)
            held = frozenset().union(*(one.mentions for word, one in words.items() if word in name))
            if held:
                words[name] = replace(words.get(name, Word(name, held)), mentions=held)
    return Words(AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), tuple(words.values()))


def _other_words(book: Book, key: str, named: Named, locale: str) -> Iterator[str]:
    """Words that mention a thing without its name: codes, adjectives, abbreviations."""
    kind, _, name = key.partition(":")
    if kind == "economy":
        yield from (name, *_ALSO.get(name, ()))
        economy = book.economies[name]
        for texts in (economy.in_text or {}, economy.first_mention or {}):
            yield from (text.value for language, text in texts.items() if language == locale)
    capitals = re.findall(r"\b[A-Z]", named.names.get("en", ""))
    if kind == "term" and len(capitals) > 2:
        yield "".join(capitals)


def _spellings(name: str, locale: str) -> tuple[str, ...]:
    """A name as it may stand: in English also in the plural, in Chinese also with a typed space."""
    return (name, plural(name)) if locale == "en" else (name, _HAN_BESIDE_LATIN.sub(" ", name))
