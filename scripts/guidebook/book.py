"""The Book: everything people write, read once, with the place of every text.

The dataclasses here are the content format. Their fields, declared with `key`, `line` and
`block`, are read from YAML and described in the JSON Schema by shapes.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from guidebook.drawings import Picture
from guidebook.figures import Day, Duration, Figure, Money, Number
from guidebook.languages import Site
from guidebook.shapes import (
    ID,
    ByLanguage,
    Choice,
    Flag,
    Keyed,
    Line,
    ListOf,
    ManyOf,
    Record,
    Reference,
    Scalar,
    Shape,
    block,
    key,
    line,
)
from guidebook.source import Location, Name, Text, Texts

SOURCE_MARKS = ("official", "official-via-press", "official-via-copy", "official-old", "secondary")
VIRTUAL_STATUSES = ("issued", "printed-only", "not-issued", "no-access", "unconfirmed", "not-found")
MEMBERS = ("all", "full", "transitional")
CARDS = ("virtual", "printed")

_SOURCES = ListOf(Reference("source"))
_ORDER = Scalar(int, "10", r"[0-9]{1,6}")
_IDENTIFIER = Scalar(str, "what-to-show", ID)
_DAY = Scalar(Day.parse, "2026-11-22")
_LINK = Scalar(str, "/faq/at-the-border", r"/\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page that facts come from."""

    publisher: Texts = line("who publishes the page")
    economy: Name | None = key(
        Reference("economy"),
        "the economy whose authority says it; without, APEC or anyone else",
        required=False,
    )
    title: Texts = line("what the page is called, in our words")
    url: str | None = key(
        Scalar(str, "https://example.org/page", r"https?://\S+"), "the page's address", required=False
    )
    dated: Day | None = key(_DAY, "the date the page itself shows", required=False)
    checked: Day = key(_DAY, "the day somebody last read it")
    mark: str = key(Choice(SOURCE_MARKS), "how far it may be relied on")
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure that may stand in more than one place."""

    EXACTLY_ONE: ClassVar = ("number", "money", "duration", "date")
    number: Number | None = key(Scalar(Number.parse, "13"), "a number", required=False)
    money: Money | None = key(Scalar(Money.parse, "5000 TWD"), "an amount of money", required=False)
    duration: Duration | None = key(Scalar(Duration.parse, "90 days"), "a length of time", required=False)
    date: Day | None = key(_DAY, "a date", required=False)
    sources: tuple[Name, ...] = key(_SOURCES, "the sources that state it")
    at: Location

    @property
    def figure(self) -> Figure:
        found = self.number or self.money or self.duration or self.date
        assert found is not None  # EXACTLY_ONE
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How long one visit may last."""

    length: Duration = key(Scalar(Duration.parse, "90 days"), "the longest stay")
    within: Texts | None = line("the span in which it is counted: 'in any 180 days'", required=False)
    sources: tuple[Name, ...] | None = key(_SOURCES, "the sources that state it", required=False)
    unconfirmed: Texts | None = line("why it is not confirmed", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Virtual:
    """Whether an economy issues virtual cards."""

    status: str = key(Choice(VIRTUAL_STATUSES), "what is known")
    since: Day | None = key(_DAY, "for `issued`: from when", required=False)
    on: Day | None = key(_DAY, "for the others: the date of the statement", required=False)
    accepted: bool | None = key(
        Flag(), "false: its officers do not accept virtual cards, whoever issued them", required=False
    )
    sources: tuple[Name, ...] | None = key(_SOURCES, "the sources that state it", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Whom readers ask, by the page of each authority to begin with; the two need not be the same."""

    entry: tuple[Name, ...] | None = key(
        _SOURCES, "pages of the authority that decides on entry", required=False
    )
    entry_note: Texts | None = line(
        "what to know of that authority, as that another decides", required=False, name="entry-note"
    )
    card: tuple[Name, ...] | None = key(
        _SOURCES, "pages of the authority that issues the economy's cards", required=False
    )
    card_note: Texts | None = line(
        "what to know of that authority, as that it is one of several", required=False, name="card-note"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """One APEC member economy, under the three-letter code printed on the card."""

    name: Texts = line("the membership name")
    in_text: Texts | None = line(
        "the name inside a sentence, where it differs", required=False, name="in-text", partial=True
    )
    first_mention: Texts | None = line(
        "the name put beside it in brackets at its first mention on a page",
        required=False,
        name="first-mention",
        partial=True,
    )
    member: str = key(Choice(("full", "transitional")), "how it takes part")
    code_sources: tuple[Name, ...] | None = key(
        _SOURCES,
        "where its code is seen on cards; without, it is not confirmed",
        required=False,
        name="code-sources",
    )
    stay: Stay | None = key(Record(Stay), "the length of stay", required=False)
    virtual: Virtual = key(Record(Virtual), "whether it issues virtual cards")
    notes: Texts | None = block("rules of its own", required=False)
    keywords: Mapping[str, tuple[Text, ...]] | None = key(
        ByLanguage(ListOf(Line()), partial=True), "other names that readers search for", required=False
    )
    ask: Ask | None = key(Record(Ask), "whom to ask about entry, and whom about its cards", required=False)
    going_there: str | None = key(
        _LINK, "the answer for cardholders who go there", required=False, name="going-there"
    )
    sources: tuple[Name, ...] = key(_SOURCES, "the sources of the entry")
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What applies to cards of some economies in some others, or what an authority says of them.

    Of the entries with an `answer` that fit a card and a destination, the last is the answer; those
    with `about` add to it. To the economy that issued the card, only entries with `to: own` fit.
    finder.py puts them together.
    """

    EXACTLY_ONE: ClassVar = ("answer", "about")
    issuers: str | tuple[Name, ...] = key(
        ManyOf(MEMBERS, Reference("economy"), "[CHN, HKG]"), "the economies that issued the card", name="from"
    )
    destinations: str | tuple[Name, ...] = key(
        ManyOf((*MEMBERS, "own"), Reference("economy"), "[CHN, HKG]"), "where its holder goes", name="to"
    )
    card: str = key(Choice(("any", *CARDS)), "the kind of card it is about")
    answer: Texts | None = line("the answer in a few words", required=False)
    about: Texts | None = line(
        "for an entry that adds to the answer: what it tells, in a few words", required=False
    )
    listed: bool | None = key(
        Flag(),
        "true: the card works where it lists the destination, whose code and stay are shown",
        required=False,
    )
    text: Texts = block("what applies, and who says it")
    unconfirmed: Texts | None = line("why it is not confirmed", required=False)
    sources: tuple[Name, ...] = key(_SOURCES, "the sources of the text")
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of the termbase: what a concept is called in each language.

    Rows with a definition stand in the glossary. A row whose languages differ also steers the
    derivation, unless `convert` is false.
    """

    names: Texts = key(ByLanguage(Line(), partial=True), "the name in at least one language", spread=True)
    definition: Texts | None = line(
        "what it means, in one sentence; with it the row stands in the glossary", required=False
    )
    rejected: Mapping[str, tuple[Text, ...]] | None = key(
        ByLanguage(ListOf(Line()), partial=True),
        "wording not to be used, by language",
        required=False,
        derived=False,
    )
    note: Texts | None = line("advice for writers and reviewers", required=False)
    excepted: tuple[Text, ...] | None = key(
        ListOf(Line()), "longer phrases in which the row does not act", required=False, name="except"
    )
    convert: bool | None = key(Flag(), "false: never put for one another mechanically", required=False)
    parity: bool | None = key(Flag(), "true: where one language uses it, the others do", required=False)
    sources: tuple[Name, ...] | None = key(_SOURCES, "the sources of the names", required=False)
    basis: str | None = key(
        Choice(("general-usage", "our-wording")),
        "where a name comes from, beside or without a source",
        required=False,
    )
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Why a text changed, and from when."""

    on: Day = key(_DAY, "from when")
    why: Texts = line("what is different for the reader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing of content/drawings/ with its words in each language."""

    file: str = key(Scalar(str, "show-both", ID), "the drawing's name: content/drawings/NAME.svg")
    alt: Texts = line("what the drawing shows, in one sentence, for those who cannot see it")
    words: Mapping[str, Texts] | None = key(
        Keyed(ByLanguage(Line()), example="card"),
        "the words in the drawing, by the name of their place",
        required=False,
    )
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A question with its answer, a step, or a section: what is linked to, reviewed and searched."""

    id: str = key(_IDENTIFIER, "the anchor, the same in every language; never rename it")
    heading: Texts = line("the heading", name="title")
    body: Texts = block("the text", name="text")
    drawing: Drawing | None = key(Record(Drawing), "a drawing above the text", required=False)
    details: Texts | None = block("what only some readers need", required=False)
    unconfirmed: Texts | None = line("why this is not confirmed", required=False)
    changed: Change | None = key(Record(Change), "why the text changed, and from when", required=False)
    keywords: Mapping[str, tuple[Text, ...]] | None = key(
        ByLanguage(ListOf(Line()), partial=True), "words that readers search for", required=False
    )
    sources: tuple[Name, ...] | None = key(_SOURCES, "the sources of the text", required=False)
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Unit):
    """A question and its answer."""

    heading: Texts = line("the question, as a traveller asks it", name="question")
    body: Texts = block("the answer, the first sentence of which answers the question", name="answer")
    sources: tuple[Name, ...] | None = key(_SOURCES, "the sources of the answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Unit):
    """One action of a guide."""

    sources: tuple[Name, ...] | None = key(_SOURCES, "the sources of the step")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: questions, steps, sections, or a table made from the data files."""

    EXACTLY_ONE: ClassVar = ("questions", "steps", "sections", "list")
    order: int = key(_ORDER, "its place in the guide: pages are sorted by this number")
    title: Texts = line("the page's title")
    description: Texts = line("what the reader finds on the page, in one sentence")
    intro: Texts | None = block("what stands before the first entry", required=False)
    questions: tuple[Unit, ...] | None = key(
        ListOf(Record(Question)), "questions and answers", required=False
    )
    steps: tuple[Unit, ...] | None = key(ListOf(Record(Step)), "steps, numbered", required=False)
    any_order: bool | None = key(
        Flag(), "true: the steps are cases to choose from, without numbers", required=False, name="any-order"
    )
    sections: tuple[Unit, ...] | None = key(ListOf(Record(Unit)), "sections of text", required=False)
    list: str | None = key(
        Choice(("economies", "finder", "terms", "sources")),
        "a table of what a data file holds",
        required=False,
    )
    at: Location
    id: str = ""

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.questions or self.steps or self.sections or ()

    @property
    def numbered(self) -> bool:
        """Whether its entries are shown with their numbers."""
        return bool(self.steps) and not self.any_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A guide: a folder of pages with a landing page of its own."""

    order: int = key(_ORDER, "its place on the site: guides are sorted by this number")
    title: Texts = line("the guide's title")
    description: Texts = line("what the guide is for, in one sentence")
    one_page: bool | None = key(
        Flag(),
        "true: the whole guide stands on its landing page, which prints as a sheet",
        required=False,
        name="one-page",
    )
    pdf: bool | None = key(Flag(), "true: a printable PDF of the guide is made", required=False)
    at: Location
    id: str = ""
    pages: tuple[Page, ...] = ()

    def pdf_place(self, locale: str) -> str:
        """Where the guide's PDF stands, from the language's root: beside the landing page, labelled."""
        return f"{self.id}/{self.id}.{locale}.pdf"

    def url(self, page: Page) -> str:
        """The address of a page of this guide, from the language's root: `faq/stays/`."""
        return url_of(self.link(page)).partition("#")[0]

    def link(self, page: Page, anchor: str = "") -> str:
        """Where a page of this guide, or an entry on it, stands: `/faq/stays#how-long`, from the site's root."""
        if self.one_page:
            return f"/{self.id}#{anchor or page.id}"
        return f"/{self.id}/{page.id}" + (f"#{anchor}" if anchor else "")


def url_of(link: str) -> str:
    """Where a link of the content leads, from the language's root: `/faq/stays#fees` to `faq/stays/#fees`."""
    path, hash_, anchor = link.partition("#")
    path = path.strip("/")
    return f"{path}{'/' if path else ''}{hash_}{anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One of the moments in which a reader comes to the site."""

    id: str = key(_IDENTIFIER, "a name for it")
    title: Texts = line("what the reader needs now")
    text: Texts = line("what is behind the link")
    link: str = key(_LINK, "the page, from the site's root")
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page."""

    title: Texts = line("the site's title")
    description: Texts = line("what the site is, in one sentence")
    lead: Texts = block("the first words of the home page")
    moments: tuple[Moment, ...] = key(ListOf(Record(Moment)), "what readers need most often")
    about: str | None = key(
        _LINK, "the page that says what this site is, linked from every page", required=False
    )
    help: str | None = key(
        _LINK, "the answer that says whom to ask, offered where a search finds nothing", required=False
    )
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All content, in the languages it has so far."""

    site: Site
    home: Home
    guides: tuple[Guide, ...]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    economies: Mapping[str, Economy]
    currencies: Mapping[str, Texts]
    terms: Mapping[str, Term]
    pairs: Mapping[str, Pair]
    interface: Mapping[str, Texts]
    drawings: Mapping[str, Picture] = field(default_factory=dict)

    def glossary(self) -> dict[str, Term]:
        """The rows that readers are shown, by name: those that say what a word means."""
        return {name: term for name, term in self.terms.items() if term.definition}

    def about_words(self) -> Iterator[Texts]:
        """Texts that are about words, and so may quote what the termbase rejects."""
        for term in self.terms.values():
            if term.note:
                yield term.note
            if "en" not in term.names:  # such a row only steers the derivation
                yield term.names

    def pages(self) -> Iterator[tuple[Guide, Page]]:
        for guide in self.guides:
            for page in guide.pages:
                yield guide, page

    def listing(self, kind: str) -> tuple[Guide, Page] | None:
        """The first page with `list: kind`, such as economies, and its guide; None where there is none."""
        return next((found for found in self.pages() if found[1].list == kind), None)

    def sources_by_voice(self) -> dict[str, dict[str, Source]]:
        """The sources by who speaks in them: `apec`, an economy's code in the book's order, `secondary`."""
        found: dict[str, dict[str, Source]] = {voice: {} for voice in ("apec", *self.economies, "secondary")}
        for name, one in self.sources.items():
            voice = "secondary" if one.mark == "secondary" else one.economy.value if one.economy else "apec"
            found[voice][name] = one
        return {voice: sources for voice, sources in found.items() if sources}

    def by_day(self, names: Iterable[str]) -> list[tuple[Day, list[Source]]]:
        """The sources of these names, by the day they were last read."""
        by_day: dict[Day, list[Source]] = {}
        for name in names:
            source = self.sources[name]
            by_day.setdefault(source.checked, []).append(source)
        return list(by_day.items())


# What each file of content/ holds; guides are folders with a guide.yml and pages beside it.
FILES: dict[str, Shape] = {
    "home.yml": Record(Home),
    "interface.yml": Keyed(ByLanguage(Line()), r"[a-z][a-z0-9.-]*", "search.placeholder"),
    "sources.yml": Keyed(Record(Source)),
    "facts.yml": Keyed(Record(Fact)),
    "economies.yml": Keyed(Record(Economy), r"[A-Z]{3}", "TWN"),
    "currencies.yml": Keyed(ByLanguage(Line()), r"[A-Z]{3}", "TWD"),
    "terms.yml": Keyed(Record(Term)),
    "pairs.yml": Keyed(Record(Pair), example="cards-of-transitional-members"),
}
REQUIRED_FILES = ("home.yml", "interface.yml")
GUIDE = Record(Guide)
PAGE = Record(Page)
