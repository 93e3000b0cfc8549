"""The engine of the text checks: loose texts, JSON Lines, excuses, mending, reports."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import invented
from guidebook import excuses, fix, reports
from guidebook.cli import main
from guidebook.finding import Finding
from guidebook.reports import json as json_report
from guidebook.source import Location

PAGE = "content/guides/first/page-1.yml"
REJECTED = "rejected-term"
TERMS = """\
virtual-card:
  en: virtual card
  zh-Hant: 虛擬卡
  rejected:
    zh-Hant: [電子卡]
  sources: [authority]
"""


@pytest.fixture
def with_terms(project: Path) -> Path:
    (project / "content/terms.yml").write_text(TERMS, "utf-8")
    return project


def lint(
    root: Path,
    given: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    code = main(["--project", str(root), "lint", *arguments])
    return code, capsys.readouterr().out


def asked(*lines: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(line) for line in lines).encode()


def test_jsonl(with_terms: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = asked(
        {"id": 7, "locale": "zh-Hant-TW", "text": "𠮷請出示電子卡。`電子卡`"},
        {"id": "b", "locale": "zh-Hant", "text": "請出示虛擬卡。"},
        {"id": "c", "locale": "fr", "text": "x"},
        {"id": "d", "text": "x"},
    )
    code, out = lint(with_terms, given + b"\nnonsense", monkeypatch, capsys, "--jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    (found,) = [one for one in answers[0]["findings"] if one["check"] == REJECTED]
    assert found == {
        "check": REJECTED,
        "severity": "error",
        "message": "write '虛擬卡', not '電子卡'",
        "start": 4,
        "end": 7,
        "replacement": "虛擬卡",
    }
    assert answers[0]["id"] == 7 and answers[1] == {"id": "b", "findings": []}
    assert [set(answer) for answer in answers[2:]] == [{"id", "error"}] * 3


def test_messages_in_chinese(
    with_terms: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = asked({"id": 1, "locale": "zh-Hant", "text": "電子卡"})
    code, out = lint(with_terms, given, monkeypatch, capsys, "--jsonl", "--messages", "zh-Hant")
    assert code == 1 and json.loads(out)["findings"][0]["message"] == "請寫「虛擬卡」，不寫「電子卡」"


def test_a_yaml_text_is_read_by_its_values(
    with_terms: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "電子卡: 一\na: 電子卡\nb: |\n    電子卡\nc: [電子卡, &x 一, *x]\n"
    ascii_keys = text.replace("電子卡: 一", "k: 一")
    _, out = lint(
        with_terms, asked({"id": 1, "locale": "zh-Hant", "text": ascii_keys}), monkeypatch, capsys, "--jsonl"
    )
    found = [one for one in json.loads(out)["findings"] if one["check"] == REJECTED]
    assert [ascii_keys[one["start"] : one["end"]] for one in found] == ["電子卡"] * 3


def test_the_quotation_marks_of_yaml_are_not_the_texts(
    with_terms: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "title: \"請出示虛擬卡\"\nb: '電子卡'\n"
    _, out = lint(
        with_terms, asked({"id": 1, "locale": "zh-Hant", "text": text}), monkeypatch, capsys, "--jsonl"
    )
    found = json.loads(out)["findings"]
    assert [(one["check"], text[one["start"] : one["end"]]) for one in found] == [(REJECTED, "電子卡")]


def test_files_and_the_marker_under_the_words(
    with_terms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("一\n請出示電子卡。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["--project", str(with_terms), "lint", str(tmp_path / "a.md")]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("a.md:2:4: write '虛擬卡', not '電子卡' [rejected-term]")
    assert said[1:3] == ["    請出示電子卡。", "          ^^^^^^"]


def test_an_excuse_in_markdown(
    with_terms: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '<!-- excuse rejected-term "電子卡": 引述 -->\n請出示電子卡。\n\n請出示電子卡。'
    _, out = lint(
        with_terms, asked({"id": 1, "locale": "zh-Hant", "text": text}), monkeypatch, capsys, "--jsonl"
    )
    found = [one for one in json.loads(out)["findings"] if one["check"] == REJECTED]
    assert [text.count("\n", 0, one["start"]) for one in found] == [3]


def test_excuses_in_content(with_terms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = with_terms / PAGE
    invented.edit(page, "      zh-Hant: 第1題問的是什麼？", "      zh-Hant: 第1題問的是電子卡嗎？")
    main(["--project", str(with_terms), "render"])
    assert main(["--project", str(with_terms), "check"]) == 1
    assert f"{PAGE}:8:22: write '虛擬卡', not '電子卡' [rejected-term]" in capsys.readouterr().out
    excuse = '      # excuse rejected-term "電子卡": the words of a form\n'
    invented.edit(
        page, "      zh-Hant: 第1題問的是電子卡嗎？", excuse + "      zh-Hant: 第1題問的是電子卡嗎？"
    )
    main(["--project", str(with_terms), "check"])
    assert "rejected-term" not in capsys.readouterr().out
    invented.edit(page, "第1題問的是電子卡嗎？", "第1題問的是虛擬卡嗎？")
    main(["--project", str(with_terms), "check"])
    assert f"{PAGE}:8:1: excuses nothing: '電子卡' [rejected-term]" in capsys.readouterr().out
    invented.edit(page, '"電子卡": the words of a form', '"電子卡"')
    main(["--project", str(with_terms), "check"])
    assert f"{PAGE}:8:1: an excuse needs a reason" in capsys.readouterr().out


def test_an_excuse_covers_one_text_only() -> None:
    text = 'a:\n  # excuse x "甲": why\n  b: 甲\n  c: 甲\n'
    (one,) = excuses.in_yaml(text, [3, 4])
    assert one.covers("x", "甲", 3) and not one.covers("x", "甲", 4) and not one.covers("y", "甲", 3)


def test_fix_mends_what_has_one_right_answer(with_terms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = with_terms / PAGE
    invented.edit(page, "      zh-Hant: 第1題問的是什麼？", "      zh-Hant: 電子卡與電子卡是什麼？")
    before = page.read_text("utf-8")
    assert main(["--project", str(with_terms), "check", "--diff"]) == 1
    assert "+      zh-Hant: 虛擬卡與虛擬卡是什麼？" in capsys.readouterr().out
    assert page.read_text("utf-8") == before
    assert main(["--project", str(with_terms), "check", "--fix"]) == 0
    assert page.read_text("utf-8") == before.replace("電子卡", "虛擬卡")
    assert main(["--project", str(with_terms), "check", "--diff"]) == 0


def test_fixing_leaves_a_file_that_changed_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: 甲\n", "utf-8")
    changed = fix.mended(
        [Finding(Location("a.yml", 1, 4), "", "x", end=Location("a.yml", 1, 5), replacement="乙")], tmp_path
    )
    (tmp_path / "a.yml").write_text("a: 丙\n", "utf-8")
    fix.write(changed, tmp_path)
    assert (tmp_path / "a.yml").read_text("utf-8") == "a: 丙\n"


FINDINGS = [
    Finding(
        Location("a b.md", 2, 4),
        "write 'x', 100%",
        "one",
        "error",
        Location("a b.md", 2, 7),
        "x",
        {"zh-Hant": "請寫x"},
    ),
    Finding(Location("site/index.html"), "two: here,\nand there", "two", "warning"),
]


@pytest.fixture
def context(tmp_path: Path) -> reports.Context:
    (tmp_path / "a b.md").write_text("一\n請出示<b>卡。\n", "utf-8")
    return reports.Context(tmp_path, "somewhere", "en", {"one": "One rule."})


def test_there_are_five_reports() -> None:
    assert reports.names() == ["annotations", "html", "json", "sarif", "terminal"]


def test_json_report(context: reports.Context) -> None:
    made = json.loads(reports.report("json")(FINDINGS, context))
    Draft202012Validator(json_report.SCHEMA).validate(made)
    assert made["version"] == 1 and made["findings"][0]["endColumn"] == 7
    assert not list(
        Draft202012Validator(json_report.SCHEMA).iter_errors(json.loads(reports.report("json")([], context)))
    )


def test_annotations(context: reports.Context) -> None:
    lines = reports.report("annotations")(FINDINGS, context).split("\n")
    assert lines == [
        "::error file=a b.md,line=2,col=4,title=one,endColumn=7::write 'x', 100%25",
        "::warning file=site/index.html,line=1,col=1,title=two::two: here,%0Aand there",
    ]


def test_html_report(context: reports.Context) -> None:
    made = reports.report("html")(FINDINGS, reports.Context(context.root, "某處", "zh-Hant", {}))
    assert '<html lang="zh-Hant">' in made and "請寫x" in made
    assert "請出示<mark>&lt;b&gt;</mark>卡。" in made


def test_terminal_report_says_when_there_is_nothing(context: reports.Context) -> None:
    assert reports.report("terminal")([], context) == "No findings in somewhere."


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", REJECTED]) == 0
    said = capsys.readouterr().out
    assert "Authority:" in said and "電子卡" in said
    assert main(["explain"]) == 0
    assert REJECTED in capsys.readouterr().out
    assert main(["explain", "nothing"]) == 2
