"""Read content/ into a Book; everything that is wrong is reported in one go, with file and line."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from guidebook import inserts, languages, markup, source
from guidebook.book import FILES, GUIDE, PAGE, REQUIRED_FILES, Book, Guide, Home, Page
from guidebook.languages import Site
from guidebook.shapes import ID, Reader, Shape
from guidebook.source import Fault, Location, Name, SourceError, Text, Texts

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
        faults.append(
            Fault(Location("content/guides"), "there are no guides; make a folder with a guide.yml")
        )
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
    faults.extend(_references(book, _Known(root, book)))
    if faults:
        raise SourceError(faults)
    return book


def texts(value: Any, *, partial: bool = True) -> Iterator[Texts]:
    """Every text of a book, or of a part of one: each as its mapping by language.

    Without `partial`, those that need not be written in every language are left out.
    """
    if isinstance(value, Mapping) and any(isinstance(one, Text) for one in value.values()):
        yield value
    else:
        for child in _parts(value, partial):
            yield from texts(child, partial=partial)


def _parts(value: Any, partial: bool = True) -> Iterator[Any]:
    """What a value of the book is made of."""
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, tuple):
        yield from value
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Site, Location, Text, Name, type)):
        for part in dataclasses.fields(value):
            if partial or not getattr(part.metadata.get("shape"), "partial", False):
                yield getattr(value, part.name)


# ---- files


def _file(root: Path, name: str, shape: Shape, site: Site, faults: list[Fault]) -> Any:
    path = root / name
    if not path.is_file() and not path.is_symlink():
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
        faults.append(
            Fault(Location(f"{where}/guide.yml"), "the file is missing; write order, title and description")
        )
    guide: Guide | None = _file(root, f"{where}/guide.yml", GUIDE, site, faults)
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
    page: Page | None = _file(root, name, PAGE, site, faults)
    if page is None:
        return None
    seen: dict[str, Location] = {}
    for unit in page.units:
        if unit.id in seen:
            faults.append(
                Fault(
                    unit.at,
                    f"the id '{unit.id}' is used twice (first in line {seen[unit.id].line}); ids are links, give this one another",
                )
            )
        seen.setdefault(unit.id, unit.at)
    return dataclasses.replace(page, id=stem)


def _name_faults(name: str, at: Location, what: str) -> Iterator[Fault]:
    if not re.fullmatch(ID, name):
        yield Fault(
            at, f"{what} is named in lower-case English with dashes, such as 'at-the-border', not '{name}'"
        )
    if name in RESERVED:
        yield Fault(
            at,
            f"'{name}' would collide with a page of the site's own; rename it (taken: {', '.join(RESERVED)})",
        )


def _strays(root: Path) -> Iterator[Fault]:
    """Files that nothing reads: a misspelt name must not lose what stands in it."""
    content = root / "content"
    for path in sorted(content.rglob("*")) if content.is_dir() else []:
        name = path.relative_to(content)
        if (
            path.is_dir()
            or any(part.startswith(".") for part in name.parts)
            or name.parts[0] == SCHEMA_FOLDER
        ):
            continue
        in_guide = len(name.parts) == 3 and name.parts[0] == "guides" and path.suffix == ".yml"
        if not in_guide and str(name) not in FILES:
            allowed = ", ".join(FILES)
            yield Fault(
                Location(f"content/{name.as_posix()}"),
                f"nothing reads this file; allowed: {allowed}, guides/GUIDE/PAGE.yml",
            )


# ---- references between files


class _Known:
    """What may be referred to, also where it could not be read.

    Otherwise one fault in sources.yml would be followed by a hundred 'unknown source'.
    """

    def __init__(self, root: Path, book: Book) -> None:
        self.names = {
            "source": _keys(root, "sources.yml"),
            "fact": _keys(root, "facts.yml"),
            "economy": _keys(root, "economies.yml"),
        }
        self.anchors = {f"/{guide.id}/{page.id}": anchors(book, page) for guide, page in book.pages()}
        self.anchors |= {f"/{guide.id}": [page.id for page in guide.pages] for guide in book.guides}
        self.files = {"/"} | {
            f"/{path.relative_to(root / 'content/guides').with_suffix('').as_posix()}"
            for path in (root / "content/guides").rglob("*")
        }

    def link_fault(self, link: str, page: str) -> str | None:
        """What is wrong with a link on a page, such as `/faq/at-the-border#what-to-show` or `#id`."""
        path, _, anchor = link.partition("#")
        path = path.rstrip("/") or ("/" if path else page)
        if path not in self.files:
            return f"no page '{link}' on this site; write /GUIDE/PAGE#ID"
        if anchor and anchor not in self.anchors.get(path, [anchor]):
            return f"no '#{anchor}' on {'this page' if path == page else path}; see the ids there"
        return None


def _keys(root: Path, name: str) -> set[str]:
    path = root / "content" / name
    parsed = source.read(path, name, []) if path.is_file() else None
    pairs = parsed[1].value if parsed else ()
    return {pair[0].value for pair in pairs if isinstance(pair, tuple)}


def _references(book: Book, known: _Known) -> Iterator[Fault]:
    for name in _names(book):
        if name.value not in known.names["source"]:
            yield Fault(name.at, f"unknown source '{name}'; define it in content/sources.yml")
    for fact in book.facts.values():
        if fact.money and fact.money.currency not in book.currencies:
            yield Fault(
                fact.at, f"unknown currency '{fact.money.currency}'; define it in content/currencies.yml"
            )
    locales = [language.locale for language in book.site.languages]
    for by_language in texts(book):
        for text in by_language.values():
            yield from inserts.faults(text, known.names)
            yield from _mark_faults(text, locales)
            yield from _link_faults(text, known)
    for moment in book.home.moments if isinstance(book.home, Home) else ():
        wrong = known.link_fault(moment.link, "")
        if wrong:
            yield Fault(moment.at, wrong)


def _names(value: Any) -> Iterator[Name]:
    if isinstance(value, Name):
        yield value
    else:
        for child in _parts(value):
            yield from _names(child)


def anchors(book: Book, page: Page) -> list[str]:
    """The anchors of a page's entries, in order."""
    match page.list:
        case "economies":
            return [code.lower() for code in book.economies]
        case "terms":
            return [name for name, term in book.terms.items() if "en" in term.names]
        case "sources":
            return list(book.sources)
        case _:
            return [unit.id for unit in page.units]


_LINK = re.compile(r"\]\(([/#][^)\s]*)")
_MARK = re.compile(r"-\{(.*?)(\}-|$)", re.M)


def _link_faults(text: Text, known: _Known) -> Iterator[Fault]:
    page = "/" + Path(text.at.file).with_suffix("").as_posix().removeprefix("content/guides/")
    for match in _LINK.finditer(text.value):
        wrong = known.link_fault(match[1], page)
        if wrong:
            yield Fault(text.locate(match.start(1)), wrong)


def _mark_faults(text: Text, locales: list[str]) -> Iterator[Fault]:
    """`-{…}-` that does not end in its line, or names a language the site does not have."""
    for match in _MARK.finditer(text.value) if "-{" in text.value else ():
        at = text.locate(match.start())
        if not match[2]:
            yield Fault(at, "'-{' without '}-' in the same line; close it")
        for tag in markup.variants(match[1]) if match[2] else ():
            if tag and tag not in locales:
                yield Fault(
                    at, f"'{tag}' in -{{…}}- is no language of this site; write one of: {', '.join(locales)}"
                )
