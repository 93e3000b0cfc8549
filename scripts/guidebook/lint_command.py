"""`guidebook lint` and `guidebook explain`: the text checks for people and for other programs."""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from guidebook import checks, jsonl, passage
from guidebook.finding import Finding
from guidebook.lint import Linter, Named
from guidebook.source import Location


def lint_files(linter: Linter, files: Sequence[Path], tag: str) -> tuple[list[Finding], bool]:
    """Findings in files or, without any, standard input; and whether all could be read."""
    findings: list[Finding] = []
    complete = True
    for name, text in texts(files):
        if text is None:
            complete = False
        else:
            place = _places(name, text)
            findings += [_finding(place, each) for each in linter.lint_loose(tag, text)]
    return findings, complete


def texts(files: Sequence[Path]) -> Iterator[tuple[str, str | None]]:
    """Each input and its text; one that cannot be read is said and given as None."""
    for path in files or [Path("-")]:
        name = "standard input" if str(path) == "-" else str(path)
        try:
            raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
            yield name, raw.decode("utf-8")
        except OSError as error:
            print(f"{name}: cannot be read: {error.strerror}", file=sys.stderr)
            yield name, None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            print(f"{name}:{line}: not UTF-8; save the file as UTF-8", file=sys.stderr)
            yield name, None


def lint_jsonl(linter: Linter, lines: Iterable[bytes], messages: str) -> int:
    """Answer each line of JSON; 0 nothing found, 1 findings, 2 a line could not be read."""
    code = 0
    for answer in jsonl.answers(lines, lambda asked: _reply(linter, asked, messages)):
        code = max(code, 2 if "error" in answer else 1 if answer["findings"] else 0)
        print(jsonl.written(answer), flush=True)
    return code


def _reply(linter: Linter, asked: dict[str, Any], messages: str) -> dict[str, Any]:
    locale, english = asked.get("locale"), asked.get("en")
    if not isinstance(locale, str):
        raise ValueError(f"write a locale: {', '.join(passage.LOCALES)}")
    if english is not None and not isinstance(english, str):
        raise ValueError("'en' is the English text that this one translates; write a text or leave it out")
    found = linter.lint_loose(locale, asked["text"], english)
    return {"findings": [_object(each, messages) for each in found]}


def _object(each: Named, messages: str) -> dict[str, Any]:
    found = each.found
    made: dict[str, Any] = {
        "check": each.check,
        "severity": found.severity,
        "message": found.says.get(messages, found.says["en"]),
        "start": found.start,
        "end": found.end,
    }
    return made | ({"replacement": found.replacement} if found.replacement is not None else {})


def _finding(place: Callable[[int], Location], each: Named) -> Finding:
    found = each.found
    at, end = place(found.start), place(found.end)
    return Finding(at, found.says["en"], each.check, found.severity, end, found.replacement, found.says)


def _places(name: str, text: str) -> Callable[[int], Location]:
    """A function from an offset to its place; the lines are counted once for all findings."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> Location:
        line = bisect_right(starts, offset)
        return Location(name, line, offset - starts[line - 1] + 1)

    return place


def explain(name: str | None) -> int:
    """Print a check's rule, authority and examples; without a name, the list of checks."""
    known = {checks.name_of(module): module for module in checks.every()}
    if name is None:
        for each, module in sorted(known.items()):
            print(f"{each:28} {(module.__doc__ or '').partition(chr(10))[0]}")
        return 0
    if name not in known:
        print(f"no check '{name}'; there are: {', '.join(sorted(known))}", file=sys.stderr)
        return 2
    module = known[name]
    print(f"{name}\n\n{(module.__doc__ or '').strip()}")
    for title, examples in (
        ("Found:", getattr(module, "BAD", ())),
        ("Not found:", getattr(module, "GOOD", ())),
    ):
        if examples:
            print(f"\n{title}")
        for one in examples:
            print(textwrap.indent(str(one), "  "))
    return 0


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say how findings are reported."""
    from guidebook import reports

    parser.add_argument(
        "--report", choices=reports.names(), default="terminal", help="the form of the report"
    )
    parser.add_argument(
        "--messages", choices=["en", "zh-Hant"], default="en", help="the language of the messages"
    )
