"""Assets are named by their content, and every page asks for them by that name."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import invented
from guidebook import assets, build, derive, load, render


def test_a_name_has_a_hash_of_the_content(site: Path) -> None:
    for path in (site / "assets").rglob("*"):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert path.name.split(".")[-2] == digest[:8], path


def test_pages_load_nothing_by_another_name(site: Path) -> None:
    """So that no page can get a style sheet, script or index of another release."""
    loaded = "link[rel=stylesheet], link[rel=icon], link[rel=apple-touch-icon], [src], [data-index]"
    for path in site.rglob("*.html"):
        nodes = LexborHTMLParser(path.read_bytes()).css(loaded)
        assert nodes, path
        for node in nodes:
            held = node.attributes
            address = held.get("src") or held.get("data-index") or held.get("href") or ""
            assert re.search(r"(^|/)assets/[^/]+\.[0-9a-f]{8}\.[a-z]+$", address), f"{path}: {address}"


def test_another_content_has_another_name(tmp_path: Path) -> None:
    folder = tmp_path / "overrides/assets/deep"
    folder.mkdir(parents=True)
    (tmp_path / "overrides/assets/guidebook.css").write_text("", "utf-8")
    names = []
    for text in ("a", "b", "a"):
        (folder / "one.css").write_text(text, "utf-8")
        names.append(assets.read(tmp_path).address("assets/deep/one.css"))
    assert names[0] == names[2] != names[1]
    assert re.fullmatch(r"assets/deep/one\.[0-9a-f]{8}\.css", names[0])


@pytest.mark.parametrize(
    ("template", "asset"),
    [("root/index.html", "assets/favicon.svg"), ("partials/then.html", "assets/guidebook.js")],
)
def test_an_asset_that_is_not_there_is_named(project: Path, template: str, asset: str) -> None:
    invented.edit(project / "overrides" / template, asset, "assets/nothing.svg")
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    with pytest.raises(
        build.BuildError, match=r"overrides/ has no 'assets/nothing\.svg'; write one of: assets/"
    ):
        build.build(project, book)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "guidebook.css",
            ".a {\n  color red;\n}\n.b { top: 0; }\n",
            r"2:8: not valid CSS.*Ident.*write the ':'",
        ),
        (
            "guidebook.css",
            ".a { top: 0; }\n.b { left: 0; }}\n.c {}\n",
            r"2:16: not valid CSS.*no brace too many",
        ),
        ("guidebook.css", ".a {\n  color：red;\n}\n", r"2:12: not valid CSS.*write a rule as 'SELECTOR \{"),
        ("guidebook.css", "/* 列印 */\n".encode("big5"), r"1:4: not UTF-8; save the file as UTF-8"),
        ("copy.js", "// 複製\n".encode("big5"), r"1:4: not UTF-8; save the file as UTF-8"),
    ],
)
def test_an_asset_that_cannot_be_read_is_said(
    project: Path, name: str, content: str | bytes, said: str
) -> None:
    path = project / "overrides/assets" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [sys.executable, "-m", "guidebook", "--project", str(project), "build"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2, done.stdout
    (line,) = done.stderr.splitlines()
    assert re.match(rf"overrides/assets/{name}:{said}", line)
