"""Malformed content: each kind is one line with file, line and what to write; never a traceback."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import invented
from guidebook.cli import main

PAGE = "content/guides/first/page-1.yml"
Break = Callable[[Path], object]


def replaced(name: str, before: str, after: str) -> Break:
    """A change of the first place in a file."""

    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert before in text
        (root / name).write_text(text.replace(before, after, 1), "utf-8")

    return change


def appended(name: str, text: str) -> Break:
    def change(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def written(name: str, raw: bytes) -> Break:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw)

    return change


def one_page(guide: str = "first", pages: int = 2) -> Break:
    """The guide on one page, with a second file of other ids."""

    def change(root: Path) -> None:
        folder = root / "content/guides" / guide
        invented.edit(folder / "guide.yml", "order: 1", "order: 1\none-page: true")
        path = invented.page(folder, pages)
        text = path.read_text("utf-8").replace("id: question-", "id: other-")
        path.write_text(text.replace("/first/page-1#question-1", "/first#other-1"), "utf-8")
        first = root / PAGE
        linked = first.read_text("utf-8").replace("/first/page-1#question-1", "#question-1")
        first.write_text(linked, "utf-8")
        invented.edit(root / "content/home.yml", "/first/page-1", "/first#page-1")

    return change


def both(*changes: Break) -> Break:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


SECOND = "content/guides/first/page-2.yml"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 150">%s</svg>'
ECONOMIES = "".join(
    f"{code}:\n  name: {{en: {code}, zh-Hant: {code}}}\n  member: full\n"
    "  virtual: {status: not-found}\n  sources: [authority]\n"
    for code in ("JPN", "PER")
)
PAIRS = "".join(
    f"{name}:\n  from: all\n  to: {to}\n  card: any\n  answer: {{en: Yes., zh-Hant: 可以。}}\n"
    "  text: {en: A rule., zh-Hant: 規定。}\n  sources: [authority]\n"
    for name, to in (("home", "own"), ("away", "all"))
)
FINDER = (
    "order: 9\ntitle: {en: Finder, zh-Hant: 查詢}\ndescription: {en: Cards., zh-Hant: 卡片。}\nlist: finder\n"
)


def paired(before: str = "", after: str = "") -> Break:
    """Two economies and a page that says what a card from one does in the other, with one change."""

    def change(root: Path) -> None:
        assert before in PAIRS
        for name, text in (("economies.yml", ECONOMIES), ("pairs.yml", PAIRS.replace(before, after, 1))):
            (root / "content" / name).write_text(text, "utf-8")
        (root / "content/guides/first/finder.yml").write_text(FINDER, "utf-8")

    return change


FACT = "fee:\n  money: 5 TWD\n  sources: [authority]\n"

# kind, how to break a good project, where the fault is, what the message says
KINDS: list[tuple[str, Break, str, str]] = [
    ("unknown key", replaced(PAGE, "order: 1", "order: 1\ntitel: x"), f"{PAGE}:2:1", "did you mean 'title'"),
    ("duplicate key", replaced(PAGE, "order: 1", "order: 1\norder: 2"), f"{PAGE}:2:1", "given twice"),
    ("missing key", replaced(PAGE, "order: 1\n", ""), f"{PAGE}:1:1", "'order:' is missing"),
    ("text instead of mapping", replaced(PAGE, "title: {en: Page 1, zh-Hant: 第1頁}", "title: Page"), f"{PAGE}:2:8", "a mapping by language"),
    ("mapping instead of text", replaced(PAGE, "en: Page 1", "en: {a: b}"), f"{PAGE}:2:13", "a text is needed"),
    ("list instead of text", replaced(PAGE, "en: Page 1", "en: [a]"), f"{PAGE}:2:13", "a text is needed"),
    ("text instead of list", replaced(PAGE, "sources: [authority]", "sources: authority"), f"{PAGE}:20:14", "a list is needed"),
    ("empty list", replaced(PAGE, "sources: [authority]", "sources: []"), f"{PAGE}:20:14", "the list is empty"),
    ("empty text", replaced(PAGE, "en: Page 1", "en: ''"), f"{PAGE}:2:13", "the text is empty"),
    ("no language", replaced(PAGE, "title: {en: Page 1, zh-Hant: 第1頁}", "title: {}"), f"{PAGE}:2:8", "no text in any language"),
    ("unknown language", replaced(PAGE, "zh-Hant: 第1頁", "zh-TW: 第1頁"), f"{PAGE}:2:21", "unknown language 'zh-TW'"),
    ("folded text", replaced(PAGE, "answer:\n      en: |", "answer:\n      en: >"), f"{PAGE}:10:11", "after '|'"),
    ("text over lines", replaced(PAGE, "en: What is question 1 about?", "en: What is\n        question 1"), f"{PAGE}:7:11", "after '|'"),
    ("line in a heading", replaced(PAGE, "en: What is question 1 about?", "en: |\n        One\n        two"), f"{PAGE}:7:11", "one line is needed"),
    ("duplicate id", replaced(PAGE, "id: question-2", "id: question-1"), f"{PAGE}:21:5", "'question-1' is used twice"),
    ("taken id", replaced(PAGE, "id: question-2", "id: content"), f"{PAGE}:21:5", "taken by every page"),
    ("bad id", replaced(PAGE, "id: question-2", "id: Question 2"), f"{PAGE}:21:9", "not of the right form"),
    ("bad number", replaced(PAGE, "order: 1", "order: first"), f"{PAGE}:1:8", "write it like '10'"),
    ("two kinds of entries", appended(PAGE, "list: terms\n"), f"{PAGE}:1:1", "exactly one of"),
    ("no entries", replaced(PAGE, "questions:", "intro: {en: x, zh-Hant: 一}\nx:"), f"{PAGE}:1:1", "exactly one of"),
    ("unknown choice", replaced("content/sources.yml", "mark: official", "mark: true"), "content/sources.yml:6:9", "write one of: official"),
    ("bad date", replaced("content/sources.yml", "2026-11-22", "2026-13-01"), "content/sources.yml:5:12", "no such date"),
    ("date in another form", replaced("content/sources.yml", "2026-11-22", "22 Nov 2026"), "content/sources.yml:5:12", "2021-03-01"),
    ("source of an unknown economy", replaced("content/sources.yml", "mark: official", "economy: SIN\n  mark: official"), "content/sources.yml:6:12", "unknown economy 'SIN'; write a code of content/economies.yml"),
    ("bad address", replaced("content/sources.yml", "https://", "www."), "content/sources.yml:4:8", "https://example.org/page"),
    ("unknown source", replaced(PAGE, "[authority]", "[authoriy]"), f"{PAGE}:20:15", "unknown source 'authoriy'"),
    ("unknown fact", replaced(PAGE, "It is about entry", "It is ${fact:fee}"), f"{PAGE}:11:15", "unknown fact 'fee'"),
    ("unknown economy", replaced(PAGE, "It is about entry", "${economy:ZZZ}"), f"{PAGE}:11:9", "unknown economy 'ZZZ'"),
    ("unknown insert", replaced(PAGE, "It is about entry", "${fee}"), f"{PAGE}:11:9", "unknown insert '${fee}'"),
    ("dead link", replaced(PAGE, "(/first/page-1#question-1)", "(/first/page-9)"), f"{PAGE}:14:32", "no page '/first/page-9'"),
    ("dead anchor", replaced(PAGE, "(/first/page-1#question-1)", "(#question-9)"), f"{PAGE}:14:32", "no '#question-9' on this page"),
    ("dead link at home", replaced("content/home.yml", "/first/page-1", "/nowhere"), "content/home.yml:5:5", "no page '/nowhere'"),
    ("unclosed mark", replaced(PAGE, "It is about entry", "It is -{kept"), f"{PAGE}:11:15", "'}-'"),
    ("mark for an unknown language", replaced(PAGE, "請出示卡片", "-{zh-tw: 卡; zh-cn: 卡}-"), f"{PAGE}:16:19", "zh-tw"),
    ("unknown currency", written("content/facts.yml", FACT.encode()), "content/facts.yml:2:3", "unknown currency 'TWD'"),
    ("two figures", written("content/facts.yml", FACT.replace("money", "number: 1\n  money").encode()), "content/facts.yml:2:3", "exactly one of"),
    ("bad money", written("content/facts.yml", FACT.replace("5 TWD", "NT$5").encode()), "content/facts.yml:2:10", "'5000 TWD'"),
    ("bad duration", written("content/facts.yml", FACT.replace("money: 5 TWD", "duration: 9-3 days").encode()), "content/facts.yml:2:13", "smaller number first"),
    ("not UTF-8", written("content/terms.yml", "app:\n  en: 應".encode("big5")), "content/terms.yml:2:7", "UTF-8"),
    ("tab", replaced(PAGE, "    question:", "\tquestion:"), f"{PAGE}:6:1", "a tab; write spaces"),
    ("invisible separator", replaced(PAGE, "the card", "the\u2028card"), f"{PAGE}:11:45", "U+2028"),
    ("not YAML", replaced(PAGE, "title: {en: Page 1", "title: {en: [Page 1"), f"{PAGE}:", "not valid YAML"),
    ("colon in a text", replaced(PAGE, "en: What is question 1 about?", "en: Ask: what?"), f"{PAGE}:7:14", "in quotes or after '|'"),
    ("text that begins with a sign", replaced(PAGE, "en: What is question 1 about?", "en: `x`"), f"{PAGE}:7:11", "special character"),
    ("alias", replaced(PAGE, "en: Page 1, zh-Hant: 第1頁", "en: &a Page 1, zh-Hant: *a"), f"{PAGE}:2:13", "alias"),
    ("foreign tag", replaced(PAGE, "en: Page 1", "en: !!python/name:os.system Page"), f"{PAGE}:2:13", "unknown tag"),
    ("two documents", appended(PAGE, "---\norder: 2\n"), f"{PAGE}:37:1", "one document a file"),
    ("deep nesting", written(PAGE, b"order: " + b"[" * 5000 + b"]" * 5000), f"{PAGE}:", "nested"),
    ("empty file", written(PAGE, b"\n"), f"{PAGE}:1:1", "the file is empty"),
    ("a list as a file", written(PAGE, b"- order: 1\n"), f"{PAGE}:1:1", "a mapping with the keys"),
    ("missing file", lambda root: (root / "content/home.yml").unlink(), "content/home.yml:1:1", "the file is missing"),
    ("missing guide.yml", lambda root: (root / "content/guides/first/guide.yml").unlink(), "content/guides/first/guide.yml:1:1", "the file is missing"),
    ("guide without pages", lambda root: (root / PAGE).unlink(), "content/guides/first:1:1", "the guide has no page"),
    ("no guides", lambda root: shutil.rmtree(root / "content/guides"), "content/guides:1:1", "there are no guides"),
    ("page of a one-page guide", both(one_page(), replaced(PAGE, "(#question-1)", "(/first/page-2)")), f"{PAGE}:14:32", "is part of a guide on one page; write /first#page-2"),
    ("entry of a one-page guide", both(one_page(), replaced(PAGE, "(#question-1)", "(/first/page-2#other-1)")), f"{PAGE}:14:32", "write /first#other-1"),
    ("such a page at home", both(one_page(), replaced("content/home.yml", "/first#page-1", "/first/page-1")), "content/home.yml:5:5", "write /first#page-1"),
    ("dead anchor on one page", both(one_page(), replaced(PAGE, "(#question-1)", "(/first#page-3)")), f"{PAGE}:14:32", "no '#page-3' on this page"),
    ("id twice on one page", both(one_page(), replaced(SECOND, "id: other-2", "id: question-2")), f"{SECOND}:21:5", f"'question-2' is used twice on the one page of this guide (first in {PAGE}:21)"),
    ("id that is a page's on one page", both(one_page(), replaced(SECOND, "id: other-2", "id: page-1")), f"{SECOND}:21:5", f"'page-1' is used twice on the one page of this guide (first in {PAGE}:1)"),
    ("one page that is neither", replaced("content/guides/first/guide.yml", "order: 1", "order: 1\none-page: perhaps"), "content/guides/first/guide.yml:2:11", "write true or false"),
    ("page that collides", lambda root: shutil.copy(root / PAGE, root / "content/guides/first/index.yml"), "content/guides/first/index.yml:1:1", "would collide"),
    ("pages that differ in case", lambda root: shutil.copy(root / PAGE, root / "content/guides/first/Page-1.yml"), "content/guides/first/Page-1.yml:1:1", "lower-case"),
    ("file nothing reads", written("content/term.yml", b"a: b\n"), "content/term.yml:1:1", "nothing reads this file"),
    ("page with the wrong ending", written("content/guides/first/more.yaml", b"a: b\n"), "content/guides/first/more.yaml:1:1", "nothing reads this file"),
    ("comment in a text", replaced(PAGE, "en: What is question 1 about?", "en: Which card #3 is it?"), f"{PAGE}:7:11", "would be lost"),
    ("anchor", replaced(PAGE, "en: What is question 1 about?", "en: &off it goes?"), f"{PAGE}:7:11", "in quotes"),
    ("insert not closed", replaced(PAGE, "It is about entry", "${fact:fee or"), f"{PAGE}:11:9", "${KIND:NAME}"),
    ("insert without its sign", replaced(PAGE, "It is about entry", "{fact:fee}"), f"{PAGE}:11:9", "${KIND:NAME}"),
    ("insert in full-width brackets", replaced(PAGE, "It is about entry", "$｛fact:fee｝"), f"{PAGE}:11:9", "${KIND:NAME}"),
    ("dead link in HTML", replaced(PAGE, "the first page", '<a href="/nothing">x</a>'), f"{PAGE}:14:25", "no page '/nothing'"),
    ("relative link", replaced(PAGE, "(/first/page-1#question-1)", "(page-1)"), f"{PAGE}:14:32", "write /GUIDE/PAGE#ID"),
    ("link to guide.yml", replaced(PAGE, "(/first/page-1#question-1)", "(/first/guide)"), f"{PAGE}:14:32", "no page"),
    ("full-width link", replaced(PAGE, "(/first/page-1#question-1)", "（/first/page-1）"), f"{PAGE}:14:30", "these very brackets"),
    ("full-width colon", replaced(PAGE, "      zh-Hant: 第1題問的是什麼？", "      zh-Hant：第1題問的是什麼？"), f"{PAGE}:8:", "full-width '：'"),
    ("no space after colon", replaced(PAGE, "      zh-Hant: 第1題問的是什麼？", "      zh-Hant:第1題問的是什麼？"), f"{PAGE}:8:", "no space after ':'"),
    ("zero-width space", replaced(PAGE, "zh-Hant: 第1題問", "zh-Hant:\u200b 第1題問"), f"{PAGE}:8:", "U+200B"),
    ("full-width indentation", replaced(PAGE, "      zh-Hant: 第1題問", "　　zh-Hant: 第1題問"), f"{PAGE}:8:", "U+3000"),
    ("quotes in quotes", replaced(PAGE, "en: What is question 1 about?", 'en: "What" is it?'), f"{PAGE}:7:", "inside a quoted text"),
    ("quote not closed", replaced(PAGE, "en: What is question 1 about?", 'en: "What is it?'), f"{PAGE}:7:11", "not closed"),
    ("text that begins with a star", replaced(PAGE, "en: What is question 1 about?", "en: **What** is it?"), f"{PAGE}:7:", "special character"),
    ("unfinished merge", replaced(PAGE, "questions:", "<<<<<<< HEAD\nquestions:"), f"{PAGE}:4:", "unfinished merge"),
    ("control character", replaced(PAGE, "Page 1", "Page\x92 1"), f"{PAGE}:2:17", "U+0092"),
    ("escaped control character", replaced(PAGE, "en: Page 1", 'en: "Page\\0 1"'), f"{PAGE}:2:13", "invisible character"),
    ("names in one", replaced(PAGE, "[authority]", "[authority、authority]"), f"{PAGE}:20:15", "write ', ' between names"),
    ("number that is none", written("content/facts.yml", FACT.replace("money: 5 TWD", "number: 1e999").encode()), "content/facts.yml:2:11", "write a number"),
    ("no time at all", written("content/facts.yml", FACT.replace("money: 5 TWD", "duration: 0 days").encode()), "content/facts.yml:2:13", "such as '90 days'"),
    ("full-width digits", replaced(PAGE, "order: 1", "order: １"), f"{PAGE}:1:8", "write it like '10'"),
    ("folder named like a page", lambda root: (root / "content/guides/first/more.yml").mkdir(), "content/guides/first/more.yml:1:1", "nothing reads this folder"),
    ("folder named like a file", lambda root: (root / "content/facts.yml").mkdir(), "content/facts.yml:1:1", "nothing reads this folder"),
    ("drawing that is not there", replaced(PAGE, "sources: [authority]", "drawing: {file: one, alt: {en: x}}\n    sources: [authority]"), f"{PAGE}:20:14", "unknown drawing 'one'"),
    ("drawing with a script", written("content/drawings/one.svg", SVG % b"<script/>"), "content/drawings/one.svg:1:63", "unknown element 'script'"),
    ("drawing that no page shows", written("content/drawings/one.svg", SVG % b""), "content/drawings/one.svg:1:1", "no page shows this drawing"),
    ("picture of another kind", written("content/drawings/one.png", b"x"), "content/drawings/one.png:1:1", "nothing reads this file"),
    ("pair from an unknown economy", paired("from: all", "from: [JPN, JAP]"), "content/pairs.yml:2:15", "unknown economy 'JAP'"),
    ("pair to a word that is none", paired("to: own", "to: home"), "content/pairs.yml:3:7", "write one of: all, full, transitional, own, or a list"),
    ("pair from an empty list", paired("from: all", "from: []"), "content/pairs.yml:2:9", "the list is empty"),
    ("pair for a card of another kind", paired("card: any", "card: plastic"), "content/pairs.yml:4:9", "write one of: any, virtual, printed"),
    ("pair without sources", paired("  sources: [authority]\n", ""), "content/pairs.yml:2:3", "'sources:' is missing"),
    ("pair with an unknown source", paired("[authority]", "[nobody]"), "content/pairs.yml:7:13", "unknown source 'nobody'"),
    ("pair nothing answers", paired("from: all\n  to: all", "from: [JPN]\n  to: [PER]"), "content/guides/first/finder.yml:1:1", "no answer for a card from PER in JPN"),
    ("pair nothing answers for one kind of card", paired("to: all\n  card: any", "to: all\n  card: printed"), "content/guides/first/finder.yml:1:1", "no answer for a card from JPN in PER"),
    ("card nothing answers at home", paired("to: own", "to: [JPN]"), "content/guides/first/finder.yml:1:1", "'to: own'"),
    ("pair that is never the answer", paired("home:\n  from: all\n  to: own", "home:\n  from: [JPN]\n  to: [PER]"), "content/pairs.yml:2:3", "'home' is never the answer"),
    ("pair that neither answers nor adds", paired("  answer: {en: Yes., zh-Hant: 可以。}\n", ""), "content/pairs.yml:2:3", "exactly one of answer, about is needed, found none"),
    ("economy whom to ask as a list", both(paired(), replaced("content/economies.yml", "member: full", "member: full\n  ask: [authority]")), "content/economies.yml:4:8", "a mapping with the keys entry, entry-note, card, card-note is needed here, not a list"),
    ("economy whom to ask about what", both(paired(), replaced("content/economies.yml", "member: full", "member: full\n  ask: {cards: [authority]}")), "content/economies.yml:4:9", "unknown key 'cards'; did you mean 'card'?"),
    ("economy that leads nowhere", both(paired(), replaced("content/economies.yml", "member: full", "member: full\n  going-there: /first/page-9")), "content/economies.yml:2:3", "no page '/first/page-9'"),
    ("unreadable file", lambda root: ((root / "content/facts.yml").symlink_to(root / "content/facts.yml")), "content/facts.yml:1:1", "cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place", "says"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS]
)
def test_malformed_content(
    project: Path, change: Break, place: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project)
    assert main(["--project", str(project), "render"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert any(line.startswith(place) and says in line for line in said.splitlines()), said
    assert not (project / "docs").exists()


def test_a_good_project_has_no_fault(project: Path) -> None:
    assert main(["--project", str(project), "render"]) == 0
    one_page()(project)
    assert main(["--project", str(project), "render"]) == 0
    paired()(project)
    assert main(["--project", str(project), "render"]) == 0


def test_a_faulty_file_of_a_guide_on_one_page_is_one_fault(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is said of links to what it would have held."""
    one_page()(project)
    invented.edit(project / SECOND, "order: 2", "order: second")
    invented.edit(
        project / PAGE,
        "(#question-1)。\n    sources: [authority]\n  - id",
        "(#other-1)。\n    sources: [authority]\n  - id",
    )
    assert main(["--project", str(project), "render"]) == 2
    assert "1 fault:" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["sources-one", "action.skip"])
def test_a_missing_word_of_the_interface(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words of our own are asked for by render, the theme's by build."""
    replaced("content/interface.yml", f"{name}:\n", f"{name}-renamed:\n")(project)
    assert main(["--project", str(project), "build"]) == 2
    said = capsys.readouterr().err
    assert f"content/interface.yml:1:1: '{name}:' is missing" in said and "Traceback" not in said


def test_a_currency_without_a_form_in_one_language_is_a_finding(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content/facts.yml").write_text(FACT, "utf-8")
    (project / "content/currencies.yml").write_text("TWD:\n  en: NT$#\n", "utf-8")
    invented.edit(project / PAGE, "It is about entry number 1.", "It is ${fact:fee}.")
    assert main(["--project", str(project), "render"]) == 0
    capsys.readouterr()
    assert main(["--project", str(project), "check"]) == 1
    assert "content/currencies.yml:2:7: no zh-Hant text beside this one" in capsys.readouterr().out


def test_all_faults_are_reported_in_one_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invented.edit(project / PAGE, "order: 1", "order: first")
    replaced(PAGE, "[authority]", "[unknown]")(project)
    replaced("content/sources.yml", "mark: official", "mark: great")(project)
    written("content/facts.yml", b"fee:\n\tmoney: 5 TWD\n")(project)
    written("content/terms.yml", b"a: [\n")(project)
    assert main(["--project", str(project), "render"]) == 2
    said = capsys.readouterr().err
    for place in ("facts.yml:2:1", "page-1.yml:1:8", "sources.yml:6:9", "terms.yml:2:1"):
        assert re.search(re.escape(f"{place}:"), said), f"{place} is not in:\n{said}"


@pytest.mark.parametrize("ending", [b"\r", b"\r\n"])
def test_other_line_ends_are_read(project: Path, ending: bytes) -> None:
    for path in (project / "content").rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", ending))
    assert main(["--project", str(project), "render"]) == 0


def test_an_unreadable_data_file_is_one_fault(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said of the names it would have defined."""
    (project / "content/sources.yml").write_text("authority:\n\tmark: x\n", "utf-8")
    assert main(["--project", str(project), "render"]) == 2
    assert "1 fault:" in capsys.readouterr().err


def test_one_fault_in_sources_does_not_make_every_use_of_it_a_fault(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced("content/sources.yml", "mark: official", "mark: great")(project)
    assert main(["--project", str(project), "render"]) == 2
    assert "1 fault:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("locale: zh-Hans", "locale: zh-Hant", "listed twice"),
        ("derived_from: zh-Hant", "derived_from: ja", "no authored language"),
        ("opencc: tw2s", "opencc: tw2x", "no OpenCC configuration"),
        ("punctuation: mainland", "punctuation: nice", "punctuation: 'nice'"),
        ("og_locale: en_US", "og_local: en_US", "unknown key 'og_local'"),
        ("cldr: en_SG", "cldr: en_XX_YY", "no CLDR locale"),
        ("site_url: https://", "site_url: ", "full address"),
        ("abtc-guide.example/", "abtc-guide.example/?x#y", "full address"),
        ("name: 简体中文", "name: 中文", "which script"),
        ("theme:\n", "theme:\n\t", "not valid YAML"),
    ],
)
def test_faults_in_the_list_of_languages(
    project: Path, before: str, after: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced("mkdocs.yml", before, after)(project)
    assert main(["--project", str(project), "render"]) == 2
    said = capsys.readouterr().err
    assert re.search(r"^mkdocs\.yml:\d+:\d+: ", said) and says in said, said
