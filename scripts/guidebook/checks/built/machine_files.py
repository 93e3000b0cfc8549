"""What machines read is labelled as what it is: structured data, questions.json, llms.txt, _headers.

Authority: RFC 5646 (a label is a BCP 47 tag) and RFC 9110, 8.5 (Content-Language); schema.org
(inLanguage); DESIGN's promise that no page, file or feed leaves the build with a label that
disagrees with the script of its text. An app that shows an answer has only the label to go by, so
the label must be the edition's own, and every text beside it in that script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from guidebook.book import Book
from guidebook.checks.built import Change, page_script
from guidebook.finding import Finding
from guidebook.languages import Language
from guidebook.pages import BuiltPage, BuiltSite
from guidebook.source import Location

_PAGE, _QUESTIONS = "zh-Hant/first/page-1/index.html", "zh-Hant/questions.json"
BAD = [
    Change(_PAGE, '"inLanguage": "zh-Hant"', '"inLanguage": "zh"'),
    Change(_PAGE, '"name": "第1頁"', '"name": "第1页"'),
    Change(_PAGE, '"@context": "https://schema.org"', '"@context":'),
    Change("zh-Hans/index.html", "application/ld+json", "application/json"),
    Change(_QUESTIONS, '"language": "zh-Hant"', '"language": "zh-TW"'),
    Change(_QUESTIONS, '"edition": "正體中文"', '"edition": "中文"'),
    Change(_QUESTIONS, "請備妥應備文件。", "請備妥签证。"),
    Change(_QUESTIONS, '"第1題問的是什麼？"', '"What is question 1 about?"'),
    Change("llms.txt", "## 正體中文", "## 中文"),
    Change("llms.txt", "/zh-Hant/questions.json", "/zh-Hans/questions.json"),
    Change("_headers", "Content-Language: zh-Hant", "Content-Language: zh"),
    Change("_headers", "/zh-Hans/*\n", "/zh-Hans/x\n"),
]
GOOD = [
    Change(_QUESTIONS, "請備妥應備文件。", "另有简体中文版。"),
    Change(_QUESTIONS, '"title": "某網頁"', '"title": "ABTC FAQ"'),
    Change("_headers", "Cache-Control: no-cache", "Cache-Control: max-age=60"),
]

Said = tuple[str, str]  # a message in English and in Chinese
_Judge = Callable[[str, str, str], Said | None]  # of a text, its label and what holds it

_DESCRIBES = frozenset({"name", "description", "text", "creativeWorkStatus"})  # schema.org's keys of words
_NO_WORDS = frozenset(
    {"$schema", "language", "edition", "id", "url", "licence", "on", "dated", "checked", "mark"}
)
_WHOLE = frozenset({"question", "answer", "markdown", "text", "notice"})  # never only a name or an address
_HAN = re.compile("[\u3400-\u9fff]")
_LINK = re.compile(r"\]\(([^)\s]*)\)")


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """Findings for the structured data of every page, and for each file that only machines read."""
    judge = _judge(book)
    for page in site.pages.values():
        if page.language and not page.is_error_page:
            yield from _structured_data(page, page.language, judge)
    for language in book.site.languages:
        name = f"{language.locale}/questions.json"
        for said in _questions(_read(site, name), language, judge):
            yield _finding(name, *said)
    for said in _llms(_read(site, "llms.txt"), book, judge):
        yield _finding("llms.txt", *said)
    for said in _headers(_read(site, "_headers"), book):
        yield _finding("_headers", *said)


def _read(site: BuiltSite, name: str) -> str:
    path = site.folder / name
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _finding(name: str, message: str, hant: str) -> Finding:
    return Finding(Location(f"site/{name}"), message, says={"zh-Hant": hant})


def _judge(book: Book) -> _Judge:
    """A function that says what in a text is not in the script of its label; editions' names may stand anywhere."""
    names = re.compile("|".join(re.escape(one.name) for one in book.site.languages))

    @cache  # each answer names its sources anew
    def judged(text: str, label: str) -> page_script.Wrong | None:
        return None if text.isascii() else page_script.judged(names.sub("", text), label)

    def judge(text: str, label: str, inside: str) -> Said | None:
        wrong = judged(text, label)
        if wrong is None:
            return None
        around = names.sub("", text)[max(0, wrong[0] - 8) : wrong[0] + 9]
        return (
            f"{inside}: '{around}' is not in the script of its label, {label}; write it in {label}",
            f"{inside}：「{around}」的文字與語言標籤{label}不符；請改寫為{label}",
        )

    return judge


# ---- JSON


def _structured_data(page: BuiltPage, language: Language, judge: _Judge) -> Iterator[Finding]:
    labels = 0
    for node in page.tree.css('script[type="application/ld+json"]'):
        for key, value in _values(node.text(deep=True)):
            labels += key == "inLanguage"
            said = _value(key, value, language, "inLanguage", judge, key in _DESCRIBES)
            if said:
                yield page.finding(*said)
    if not labels:
        yield page.finding(
            'the structured data (application/ld+json) is missing or has no "inLanguage"; build the site anew',
            "缺少結構化資料（application/ld+json），或其中沒有「inLanguage」；請重新建置網站",
        )


def _questions(text: str, language: Language, judge: _Judge) -> Iterator[Said]:
    labels = 0
    for key, value in _values(text):
        labels += key == "language"
        if key == "edition" and value != language.name:
            yield (
                f"the edition is called '{value}'; write '{language.name}'",
                f"語言版本名稱為「{value}」；應為「{language.name}」",
            )
        said = _value(key, value, language, "language", judge, key not in _NO_WORDS)
        if said:
            yield said
        elif key in _WHOLE and language.locale.startswith("zh") and not _HAN.search(value):
            yield (
                f"{key}: '{value[:40]}' has no Chinese in it; write it in {language.locale}",
                f"{key}：「{value[:40]}」沒有中文；請改寫為{language.locale}",
            )
    if not labels:
        yield (
            'the file is missing, is no JSON or has no "language"; build the site anew',
            "檔案不存在、不是JSON，或沒有「language」；請重新建置網站",
        )


def _values(text: str) -> Iterator[tuple[str, str]]:
    """Every text of a JSON document with the key it stands under; nothing where it is no JSON."""
    try:
        stack: list[tuple[str, Any]] = [("", json.loads(text))]
    except (ValueError, RecursionError):
        return
    while stack:
        key, value = stack.pop()
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            stack.extend(reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((key, one) for one in reversed(value))


def _value(
    key: str, value: str, language: Language, label: str, judge: _Judge, has_words: bool
) -> Said | None:
    """What is wrong with one value: a label that is not the edition's, or words in another script."""
    if key == label and value != language.locale:
        return (
            f'"{label}": "{value}" must be "{language.locale}"',
            f"「{label}」為「{value}」；應為「{language.locale}」",
        )
    return judge(value, language.locale, key) if has_words else None


# ---- text


def _llms(text: str, book: Book, judge: _Judge) -> Iterator[Said]:
    """Each edition under its own name, with its own addresses, in its own script."""
    first, *sections = re.split(r"^## ", text, flags=re.M)
    headings = [section.partition("\n")[0].strip() for section in sections]
    names = [one.name for one in book.site.languages]
    if headings != names:
        yield (
            f"the headings must be the editions' names, {', '.join(names)}; they are {', '.join(headings) or 'missing'}",
            f"標題應為各語言版本的名稱：{'、'.join(names)}；目前為{'、'.join(headings) or '（無）'}",
        )
        return
    for language, section in zip(
        (book.site.languages[0], *book.site.languages), (first, *sections), strict=True
    ):
        for line in section.split("\n"):
            said = judge(_LINK.sub("]", line), language.locale, "llms.txt")
            if said:
                yield said
        for address in _LINK.findall(section):
            top = address.removeprefix(book.site.address).split("/", 1)[0]
            if top != language.locale and any(top == one.locale for one in book.site.languages):
                yield (
                    f"{address} is an address of another edition; write {language.locale} in it",
                    f"{address}是其他語言版本的網址；應為{language.locale}的網址",
                )


def _headers(text: str, book: Book) -> Iterator[Said]:
    """Each edition's folder has its label, and no rule gives an address another one."""
    mount = urlsplit(book.site.address).path
    known = [one.locale for one in book.site.languages]
    labels: dict[str, str] = {}
    path = ""
    for line in text.split("\n"):
        name, _, value = line.strip().partition(":")
        if line and not line[0].isspace():
            path = line.strip().removeprefix(mount)
        elif name.lower() == "content-language":
            labels[path] = value.strip()
    for path, label in labels.items():
        top, *rest = path.split("/")
        own = (
            [top]
            if top in known
            else [part for part in (rest or [top])[-1].split(".") if part in known] or known
        )
        if label.split(", ") != own:
            yield (
                f"Content-Language of {mount}{path} is '{label}'; write '{', '.join(own)}'",
                f"{mount}{path}的Content-Language為「{label}」；應為「{', '.join(own)}」",
            )
    for locale in known:
        if f"{locale}/*" not in labels:
            yield (
                f"{mount}{locale}/* has no Content-Language; write '{locale}'",
                f"{mount}{locale}/*沒有Content-Language；應為「{locale}」",
            )
