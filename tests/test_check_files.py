"""The files in the folders are the list of checks: one less or one more is one file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import invented

NEW = '''\
"""A text does not say 測試.

Authority: an example.
"""

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found

BAD = [Bad("zh-Hant", "測試", "測試")]
GOOD = [Good("zh-Hant", "實例")]


def check(passage, prepared):
    at = passage.prose.find("測試")
    if at >= 0:
        yield Found(at, at + 2, {"en": "write nothing", "zh-Hant": "不寫"})
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package to take files out of and put files into."""
    shutil.copytree(
        invented.ROOT / "scripts/guidebook",
        tmp_path / "lib/guidebook",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    return tmp_path / "lib/guidebook"


def run(package: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from guidebook.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, str(package.parent), "--project", str(invented.ROOT), *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        input=given,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_a_file_less(package: Path) -> None:
    removed = ["text/regional_wording.py", "text/numbers.py", "source/stale_source.py", "built/left_over.py"]
    for name in removed:
        (package / "checks" / name).unlink()
    listed = run(package, "explain")
    assert listed.returncode == 0
    for name in removed:
        assert Path(name).stem.replace("_", "-") not in listed.stdout
    checked = run(package, "check")
    assert checked.returncode in (0, 1) and "Traceback" not in checked.stderr
    assert run(package, "lint", given="請搭出租車。").returncode == 0


def test_a_file_more(package: Path) -> None:
    (package / "checks/text/no_test.py").write_text(NEW, "utf-8")
    assert "no-test" in run(package, "explain").stdout
    assert "A text does not say 測試." in run(package, "explain", "no-test").stdout
    done = run(package, "lint", given="請測試。")
    assert done.returncode == 1 and "standard input:1:2: write nothing [no-test]" in done.stdout
