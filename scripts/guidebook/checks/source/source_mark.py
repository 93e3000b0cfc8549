"""Every question and step names an official source, or says why it is not confirmed.

Authority: content/sources.yml, whose marks say how far a page may be relied on: a mark that
begins with `official` is of an authority, also when read through a copy or the press.
In the examples `press` is a newspaper, marked `secondary`.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook.book import Book, Question, Step
from guidebook.checks.source import Edit
from guidebook.finding import Finding

_PAGE = "content/guides/first/page-1.yml"
_SOURCES = "    sources: [authority]\n"
_REASON = "    unconfirmed: {en: No authority says so., zh-Hant: 主管機關未說明。}\n"
BAD = [Edit(_PAGE, _SOURCES, "    sources: [press]\n")]
GOOD = [
    Edit(_PAGE, _SOURCES, "    sources: [press]\n" + _REASON),
    Edit(_PAGE, _SOURCES, "    sources: [press, authority]\n"),
    Edit("content/sources.yml", "mark: official", "mark: official-via-copy"),
]


def check(book: Book) -> Iterator[Finding]:
    """One finding for each question and step without one, where it begins."""
    for _, page in book.pages():
        for unit in page.units:
            if not isinstance(unit, (Question, Step)) or unit.unconfirmed:
                continue
            marks = {
                book.sources[name.value].mark for name in unit.sources or () if name.value in book.sources
            }
            if not any(mark.startswith("official") for mark in marks):
                found = f"only {', '.join(sorted(marks))}" if marks else "none"
                held = f"只有{'、'.join(sorted(marks))}" if marks else "未列出處"
                yield Finding(
                    unit.at,
                    f"'{unit.id}' names no official source ({found}); add one to 'sources:', or say in 'unconfirmed:' why there is none",
                    says={
                        "zh-Hant": f"「{unit.id}」未列官方來源（{held}）；請在「sources:」加上官方來源，或在「unconfirmed:」說明未能確認的原因"
                    },
                )
