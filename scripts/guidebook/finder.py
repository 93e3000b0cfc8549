"""What a card from one economy does in another: content/pairs.yml, put together for every pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from guidebook.book import CARDS, Book, Pair
from guidebook.source import Fault, Name

OWN = "own"


@dataclass(frozen=True, slots=True)
class Said:
    """An entry of content/pairs.yml, and the kinds of card that it is about here: one or both of CARDS."""

    name: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The economies whose cards all have the same answer in one destination, in the book's order."""

    issuers: tuple[str, ...]
    said: tuple[Said, ...]


def said(book: Book, issuer: str, destination: str) -> tuple[Said, ...]:
    """What applies to cards from `issuer` in `destination`: the answers, then what adds to them."""
    fitting = {name: one for name, one in book.pairs.items() if _fits(book, one, issuer, destination)}
    cards: dict[str, tuple[str, ...]] = {}
    for card in CARDS:
        answers = [name for name, one in fitting.items() if one.answer and one.card in ("any", card)]
        for name in answers[-1:]:
            cards[name] = (*cards.get(name, ()), card)
    for name, one in fitting.items():
        if not one.answer:
            cards[name] = CARDS if one.card == "any" else (one.card,)
    return tuple(Said(name, kinds) for name, kinds in cards.items())


def cases(book: Book, destination: str) -> tuple[Case, ...]:
    """Every other economy's cards in `destination`, by what applies to them; the most frequent case last."""
    found: dict[tuple[Said, ...], list[str]] = {}
    for issuer in book.economies:
        if issuer != destination:
            found.setdefault(said(book, issuer, destination), []).append(issuer)
    ordered = sorted(found.items(), key=lambda one: len(one[1]))
    return tuple(Case(tuple(issuers), what) for what, issuers in ordered)


def at_home(book: Book, name: str) -> tuple[str, ...]:
    """The economies whose own cards an entry with `to: own` is about."""
    return tuple(code for code in book.economies if any(one.name == name for one in said(book, code, code)))


def faults(book: Book) -> Iterator[Fault]:
    """Pairs for which content/pairs.yml has no answer, and answers that no pair gets."""
    listing = book.listing("finder")
    used: set[str] = set()
    missing = []
    for issuer, destination in product(book.economies, repeat=2):
        answers = [one for one in said(book, issuer, destination) if book.pairs[one.name].answer]
        used.update(one.name for one in answers)
        if {card for one in answers for card in one.cards} != set(CARDS):
            missing.append((issuer, destination))
    if listing and missing:
        issuer, destination = missing[0]
        own = "to: own" if issuer == destination else "to: all"
        yield Fault(
            listing[1].at,
            f"content/pairs.yml has no answer for a card from {issuer} in {destination}; "
            f"add an entry with 'from: all', '{own}' and 'card: any'",
        )
    for name, one in book.pairs.items():
        if book.economies and one.answer and name not in used:
            yield Fault(
                one.at, f"'{name}' is never the answer: later entries replace it for every pair; move it down"
            )


def _fits(book: Book, pair: Pair, issuer: str, destination: str) -> bool:
    if (issuer == destination) != (pair.destinations == OWN):
        return False
    return _is_meant(book, issuer, pair.issuers) and (
        pair.destinations == OWN or _is_meant(book, destination, pair.destinations)
    )


def members(book: Book, named: str | tuple[Name, ...]) -> tuple[str, ...]:
    """The codes of the economies that `from:` or `to:` means, in the book's order."""
    return tuple(code for code in book.economies if _is_meant(book, code, named))


def _is_meant(book: Book, code: str, named: str | tuple[Name, ...]) -> bool:
    if isinstance(named, str):
        return named in ("all", book.economies[code].member)
    return any(name.value == code for name in named)
