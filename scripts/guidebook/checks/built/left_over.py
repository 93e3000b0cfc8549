"""Nothing of the workshop is left on a page: template marks, Markdown marks, notes to oneself.

Authority: the project's own rule. A reader takes every character for guidance, so a mark that
was meant for a program, a gap (⟦zh⟧), or a TODO is a fault wherever it shows: in the text, in
the title and description, in what a screen reader says, and in comments that anybody can open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidebook.book import Book
from guidebook.checks.built import Change
from guidebook.finding import Finding
from guidebook.markup import MASK
from guidebook.pages import BuiltSite, Words

_PAGE = "zh-Hant/first/page-1/index.html"
BAD = [
    Change(_PAGE, "請備妥應備文件。", "請備妥{{ documents }}。"),
    Change(_PAGE, "請備妥應備文件。", "請備妥**應備文件**。"),
    Change(_PAGE, "請備妥應備文件。", "請備妥應備文件（待補）。"),
    Change(_PAGE, "請備妥應備文件。", "<!-- TODO: ask -->請備妥應備文件。"),
]
GOOD = [
    Change(_PAGE, "請備妥應備文件。", "請備妥待補件的文件。"),
    Change(_PAGE, "請備妥應備文件。", "請輸入<code>{{ x }}</code>。"),
    Change("en/first/page-1/index.html", "Bring the documents.", "None of these: C#, 2*3*4, R&amp;D."),
]

_MARKS = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{"  # templates
    r"|-\{|\}-|⟦[^⟧]*⟧"  # our own marks: steering, a text nobody has written
    r"|\{\s?[:.#][\w-]|\*\*|~~|\]\(|\]\[[^\d\]]|!\[|^#{1,6}\s(?!of\b)|^(?:!!!|\?\?\?)\+?\s"  # Markdown
    r"|&(?:amp|lt|gt|quot|nbsp|#\d+);"  # escaped twice
    rf"|[{MASK}\ufffd]"
)
_NOTES = re.compile(
    r"(?<![A-Za-z])(?:TODO|FIXME|TBD|[Ll]orem ipsum)(?![A-Za-z])|[（(【\[]待(?:補|补|譯|译|查)[）)】\]]"
)
_VALUES = frozenset({"Undefined", "undefined", "null", "NaN", "[object Object]"})
_ENGLISH_VALUES = frozenset({"None", "True", "False"})  # words in English, residue elsewhere
_IGNORED = frozenset({"kbd", "samp", "var"})


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """One finding for each text with something left over, and for notes in comments."""
    for page in site.pages.values():
        for words in page.words:
            found = _left_over(words) if words.inside not in _IGNORED else None
            if found:
                around = _around(words.text, found)
                yield page.finding(
                    f"'{found}' is left over in '{around}'",
                    f"「{around}」中殘留「{found}」；請刪除，或補上應有的內容",
                    words.heading,
                )
        for comment in page.comments:
            note = _NOTES.search(comment)
            if note:
                around = _around(comment, note.group())
                yield page.finding(
                    f"a comment is left over: '{around}'", f"原始碼殘留註解「{around}」；請刪除"
                )


def _left_over(words: Words) -> str | None:
    if words.text in _VALUES or (words.text in _ENGLISH_VALUES and words.lang != "en"):
        return words.text
    match = _MARKS.search(words.text) or _NOTES.search(words.text)
    return match.group() if match else None


def _around(text: str, found: str, reach: int = 20) -> str:
    at = text.index(found)
    return text[max(0, at - reach) : at + len(found) + reach]
