"""Every text is written in every authored language.

Authority: this project's first promise to its readers (one source, every edition). A page
with a gap is rendered with a visible mark where the text should be; it is not published.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook import load
from guidebook.book import Book
from guidebook.checks.source import Edit
from guidebook.finding import Finding

_PAGE = "content/guides/first/page-1.yml"
BAD = [
    Edit(_PAGE, "      zh-Hant: 第1題問的是什麼？\n", ""),
    Edit("content/home.yml", "{en: Now, zh-Hant: 現在}", "{zh-Hant: 現在}"),
]
GOOD = [
    Edit(_PAGE, "      zh-Hans: 第2题问什么？\n", ""),  # Simplified is derived
    Edit("content/terms.yml", "search: {", "visa: {"),  # a row that only converts needs no English
]


def check(book: Book) -> Iterator[Finding]:
    """One finding for each text and authored language that lacks it, at the text that is there."""
    named = (term.names for term in book.terms.values() if "en" in term.names or term.definition)
    for texts in (*load.texts(book, partial=False), *named):
        for language in book.site.authored:
            if language.locale not in texts:
                written = next(iter(texts.values()))
                yield Finding(
                    written.at,
                    f"no {language.locale} text beside this one; write '{language.locale}:'",
                    says={"zh-Hant": f"此處缺少{language.locale}的內文；請補上「{language.locale}:」"},
                )
