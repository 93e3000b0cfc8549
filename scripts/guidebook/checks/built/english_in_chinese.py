"""No word of the interface is left in English on a Chinese page.

Authority: WCAG 2.2, 3.1.2 (English among Chinese is read aloud as gibberish unless labelled);
content/interface.yml, whose English words are those that must not show on a Chinese page, with
the words that themes bring along. Only a text that is wholly such a word counts, and only
where an interface speaks: links, buttons, labels, headings, cells, and what is read aloud. A
name that the termbase has in that language in the same letters is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook.book import Book
from guidebook.checks.built import Change
from guidebook.finding import Finding
from guidebook.pages import BuiltSite, Words
from guidebook.source import Texts

_PAGE = "zh-Hant/first/page-1/index.html"
BAD = [
    Change(_PAGE, "<summary>選單</summary>", "<summary>Menu</summary>"),
    Change(_PAGE, 'aria-label="頁尾"', 'aria-label="Footer"'),
    Change(_PAGE, "<span>上一頁</span>", "<span>Previous</span>"),
]
GOOD = [
    Change(_PAGE, "請備妥應備文件。", "請點選<strong>Next</strong>。"),  # an app's button
    Change(_PAGE, "<span>上一頁</span>", '<span lang="en">Previous</span>'),
    Change(_PAGE, "請備妥應備文件。", '<a href="./">APEC</a>'),
]

# What Material, Pagefind and their like print, beside the words of interface.yml.
_OF_THEMES = (
    *("Next", "Previous", "Prev", "Menu", "Search", "Home", "Skip to content", "Edit", "Edit this page"),
    *("Back to top", "Table of contents", "On this page", "Contents", "Navigation", "Footer", "Header"),
    *("Language", "Languages", "Select language", "Close", "Open", "Share", "Copy", "Copied", "Copy link"),
    *("Clear", "Cancel", "Submit", "Loading", "No results", "Not found", "Page not found", "Print", "More"),
    *(
        "Show more",
        "Read more",
        "Learn more",
        "Yes",
        "No",
        "Back",
        "Note",
        "Warning",
        "Tip",
        "Info",
        "Danger",
    ),
    *(
        "Permanent link",
        "Permalink",
        "Last update",
        "Created",
        "Source",
        "View source",
        "Dark mode",
        "Light mode",
    ),
)
# Not <strong>, in which guidance quotes what an app's own button says.
_SPEAKING = frozenset(
    (
        *("a", "button", "label", "summary", "option", "legend", "th", "td", "caption", "figcaption"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "small"),
        *("title", "alt", "aria-label", "aria-description", "placeholder"),
    )
)
_PUNCTUATION = " .:;!?…»«›‹→←↑¶：。"


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """One finding for each English word of the interface in Chinese text."""
    allowed = {language.locale: _allowed(book, language.locale) for language in book.site.languages}
    ours = {_key(texts["en"].value): texts for texts in book.interface.values() if "en" in texts}
    ours.pop("", None)
    known = {_key(word) for word in _OF_THEMES} | ours.keys()
    for page in site.pages.values():
        for words in page.words:
            if not _is_chinese(words.lang) or words.inside not in _SPEAKING or not words.text[:1].isascii():
                continue
            key = _key(words.text)
            if key in known and key not in allowed.get(words.lang, ()):
                yield page.finding(*_messages(words, ours.get(key, {})), words.heading)


def _is_chinese(tag: str) -> bool:
    return tag.partition("-")[0] == "zh"


def _key(text: str) -> str:
    return " ".join(text.casefold().strip(_PUNCTUATION).split())


def _allowed(book: Book, locale: str) -> set[str]:
    """Names that the termbase has in this language, and interface words that are the same in it."""
    terms = (term.names[locale].value for term in book.terms.values() if locale in term.names)
    words = (texts[locale].value for texts in book.interface.values() if locale in texts)
    return {_key(name) for name in (*terms, *words)}


def _messages(words: Words, right: Texts) -> tuple[str, str]:
    found = right.get(words.lang)
    write = f"write '{found.value}'" if found else f'write it in {words.lang}, or label it lang="en"'
    hant = f"請寫「{found.value}」" if found else f'請改寫為{words.lang}，或標示lang="en"'
    return (
        f"'{words.text}' ({words.inside}) is English on a Chinese page; {write}",
        f"中文網頁上的「{words.text}」（{words.inside}）是英文；{hant}",
    )
