"""The examples of the checks of the book and of the built site, and that each says it in Chinese too."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

import invented
from guidebook import build, checks, derive, ledger, load, render
from guidebook.book import Book
from guidebook.checks import built, source
from guidebook.checks.built import Change
from guidebook.checks.source import Edit
from guidebook.cli import main
from guidebook.finding import Finding
from guidebook.ledger import Ledger

TODAY = datetime.date(2026, 11, 23)
SECTIONS = """\
order: 2
title: {en: Sections, zh-Hant: 各節}
description: {en: A page of sections., zh-Hant: 分節的一頁。}
sections:
  - id: fee
    title: {en: Fee, zh-Hant: 規費}
    text: {en: There is a fee., zh-Hant: 須繳規費。}
"""
PRESS = """\
press:
  publisher: {en: A newspaper, zh-Hant: 某報}
  title: {en: An article, zh-Hant: 某篇報導}
  url: https://example.org/article
  checked: 2026-11-22
  mark: secondary
"""
OVERRIDDEN = "      zh-Hant: 第2題問的是什麼？\n"  # the project has one text written by hand for Simplified


def examples(folder: ModuleType, kind: str) -> list[tuple[ModuleType, Edit | Change]]:
    return [(module, one) for module in checks.modules(folder) for one in getattr(module, kind, ())]


def named(pair: object) -> str:
    return checks.name_of(pair) if isinstance(pair, ModuleType) else str(getattr(pair, "after", pair))[:40]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project that the examples change, with a little more; nobody may change this one."""
    root = invented.project(tmp_path_factory.mktemp("examples") / "project")
    page = root / "content/guides/first/page-1.yml"
    invented.edit(page, OVERRIDDEN, f"{OVERRIDDEN}      zh-Hans: 第2题问什么？\n")
    page.with_name("page-2.yml").write_text(SECTIONS, "utf-8")
    (root / "content/sources.yml").write_text(invented.SOURCES + PRESS, "utf-8")
    invented.edit(root / "content/guides/first/guide.yml", "order: 1\n", "order: 1\npdf: true\n")
    return root


@pytest.fixture(scope="session")
def whole_book(whole: Path) -> Book:
    return derive.derive(load.load(whole))


@pytest.fixture(scope="session")
def signed(whole_book: Book) -> Ledger:
    """A ledger in which somebody has read everything, and every override has its origin."""
    reviews = tuple(
        ledger.Review(
            one.guide,
            one.page,
            one.unit,
            one.locale,
            ledger.fingerprint(one.origin),
            ledger.fingerprint(one.text),
            "王小明",
            "2026-11-22T00:00:00+00:00",
        )
        for one in ledger.readings(whole_book)
    )
    return Ledger(
        reviews, tuple(ledger.Override(one.name, one.origin) for one in ledger.hand_written(whole_book))
    )


@pytest.fixture(scope="session")
def whole_site(whole: Path, whole_book: Book) -> Path:
    """The invented site, built once; nobody may change it."""
    render.write(whole, render.render(whole_book))
    return build.build(whole, whole_book)


def changed(root: Path, target: Path, name: str, example: Edit | Change) -> Path:
    """A copy of a folder with an example's change made in it."""
    shutil.copytree(root, target)
    content = (target / name).read_bytes()
    assert example.before.encode() in content
    (target / name).write_bytes(content.replace(example.before.encode(), example.after.encode(), 1))
    return target


def in_source(module: ModuleType, book: Book, signed: Ledger) -> list[Finding]:
    found = checks.check_source(book, today=TODAY, ledger=signed)
    return [one for one in found if one.check == checks.name_of(module)]


def edited(whole: Path, tmp_path: Path, example: Edit) -> Book:
    target = tmp_path / "project"
    target.mkdir()
    shutil.copy(whole / "mkdocs.yml", target)
    folder, _, name = example.file.partition("/")
    changed(whole / folder, target / folder, name, example)
    return derive.derive(load.load(target))


def on_pages(module: ModuleType, site: Path, book: Book) -> list[Finding]:
    return checks.check_built(site, book, [checks.name_of(module)])


def says_it_in_chinese(findings: Sequence[Finding]) -> bool:
    return all(one.message and one.says.get("zh-Hant") for one in findings)


@pytest.mark.parametrize(("module", "example"), examples(source, "BAD"), ids=named)
def test_bad_in_the_book(
    whole: Path, signed: Ledger, tmp_path: Path, module: ModuleType, example: Edit
) -> None:
    found = in_source(module, edited(whole, tmp_path, example), signed)
    assert {one.at.file for one in found} == {example.file}
    assert says_it_in_chinese(found)


@pytest.mark.parametrize(("module", "example"), examples(source, "GOOD"), ids=named)
def test_good_in_the_book(
    whole: Path, signed: Ledger, tmp_path: Path, module: ModuleType, example: Edit
) -> None:
    assert in_source(module, edited(whole, tmp_path, example), signed) == []


@pytest.mark.parametrize(("module", "example"), examples(built, "BAD"), ids=named)
def test_bad_on_a_page(
    whole_site: Path, whole_book: Book, tmp_path: Path, module: ModuleType, example: Change
) -> None:
    site = changed(whole_site, tmp_path / "site", example.page, example)
    found = on_pages(module, site, whole_book)
    assert {one.at.file for one in found} == {f"site/{example.page}"}
    assert says_it_in_chinese(found)


@pytest.mark.parametrize(("module", "example"), examples(built, "GOOD"), ids=named)
def test_good_on_a_page(
    whole_site: Path, whole_book: Book, tmp_path: Path, module: ModuleType, example: Change
) -> None:
    site = changed(whole_site, tmp_path / "site", example.page, example)
    assert on_pages(module, site, whole_book) == []


def test_what_is_not_changed_is_right(whole_book: Book, whole_site: Path, signed: Ledger) -> None:
    assert checks.check_source(whole_book, today=TODAY, ledger=signed) == []
    assert checks.check_built(whole_site, whole_book) == []


@pytest.mark.parametrize("module", [*checks.modules(source), *checks.modules(built)], ids=named)
def test_every_check_has_examples_and_explains_them(
    module: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert module.BAD and module.GOOD
    assert main(["explain", checks.name_of(module)]) == 0
    said = capsys.readouterr().out
    for one in (*module.BAD, *module.GOOD):
        assert str(one).splitlines()[-1].strip() in said
