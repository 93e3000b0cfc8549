"""What a reader's device keeps of each language: the list that overrides/root/sw.js works from.

A copy is one language: its pages, its search index, what all pages share, and the printable
guides that are small. Large ones say what the pages say, and are not worth a traveller's
connection. `release` is a hash over all of it, so that two copies are the same exactly when every
file is. No clock is asked: a copy is as old as what was last read for it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from guidebook import assets, inserts
from guidebook.book import Book
from guidebook.figures import show
from guidebook.view import View

FILE = "offline.json"
LIMIT = 1_500_000  # bytes on the device
_SMALL = 200_000  # bytes of a printable guide
# Where pages say how large the copy is; offline.js offers none where this stays empty.
_SIZE = "<span data-size></span>"


def write(site: Path, book: Book) -> None:
    """Write each language's list into a built site, and the size of the copy into its pages.

    A language that is larger than LIMIT without its printable guides has no list, nor has a book
    without sources, of which nobody could say how old a copy is.
    """
    if not book.sources:
        return
    newest = max((source.checked for source in book.sources.values()), key=lambda day: day.iso)
    for language in book.site.languages:
        locale = language.locale
        kept = list(_kept(site, locale, [one.locale for one in book.site.languages]))
        bytes_ = sum((site / name).stat().st_size for name in kept) + _to_fill(site / locale)
        if bytes_ > LIMIT:
            continue
        size = _shown(bytes_)
        _fill(site / locale, size)
        date = show(newest, inserts.formats(book, locale))
        notice = View(book, locale).word("offline-notice").replace("#", date)
        made = _list(site, kept) | {"size": size, "date": date, "notice": notice}
        (site / locale / FILE).write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", "utf-8")


def _kept(site: Path, locale: str, locales: list[str]) -> Iterator[str]:
    """The files of a language's copy, by their paths in the site."""
    others = {one for one in locales if one != locale}
    shared = (path for path in (site / assets.FOLDER).rglob("*") if others.isdisjoint(path.name.split(".")))
    pages = (path for path in (site / locale).rglob("*") if path.suffix in (".html", ".webmanifest"))
    needed = sorted(path for path in (site / "index.html", *shared, *pages) if path.is_file())
    yield from (path.relative_to(site).as_posix() for path in needed)
    room = LIMIT - sum(path.stat().st_size for path in needed)
    for path in sorted((site / locale).rglob("*.pdf"), key=lambda path: (path.stat().st_size, path)):
        room -= path.stat().st_size
        if room < 0 or path.stat().st_size > _SMALL:
            return
        yield path.relative_to(site).as_posix()


def _shown(bytes_: int) -> str:
    """So many bytes as readers know them, rounded up."""
    if bytes_ > 990_000:
        return f"{math.ceil(bytes_ / 100_000) / 10}\N{NO-BREAK SPACE}MB"
    return f"{math.ceil(bytes_ / 10_000) * 10}\N{NO-BREAK SPACE}kB"


def _to_fill(folder: Path) -> int:
    """The bytes that the size itself takes in the pages; of a small copy, one too many in each."""
    places = sum(path.read_text("utf-8").count(_SIZE) for path in folder.rglob("*.html"))
    return places * len("1000\N{NO-BREAK SPACE}kB".encode())


def _fill(folder: Path, size: str) -> None:
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        if _SIZE in text:
            path.write_text(text.replace(_SIZE, _SIZE.replace("><", f">{size}<")), "utf-8")


def _list(site: Path, kept: list[str]) -> dict[str, object]:
    """The release, and each file's address from the site's root with the hash of its content."""
    files = {_address(name): hashlib.sha256((site / name).read_bytes()).hexdigest() for name in kept}
    release = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    return {"release": release, "files": files}


def _address(name: str) -> str:
    return quote(name.removesuffix("index.html") if f"/{name}".endswith("/index.html") else name)
