"""The real content, broken on purpose in one language: the named check points to the very line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import invented
from guidebook import derive, lint, load, render
from guidebook.book import Book

AT_LEAST = 20
Break = Callable[[str], str]


def put(*pairs: tuple[str, str], times: int = 1) -> Break:
    """The text with the first of some words replaced; the same text when it has none of them."""

    def change(text: str) -> str:
        for before, after in pairs:
            changed, count = re.subn(before, after, text, count=times, flags=re.M)
            if count:
                return changed
        return text

    return change


# What the English must say for the Chinese to lack something.
ENGLISH = {"term": re.compile(r"\bvirtual card")}
EVERYWHERE = 0  # every mention, since one is enough for parity
KINDS: dict[str, tuple[set[str], Break]] = {
    "label": ({"edition-label"}, put(("。$", "。本文另有中文版。"))),
    "character of the other script": (
        {"simplified-in-traditional"},
        put(("護", "护"), ("證", "证"), ("經", "经"), ("應", "应"), ("書", "书"), ("從", "从")),
    ),
    "word of the other region": (
        {"regional-wording", "rejected-term"},
        put(
            ("應用程式", "應用程序"),
            ("網路", "網絡"),
            ("螢幕截圖", "屏幕截圖"),
            ("電子郵件", "電郵"),
            ("資訊", "信息"),
            ("申請表", "打印申請表"),
            ("請先", "請先打印並"),
        ),
    ),
    "term": (
        {"term-parity"},
        put(("虛擬卡", "卡片"), times=EVERYWHERE),
    ),
    "number": (
        {"numbers", "dates", "currency"},
        put(
            (r"(?<![\d年月A-Za-z/#:.-])([1-9])(?=個|項|種|天|年內|大|位|人)", r"9\1"),
            (r"(\d)(?=年(?!\d))", r"8"),
        ),
    ),
    "date": ({"dates"}, put((r"20(\d\d)年", r"19\1年"))),
    "link": (
        {"link-parity"},
        put((r"\]\(/faq/[^)]*\)", "](/about/about)"), (r"\]\((?:/|#)[^)]*\)", "](/faq/the-card)")),
    ),
    "quotation mark": (
        {"quotation-marks"},
        put(("「", "“"), ("護照", "“護照”"), ("應用程式", "“應用程式”")),
    ),
    # A name written out where the English inserts it is a placeholder too few.
    "membership name": (
        {"nomenclature", "term-parity", "structure-parity"},
        put(
            (r"\$\{economy:TWN\}", "台灣"),
            (r"\$\{economy:HKG\}", "香港"),
            (r"\$\{economy:[A-Z]{3}\}", "中國台北"),
            times=EVERYWHERE,
        ),
    ),
}
Place = tuple[str, int, int]  # a text of the content: its file, its first and its last line


@pytest.fixture(scope="module")
def places(book: Book) -> dict[Place, str]:
    """Every 正體中文 text that has English beside it, but those of the termbase, which is what checks go by."""
    found = {}
    for by_language in load.texts(book):
        text = by_language.get("zh-Hant")
        if text and "en" in by_language and not text.at.file.endswith("terms.yml"):
            place = (text.at.file, text.at.line, text.at.line + text.value.count("\n"))
            found[place] = by_language["en"].value
    return dict(sorted(found.items()))


def broken(root: Path, places: list[Place], change: Break) -> Iterator[Place]:
    """Break texts spread over the whole content; yields those broken."""
    contents = {
        name: (root / name).read_text("utf-8").split("\n") for name in {name for name, _, _ in places}
    }

    def text(place: Place) -> str:
        name, first, last = place
        return "\n".join(contents[name][first - 1 : last])

    fitting = [place for place in places if change(text(place)) != text(place)]
    for place in fitting[:: max(1, len(fitting) // (AT_LEAST + 10))]:
        name, first, last = place
        contents[name][first - 1 : last] = change(text(place)).split("\n")
        yield place
    for name, content in contents.items():
        (root / name).write_text("\n".join(content), "utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_broken_on_purpose(kind: str, places: dict[Place, str], tmp_path: Path) -> None:
    """What is missing in a text has no line of its own: it is reported in the text that lacks it."""
    checks, change = KINDS[kind]
    shutil.copytree(invented.ROOT / "content", tmp_path / "content")
    shutil.copy(invented.ROOT / "mkdocs.yml", tmp_path)
    asked = ENGLISH.get(kind, re.compile(""))
    fitting = [place for place, english in places.items() if asked.search(english)]
    chosen = list(broken(tmp_path, fitting, change))
    assert len(chosen) >= AT_LEAST
    book = derive.derive(load.load(tmp_path))
    render.render(book)  # a broken text is still rendered
    found = [(one.at.file, one.at.line) for one in lint.lint_book(book, tmp_path) if one.check in checks]
    missed = [
        (name, first)
        for name, first, last in chosen
        if not any(name == file and first <= line <= last for file, line in found)
    ]
    assert len(missed) <= 0.05 * len(chosen), f"{len(missed)} of {len(chosen)} missed: {missed}"
