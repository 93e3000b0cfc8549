"""Printable guides: a tagged PDF of each guide that asks for one, typeset with Typst from the Book.

Texts go to the templates (templates/*.typ) as data, never as markup, so that nothing a writer types
can be taken for code. The files follow PDF/UA-1 (ISO 14289-1: tagged, titled, every picture with its
alternative), hold the typefaces of fonts/ and no others, and depend on no clock: same book, same bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pyromark
import segno

from guidebook import citations, inserts
from guidebook.book import Book, Drawing, Guide, Page, Source, Unit, url_of
from guidebook.figures import Day, show
from guidebook.languages import Language
from guidebook.ledger import Place
from guidebook.source import Fault, SourceError, Text, Texts
from guidebook.view import View

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).parent / "templates"
_TYPESETTING = Path(__file__).parent / "typesetting.py"
_SHEET, _QUESTIONS = "pdf-sheet.typ", "pdf-questions.typ"
WEIGHTS = ("Regular", "Bold")
MAKE_FONTS = ".venv/bin/python scripts/make_fonts.py"

# A text's Markdown as data: a string, or one mark around further ones.
Inline = list[str | dict[str, Any]]
Blocks = list[dict[str, Any]]

# PDFs by their place from the language's root, each with a hash of everything it was made from.
Known = dict[str, tuple[str, bytes]]


class PdfError(Exception):
    """A guide that cannot be typeset; says which and what to do."""


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface for the Han characters of one region, regular and bold, and the font it was made from."""

    family: str
    origin: str

    def file(self, weight: str) -> Path:
        return FONTS / f"{self.family.replace(' ', '')}-{weight}.otf"

    @property
    def coverage(self) -> Path:
        """The text file that lists the characters both weights have."""
        return FONTS / f"{self.family.replace(' ', '')}.txt"

    @property
    def files(self) -> tuple[Path, ...]:
        return (*map(self.file, WEIGHTS), self.coverage)

    @property
    def characters(self) -> frozenset[str]:
        return _coverage(self.coverage)


TRADITIONAL = Face("Guidebook Sans TC", "Noto Sans CJK TC")
SIMPLIFIED = Face("Guidebook Sans SC", "Noto Sans CJK SC")


def written_coverage(characters: Iterable[str]) -> str:
    """The text of a face's coverage file: its characters in order; blanks, which nobody sees, left out."""
    shown = [char for char in sorted(characters) if char.isprintable() and not char.isspace()]
    return "".join(f"{''.join(shown[start : start + 64])}\n" for start in range(0, len(shown), 64))


@cache
def _coverage(path: Path) -> frozenset[str]:
    return frozenset(path.read_text("utf-8")) | {" ", "\u00a0", "\u3000"}


def face(language: Language) -> Face:
    """The typeface of a language, by the script of its CLDR locale."""
    return SIMPLIFIED if "Hans" in language.cldr.split("_") else TRADITIONAL


def make(book: Book, locale: str, unread: frozenset[Place], known: Known | None = None) -> dict[str, bytes]:
    """The PDFs of a derived book in one language, by their place from the language's root.

    `unread` is what nobody has signed for: guide, page and unit. A PDF in `known` that would be made
    from the same again is not; every other is put there.
    Raises SourceError for a character that the typefaces lack, PdfError when a guide cannot be set.
    """
    return {
        guide.pdf_place(locale): typeset(book, guide, locale, unread, known)
        for guide in book.guides
        if guide.pdf
    }


def typeset(
    book: Book,
    guide: Guide,
    locale: str,
    unread: frozenset[Place] = frozenset(),
    known: Known | None = None,
) -> bytes:
    """One guide in one language as a PDF; `known` and what is raised as in `make`."""
    day = newest(book, guide)
    language = book.site.language(locale)
    for path in face(language).files:
        if not path.is_file():
            raise PdfError(f"{path}: the typeface is missing; put it back, or run `{MAKE_FONTS}`")
    data = json.dumps(_Writer(book, guide, language, unread).data(day), ensure_ascii=False).encode()
    made_on = datetime.datetime.combine(_date(day), datetime.time(), datetime.UTC)
    arguments = (_SHEET if guide.one_page else _QUESTIONS, str(int(made_on.timestamp())))
    place = guide.pdf_place(locale)
    made_from = "" if known is None else _hash(locale, arguments, data)
    if known and place in known and known[place][0] == made_from:
        return known[place][1]
    done = subprocess.run(
        [sys.executable, "-P", str(_TYPESETTING), *arguments], input=data, capture_output=True
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or f"Typst ended with code {done.returncode}"
        said = said.splitlines()[-1]  # of a traceback, what it comes to
        raise PdfError(f"content/guides/{guide.id}: the PDF cannot be typeset: {said}")
    made = labelled(done.stdout, {_tag(language): locale})
    if known is not None:
        known[place] = (made_from, made)
    return made


def _hash(locale: str, arguments: tuple[str, ...], data: bytes) -> str:
    """A hash of everything a PDF is made from: its data, templates and typefaces."""
    found = hashlib.sha256(json.dumps([locale, *arguments]).encode() + data)
    for path in (_TYPESETTING, *sorted(TEMPLATES.glob("*.typ")), *sorted(FONTS.iterdir())):
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def newest(book: Book, guide: Guide) -> Day:
    """The last day on which somebody read a source of the guide."""
    named = [book.sources[name].checked for name in citations.cited(book, guide)]
    return max(named or [source.checked for source in book.sources.values()] or [Day(1980)], key=_date)


def _date(day: Day) -> datetime.date:
    return datetime.date(day.year, day.month or 1, day.day or 1)


# ---- labels


def _tag(language: Language) -> str:
    """What Typst writes for a language, which knows no script subtag: `zh-TW` for zh-Hant."""
    lang, region = _lang(language)
    return f"{lang}-{region}" if region else lang


def _lang(language: Language) -> tuple[str, str | None]:
    """The language and the region that steer Typst's line breaking and punctuation."""
    lang = language.locale.partition("-")[0]
    region = language.cldr.rpartition("_")[2]
    return lang, region if lang == "zh" and len(region) == 2 else None


# Where labels stand: beside the marks in a page's stream, and in the metadata.
_MARKED = re.compile(rb"(/MCID \d+/Lang\()([\w-]+)(\)>>BDC)")
_METADATA = re.compile(rb"(?<=<rdf:li>)([\w-]+)(?=</rdf:li>\s*</rdf:Bag>\s*</dc:language>)")


def labelled(made: bytes, labels: Mapping[str, str]) -> bytes:
    """The PDF with our labels in place of Typst's: of the document, of every part, and in its metadata.

    ISO 32000-2, 14.9.2 (Lang is a BCP 47 tag, in dictionaries and in marked content) and 14.3.2
    (metadata, where Dublin Core says the language). Nothing else that the file says changes.
    """

    def label(tag: bytes) -> bytes:
        return labels.get(tag.decode(), tag.decode()).encode()

    with pikepdf.open(io.BytesIO(made)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/Lang" in each:
                each.Lang = pikepdf.String(label(str(each.Lang).encode()).decode())
        for page in pdf.pages:
            stream = page.obj.Contents
            marked = _MARKED.sub(lambda found: found[1] + label(found[2]) + found[3], stream.read_bytes())
            stream.write(marked)
        if (
            "/Suspects" in pdf.Root.MarkInfo
        ):  # false, as where it is absent; but Poppler takes that for an error
            del pdf.Root.MarkInfo.Suspects
        metadata = pdf.Root.Metadata
        metadata.write(_METADATA.sub(lambda found: label(found[1]), metadata.read_bytes()))
        saved = io.BytesIO()
        packed = pikepdf.ObjectStreamMode.generate  # the tags of a long guide are half of its bytes
        pdf.save(saved, deterministic_id=True, object_stream_mode=packed)
    return saved.getvalue()


# ---- a guide as data


class _Writer:
    """One guide in one language as the templates' data."""

    def __init__(self, book: Book, guide: Guide, language: Language, unread: frozenset[Place]) -> None:
        self.book = book
        self.guide = guide
        self.unread = unread
        self.language = language
        self.view = View(book, language.locale)
        self.face = face(language)
        self.formats = inserts.formats(book, language.locale)
        self.page = guide.pages[0]
        self.faults: list[Fault] = []
        self.foreign = _foreign(book, language)
        self.targets = {guide.link(page): page.id for page in guide.pages} | {
            guide.link(page, unit.id): f"{page.id}/{unit.id}" for page in guide.pages for unit in page.units
        }

    def data(self, day: Day) -> dict[str, Any]:
        """Everything a template prints; raises SourceError for characters that the typeface lacks."""
        lang, region = _lang(self.language)
        address = self.view.address(self.language, f"{self.guide.id}/")
        self.mentioned: set[str] = set()
        code = segno.make(address, error="m").svg_inline(border=4, dark="#000", light="#fff")
        data = {
            "lang": lang,
            "region": region,
            "font": self.face.family,
            "title": self.say(self.guide.title),
            "description": self.line(self.guide.description),
            "site": self.word("site-short"),
            "draft": self.word("draft-notice"),
            "unread": self.unread_note(),
            "licence": self.word("licence"),
            "online": self.word("pdf-online"),
            "address": address,
            "code": code,
            "code_alt": self.word("pdf-code", address),
            "checked": self.word("pdf-checked", show(day, self.formats)),
            "sources_at": self.word("sources-at", address),
            "contents": self.word("pdf-contents"),
            "on_page": self.word("parentheses", self.word("pdf-on-page")).split("#"),
            "details": self.word("details"),
            "unconfirmed": self.word("unconfirmed"),
            "colon": self.word("colon"),
            "too_long": "the steps do not fit the page; shorten them",
            "parts": [self.part(page) for page in self.guide.pages],
        }
        if self.faults:
            raise SourceError(self.faults)
        return data

    def unread_note(self) -> str:
        """That nobody has proofread the guide, or parts of it; '' where somebody has signed for all."""
        names = [
            (page.id, name) for page in self.guide.pages for name in ("", *(one.id for one in page.units))
        ]
        left = [one for one in names if (self.guide.id, *one) in self.unread]
        return self.word("unread-document" if left == names else "unread-parts") if left else ""

    def part(self, page: Page) -> dict[str, Any]:
        self.page = page
        if not self.guide.one_page:
            self.mentioned = set()
        return {
            "id": page.id,
            "title": self.line(page.title),
            "description": self.line(page.description),
            "intro": self.blocks(page.intro),
            "sources": self.sources(page.intro),
            "numbered": page.numbered,
            "units": [self.unit(page, unit) for unit in page.units],
        }

    def unit(self, page: Page, unit: Unit) -> dict[str, Any]:
        changed = unit.changed
        return {
            "id": f"{page.id}/{unit.id}",
            "heading": self.line(unit.heading),
            "drawing": self.drawing(unit.drawing) if unit.drawing else None,
            "body": self.blocks(unit.body),
            "unconfirmed": self.blocks(unit.unconfirmed),
            "details": self.blocks(unit.details),
            "changed": [
                self.word("changed", show(changed.on, self.formats)) + self.word("colon"),
                *self.line(changed.why),
            ]
            if changed
            else None,
            "sources": self.sources(unit),
        }

    def drawing(self, drawing: Drawing) -> dict[str, str]:
        svg = self.book.drawings[drawing.file].draw(self.say, drawing.alt, drawing.words)
        style = _STYLE.replace("FAMILY", self.face.family)
        return {"svg": svg.replace(">", f"><style>{style}</style>", 1), "alt": self.say(drawing.alt)}

    def sources(self, part: Unit | Texts | None) -> Inline | None:
        """What a text rests on, as the web page lists it: what was read on one day together, with the day."""
        names = citations.cited(self.book, part)
        if not names:
            return None
        separator = self.word("list-separator")
        listed: Inline = []
        for day, sources in self.book.by_day(names):
            for source in sources:
                listed += [separator] if listed else []
                listed += self.source(source)
            listed.append(self.word("parentheses", self.word("checked", show(day, self.formats))))
        return [self.word("sources") + self.word("colon"), *listed, self.word("sentence-end")]

    def source(self, source: Source) -> Inline:
        name = [*self.line(source.publisher), self.word("colon"), *self.line(source.title)]
        notes = [self.word("dated", show(source.dated, self.formats))] if source.dated else []
        notes += [self.word(f"mark-{source.mark}").lower()] if source.mark != "official" else []
        shown: Inline = [{"to": source.url, "in": name}] if source.url else name
        if notes:
            shown.append(self.word("parentheses", self.word("list-separator").join(notes)))
        return shown

    # ---- texts

    def say(self, texts: Texts) -> str:
        """A text in this language, with its figures; where there is none, a visible gap."""
        locale = self.language.locale
        said = inserts.with_first_mentions(self.book, locale, self.view.text(texts), self.mentioned)
        self.faults += _lacking(said, texts[locale], self.face) if locale in texts else ()
        return said

    def word(self, name: str, value: str | None = None) -> str:
        """A word of the interface; `#` in it is replaced by the value."""
        said = self.say(inserts.word(self.book, name))
        return said if value is None else said.replace("#", value)

    def line(self, texts: Texts) -> Inline:
        """A text that is no Markdown: a heading, a name."""
        return list(self._spans(self.say(texts)))

    def blocks(self, texts: Texts | None) -> Blocks:
        """A text's Markdown as blocks; [] where there is no text."""
        return _Reader(self).read(self.say(texts)) if texts else []

    def _spans(self, text: str) -> Iterator[str | dict[str, Any]]:
        """A text in pieces: what is in another language is marked with it."""
        cursor = 0
        for match in _ENGLISH.finditer(text) if self.foreign else ():
            if match.start() > cursor:
                yield text[cursor : match.start()]
            yield {"lang": self.foreign, "in": [match.group()]}
            cursor = match.end()
        if cursor < len(text):
            yield text[cursor:]

    def target(self, link: str) -> dict[str, str]:
        """Where a link leads: to a place of this PDF, or to a full address."""
        if not link.startswith(("/", "#")):
            return {"to": link}
        if link.startswith("#"):
            link = self.guide.link(self.page, link[1:])
        if link in self.targets:
            return {"label": self.targets[link]}
        return {"to": self.view.address(self.language, url_of(link))}


# Two words or more in a row, such as an app's or a form's name; a single one is as Chinese as APEC.
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’.-]*(?: [A-Za-z][A-Za-z'’.-]*)+|[a-z]+-[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def _foreign(book: Book, language: Language) -> str | None:
    """The language of Latin words inside a text in Han characters, if the site has it."""
    locales = [one.locale for one in book.site.languages]
    return "en" if "en" in locales and language.locale.startswith("zh") else None


def _lacking(said: str, text: Text, face: Face) -> Iterator[Fault]:
    """Characters that the typeface has not, where they were written."""
    for char in sorted(set(said) - face.characters - {"\n"}):
        at = text.locate(text.value.index(char)) if char in text.value else text.at
        yield Fault(
            at,
            f"'{char}' (U+{ord(char):04X}) is not in the typeface of the PDFs, {face.family}; "
            f"run `{MAKE_FONTS}` to add it, or write another character",
        )


# The colours of print; the classes are those of drawings.py.
_STYLE = (
    "svg{fill:none;stroke:none;stroke-width:3;stroke-linecap:round;stroke-linejoin:round}"
    ".ink{stroke:#16222a}.soft{stroke:#4a5a64;stroke-width:2.5}.accent{stroke:#0b5d66}"
    ".paper{fill:#fff}.tint{fill:#e4f1f2}.solid{fill:#0b5d66}.dashed{stroke-dasharray:5 6}"
    "text{fill:#16222a;font-family:'FAMILY';font-weight:700}.word{font-size:15px}.word-small{font-size:13px}"
    ".on-solid{fill:#fff}"
)


# ---- Markdown

_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]{1,500})\*\*")
_OPEN, _SHUT = "\ue010", "\ue011"


class _Reader:
    """Reads one Markdown text into blocks; what the templates do not know becomes plain text."""

    def __init__(self, writer: _Writer) -> None:
        self.writer = writer

    def read(self, text: str) -> Blocks:
        # Beside Han letters and their punctuation CommonMark sees no bold where Python-Markdown does.
        marked = _BOLD.sub(lambda found: f"{_OPEN}{found[1]}{_SHUT}", text)
        self.events = iter(pyromark.events(marked, options=pyromark.Options.ENABLE_STRIKETHROUGH))
        return self._blocks()

    def _blocks(self) -> Blocks:
        """The blocks up to the end of what is open; loose lines, as in a tight list, make a paragraph."""
        blocks: Blocks = []
        loose: Inline = []

        def close() -> None:
            if loose:
                blocks.append({"p": _bold(loose)})
                loose.clear()

        for event in self.events:
            kind, held = _start(event)
            if kind in _BLOCKS:
                close()
                blocks += self._block(kind, held)
            elif isinstance(event, dict) and "End" in event:
                break
            else:
                loose += self._inline(event)
        close()
        return blocks

    def _block(self, kind: str, held: Any) -> Blocks:
        if kind == "List":
            items = []
            for event in self.events:
                if _start(event)[0] != "Item":
                    break
                items.append(self._blocks())
            return [{"ul": items} if held is None else {"ol": items, "start": held}]
        if kind == "CodeBlock":
            return [{"pre": "".join(str(event["Text"]) for event in self._inside() if "Text" in event)}]
        if kind in ("Paragraph", "Heading"):
            read = _bold(self._inlines())
            return [{"p": read if kind == "Paragraph" else [{"b": read}]}]
        return self._blocks()

    def _inside(self) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, dict) and "End" in event:
                return
            yield event

    def _inlines(self) -> Inline:
        return [one for event in self._inside() for one in self._inline(event)]

    def _inline(self, event: Any) -> Iterator[str | dict[str, Any]]:
        kind, held = _start(event)
        if kind == "Link":
            target = self.writer.target(held["dest_url"])
            yield {**target, "in": _bold(self._inlines())}
        elif kind in ("Strong", "Emphasis"):
            yield {"b": _bold(self._inlines())}
        elif kind:
            yield from self._inlines()
        elif event == "SoftBreak":
            yield " "
        elif event == "HardBreak":
            yield {"br": True}
        elif isinstance(event, dict) and "Text" in event:
            yield from self.writer._spans(str(event["Text"]))
        elif isinstance(event, dict) and "Code" in event:
            yield {"code": str(event["Code"]).replace(_OPEN, "**").replace(_SHUT, "**")}
        elif isinstance(event, dict) and "InlineHtml" in event:
            yield from [{"br": True}] if str(event["InlineHtml"]).startswith("<br") else []
        elif isinstance(event, dict) and "Html" in event:
            yield html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", str(event["Html"]), flags=re.S))


_BLOCKS = ("Paragraph", "Heading", "List", "Item", "BlockQuote", "CodeBlock", "HtmlBlock")


def _start(event: Any) -> tuple[str, Any]:
    """What an event begins and what it holds; ('', None) for every other event."""
    if not isinstance(event, dict) or "Start" not in event:
        return "", None
    value = event["Start"]
    return next(iter(value.items())) if isinstance(value, dict) else (str(value), None)


def _bold(inline: Inline) -> Inline:
    """Bold put where its marks stand; a mark without its other half is nothing."""
    stack: list[Inline] = [[]]
    for node in inline:
        if not isinstance(node, str):
            stack[-1].append(node)
            continue
        for piece in re.split(f"([{_OPEN}{_SHUT}])", node):
            if piece == _OPEN:
                stack.append([])
            elif piece == _SHUT and len(stack) > 1:
                held = stack.pop()
                stack[-1].append({"b": held})
            elif piece and piece != _SHUT:
                stack[-1].append(piece)
    while len(stack) > 1:
        held = stack.pop()
        stack[-1] += held
    return stack[0]
