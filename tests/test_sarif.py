"""SARIF reports are valid by OASIS's JSON schema of SARIF 2.1.0, which comes locked from npm."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

import invented
import node_packages
from guidebook.cli import main

# Later versions of the package have the schema in their program, where nothing else can read it.
SCHEMA = node_packages.MODULES / "@datadog/datadog-ci-plugin-sarif/dist/json-schema/sarif-schema-2.1.0.json"
PAGE = "content/guides/first/page-1.yml"
BUILT = "site/zh-Hant/first/page-1/index.html"
BROKEN = """\
# 𠮷𠮷中文版

請下載繁中版,打開软件......以 <b lang="zh_TW">APEC</b> 登入。

🇹🇼 正體中文
"""

Report = dict[str, Any]


@pytest.fixture(scope="session")
def schema(node: Path) -> Draft7Validator:
    """The schema, which is JSON Schema draft 7 and valid by draft 7's own."""
    made = json.loads(SCHEMA.read_text("utf-8"))
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#" and "2.1.0" in made["title"]
    Draft7Validator.check_schema(made)
    return Draft7Validator(made)


def report(capsys: pytest.CaptureFixture[str], *command: str) -> Report:
    """What the command reports, which must be findings."""
    capsys.readouterr()
    assert main([*command, "--report", "sarif"]) == 1
    made: Report = json.loads(capsys.readouterr().out)
    return made


@pytest.fixture
def linted(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Report:
    """The report on a loose text with mistakes of many checks, outside of the project."""
    (tmp_path / "壞 稿.md").write_text(BROKEN, "utf-8")
    return report(capsys, "--project", str(project), "lint", str(tmp_path / "壞 稿.md"))


def results(made: Report) -> list[Report]:
    found: list[Report] = made["runs"][0]["results"]
    return found


def test_a_report_of_lint_is_valid(schema: Draft7Validator, linted: Report) -> None:
    assert {one["level"] for one in results(linted)} == {"error", "warning"}
    assert {one["ruleId"] for one in results(linted)} >= {
        "edition-label",
        "ellipsis-and-dash",
        "language-tag",
        "punctuation-width",
        "simplified-in-traditional",
    }
    assert best_match(schema.iter_errors(linted)) is None


@pytest.mark.parametrize("messages", ["en", "zh-Hant"])
def test_a_report_of_check_is_valid(
    schema: Draft7Validator, project: Path, capsys: pytest.CaptureFixture[str], messages: str
) -> None:
    """Findings in content, in docs/ and in the built site, those that name no line included."""
    assert main(["--project", str(project), "build"]) == 0
    invented.edit(project / BUILT, '<html lang="zh-Hant"', '<html lang="zh"')
    invented.edit(project / PAGE, "zh-Hant: 第1題問的是什麼？", "zh-Hant: 第1题問的是中文版?")
    made = report(capsys, "--project", str(project), "check", "--messages", messages, "--today", "2031-01-01")
    assert {one["level"] for one in results(made)} == {"error", "warning"}
    assert {one["ruleId"] for one in results(made)} >= {"labels", "simplified-in-traditional", "stale-source"}
    assert best_match(schema.iter_errors(made)) is None


def test_an_empty_report_is_valid(
    schema: Draft7Validator, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.md").write_text("請出示護照。\n", "utf-8")
    assert main(["--project", str(project), "lint", str(tmp_path / "good.md"), "--report", "sarif"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert results(made) == [] and best_match(schema.iter_errors(made)) is None


def test_places_are_those_of_the_words(linted: Report, tmp_path: Path) -> None:
    """What the schema cannot say: addresses lead to the file, columns count code points, rules are named."""
    rules = linted["runs"][0]["tool"]["driver"]["rules"]
    lines = BROKEN.splitlines()
    words = set()
    for one in results(linted):
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        place = one["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == (tmp_path / "壞 稿.md").as_uri()
        region = place["region"]
        assert region["startLine"] == region["endLine"]
        words.add(lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1])
    assert {"中文版", "软", "zh_TW", ","} <= words


def test_a_file_of_the_project_is_named_from_its_root(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "稿 a:b.md").write_text(BROKEN, "utf-8")
    monkeypatch.chdir(project)
    made = report(capsys, "--project", str(project), "lint", "稿 a:b.md")
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results(made)}
    assert uris == {"%E7%A8%BF%20a%3Ab.md"}


BREAKS: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "a version that does not exist": (("version",), "2.2"),
    "an unknown level": (("runs", 0, "results", 0, "level"), "fatal"),
    "a line zero": (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
    "a message that is no object": (("runs", 0, "results", 0, "message"), "text"),
    "an unknown property": (("runs", 0, "results", 0, "severity"), "error"),
    "a tool without a driver": (("runs", 0, "tool"), {}),
    "an unknown way to count columns": (("runs", 0, "columnKind"), "bytes"),
    "a rule that is there twice": (("runs", 0, "tool", "driver", "rules"), [{"id": "a"}, {"id": "a"}]),
}


@pytest.mark.parametrize("what", BREAKS)
def test_the_schema_refuses_a_report_broken_on_purpose(
    schema: Draft7Validator, linted: Report, what: str
) -> None:
    path, wrong = BREAKS[what]
    broken = copy.deepcopy(linted)
    inside: Any = broken
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = wrong
    found = list(schema.iter_errors(broken))
    assert any(list(one.absolute_path) in (list(path), list(path[:-1])) for one in found), found
