"""docs/: always what content/ says, touched only where it differs, and nothing typed is lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import invented
from guidebook import derive, load, render
from guidebook.book import Book
from guidebook.cli import main

PAGE = "content/guides/first/page-1.yml"


def run(root: Path, *arguments: str) -> int:
    return main(["--project", str(root), *arguments])


def files(root: Path, folder: str = "docs") -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and the time it was written."""
    found = sorted(path for path in (root / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(root / folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in found
    }


def changed(before: dict[str, tuple[bytes, int]], after: dict[str, tuple[bytes, int]]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_one_changed_sentence(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "render") == 0
    assert run(project, "render", "--check") == 0
    before = files(project)
    invented.edit(project / PAGE, "第1題說明入境查驗。", "第1題說明抵達查驗。")
    capsys.readouterr()
    assert run(project, "render", "--check") == 1
    said = capsys.readouterr().out
    assert "stale: docs/zh-Hant/first/page-1.md" in said and "stale: docs/zh-Hans/first/page-1.md" in said
    assert files(project) == before  # --check writes nothing
    assert run(project, "render") == 0
    assert changed(before, files(project)) == {"zh-Hant/first/page-1.md", "zh-Hans/first/page-1.md"}
    assert "第1题说明抵达查验。" in (project / "docs/zh-Hans/first/page-1.md").read_text("utf-8")


def test_rendering_again_writes_nothing(project: Path) -> None:
    run(project, "render")
    before = files(project), files(project, "content")
    run(project, "render")
    assert (files(project), files(project, "content")) == before


def test_the_trees_hold_the_same_paths(project: Path) -> None:
    invented.guide(project / "content", "second", 2, pages=2)
    run(project, "render")
    paths = {locale: set(files(project, f"docs/{locale}")) for locale in ("en", "zh-Hant", "zh-Hans")}
    assert paths["en"] == paths["zh-Hant"] == paths["zh-Hans"]
    assert paths["en"] >= {"index.md", "first/index.md", "second/index.md", "second/page-2.md"}


def test_what_is_gone_from_content_goes_from_docs(project: Path) -> None:
    invented.guide(project / "content", "second", 2)
    run(project, "render")
    for path in (project / "content/guides/second").iterdir():
        path.unlink()
    (project / "content/guides/second").rmdir()
    assert run(project, "render", "--check") == 1
    assert run(project, "render") == 0
    assert not (project / "docs/en/second").exists()


def test_a_page_edited_by_hand_is_not_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, "render")
    page = project / "docs/zh-Hant/first/page-1.md"
    typed = page.read_text("utf-8").replace("說明入境查驗", "說明臨櫃查驗")
    page.write_text(typed, "utf-8")
    invented.edit(project / PAGE, "第1題說明入境查驗。", "第1題說明抵達查驗。")
    capsys.readouterr()
    assert run(project, "render") == 1
    assert "docs/zh-Hant/first/page-1.md:1: edited by hand" in capsys.readouterr().out
    assert page.read_text("utf-8") == typed
    assert run(project, "render", "--overwrite") == 0
    assert "第1題說明抵達查驗。" in page.read_text("utf-8")


def test_a_file_put_into_docs_by_hand_is_not_removed(project: Path) -> None:
    run(project, "render")
    (project / "docs/en/notes.md").write_text("Mine.", "utf-8")
    assert run(project, "render") == 1
    assert (project / "docs/en/notes.md").read_text("utf-8") == "Mine."


def test_overwriting_removes_only_what_guidebook_made(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, "render")
    (project / "docs/notes.md").write_text("Mine.", "utf-8")
    assert run(project, "render", "--overwrite") == 1
    assert "docs/notes.md:1: not made by guidebook" in capsys.readouterr().out
    assert (project / "docs/notes.md").read_text("utf-8") == "Mine."


def test_links_in_html_lead_to_the_readers_own_edition(project: Path) -> None:
    invented.guide(project / "content", "second", 2)
    invented.edit(
        project / PAGE,
        "記得「保持網路連線」。\n\n        - 請備妥應備文件。\n        - 請參閱[第一頁](/first/page-1#question-1)。\n    sources: [authority]\n  - id: question-2",
        '見<a href="/second/page-1#question-1">另頁</a>與`[x](/first)`。\n    sources: [authority]\n  - id: question-2',
    )
    run(project, "render")
    text = (project / "docs/zh-Hans/first/page-1.md").read_text("utf-8")
    assert '<a href="../../second/page-1/#question-1">' in text
    assert "`[x](/first)`" in text


def test_every_page_names_its_source(project: Path) -> None:
    run(project, "render")
    for name, (raw, _) in files(project).items():
        first, second = raw.decode().split("\n")[:2]
        source = (
            "content/home.yml"
            if name.count("/") == 1
            else f"content/guides/first/{'guide' if 'index' in name else 'page-1'}.yml"
        )
        assert first == "---" and second.startswith(f"# Made by guidebook from {source} [")


def test_committed_pages_are_up_to_date() -> None:
    """The project's own docs/ and schemas: what is committed is what content/ says."""
    book = derive.derive(load.load(invented.ROOT))
    difference = render.write(invented.ROOT, render.render(book), dry=True)
    assert not difference, difference


def test_same_content_same_bytes(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another folder, time zone and locale of the machine give the same pages."""
    here = render.render(derive.derive(load.load(project)))
    other = project.rename(tmp_path / "elsewhere")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.chdir(os.sep)
    assert render.render(derive.derive(load.load(other))) == here


def test_a_missing_text_is_listed_and_shown_as_a_gap(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invented.edit(project / PAGE, "      zh-Hant: 第1題問的是什麼？\n", "")
    run(project, "render")
    assert f"⟦zh-Hant: {PAGE}:7:11⟧" in (project / "docs/zh-Hant/first/page-1.md").read_text("utf-8")
    capsys.readouterr()
    assert run(project, "check") == 1
    assert (
        f"{PAGE}:7:11: no zh-Hant text beside this one; write 'zh-Hant:' [missing-text]"
        in capsys.readouterr().out
    )
    assert run(project, "build") == 1
    assert not (project / "site").exists()


FACTS = """\
fee:
  money: 5000 TWD
  sources: [authority]
launch:
  date: 2021-03-01
  sources: [authority]
wait:
  duration: 2-3 months
  sources: [authority]
members:
  number: 19
  sources: [authority]
"""

ECONOMIES = """\
PHL:
  name: {en: Philippines, zh-Hant: 菲律賓, zh-Hans: 菲律宾}
  in-text: {en: the Philippines}
  member: full
  stay:
    length: 60 days
    sources: [authority]
  virtual: {status: unconfirmed}
  sources: [authority]
TWN:
  name: {en: Chinese Taipei, zh-Hant: 中華臺北, zh-Hans: 中华台北}
  first-mention: {zh-Hans: Chinese Taipei}
  member: full
  virtual: {status: not-found}
  sources: [authority]
"""


LIST = """\
order: 9
title: {en: Economies, zh-Hant: 會員體}
description: {en: All of them., zh-Hant: 全部會員體。}
intro: {en: "See ${economy:PHL}.", zh-Hant: "見${economy:PHL}。"}
list: economies
"""
NOTES = """\
  notes:
    en: "It asks ${economy:TWN} and ${economy:PHL}."
    zh-Hant: "須洽${economy:TWN}與${economy:PHL}。"
"""
ANSWER = """\
Ask ${economy:PHL} (${economy:TWN}), then ${economy:PHL}.

        Not in a [link to ${economy:PHL}](#question-2) or `${economy:TWN}`.

        ### A heading with ${economy:TWN}
    details:
      en: "Here ${economy:TWN} stays plain, and <a href='#question-2'>${economy:PHL}</a> too."
      zh-Hant: "這裡的${economy:TWN}不再連結。"
    unconfirmed:
      en: "All of ${economies:full}."
      zh-Hant: "${economies:full}。"
"""


@pytest.fixture
def economies(project: Path) -> Path:
    """The project with two economies, named in one question."""
    (project / "content/economies.yml").write_text(
        ECONOMIES.replace("  sources: [authority]\nTWN", f"  sources: [authority]\n{NOTES}TWN"), "utf-8"
    )
    page = project / PAGE
    text = page.read_text("utf-8").replace("number 1. Show", "number 1; show")
    text = text.replace(
        "It is about entry number 1; show", f"{ANSWER.partition('    details')[0]}        Show", 1
    )
    text = text.replace(
        "    sources: [authority]\n", f"    {ANSWER[ANSWER.index('details') :]}    sources: [authority]\n", 1
    )
    text = text.replace("第1題說明入境查驗。", "請洽（${economy:TWN}）或${economy:PHL}，以及${economy:TWN}。")
    page.write_text(text.replace("第2題說明入境查驗。", "請洽${economy:TWN}。"), "utf-8")
    return project


def entry(root: Path, locale: str, page: str, anchor: str) -> str:
    """An entry of a rendered page, from its heading to the next."""
    text = (root / f"docs/{locale}/{page}").read_text("utf-8")
    return text.split(f"{{ #{anchor} }}\n", 1)[1].split("\n## ", 1)[0]


def test_the_first_mention_of_an_economy_in_an_entry_is_a_link(economies: Path) -> None:
    (economies / "content/guides/first/economies.yml").write_text(LIST, "utf-8")
    assert run(economies, "render") == 0
    phl, twn = "[the Philippines](economies.md#phl)", "[Chinese Taipei](economies.md#twn)"
    shown = entry(economies, "en", "first/page-1.md", "question-1")
    assert f"Ask {phl} ({twn}), then the Philippines." in shown
    assert "[link to the Philippines](#question-2) or `Chinese Taipei`" in shown
    assert "### A heading with Chinese Taipei" in shown
    assert "Here Chinese Taipei stays plain, and <a href='#question-2'>the Philippines</a> too." in shown
    assert "All of the Philippines; Chinese Taipei." in shown
    assert shown.count("economies.md#") == 2

    hans = entry(economies, "zh-Hans", "first/page-1.md", "question-1")
    linked = "[中华台北](economies.md#twn)"
    first = f"请洽（{linked}，Chinese Taipei）或[菲律宾](economies.md#phl)，以及中华台北。"
    assert first in hans  # the other name stands beside the first mention on the page
    assert hans.count("economies.md#") == 2 and hans.count("Chinese Taipei") == 1
    assert f"请洽{linked}。" in entry(economies, "zh-Hans", "first/page-1.md", "question-2")
    assert "請洽[中華臺北](economies.md#twn)。" in entry(
        economies, "zh-Hant", "first/page-1.md", "question-2"
    )


def test_an_economy_does_not_link_to_its_own_entry(economies: Path) -> None:
    (economies / "content/guides/first/economies.yml").write_text(LIST, "utf-8")
    assert run(economies, "render") == 0
    assert "See [the Philippines](economies.md#phl)." in (economies / "docs/en/first/economies.md").read_text(
        "utf-8"
    )
    notes = entry(economies, "en", "first/economies.md", "phl")
    assert "It asks [Chinese Taipei](economies.md#twn) and the Philippines." in notes


def test_without_a_page_of_economies_their_names_are_plain(economies: Path) -> None:
    assert run(economies, "render") == 0
    shown = entry(economies, "en", "first/page-1.md", "question-1")
    assert "Ask the Philippines (Chinese Taipei), then the Philippines." in shown
    assert "\ue001" not in shown
    assert "请洽（中华台北，Chinese Taipei）或菲律宾，" in entry(
        economies, "zh-Hans", "first/page-1.md", "question-1"
    )


def test_economies_on_a_guides_one_page(economies: Path) -> None:
    invented.guide(economies / "content", "second", 2)
    folder = economies / "content/guides/second"
    invented.edit(folder / "guide.yml", "order: 2", "order: 2\none-page: true")
    (folder / "economies.yml").write_text(LIST, "utf-8")
    assert run(economies, "render") == 0
    assert "Ask [the Philippines](../second/index.md#phl)" in entry(
        economies, "en", "first/page-1.md", "question-1"
    )
    notes = entry(economies, "en", "second/index.md", "phl")
    assert "It asks [Chinese Taipei](index.md#twn) and the Philippines." in notes


def test_every_inserted_economy_is_one_tap_away(site: Path, book: Book) -> None:
    """In the real book, in every language, each name that a text inserts leads to its entry, once."""
    found = book.listing("economies")
    assert found is not None
    guide, listing = found
    table = f"{guide.link(listing).strip('/')}/"
    followed = 0
    for one, page in book.pages():
        path, _, _ = one.link(page).strip("/").partition("#")
        for language in book.site.languages:
            html = (site / language.locale / path / "index.html").read_text("utf-8")
            for unit in page.units:
                inserted: set[str] = set()
                for texts in (unit.body, unit.details, unit.unconfirmed, unit.changed and unit.changed.why):
                    text = texts[language.locale].value if texts else ""
                    outside = re.sub(r"\[[^\]]*\]\([^)]*\)|`[^`]*`", "", text)
                    inserted |= set(re.findall(r"\$\{economy:([A-Z]{3})\}", outside))
                shown = re.split(r"<h[23] ", re.split(rf'<h[23] id="{unit.id}"', html, maxsplit=1)[1])[0]
                links = re.findall(rf'href="(?:\.\./)+{table}#([a-z]{{3}})"', shown)
                assert {code.lower() for code in inserted} <= set(links), (language.locale, unit.id)
                followed += len(inserted)
    assert followed > 60


SOURCES_PAGE = """\
order: 9
title: {en: Sources, zh-Hant: 資料來源}
description: {en: All of them., zh-Hant: 全部資料來源。}
list: sources
"""


def test_the_sources_say_which_entries_rest_on_them(economies: Path) -> None:
    (economies / "content/guides/first/economies.yml").write_text(LIST, "utf-8")
    (economies / "content/guides/first/sources.yml").write_text(SOURCES_PAGE, "utf-8")
    given = (economies / "content/sources.yml").read_text("utf-8")
    figures = given.replace("authority:", "figures:").replace("A page", "Figures")
    unused = given.replace("authority:", "unused:").replace("A page", "Another page")
    (economies / "content/sources.yml").write_text(given + figures + unused, "utf-8")
    (economies / "content/facts.yml").write_text("members:\n  number: 19\n  sources: [figures]\n", "utf-8")
    invented.edit(economies / PAGE, "entry number 2", "entry ${fact:members}")
    assert run(economies, "render") == 0
    lines = (economies / "docs/en/first/sources.md").read_text("utf-8").split("\n")
    rows = {
        key: next(line for line in lines if f"#{key} }}" in line)
        for key in ("authority", "figures", "unused")
    }
    for link in (
        "[What is question 1 about?](page-1.md#question-1)",
        "[What is question 2 about?](page-1.md#question-2)",
        "[Philippines](economies.md#phl)",
        "[Chinese Taipei](economies.md#twn)",
    ):
        assert link in rows["authority"] and link not in rows["unused"]
    assert rows["figures"].rstrip(" |").endswith("[What is question 2 about?](page-1.md#question-2)")
    assert "not used at present" in rows["unused"] and "not used" not in rows["authority"]


def test_figures_and_names_are_inserted_in_each_language(project: Path) -> None:
    content = project / "content"
    (content / "facts.yml").write_text(FACTS, "utf-8")
    (content / "economies.yml").write_text(ECONOMIES, "utf-8")
    (content / "currencies.yml").write_text("TWD: {en: NT$#, zh-Hant: 新臺幣#元}\n", "utf-8")
    figures = "${fact:fee}/${fact:launch}/${fact:wait}/${fact:members}/${stay:PHL}/${economies:full}."
    invented.edit(project / PAGE, "It is about entry number 1.", figures)
    invented.edit(
        project / PAGE, "第1題說明入境查驗。", figures.replace(".", "。") + "${economy:TWN}、${economy:TWN}。"
    )
    assert run(project, "render") == 0
    shown = {
        locale: (project / f"docs/{locale}/first/page-1.md").read_text("utf-8")
        for locale in ("en", "zh-Hant", "zh-Hans")
    }
    assert "NT$5,000/1 March 2021/2 to 3 months/19/60 days/the Philippines; Chinese Taipei." in shown["en"]
    assert (
        "新臺幣5,000元/2021年3月1日/2至3個月/19/60天/菲律賓、中華臺北。中華臺北、中華臺北。"
        in shown["zh-Hant"]
    )
    first = (
        "新台币5,000元/2021年3月1日/2至3个月/19/60天/菲律宾、中华台北（Chinese Taipei）。中华台北、中华台北。"
    )
    assert first in shown["zh-Hans"]
    before = files(project)
    invented.edit(content / "facts.yml", "5000 TWD", "6000 TWD")  # one edit reaches every language
    run(project, "render")
    assert changed(before, files(project)) == {f"{locale}/first/page-1.md" for locale in shown}


def test_a_name_is_explained_where_it_is_first_seen(site: Path, book: Book) -> None:
    """Not only where it is folded away: among sources, in a list to choose from, in a list for phones."""
    name, beside = book.economies["TWN"].name["zh-Hans"].value, "Chinese Taipei"
    pages = 0
    for path in sorted((site / "zh-Hans").rglob("index.html")):
        main = LexborHTMLParser(path.read_bytes()).css_first("main")
        for node in main.css("nav, details, select"):
            node.decompose()
        _, found, after = main.text().partition(name)
        if found:
            pages += 1
            assert after.startswith((f"（{beside}）", f"，{beside}）")), path
    assert pages >= 8
