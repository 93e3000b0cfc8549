"""Punctuation and typography: more cases than the checks' own examples, and that corrections agree."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import conftest
from guidebook import passage
from guidebook.checks.text import (
    ellipsis_and_dash,
    name_separator,
    punctuation_width,
    quotation_marks,
    repeated_punctuation,
    spacing,
    title_marks,
)
from guidebook.passage import Found

CHECKS = (
    ellipsis_and_dash,
    name_separator,
    punctuation_width,
    quotation_marks,
    repeated_punctuation,
    spacing,
    title_marks,
)


def found(check: ModuleType, locale: str, text: str) -> list[Found]:
    return list(check.check(passage.passage(locale, text), None))


def found_by_all(locale: str, text: str) -> list[Found]:
    return sorted(
        (one for check in CHECKS for one in found(check, locale, text)), key=lambda one: (one.start, one.end)
    )


def corrected(locale: str, text: str) -> str:
    """The text with every replacement made at once; they may not overlap."""
    parts, cursor = [], 0
    for one in found_by_all(locale, text):
        if one.replacement is not None:
            assert one.start >= cursor, f"overlap at {one.start} of {text!r}"
            parts += [text[cursor : one.start], one.replacement]
            cursor = one.end
    return "".join([*parts, text[cursor:]])


CORRECTED = [
    # quotation marks
    ("zh-Hant", "“甲‘乙’丙”", "「甲『乙』丙」"),
    ("zh-Hant", "『甲「乙」丙』", "「甲『乙』丙」"),
    ("zh-Hant", "「甲『乙「丙」』」", "「甲『乙「丙」』」"),
    ("zh-Hant", "「甲「乙「丙」」」", "「甲『乙「丙」』」"),
    ("zh-Hant", '他說"可以"。', "他說「可以」。"),
    ("zh-Hant", "〝虛擬卡〞", "「虛擬卡」"),
    ("zh-Hant", "'虛擬卡'與'實體卡'", "「虛擬卡」與「實體卡」"),
    ("zh-Hant", "**“虛擬卡”**", "**「虛擬卡」**"),
    ("zh-Hant", "| “甲” | 乙 |", "| 「甲」 | 乙 |"),
    ("zh-Hant", "- 甲“乙\n- 丙”丁", "- 甲“乙\n- 丙”丁"),
    ("zh-Hant", "甲“乙\n丙”丁", "甲「乙\n丙」丁"),
    ("zh-Hans", "「甲『乙』丙」", "“甲‘乙’丙”"),
    ("zh-Hans", '他说"可以"。', "他说“可以”。"),
    ("zh-Hans", "‘可以’", "“可以”"),
    ("zh-Hant", "the traveller's card and “its” holder", "the traveller's card and “its” holder"),
    ("zh-Hant", "6’2”的旅客", "6’2”的旅客"),
    ("zh-Hant", '使用<span title="說明">卡片</span>', '使用<span title="說明">卡片</span>'),
    ("zh-Hant", '```\n"中文"\n```', '```\n"中文"\n```'),
    ("zh-Hant", '<b lang="zh-Hans">“虚拟卡”</b>', '<b lang="zh-Hans">“虚拟卡”</b>'),
    # width
    ("zh-Hant", "甲,乙;丙:丁?戊!", "甲，乙；丙：丁？戊！"),
    ("zh-Hant", "會員體 (APEC, ABTC) 核發", "會員體（APEC, ABTC）核發"),
    ("zh-Hant", "APEC(亞太經濟合作會議)", "APEC（亞太經濟合作會議）"),
    ("zh-Hant", "卡片(虛擬(電子)卡)", "卡片（虛擬（電子）卡）"),
    ("zh-Hant", "卡片（實體)", "卡片（實體）"),
    ("zh-Hant", "申請(1)正本(二)影本(a)其他", "申請(1)正本(二)影本(a)其他"),
    ("zh-Hant", "1) 正本\n2. 影本\n一. 申請", "1) 正本\n2. 影本\n一. 申請"),
    ("zh-Hant", "入境時間9:30,共1,200人", "入境時間9:30，共1,200人"),
    ("zh-Hant", "版本3.11.7與檔案report.pdf", "版本3.11.7與檔案report.pdf"),
    ("zh-Hant", "見https://a.tw/x?y=1,2;3查詢", "見https://a.tw/x?y=1,2;3查詢"),
    ("zh-Hant", "寄a.b@c.tw詢問", "寄a.b@c.tw詢問"),
    ("zh-Hant", "[連結](/a)(說明)", "[連結](/a)（說明）"),
    ("zh-Hant", "確認![圖](/a.png)", "確認![圖](/a.png)"),
    ("zh-Hant", "`甲,乙`與&copy;丙", "`甲,乙`與&copy;丙"),
    ("zh-Hant", "等U.S.公民、Inc.公司與No.5", "等U.S.公民、Inc.公司與No.5"),
    ("zh-Hant", "**效期:** 5年", "**效期：** 5年"),
    ("zh-Hant", "- :material-card: 卡片", "- :material-card: 卡片"),
    ("zh-Hant", "title: 虛擬卡", "title: 虛擬卡"),
    ("zh-Hant", "A: 可以", "A：可以"),
    ("zh-Hant", "甲\\(乙\\)", "甲\\(乙\\)"),
    ("zh-Hant", "停留９０天，３．５公里", "停留90天，3.5公里"),
    ("zh-Hans", "请填写（ＡＢＴＣ）,", "请填写（ABTC），"),
    ("zh-Hant", "會員體(APEC),ABTC", "會員體（APEC），ABTC"),
    ("en", "Wait，please。", "Wait, please."),
    ("en", "It is called 虛擬卡（「卡」）, see ３.", "It is called 虛擬卡（「卡」）, see 3."),
    # ellipses and dashes
    ("zh-Hant", "甲...乙", "甲……乙"),
    ("zh-Hant", "甲⋯⋯乙", "甲……乙"),
    ("zh-Hant", "甲。。。。。。", "甲……"),
    ("zh-Hant", "甲…………", "甲…………"),
    ("zh-Hant", "第1...5項", "第1...5項"),
    ("zh-Hant", "甲---乙", "甲──乙"),
    ("zh-Hant", "臺北-高雄、臺北—高雄、三月—五月", "臺北-高雄、臺北—高雄、三月—五月"),
    ("zh-Hans", "北京—上海", "北京—上海"),
    ("zh-Hans", "卡片已过期──请重新申请", "卡片已过期——请重新申请"),
    ("zh-Hant", "甲 --help", "甲 --help"),
    ("zh-Hant", "2015–2016年，60-90天，02-2343-2888", "2015–2016年，60-90天，02-2343-2888"),
    # names
    ("zh-Hant", "瑪麗·史密斯·瓊斯", "瑪麗‧史密斯‧瓊斯"),
    ("zh-Hans", "玛丽・史密斯", "玛丽·史密斯"),
    ("zh-Hant", "- 甲\n• 乙 • 丙", "- 甲\n• 乙 • 丙"),
    # repeated
    ("zh-Hant", "甲，，乙、、丙。。", "甲，乙、丙。"),
    ("zh-Hant", "甲,,乙!!", "甲，乙！"),
    ("zh-Hant", "甲!?", "甲！？"),
    ("zh-Hant", "甲、，乙", "甲、，乙"),
    ("zh-Hant", "!!! note\n    甲", "!!! note\n    甲"),
    # spaces
    ("zh-Hant", "持 APEC 卡 90 天", "持APEC卡90天"),
    ("zh-Hant", "# 甲\n\n1. 乙 `c` 丁", "# 甲\n\n1. 乙 `c` 丁"),
    ("zh-Hant", "持 ＡＰＥＣ 卡", "持APEC卡"),
    # titles
    ("zh-Hans", "《读《史记》》", "《读〈史记〉》"),
]


@pytest.mark.parametrize(("locale", "text", "expected"), CORRECTED)
def test_corrected(locale: str, text: str, expected: str) -> None:
    assert corrected(locale, text) == expected


UNDECIDED = [
    (quotation_marks, "zh-Hant", "「甲“乙”丙", ["「", "“", "”"]),
    (quotation_marks, "zh-Hant", "甲」乙", ["」"]),
    (title_marks, "zh-Hant", "《甲\n\n乙》", ["《", "》"]),
    (title_marks, "zh-Hant", "《甲《乙》", ["《"]),
    (repeated_punctuation, "zh-Hant", "甲、，乙", ["、，"]),
    (repeated_punctuation, "zh-Hant", "「甲。」。", ["。」。"]),
    (ellipsis_and_dash, "zh-Hant", "他昨天已到了-我今天才出發", ["-"]),
]


@pytest.mark.parametrize(("check", "locale", "text", "words"), UNDECIDED)
def test_only_a_person_can_tell(check: ModuleType, locale: str, text: str, words: list[str]) -> None:
    findings = found(check, locale, text)
    assert [text[one.start : one.end] for one in findings] == words
    assert all(one.replacement is None and one.severity == "warning" for one in findings)


def test_the_mark_of_the_other_side_is_an_error() -> None:
    assert {one.severity for one in found(quotation_marks, "zh-Hant", "“虛擬卡”")} == {"error"}
    assert {one.severity for one in found(quotation_marks, "zh-Hans", "「虚拟卡」")} == {"error"}
    assert {one.severity for one in found(punctuation_width, "zh-Hant", "甲,乙")} == {"warning"}


def test_spacing_is_not_for_loose_texts() -> None:
    assert spacing.LOOSE is False


MARKS = "甲乙三国Ab1９Ｃ ,.;:?!()（），。；：？！、「」『』“”‘’\"'〝〞…⋯.。-—─–－‧·•．《》〈〉\n|*[]&\\#=`"


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(["zh-Hant", "zh-Hans"]), st.text(alphabet=MARKS, max_size=24))
@example("zh-Hant", "甲“「乙”丙」")
@example("zh-Hant", "甲。。。！！")
@example("zh-Hant", "甲) (乙")
@example("zh-Hant", "甲 ,- 乙")
def test_one_correction_is_enough(locale: str, text: str) -> None:
    once = corrected(locale, text)
    left = [one for one in found_by_all(locale, once) if one.replacement is not None]
    assert left == [] and corrected(locale, once) == once


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(passage.LOCALES),
    st.text(max_size=30) | st.text(alphabet=MARKS + "\ud800\0\u202e", max_size=30),
)
def test_any_text_is_read(locale: str, text: str) -> None:
    for one in found_by_all(locale, text):
        assert 0 <= one.start < one.end <= len(text) and one.replacement != text[one.start : one.end]


@pytest.mark.parametrize(
    "mark", ["甲", *MARKS, "中(", "(a", "「甲", "“a", "'甲", "- ", "，。", "a甲 ", "‘’", "《甲", '"甲', "¶ "]
)
def test_time_grows_with_the_length_only(mark: str) -> None:
    def work(times: int) -> Callable[[], object]:
        one = passage.Passage("zh-Hant", mark * times, mark * times)
        return lambda: [list(check.check(one, None)) for check in CHECKS]

    assert conftest.linear(work, 1250, 10_000)
