"""Convert Chinese characters with OpenCC, with rows of the termbase as its first dictionary.

OpenCC's own configurations are taken as they are and get the rows as inline dictionaries
in three places, each found necessary by test: first in the first conversion stage, so that
a row wins; as identities first in every later stage, so that its result is not rewritten;
and in the segmentation, so that a row that crosses one of OpenCC's phrases is seen at all.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import opencc

_SHARE = Path(opencc.__file__).parent / "clib/share/opencc"
# Private-use characters that stand for the result of one row while explaining.
_FIRST_MARK = 0xF0000
_MOST_MARKS = 0xFFFD


class Converter:
    """Converts with OpenCC configurations in turn (`tw2s`; or `tw2t`, `t2hk`) and rows."""

    def __init__(self, configs: Sequence[str], rows: Mapping[str, str]) -> None:
        self.configs = tuple(configs)
        self.rows = dict(rows)
        self._opencc = _build(self.configs, tuple(self.rows.items()))

    def convert(self, text: str) -> str:
        """The text with rows and characters converted; it must not hold half a surrogate pair."""
        return self._opencc.convert(text) if self._opencc else text

    def hits(self, text: str) -> list[tuple[int, str]]:
        """Where in the text a row acts: its position and its key, in order."""
        keys = list(self.rows)[:_MOST_MARKS]
        marked = _build(
            self.configs, tuple((key, chr(_FIRST_MARK + index)) for index, key in enumerate(keys))
        )
        if marked is None:
            return []
        found, position = [], 0
        for char in marked.convert(text):
            index = ord(char) - _FIRST_MARK
            if 0 <= index < len(keys):
                found.append((position, keys[index]))
                position += len(keys[index])
            else:
                position += 1  # OpenCC's own dictionaries for script keep the length
        return found


def configurations() -> list[str]:
    """The names of OpenCC's configurations."""
    return sorted(path.stem for path in _SHARE.glob("*.json"))


@lru_cache(maxsize=64)
def _build(configs: tuple[str, ...], rows: tuple[tuple[str, str], ...]) -> opencc.OpenCC | None:
    if not configs and not rows:
        return None
    settings = _merged([_read(name) for name in configs] or [{"conversion_chain": []}])
    if rows:
        _put_rows(settings, dict(rows))
    # OpenCC takes a configuration with dictionaries of its own only as a file.
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(settings, file, ensure_ascii=False)
        file.flush()
        return opencc.OpenCC(file.name, include_tofu_risk_dictionaries=False)


def _read(name: str) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads((_SHARE / f"{name}.json").read_text("utf-8"))
    _make_absolute(settings)
    return settings


def _make_absolute(part: Any) -> None:
    if isinstance(part, list):
        for each in part:
            _make_absolute(each)
    elif isinstance(part, dict):
        if "file" in part:
            part["file"] = str(_SHARE / part["file"])
        for each in part.values():
            _make_absolute(each)


def _merged(settings: list[dict[str, Any]]) -> dict[str, Any]:
    """Several configurations as one: the first one's preparation, everybody's stages in turn."""
    stages = [stage for one in settings for stage in one["conversion_chain"]]
    return {**settings[0], "conversion_chain": stages}


def _put_rows(settings: dict[str, Any], rows: dict[str, str]) -> None:
    keys = {"type": "inline", "entries": {key: key for key in rows}}
    known = settings.get("segmentation", {}).get("dict")
    union = {"type": "group", "match_policy": "union", "dicts": [keys, *([known] if known else [])]}
    settings["segmentation"] = {"type": "mmseg", "dict": union}
    stages = settings["conversion_chain"] or [{"dict": {"type": "group", "dicts": []}}]
    results = {value: value for value in rows.values()}
    entries = [rows, *([results] * (len(stages) - 1))]
    settings["conversion_chain"] = [
        _first(stage, inline) for stage, inline in zip(stages, entries, strict=True)
    ]


def _first(stage: dict[str, Any], entries: dict[str, str]) -> dict[str, Any]:
    own = stage["dict"]
    others = own["dicts"] if own.get("type") == "group" else [own]
    inline = {"type": "inline", "entries": entries}
    return {"dict": {"type": "group", "match_policy": "short_circuit", "dicts": [inline, *others]}}
