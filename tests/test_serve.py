"""`guidebook serve`: an edit in content/ shows in an open browser; `make bench` says how soon."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import invented

pytestmark = pytest.mark.browser


@contextmanager
def serving(project: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`guidebook serve` of a project: its address, its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "guidebook", "--project", str(project), "serve", "--port", port]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"Serving (http://\S+)", line)
        if found:
            time.sleep(1)  # the watcher has taken its first look
            yield found[1], process
            break
    else:
        raise AssertionError("serve did not start")
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def served(project: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    with serving(project) as (address, process):
        yield project, address, process


def test_an_edit_shows_in_the_open_page(
    served: tuple[Path, str, subprocess.Popen[str]], chromium: Browser
) -> None:
    project, address, _ = served
    page = chromium.new_page()
    page.goto(f"{address}zh-Hans/first/page-1/")
    expect(page.locator("h2").first).to_have_text("第1题问的是什么？")
    invented.edit(project / "content/guides/first/page-1.yml", "第1題問的是什麼？", "第1題說明什麼？")
    expect(page.locator("h2").first).to_have_text("第1题说明什么？", timeout=20_000)
    page.close()


def test_a_port_in_use_is_said(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [
            sys.executable,
            "-m",
            "guidebook",
            "--project",
            str(project),
            "serve",
            "--port",
            str(taken.getsockname()[1]),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "cannot be used" in done.stderr and "Traceback" not in done.stderr


def test_a_fault_keeps_the_last_good_site(
    served: tuple[Path, str, subprocess.Popen[str]], chromium: Browser
) -> None:
    project, address, process = served
    page = chromium.new_page()
    path = project / "content/guides/first/page-1.yml"
    invented.edit(path, "order: 1", "order: one")
    assert process.stdout is not None
    assert any("page-1.yml:1:8" in line for line in process.stdout)
    page.goto(f"{address}en/first/page-1/", timeout=20_000)
    expect(page.locator("h2").first).to_have_text("What is question 1 about?")
    invented.edit(path, "order: one", "order: 1")
    invented.edit(path, "What is question 1 about?", "What is mended?")
    expect(page.locator("h2").first).to_have_text("What is mended?", timeout=20_000)
    answer = page.goto(f"{address}zh-Hant/nowhere/")
    assert answer is not None and answer.status == 404
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert (
        page.request.get(f"{address}sw.js").status == 404
    )  # nothing is kept of pages that are being written
    page.close()


def test_the_checks_speak_once_the_site_is_there(served: tuple[Path, str, subprocess.Popen[str]]) -> None:
    project, _, process = served
    invented.edit(project / "content/guides/first/page-1.yml", "第1題問的是什麼？", "第1題问的是什麼？")
    assert process.stdout is not None
    said = iter(process.stdout)
    assert any("The site is up to date." in line for line in said)
    assert any("page-1.yml:8:" in line and "[simplified-in-traditional]" in line for line in said)
