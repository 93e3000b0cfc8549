"""An edition is named with its script: 正體中文, 简体中文, English; never just 中文 or Chinese.

Authority: the table in mkdocs.yml (DESIGN section 2). In 2022 the Simplified edition of this
guidance was labelled just "Chinese". In a label each name stands in its own script; in running
text 簡體中文版 and "Simplified Chinese version" are right too. 中文 and Chinese are also a
language that people write, learn and speak: only the name of an edition, a page, a link, a
button or a file is meant here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage, Severity

# A text about words may quote them.
QUOTABLE = True

BAD = [
    Bad("zh-Hant", "請下載中文版。", "中文版"),
    Bad("zh-Hant", "本網站備有中文及英文版本。", "中文"),
    Bad("zh-Hant", "點選「中文」即可切換。", "中文"),
    Bad("zh-Hant", "[中文](/zh-Hant/) [English](/en/)", "中文"),
    Bad("zh-Hant", "[簡體中文](/zh-Hans/)", "簡體中文", "简体中文"),
    Bad("zh-Hant", "繁中版已上線。", "繁中", "正體中文"),
    Bad("zh-Hans", "请看中文网页。", "中文网页"),
    Bad("zh-Hans", "中文 | English", "中文"),
    Bad("en", "Download the Chinese version.", "Chinese version"),
    Bad("en", "The guide is available in English and Chinese.", "Chinese"),
    Bad("en", "[Traditional Chinese](/zh-Hant/)", "Traditional Chinese", "正體中文"),
]
GOOD = [
    Good("zh-Hant", "請填寫中文姓名，並附中文譯本。"),
    Good("zh-Hant", "備有正體中文版、簡體中文版與英文版。"),
    Good("zh-Hant", "姓名（中文／English）"),
    Good("zh-Hant", "中文版面配置與頻繁中斷。"),
    Good("zh-Hans", "学习中文；中文能力；中文字符。"),
    Good("zh-Hans", "[正體中文](/zh-Hant/) [简体中文](/zh-Hans/)"),
    Good("en", "Write your name in Chinese characters."),
    Good("en", "Chinese Taipei; holders of Chinese nationality; learning Chinese."),
    Good("en", "The Traditional and Simplified Chinese versions are out."),
    Good("en", "The hotline is available in Chinese."),
    Good("en", "Write `Chinese version` in code."),
]

_HANT, _HANS, _ENGLISH = "正體中文", "简体中文", "English"
# What stands alone as the text of a link or button, and the one right label, where there is one.
_LABELS: dict[str, str | None] = (
    dict.fromkeys(
        [
            "中文",
            "中文版",
            "中文版本",
            "中文網站",
            "中文网站",
            "中文網頁",
            "中文网页",
            "中文頁面",
            "中文页面",
            "中",
            "中國語",
            "國語",
            "国语",
            "華語",
            "华语",
            "漢語",
            "汉语",
            "華文",
            "华文",
            "普通话",
            "Chinese",
            "CHINESE",
            "chinese",
            "Mandarin",
            "ZH",
            "zh",
            "Zh",
            "CHI",
        ]
    )
    | dict.fromkeys(["Chinese version", "Chinese page", "Chinese site", "Chinese website"])
    | dict.fromkeys(
        [
            "繁",
            "繁中",
            "繁體",
            "繁体",
            "正體",
            "正体",
            "正中",
            "繁體中文",
            "繁体中文",
            "正体中文",
            "繁體版",
            "繁体版",
            "正體版",
        ],
        _HANT,
    )
    | dict.fromkeys(
        ["Traditional Chinese", "Chinese (Traditional)", "Chinese, Traditional", "Trad. Chinese"], _HANT
    )
    | dict.fromkeys(
        ["簡", "简", "簡中", "简中", "簡體", "简体", "簡體中文", "简體中文", "簡体中文", "簡體版", "简体版"],
        _HANS,
    )
    | dict.fromkeys(
        ["Simplified Chinese", "Chinese (Simplified)", "Chinese, Simplified", "Simp. Chinese"], _HANS
    )
    | dict.fromkeys(["EN", "En", "en", "ENG", "Eng", "英", "英文", "英語", "英语"], _ENGLISH)
)
_ANY_LABEL = "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
_DECORATION = r"[\U0001F1E6-\U0001F1FF*_\s]{0,12}"
_WHOLE = re.compile(
    rf"(?:\[|>){_DECORATION}({_ANY_LABEL}){_DECORATION}(?:\](?=[(\[])|(?=</(?:a|button|option|summary)\b))"
    r"|\[[^\[\]\n]{1,80}[（(](中文|Chinese)[）)]\](?=\()"
    r"|\]\([^()\s]{1,300}\)[ \t]?[（(](?:PDF[,，、 ]{0,2})?(中文|Chinese)[）)]"
    rf'|(?:title|alt|aria-label)="({_ANY_LABEL})"'
    r"|^\#{1,6}[ ](中文|Chinese)$",
    re.M,
)
_LISTED = re.compile(r"^[ \t]{0,9}(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}(中文|Chinese)[ \t]{0,4}$", re.M)
_LISTED_BESIDE = re.compile(
    r"^[ \t]{0,9}(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}(?:English|英文|日本語)[ \t]{0,4}$", re.M
)

_NAMES = ("中文", "中英文", "中、英文", "華語", "华语", "漢語", "汉语", "國語", "国语", "Chinese", "Mandarin")
_SHORT = {"繁中": _HANT, "簡中": None, "简中": _HANS, "Trad. Chinese": None, "Trad Chinese": None}
_SHORT |= {"Simp. Chinese": None, "Simp Chinese": None}
_MIXED = {"简體中文": _HANS, "簡体中文": _HANS, "正体中文": _HANT, "簡體中文": _HANS}
_WORDS = (*_NAMES, *_SHORT, *_MIXED)
_FINDER = AhoCorasick(_WORDS, matchkind=MatchKind.LeftmostLongest)
_LINKS = ("](", "][", "</", '="', "# 中文", "# Chinese")

_SCRIPT_BEFORE = re.compile(
    r"(?:[體体]|[正繁][、／/]?[簡简]|[簡简][、／/]?[正繁]|傳統|传统|(?:Traditional|Simplified|Overseas)[ \xa0-]|non-)$"
)
_SCRIPT_AFTER = re.compile(
    r"\W{0,2}(?:versions?|editions?|版本?)?\s?[（(](?:Traditional|Simplified|[簡简繁正])", re.I
)
_SPOKEN = re.compile(
    r"hotline|phone|interpret|spoken|speak|staff|counter|course|class|lesson|tour\b|專線|专线|熱線|热线|電話|电话"
    r"|口譯|口译|通譯|客服|櫃[檯台]|柜台|講解|讲解|導覽|导览|授課|教學|課程|课程|配音|電影|电影|歌|影集|語音|语音|廣播",
    re.I,
)
_PUBLICATION = re.compile(
    r"本站|[網网][站頁页]|[頁页]面|指南|指引|手[冊册]|[問问]答|檔案|下[載载]|PDF|文件|[說说]明|版|刊物|摺頁"
)
_ENGLISH_NAMED = r"(?:[、及和與与或暨／/]\s?英[文語语])"
_THINGS = r"(?:[介界]面|[連链][結结接]|鏈接|按[鈕钮]|[選选][項项]|下[載载][處点點])"
_PLACES = r"(?:官?[網网]站|官[網网]|[網网][頁页]|[頁页]面|手[冊册]|指南|[問问]答集?|檔案|摺頁)"
_BOOKLETS = r"(?:(?:使用者?|快速|[參参]考|操作|用[戶户]){0,3}(?:手[冊册]|指南)|FAQ|常[見见][問问][題题])"
_EDITION = r"(?:versions?|editions?|pages?|links?|buttons?|interfaces?|PDFs?)"
_PLACE = r"(?:web[ ]?sites?|sites?|FAQs?|leaflets?|brochures?|files?)"
_PAGE = r"(?:guide|guides|guidance|FAQs?|leaflets?|pages?|site|website|PDFs?|versions?|editions?|manuals?|handbooks?)"
_END = r"(?=\s*(?:[.,;:!?)\]\"'”’*]|$)|\s+(?:and|or|as|on|at|for|only|from|here|too|but|with|in the)\b|/)"
_HAN_END = r"(?=\s*(?:[。，、；！？,;.|)）」』”\"]|$))"
_NOT_A_PAGE = r"(?!\s(?:numbers?|names?)|[面型權权式畫画稅税圖图])"


@dataclass(frozen=True, slots=True)
class Setting:
    """Words around a language's name that make it the name of an edition."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    severity: Severity = "error"
    written: bool = False
    """Only where the sentence is about something to read, and not about speech."""


def _setting(before: str, after: str, severity: Severity = "error", written: bool = False) -> Setting:
    return Setting(re.compile(rf"(?:{before})$"), re.compile(after), severity, written)


_OTHERS = r"(?:[A-Z][a-z]{2,12}(?:,\s(?:and\s|or\s)?|\sand\s|\sor\s|/)){0,8}"
_CLICK = r"點選|點擊|点击|点选|選擇|选择|切換(?:至|到|成|為)?|切换(?:至|到|成|为)?"
_SETTINGS = {
    "han": (
        _setting("", rf"版{_NOT_A_PAGE}本?|{_THINGS}"),
        _setting("", rf"{_PLACES}|{_BOOKLETS}", "warning"),
        _setting(r"(?:手[冊册]|指南|指引|[問问][答題题]|PDF|FAQ|[網网][頁页站])\s?[（(]", r"(?=[）)])"),
        _setting(
            "", rf"(?={_ENGLISH_NAMED}(?:版{_NOT_A_PAGE}|[兩两雙双]種?种?[語语版]|{_PLACES}|{_THINGS}))"
        ),
        _setting(
            r"(?:English|\bENG?|日本語|한국어)\s?[|｜/／·・•]\s?",
            r"(?![\u4e00-\u9fff])(?!\s?[|｜/／·・•]?\s?[）)])",
        ),
        _setting(r"(?<![（(])", r"(?=\s?[|｜/／·・•]\s?(?:English\b|ENG?\b|日本語|한국어))"),
        _setting(rf"(?:{_CLICK}|[按選选点點])\s?[「『“\"]", r"(?=[」』”\"])"),
        _setting(_CLICK, _HAN_END),
        _setting(r"[「『“\"]", rf"(?=[」』”\"]\s?的?(?:{_THINGS}|{_PLACES}|版))"),
        _setting(
            r"(?:[語语](?:言|系)|版本)\s?[：:]\s?(?:(?:English|英[文語语])\s?[、,，/／]\s?)?",
            _HAN_END,
            "warning",
        ),
        _setting(
            r"(?:提供|備有|备有|[設设]有|[僅仅只]有|分[為为]|有)(?:英[文語语][、及和與与／/])?",
            rf"(?={_ENGLISH_NAMED}?(?:[。，；！？\n]|$))",
            "error",
            True,
        ),
        _setting(
            r"以(?:英[文語语][、及和與与])?",
            rf"(?={_ENGLISH_NAMED}?(?:[發发]布|刊登|公布|出版|刊[載载]))",
            "error",
            True,
        ),
    ),
    "spoken": (
        _setting("", rf"版(?:{_PLACES}|{_THINGS}|[說说]明)"),
        _setting("", rf"版{_NOT_A_PAGE}本?", "warning", True),
    ),
    "latin": (
        _setting("", rf"(?:[ -]language)?[ ]{_EDITION}\b{_NOT_A_PAGE}|-language[ ](?:{_PLACE}|guides?)\b"),
        _setting("", rf"[ ]{_PLACE}\b{_NOT_A_PAGE}", "warning"),
        _setting(
            "",
            rf"[ ](?:(?:user|reference|quick reference)[ ]guide|translation of (?:the|this) {_PAGE})\b",
            "warning",
        ),
        _setting("", rf"(?=\s?(?:and|or|/|&|-)\s?English\s(?:language\s)?(?:{_EDITION}|{_PLACE}|guides?)\b)"),
        _setting(
            rf"\b(?:available|published|offered|issued|released|posted|{_PAGE}(?:\s(?:is|are))?)\s"
            rf"(?:(?:only|also|now|both)\s)?in\s(?:both\s)?{_OTHERS}",
            _END,
        ),
        _setting(rf"\b{_PAGE}\s(?:\w{{2,5}}\s){{1,3}}translated\sinto\s{_OTHERS}", _END, "warning"),
        _setting(r"\b(?:[Ss]witch|[Cc]hange|[Tt]oggle)(?:\s\w+){0,4}\sto\s[\"'“‘*]{0,2}", _END),
        _setting(r"\b(?:[Ss]elect|[Cc]hoose|[Cc]lick|[Pp]ress|[Tt]ap)\s(?:on\s)?[\"'“‘*]{0,2}", _END),
        _setting(r"\b(?:[Rr]ead|[Vv]iew|[Oo]pen)\s(?:this|it|the|our)(?:\s\w+){0,2}\sin\s", _END),
        _setting(r"\bLanguages?:\s*(?:English(?:,|/|\sand)\s?)?", r"(?=\s*(?:[.,;|]|$))", "warning"),
        _setting(r"\bEnglish\s?[|｜·•]\s?", r"(?!\w)"),
        _setting(r"", r"(?=\s?[|｜·•]\s?English\b)"),
        _setting(r"(?:^|\n)\W{0,4}English\s?/\s?", r"(?=\W{0,4}(?:\n|$))"),
    ),
    "mandarin": (_setting("", rf"[ ]{_EDITION}\b{_NOT_A_PAGE}"),),
}
_REACH = 90


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """Labels first; then, in running text, what they have not already covered."""
    text = passage.text.strip()
    if text in ("中文", "Chinese"):
        start = passage.text.index(text)
        yield _found(start, start + len(text), text)
        return
    labels = list(_labels(passage))
    yield from labels
    covered = {place for one in labels for place in range(one.start, one.end)}
    for index, start, end in _FINDER.find_matches_as_indexes(passage.prose):
        if start not in covered and end - 1 not in covered:
            yield from _in_text(passage, _WORDS[index], start, end)


def _labels(passage: Passage) -> Iterator[Found]:
    """What stands alone in a link, a button, a title, a heading or a list of languages."""
    text = passage.text
    if any(link in text for link in _LINKS):
        for match in _WHOLE.finditer(text):
            group = match.lastindex or 0
            label, start = match[group], match.start(group)
            if _is_shown(passage, start):
                yield _found(start, match.end(group), label, _LABELS.get(label))
    if ("\n- " in text or "\n* " in text) and _LISTED_BESIDE.search(text):
        for match in _LISTED.finditer(text):
            yield _found(match.start(1), match.end(1), match[1])


def _is_shown(passage: Passage, start: int) -> bool:
    """Whether readers see this place: it is not masked, or only because it declares its language."""
    if passage.prose[start] == passage.text[start]:
        return True
    line_start = passage.text.rfind("\n", 0, start) + 1
    in_code = passage.text.count("`", line_start, start) % 2 or passage.text.count("```", 0, start) % 2
    return not in_code and not passage.text.startswith(("    ", "\t"), line_start)


def _in_text(passage: Passage, word: str, start: int, end: int) -> Iterator[Found]:
    prose = passage.prose
    before = prose[max(0, start - _REACH) : start]
    if word in _MIXED:
        yield from _mixed(passage.locale, word, start, end)
    elif word in _SHORT:
        if not re.search(r"[頻频紛纷浩複复冗精從从至化由]$", before) and prose[end : end + 1] not in tuple(
            "學学求"
        ):
            yield _found(start, end, word, _SHORT[word])
    elif not _SCRIPT_BEFORE.search(before) and not (word[0].isascii() and _in_word(before)):
        yield from _in_setting(prose, word, before, start, end)


def _in_word(before: str) -> bool:
    return before[-1:].isalpha() and before[-1:].isascii()


def _mixed(locale: str, word: str, start: int, end: int) -> Iterator[Found]:
    """An endonym in two scripts at once, or in the other one: as a running word it may be the text's."""
    if word == "正体中文":
        yield _found(start, end, word, _HANT, "warning" if locale == "zh-Hans" else "error")
    elif word != "簡體中文" or locale == "zh-Hans":
        yield _found(start, end, word, _HANS)


def _in_setting(prose: str, word: str, before: str, start: int, end: int) -> Iterator[Found]:
    after = prose[end : end + _REACH]
    if _SCRIPT_AFTER.match(after) or re.search(
        r"(?:姓名|名字|地址|[Nn]ame|[Aa]ddress)\s?[（(][^）)]{0,12}$", before
    ):
        return
    for setting in _SETTINGS[_kind(word)]:
        match = setting.after.match(after)
        if match and setting.before.search(before) and _fits(setting, word, prose, start, end):
            yield _found(start, end + match.end(), prose[start : end + match.end()], None, setting.severity)
            return


def _kind(word: str) -> str:
    if word.isascii():
        return "latin" if word == "Chinese" else "mandarin"
    return "han" if word.endswith("文") else "spoken"


def _fits(setting: Setting, word: str, prose: str, start: int, end: int) -> bool:
    """Whether the sentence is about something to read, where that is the question."""
    reach = max(0, start - _REACH)
    first = max([reach, *(prose.rfind(stop, reach, start) + 1 for stop in "。\n！？.")])
    sentence = prose[first : end + 30]
    if setting.written:
        return bool(_PUBLICATION.search(sentence)) and not _SPOKEN.search(sentence)
    return word != "Chinese" or not _SPOKEN.search(sentence)


def _found(start: int, end: int, words: str, right: str | None = None, severity: Severity = "error") -> Found:
    if right:
        says = {
            "en": f"write the edition's name '{right}', not '{words}'",
            "zh-Hant": f"版本名稱請寫「{right}」，不寫「{words}」",
        }
    else:
        says = {
            "en": f"name the script, not just '{words}': 正體中文 or 简体中文 (Traditional or Simplified Chinese)",
            "zh-Hant": f"「{words}」未標明字體，請寫「正體中文」或「简体中文」",
        }
    return Found(start, end, says, right, severity)
