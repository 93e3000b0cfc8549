"""How an example that is a change of a file is shown."""

from __future__ import annotations

from collections.abc import Iterator


def shown(file: str, before: str, after: str) -> str:
    """A file's name, and below it the lines that go and the lines that come, as in a diff."""
    return "\n".join([file, *_marked("-", before), *_marked("+", after)])


def _marked(mark: str, text: str) -> Iterator[str]:
    return (f"  {mark} {line}" for line in text.splitlines())
