"""The kinds of values a content file may hold: one definition reads them and makes the JSON Schema.

A record is a dataclass whose fields are declared with `key()`. A shape has two methods:
`read` takes a YAML node and gives the value, or None after adding a Fault to the reader;
`schema` gives the JSON Schema (draft 2020-12) that an editor uses to complete and check.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import yaml

from guidebook.languages import Language
from guidebook.source import Fault, Location, Name, Node, SourceFile, Text

Schema = dict[str, Any]
ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"


@dataclass(slots=True)
class Reader:
    """What reading needs beside the node: the file, the languages, and where faults go."""

    file: SourceFile
    languages: tuple[Language, ...]
    faults: list[Fault]

    def fault(self, node: Node, message: str) -> None:
        self.faults.append(Fault(self.file.locate(node.start_mark), message))


class Shape(Protocol):
    """One kind of value."""

    def read(self, node: Node, reader: Reader) -> Any: ...

    def schema(self, languages: tuple[Language, ...]) -> Schema: ...


def key(
    shape: Shape,
    says: str,
    *,
    required: bool = True,
    name: str | None = None,
    spread: bool = False,
    derived: bool = True,
) -> Any:
    """A record's field: its shape, what it means, and its name in YAML where that differs.

    A `spread` field has no key of its own: its languages are keys of the record itself. One
    that is not `derived` says what it says about one language only.
    """
    metadata = {
        "shape": shape,
        "says": says,
        "required": required,
        "name": name,
        "spread": spread,
        "derived": derived,
    }
    if required:
        return field(metadata=metadata)
    return field(default=None, metadata=metadata)


# ---- single values


@dataclass(frozen=True, slots=True)
class Scalar:
    """A one-line value: `parse` makes it from the text or raises ValueError saying what to write."""

    parse: Callable[[str], Any]
    example: str
    pattern: str | None = None

    def read(self, node: Node, reader: Reader) -> Any:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            reader.fault(node, f"a single value is needed here, such as '{self.example}', not {_kind(node)}")
            return None
        if self.pattern and not re.fullmatch(self.pattern, node.value):
            reader.fault(node, f"'{node.value}' is not of the right form; write it like '{self.example}'")
            return None
        try:
            return self.parse(node.value)
        except ValueError as error:
            reader.fault(node, f"'{node.value}': {error}")
            return None

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        # YAML reads 2021, 2021-03-01 and 13 as other types than text; editors need all of them.
        schema: Schema = {"type": ["string", "number"], "examples": [self.example]}
        return schema | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, reader: Reader) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.value in self.words:
            return str(node.value)
        found = node.value if isinstance(node, yaml.ScalarNode) else _kind(node)
        reader.fault(node, f"'{found}' is not known here; write one of: {', '.join(self.words)}")
        return None

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
            return bool(node.value == "true")
        reader.fault(node, "write true or false")
        return None

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of something defined in another file; load.py checks that it exists."""

    kind: str

    def read(self, node: Node, reader: Reader) -> Name | None:
        if isinstance(node, yaml.ScalarNode) and node.value:
            return Name(node.value, reader.file.locate(node.start_mark), self.kind)
        reader.fault(node, f"the name of {self._a_kind} is needed here, not {_kind(node)}")
        return None

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {"type": "string", "description": f"the name of {self._a_kind}"}

    @property
    def _a_kind(self) -> str:
        return f"{'an' if self.kind[0] in 'aeiou' else 'a'} {self.kind}"


# ---- texts


@dataclass(frozen=True, slots=True)
class Line:
    """A text of one line, in one language."""

    def read(self, node: Node, reader: Reader) -> Text | None:
        text = _text(node, reader)
        if text and "\n" in text.value:
            reader.fault(
                node, "one line is needed here; join the lines, or move the rest into the text below"
            )
            return None
        return text

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {"type": "string", "pattern": r"^[^\n]+$"}


@dataclass(frozen=True, slots=True)
class Block:
    """A text in Markdown, in one language: one line, or a literal block after `|`."""

    def read(self, node: Node, reader: Reader) -> Text | None:
        return _text(node, reader)

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """The same thing in each language, side by side; derived languages only to override.

    An authored language may be missing: the check `missing-text` lists it and the page
    shows the gap, unless the text is `partial`, which needs only the languages where it
    says something of its own. At least one must be there.
    """

    each: Shape
    partial: bool = False

    def read(self, node: Node, reader: Reader) -> dict[str, Any] | None:
        known = {one.locale: one for one in reader.languages}
        values: dict[str, Any] = {}
        for name, child in _pairs(node, reader, f"a mapping by language ({', '.join(known)})"):
            if name.value not in known:
                reader.fault(name, _unknown("language", name.value, list(known)))
                continue
            value = self.each.read(child, reader)
            if value is not None:
                values[name.value] = value
        if isinstance(node, yaml.MappingNode) and not node.value:
            reader.fault(node, f"no text in any language; write at least one of: {', '.join(known)}")
        return values or None

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {
            "type": "object",
            "properties": {one.locale: self.each.schema(languages) for one in languages},
            "required": [one.locale for one in languages if one.derived_from is None and not self.partial],
            "minProperties": 1,
            "additionalProperties": False,
        }


def line(says: str, *, required: bool = True, name: str | None = None, partial: bool = False) -> Any:
    """A field that holds a one-line text in each language."""
    return key(ByLanguage(Line(), partial), says, required=required, name=name)


def block(says: str, *, required: bool = True, name: str | None = None) -> Any:
    """A field that holds Markdown in each language."""
    return key(ByLanguage(Block()), says, required=required, name=name)


# ---- collections


@dataclass(frozen=True, slots=True)
class ListOf:
    """A sequence of values of one shape; empty is a fault."""

    each: Shape

    def read(self, node: Node, reader: Reader) -> tuple[Any, ...] | None:
        if not isinstance(node, yaml.SequenceNode):
            reader.fault(node, f"a list is needed here ('- ' before each entry), not {_kind(node)}")
            return None
        if not node.value:
            reader.fault(node, "the list is empty; add an entry or remove the key")
        read = (self.each.read(child, reader) for child in node.value)
        return tuple(value for value in read if value is not None)

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {"type": "array", "items": self.each.schema(languages), "minItems": 1}


@dataclass(frozen=True, slots=True)
class ManyOf:
    """A word that stands for many things, or a list of some of them."""

    words: tuple[str, ...]
    each: Shape
    example: str

    def read(self, node: Node, reader: Reader) -> str | tuple[Any, ...] | None:
        if isinstance(node, yaml.SequenceNode):
            return ListOf(self.each).read(node, reader)
        if isinstance(node, yaml.ScalarNode) and node.value in self.words:
            return str(node.value)
        found = f"'{node.value}'" if isinstance(node, yaml.ScalarNode) else _kind(node)
        reader.fault(
            node,
            f"{found} is not known here; write one of: {', '.join(self.words)}, or a list: {self.example}",
        )
        return None

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        return {"anyOf": [{"enum": list(self.words)}, ListOf(self.each).schema(languages)]}


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping from names of one form to values of one shape, kept in the file's order."""

    each: Shape
    pattern: str = ID
    example: str = "virtual-card"

    def read(self, node: Node, reader: Reader) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        for name, child in _pairs(node, reader, f"a mapping with names such as '{self.example}:'"):
            if not re.fullmatch(self.pattern, name.value):
                reader.fault(name, f"'{name.value}' is not of the right form; write it like '{self.example}'")
                continue
            value = self.each.read(child, reader)
            if value is not None:
                values[name.value] = value
        return values

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        each = self.each.schema(languages)
        return {
            "type": "object",
            "patternProperties": {f"^{self.pattern}$": each},
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with the keys that a dataclass declares with `key()`.

    The dataclass may also have `at: Location`, which gets the mapping's place, and a class
    attribute `EXACTLY_ONE`, a tuple of keys of which one and only one must be present.
    """

    cls: type

    def keys(self) -> dict[str, dataclasses.Field[Any]]:
        """The keys in YAML and the fields they fill; a spread field is not among them."""
        declared = (one for one in dataclasses.fields(self.cls) if "shape" in one.metadata)
        return {one.metadata["name"] or one.name: one for one in declared if not one.metadata["spread"]}

    def spread(self) -> dataclasses.Field[Any] | None:
        """The field whose languages are keys of the record itself, if there is one."""
        return next((one for one in dataclasses.fields(self.cls) if one.metadata.get("spread")), None)

    def read(self, node: Node, reader: Reader) -> Any:
        before = len(reader.faults)
        keys, spread = self.keys(), self.spread()
        locales = [one.locale for one in reader.languages] if spread else []
        values: dict[str, Any] = {spread.name: {}} if spread else {}
        for name, child in _pairs(node, reader, f"a mapping with the keys {', '.join([*locales, *keys])}"):
            if spread and name.value in locales:
                values[spread.name][name.value] = spread.metadata["shape"].each.read(child, reader)
            elif name.value in keys:
                declared = keys[name.value]
                values[declared.name] = declared.metadata["shape"].read(child, reader)
            else:
                reader.fault(name, _unknown("key", name.value, [*locales, *keys]))
        if spread and isinstance(node, yaml.MappingNode) and not values[spread.name]:
            reader.fault(node, f"no name in any language; write at least one of: {', '.join(locales)}")
        if isinstance(node, yaml.MappingNode):
            self._complete(node, reader, keys, values)
        if len(reader.faults) > before:
            return None
        if any(one.name == "at" for one in dataclasses.fields(self.cls)):
            values["at"] = reader.file.locate(node.start_mark)
        return self.cls(**values)

    def _complete(
        self, node: Node, reader: Reader, keys: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        for name, declared in keys.items():
            if declared.metadata["required"] and declared.name not in values:
                reader.fault(node, f"'{name}:' is missing; write {declared.metadata['says']}")
        one_of = getattr(self.cls, "EXACTLY_ONE", ())
        present = [name for name in one_of if keys[name].name in values]
        if one_of and len(present) != 1:
            found = " and ".join(present) or "none"
            reader.fault(node, f"exactly one of {', '.join(one_of)} is needed, found {found}")

    def schema(self, languages: tuple[Language, ...]) -> Schema:
        keys, spread = self.keys(), self.spread()
        properties = spread.metadata["shape"].schema(languages)["properties"] if spread else {}
        properties |= {
            name: {**one.metadata["shape"].schema(languages), "description": one.metadata["says"]}
            for name, one in keys.items()
        }
        required = [name for name, one in keys.items() if one.metadata["required"]]
        schema: Schema = {
            "type": "object",
            "description": (self.cls.__doc__ or "").split("\n")[0],
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        one_of = getattr(self.cls, "EXACTLY_ONE", ())
        return schema | ({"oneOf": [{"required": [name]} for name in one_of]} if one_of else {})


# ---- reading nodes


def _pairs(node: Node, reader: Reader, expected: str) -> Iterator[tuple[Node, Node]]:
    """The keys and values of a mapping; a key given twice or a node of another kind is a fault."""
    if not isinstance(node, yaml.MappingNode):
        reader.fault(node, f"{expected} is needed here, not {_kind(node)}")
        return
    seen: dict[str, Node] = {}
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            reader.fault(name, f"a plain word is needed as a key, not {_kind(name)}")
        elif name.value in seen:
            first = seen[name.value].start_mark.line + 1
            reader.fault(
                name, f"'{name.value}' is given twice (first in line {first}); remove one or rename it"
            )
        else:
            seen[name.value] = name
            yield name, value


def _text(node: Node, reader: Reader) -> Text | None:
    if not isinstance(node, yaml.ScalarNode):
        reader.fault(node, f"a text is needed here, not {_kind(node)}; put it in quotes or after '|'")
        return None
    if not node.value.strip():
        reader.fault(node, "the text is empty; write it, or remove its line")
        return None
    if node.style == "|":
        return Text(node.value.rstrip("\n"), _block_start(node, reader))
    if node.style == ">" or node.end_mark.line > node.start_mark.line:
        reader.fault(
            node, "a text over several lines; write it after '|', each paragraph on a line of its own"
        )
        return None
    if node.style is None or node.style == "":
        rest = reader.file.lines[node.end_mark.line][node.end_mark.column :].lstrip()
        if rest.startswith("#"):
            reader.fault(
                node, f"'{_shortened(rest)}' is a comment to YAML and would be lost; put the text in quotes"
            )
            return None
    at = reader.file.locate(node.start_mark)
    quoted = 1 if node.style in ("'", '"') else 0
    return Text(node.value, Location(at.file, at.line, at.column + quoted))


def _block_start(node: Node, reader: Reader) -> Location:
    """The place of a literal block's first character: the line after `|`, at its indentation."""
    first = node.start_mark.line + 1
    indented = next(line for line in reader.file.lines[first:] if line.strip())
    return Location(reader.file.name, first + 1, len(indented) - len(indented.lstrip(" ")) + 1)


def _kind(node: Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping ('key: value')"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "an empty value" if not node.value.strip() else f"the text '{_shortened(node.value)}'"


def _shortened(text: str) -> str:
    text = text.strip().split("\n")[0]
    return text if len(text) <= 24 else text[:23] + "…"


def _unknown(what: str, found: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(found, allowed, 1, 0.6)
    hint = f"; did you mean '{close[0]}'?" if close else ";"
    return f"unknown {what} '{found}'{hint} allowed: {', '.join(allowed)}"
