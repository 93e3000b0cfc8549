"""What page templates ask of the book: words, addresses of the other editions, navigation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from guidebook import inserts
from guidebook.book import Book
from guidebook.languages import Language
from guidebook.source import Texts

# Material's key for the link to the repository; `source` is a word of our own.
_RENAMED = {"source": "source.repository"}


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the navigation: its title, its address from the language's root, its pages."""

    title: str
    url: str
    pages: tuple[Link, ...] = ()


class View:
    """One language's view of the book, for page templates."""

    def __init__(self, book: Book, locale: str) -> None:
        self.book = book
        self.language = book.site.language(locale)
        self.languages = book.site.languages
        self._insert = inserts.inserter(book, locale)

    def text(self, texts: Texts) -> str:
        """A text in this language; where there is none, a visible gap."""
        found = texts.get(self.language.locale)
        return self._insert(found.value) if found else f"⟦{self.language.locale}⟧"

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

    def alternates(self, url: str) -> Iterator[tuple[str, str]]:
        """`hreflang` and full address of a page's editions, the neutral page last as x-default."""
        for language in self.languages:
            yield language.locale, self.address(language, url)
        yield "x-default", self.book.site.address

    @cached_property
    def about(self) -> str:
        """The address, from the language's root, of the page that says what this site is; '' if none."""
        path = (self.book.home.about or "").strip("/")
        return f"{path}/" if path else ""

    @cached_property
    def navigation(self) -> tuple[Link, ...]:
        return tuple(
            Link(
                self.text(guide.title),
                f"{guide.id}/",
                tuple(Link(self.text(page.title), f"{guide.id}/{page.id}/") for page in guide.pages),
            )
            for guide in self.book.guides
        )
