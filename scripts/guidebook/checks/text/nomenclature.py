"""A member of APEC is an economy and has its membership name; its leaders meet, and hold no summit.

Authority: APEC's own list of members and its naming conventions (StatsAPEC glossary), the
Bureau of Consular Affairs (會員體), Xinhua's list of 2016 (成员, 领导人非正式会议). The names are
those of content/economies.yml. Only text about APEC or its card is meant; a place, and a fixed
term that holds a place's name (airport, airline, passport, currency, telephone code, the field
for a nationality), keep their words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.book import Book
from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage, Severity

# A text about words may quote them.
QUOTABLE = True

BAD = [
    Bad("en", "The card is valid in 19 APEC countries.", "countries"),
    Bad("en", "APEC members include Japan, Taiwan and Vietnam.", ("Taiwan", "Vietnam"), "Chinese Taipei"),
    Bad("en", "The APEC summit was in Lima.", "summit", "Economic Leaders' Meeting"),
    Bad("en", "Heads of state of the APEC economies met.", "Heads of state", "Economic Leaders"),
    Bad("zh-Hant", "依APEC各國規定不同。", "各國"),
    Bad("zh-Hant", "APEC會員體包括日本、台灣、香港。", ("台灣", "香港"), "中華臺北"),
    Bad("zh-Hant", "亞太經合會領袖高峰會", "領袖高峰會", "經濟領袖會議"),
    Bad("zh-Hans", "持APEC商务旅行卡可前往19个国家。", "国家"),
    Bad("zh-Hans", "APEC经济体：日本、中国台湾、中国香港。", "中国台湾", "中华台北"),
]
GOOD = [
    Good("en", "APEC economies: Hong Kong, China; Chinese Taipei; Viet Nam; Brunei Darussalam; Korea."),
    Good("en", "With the APEC card, fly from Taiwan Taoyuan to Hong Kong International Airport."),
    Good("en", "APEC applicants give the country code, +886, and the country of birth."),
    Good("en", "The APEC fee is 1,200 New Taiwan dollars, paid with a passport of the Republic of China."),
    Good("en", "Which countries may I visit?"),
    Good("zh-Hant", "請填寫國籍與國家代碼；APEC商務旅行卡申請人須為本國國民。"),
    Good("zh-Hant", "國家圖書館備有APEC資料，國際電話請加國碼。"),
    Good("zh-Hant", "持商務旅行卡由桃園搭乘中華航空至香港國際機場，以新臺幣或港幣付款。"),
    Good("zh-Hant", "世界各國在台灣均設有辦事處。"),
    Good("zh-Hant", "APEC企業領袖高峰會"),
    Good("zh-Hans", "APEC商务旅行卡持卡人为香港居民的，须持香港护照。"),
    Good("zh-Hans", "国家移民管理局办理APEC商务旅行卡。"),
]

# Names that are used for a member but are not its membership name, by its code on the card.
_WRONG: dict[str, dict[str, tuple[str, ...]]] = {
    "TWN": {
        "en": ("Taiwan", "Taiwan, China", "Taiwan (China)", "Taipei, China", "Chinese Taiwan"),
        "zh-Hant": ("台灣", "臺灣", "中國台灣", "中國臺灣", "中國台北", "中國臺北"),
        "zh-Hans": ("台湾", "中国台湾", "中国台北"),
    },
    "HKG": {"en": ("Hong Kong", "Hong Kong SAR"), "zh-Hant": ("香港",), "zh-Hans": ("香港",)},
    "KOR": {
        "en": ("South Korea", "Republic of Korea"),
        "zh-Hant": ("南韓", "大韓民國"),
        "zh-Hans": ("南韩", "大韩民国"),
    },
    "VNM": {"en": ("Vietnam",)},
    "BRN": {"en": ("Brunei",)},
    "RUS": {
        "en": ("Russian Federation",),
        "zh-Hant": ("俄國", "俄羅斯聯邦"),
        "zh-Hans": ("俄国", "俄罗斯联邦"),
    },
    "CHN": {"en": ("Mainland China", "PRC"), "zh-Hant": ("中國大陸",), "zh-Hans": ("中国大陆",)},
}
_ONLY_A_MEMBER = frozenset(
    [
        "Taiwan, China",
        "Taiwan (China)",
        "Taipei, China",
        "Chinese Taiwan",
        "中國台灣",
        "中國臺灣",
        "中國台北",
        "中國臺北",
        "中国台湾",
        "中国台北",
    ]
)
_CONTEXT = [
    "APEC",
    "ABTC",
    "Asia-Pacific Economic Cooperation",
    "Business Travel Card",
    "member economy",
    "member economies",
    "participating economies",
    "亞太經濟合作",
    "亞太經合",
    "亚太经济合作",
    "亚太经合",
    "經濟體",
    "经济体",
    "會員體",
    "成員體",
    "成员体",
    "商務旅行卡",
    "商务旅行卡",
]
_COUNTRY = {
    "en": ("country", "Country", "countries", "Countries", "nation", "nations", "state", "states"),
    "zh-Hant": (
        "國家",
        "各國家",
        "各國",
        "會員國",
        "成員國",
        "該國",
        "他國",
        "發卡國",
        "參與國",
        "與會國",
        "主辦國",
        "東道國",
        "地主國",
        "目的國",
    ),
    "zh-Hans": (
        "国家",
        "各国家",
        "各国",
        "会员国",
        "成员国",
        "该国",
        "他国",
        "发卡国",
        "参与国",
        "与会国",
        "主办国",
        "东道国",
        "目的国",
    ),
}
_SUMMIT = {
    "en": ("summit", "Summit", "summits"),
    "zh-Hant": ("高峰會", "高峰會議", "峰會", "首腦會議"),
    "zh-Hans": ("峰会", "高峰会", "首脑会议"),
}
_HEADS = {
    "en": (
        "heads of state",
        "Heads of state",
        "Heads of State",
        "heads of government",
        "Heads of Government",
    ),
    "zh-Hant": ("國家元首", "元首"),
    "zh-Hans": ("国家元首", "元首"),
}
_CHINAS = {
    "en": ("three Chinas", "Three Chinas", "two Chinas", "Two Chinas"),
    "zh-Hant": ("三個中國", "兩岸三地"),
    "zh-Hans": ("三个中国", "两岸三地"),
}
_MEETING = {"en": "Economic Leaders' Meeting", "zh-Hant": "經濟領袖會議", "zh-Hans": "领导人非正式会议"}
_LEADERS = {"en": "Economic Leaders", "zh-Hant": "經濟領袖", "zh-Hans": "领导人"}
_MEMBER = re.compile(r"[Mm]ember|econom(?:y|ies)|[會会成][員员]|[經经][濟济][體体]")

_FIXED_AFTER = re.compile(
    r"[’']?s? ?(?:passport|dollar|residen|citizen|national|permanent|identity|time\b|dialling|telephone|phone|code)"
    r"|[ -](?!Members?\b|Econom)[A-Z]|-|[ ]form\b|[ ]writes\b"
    r"|(?:國際|国际)|機場|机场|航|桃園|松山|居民|永久|護照|护照|身[分份]|特[別别區区]|入境|海[關关峽峡]|[銀银]行|大[學学]"
    r"|[幣币元島岛郵邮股籍]|[時时][間间]|地[區区]|同胞|民[眾众]|旅客|人(?![員员])|[電电]|高[鐵铁]|[鐵铁]路|[用][語语]"
    r"|[話话證证]|簽[證]|签证|境[內内]|本地|政府|[當当]局|[領领]|[總总]|通行|往[來来]|APEC"
)
_FIXED_BEFORE = re.compile(
    r"(?:New|National|(?:Bank|University|Republic|Government) of|Institute in) $|[駐驻]$"
)
_PLACED = re.compile(
    r"(?:\b(?:in|to|from|via|through|at|near|visit|enter|leave)\s|[在於于赴至往到抵由從从離离返來来])$"
)
_COUNTRY_AFTER = re.compile(
    r"[ -](?:codes?|of|roads?|outside|not|other than|that are not|which are not)\b|\s?[/／]\s?(?:[Rr]egion|地)"
    r"|\s(?:or|and)\s(?:region|territor)|\s?[：:]|[或、（(]地"
    r"|[圖图庭]|公[園园共]|安全|[賠赔]|考|[標标]|[發发]展[委改]|科|通[訊讯]|代[碼码號号]|[電电][話话]|[區区]?[碼码]|[區区][號号]|主席"
    r"|[機机]密|[級级語语隊队法獎奖防文證证]|博物|移民|[稅税]|知[識识]|外[匯汇]|音[樂乐]|人[權权]|太空|[實实]|[檔档]|[風风]景|森林"
    r"|[機机][關关]|[預预]算|[衛卫]|原子|[災灾]|中山|教育|[運运]|[訓训]|利益|名[稱称]|公[務务]"
)
_COUNTRY_BEFORE = re.compile(
    r"(?:[Tt]hird|non-(?:APEC|member|participating)|EU|European|Schengen|[Dd]eveloping|United|Asian)[ ]$|[-/]$"
    r"|(?:非(?:APEC)?(?:[會会成][員员])?|第三|免[簽签]|申根|[開开][發发]中|[發发]展中|[歐欧]盟|[東东][協盟]|出生|[國国]籍|所[屬属]"
    r"|居[住留]|以外的?其?他?|之外的?|世界|全球)$"
)
_OF_APEC = re.compile(
    r"(?:\b(?:APEC|ABTC|participating|member|21|host|home|issuing)[ ]"
    r"|(?:APEC|ABTC|[會会成][員员]|[參参][與与加]|加入|各|[個个]|[與与][會会])的?\s?)$"
)
_STATE_BEFORE = re.compile(r"\b(?:member|participating|APEC|host|issuing)[ ]$")
_OTHER_SUMMIT = re.compile(r"CEO|SME|[Bb]usiness|[Ww]om[ae]n|[Yy]outh|企[業业]|工商|中小|[婦妇]女|青年")
_LEADERS_BEFORE = re.compile(
    r"(?:(?:Economic )?Leaders?[’']?s?[’']? |(?:[經经][濟济])?(?:[領领]袖|[領领][導导]人))$"
)
_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s)")
_QUOTES = "「」『』“”‘’\"'"
_REACH = 200
_SHORT = 1500


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is here, and for a member's name its code; `right` is what to write."""

    kind: str
    code: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, and those that the termbase already rejects."""

    finder: AhoCorasick
    words: tuple[str, ...]
    meanings: tuple[Word, ...]
    rejected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A word in a passage."""

    start: int
    end: int
    word: Word


def prepare(book: Book) -> dict[str, Words]:
    """The words of each language that this check knows."""
    return {locale: _words(book, locale) for locale in _MEETING}


def _words(book: Book, locale: str) -> Words:
    meanings = {word: Word("context") for word in _CONTEXT}
    for kind, table in (("country", _COUNTRY), ("summit", _SUMMIT), ("heads", _HEADS), ("chinas", _CHINAS)):
        meanings |= {word: Word(kind) for word in table[locale]}
    for code, economy in book.economies.items():
        if locale in economy.name:
            right = economy.name[locale].value
            meanings |= {name: Word("wrong", code, right) for name in _WRONG.get(code, {}).get(locale, ())}
            meanings[right] = Word("right", code, right)
    rejected = {
        wrong.value for term in book.terms.values() for wrong in (term.rejected or {}).get(locale, ())
    }
    words = tuple(meanings)
    finder = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
    return Words(finder, words, tuple(meanings.values()), frozenset(rejected))


def check(passage: Passage, prepared: dict[str, Words]) -> Iterator[Found]:
    """One finding for each word, if the text around it is about APEC."""
    known = prepared[passage.locale]
    prose = passage.prose
    places = [
        Place(start, end, known.meanings[index])
        for index, start, end in known.finder.find_matches_as_indexes(prose)
        if not _inside_latin_word(prose, start, end)
    ]
    contexts = [one.start for one in places if one.word.kind == "context"]
    for number, one in enumerate(places):
        words = prose[one.start : one.end]
        if one.word.kind == "chinas" and (contexts or "Chinas" in words):
            yield _found(one.start, one.end, *_chinas(words))
        elif contexts and words not in known.rejected and _near(prose, one, contexts):
            yield from _in_context(passage, one, places[max(0, number - 25) : number + 26], known)


def _inside_latin_word(prose: str, start: int, end: int) -> bool:
    return (start > 0 and _is_letter(prose[start - 1]) and _is_letter(prose[start])) or (
        end < len(prose) and _is_letter(prose[end]) and _is_letter(prose[end - 1])
    )


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _near(prose: str, one: Place, contexts: list[int]) -> bool:
    """Whether APEC is spoken of in this paragraph, or anywhere in a short text."""
    if len(prose) <= _SHORT:
        return True
    first = prose.rfind("\n\n", max(0, one.start - _SHORT), one.start)
    last = prose.find("\n\n", one.end, one.end + _SHORT)
    after = bisect_left(contexts, max(first, one.start - _SHORT))
    return after < len(contexts) and contexts[after] < (last if last >= 0 else one.end + _SHORT)


def _in_context(passage: Passage, one: Place, beside: list[Place], known: Words) -> Iterator[Found]:
    prose = passage.prose
    before, after = prose[max(0, one.start - 40) : one.start], prose[one.end : one.end + 40]
    if one.word.kind == "wrong":
        yield from _name(prose, one, beside, before, after)
    elif one.word.kind == "country":
        yield from _country(passage.locale, prose[one.start : one.end], one, before, after, known.rejected)
    elif one.word.kind == "summit":
        yield from _summit(passage, one, before)
    elif one.word.kind == "heads":
        words, right = prose[one.start : one.end], _LEADERS[passage.locale]
        yield _found(one.start, one.end, *_instead(words, right), right)


def _name(prose: str, one: Place, beside: list[Place], before: str, after: str) -> Iterator[Found]:
    """A name that is not the member's: sure in a list of members, likely where membership is meant."""
    words = prose[one.start : one.end]
    first, last = _sentence(prose, one)
    around = [other for other in beside if first <= other.start < last]
    listed = {other.word.code for other in around if other.word.code} - {one.word.code}
    about = any(other.word.kind == "context" for other in around)
    severity: Severity = "error"
    if words in _ONLY_A_MEMBER:
        pass
    elif _FIXED_AFTER.match(after) or _FIXED_BEFORE.search(before):
        return
    elif len(listed) < 2:
        placed, member = _PLACED.search(before), _MEMBER.search(prose[first:last])
        if not about or (placed and not member):
            return
        severity = "error" if member and not placed else "warning"
    yield _found(one.start, one.end, *_instead(words, one.word.right), one.word.right, severity)


def _sentence(prose: str, one: Place) -> tuple[int, int]:
    reach = max(0, one.start - _REACH)
    ends = [match.end() for match in _SENTENCE_END.finditer(prose, reach, one.start)]
    following = _SENTENCE_END.search(prose, one.end, one.end + _REACH)
    return (ends[-1] if ends else reach), (following.start() if following else one.end + _REACH)


def _country(
    locale: str, words: str, one: Place, before: str, after: str, rejected: frozenset[str]
) -> Iterator[Found]:
    """A word for a country: sure beside APEC's own words, else for a person to decide."""
    quoted = before[-1:] in _QUOTES and after[:1] in _QUOTES and before and after  # the word itself is meant
    if quoted or _COUNTRY_AFTER.match(after) or _COUNTRY_BEFORE.search(before):
        return
    last_word = before.rstrip().rpartition(" ")[2].lower()
    if f"{last_word} {words.lower()}" in rejected:
        return
    if words in ("state", "states") and not _STATE_BEFORE.search(before):
        return
    sure = _OF_APEC.search(before) or words.startswith("各") or (len(words) == 3 and locale != "en")
    yield _found(one.start, one.end, *_economy(words, locale), severity="error" if sure else "warning")


def _summit(passage: Passage, one: Place, before: str) -> Iterator[Found]:
    first, _ = _sentence(passage.prose, one)
    sentence = passage.prose[max(first, one.start - 40) : one.start]
    leaders = _LEADERS_BEFORE.search(before)
    if _OTHER_SUMMIT.search(sentence) or not (leaders or re.search(r"APEC|[亞亚]太[經经]", sentence)):
        return
    start = one.start - (len(before) - leaders.start() if leaders else 0)
    right = _MEETING[passage.locale]
    yield _found(start, one.end, *_instead(passage.prose[start : one.end], right), right)


def _instead(words: str, right: str) -> tuple[str, str]:
    return (
        f"APEC's name is '{right}'; do not write '{words}'",
        f"APEC的正式名稱是「{right}」，請勿寫「{words}」",
    )


def _economy(words: str, locale: str) -> tuple[str, str]:
    right = {"en": "economy", "zh-Hant": "會員體", "zh-Hans": "经济体"}[locale]
    return (
        f"a member of APEC is an economy: write '{right}', not '{words}'",
        f"APEC的成員是經濟體，請寫「{right}」，不寫「{words}」",
    )


def _chinas(words: str) -> tuple[str, str]:
    return f"name each member economy instead of '{words}'", f"請分別寫出各會員體的名稱，不寫「{words}」"


def _found(
    start: int,
    end: int,
    english: str,
    chinese: str,
    replacement: str | None = None,
    severity: Severity = "error",
) -> Found:
    return Found(start, end, {"en": english, "zh-Hant": chinese}, replacement, severity)
