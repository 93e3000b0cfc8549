"""A language tag is well formed, current, names the script, and agrees with the text it labels; no flags.

Authority: RFC 5646 (BCP 47) and its registry; HTML (`lang`, `hreflang`); Open Graph, which
alone writes language_TERRITORY; the table in mkdocs.yml (DESIGN section 2). A flag stands for
a place and not for a language or a script, and APEC shows none. A region after the script,
as in zh-Hant-TW, is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import opencc

from guidebook import markup
from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage, Severity

BAD = [
    Bad("zh-Hant", '<p lang="zh_TW">正體</p>', "zh_TW", "zh-Hant"),
    Bad("zh-Hant", '<p lang="zh">中文姓名</p>', "zh"),
    Bad("zh-Hans", '<a hreflang="zh-CHS" href="/">简体中文</a>', "zh-CHS", "zh-Hans"),
    Bad("en", '<a href="/x/" hreflang="cn">简体中文</a>', "cn", "zh-Hans"),
    Bad("en", '<a href="/x/" hreflang="zh-Hant">简体中文</a>', "简体中文", "正體中文"),
    Bad("en", '<span lang="zh-Hant">请携带护照与虚拟卡</span>', "请携带护照与虚拟卡"),
    Bad("zh-Hant", '<span lang="zh-Hans">請攜帶護照</span>', "請攜帶護照"),
    Bad("en", '<meta property="og:locale" content="zh-Hant">', "zh-Hant", "zh_TW"),
    Bad("en", "[简体中文](/zh-Hant/about/)", "简体中文"),
    Bad("zh-Hant", "🇹🇼 正體中文", "🇹🇼"),
    Bad("en", '[正體中文](/zh-Hant/){hreflang="zh-CHT"}', "zh-CHT", "zh-Hant"),
]
GOOD = [
    Good("zh-Hant", '<p lang="zh-Hant-TW">請攜帶護照</p><p lang="ZH-hans-cn">请携带护照</p>'),
    Good("en", '<meta property="og:locale" content="zh_TW"><a hreflang="x-default" href="/">Languages</a>'),
    Good("en", "Never write `lang=\"zh\"` or `<p lang='zh_TW'>`."),
    Good("en", "```\n<html lang=zh>\n```\n"),
    Good("zh-Hans", '原文是<span lang="zh-Hant">台灣</span>，<span lang="en">APEC</span>。'),
    Good("zh-Hant", '后冠、系列與<span lang="zh-Hans">台湾、香港、中国</span>'),
    Good("en", '<img alt="" src="/img/photo.png"> 1 < 2 and <https://example.org/?lang=zh>'),
    Good("en", '<a hreflang="zh-Hans" lang="zh-Hans" href="/zh-Hans/">简体中文</a>'),
]

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0061-\U000e007a]{2,7}\U000e007f")
_FLAG_NAMES = (
    re.compile(
        r"flag(?:[_-][a-z]{2}(?=:)|-icon-[a-z]{2}\b|s?[/_-][\w-]{2,20}\.(?:svg|png|gif|jpe?g|webp)\b)"
    ),
    re.compile(r"fi fi-[a-z]{2}\b"),
)
_LANG = (re.compile(r"lang\s*="), re.compile(r"LANG\s*="))
_LINK = re.compile(r"\]\(")
_LABEL_LINKS = ("中文](", "中文*](", "简体](", "正體](", "Chinese](", "English](", "英文](", "簡體](")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/={}]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`{}]+)""")
_ATTRIBUTE_LIST = re.compile(r"\{:?[^{}\n<>]{0,200}lang=[^{}\n<>]{0,200}\}", re.I)
_MARKDOWN_LINK = re.compile(
    r"\[([^\[\]\n]{2,24})\]\(([^()\s]{1,300})\)(?:\{:?[^{}\n]{0,200}?hreflang=[\"']?([\w-]{1,40}))?"
)
_CODE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)|(`+)(?!`)[^`\n]*\2", re.M | re.S)
_WELL_FORMED = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.I,
)
_TERRITORY = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_OPAQUE = frozenset(["script", "style", "code", "pre", "svg", "math", "template", "textarea", "kbd", "samp"])
_SHORTEST_CODE = {"zho": "zh", "chi": "zh", "eng": "en", "jpn": "ja", "kor": "ko", "jp": "ja"}
_HANT = frozenset(
    [
        "zh-cht",
        "zh-tc",
        "zh-hk-tc",
        "cht",
        "zht",
        "tw",
        "zh-tw",
        "hk",
        "zh-hk",
        "zh-mo",
        "big5",
        "tchinese",
        "zh-traditional",
        "zh-trad",
    ]
)
_HANS = frozenset(
    [
        "zh-chs",
        "zh-sc",
        "chs",
        "zhs",
        "cn",
        "zh-cn",
        "zh-sg",
        "zh-my",
        "gb",
        "gbk",
        "gb2312",
        "schinese",
        "zh-simplified",
        "zh-simp",
    ]
)
_REGIONS = frozenset(["zh-tw", "zh-hk", "zh-mo", "zh-cn", "zh-sg", "zh-my"])
_NO_SCRIPT = frozenset(
    [
        "zh",
        "zho",
        "chi",
        "chinese",
        "cmn",
        "zh-cmn",
        "zh-guoyu",
        "zh-min-nan",
        "zh-hakka",
        "zh-xiang",
        "zh-gan",
        "zh-yue",
    ]
)
_OBSOLETE = re.compile(
    r"zh-(?:cmn|guoyu|hakka|xiang|min|gan|wuu|yue|min-nan)(?:-|$)|i-|iw$|no-bok|no-nyn|sgn-", re.I
)
_SCRIPTS = frozenset(["hant", "hans", "latn", "bopo", "hani", "hanb"])
_NAMES = {"zh-Hant": "正體中文", "zh-Hans": "简体中文", "en": "English"}
_LABELS = (
    dict.fromkeys(["正體中文", "繁體中文", "繁体中文", "正体中文", "繁中", "繁體", "正體"], "zh-Hant")
    | dict.fromkeys(["简体中文", "簡體中文", "简中", "簡中", "简体", "簡體"], "zh-Hans")
    | {"Traditional Chinese": "zh-Hant", "Simplified Chinese": "zh-Hans", "English": "en", "英文": "en"}
)


@dataclass(slots=True)
class Element:
    """An open element: the language it declares, that of its link's target, and its own text."""

    name: str
    lang: str | None
    target: str | None
    texts: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a tag, and where its value stands."""

    name: str
    value: str
    start: int


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """Flags, then the tags of elements, attribute lists and links."""
    text = passage.text
    yield from _flags(text)
    if len(text) < 30:
        yield from _bare(text)
    tags, links = _has_tags(text), _has_label_links(text)
    if not tags and not links:
        return
    read = _without_code(text)
    if tags:
        yield from _Reader(read, passage.locale).findings()
        for match in _ATTRIBUTE_LIST.finditer(read):
            yield from _attribute_values(list(_attributes(match[0], match.start())))
    if links:
        yield from _markdown_links(read)


def _has_tags(text: str) -> bool:
    """Whether an attribute may be there, and not only an address that ends in `?lang=`."""
    return "og:locale" in text or any(
        text[max(0, match.start() - 1) : match.start()] not in ("?", "&", ";")
        for lang in _LANG
        for match in lang.finditer(text)
    )


def _has_label_links(text: str) -> bool:
    return any(text.endswith(_LABEL_LINKS, 0, match.end()) for match in _LINK.finditer(text))


def _without_code(text: str) -> str:
    """The text with its code and its comments masked: same length, same places."""
    read = _CODE.sub(lambda match: markup.MASK * len(match[0]), text)
    parts, cursor = [], 0
    # By hand: a pattern would look for the end again from every comment that has none.
    while (start := read.find("<!--", cursor)) >= 0 and (end := read.find("-->", start)) >= 0:
        parts += [read[cursor:start], markup.MASK * (end + 3 - start)]
        cursor = end + 3
    return "".join([*parts, read[cursor:]])


def _flags(text: str) -> Iterator[Found]:
    """Flags as characters, and by the names that style sheets and pictures give them."""
    found = [] if text.isascii() else list(_FLAG.finditer(text))
    found += [
        match
        for name in (_FLAG_NAMES if "flag" in text or "fi-" in text else ())
        for match in name.finditer(text)
        if text[max(0, match.start() - 1) : match.start()] in tuple(":/\"'( ")
    ]
    read = _without_code(text) if found else ""
    for match in found:
        if read[match.start()] == text[match.start()]:
            says = {
                "en": f"remove the flag '{match[0]}': it stands for a place, not for a language or a member",
                "zh-Hant": f"請刪除旗幟「{match[0]}」：旗幟代表地方，不代表語言或會員體",
            }
            yield Found(match.start(), match.end(), says)


def _bare(text: str) -> Iterator[Found]:
    """A value that is nothing but a tag no one may write: `lang: zh-CHT` in a configuration."""
    value = text.strip().strip("\"'")
    if re.fullmatch(r"zh-(?:CH[ST]|cmn[-\w]*|T?SC|TC)|zh", value, re.I):
        yield from _tag(value, text.index(value))


def _attributes(raw: str, offset: int) -> Iterator[Attribute]:
    for match in _ATTRIBUTE.finditer(raw):
        quoted = match[2][0] in "\"'"
        value = match[2][1:-1] if quoted else match[2]
        yield Attribute(match[1].lower(), value, offset + match.start(2) + quoted)


def _attribute_values(attributes: list[Attribute]) -> Iterator[Found]:
    values = {one.name: one for one in attributes}
    prop = values.get("property") or values.get("name")
    for one in attributes:
        if one.name in ("lang", "xml:lang", "hreflang", "srclang"):
            yield from _tag(one.value, one.start, one.name)
        elif one.name == "content" and prop and prop.value.lower().startswith("og:locale"):
            yield from _territory(one)


def _tag(value: str, start: int, attribute: str = "lang") -> Iterator[Found]:
    if not value.strip() or (value.lower() == "x-default" and attribute == "hreflang"):
        return
    right, why, severity = _judged(value)
    if why:
        yield _wrong(start, value, right, why, severity)


def _judged(value: str) -> tuple[str | None, str, Severity]:
    """What to write for a tag, what is wrong with it (nothing: ''), and how bad that is."""
    low = value.lower().replace("_", "-")
    script = _script_of(low)
    if "_" in value:
        return script or _corrected(low), "malformed", "error"
    if low in _REGIONS:
        return script, "region", "warning"
    if low in _HANT or low in _HANS:
        return script, "obsolete", "error"
    if low in _NO_SCRIPT:
        return None, "no script", "error"
    if low in _SHORTEST_CODE or low in ("en-uk", "chinese", "english"):
        return _SHORTEST_CODE.get(low) or {"en-uk": "en-GB", "english": "en"}.get(low), "malformed", "error"
    if _OBSOLETE.match(low):
        return script, "obsolete", "error"
    if not _WELL_FORMED.fullmatch(value) or _unknown_script(low) or low == "x-default":
        return script, "malformed", "error"
    return None, "", "error"


def _unknown_script(low: str) -> bool:
    """A subtag where the script of Chinese belongs that is none: zh-hnat, zh-tai."""
    parts = low.split("-")
    return (
        parts[0] == "zh" and len(parts) > 1 and len(parts[1]) in (3, 4) and parts[1] not in _SCRIPTS | {"419"}
    )


def _corrected(low: str) -> str | None:
    """The tag with hyphens, when that makes it right: en_US is en-US."""
    right = re.sub(r"-([a-z]{2})$", lambda match: "-" + match[1].upper(), low)
    return right if _judged(right)[1] == "" else None


def _script_of(tag: str) -> str | None:
    """The locale whose script a tag names or implies."""
    low = tag.lower().replace("_", "-")
    if low in _HANT or re.match(r"(?:zh|cmn|yue|nan)-(?:cmn-)?hant\b", low):
        return "zh-Hant"
    if low in _HANS or re.match(r"(?:zh|cmn)-(?:cmn-)?hans\b", low):
        return "zh-Hans"
    return "en" if low == "en" or low.startswith("en-") else None


def _territory(content: Attribute) -> Iterator[Found]:
    if content.value.strip() and not _TERRITORY.fullmatch(content.value):
        right = {"zh-Hant": "zh_TW", "zh-Hans": "zh_CN", "en": "en_US"}.get(_script_of(content.value) or "")
        yield _wrong(content.start, content.value, right, "territory")


_WHY = {
    "malformed": ("is no well-formed language tag", "不是格式正確的語言標籤"),
    "obsolete": ("is no current language tag for this", "是已廢止或誤用的語言標籤"),
    "no script": ("does not say which script: write zh-Hant or zh-Hans", "未標明字體，請寫zh-Hant或zh-Hans"),
    "region": ("names a region and not the script", "只標明地區，未標明字體"),
    "territory": (
        "is not how og:locale is written: en_US, zh_TW, zh_CN",
        "不是og:locale的寫法：en_US、zh_TW、zh_CN",
    ),
}


def _wrong(start: int, value: str, right: str | None, why: str, severity: Severity = "error") -> Found:
    english, chinese = _WHY[why]
    says = {
        "en": f"'{value}' {english}" + (f"; write '{right}'" if right else ""),
        "zh-Hant": f"「{value}」{chinese}" + (f"，請寫「{right}」" if right else ""),
    }
    return Found(start, start + len(value), says, right, severity)


# ---- a label or a text and the tag it stands under


class _Reader(HTMLParser):
    """Reads the tags of a text; what it finds is in `found`."""

    def __init__(self, text: str, locale: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text, self.locale = text, locale
        self.found: list[Found] = []
        self.open: list[Element] = []
        self.labelled: list[Element] = []
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def findings(self) -> list[Found]:
        # An unclosed comment or declaration would be read again from every later one.
        self.feed(re.sub(r"<(?=[!?])", markup.MASK, self.text))
        while self.open:
            self._close(self.open.pop())
        return self.found

    def _here(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        attributes = list(_attributes(raw, self._here()))
        self.found += _attribute_values(attributes)
        values = {one.name: one for one in attributes}
        lang = values.get("lang") or values.get("xml:lang")
        hreflang, href = values.get("hreflang"), values.get("href")
        if tag == "html" and lang:
            self.found += _document(lang, self.locale)
        if hreflang and href:
            self.found += _target(hreflang, href)
        if tag not in _VOID and not raw.endswith("/>"):
            own = lang.value if lang else "" if tag in _OPAQUE else None
            opened = Element(tag, own, hreflang.value if hreflang else None)
            self.open.append(opened)
            if opened.lang is not None or opened.target is not None:
                self.labelled.append(opened)

    def handle_endtag(self, tag: str) -> None:
        if not any(one.name == tag for one in self.open[-50:]):
            return
        while self.open:
            closed = self.open.pop()
            self._close(closed)
            if closed.name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text belongs to the nearest element that declares a language, its own or its target's."""
        if self.labelled and not data.isspace():
            self.labelled[-1].texts.append((self._here(), data))

    def _close(self, closed: Element) -> None:
        if not self.labelled or self.labelled[-1] is not closed:
            return
        self.labelled.pop()
        label = "".join(text for _, text in closed.texts).strip()
        named = _LABELS.get(label)
        tags = [tag for tag in (closed.target, closed.lang) if tag and _script_of(tag)]
        disagrees = [tag for tag in tags if named and _script_of(tag) != named]
        if disagrees:
            self.found.append(_mislabelled(closed, label, disagrees[0]))
        elif not named and closed.lang:
            self.found += _wrong_script(closed, _script_of(closed.lang))


def _document(lang: Attribute, locale: str) -> Iterator[Found]:
    script = _script_of(lang.value)
    if script and script != locale:
        yield _disagreeing(lang, f"the text is {locale}", f"本文的語言是{locale}", locale)


def _target(hreflang: Attribute, href: Attribute) -> Iterator[Found]:
    """A link to an edition's folder under the tag of another one."""
    folder = re.search(r"(?:^|/)(zh-Hant|zh-Hans|en)/", href.value)
    script = _script_of(hreflang.value)
    if folder and script and script != folder[1]:
        yield _disagreeing(hreflang, f"the link leads to {folder[1]}", f"連結通往{folder[1]}", folder[1])


def _disagreeing(tag: Attribute, english: str, chinese: str, right: str) -> Found:
    says = {
        "en": f"'{tag.value}' disagrees: {english}; write '{right}'",
        "zh-Hant": f"「{tag.value}」不一致：{chinese}，請寫「{right}」",
    }
    return Found(tag.start, tag.start + len(tag.value), says, right)


def _mislabelled(element: Element, label: str, tag: str) -> Found:
    script = _script_of(tag) or ""
    place, text = element.texts[0]
    start = place + len(text) - len(text.lstrip())
    right = _NAMES[script]
    says = {
        "en": f"the label '{label}' disagrees with the tag '{tag}', whose name is '{right}'",
        "zh-Hant": f"標示「{label}」與語言標籤「{tag}」不一致，該標籤的名稱為「{right}」",
    }
    return Found(start, start + len(label), says, right)


def _wrong_script(element: Element, script: str | None) -> Iterator[Found]:
    """Two characters of the other script, and more of them than of its own, decide."""
    text = "".join(text for _, text in element.texts)
    wrong = _only_han(text) if script == "en" else script is not None and _is_other(text, script, 2)
    for place, piece in element.texts if wrong else ():
        if script == "en" or _is_other(piece, script or "", 1):
            start = place + len(piece) - len(piece.lstrip())
            says = {
                "en": f"this text is not {script}, as its tag '{element.lang}' says",
                "zh-Hant": f"這段文字的字體與語言標籤「{element.lang}」不符",
            }
            yield Found(start, place + len(piece.rstrip()), says)


def _is_other(text: str, script: str, least: int) -> bool:
    traditional, simplified = _counts(text)
    own, other = (traditional, simplified) if script == "zh-Hant" else (simplified, traditional)
    return other >= least and other > own


def _only_han(text: str) -> bool:
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return han >= 2 and not re.search("[A-Za-z]", text)


@cache
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("t2s"), opencc.OpenCC("s2t")


def _counts(text: str) -> tuple[int, int]:
    """How many characters are only Traditional, and how many only Simplified.

    Only Simplified is what Big5 lacks, only Traditional what GB 2312 lacks: the characters
    that both scripts use with other meanings (后, 系, 里) decide nothing.
    """
    han = "".join(char for char in text if "\u4e00" <= char <= "\u9fff")
    to_simplified, to_traditional = _converters()
    traditional = _lost(han, to_simplified.convert(han), "gb2312")
    simplified = _lost(han, to_traditional.convert(han), "big5")
    return traditional, simplified


def _lost(han: str, converted: str, charset: str) -> int:
    if len(han) != len(converted):
        return 0
    return sum(
        one != other and not one.encode(charset, "ignore") for one, other in zip(han, converted, strict=True)
    )


def _markdown_links(read: str) -> Iterator[Found]:
    """A Markdown link that is an edition's name, and the edition it leads to."""
    for match in _MARKDOWN_LINK.finditer(read):
        named = _LABELS.get(match[1].strip(" *_"))
        folder = re.search(r"(?:^|/)(zh-Hant|zh-Hans|en)(?:/|$)", match[2])
        scripts = [folder[1]] if folder else []
        scripts += [one for one in (_script_of(match[3] or ""),) if one]
        wrong = [one for one in scripts if named and one != named]
        if wrong:
            label = match[1].strip(" *_")
            start = match.start(1) + match[1].index(label)
            says = {
                "en": f"the label '{label}' and the link to {wrong[0]} disagree",
                "zh-Hant": f"標示「{label}」與所連的{wrong[0]}版本不一致",
            }
            yield Found(start, start + len(label), says)
