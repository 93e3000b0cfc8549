"""The texts of a book as other programs take them: with full addresses, as Markdown, HTML or plain text."""

from __future__ import annotations

import html
import re
from functools import cache

import markdown

from guidebook import derive, inserts, markup
from guidebook.book import Book, url_of
from guidebook.source import Texts

# Those of mkdocs.yml, so that a text means here what it means on its page.
_EXTENSIONS = ("admonition", "attr_list", "md_in_html", "tables")
_ITEM = re.compile(r"<li>\s*(?:<p>)?")
_BREAK = re.compile(r"</(?:p|li|tr|h[1-6]|pre|div|blockquote)>|<br ?/?>")
_CELL = re.compile(r"</t[dh]>\s*<t[dh][^>]*>")
_TAG = re.compile(r"<[^>]*>")


class Prose:
    """The texts of one language of a derived book.

    Each text stands alone: a name that a page explains at its first mention is explained in each, and
    a link to an entry of the same page, `#how-long`, gets the address of the page, whose link is `on`.
    """

    def __init__(self, book: Book, locale: str) -> None:
        self.book = book
        self.locale = locale
        self._root = f"{book.site.address}{locale}/"
        self._say = derive.speaker(book, locale)

    def line(self, texts: Texts) -> str:
        """A text that is no Markdown, such as a heading; where there is none, a visible gap."""
        return inserts.with_first_mentions(self.book, self.locale, self._say(texts)).strip()

    def word(self, name: str) -> str:
        """A word of the interface."""
        return self.line(inserts.word(self.book, name))

    def address(self, link: str) -> str:
        """The full address, in this edition, of a link as content writes it: `/faq/stays#how-long`."""
        return self._root + url_of(link)

    def markdown(self, texts: Texts, on: str) -> str:
        """A text as Markdown whose links are full addresses."""
        page = on.partition("#")[0]

        def full(target: str, in_html: bool) -> str:
            link = page + target if target.startswith("#") else target
            return self.address(link) if link.startswith("/") else link

        return markup.with_links(self.line(texts), full)

    def html(self, texts: Texts, on: str) -> str:
        """A text as HTML whose links are full addresses."""
        return _html(self.markdown(texts, on))

    def plain(self, texts: Texts, on: str) -> str:
        """A text without any markup: a line for each paragraph, entry and row."""
        text = _BREAK.sub("\n", _CELL.sub(" | ", _ITEM.sub("- ", self.html(texts, on))))
        lines = (" ".join(line.split()) for line in html.unescape(_TAG.sub("", text)).split("\n"))
        return "\n".join(line for line in lines if line)


@cache
def _html(text: str) -> str:
    made: str = _reader().reset().convert(text)
    return made


@cache
def _reader() -> markdown.Markdown:
    return markdown.Markdown(extensions=_EXTENSIONS, output_format="html")
