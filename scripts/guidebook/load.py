"""Read content/ into a Book; everything that is wrong is reported in one go, with file and line."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from guidebook import inserts, languages, source
from guidebook.book import FILES, GUIDE, PAGE, REQUIRED_FILES, Book, Guide, Home, Page
from guidebook.languages import Site
from guidebook.shapes import ID, Name, Reader, Shape, Text
from guidebook.source import Fault, Location, SourceError

# Names that the site itself uses beside guides and pages.
RESERVED = ("index", "assets", "search", "sitemap", "404")
SCHEMA_FOLDER = "schema"


def load(root: Path) -> Book:
    """The Book of the project at `root`, in its authored languages; raises SourceError."""
    site = languages.load(root)
    faults: list[Fault] = []
    values = {name: _file(root, f"content/{name}", shape, site, faults) for name, shape in FILES.items()}
    guides = _guides(root, site, faults)
    faults.extend(_strays(root))
    for name in REQUIRED_FILES:
        if not (root / "content" / name).is_file():
            faults.append(Fault(Location(f"content/{name}"), "the file is missing; every site needs it"))
    if not guides and not (root / "content/guides").is_dir():
        faults.append(Fault(Location("content/guides"), "there are no guides; make a folder with a guide.yml"))
    book = Book(
        site=site,
        home=values["home.yml"],
        guides=guides,
        sources=values["sources.yml"] or {},
        facts=values["facts.yml"] or {},
        economies=values["economies.yml"] or {},
        currencies=values["currencies.yml"] or {},
        terms=values["terms.yml"] or {},
        interface=values["interface.yml"] or {},
    )
    faults.extend(_references(book, defined(root)))
    if faults:
        raise SourceError(faults)
    return book


def texts(value: Any, *, partial: bool = True) -> Iterator[dict[str, Text]]:
    """Every text of a book, or of a part of one: each as its mapping by language.

    Without `partial`, those that need not be written in every language are left out.
    """
    if isinstance(value, Mapping):
        found = {locale: text for locale, text in value.items() if isinstance(text, Text)}
        if found:
            yield found
        for child in value.values():
            yield from texts(child, partial=partial) if not isinstance(child, Text) else ()
    elif isinstance(value, tuple):
        for child in value:
            yield from texts(child, partial=partial)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Site, type, Location)):
        for part in dataclasses.fields(value):
            if partial or not getattr(part.metadata.get("shape"), "partial", False):
                yield from texts(getattr(value, part.name), partial=partial)


# ---- files


def _file(root: Path, name: str, shape: Shape, site: Site, faults: list[Fault]) -> Any:
    path = root / name
    if not path.is_file():
        return None
    found = source.read(path, name, faults)
    if found is None:
        return None
    file, node = found
    return shape.read(node, Reader(file, site.languages, faults))


def _guides(root: Path, site: Site, faults: list[Fault]) -> tuple[Guide, ...]:
    folder = root / "content/guides"
    folders = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    guides = [_guide(root, path, site, faults) for path in folders if not path.name.startswith(".")]
    return tuple(sorted((one for one in guides if one), key=lambda one: (one.order, one.id)))


def _guide(root: Path, folder: Path, site: Site, faults: list[Fault]) -> Guide | None:
    where = f"content/guides/{folder.name}"
    faults.extend(_name_faults(folder.name, Location(where), "a guide's folder"))
    if not (folder / "guide.yml").is_file():
        faults.append(Fault(Location(f"{where}/guide.yml"), "the file is missing; write order, title and description"))
    guide = _file(root, f"{where}/guide.yml", GUIDE, site, faults)
    pages = [
        _page(root, f"{where}/{path.name}", site, faults)
        for path in sorted(folder.glob("*.yml"))
        if path.name != "guide.yml"
    ]
    if not pages:
        faults.append(Fault(Location(where), "the guide has no page; add a file such as first-steps.yml"))
    if guide is None:
        return None
    ordered = sorted((page for page in pages if page), key=lambda page: (page.order, page.id))
    return dataclasses.replace(guide, id=folder.name, pages=tuple(ordered))


def _page(root: Path, name: str, site: Site, faults: list[Fault]) -> Page | None:
    stem = Path(name).stem
    faults.extend(_name_faults(stem, Location(name), "a page's file"))
    page = _file(root, name, PAGE, site, faults)
    if page is None:
        return None
    seen: dict[str, Location] = {}
    for unit in page.units:
        if unit.id in seen:
            faults.append(Fault(unit.at, f"the id '{unit.id}' is used twice (first in line {seen[unit.id].line}); ids are links, give this one another"))
        seen.setdefault(unit.id, unit.at)
    return dataclasses.replace(page, id=stem)


def _name_faults(name: str, at: Location, what: str) -> Iterator[Fault]:
    if not re.fullmatch(ID, name):
        yield Fault(at, f"{what} is named in lower-case English with dashes, such as 'at-the-border', not '{name}'")
    if name in RESERVED:
        yield Fault(at, f"'{name}' would collide with a page of the site's own; rename it (taken: {', '.join(RESERVED)})")


def _strays(root: Path) -> Iterator[Fault]:
    """Files that nothing reads: a misspelt name must not lose what stands in it."""
    content = root / "content"
    for path in sorted(content.rglob("*")) if content.is_dir() else []:
        name = path.relative_to(content)
        if path.is_dir() or any(part.startswith(".") for part in name.parts) or name.parts[0] == SCHEMA_FOLDER:
            continue
        in_guide = len(name.parts) == 3 and name.parts[0] == "guides" and path.suffix == ".yml"
        if not in_guide and str(name) not in FILES:
            allowed = ", ".join(FILES)
            yield Fault(Location(f"content/{name.as_posix()}"), f"nothing reads this file; allowed: {allowed}, guides/GUIDE/PAGE.yml")


# ---- references between files


def defined(root: Path) -> Mapping[str, set[str]]:
    """The names each data file defines, also where an entry could not be read.

    Otherwise one fault in sources.yml would be followed by a hundred 'unknown source'.
    """
    found = {}
    for kind, name in (("source", "sources.yml"), ("fact", "facts.yml"), ("economy", "economies.yml")):
        parsed = source.read(root / "content" / name, name, []) if (root / "content" / name).is_file() else None
        pairs = parsed[1].value if parsed else ()
        found[kind] = {pair[0].value for pair in pairs if isinstance(pair, tuple)}
    return found


def _references(book: Book, known: Mapping[str, set[str]]) -> Iterator[Fault]:
    pages = _addresses(book)
    for name in _names(book):
        if name.value not in known["source"]:
            yield Fault(name.at, f"unknown source '{name}'; define it in content/sources.yml")
    for fact in book.facts.values():
        if fact.money and fact.money.currency not in book.currencies:
            yield Fault(fact.at, f"unknown currency '{fact.money.currency}'; define it in content/currencies.yml")
    for by_language in texts(book):
        for text in by_language.values():
            yield from inserts.faults(text, known)
            yield from _link_faults(text, pages)
    for moment in book.home.moments if isinstance(book.home, Home) else ():
        if moment.link not in pages:
            yield Fault(moment.at, f"no page '{moment.link}' on this site")


def _names(value: Any) -> Iterator[Name]:
    if isinstance(value, Name):
        yield value
    elif isinstance(value, Mapping):
        for child in value.values():
            yield from _names(child)
    elif isinstance(value, tuple):
        for child in value:
            yield from _names(child)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Site, type, Location, Text)):
        for part in dataclasses.fields(value):
            yield from _names(getattr(value, part.name))


def _addresses(book: Book) -> set[str]:
    """Every address a link may point to: /guide, /guide/page, /guide/page#anchor."""
    addresses = {"/"}
    for guide in book.guides:
        addresses.add(f"/{guide.id}")
        for page in guide.pages:
            addresses.add(f"/{guide.id}/{page.id}")
            addresses.update(f"/{guide.id}/{page.id}#{anchor}" for anchor in anchors(book, page))
    return addresses


def anchors(book: Book, page: Page) -> list[str]:
    """The anchors of a page's entries, in order."""
    listed: dict[str | None, Callable[[], list[str]]] = {
        "economies": lambda: [code.lower() for code in book.economies],
        "terms": lambda: [name for name, term in book.terms.items() if "en" in term.names],
        "sources": lambda: list(book.sources),
    }
    return listed[page.list]() if page.list else [unit.id for unit in page.units]


_LINK = re.compile(r"\]\((/[^)\s]*)")


def _link_faults(text: Text, pages: set[str]) -> Iterator[Fault]:
    for match in _LINK.finditer(text.value):
        if match[1].rstrip("/") not in pages and match[1] != "/":
            yield Fault(text.locate(match.start(1)), f"no page '{match[1]}' on this site; write /GUIDE/PAGE#ID")
