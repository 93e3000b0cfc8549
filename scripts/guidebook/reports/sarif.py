"""SARIF 2.1.0 (OASIS), which code hosts show beside the lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from guidebook.finding import Finding
from guidebook.reports import Context


def report(findings: Sequence[Finding], context: Context) -> str:
    """The findings as one run; columns count code points."""
    rules = sorted({one.check for one in findings})
    run = {
        "tool": {"driver": {"name": "guidebook", "rules": [_rule(name, context) for name in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules, context.messages) for one in findings],
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(name: str, context: Context) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": name}
    return rule | ({"shortDescription": {"text": context.rules[name]}} if name in context.rules else {})


def _result(one: Finding, rules: list[str], messages: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": one.at.line, "startColumn": one.at.column}
    if one.end:
        region |= {"endLine": one.end.line, "endColumn": one.end.column}
    place = {"artifactLocation": {"uri": _uri(one.at.file)}, "region": region}
    return {
        "ruleId": one.check,
        "ruleIndex": rules.index(one.check),
        "level": one.severity,
        "message": {"text": one.message_in(messages)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    """A URI reference (RFC 3986): a place in the project, or the full address of a file elsewhere.

    One that began with a slash could not be put behind the address of a repository.
    """
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(file)
