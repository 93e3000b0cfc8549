"""Render the Book as Markdown: docs/<locale>/, one tree a language, all with the same paths.

Rendering is a pure function from a Book to paths and texts; `write` puts them on disk,
touching only what differs. Each page carries its source and a fingerprint of its own text
in a comment, so that a page somebody edited by hand is noticed and not overwritten.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jinja2

from guidebook import citations, convert, derive, finder, inserts, markup, schema, typography
from guidebook.book import Book, Guide, Page, Pair
from guidebook.figures import Formats, show
from guidebook.languages import Language
from guidebook.source import Name, Texts

Files = dict[str, str]

# Around an economy's code and name, which may become a link where the entry is known.
_OPEN, _SHUT = "\ue001", "\ue002"
_NAMED = re.compile(
    rf"^#{{2,3}} .*\{{ #(?P<entry>[\w-]+) \}}$|{_OPEN}(?P<code>[A-Z]{{3}})(?P<name>[^{_SHUT}]*){_SHUT}", re.M
)

# Chinese words; an element with a label of its own, and any other tag or address, as it is.
_HAN_WORDS = re.compile(
    rf"<(\w+)[^>]* lang=.*?</\1>|<[^>]*>|(?P<han>[{typography.HAN}]+(?:…+[{typography.HAN}]+)*)"
)

# What is not in view with the text around it.
_APART = re.compile(r"<(nav|details|select)\b.*?</\1>", re.S)
_STAMP = re.compile(
    r"^# Made by guidebook from (\S+) \[([0-9a-f]{12})\]\. Edit that file; this one is made anew\.\n", re.M
)


@dataclass(slots=True)
class Difference:
    """What writing would change: pages made, changed, removed.

    `edited` are pages that somebody changed by hand, `foreign` files that guidebook did not
    make; both are left alone.
    """

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.made or self.changed or self.removed or self.edited or self.foreign)


def render(book: Book) -> Files:
    """Every rendered file of a derived book: its path from the project's root, and its text."""
    files: Files = {}
    for language in book.site.languages:
        files |= _Tree(book, language).files()
    return files | schema.files(book.site.languages)


def write(root: Path, files: Files, *, overwrite: bool = False, dry: bool = False) -> Difference:
    """Bring docs/ in line with `files`; a page edited by hand is left alone unless `overwrite`.

    With `dry` nothing is written. Returns what differs.
    """
    difference = Difference()
    for name, text in sorted(files.items()):
        _put(root / name, name, text, difference, overwrite=overwrite, dry=dry)
    for path in sorted((root / "docs").rglob("*")) if (root / "docs").is_dir() else []:
        name = path.relative_to(root).as_posix()
        if path.is_file() and name not in files:
            _remove(path, name, difference, overwrite=overwrite, dry=dry)
    return difference


def _put(path: Path, name: str, text: str, difference: Difference, *, overwrite: bool, dry: bool) -> None:
    old = path.read_text("utf-8", "replace") if path.is_file() else None
    if old == text:
        return
    if old is not None and name.startswith("docs/") and not is_untouched(old) and not overwrite:
        difference.edited.append(name)
        return
    (difference.made if old is None else difference.changed).append(name)
    if not dry:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _remove(path: Path, name: str, difference: Difference, *, overwrite: bool, dry: bool) -> None:
    text = path.read_text("utf-8", "replace")
    if not _STAMP.search(text):
        difference.foreign.append(name)
        return
    if not is_untouched(text) and not overwrite:
        difference.edited.append(name)
        return
    difference.removed.append(name)
    if not dry:
        path.unlink()
        for folder in path.parents:
            if any(folder.iterdir()):
                break
            folder.rmdir()


def is_untouched(text: str) -> bool:
    """Whether a page is as it was rendered: its stamp fits the rest of its text."""
    match = _STAMP.search(text)
    return match is not None and match[2] == _fingerprint(text.replace(match.group(), "", 1))


def stamped(text: str, source: str) -> str:
    """The page with its stamp as the first line of the front matter."""
    stamp = (
        f"# Made by guidebook from {source} [{_fingerprint(text)}]. Edit that file; this one is made anew.\n"
    )
    return text.replace("---\n", f"---\n{stamp}", 1)


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


# ---- one language


class _Tree:
    """The pages of one language."""

    def __init__(self, book: Book, language: Language) -> None:
        self.book = book
        self.locale = language.locale
        self.text = derive.speaker(book, language.locale)
        self.insert = inserts.inserter(book, language.locale)
        self.insert_marked = inserts.inserter(
            book, self.locale, lambda code, name: f"{_OPEN}{code}{name}{_SHUT}"
        )
        self.economies = book.listing("economies")
        self.formats: Formats = inserts.formats(book, language.locale)
        self._cited: dict[int, tuple[Any, tuple[str, ...]]] = {}
        self.context: dict[str, Any] = {
            "book": book,
            "locale": self.locale,
            "text": self.text,
            "prose": self.prose,
            "labelled": self.labelled,
            "source_of": source_of,
            "uses": self.uses,
            "word": self.word,
            "day": lambda day: show(day, self.formats),
            "by_day": book.by_day,
            "cited": self.cited,
            "finder": finder,
            "insert": self.insert,
            "rule": self.rule,
            "joined": self.joined,
            "stay": lambda economy: inserts.stay(book, self.locale, economy, self.text),
            "entry_link": self.entry_link,
            "title_of": self.title_of,
        }

    def files(self) -> Files:
        """The language's pages: the home page, and each guide's landing page and pages."""
        pages: list[tuple[str, str, str, dict[str, Any]]] = [
            ("home.md", "index.md", "content/home.yml", {"home": self.book.home})
        ]
        for guide in self.book.guides:
            template = "guide-one-page.md" if guide.one_page else "guide.md"
            pages.append((template, f"{guide.id}/index.md", source_of(guide), {"guide": guide}))
            for page in guide.pages if not guide.one_page else ():
                context = {"guide": guide, "page": page}
                pages.append(("page.md", f"{guide.id}/{page.id}.md", source_of(guide, page), context))
        return {
            f"docs/{self.locale}/{name}": self._render(template, name, source, **context)
            for template, name, source, context in pages
        }

    def prose(self, texts: Texts) -> str:
        """A text in which the names of economies may become links, but in a link, a heading or code."""
        found = texts.get(self.locale)
        if found is None or self.economies is None or "${econom" not in found.value:
            return self.text(texts)
        text = derive.resolve(found.value, self.locale)
        parts, cursor = [], 0
        for start, end in markup.closed(text):
            parts += [self.insert_marked(text[cursor:start]), self.insert(text[start:end])]
            cursor = end
        return "".join([*parts, self.insert_marked(text[cursor:])])

    def labelled(self, text: str) -> str:
        """Markdown in which every Chinese word says its language, on a page that is not in Chinese.

        A word that conversion changes is in the language converted from; any other may be read in
        the language converted to. WCAG 2.2, 3.1.2 asks for the label.
        """
        derived = self.book.site.derived
        if not derived or any(self.locale in (one.locale, one.derived_from) for one in derived):
            return text
        made = derived[0]

        def shown(match: re.Match[str]) -> str:
            word = match["han"]
            if not word:
                return match.group()
            locale = made.locale if self._converter.convert(word) == word else made.derived_from
            return f'<span lang="{locale}">{word}</span>'

        return _HAN_WORDS.sub(shown, text)

    @cached_property
    def _converter(self) -> convert.Converter:
        return convert.Converter(self.book.site.derived[0].opencc, {})

    def word(self, name: str, value: str | int | None = None) -> str:
        """A word of the interface; `#` in it is replaced by the value."""
        shown = self.text(inserts.word(self.book, name))
        return shown if value is None else shown.replace("#", str(value))

    def entry_link(self, code: str) -> str:
        """An economy's name, as a link to its entry where the site has a page of economies."""
        name = _plain(self.text(self.book.economies[code].name))
        if self.economies is None:
            return name
        guide, page = self.economies
        return f"[{name}]({guide.link(page, code.lower())})"

    def title_of(self, link: str) -> str:
        """The heading of the entry at a place from the site's root."""
        return next(title for _, title, place in self._entries() if place == link)

    def _render(self, template: str, name: str, source: str, **context: Any) -> str:
        text = _environment().get_template(template).render(self.context, source=source, **context)
        head, body = text.split("\n---\n", 1)
        body = self._with_first_mentions(_tidy(_relative_links(self._linked(body, name), name)))
        return stamped(f"{head}\n---\n{body}", source)

    def _with_first_mentions(self, body: str) -> str:
        """The body with names explained where a reader first sees them.

        What is folded away, or shown on phones alone, explains them again and for itself.
        """
        mentioned: dict[str, set[str]] = {}

        def explained(text: str, element: str) -> str:
            seen = mentioned.setdefault(element, set())
            return inserts.with_first_mentions(self.book, self.locale, text, seen, in_link=element == "nav")

        parts, cursor = [], 0
        for match in _APART.finditer(body):
            parts += [explained(body[cursor : match.start()], ""), explained(match.group(), match[1])]
            cursor = match.end()
        return "".join([*parts, explained(body[cursor:], "")])

    def rule(self, pair: Pair) -> str:
        """What a rule of the finder is about, as its heading says it: which cards, where, and what it adds."""
        if pair.about:
            return f"{self._route(pair)}{self.word('colon')}{self.text(pair.about)}"
        return self._route(pair)

    def _route(self, pair: Pair) -> str:
        issuers, destinations = pair.issuers, pair.destinations
        if destinations == finder.OWN:
            return self.word("finder-own")
        codes = finder.members(self.book, destinations)
        if not isinstance(issuers, str) and finder.members(self.book, issuers) == codes:
            return self.insert(self.word("finder-between").replace("{to}", self.joined(codes, "and")))
        shown = self.word(f"finder-route-{pair.card}")
        return self.insert(
            shown.replace("{from}", self._party(issuers, "or-from")).replace(
                "{to}", self._party(destinations, "or")
            )
        )

    def _party(self, economies: str | tuple[Name, ...], by: str) -> str:
        """The economies on one side of a rule: a word for all of a kind, or inserts of their names."""
        if isinstance(economies, str):
            return self.word(f"finder-{economies}")
        return self.joined(finder.members(self.book, economies), by)

    def joined(self, codes: Sequence[str], by: str) -> str:
        """Inserts of the names of economies, the last joined by the word for `and`, `or`, `or-from`.

        APEC separates names by semicolons, because a name may have a comma in it.
        """
        names = [f"${{economy:{code}}}" for code in codes]
        if len(names) < 2:
            return "".join(names)
        last = self.word(f"{by}-of-{'two' if len(names) == 2 else 'more'}")
        return f"{self.word('name-separator').join(names[:-1])}{last}{names[-1]}"

    def cited(self, part: Any) -> tuple[str, ...]:
        """The names of the sources that a part of the book rests on; templates ask several times."""
        if id(part) not in self._cited:  # with the part itself, so that no other can get its id
            self._cited[id(part)] = part, citations.cited(self.book, part)
        return self._cited[id(part)][1]

    def uses(self, source: str) -> list[tuple[str, str]]:
        """Title and place of everything that rests on a source, also by a figure it inserts."""
        return self._uses.get(source, [])

    @cached_property
    def _uses(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for part, title, link in self._entries():
            for name in self.cited(part):
                found.setdefault(name, []).append((title, link))
        return found

    def _entries(self) -> Iterator[tuple[Any, str, str]]:
        """Everything that may name sources, with its title and its place from the site's root."""
        for guide, page in self.book.pages():
            yield page.intro, self.text(page.title), guide.link(page)
            for unit in page.units:
                yield unit, self.text(unit.heading), guide.link(page, unit.id)
            for code, economy in self.book.economies.items() if page.list == "economies" else ():
                yield economy, self.text(economy.name), guide.link(page, code.lower())
            for name, pair in self.book.pairs.items() if page.list == "finder" else ():
                yield pair, self.rule(pair), guide.link(page, name)
            for name, term in self.book.glossary().items() if page.list == "terms" else ():
                yield term, self.text(term.names), guide.link(page, name)

    def _linked(self, body: str, name: str) -> str:
        """The first mention of each economy in an entry leads to the economy's own entry."""
        if self.economies is None:
            return body
        guide, page = self.economies
        own = name == _file_link(guide.url(page).strip("/"), "")
        seen: set[str] = set()

        def shown(match: re.Match[str]) -> str:
            if match["entry"]:
                seen.clear()
                seen.update({match["entry"].upper()} if own else ())
                return match.group()
            first = match["code"] not in seen
            seen.add(match["code"])
            link = guide.link(page, match["code"].lower())
            return f"[{match['name']}]({link})" if first else match["name"]

        return _NAMED.sub(shown, body)


def source_of(guide: Guide, page: Page | None = None) -> str:
    """The content file that a guide's landing page or a page is made from."""
    return f"content/guides/{guide.id}/{page.id if page else 'guide'}.yml"


@cache
def _environment() -> jinja2.Environment:
    """The templates, compiled once for all languages; one that was edited is read anew."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("guidebook"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(yaml=_yaml, plain=_plain, cell=_cell)
    return environment


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """Text that Markdown must not take for markup: a heading, a title, a name."""
    escaped = re.sub(r"([\\`*_\[\]{}])", r"\\\1", text)
    # Python-Markdown knows no backslash before these two.
    return escaped.replace("<", "&lt;").replace("|", "&#124;")


def _cell(text: str) -> str:
    """Markdown inside one cell of a table."""
    return text.replace("|", "\\|").replace("\n\n", "<br>").replace("\n", " ").strip()


def _relative_links(body: str, name: str) -> str:
    """Links from the site's root, as content has them, become relative ones.

    In Markdown they lead to files, which mkdocs makes addresses; in HTML, which mkdocs
    leaves alone, to addresses.
    """

    def relative(target: str, in_html: bool) -> str:
        if not target.startswith("/"):
            return target
        path, hash_, anchor = target.partition("#")
        link = _address_link if in_html else _file_link
        return f"{link(path.strip('/'), name)}{hash_}{anchor}"

    return markup.with_links(body, relative)


@cache
def _file_link(path: str, name: str) -> str:
    """A guide or a page as a Markdown file, seen from the page in the file `name`."""
    parts = path.split("/") if path else []
    target = "/".join(parts) + ".md" if len(parts) > 1 else "/".join([*parts, "index.md"])
    return posixpath.relpath(target, posixpath.dirname(name) or ".")


@cache
def _address_link(path: str, name: str) -> str:
    """A guide or a page as an address, seen from the address of the page in the file `name`."""
    here = name.removesuffix("index.md").removesuffix(".md")
    return posixpath.relpath(path or ".", here or ".") + "/"


def _tidy(body: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", body).strip("\n") + "\n"
