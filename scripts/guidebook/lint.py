"""Run the text checks: on the texts of a book, and on any loose text.

A loose text is Markdown, HTML in it included. One that is wholly a YAML mapping over
several lines is read by its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from guidebook import checks, excuses, load, passage
from guidebook.book import Book
from guidebook.checks import text as text_checks
from guidebook.excuses import Excuse
from guidebook.finding import Finding
from guidebook.passage import Found, Passage
from guidebook.source import Location, Text

_YAML_KEY = re.compile(r"(?:- )?[A-Za-z][\w.-]*:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Named:
    """A finding in a passage and the name of the check it comes from."""

    check: str
    found: Found


class Linter:
    """The text checks, with what each has prepared from the book."""

    def __init__(self, book: Book) -> None:
        modules = checks.modules(text_checks)
        self._checks: list[tuple[str, ModuleType, Any]] = [
            (checks.name_of(module), module, module.prepare(book) if hasattr(module, "prepare") else None)
            for module in modules
        ]
        # A house rule holds for content/ alone: a module says so with LOOSE = False.
        self._house_rules = {
            checks.name_of(module) for module in modules if not getattr(module, "LOOSE", True)
        }

    def lint(self, one: Passage, *, about_words: bool = False) -> list[Named]:
        """Everything the checks find in one passage, in the order of the text.

        A text that is about words may quote them: checks that are QUOTABLE leave it alone.
        """
        named = (
            Named(name, found)
            for name, module, prepared in self._checks
            if not (about_words and getattr(module, "QUOTABLE", False))
            for found in module.check(one, prepared)
        )
        return sorted(named, key=lambda each: (each.found.start, each.found.end, each.check))

    def lint_loose(self, tag: str, text: str, english: str | None = None) -> list[Named]:
        """Everything found in a loose text but what it excuses; places are in the whole text."""
        values = list(_yaml_values(text)) or [(0, text)]
        found = [
            Named(
                each.check,
                replace(each.found, start=each.found.start + offset, end=each.found.end + offset),
            )
            for offset, value in values
            for each in self.lint(passage.passage(tag, value, english))
            if each.check not in self._house_rules
        ]
        excused = excuses.in_markdown(text)
        return [each for each in found if not _excused(each, text, excused)] if excused else found


def _excused(each: Named, text: str, excused: list[Excuse]) -> bool:
    line = text.count("\n", 0, each.found.start) + 1
    words = text[each.found.start : each.found.end]
    return any(one.covers(each.check, words, line) for one in excused)


def lint_book(book: Book, root: Path) -> Iterator[Finding]:
    """What the text checks find in a book, but what its files excuse; then excuses without use.

    A finding in a derived text stands at the text it is made from. `root` is the project's
    folder, where the comments with the excuses are.
    """
    linter = Linter(book)
    about_words = {id(texts) for texts in book.about_words()}
    excused = _Excused(book, root)
    for by_language in load.texts(book):
        english = by_language.get("en")
        for locale, text in by_language.items():
            if locale in passage.LOCALES:
                other = english.value if english and locale != "en" else None
                one = passage.passage(locale, text.value, other)
                for each in linter.lint(one, about_words=id(by_language) in about_words):
                    if not excused.covers(each, text):
                        yield _finding(each, text, locale)
    yield from excused.unused()


def _finding(each: Named, text: Text, locale: str) -> Finding:
    found = each.found
    where = f" (in the derived {locale})" if text.derived_from else ""
    return Finding(
        text.locate(found.start),
        found.says["en"] + where,
        each.check,
        found.severity,
        None if text.derived_from else text.locate(found.end),
        None if text.derived_from else found.replacement,
        {language: message + where for language, message in found.says.items()},
    )


class _Excused:
    """The excuses in a book's files, and which of them were of use."""

    def __init__(self, book: Book, root: Path) -> None:
        starts: dict[str, list[int]] = {}
        for by_language in load.texts(book):
            for text in by_language.values():
                starts.setdefault(text.at.file, []).append(text.at.line)
        self._by_file = {
            name: excuses.in_yaml((root / name).read_text("utf-8"), lines)
            for name, lines in sorted(starts.items())
        }
        self._used: set[tuple[str, int]] = set()

    def covers(self, each: Named, text: Text) -> bool:
        words = text.value[each.found.start : each.found.end]
        place = text.locate(each.found.start)
        for one in self._by_file.get(text.at.file, ()):
            if one.covers(each.check, words, place.line):
                self._used.add((text.at.file, one.line))
                return True
        return False

    def unused(self) -> Iterator[Finding]:
        for name, listed in self._by_file.items():
            for one in listed:
                at = Location(name, one.line)
                if not one.reason:
                    message = f'an excuse needs a reason: excuse {one.check} "{one.words}": why'
                    yield Finding(at, message, "excuse")
                elif (name, one.line) not in self._used:
                    yield Finding(
                        at,
                        f"excuses nothing: '{one.words}' [{one.check}] is not found below; delete it",
                        "excuse",
                    )


def _yaml_values(text: str) -> Iterator[tuple[int, str]]:
    """The values of a text that is wholly a YAML mapping or a list of them: offset and source."""
    lines = text.strip().split("\n")
    if len(lines) < 2 or not _YAML_KEY.match(lines[0].lstrip()):
        return
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, UnicodeError):
        return
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        yield from _scalars(node, text)


def _scalars(root: yaml.Node, text: str) -> Iterator[tuple[int, str]]:
    """Each scalar once, in the order of the text, however often aliases name it."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            stack.extend(value for _, value in reversed(node.value))
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(reversed(node.value))
        elif isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            yield from _block_lines(text, node.start_mark.index, node.end_mark.index)
        elif isinstance(node, yaml.ScalarNode):
            inside = 1 if node.style in ("'", '"') else 0  # the quotation marks are YAML's
            start, end = node.start_mark.index + inside, node.end_mark.index - inside
            yield start, text[start:end]


def _block_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines of a block after its `|`, without their indentation, which is YAML's and not Markdown's."""
    offset = text.find("\n", start, end) + 1
    for line in text[offset:end].split("\n") if offset else ():
        indent = len(line) - len(line.lstrip(" "))
        if line.strip():
            yield offset + indent, line[indent:]
        offset += len(line) + 1
