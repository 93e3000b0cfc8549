"""Notes on the lines of a pull request, as GitHub's workflow commands."""

from __future__ import annotations

from collections.abc import Sequence

from guidebook.finding import Finding
from guidebook.reports import Context


def report(findings: Sequence[Finding], context: Context) -> str:
    """One command a finding; nothing when there is none."""
    return "\n".join(_command(one, context.messages) for one in findings)


def _command(one: Finding, messages: str) -> str:
    places = {"file": one.at.file, "line": one.at.line, "col": one.at.column, "title": one.check}
    if one.end and one.end.line == one.at.line:
        places["endColumn"] = one.end.column
    written = ",".join(f"{name}={_property(str(value))}" for name, value in places.items())
    return f"::{one.severity} {written}::{_text(one.message_in(messages))}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
