"""For programs: JSON with a version, described by SCHEMA."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guidebook.finding import Finding
from guidebook.reports import Context

VERSION = 1

_PLACE: dict[str, Any] = {"type": "integer", "minimum": 1}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "guidebook: findings",
    "type": "object",
    "required": ["version", "where", "findings"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": VERSION},
        "where": {"type": "string", "description": "what was looked at"},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["check", "severity", "message", "file", "line", "column"],
                "additionalProperties": False,
                "properties": {
                    "check": {"type": "string"},
                    "severity": {"enum": ["error", "warning"]},
                    "message": {"type": "string"},
                    "file": {"type": "string", "description": "from the project's root"},
                    "line": _PLACE,
                    "column": _PLACE,
                    "endLine": _PLACE,
                    "endColumn": {**_PLACE, "description": "the column behind the last character"},
                    "replacement": {"type": "string"},
                },
            },
        },
    },
}


def report(findings: Sequence[Finding], context: Context) -> str:
    """The findings as one JSON object."""
    listed = [_finding(one, context.messages) for one in findings]
    return json.dumps(
        {"version": VERSION, "where": context.where, "findings": listed}, ensure_ascii=False, indent=1
    )


def _finding(one: Finding, messages: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "check": one.check,
        "severity": one.severity,
        "message": one.message_in(messages),
        "file": one.at.file,
        "line": one.at.line,
        "column": one.at.column,
    }
    if one.end:
        made |= {"endLine": one.end.line, "endColumn": one.end.column}
    return made | ({"replacement": one.replacement} if one.replacement is not None else {})
