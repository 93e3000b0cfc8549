"""Texts that know where they were written, and how YAML files become nodes that do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import yaml

Node = yaml.Node
MAX_DEPTH = 40

# Characters that a YAML reader takes for a line break, or refuses, and that nobody can see.
_UNSEEN = re.compile(
    "[\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff]|^ *[\u00a0\u3000]"
)
_NAMES = {
    "\t": "a tab; write spaces",
    "\u2028": "an invisible line separator (U+2028); delete it",
    "\u2029": "an invisible paragraph separator (U+2029); delete it",
    "\u00a0": "a space of another kind (U+00A0) as indentation; write plain spaces",
    "\u3000": "a full-width space (U+3000) as indentation; write plain spaces",
}
_ANCHOR = re.compile(r"(?:^|[\s:\-\[{,])&\w")
# What a typing slip looks like, searched from the place where YAML gave up upwards.
_SLIPS = (
    (re.compile(r"^(<{7}|={7}|>{7})( |$)"), "an unfinished merge; choose one side and delete the marks"),
    (re.compile(r"^\s*(?:- )?[A-Za-z][\w-]*："), "a full-width '：'; write ':' and a space"),
    (re.compile(r"^\s*(?:- )?[A-Za-z][\w-]*:(?=[^\s:/])"), "no space after ':'; write ': '"),
    (
        re.compile(r":\s+\"[^\"]*\"\s*[^\s,}\]#]"),
        "quotation marks inside a quoted text; write the text after '|'",
    ),
    (
        re.compile(r":\s+'[^']*'\s*[^\s,}\]#']"),
        "an apostrophe inside a quoted text; write the text after '|'",
    ),
    (
        re.compile(r":\s+[*&!%@`>]"),
        "a text that begins with a special character; put it in quotes or after '|'",
    ),
)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: its path from the project's root, line and column, both from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one language and the place of its first character.

    Every further line of the text begins at the same column. A derived text keeps the
    place of the text it was made from, and names that text's language.
    """

    value: str
    at: Location
    derived_from: str | None = None

    def locate(self, offset: int) -> Location:
        """The place of the character at `offset` in the value."""
        before = self.value[:offset]
        lines = before.count("\n")
        column = offset - (before.rfind("\n") + 1)
        return Location(self.at.file, self.at.line + lines, self.at.column + column)

    def __str__(self) -> str:
        return self.value


Texts = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Name:
    """A reference by name to something defined elsewhere, what kind of thing that is, and where it stands."""

    value: str
    at: Location
    kind: str = "source"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing in a file that cannot be read, and what to write instead."""

    at: Location
    message: str

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


class SourceError(Exception):
    """Content that cannot be read; carries every fault found in the run, in file order."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class _Mark(Protocol):
    """A place as a YAML reader gives it: line and column, both from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's name and its lines."""

    name: str
    lines: tuple[str, ...]

    def locate(self, mark: _Mark | None) -> Location:
        return Location(self.name) if mark is None else Location(self.name, mark.line + 1, mark.column + 1)


def read(path: Path, name: str, faults: list[Fault]) -> tuple[SourceFile, Node] | None:
    """Read one YAML file to its root node.

    `name` is the file's path from the project's root. Whatever is wrong goes into
    `faults` with line and column; then the answer is None.
    """
    before = len(faults)
    text = decode(path, name, faults)
    if text is None:
        return None
    source = SourceFile(name, tuple(text.split("\n")))
    faults.extend(_unseen(source))
    if len(faults) > before:
        return None
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        faults.append(_syntax(error, source))
        return None
    if node is None:
        faults.append(Fault(Location(name), "the file is empty; write its keys or remove the file"))
        return None
    faults.extend(_anchors(source))
    faults.extend(_shared(node, source))
    return None if len(faults) > before else (source, node)


def decode(path: Path, name: str, faults: list[Fault]) -> str | None:
    """The text of a file in UTF-8; None if it cannot be read, and then `faults` says why."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        faults.append(Fault(Location(name), f"cannot be read: {error.strerror}"))
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        faults.append(Fault(Location(name, line, column), "not UTF-8; save the file as UTF-8"))
        return None


def _unseen(source: SourceFile) -> Iterator[Fault]:
    for number, line in enumerate(source.lines, 1):
        for match in _UNSEEN.finditer(line):
            char = match.group()[-1]
            what = _NAMES.get(char, f"an invisible character (U+{ord(char):04X}); delete it")
            yield Fault(Location(source.name, number, match.end()), what)


def _syntax(error: Exception, source: SourceFile) -> Fault:
    """One line for what YAML could not read: the likely slip, at the line where it was made."""
    problem = getattr(error, "problem", None) or str(error).split("\n")[0]
    context = str(getattr(error, "context", None) or "")
    opened = "quoted scalar" in context or "flow" in context  # what was opened is where to look
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    mark = next((one for one in (reversed(marks) if opened else marks) if one), None)
    line = min(mark.line, len(source.lines) - 1) if mark else 0
    for number in range(line, max(line - 4, -1), -1):
        for pattern, hint in _SLIPS:
            match = pattern.search(source.lines[number])
            if match:
                return Fault(Location(source.name, number + 1, match.end()), hint)
    at = Location(source.name, line + 1, mark.column + 1) if mark else Location(source.name)
    return Fault(at, f"{_hint(error, problem, context, opened=opened)} ({problem})")


def _hint(error: Exception, problem: str, context: str, *, opened: bool) -> str:
    """What to write instead, from the words of libyaml."""
    if isinstance(error, RecursionError) or "nesting" in problem.lower() or "depth" in problem.lower():
        return "nested too deeply; see the schema of this file"
    if "mapping values are not allowed" in problem:
        return "a text with ': ' in it, or a wrong indentation; put the text in quotes or after '|'"
    if "document" in problem or "document" in context:
        return "a second document; keep one document a file and remove '---'"
    if "undefined alias" in problem or "alphabetic" in problem or "cannot start any token" in problem:
        return "a text that begins with a special character; put it in quotes or after '|'"
    if opened:
        return "not valid YAML here: a quotation mark or bracket that opens here is not closed"
    if "could not find expected ':'" in problem or "block" in context:
        return "not valid YAML here: a wrong indentation, or a line without 'key: '"
    return "not valid YAML here; check indentation, quotation marks and ': '"


def _anchors(source: SourceFile) -> Iterator[Fault]:
    """Anchors (`&name`), which swallow the first word of a text that begins with '&'."""
    if not any(_ANCHOR.search(line) for line in source.lines):
        return
    for event in yaml.parse("\n".join(source.lines), Loader=yaml.CSafeLoader):
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.anchor:
            at = source.locate(event.start_mark)
            yield Fault(
                at, f"'&{event.anchor}' is an anchor to YAML; put a text that begins with '&' in quotes"
            )


def _shared(root: Node, source: SourceFile) -> Iterator[Fault]:
    """Aliases (a node met twice), foreign tags and excessive depth, none of which content needs."""
    seen: set[int] = set()
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        if id(node) in seen:
            yield Fault(
                source.locate(node.start_mark),
                "an alias ('&' and '*'); write the text out, or put it into facts.yml",
            )
            continue
        seen.add(id(node))
        if depth > MAX_DEPTH:
            yield Fault(
                source.locate(node.start_mark),
                f"nested more than {MAX_DEPTH} levels deep; see the schema of this file",
            )
            continue
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            yield Fault(source.locate(node.start_mark), f"an unknown tag '{node.tag}'; remove it")
        if isinstance(node, yaml.ScalarNode) and node.style == '"' and _UNSEEN.search(node.value):
            yield Fault(
                source.locate(node.start_mark), "an escaped invisible character in the text; delete it"
            )
        stack.extend((child, depth + 1) for child in _children(node))


def _children(node: Node) -> list[Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
