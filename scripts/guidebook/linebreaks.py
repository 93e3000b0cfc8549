"""Where a line of a page may break: never inside a name, a date or a number with its unit; in a
Chinese heading, or the name of who published a source, only between words.

Chinese has no spaces, and a browser breaks it after any character (UAX 14). In running text that
is right. In a heading of two lines it is not: 往來中國、中國香港與中華／臺北之間.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from guidebook.book import Book
from guidebook.convert import Converter
from guidebook.typography import HAN, LATIN

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?(\w+)")
_UNTOUCHED = {"svg", "code", "pre", "select", "script", "style"}
_HEADINGS = {"h1", "h2", "h3"}
_QUESTIONS = '<nav class="gb-questions"'
_ELSEWHERE = '<a href="http'  # a source, by the name of whoever published it
_CLAUSE = re.compile("[^，：；？。]*[，：；？。]+[」』）”’]*|.+", re.S)

_ALONE = r"(?<![A-Za-z\d/.,-])"
_NUMBER = rf"{_ALONE}\d[\d,.]*"
_UNITS = (
    "days?|weeks?|months?|years?|hours?|minutes?|economies|members|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_WITH_UNIT = {
    True: rf"{_NUMBER}(?:[年月日天元項项]|[個个]月?)",
    False: rf"{_NUMBER} (?:{_UNITS})\b",
}
_HYPHENED = rf"{_ALONE}[A-Za-z]{{1,4}}-[A-Za-z]+"  # e-mail, K-ETA, pre-clearance

_SIMPLIFIED = ("t2s",)

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(f"[{HAN}{LATIN}]")
# Words of one character that lean on the word before them, and on the word after.
_LEAN_BACK = frozenset("的了吗呢着者时后前上中里内间们之等")
_LEAN_ON = frozenset("第个不未没也都还要可会才已再先应由向对以为与和或及在从持往把被将请各每该本另须无")


class LineBreaks:
    """The rules of one language, with the names that stay in one piece."""

    def __init__(self, book: Book, locale: str) -> None:
        self._chinese = _is_chinese(locale)
        names = map(re.escape, sorted(_names(book, locale), key=len, reverse=True))
        self._whole = re.compile("|".join([*names, _WITH_UNIT[self._chinese], _HYPHENED]))
        if self._chinese:
            self._simplified = Converter(_SIMPLIFIED, {})
            self._segmenter = segmenter(book)

    def page(self, html: str) -> str:
        """The content of a page, as Markdown gives it, with what must stay together kept so."""
        return "".join(self._parts(html))

    def title(self, html: str) -> str:
        """A heading, or a link that repeats it: in Chinese with `<wbr>` between its words."""
        return "".join(part if part.startswith("<") else self._clauses(part) for part in _TAG.split(html))

    def _parts(self, html: str) -> Iterator[str]:
        untouched, heading, elsewhere = "", "", False  # what element the text stands in, until its end
        for part in _TAG.split(html):
            if not part.startswith("<"):
                if untouched:
                    yield part
                elif heading:
                    yield self._clauses(part)
                else:
                    yield self._between_words(part) if elsewhere and self._chinese else self._kept(part)
                continue
            yield part
            found = _NAME.match(part)
            name, ends = found[1] if found else "", part.startswith("</")
            if untouched:
                untouched = "" if ends and name == untouched else untouched
            elif name in _UNTOUCHED and not ends:
                untouched = name
            elif name in _HEADINGS or part.startswith(_QUESTIONS) or (ends and name == heading):
                heading = "" if ends else name
            elif name == "a":
                elsewhere = part.startswith(_ELSEWHERE)

    def _kept(self, text: str) -> str:
        return self._whole.sub(r'<span class="gb-whole">\g<0></span>', text)

    def _clauses(self, text: str) -> str:
        """A heading breaks after a comma where it can, else between words."""
        if not self._chinese:
            return self._kept(text)
        clauses = _CLAUSE.findall(text)
        if len(clauses) < 2:
            return self._between_words(text)
        return "".join(f'<span class="gb-clause">{self._between_words(clause)}</span>' for clause in clauses)

    def _between_words(self, text: str) -> str:
        if not _HAN.search(text):
            return text
        read = self._simplified.convert(text)
        words, made, at = self._segmenter.cut(read), "", 0
        if sum(map(len, words)) != len(text):  # a character that is two in the other script
            return text
        for before, word in zip(["", *words], words, strict=False):
            made += "<wbr>" if _may_part(before, word) else ""
            made += text[at : at + len(word)]
            at += len(word)
        return made


def _is_chinese(locale: str) -> bool:
    return locale.partition("-")[0] == "zh"


def _names(book: Book, locale: str) -> set[str]:
    """What the economies are called in a language."""
    texts = [one for economy in book.economies.values() for one in (economy.name, economy.in_text) if one]
    return {text[locale].value for text in texts if locale in text}


def segmenter(book: Book) -> rjieba.Jieba:
    """What finds the words of Chinese: those of the book's terms, economies and publishers among them.

    It reads Simplified characters, which its dictionary has; a text in the other script is read as such.
    """
    simplified = Converter(_SIMPLIFIED, {})
    words: set[str] = set()
    for locale in (one.locale for one in book.site.languages if _is_chinese(one.locale)):
        words |= _names(book, locale)
        words |= {one.names[locale].value for one in book.terms.values() if locale in one.names}
        publishers = (one.publisher[locale].value for one in book.sources.values() if locale in one.publisher)
        words |= {name.partition("（")[0] for name in publishers}  # without its economy
    return _segmenter(frozenset(map(simplified.convert, words)))


@cache
def _segmenter(words: frozenset[str]) -> rjieba.Jieba:
    found = rjieba.Jieba()
    for word in sorted(words):
        found.add_word(word, None, None)
    return found


def _may_part(before: str, word: str) -> bool:
    """Whether a line may end between two words; beside a mark the browser itself decides."""
    if not (_WORD.match(before[-1:]) and _WORD.match(word)) or not _HAN.search(before[-1:] + word[:1]):
        return False
    return not (before.isdigit() or before in _LEAN_ON or word in _LEAN_BACK)
