"""Installed elsewhere, as another repository's hook does it: lint knows this project's termbase."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

import invented


def test_lint_from_an_installed_wheel(tmp_path: Path) -> None:
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    done = subprocess.run(
        [*install, "--target", str(tmp_path / "lib"), str(invented.ROOT)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for needed in ("fonts/GuidebookSansTC-Bold.otf", "fonts/OFL.txt", "templates/pdf.typ", "typesetting.py"):
        assert (tmp_path / "lib/guidebook" / needed).is_file()
    (tmp_path / "text.md").write_text("請出示電子卡。\n", "utf-8")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from guidebook.cli import main; sys.exit(main(['lint', 'text.md']))"
    run = [sys.executable, "-c", code, str(tmp_path / "lib")]
    done = subprocess.run(
        run, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONSAFEPATH": "1"}
    )
    assert "text.md:1:4: write '虛擬卡', not '電子卡' [rejected-term]" in done.stdout, done.stderr
    assert done.returncode == 1


def test_the_hooks_and_the_action_call_what_there_is() -> None:
    hooks = yaml.safe_load((invented.ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["entry"] for hook in hooks} == {"guidebook lint", "guidebook check"}
    action = yaml.safe_load((invented.ROOT / "action.yml").read_text("utf-8"))
    assert "lint --report annotations" in action["runs"]["steps"][1]["run"]
