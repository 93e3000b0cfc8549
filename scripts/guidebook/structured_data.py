"""What a page says of itself to machines: schema.org types as JSON-LD (W3C, JSON-LD 1.1).

A page of questions is a FAQPage, one of steps a HowTo, every other a WebPage; each has its edition's
label, its place in the site and the sources it rests on. Nothing is said that the page does not show:
no date but one from which a text changed, no picture, no rating, no author.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from guidebook.book import Book, Guide, Page, Unit
from guidebook.citations import cited
from guidebook.prose import Prose
from guidebook.questions import LICENCE

Data = dict[str, Any]

# Whatever could end the script element, or hide its end, begins with `<` (HTML, 4.12.1.3).
_ESCAPES = {ord("<"): "\\u003c"}


class StructuredData:
    """The pages of one language as schema.org sees them."""

    def __init__(self, book: Book, locale: str) -> None:
        self.book = book
        self.locale = locale
        self.prose = Prose(book, locale)
        self.home = self.prose.address("/")
        self.guides = {f"{guide.id}/": guide for guide in book.guides}
        self.pages = {
            self.prose.address(guide.link(page)).removeprefix(self.home): (guide, page)
            for guide, page in book.pages()
        }

    def script(self, url: str) -> str:
        """The content of a page's `<script type="application/ld+json">`, safe to put there as it is.

        `url` is the page's address from the language's root: `faq/stays/`.
        """
        graph = {"@context": "https://schema.org", "@graph": list(self._graph(url))}
        # A line for each value: no `{{` or `}}`, which are what a template leaves behind.
        return json.dumps(graph, ensure_ascii=False, indent=0).translate(_ESCAPES)

    def _graph(self, url: str) -> Iterator[Data]:
        """The site and the page, then how a reader gets there."""
        yield self._site()
        if url in self.guides:
            guide = self.guides[url]
            yield self._page(guide, url, self._guide(guide))
            yield self._trail(url, [guide])
        elif url in self.pages:
            guide, page = self.pages[url]
            yield self._page(page, url, self._contents(page, guide))
            yield self._trail(url, [guide, page])
        else:
            yield self._page(self.book.home, url, {})

    def _site(self) -> Data:
        return {
            "@type": "WebSite",
            "@id": f"{self.home}#website",
            "url": self.home,
            "name": self.prose.word("site-short"),
            "inLanguage": self.locale,
        }

    def _page(self, shown: Any, url: str, contents: Data) -> Data:
        """What every page says; `contents` may make it more than a WebPage."""
        address = self.home + url
        return {
            "@type": "WebPage",
            "@id": address,
            "url": address,
            "name": self.prose.line(shown.title),
            "description": self.prose.line(shown.description),
            "inLanguage": self.locale,
            "isPartOf": {"@id": f"{self.home}#website"},
            **({"breadcrumb": {"@id": f"{address}#breadcrumb"}} if url else {}),
            "creativeWorkStatus": self.prose.word("draft-notice"),
            "license": LICENCE,
            "isAccessibleForFree": True,
            **contents,
        }

    def _trail(self, url: str, parts: list[Guide | Page]) -> Data:
        address = self.home + url
        places = [(self.prose.word("home"), self.home)]
        places += [(self.prose.line(part.title), f"{self.home}{part.id}/") for part in parts[:-1]]
        places.append((self.prose.line(parts[-1].title), address))
        return {
            "@type": "BreadcrumbList",
            "@id": f"{address}#breadcrumb",
            "inLanguage": self.locale,
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": name, "item": item}
                for number, (name, item) in enumerate(places, 1)
            ],
        }

    def _guide(self, guide: Guide) -> Data:
        """What a guide's landing page holds: the guide itself, if it stands on one page."""
        if not guide.one_page or not all(page.steps for page in guide.pages):
            return {}
        sections = [
            {
                "@type": "HowToSection",
                "name": self.prose.line(page.title),
                "url": self.prose.address(guide.link(page)),
                "inLanguage": self.locale,
                "itemListElement": self._steps(guide, page),
            }
            for page in guide.pages
        ]
        return {"mainEntity": self._how_to(guide, sections)}

    def _contents(self, page: Page, guide: Guide) -> Data:
        """What a page holds, as far as schema.org has a type for it."""
        if page.questions:
            asked = [self._question(guide, page, unit) for unit in page.questions]
            return {"@type": "FAQPage", "mainEntity": asked}
        if page.steps:
            return {"mainEntity": self._how_to(page, self._steps(guide, page))}
        return {}

    def _question(self, guide: Guide, page: Page, unit: Unit) -> Data:
        address = self.prose.address(guide.link(page, unit.id))
        return {
            "@type": "Question",
            "@id": address,
            "url": address,
            "name": self.prose.line(unit.heading),
            "inLanguage": self.locale,
            "acceptedAnswer": {
                "@type": "Answer",
                "url": address,
                "text": self._html(unit, guide.link(page)),
                "inLanguage": self.locale,
                **self._basis(unit),
            },
        }

    def _how_to(self, shown: Guide | Page, steps: list[Data]) -> Data:
        return {
            "@type": "HowTo",
            "name": self.prose.line(shown.title),
            "description": self.prose.line(shown.description),
            "inLanguage": self.locale,
            "step": steps,
        }

    def _steps(self, guide: Guide, page: Page) -> list[Data]:
        return [
            {
                "@type": "HowToStep",
                "name": self.prose.line(unit.heading),
                "text": self.prose.plain(unit.body, guide.link(page)),
                "url": self.prose.address(guide.link(page, unit.id)),
                "inLanguage": self.locale,
                **self._basis(unit),
            }
            for unit in page.steps or ()
        ]

    def _html(self, unit: Unit, on: str) -> str:
        """An answer, never without the note that it is not confirmed."""
        answer = self.prose.html(unit.body, on)
        if not unit.unconfirmed:
            return answer
        label = self.prose.word("unconfirmed") + self.prose.word("colon")
        return f"{answer}\n<p><strong>{label}</strong></p>\n{self.prose.html(unit.unconfirmed, on)}"

    def _basis(self, unit: Unit) -> Data:
        """The sources that have an address, and from when the text is as it is."""
        sources = [self.book.sources[name] for name in cited(self.book, unit)]
        listed = [
            {
                "@type": "WebPage",
                "name": self.prose.line(source.title),
                "url": source.url,
                "publisher": {"@type": "Organization", "name": self.prose.line(source.publisher)},
                **({"datePublished": source.dated.iso} if source.dated else {}),
            }
            for source in sources
            if source.url
        ]
        return {
            **({"isBasedOn": listed} if listed else {}),
            **({"dateModified": unit.changed.on.iso} if unit.changed else {}),
        }
