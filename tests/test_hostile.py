"""Hostile text: whatever comes in, an answer comes out, and time grows with the text and no faster."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import conftest
import invented
from guidebook import derive, lint, load

PIECES = [
    "護照", "護照证", "应用程序", "APEC", "中文", "台灣", "2021年3月1日", "１２", "民國112年", "NT$5,000", "「", "」", "『", "“", "...", "--",
    "<span lang=\"en\">", "</span>", "<a href=\"x\" hreflang=zh>", "<!--", "-->", "<![CDATA[", "&#x1F1F9;&#x1F1FC;", "🇹🇼", "`", "```\n", "~~~",
    "](", "[", "]: ", "!!! note\n\n    ", "| a | b |\n|---|---|\n", "-{", "}-", "${", "${fact:x}", "{: #id }", "http://", "a@b.c", "\u202e", "\u200b",
    "\ud800", "\x00", "\ue000", "\U000f0000", "\r\n", "\n\n", "\t", "    ", "- ", "1. ", "# ", "k: ", "k: |\n  ", "&a ", "*a", "{", "}", "\\",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(max_size=120),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map("".join),
)


@cache
def tools() -> tuple[lint.Linter, derive.Deriver]:
    book = derive.derive(load.load(invented.ROOT))
    return lint.Linter(book), derive.Deriver(book, book.site.language("zh-Hans"))


@given(text=TEXTS, english=st.none() | TEXTS, locale=st.sampled_from(["en", "zh-Hant", "zh-Hans"]))
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_answered(text: str, english: str | None, locale: str) -> None:
    linter, _ = tools()
    for each in linter.lint_loose(locale, text, english):
        assert 0 <= each.found.start <= each.found.end <= len(text)
        assert set(each.found.says) == {"en", "zh-Hant"}


UNITS = {
    "one long line of Chinese": "請出示護照與虛擬卡，並開啟應用程式。",
    "wrong characters": "护照应用程序",
    "open elements": '<span lang="en">',
    "open quotations": "「『",
    "brackets": "[(",
    "emphasis": "**a*",
    "code": "`a``",
    "dashes": "—",
    "dots": ".",
    "digits": "1,000",
    "Han digits": "一百二十三萬",
    "labels": "Chinese ",
    "YAML": "a: b\n",
    "list": "- a\n",
    "table": "|a|b|\n",
    "bidi": "\u202e\u202d",
    "surrogates": "\ud800",
    "comments": '<!-- excuse x "y": z -->\n',
}


@pytest.mark.parametrize("name", UNITS)
def test_time_grows_with_the_text(name: str) -> None:
    linter, deriver = tools()

    def work(size: int) -> Callable[[], object]:
        text = UNITS[name] * (size // len(UNITS[name]))
        return lambda: (linter.lint_loose("zh-Hant", text), deriver.derive(text))

    assert conftest.linear(work, 20_000, 160_000)
