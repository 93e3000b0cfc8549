"""The search index of one language: titles, texts and addresses, which the browser scans.

The whole guidance is small enough to send: overrides/assets/search.js makes its index from the
texts themselves, and shows from them the lines around what it found. Beside the texts it gets
the names that other languages and other habits have for the same thing, from the termbase and the
economies, and a table by which either Chinese script finds the other, from OpenCC.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from guidebook import derive, inserts
from guidebook.book import Book, Guide, Page, Unit
from guidebook.convert import Converter
from guidebook.source import Text, Texts

# What a reader in need of an answer wants first; search.js multiplies by it.
_QUESTION, _STEP, _ECONOMY, _SECTION, _REFERENCE = 1, 0.9, 0.85, 0.7, 0.5
_MARKUP = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)|<[^>\n]+>|\*\*|(?<!\w)\*|\*(?!\w)|`")
_ITEM = re.compile(r"\s*^ *(?:-|\d+\.) +", re.M)
_GAP = re.compile(r"(?<=[。，、；：？！」』）”]) (?!·)")  # such a mark has its gap in itself
# A row of the termbase that only steers the derivation is of use here while it is about a word.
_LONGEST_WORD = 3
# Sections of text are long lists; their beginnings, in bytes, say what they are about.
_LONGEST_SECTION = 240
# Conversions in turn, so that variants of each region fold to one form as well.
_TO_SIMPLIFIED = ("t2s", "tw2s", "hk2s")

_Keywords = Mapping[str, tuple[Text, ...]] | None


class Entry(NamedTuple):
    """What one search result is made from; the last two may be empty, and are left out then."""

    topic: int
    anchor: str
    title: str
    text: str
    keywords: str = ""
    details: str = ""


def index(book: Book, locale: str) -> bytes:
    """The index of one language of a derived book, as JSON; the same book gives the same bytes."""
    made = _Index(book, locale)
    entries = [_without_empty(entry) for entry in made.entries()]
    texts = "".join(text for entry in entries for text in entry if isinstance(text, str))
    names = list(made.names(texts))
    shown = {"topics": made.topics, "entries": entries, "names": names, "fold": _table(texts, names)}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def file_name(locale: str, data: bytes) -> str:
    """The name of an index among the site's assets: another content has another name."""
    return f"search.{locale}.{hashlib.sha256(data).hexdigest()[:8]}.json"


def fold(text: str) -> str:
    """One form for what readers take for the same: scripts, widths, cases, accents."""
    plain = unicodedata.normalize("NFKD", text).lower()
    simplified = _simplified()
    return "".join(simplified.get(char, char) for char in plain if not unicodedata.combining(char))


class _Index:
    """One language of a book, as entries under topics."""

    def __init__(self, book: Book, locale: str) -> None:
        self.book = book
        self.locale = locale
        self.topics: list[tuple[str, str, float]] = []
        self._say = derive.speaker(book, locale)

    def entries(self) -> Iterator[Entry]:
        for guide, page in self.book.pages():
            match page.list:
                case "economies":
                    yield from self._economies(self._topic(guide, page, _ECONOMY))
                case "terms":
                    yield from self._terms(self._topic(guide, page, _REFERENCE))
            if page.units:
                weight = _QUESTION if page.questions else _STEP if page.steps else _SECTION
                topic = self._topic(guide, page, weight)
                longest = None if page.questions or page.steps else _LONGEST_SECTION
                yield from (self._unit(topic, unit, longest) for unit in page.units)
            else:
                self.topics.append((self._text(guide.title), guide.url(page), _REFERENCE))
                title, text = self._text(page.title), self._plain(page.description)
                yield Entry(len(self.topics) - 1, "", title, text)

    def names(self, texts: str) -> Iterator[list[str]]:
        """A name that the texts use, and after it other names that readers may look for it by."""
        folded = fold(texts)
        for term in self.book.terms.values():
            word = self._name(term.names)
            others = [text.value for text in term.names.values()]
            others += [text.value for row in (term.rejected or {}).values() for text in row]
            if "en" not in term.names:
                others = [other for other in others if fold(other) not in folded and _is_word(word, other)]
            yield from _row(word, others, folded)
        for code, economy in self.book.economies.items():
            spelled = [*economy.name.values(), *(economy.in_text or {}).values()]
            # Someone who reads one language may type a name in another.
            keywords = [text.value for row in (economy.keywords or {}).values() for text in row]
            others = [code, *(text.value for text in spelled), *keywords]
            yield from _row(self._text(economy.in_text or {}) or self._name(economy.name), others, folded)

    def _topic(self, guide: Guide, page: Page, weight: float) -> int:
        self.topics.append((self._text(page.title), guide.url(page), weight))
        return len(self.topics) - 1

    def _unit(self, topic: int, unit: Unit, longest: int | None) -> Entry:
        keywords = self._keywords(unit.keywords)
        title, text = (
            self._text(unit.heading),
            self._plain(unit.body).encode()[:longest].decode(errors="ignore"),
        )
        return Entry(topic, unit.id, title, text, keywords, self._plain(unit.details))

    def _economies(self, topic: int) -> Iterator[Entry]:
        label, colon, end = (
            self._text(inserts.word(self.book, name)) for name in ("stay", "colon", "sentence-end")
        )
        for code, economy in self.book.economies.items():
            stay = inserts.stay(self.book, self.locale, economy, self._text)
            facts = f"{label}{colon}{stay}" if economy.stay else stay
            text = f"{code} {facts}{end} {self._plain(economy.notes)}".strip()
            keywords = self._keywords(economy.keywords)
            yield Entry(topic, code.lower(), self._name(economy.name), text, keywords)

    def _terms(self, topic: int) -> Iterator[Entry]:
        for key, term in self.book.glossary().items():
            yield Entry(topic, key, self._name(term.names), self._plain(term.definition))

    def _keywords(self, keywords: _Keywords) -> str:
        return "|".join(self._other(keywords))

    def _other(self, keywords: _Keywords) -> Iterable[str]:
        """Keywords in the language, each once, as a reader of either script types them."""
        return {fold(text.value): text.value for text in (keywords or {}).get(self.locale, ())}.values()

    def _name(self, texts: Texts) -> str:
        return self._text(texts) or next((text.value for text in texts.values()), "")

    def _text(self, texts: Texts) -> str:
        return self._say(texts) if self.locale in texts else ""

    def _plain(self, texts: Texts | None) -> str:
        """A text without its markup, on one line."""
        if not texts:
            return ""
        text = _MARKUP.sub(r"\1", _ITEM.sub(" · ", self._text(texts)))
        text = re.sub(r"\s+", " ", text).strip(" ·")
        return _GAP.sub("", re.sub(r"(?<=[:：]) · ", " ", text))


def _without_empty(entry: Entry) -> list[int | str]:
    fields: list[int | str] = [*entry]
    while not fields[-1]:
        fields.pop()
    return fields


def _is_word(*names: str) -> bool:
    return all(name.isalpha() and 1 < len(name) <= _LONGEST_WORD for name in names)


def _row(word: str, others: list[str], folded: str) -> Iterator[list[str]]:
    """A row of names, where the texts use the first and another one is different from it."""
    different = {fold(other): other for other in others if fold(other) != fold(word)}
    if word and different and fold(word) in folded:
        yield [word, *different.values()]


# ---- characters


@cache
def _simplified() -> dict[str, str]:
    """Every Han character of Unicode's first block that OpenCC simplifies, and its simplified form."""
    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    folded = "\n".join(chars)
    for config in _TO_SIMPLIFIED:
        folded = Converter((config,), {}).convert(folded)
    return {
        char: simple
        for char, simple in zip(chars, folded.split("\n"), strict=True)
        if char != simple and len(simple) == 1
    }


def _table(texts: str, names: list[list[str]]) -> list[str]:
    """Two rows of characters, one above the other: those that stand for one used here, and that one."""
    used = set(fold(texts + "".join(name for row in names for name in row)))
    pairs = sorted((simple, char) for char, simple in _simplified().items() if simple in used)
    return ["".join(char for _, char in pairs), "".join(simple for simple, _ in pairs)]
