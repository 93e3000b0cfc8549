"""Read content/ into a Book; everything that is wrong is reported in one go, with file and line."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from guidebook import drawings, finder, inserts, languages, markup, source
from guidebook.book import FILES, GUIDE, PAGE, REQUIRED_FILES, Book, Guide, Home, Page
from guidebook.languages import Site
from guidebook.shapes import ID, Reader, Shape
from guidebook.source import Fault, Location, Name, SourceError, Text, Texts

# Names that the site itself uses beside guides and pages.
RESERVED = ("index", "assets", "search", "sitemap", "404")
RESERVED_ANCHORS = ("page-title", "content", "gb-toc-title")
SCHEMA_FOLDER = "schema"
LEDGER = "ledger.jsonl"  # written by commands, read by people; see ledger.py


def load(root: Path) -> Book:
    """The Book of the project at `root`, in its authored languages; raises SourceError."""
    site = languages.load(root)
    faults: list[Fault] = []
    values = {name: _file(root, f"content/{name}", shape, site, faults) for name, shape in FILES.items()}
    guides = _guides(root, site, faults)
    pictures = drawings.read(root, faults)
    faults.extend(_strays(root))
    for name in REQUIRED_FILES:
        if not (root / "content" / name).is_file():
            faults.append(Fault(Location(f"content/{name}"), "the file is missing; every site needs it"))
    if not any(path.is_dir() for path in (root / "content/guides").glob("*")):
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
        pairs=values["pairs.yml"] or {},
        interface=values["interface.yml"] or {},
        drawings={name: picture for name, picture in pictures.items() if picture},
    )
    whole = not faults
    faults.extend(_shared_anchors(book))
    faults.extend(_references(book, _Known(root, book, {fault.at.file for fault in faults})))
    faults.extend(_drawing_faults(book, list(pictures), whole))
    faults.extend(finder.faults(book) if whole else ())
    if faults:
        raise SourceError(faults)
    return book


def texts(value: Any, *, partial: bool = True) -> Iterator[Texts]:
    """Every text of a book, or of a part of one: each as its mapping by language.

    Without `partial`, those that need not be written in every language are left out.
    """
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict) and any(isinstance(text, Text) for text in one.values()):
            yield one
        else:
            stack += reversed(_parts(one, partial))


def names(value: Any, kind: str = "source") -> Iterator[Name]:
    """Every reference by name to things of one kind, in a book or a part of one."""
    stack = [value]
    while stack:
        one = stack.pop()
        if not isinstance(one, Name):
            stack += reversed(_parts(one))
        elif one.kind == kind:
            yield one


def _parts(value: Any, partial: bool = True) -> Sequence[Any]:
    """What a value of the book is made of."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, dict):
        return list(value.values())
    return [getattr(value, name) for name in _fields(value.__class__, partial)]


@cache
def _fields(kind: type, partial: bool) -> tuple[str, ...]:
    """The fields of a kind of value in which there may be further values of the book."""
    if not dataclasses.is_dataclass(kind) or kind in (Site, Location, Text, Name):
        return ()
    return tuple(
        part.name
        for part in dataclasses.fields(kind)
        if partial or not getattr(part.metadata.get("shape"), "partial", False)
    )


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
        if unit.id in RESERVED_ANCHORS:
            taken = ", ".join(RESERVED_ANCHORS)
            faults.append(
                Fault(
                    unit.at,
                    f"the id '{unit.id}' is taken by every page; give this one another (taken: {taken})",
                )
            )
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
    """Files and folders that nothing reads: a misspelt name must not lose what stands in it."""
    content = root / "content"
    for path in sorted(content.rglob("*")) if content.is_dir() else []:
        parts = path.relative_to(content).parts
        if any(part.startswith(".") for part in parts) or parts[0] == SCHEMA_FOLDER:
            continue
        in_guides = parts[0] == "guides"
        if path.is_dir():
            expected = in_guides and len(parts) <= 2 and not path.is_symlink()
            expected = expected or parts == (drawings.FOLDER,)
        else:
            expected = "/".join(parts) in (*FILES, LEDGER) or (
                in_guides and len(parts) == 3 and path.suffix == ".yml"
            )
            expected = expected or (parts[0] == drawings.FOLDER and len(parts) == 2 and path.suffix == ".svg")
        if not expected:
            what = "folder" if path.is_dir() else "file"
            allowed = ", ".join(FILES)
            at = Location(f"content/{'/'.join(parts)}")
            yield Fault(
                at, f"nothing reads this {what}; allowed: {allowed}, guides/GUIDE/PAGE.yml, drawings/NAME.svg"
            )


# ---- references between files


class _Known:
    """What may be referred to. Of a file that could not be read nothing is known (None).

    Otherwise one fault in sources.yml would be followed by a hundred 'unknown source'.
    """

    def __init__(self, root: Path, book: Book, faulty: set[str]) -> None:
        def keys(name: str, read: Mapping[str, object]) -> set[str] | None:
            """What a file defines: as it was read, or, where it has faults, all it names."""
            return _keys(root, name) if f"content/{name}" in faulty else set(read)

        economies = keys("economies.yml", book.economies)
        stays = {code for code, one in book.economies.items() if one.stay}
        self.sources = keys("sources.yml", book.sources)
        self.currencies = keys("currencies.yml", book.currencies)
        self.inserts = {
            "fact": keys("facts.yml", book.facts),
            "economy": economies,
            "stay": stays if economies == set(book.economies) else None,
        }
        folder = root / "content/guides"
        self.files = {"/", *(f"/{path.name}" for path in folder.glob("*"))}
        files = {
            f"/{path.parent.name}/{path.stem}" for path in folder.glob("*/*.yml") if path.name != "guide.yml"
        }
        # What has no page of its own, by the page on which it stands.
        on_one_page = {f"/{guide.id}" for guide in book.guides if guide.one_page}
        self.sections = {path: parent for path in files if (parent := path.rpartition("/")[0]) in on_one_page}
        self.files |= files - self.sections.keys()
        self.anchors = {f"/{guide.id}/{page.id}": anchors(book, page) for guide, page in book.pages()}
        for guide in book.guides:
            path = f"/{guide.id}"
            if guide.one_page and any(f"content/guides{one}.yml" in faulty for one in self.sections):
                continue  # what a faulty file would have held is not known
            self.anchors[path] = [page.id for page in guide.pages]
            if guide.one_page:
                self.anchors[path] += [one for page in guide.pages for one in anchors(book, page)]

    def link_fault(self, link: str, page: str) -> str | None:
        """What is wrong with a link in a page's file, such as `/faq/at-the-border#what-to-show` or `#id`."""
        path, _, anchor = link.partition("#")
        page = self.sections.get(page, page)
        path = path.rstrip("/") or ("/" if path else page)
        if path in self.sections:
            parent, _, section = path.rpartition("/")
            return f"'{link}' is part of a guide on one page; write {parent}#{anchor or section}"
        if path not in self.files:
            return f"no page '{link}' on this site; write /GUIDE/PAGE#ID"
        if anchor and anchor not in self.anchors.get(path, [anchor]):
            return f"no '#{anchor}' on {'this page' if path == page else path}; see the ids there"
        return None


def _keys(root: Path, name: str) -> set[str] | None:
    """The names a data file defines, also where an entry could not be read; None if nothing could."""
    path = root / "content" / name
    if not path.exists() and not path.is_symlink():
        return set()
    parsed = source.read(path, name, [])
    pairs = parsed[1].value if parsed else None
    return {pair[0].value for pair in pairs if isinstance(pair, tuple)} if pairs is not None else None


def _references(book: Book, known: _Known) -> Iterator[Fault]:
    for name in names(book):
        if known.sources is not None and name.value not in known.sources:
            hint = (
                "write ', ' between names"
                if re.search("[，、；]", name.value)
                else "define it in content/sources.yml"
            )
            yield Fault(name.at, f"unknown source '{name}'; {hint}")
    economies = known.inserts["economy"]
    for name in names(book, "economy"):
        if economies is not None and name.value not in economies:
            yield Fault(name.at, f"unknown economy '{name}'; write a code of content/economies.yml")
    for fact in book.facts.values():
        money, currencies = fact.money, known.currencies
        if money and currencies is not None and money.currency not in currencies:
            yield Fault(fact.at, f"unknown currency '{money.currency}'; define it in content/currencies.yml")
    locales = [language.locale for language in book.site.languages]
    for by_language in texts(book):
        for text in by_language.values():
            yield from inserts.faults(text, known.inserts)
            yield from _mark_faults(text, locales)
            yield from _link_faults(text, known)
    yield from _lone_links(book, known)


def _drawing_faults(book: Book, names: list[str], whole: bool) -> Iterator[Fault]:
    """Drawings that are not there, words that do not fit, and, where all could be read, unused drawings."""
    used = set()
    for _, page in book.pages():
        for unit in page.units:
            if unit.drawing:
                one = unit.drawing
                used.add(one.file)
                if one.file not in names:
                    yield Fault(one.at, drawings.unknown(one.file, names))
                elif one.file in book.drawings:
                    yield from drawings.word_faults(book.drawings[one.file], one.words or {}, one.at)
    for name in names if whole else ():
        if name not in used:
            message = f"no page shows this drawing; write 'drawing: {{file: {name}, …}}' or delete the file"
            yield Fault(Location(f"content/{drawings.FOLDER}/{name}.svg"), message)


def _lone_links(book: Book, known: _Known) -> Iterator[Fault]:
    """Links that are keys of their own rather than part of a text."""
    links = [(one.going_there, one.at) for one in book.economies.values() if one.going_there]
    if isinstance(book.home, Home):
        links += [(moment.link, moment.at) for moment in book.home.moments]
        links += [(link, book.home.at) for link in (book.home.about, book.home.help) if link]
    for link, at in links:
        wrong = known.link_fault(link, "")
        if wrong:
            yield Fault(at, wrong)


def anchors(book: Book, page: Page) -> list[str]:
    """The anchors of a page's entries, in order."""
    match page.list:
        case "economies":
            return [code.lower() for code in book.economies]
        case "finder":
            return [*book.pairs, *(code.lower() for code in book.economies)]
        case "terms":
            return list(book.glossary())
        case "sources":
            return list(book.sources)
        case _:
            return [unit.id for unit in page.units]


def _shared_anchors(book: Book) -> Iterator[Fault]:
    """On a guide's one page the ids of all its files meet, and those of its sections, the files' names."""
    for guide in book.guides:
        pages = guide.pages if guide.one_page else ()
        seen = {page.id: page.at for page in pages}
        for page in pages:
            if page.id in RESERVED_ANCHORS:
                yield Fault(
                    page.at, f"the id '{page.id}' is taken by every page; give this file another name"
                )
            places = {unit.id: unit.at for unit in page.units}
            for anchor in dict.fromkeys(anchors(book, page)):
                at = places.get(anchor, page.at)
                first = seen.setdefault(anchor, at)
                if first != at:
                    where = f"first in {first.file}:{first.line}"
                    yield Fault(
                        at,
                        f"the id '{anchor}' is used twice on the one page of this guide ({where}); give this one another",
                    )


_MISWRITTEN = re.compile(r"\][（]\s*[/#]|］\s*[(（]\s*[/#]|\] +\([/#]")
_MARK = re.compile(r"-\{(.*?)(\}-|$)", re.M)


def _link_faults(text: Text, known: _Known) -> Iterator[Fault]:
    page = "/" + text.at.file.removeprefix("content/guides/").removesuffix(".yml")
    for offset, link, _ in markup.links(text.value):
        if link.startswith(("/", "#")):
            wrong = known.link_fault(link, page)
        else:
            wrong = None if _ELSEWHERE.match(link) else f"'{link}': write /GUIDE/PAGE#ID, or a full address"
        if wrong:
            yield Fault(text.locate(offset), wrong)
    for match in _MISWRITTEN.finditer(text.value):
        yield Fault(
            text.locate(match.start()), "a link is written [text](/GUIDE/PAGE#ID), with these very brackets"
        )


_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):")


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
