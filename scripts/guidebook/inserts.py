"""`${kind:name}` in a text: a figure, an economy's name, a stay or a list, put in by name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping

from guidebook.book import Book, Economy
from guidebook.figures import Formats, show
from guidebook.source import Fault, Location, SourceError, Text, Texts

INSERT = re.compile(r"\$\{([^}$\n]*)\}")
_LISTS = ("all", "full", "transitional")
_KINDS = ("fact", "economy", "stay", "economies")
# What stands before the first word of a text, a paragraph, a list item or a sentence.
_BEGINS = re.compile(r"(?:^|\n|[.!?][\"”)]? )[ \t]*(?:(?:[-*+]|\d+\.) +)?(?:\*\*|\[)?$")
# Slips of the hand, or of a Chinese keyboard: no `}`, another bracket, no `$`.
_SLIP = re.compile(
    rf"\$\{{(?![^}}$\n]*\}})|\$[(（｛]\s*(?:{'|'.join(_KINDS)})|(?<!\$)[{{｛]\s*(?:{'|'.join(_KINDS)})\s*[:：]"
)


def faults(text: Text, known: Mapping[str, set[str] | None]) -> Iterator[Fault]:
    """Inserts in a text that name nothing.

    `known` gives the names that each kind of insert may have, or None where they could not
    be read, in which case nothing is said of them.
    """
    for match in _SLIP.finditer(text.value):
        yield Fault(text.locate(match.start()), "an insert is written ${KIND:NAME}, such as ${fact:validity}")
    for match in INSERT.finditer(text.value):
        kind, _, name = match[1].partition(":")
        at = text.locate(match.start())
        names = set(_LISTS) if kind == "economies" else known.get(kind, set())
        if kind not in _KINDS:
            yield Fault(
                at, f"unknown insert '{match.group()}'; write ${{KIND:NAME}} with one of: {', '.join(_KINDS)}"
            )
        elif names is not None and name not in names:
            close = difflib.get_close_matches(name, names, 1)
            hint = f"; did you mean '{close[0]}'?" if close else f"; see {_WHERE[kind]}"
            yield Fault(at, f"unknown {kind} '{name}'{hint}")


_WHERE = {
    "fact": "content/facts.yml",
    "economy": "content/economies.yml",
    "stay": "the entries with 'stay:' in content/economies.yml",
    "economies": "the lists: all, full, transitional",
}


def word(book: Book, name: str) -> Texts:
    """A word of the interface; raises SourceError when content/interface.yml lacks it."""
    if name not in book.interface:
        at = Location("content/interface.yml")
        raise SourceError(
            [Fault(at, f"'{name}:' is missing; write it in each language, a template prints it")]
        )
    return book.interface[name]


def formats(book: Book, locale: str) -> Formats:
    """How one language of the book writes figures."""
    currencies = {code: texts[locale].value for code, texts in book.currencies.items() if locale in texts}
    span = book.interface.get("range", {}).get(locale)
    return Formats(book.site.language(locale).cldr, currencies, span.value if span else "{low}–{high}")


def stay(book: Book, locale: str, economy: Economy, say: Callable[[Texts], str]) -> str:
    """How long a visit to an economy may last, in what span of time, and whether that is confirmed.

    `say` gives a text in the language; where nothing is known, a word that says so.
    """
    if not economy.stay:
        return say(word(book, "stay-none"))
    shown = show(economy.stay.length, formats(book, locale))
    if within := economy.stay.within:
        shown = say(word(book, "stay-within")).replace("{stay}", shown).replace("{within}", say(within))
    if economy.stay.unconfirmed:
        shown += say(word(book, "parentheses")).replace("#", say(word(book, "unconfirmed")))
    return shown


def inserter(
    book: Book, locale: str, name_as: Callable[[str, str], str] | None = None
) -> Callable[[str], str]:
    """A function that puts the figures and names of one language into a text.

    `name_as` makes of an economy's code and its name what stands in the text; without it,
    the name does.
    """

    def named(code: str, *, begins: bool = False) -> str:
        name = _in_text(book.economies[code], locale)
        name = name[:1].upper() + name[1:] if begins else name  # `the United States`
        return name_as(code, name) if name_as else name

    written = formats(book, locale)
    separator = _word(book, "name-separator", locale, "; ")
    shown = {f"fact:{name}": show(fact.figure, written) for name, fact in book.facts.items()}
    for code, economy in book.economies.items():
        if economy.stay:
            shown[f"stay:{code}"] = show(economy.stay.length, written)
    for kind in _LISTS:
        members = (code for code, one in book.economies.items() if kind in ("all", one.member))
        shown[f"economies:{kind}"] = separator.join(map(named, members))

    def put(match: re.Match[str]) -> str:
        kind, _, name = match[1].partition(":")
        if kind == "economy" and name in book.economies:
            return named(
                name,
                begins=_BEGINS.search(match.string, max(0, match.start() - 12), match.start()) is not None,
            )
        return shown.get(match[1], match.group())

    def insert(text: str) -> str:
        return INSERT.sub(put, text) if "${" in text else text

    return insert


def with_first_mentions(
    book: Book, locale: str, text: str, mentioned: set[str] | None = None, *, in_link: bool = False
) -> str:
    """A text in which the first mention of an economy has its other name beside it, where it has one.

    The other name stands in brackets; within brackets, after a comma; beside a name that is a link
    after the link, or `in_link`. `mentioned` holds the codes of those that an earlier text of the
    same page has named so; this text's are added.
    """
    mentioned = set() if mentioned is None else mentioned
    for code, economy in book.economies.items():
        beside = (economy.first_mention or {}).get(locale)
        if not beside or code in mentioned:
            continue
        name = economy.name[locale].value
        linked = "" if in_link else rf"\[{re.escape(name)}\]\([^()\s]*\)|"
        match = re.search(f"{linked}{re.escape(name)}", text)
        if match:
            mentioned.add(code)
            text = _named_beside(book, locale, text, match, name, beside.value)
    return text


def _named_beside(book: Book, locale: str, text: str, match: re.Match[str], name: str, beside: str) -> str:
    brackets = _word(book, "parentheses", locale, " (#)")
    before, after = text[: match.end()], text[match.end() :]
    if text[match.start() - 1 : match.start()] + name + after[:1] == brackets.replace("#", name).strip():
        return f"{before}{_word(book, 'comma', locale, ', ')}{beside}{after}"
    return f"{before}{brackets.replace('#', beside)}{after}"


def _in_text(economy: Economy, locale: str) -> str:
    found = (economy.in_text or {}).get(locale) or economy.name.get(locale)
    return found.value if found else f"⟦{locale}: {economy.at}⟧"


def _word(book: Book, name: str, locale: str, otherwise: str) -> str:
    found = book.interface.get(name, {}).get(locale)
    return found.value if found else otherwise
