"""`guidebook review`: what people have proofread, and signing for it."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from guidebook import derive, ledger, load
from guidebook.book import Book
from guidebook.ledger import Reading, Status

_EPILOG = "Exit code: 0 nothing to do, 1 something is unread or lapsed, 2 could not run."

Run = Callable[[argparse.Namespace], int]
FindRoot = Callable[[argparse.Namespace], Path]


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser], root: FindRoot) -> None:
    """Add `review` and its own commands; `root` finds the project that the arguments mean."""
    says = "show and record what people have proofread"
    parser = commands.add_parser(
        "review", help=says, description=says[0].upper() + says[1:] + ".", epilog=_EPILOG
    )
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    one = _command(own, "status", status, root, "list what is unread, approved or lapsed")
    one.add_argument("--guide", metavar="GUIDE", help="only this guide")
    one.add_argument("--locale", metavar="LOCALE", help="only this language")

    one = _command(own, "sign", sign, root, "read a page or a unit of it, and sign that you have")
    one.add_argument("place", metavar="GUIDE/PAGE[#UNIT]", help="such as faq/at-the-border#what-to-show")
    one.add_argument("--locale", metavar="LOCALE", required=True, help="the language you have proofread")

    one = _command(own, "accept-overrides", accept_overrides, root, "record what overrides were made from")
    one.add_argument(
        "names", nargs="*", metavar="NAME", help="lapsed ones, as `check` names them (default: all new ones)"
    )


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace, Path], int],
    root: FindRoot,
    says: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=says, description=says[0].upper() + says[1:] + ".", epilog=_EPILOG
    )
    parser.set_defaults(run=lambda given: run(given, root(given)))
    return parser


# ---- commands


def status(given: argparse.Namespace, root: Path) -> int:
    """List where the review of each unit stands, page by page."""
    book = derive.derive(load.load(root))
    wrong = _unknown(book, given.guide, given.locale)
    if wrong:
        return _refuse(wrong)
    recorded = ledger.read(root)
    found = [
        one
        for one in ledger.status(book, recorded)
        if given.guide in (None, one.reading.guide) and given.locale in (None, one.reading.locale)
    ]
    for one in found:
        print(_line(one))
    counted = Counter(one.state for one in found)
    print(", ".join(f"{counted[state]} {state}" for state in ("approved", "lapsed", "never read")) + ".")
    for fault in recorded.faults:
        print(fault, file=sys.stderr)
    if recorded.faults:
        return 2
    return 1 if counted["lapsed"] or counted["never read"] else 0


def sign(given: argparse.Namespace, root: Path) -> int:
    """Show the texts, ask who has read them, and record it: only with a person at the keyboard."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _refuse(
            "only a person may sign, at the keyboard: run this in a terminal, without a pipe; nothing was signed"
        )
    book = derive.derive(load.load(root))
    wrong = _unknown(book, None, given.locale)
    if wrong:
        return _refuse(wrong)
    chosen = [one for one in ledger.readings(book) if one.locale == given.locale and _meant(one, given.place)]
    if not chosen:
        return _refuse(f"no '{given.place}' in {given.locale}; `guidebook review status` lists what there is")
    gaps = [str(one) for one in chosen if not one.is_whole]
    if gaps:
        return _refuse(f"{gaps[0]} is not wholly written in {given.locale}; nothing was signed")
    return _sign(root, book, chosen, given.place)


def accept_overrides(given: argparse.Namespace, root: Path) -> int:
    """Record the origin of each override that has none yet, and of those that are named."""
    book = derive.derive(load.load(root))
    known = ledger.recorded(ledger.read(root))
    written = {one.name: one for one in ledger.hand_written(book)}
    strangers = [name for name in given.names if name not in written]
    if strangers:
        return _refuse(f"no override '{strangers[0]}'; `guidebook check` names those that have lapsed")
    names = given.names or [name for name in written if name not in known]
    ledger.append(root, [ledger.Override(name, written[name].origin) for name in names])
    lapsed = [
        name
        for name, one in written.items()
        if name not in names and known.get(name, one.origin) != one.origin
    ]
    for name in lapsed:
        print(f"{written[name].at}: lapsed; look at it, then name it: {name}")
    print(f"{len(names)} override{'s' * (len(names) != 1)} recorded, {len(lapsed)} lapsed.")
    return 1 if lapsed else 0


# ---- signing


def _sign(root: Path, book: Book, chosen: list[Reading], place: str) -> int:
    locale = chosen[0].locale
    origin = ledger.origin_of(book.site, locale)
    for one in chosen:
        print(f"\n== {one} ({one.at})")
        for before, here in zip(one.origin or one.text, one.text, strict=True):
            if origin:
                print(f"\n[{origin}]\n{before}")
            print(f"\n[{locale}]\n{here}")
    print(f"\nYou sign that you have proofread these {len(chosen)} texts in {locale}.")
    try:
        who = ledger.reviewer(input("Your name: "))
        confirmed = input(f"To sign as {who}, type {place}: ").strip() == place
    except ValueError as error:
        return _refuse(f"{error}; nothing was signed")
    except EOFError:
        return _refuse("nothing was signed")
    if not confirmed:
        return _refuse(f"that was not '{place}'; nothing was signed")
    ledger.sign(root, chosen, who, datetime.datetime.now(datetime.UTC))
    print(f"Signed: {len(chosen)} by {who}, in {ledger.FILE}.")
    return 0


def _meant(one: Reading, place: str) -> bool:
    """Whether a place means this reading: itself, or the page it is on."""
    page, _, unit = place.partition("#")
    return page == f"{one.guide}/{one.page}" and ("#" not in place or unit == one.unit)


def _line(one: Status) -> str:
    by = f" by {one.review.who}, {one.review.when[:10]}" if one.review else ""
    return f"{one.reading} {one.reading.locale}: {one.state}{by}"


def _unknown(book: Book, guide: str | None, locale: str | None) -> str | None:
    """What is wrong with the guide or the language asked for."""
    guides = [one.id for one in book.guides]
    locales = [one.locale for one in book.site.languages]
    if guide is not None and guide not in guides:
        return f"no guide '{guide}'; write one of: {', '.join(guides)}"
    if locale is not None and locale not in locales:
        return f"no language '{locale}'; write one of: {', '.join(locales)}"
    return None


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2
