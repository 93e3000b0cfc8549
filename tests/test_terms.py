"""Terms and facts: what the termbase rejects, names in both languages, sources of figures."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import conftest
import invented
from guidebook import checks, derive, lint, load, passage
from guidebook.book import Book
from guidebook.checks.source import figure_without_source, source_mark, stale_source
from guidebook.checks.text import rejected_term, term_parity
from guidebook.figures import Day
from guidebook.passage import Found

PAGE = "content/guides/first/page-1.yml"


@pytest.fixture(scope="module")
def linter(book: Book) -> lint.Linter:
    return lint.Linter(book)


def found(
    linter: lint.Linter, module: ModuleType, locale: str, text: str, english: str | None = None
) -> list[Found]:
    one = passage.passage(locale, text, english)
    return [each.found for each in linter.lint(one) if each.check == checks.name_of(module)]


def words(text: str, findings: list[Found]) -> list[str]:
    return [text[one.start : one.end] for one in findings]


# ---- rejected wording


@pytest.mark.parametrize(
    ("locale", "text", "wrong", "right"),
    [
        ("en", "All member nations agree.", "member nations", "member economies"),
        ("en", "the member\nstate decides", "member\nstate", "member economy"),
        ("en", "The member\u00a0state's rule", "member\u00a0state", "member economy"),
        ("en", "MEMBER STATES", "MEMBER STATES", "Member economies"),
        ("zh-Hant", "本會員國的數位卡", "會員國", "會員體"),
        ("zh-Hant", "**電郵**地址", "電郵", "電子郵件"),
        ("zh-Hant", "可逗留期限", "逗留期限", "停留期限"),
        ("zh-Hans", "移动设备与行动装置", "行动装置", "移动设备"),
        ("zh-Hans", "成员国的电子卡", "成员国", "成员经济体"),
    ],
)
def test_rejected_wording(linter: lint.Linter, locale: str, text: str, wrong: str, right: str) -> None:
    first = found(linter, rejected_term, locale, text)[0]
    assert (text[first.start : first.end], first.replacement) == (wrong, right)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "a remember state of mind, member statement, member\n\nstates"),
        ("en", "`member state` and [a page](https://a.example/member%20state)"),
        ("zh-Hant", "行動裝置與智慧型手機"),
        ("zh-Hant", "<span lang='zh-Hans'>截屏</span>"),
        ("zh-Hant", "-{電郵}-"),
        ("zh-Hans", "会员体验"),
        ("zh-Hant", "\ud800\x00\u202e"),
        ("en", "İ\ud800 İ"),
        ("zh-Hant", ""),
    ],
)
def test_what_is_not_rejected(linter: lint.Linter, locale: str, text: str) -> None:
    assert found(linter, rejected_term, locale, text) == []


def test_a_word_in_quotation_marks_is_a_warning(linter: lint.Linter) -> None:
    severities = [
        found(linter, rejected_term, "zh-Hant", text)[0].severity for text in ("「電郵」", "「電郵")
    ]
    assert severities == ["warning", "error"]


def test_an_accepted_word_beside_a_rejected_one_does_not_hide_it(linter: lint.Linter) -> None:
    text = "虛擬卡電郵電子卡"
    assert words(text, found(linter, rejected_term, "zh-Hant", text)) == ["電郵", "電子卡"]


def test_a_row_that_only_steers_the_conversion_accepts_nothing(linter: lint.Linter, book: Book) -> None:
    assert "en" not in book.terms["digital-card"].names
    assert found(linter, rejected_term, "zh-Hant", "數位卡")


def test_notes_of_the_termbase_may_quote_what_it_rejects(book: Book) -> None:
    assert any("電子卡" in str(term.note and term.note.get("zh-Hant")) for term in book.terms.values())
    found_here = [
        one for one in lint.lint_book(book, invented.ROOT) if one.check in ("rejected-term", "term-parity")
    ]
    assert [one for one in found_here if one.at.file == "content/terms.yml"] == []


def test_rejected_wording_in_the_book_is_found(project: Path) -> None:
    (project / "content/terms.yml").write_text(
        invented.TERMS + "program:\n  zh-Hant: 小幫手\n  rejected: {zh-Hant: [程式]}\n", "utf-8"
    )
    invented.edit(project / PAGE, "zh-Hant: 第1題問的是什麼？", "zh-Hant: 程式是什麼？")
    findings = list(lint.lint_book(derive.derive(load.load(project)), project))
    assert any(one.check == "rejected-term" and one.at.file == PAGE for one in findings)


# ---- parity


@pytest.mark.parametrize(
    ("locale", "english", "text", "expected"),
    [
        ("zh-Hant", "Chinese Taipei issues it.", "中國台北核發。", ["中國"]),
        ("zh-Hant", "Hong Kong, China", "香港與中國", ["中國"]),
        ("zh-Hant", "in Viet Nam", "在泰國", ["泰國"]),
        ("zh-Hant", "in Peru and Chile", "在秘魯", ["在秘魯"]),
        ("zh-Hans", "in New Zealand", "在新西兰和智利", ["智利"]),
        ("zh-Hant", "in ${economy:AUS}", "在${economy:NZL}", ["${economy:NZL}"]),
        ("zh-Hant", "Show the virtual cards.", "出示卡片。", ["出示卡片。"]),
        ("zh-Hant", "The printed card", "虛擬卡", ["虛擬卡"]),
        ("zh-Hant", "the card", "APEC 商務旅行卡", ["APEC 商務旅行卡"]),
        ("zh-Hant", "Show your passport.\n\nThen go.", "請出示證件。\n\n再走。", ["請出示證件。"]),
    ],
)
def test_parity_broken(
    linter: lint.Linter, locale: str, english: str, text: str, expected: list[str]
) -> None:
    assert words(text, found(linter, term_parity, locale, text, english)) == expected


@pytest.mark.parametrize(
    ("locale", "english", "text"),
    [
        ("zh-Hant", "a US citizen, paid in US$", "美國公民以美元支付"),
        ("zh-Hant", "Filipino and Vietnamese holders", "菲律賓與越南持卡人"),
        ("zh-Hant", "in Chinese Taipei", "在中華臺北"),
        ("zh-Hans", "in Chinese Taipei", "在中华台北（Chinese Taipei）"),
        ("zh-Hant", "all: ${economies:all}", "${economies:all}，包括日本"),
        ("zh-Hant", "Japan; the Japanese page; Japan again", "日本的網頁"),
        ("zh-Hant", "the ABTC", "APEC商務旅行卡"),
        ("zh-Hant", "the APEC Business Travel Card", "APEC 商務旅行卡"),
        ("zh-Hant", "Passports and PASSPORT NUMBERS", "護照與護照號碼"),
        ("zh-Hant", "the card", "虛擬卡與護照"),
        ("zh-Hant", "", ""),
        ("zh-Hant", "`Japan` and https://japan.example/", "見代碼"),
        ("en", "Japan", "Korea"),
    ],
)
def test_parity_kept(linter: lint.Linter, locale: str, english: str, text: str) -> None:
    assert found(linter, term_parity, locale, text, english) == []


def test_a_missing_name_is_an_error_and_a_missing_term_a_warning(linter: lint.Linter) -> None:
    def severity(english: str, text: str) -> str:
        return found(linter, term_parity, "zh-Hant", text, english)[0].severity

    assert severity("Japan", "當地") == "error"
    assert severity("the APEC Business Travel Card", "卡片") == "error"
    assert severity("the virtual card", "卡片") == "warning"
    assert severity("there", "日本") == "warning"


def test_another_economy_is_put_right(linter: lint.Linter) -> None:
    assert found(linter, term_parity, "zh-Hant", "前往泰國", "to Peru")[0].replacement == "秘魯"


@pytest.mark.parametrize("module", [rejected_term, term_parity], ids=checks.name_of)
def test_long_texts_take_linear_time(book: Book, module: ModuleType) -> None:
    prepared = module.prepare(book)

    def work(times: int) -> Callable[[], object]:
        one = passage.passage("zh-Hant", "中國香港電郵" * times, "China, Hong Kong " * times)
        return lambda: list(module.check(one, prepared))

    assert conftest.linear(work, 5_000, 40_000)


# ---- sources


def with_section(project: Path, text: str, sources: str = "") -> Book:
    """A page of one section, with its Chinese text."""
    page = invented.PAGE.format(order=1).replace("questions:", "sections:")
    step = f"  - id: go\n    title: {{en: Go, zh-Hant: 走}}\n    text:\n      en: Go.\n      zh-Hant: |\n        {text}\n{sources}"
    (project / PAGE).write_text(page + step, "utf-8")
    (project / "content/facts.yml").write_text(
        "stay-90:\n  duration: 90 days\n  sources: [authority]\n", "utf-8"
    )
    (project / "content/home.yml").write_text(invented.HOME, "utf-8")
    return derive.derive(load.load(project))


@pytest.mark.parametrize(
    "text",
    [
        "最長90天。",
        "停留60至90天",
        "需要3個月",
        "費用為5,000元",
        "US$70",
        "NT$ 5000",
        "2021年3月1日起",
        "2021-03-01",
        "on 4 March 2021",
        "March 2021",
        "within 6 months",
        "a 24-hour line",
        "JPY 13,000",
        "約 30 %",
        "2 至 3 個工作天",
    ],
)
def test_a_figure_without_a_source(project: Path, text: str) -> None:
    findings = list(figure_without_source.check(with_section(project, text)))
    assert [(one.at.file, one.at.line) for one in findings] == [(PAGE, 10)]


@pytest.mark.parametrize(
    "text",
    [
        "第1步，共3張卡片",
        "${fact:stay-90}",
        "`90 days` https://a.example/90days",
        "COVID19天氣",
        "在6號櫃檯",
        "iOS 17 and Android 14",
        "5G天線",
        "the 2 cards",
    ],
)
def test_what_is_no_figure(project: Path, text: str) -> None:
    assert list(figure_without_source.check(with_section(project, text))) == []


def test_a_figure_with_a_source(project: Path) -> None:
    assert (
        list(figure_without_source.check(with_section(project, "90天", "    sources: [authority]\n"))) == []
    )


@pytest.mark.parametrize(
    ("mark", "count"), [("official", 0), ("official-old", 0), ("official-via-copy", 0), ("secondary", 2)]
)
def test_marks(project: Path, mark: str, count: int) -> None:
    invented.edit(project / "content/sources.yml", "mark: official", f"mark: {mark}")
    findings = list(source_mark.check(load.load(project)))
    assert len(findings) == count
    assert all("secondary" in one.message for one in findings)


def test_unconfirmed_stands_for_a_source(project: Path) -> None:
    invented.edit(project / "content/sources.yml", "mark: official", "mark: secondary")
    reason = "    sources: [authority]\n    unconfirmed: {en: No page says it., zh-Hant: 查無資料。}\n"
    text = (project / PAGE).read_text("utf-8")
    (project / PAGE).write_text(text.replace("    sources: [authority]\n", reason), "utf-8")
    assert not list(source_mark.check(load.load(project)))


@pytest.mark.parametrize(
    ("checked", "today", "count"),
    [
        ("2025-11-23", "2026-11-23", 0),
        ("2025-11-22", "2026-11-23", 1),
        ("2025-11", "2026-11-23", 0),
        ("2025", "2026-12-31", 0),
        ("2025", "2027-01-01", 1),
        ("2026-11-24", "2026-11-23", 1),
        ("9999", "2026-11-23", 1),
    ],
)
def test_stale_sources(project: Path, checked: str, today: str, count: int) -> None:
    book = load.load(project)
    source = dataclasses.replace(book.sources["authority"], checked=Day.parse(checked))
    book = dataclasses.replace(book, sources={"authority": source})
    assert len(list(stale_source.check(book, datetime.date.fromisoformat(today)))) == count


def test_without_a_day_nothing_is_stale(project: Path) -> None:
    invented.edit(project / "content/sources.yml", "2026-11-22", "1999-01-01")
    assert not list(stale_source.check(load.load(project)))


@pytest.mark.parametrize("module", [source_mark, figure_without_source], ids=checks.name_of)
def test_the_real_book_has_no_finding(book: Book, module: ModuleType) -> None:
    assert list(module.check(book)) == []
