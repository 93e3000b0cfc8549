"""The command line: help that fits a screen and is true, exit codes, no traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import invented
from guidebook.cli import _parser, main

COMMANDS = ["render", "check", "lint", "explain", "build", "serve", "derive", "review"]


def helped(*arguments: str) -> str:
    command = [sys.executable, "-m", "guidebook", *arguments, "--help"]
    environment = {"PATH": "/usr/bin:/bin", "COLUMNS": "80"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0
    return done.stdout


@pytest.mark.parametrize(
    "command", ["", *COMMANDS, "review status", "review sign", "review accept-overrides"]
)
def test_help_fits_a_screen(command: str) -> None:
    lines = helped(*command.split()).splitlines()
    assert len(lines) <= 24 and max(map(len, lines)) <= 80


def test_help_names_every_command_and_no_other() -> None:
    assert re.findall(r"^    (\w+) ", helped(), flags=re.M) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_help_is_accepted(command: str) -> None:
    for option in set(re.findall(r"--[a-z-]+", helped(command))) - {"--help"}:
        value = {
            "--to": ["zh-Hans"],
            "--port": ["1"],
            "--report": ["json"],
            "--messages": ["en"],
            "--locale": ["en"],
            "--today": ["2026-11-23"],
        }.get(option, [])
        assert _parser().parse_args([command, option, *value]).run


def test_a_wrong_command_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["rendr"])
    assert stopped.value.code == 2
    assert "render" in capsys.readouterr().err


def test_a_folder_that_is_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tmp_path), "check"]) == 2
    assert capsys.readouterr().err.startswith("mkdocs.yml:1:1: cannot be read")


def test_the_project_is_found_from_a_folder_inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "content/guides/first")
    assert main(["render"]) == 0
    assert (project / "docs/en/index.md").is_file()


def test_build_and_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "build"]) == 0
    assert "index.html" in capsys.readouterr().out
    assert main(["--project", str(project), "check"]) == 0
    assert "No findings in content/, docs/ and site/." in capsys.readouterr().out
    page = project / "site/zh-Hant/index.html"
    page.write_text(page.read_text("utf-8").replace('lang="zh-Hant"', 'lang="zh"', 1), "utf-8")
    assert main(["--project", str(project), "check"]) == 1
    said = capsys.readouterr().out
    assert 'site/zh-Hant/index.html:1:1: <html lang="zh"> must be lang="zh-Hant" [labels]' in said


def test_build_without_rendering_refuses_stale_pages(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(project), "build", "--no-render"]) == 1
    assert "missing: docs/en/index.md" in capsys.readouterr().out
    assert not (project / "docs").exists() and not (project / "site").exists()


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m guidebook --project {invented.ROOT} derive --explain {invented.ROOT}/docs/zh-Hant/faq/stays.md | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr and done.stderr == ""


def test_make_help_lists_the_targets() -> None:
    done = subprocess.run(["make", "help"], cwd=invented.ROOT, capture_output=True, text=True)
    listed = re.findall(r"^  make (\w+)", done.stdout, flags=re.M)
    assert {"site", "test", "serve", "check", "bench", "clean", "help"} <= set(listed)
    declared = re.findall(r"^([a-z]+):.*##", (invented.ROOT / "Makefile").read_text("utf-8"), flags=re.M)
    assert listed == declared
