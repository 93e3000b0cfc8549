"""The JSON Schemas: they accept what the loader accepts and refuse what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import invented
from guidebook import load, schema
from guidebook.languages import load as load_site

SITE = load_site(invented.ROOT)
SCHEMAS = {Path(name).stem: json.loads(text) for name, text in schema.files(SITE.languages).items()}


def kind(path: Path) -> str:
    return "page" if path.parent.parent.name == "guides" and path.name != "guide.yml" else path.stem


def content(path: Path) -> Any:
    """A content file as an editor's schema check sees it: dates as they are typed."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def files(root: Path) -> list[Path]:
    return sorted((root / "content").rglob("*.yml"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(
    "path", files(invented.ROOT), ids=lambda path: str(path.relative_to(invented.ROOT / "content"))
)
def test_the_content_fits(path: Path) -> None:
    faults = [
        error.message
        for error in Draft202012Validator(_strings(SCHEMAS[kind(path)])).iter_errors(content(path))
    ]
    assert faults == []


@pytest.mark.parametrize(
    "path", files(invented.ROOT), ids=lambda path: str(path.relative_to(invented.ROOT / "content"))
)
def test_every_file_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").split("\n", 1)[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    assert (
        path.parent / first.removeprefix(prefix)
    ).resolve() == invented.ROOT / f"content/schema/{kind(path)}.json"


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("page", {"titel": {"en": "x"}}),
        (
            "page",
            {"order": "1", "title": {"en": "x", "zh-Hant": "x"}, "description": {"en": "x", "zh-Hant": "x"}},
        ),
        ("sources", {"a": {"mark": "true"}}),
        ("sources", {"A B": {}}),
        ("facts", {"a": {"number": "1", "date": "2021", "sources": ["b"]}}),
        ("economies", {"TW": {}}),
        ("interface", {"menu": {"zh-TW": "x"}}),
        ("terms", {"a": {"zh-Hant": ["x"]}}),
    ],
)
def test_what_the_loader_refuses_does_not_fit(name: str, broken: Any) -> None:
    assert list(Draft202012Validator(_strings(SCHEMAS[name])).iter_errors(broken))


def _strings(part: Any) -> Any:
    """BaseLoader gives every scalar as text; true and false are words then."""
    if isinstance(part, dict):
        if part.get("type") == "boolean":
            return {"enum": ["true", "false"]}
        return {name: _strings(each) for name, each in part.items()}
    return [_strings(each) for each in part] if isinstance(part, list) else part


def test_the_loader_reads_what_fits(project: Path) -> None:
    for path in files(project):
        assert not list(Draft202012Validator(_strings(SCHEMAS[kind(path)])).iter_errors(content(path)))
    load.load(project)
