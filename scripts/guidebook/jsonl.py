"""JSON Lines in and out: one object a line, answered in the same order (DESIGN section 9).

A line that cannot be read is answered with an `error`, and the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Asked = dict[str, Any]
Answer = dict[str, Any]


def answers(lines: Iterable[bytes], reply: Callable[[Asked], Answer]) -> Iterator[Answer]:
    """The answer to each line that is not blank.

    `reply` gets the object, which has a `text`, and raises ValueError with what is wrong;
    its answer and the error alike get the object's `id`.
    """
    for number, line in enumerate(lines, 1):
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if raw.strip():
            yield _answer(raw, number, reply)


def written(answer: Answer) -> str:
    """An answer as one line of ASCII, so that no terminal or pipe can spoil it."""
    return json.dumps(answer, ensure_ascii=True, allow_nan=False)


def _answer(raw: bytes, number: int, reply: Callable[[Asked], Answer]) -> Answer:
    try:
        asked = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
        identity = asked.get("id") if isinstance(asked, dict) else None
        json.dumps(identity, allow_nan=False)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"line {number} is not JSON in UTF-8: {error}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"id": identity, "error": f'line {number}: write {{"id": …, "text": "…"}}'}
    try:
        return {"id": identity, **reply(asked)}
    except ValueError as error:
        return {"id": identity, "error": f"line {number}: {error}"}


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")
