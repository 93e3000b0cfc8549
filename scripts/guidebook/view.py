"""What page templates ask of the book: words, addresses of the other editions, navigation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from babel import Locale

from guidebook import citations, derive, inserts, linebreaks, search
from guidebook.book import Book, Page, url_of
from guidebook.languages import Language
from guidebook.structured_data import StructuredData

# Material's key for the link to the repository; `source` is a word of our own.
_RENAMED = {"source": "source.repository"}


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the navigation: its title, its address from the language's root, its pages."""

    title: str
    url: str
    pages: tuple[Link, ...] = ()


class View:
    """One language's view of the book, for page templates.

    `sizes` are the bytes of each PDF, by its place from the language's root; without them the
    pages link none. `unread` is what nobody has signed for: guide, page and unit.
    `text` gives a text in this language; where there is none, a visible gap.
    """

    def __init__(
        self,
        book: Book,
        locale: str,
        sizes: Mapping[str, int] | None = None,
        unread: frozenset[tuple[str, str, str]] = frozenset(),
    ) -> None:
        self.book = book
        self._sizes = sizes or {}
        self._unread = unread
        self.language = book.site.language(locale)
        self.languages = book.site.languages
        self.text = derive.speaker(book, locale)

    def word(self, name: str) -> str:
        """A word of content/interface.yml; raises SourceError when the file lacks it."""
        return self.text(inserts.word(self.book, name))

    def theme_word(self, key: str) -> str:
        """What Material's templates ask for with lang.t(key)."""
        if key == "language":
            return self.language.locale
        if key == "direction":
            return Locale.parse(self.language.cldr).text_direction
        return self.word(_RENAMED.get(key, key))

    def address(self, language: Language, url: str) -> str:
        """The full address of a page in a language; `url` is its address from the language's root."""
        return f"{self.book.site.address}{language.locale}/{url}"

    @property
    def path(self) -> str:
        """The path of the site's root on its host, `/` or `/deep/path/`."""
        return urlsplit(self.book.site.address).path

    @property
    def own_first(self) -> list[View]:
        """This view, then those of the other languages."""
        return [self, *(View(self.book, one.locale) for one in self.languages if one != self.language)]

    def alternates(self, url: str) -> Iterator[tuple[str, str]]:
        """`hreflang` and full address of a page's editions, the neutral page last as x-default."""
        for language in self.languages:
            yield language.locale, self.address(language, url)
        yield "x-default", self.book.site.address

    def printable(self, url: str) -> Link | None:
        """The PDF of the guide whose landing page this is: its name with its size, and its address."""
        for guide in self.book.guides:
            place = guide.pdf_place(self.language.locale)
            if url == f"{guide.id}/" and place in self._sizes:
                size = str(max(round(self._sizes[place] / 1000), 1))
                return Link(self.word("pdf").replace("#", size), place)
        return None

    def unread(self, url: str) -> tuple[bool, list[Link]]:
        """What of a page nobody has proofread: whether that is all of it, and the entries.

        What a page lists from the data files cannot be signed for, so it stays among them.
        """
        left, whole = [], True
        for guide, page in self.book.pages():
            if guide.url(page) != url:
                continue
            whole = whole and (guide.id, page.id, "") in self._unread
            if page.list:
                left.append(Link(self.text(page.title), f"#{page.id if guide.one_page else 'page-title'}"))
            for unit in page.units:
                if (guide.id, page.id, unit.id) in self._unread:
                    left.append(Link(self.text(unit.heading), f"#{unit.id}"))
                else:
                    whole = False
        return whole, left

    @cached_property
    def about(self) -> str:
        """The address, from the language's root, of the page that says what this site is; '' if none."""
        return url_of(self.book.home.about or "")

    @cached_property
    def help(self) -> Link | None:
        """The entry that says whom to ask."""
        for guide, page in self.book.pages():
            for unit in page.units:
                link = guide.link(page, unit.id)
                if link == self.book.home.help:
                    return Link(self.text(unit.heading), url_of(link))
        return None

    @cached_property
    def search_index(self) -> bytes:
        """What the browser searches in this language."""
        return search.index(self.book, self.language.locale)

    @cached_property
    def search_file(self) -> str:
        """Where the index stands, from the site's root."""
        return f"assets/{search.file_name(self.language.locale, self.search_index)}"

    @cached_property
    def line_breaks(self) -> linebreaks.LineBreaks:
        """Where lines of this language may break."""
        return linebreaks.LineBreaks(self.book, self.language.locale)

    def structured_data(self, url: str) -> str:
        """What a page says of itself to machines, for a `<script type="application/ld+json">`."""
        return self._structured_data.script(url)

    @cached_property
    def _structured_data(self) -> StructuredData:
        return StructuredData(self.book, self.language.locale)

    def lastmod(self, url: str) -> str:
        """The newest day on which what stands behind a page was read or changed; '' where none is known."""
        return self._newest.get(url, "")

    @cached_property
    def _newest(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for guide, page in self.book.pages():
            newest = max(_days(self.book, page), default="")
            for url in (f"{guide.id}/", guide.url(page)):
                found[url] = max(found.get(url, ""), newest)
        return found

    @cached_property
    def navigation(self) -> tuple[Link, ...]:
        return tuple(
            Link(
                self.text(guide.title),
                f"{guide.id}/",
                tuple(Link(self.text(page.title), url_of(guide.link(page))) for page in guide.pages),
            )
            for guide in self.book.guides
        )


def _days(book: Book, page: Page) -> Iterator[str]:
    """The days on which the sources of a page were read, and from which its texts changed (ISO 8601)."""
    if page.list == "sources":
        yield from (source.checked.iso for source in book.sources.values())
    lists = {
        "economies": (book.economies,),
        "finder": (book.pairs, book.economies),
        "terms": (book.glossary(),),
    }
    listed = [one for entries in lists.get(page.list or "", ()) for one in entries.values()]
    for name in citations.cited(book, (page, *listed)):
        yield book.sources[name].checked.iso
    yield from (unit.changed.on.iso for unit in page.units if unit.changed)
