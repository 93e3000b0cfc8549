"""Every built page is valid HTML, by html-validate, which is Node's and comes locked from npm."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import node_packages

VALIDATOR = node_packages.MODULES / "html-validate/bin/html-validate.mjs"
CONFIG = node_packages.FOLDER / "htmlvalidate.mjs"


def validate(node: Path, folder: Path) -> list[str]:
    """What the validator says about the pages of a folder: file, line, column, rule, message."""
    command = [node, VALIDATOR, "--config", CONFIG, "--formatter", "json", folder]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:  # Node cuts off what a pipe cannot hold
        ran = subprocess.run(command, stdout=said, stderr=subprocess.PIPE, text=True, timeout=300)
        said.seek(0)
        answer = said.read()
    assert ran.returncode in (0, 1) and answer, ran.stderr
    return [
        f"{Path(page['filePath']).relative_to(folder)}:{one['line']}:{one['column']}: {one['ruleId']}: {one['message']}"
        for page in json.loads(answer)
        for one in page["messages"]
    ]


def test_every_built_page_is_valid(node: Path, site: Path) -> None:
    assert len(list(site.rglob("*.html"))) > 60
    assert validate(node, site) == []


BREAKS = {
    "close-order": ("</main>", "</section>"),
    "element-name": ("<h1", "<gizmo>x</gizmo><h1"),
    "no-dup-attr": ('<html lang="', '<html lang="en" lang="'),
    "no-dup-id": ("</main>", '<p id="content">x</p></main>'),
    "element-permitted-content": ("</main>", "<ul><p>x</p></ul></main>"),
    "element-permitted-parent": ("</main>", "<li>x</li></main>"),
    "attribute-allowed-values": ("<h1", '<p dir="sideways">x</p><h1'),
    "wcag/h37": ("<h1", '<img src="x.png"><h1'),
    "unique-landmark": ("<h1", "<nav>x</nav><h1"),
    "no-deprecated-attr": ("</main>", '<table align="left"><tr><td>x</td></tr></table></main>'),
}


def test_the_validator_finds_what_is_broken_on_purpose(node: Path, site: Path, tmp_path: Path) -> None:
    """One page a fault; each rule speaks on its own page, so that its silence above means something."""
    page = (site / "zh-Hant/faq/stays/index.html").read_text("utf-8")
    for rule, (before, after) in BREAKS.items():
        assert before in page
        (tmp_path / f"{rule.replace('/', '-')}.html").write_text(page.replace(before, after, 1), "utf-8")
    found = validate(node, tmp_path)
    for rule in BREAKS:
        own = [one for one in found if one.startswith(f"{rule.replace('/', '-')}.html:")]
        assert any(f": {rule}: " in one for one in own), f"{rule}: {own}"


def test_the_npm_lock_carries_hashes_and_no_addresses_of_packages() -> None:
    lock = json.loads(node_packages.LOCK.read_text("utf-8"))
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name
        package.pop("funding", None)  # where to thank the authors; npm copies it from them
    assert "://" not in json.dumps(lock)
