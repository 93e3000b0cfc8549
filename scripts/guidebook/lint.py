"""Run the text checks: on the texts of a book, and on any loose text.

A loose text is Markdown, HTML in it included. One that is wholly a YAML mapping over
several lines is read by its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import yaml

from guidebook import checks, load, passage
from guidebook.book import Book
from guidebook.checks import text as text_checks
from guidebook.finding import Finding
from guidebook.passage import Found, Passage
from guidebook.source import Text

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

    def lint(self, one: Passage) -> list[Named]:
        """Everything the checks find in one passage, in the order of the text."""
        named = (
            Named(name, found)
            for name, module, prepared in self._checks
            for found in module.check(one, prepared)
        )
        return sorted(named, key=lambda each: (each.found.start, each.found.end, each.check))

    def lint_loose(self, tag: str, text: str, english: str | None = None) -> list[Named]:
        """Everything found in a loose text; places are in the whole text."""
        values = list(_yaml_values(text)) or [(0, text)]
        return [
            replace(
                each, found=replace(each.found, start=each.found.start + offset, end=each.found.end + offset)
            )
            for offset, value in values
            for each in self.lint(passage.passage(tag, value, english))
        ]


def lint_book(book: Book) -> Iterator[Finding]:
    """What the text checks find in a book; a derived text's findings stand at the text it is made from."""
    linter = Linter(book)
    for by_language in load.texts(book):
        english = by_language.get("en")
        for locale, text in by_language.items():
            if locale in passage.LOCALES:
                yield from _findings(linter, locale, text, english if locale != "en" else None)


def _findings(linter: Linter, locale: str, text: Text, english: Text | None) -> Iterator[Finding]:
    one = passage.passage(locale, text.value, english.value if english else None)
    for each in linter.lint(one):
        yield Finding(text.locate(each.found.start), each.found.says["en"], each.check)


def _yaml_values(text: str) -> Iterator[tuple[int, str]]:
    """The values of a text that is wholly a YAML mapping or a list of them: offset and source."""
    lines = text.strip().split("\n")
    if len(lines) < 2 or not _YAML_KEY.match(lines[0].lstrip()):
        return
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError):
        return
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        yield from _scalars(node, text)


def _scalars(node: yaml.Node, text: str) -> Iterator[tuple[int, str]]:
    stack = [node]
    while stack:
        node = stack.pop(0)
        if isinstance(node, yaml.MappingNode):
            stack = [value for _, value in node.value] + stack
        elif isinstance(node, yaml.SequenceNode):
            stack = list(node.value) + stack
        elif isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            yield from _block_lines(text, node.start_mark.index, node.end_mark.index)
        else:
            yield node.start_mark.index, text[node.start_mark.index : node.end_mark.index]


def _block_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines of a block after its `|`, without their indentation, which is YAML's and not Markdown's."""
    offset = text.find("\n", start, end) + 1
    for line in text[offset:end].split("\n") if offset else ():
        indent = len(line) - len(line.lstrip(" "))
        if line.strip():
            yield offset + indent, line[indent:]
        offset += len(line) + 1
