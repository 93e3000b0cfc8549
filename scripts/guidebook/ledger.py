"""The ledger: what a person has proofread, and what a Simplified override was made from.

`content/ledger.jsonl` holds one JSON object a line and only ever grows. A review is a
fingerprint of the texts that the reviewer saw, figures put in, with who and when:

    {"guide", "page", "unit", "locale", "origin", "text", "who", "when"}

`origin` is what `text` was made from, or is read beside. `unit` is empty for the page's own
texts (title, description, intro). An override's line is {"override", "origin"}.
Nothing lapses by being written: a text that changes no longer has the fingerprint.
"""

from __future__ import annotations

import dataclasses
import datetime
import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from guidebook import load
from guidebook.book import Book, Guide, Page, Unit
from guidebook.languages import Site
from guidebook.source import Fault, Location, Name, Text, Texts
from guidebook.view import View

FILE = "content/ledger.jsonl"
State = Literal["never read", "approved", "lapsed"]
Place = tuple[str, str, str]  # guide, page, unit; the unit is empty for the page's own texts


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody has read a text beside its origin, and approved it."""

    guide: str
    page: str
    unit: str
    locale: str
    origin: str
    text: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Override:
    """A hand-written text of a derived language, and what it was made from."""

    override: str
    origin: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the file says, in its order, and the lines that could not be read."""

    reviews: tuple[Review, ...] = ()
    overrides: tuple[Override, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reviewer of one unit in one language reads: the origin's texts and this language's."""

    guide: str
    page: str
    unit: str
    locale: str
    origin: tuple[str, ...]
    text: tuple[str, ...]
    at: Location

    @property
    def is_whole(self) -> bool:
        """Whether this language has every text that its origin has."""
        return all(self.text)

    def __str__(self) -> str:
        return f"{self.guide}/{self.page}#{self.unit}"


@dataclass(frozen=True, slots=True)
class Status:
    """Where the review of one unit in one language stands; `review` is the last one, if any."""

    reading: Reading
    state: State
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A hand-written text of a derived language: its name in the ledger, its origin, its place."""

    name: str
    origin: str
    at: Location


def read(root: Path) -> Ledger:
    """The ledger of a project; without a file it is empty. A line that cannot be read is a fault, never lost."""
    path = root / FILE
    if not path.exists():
        return Ledger()
    reviews, overrides, faults = [], [], []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        record = _record(line)
        if isinstance(record, Review):
            reviews.append(record)
        elif isinstance(record, Override):
            overrides.append(record)
        else:
            faults.append(Fault(Location(FILE, number), f"{record}; mend or delete the line"))
    return Ledger(tuple(reviews), tuple(overrides), tuple(faults))


def append(root: Path, records: Iterable[Review | Override]) -> None:
    """Add lines, all or none, also while another process does; a torn last line keeps its own line."""
    lines = "".join(
        json.dumps(dataclasses.asdict(one), ensure_ascii=False, separators=(", ", ": ")) + "\n"
        for one in records
    ).encode()
    if not lines:
        return
    descriptor = os.open(root / FILE, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        _write_whole(descriptor, b"\n" * torn + lines, size)
    finally:
        os.close(descriptor)


def status(book: Book, ledger: Ledger) -> Iterator[Status]:
    """Where the review of every unit stands, in every language that has its text."""
    by_place: dict[tuple[str, ...], list[Review]] = {}
    for one in ledger.reviews:
        by_place.setdefault((one.guide, one.page, one.unit, one.locale), []).append(one)
    for reading in readings(book):
        reviews = by_place.get((reading.guide, reading.page, reading.unit, reading.locale), [])
        seen = (fingerprint(reading.origin), fingerprint(reading.text))
        approved = [one for one in reviews if (one.origin, one.text) == seen]
        if approved:
            yield Status(reading, "approved", approved[-1])
        elif reviews:
            yield Status(reading, "lapsed", reviews[-1])
        else:
            yield Status(reading, "never read")


def unread(book: Book, ledger: Ledger) -> dict[str, frozenset[Place]]:
    """By language, what nobody has signed for as it reads now: guide, page and unit."""
    found: dict[str, set[Place]] = {one.locale: set() for one in book.site.languages}
    for one in status(book, ledger):
        if one.state != "approved":
            found[one.reading.locale].add((one.reading.guide, one.reading.page, one.reading.unit))
    return {locale: frozenset(places) for locale, places in found.items()}


def readings(book: Book) -> Iterator[Reading]:
    """What there is to read: each page's own texts, then its units, in each language."""
    views = {one.locale: View(book, one.locale) for one in book.site.languages}
    for guide, page in book.pages():
        own = dataclasses.replace(page, questions=None, steps=None, sections=None)
        parts: list[tuple[str, Page | Unit]] = [("", own), *((unit.id, unit) for unit in page.units)]
        for name, part in parts:
            for locale in views:
                reading = _reading(guide, page, name, part, locale, views)
                if any(reading.text):
                    yield reading


def sign(root: Path, readings: Iterable[Reading], who: str, when: datetime.datetime) -> list[Review]:
    """Write that `who` has read these texts; raises ValueError for a name that is none.

    Only `guidebook review sign` calls this, after a person at the keyboard has confirmed it.
    """
    name = reviewer(who)
    moment = when.astimezone(datetime.UTC).isoformat(timespec="seconds")
    reviews = [
        Review(
            one.guide,
            one.page,
            one.unit,
            one.locale,
            fingerprint(one.origin),
            fingerprint(one.text),
            name,
            moment,
        )
        for one in readings
    ]
    append(root, reviews)
    return reviews


def reviewer(name: str) -> str:
    """A reviewer's name as it is recorded; raises ValueError when it is none."""
    name = " ".join(name.split())
    if not any(char.isalpha() for char in name) or not name.isprintable():
        raise ValueError("write your name")
    return name


def hand_written(book: Book) -> Iterator[HandWritten]:
    """Every hand-written text of a derived language beside its origin; rows of the termbase are not meant."""
    origins = {one.locale: one.derived_from for one in book.site.derived}
    for name, by_language in _named_texts(book):
        for locale, origin in origins.items():
            written, source = by_language.get(locale), by_language.get(origin or "")
            if written and source and written.derived_from is None:
                suffix = f".{locale}" if len(origins) > 1 else ""
                yield HandWritten(
                    f"{source.at.file}#{name}{suffix}", fingerprint((source.value,)), written.at
                )


def recorded(ledger: Ledger) -> dict[str, str]:
    """The fingerprint of the origin by override: the last line about one counts."""
    return {one.override: one.origin for one in ledger.overrides}


def fingerprint(texts: Iterable[str]) -> str:
    """The SHA-256 of some texts, in order."""
    return hashlib.sha256(json.dumps(list(texts)).encode()).hexdigest()


# ---- lines


def _record(line: bytes) -> Review | Override | str:
    """What a line holds, or what is wrong with it."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return "not a whole line of JSON (perhaps an interrupted write)"
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        return "not a review or an override"
    for kind in (Review, Override):
        if found.keys() == {one.name for one in dataclasses.fields(kind)}:
            return kind(**found)
    return "not a review or an override"


def _write_whole(descriptor: int, lines: bytes, size: int) -> None:
    """Write in one go and to the disk; what was written in part is taken back."""
    try:
        if os.write(descriptor, lines) != len(lines):
            raise OSError("the disk is full")
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


# ---- what is read


def _reading(
    guide: Guide, page: Page, name: str, part: Page | Unit, locale: str, views: Mapping[str, View]
) -> Reading:
    origin = origin_of(views[locale].book.site, locale)
    texts = list(load.texts(part))
    origins = tuple(_shown(views[origin], one) for one in texts) if origin else ()
    here = tuple(_shown(views[locale], one) for one in texts)
    return Reading(guide.id, page.id, name, locale, origins, here, part.at)


def origin_of(site: Site, locale: str) -> str | None:
    """The language a text is made from or read beside: none for the first that people write."""
    first = site.authored[0].locale
    return site.language(locale).derived_from or (first if locale != first else None)


def _shown(view: View, texts: Texts) -> str:
    return view.text(texts) if view.language.locale in texts else ""


def _named_texts(book: Book) -> Iterator[tuple[str, Texts]]:
    """Every text of the book and its path within its file."""
    for part in dataclasses.fields(book):
        if part.name not in ("site", "guides"):
            yield from _walk(getattr(book, part.name), ())
    for guide in book.guides:
        yield from _walk(dataclasses.replace(guide, pages=()), ())
        for page in guide.pages:
            yield from _walk(page, ())


def _walk(value: Any, name: tuple[str, ...]) -> Iterator[tuple[str, Texts]]:
    if isinstance(value, Mapping) and any(isinstance(one, Text) for one in value.values()):
        yield ".".join(name), value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _walk(one, (*name, key))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _walk(one, (*name, getattr(one, "id", str(index))))
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Location, Text, Name, type)):
        for part in dataclasses.fields(value):
            if not part.metadata.get("spread"):
                key = part.metadata.get("name") or part.name
                yield from _walk(getattr(value, part.name), (*name, key))
