"""Traditional Chinese is written in Taiwan's standard characters: none Simplified, none of another region.

Authority: the Ministry of Education's 國字標準字體, as far as CNS 11643 plane 1 and the
dictionaries of OpenCC record it. A character that only Simplified Chinese uses is wrong
wherever it stands. One that both scripts use (后, 里, 干, 面) is wrong only where the word it
belongs to says so, read from either end of the clause. Forms of Hong Kong, Japan and old
printing are named with Taiwan's. The names of the languages are kept as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.book import Book
from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage, Severity
from guidebook.segmentation import Phrases, suspects, table

BAD = [
    Bad("zh-Hant", "报名表須親簽。", "报", "報"),
    Bad("zh-Hant", "請填写電話号码。", ("写", "号码"), "寫"),
    Bad("zh-Hant", "達到標准，三日以后寄出。", ("准", "后"), "準"),
    Bad("zh-Hant", "心里有疑問。", "里", "裡"),
    Bad("zh-Hant", "匯率系数。", "系数", "係數"),
    Bad("zh-Hant", "看着窗口說明。", "着", "著"),
    Bad("zh-Hant", "見[简體說明](/guide)。", "简", "簡"),
    Bad("zh-Hant", "発給證明。", "発", "發"),
]
GOOD = [
    Good("zh-Hant", "天后宮捷運站、后里區公所、萬里長城、中山區明水里。"),
    Good("zh-Hant", "若干份試卷，系所主任准許面試，只需五分鐘。"),
    Good("zh-Hant", "于右任、余光中、范仲淹、姜太公、朴槿惠、游錫堃院長。"),
    Good("zh-Hant", "左支右絀，生活拮据；胜肽；涂小姐；党項人。"),
    Good("zh-Hant", "語言：正體中文、简体中文、English。"),
    Good("zh-Hant", '簡體字版的<span lang="zh-Hans">电子文件</span>與`号码`。'),
    Good("zh-Hant", "見https://example.cn/资讯/护照.html。"),
    Good("zh-Hant", "祕書覈定，洩漏與泄漏，污水，台灣與臺灣。"),
    Good("zh-Hant", "干貝不准攜帶入境；其他會員體的核准會陸續顯示。"),
    Good("en", "The Simplified form is 护照."),
    Good("zh-Hans", "请出示护照。"),
]

# Characters of both scripts, each before what it may stand for where it is Simplified.
_SHARED_FORMS = (
    "后後 里裡 干乾幹 面麵 只隻 于於 并並併 划劃 准準 系係繫 制製 范範 筑築 征徵 几幾 么麼 儿兒 云雲 丰豐 谷穀 郁鬱 松鬆 "
    "采採 咸鹹 卷捲 余餘 丑醜 斗鬥 仆僕 朴樸 辟闢 游遊 愿願 听聽 坏壞 挂掛 借藉 姜薑 吁籲 夸誇 舍捨 台颱 涂塗"
)
_SHARED: Mapping[str, str] = {form[0]: form[1:] for form in _SHARED_FORMS.split()}
# Those that are hardly ever a word by themselves in Taiwan: wrong outside any phrase too.
_NEVER_ALONE = frozenset("后于并划么儿愿听坏挂几")
# Forms that are neither Simplified nor Taiwan's standard, each before the standard one. What
# MOE accepts beside its own (祕, 泄, 污, 脣, 癡) and what is common in names (峯, 堃, 喆) is left alone.
_OTHER_FORMS = (
    "裏裡 着著 爲為 説說 戸戶 啓啟 衆眾 効效 綫線 羣群 牀床 産產 麪麵 証證 尅剋 僞偽 纔才 糉粽 繮韁 竈灶 録錄 顔顏 閲閱 "
    "鋭銳 衞衛 絶絕 敍敘 郷鄉 緖緒 墻牆 凖準 吿告 敎教 靑青 淸清 卽即 旣既"
)
_VARIANTS: Mapping[str, str] = {form[0]: form[1] for form in _OTHER_FORMS.split()}
# Often part of a name, which its bearer may write so.
_IN_NAMES = frozenset("爲啓衆羣恒衞靑鋭顔")
# Words in which a character that looks Simplified is right, and words that OpenCC reads otherwise.
_KEPT = (
    "胜肽 多胜肽 三胜肽 万俟 党項 种師道 种先生 种小姐 姓种 海淀 白洋淀 洪适 叶韻 叶音 白术 无妄 无咎 干貝 不准 "
    "于先生 于小姐 于女士 于教授 于老師 于主任 姓于 后里 后豐 水里 埔里 湖里 山里 林里 溪里 園里 田里 港里 村里 庄里 中心里 "
    "余先生 余小姐 余女士 范先生 范小姐 姜先生 丰采 丰姿 系主任"
)
# What follows or comes shortly before the 里 that is a district: 錦安里長, 大安區錦安里.
_AFTER_DISTRICT = frozenset("長民辦鄰鄉鎮幹")
_BEFORE_DISTRICT = frozenset("區鄉鎮市鄰")
# What comes before the 准 that means to permit, whatever phrase seems to follow (核准會).
_BEFORE_PERMITTING = frozenset("核批獲照不恩允未")

_PLANE_1 = Path(__file__).resolve().parents[2] / "data" / "cns-plane-1.txt"


@dataclass(frozen=True, slots=True)
class Tables:
    """What a passage is read with."""

    finder: AhoCorasick
    """Finds clauses worth reading: everything wrong matches, and some that is right."""
    wrong: Mapping[str, tuple[str, ...]]
    """Characters that are wrong wherever they stand, with what they may stand for."""
    foreign: frozenset[str]
    """Those of `wrong` that are not Simplified."""
    japanese: frozenset[str]
    """Those of `foreign` that belong in Japanese names."""
    simplified: Mapping[int, str]
    to_taiwan: Mapping[int, str]
    phrases: Phrases
    """Simplified phrases, read in Traditional characters."""
    endonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A character that is wrong, and what it may stand for."""

    at: int
    char: str
    rights: tuple[str, ...]


def prepare(book: Book) -> Tables:
    """The tables of OpenCC, read for Taiwan."""
    to_taiwan = str.maketrans({key: values[0] for key, values in table("TWVariants").items()})
    simplified = _simplified()
    hard = _hard(to_taiwan)
    japanese = _japanese(hard, to_taiwan)
    phrases = {
        key: values[0] if len(values) == 1 else _likeliest(key, values)
        for key, values in table("STPhrases").items()
        if len(key) == len(values[0])
    }
    shared = [(key, read) for key, read in phrases.items() if not _SHARED.keys().isdisjoint(key)]
    patterns = {pattern for key, read in shared for pattern in _leaks(key, read.translate(to_taiwan), hard)}
    phrases.update((kept.translate(simplified), kept) for kept in _KEPT.split())
    wrong = _choosable({**japanese, **{char: (right,) for char, right in _VARIANTS.items()}, **hard})
    patterns |= {*wrong, *_NEVER_ALONE}
    return Tables(
        AhoCorasick(sorted(patterns), matchkind=MatchKind.LeftmostLongest),
        wrong,
        frozenset(wrong) - frozenset(hard),
        frozenset(japanese),
        simplified,
        to_taiwan,
        Phrases(phrases),
        tuple(language.name for language in book.site.languages),
    )


def check(passage: Passage, prepared: Tables) -> Iterator[Found]:
    """One finding for each run of wrong characters."""
    if passage.locale != "zh-Hant":
        return
    for start, clause in suspects(passage.prose, prepared.endonyms, prepared.finder):
        for run in _runs(_wrong(clause, prepared)):
            yield _found(start, run, prepared)


def _wrong(clause: str, tables: Tables) -> Iterator[Wrong]:
    plain = clause.translate(tables.simplified)
    forwards, backwards = tables.phrases.forwards(plain), tables.phrases.backwards(plain)
    kana = any("\u3040" <= char <= "\u30ff" for char in clause)
    for at, char in enumerate(clause):
        if not (char in _SHARED or char in tables.wrong) or (kana and char in tables.japanese):
            continue
        agreed = forwards[at].translate(tables.to_taiwan) if forwards[at] == backwards[at] else None
        if agreed != char and not _is_district(clause, at) and not _permits(clause, at):
            rights = _rights(char, agreed, tables)
            if rights:
                yield Wrong(at, char, rights)


def _rights(char: str, agreed: str | None, tables: Tables) -> tuple[str, ...]:
    """What a character may stand for if it is wrong; `agreed` is what its phrase says, "" without one."""
    if char in tables.wrong:
        return (agreed,) if agreed else tables.wrong[char]
    if agreed and agreed in _SHARED[char]:
        return ("係", "繫") if agreed == "繫" else (agreed,)
    return tuple(_SHARED[char]) if agreed == "" and char in _NEVER_ALONE else ()


def _is_district(clause: str, at: int) -> bool:
    if clause[at] != "里":
        return False
    return clause[at + 1 : at + 2] in _AFTER_DISTRICT or not _BEFORE_DISTRICT.isdisjoint(
        clause[max(0, at - 4) : max(0, at - 1)]
    )


def _permits(clause: str, at: int) -> bool:
    return clause[at] == "准" and clause[max(0, at - 1) : at] in _BEFORE_PERMITTING


def _runs(wrongs: Iterable[Wrong]) -> Iterator[list[Wrong]]:
    """Wrong characters that stand side by side, together."""
    run: list[Wrong] = []
    for wrong in wrongs:
        if run and wrong.at != run[-1].at + 1:
            yield run
            run = []
        run.append(wrong)
    if run:
        yield run


def _found(offset: int, run: list[Wrong], tables: Tables) -> Found:
    chars = "".join(wrong.char for wrong in run)
    only = all(len(wrong.rights) == 1 for wrong in run)
    right = "".join(wrong.rights[0] for wrong in run) if only else None
    return Found(
        offset + run[0].at,
        offset + run[-1].at + 1,
        _says(chars, right or "、".join("／".join(wrong.rights) for wrong in run), only, tables),
        right,
        _severity(chars, tables),
    )


def _says(chars: str, right: str, only: bool, tables: Tables) -> dict[str, str]:
    other_form = tables.foreign.issuperset(chars)
    return {
        "en": f"write '{right}'{'' if only else ' as the word requires'}, not '{chars}', "
        f"which is {'not the form used in Taiwan' if other_form else 'Simplified'}",
        "zh-Hant": f"「{chars}」{'不是臺灣的標準字形' if other_form else '是簡體字'}，"
        f"請{'' if only else '依文意'}寫「{right}」",
    }


def _severity(chars: str, tables: Tables) -> Severity:
    """A form that a name may have is for a person to judge."""
    in_names = _IN_NAMES | (tables.japanese - _VARIANTS.keys())
    return "warning" if in_names.issuperset(chars) else "error"


# ---- tables


def _simplified() -> dict[int, str]:
    """Each Traditional character's Simplified form; what is Simplified already stays."""
    return {ord(key): values[0] for key, values in table("TSCharacters").items() if key not in _SHARED}


def _everyday() -> frozenset[str]:
    """CNS 11643 plane 1."""
    lines = _PLANE_1.read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


def _hard(to_taiwan: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    """Characters that OpenCC converts and Taiwan's everyday set does not have."""
    hard = {}
    everyday = _everyday()
    for char, targets in table("STCharacters").items():
        if targets[0] != char and char not in everyday and char not in _SHARED:
            rights = (target.translate(to_taiwan) for target in targets if target != char)
            hard[char] = tuple(dict.fromkeys(rights))
    return hard


def _japanese(hard: Mapping[str, object], to_taiwan: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    """Japan's own forms, and Taiwan's for each."""
    everyday = _everyday()
    return {
        char: tuple(dict.fromkeys(target.translate(to_taiwan) for target in targets))
        for char, targets in table("JPShinjitaiCharacters").items()
        if char not in everyday and char not in hard and char not in "舖舗"
    }


def _choosable(wrong: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The same without what is itself wrong, where something else is left."""
    return {
        char: tuple(right for right in rights if right not in wrong) or rights
        for char, rights in wrong.items()
    }


def _likeliest(key: str, values: list[str]) -> str:
    """The reading to compare with: one that leaves the phrase as it is written, if there is one."""
    if _NEVER_ALONE.isdisjoint(key):
        return max(values, key=lambda value: sum(map(str.__eq__, key, value)))
    return values[0]


def _leaks(key: str, read: str, hard: Mapping[str, object]) -> Iterator[str]:
    """How a phrase looks when some of its shared characters, and nothing else, are Simplified."""
    shared = [at for at, char in enumerate(key) if read[at] in _SHARED.get(char, "")]
    if not shared:
        return
    usual = "".join(
        char if char not in hard and char not in _SHARED else read[at] for at, char in enumerate(key)
    )
    for base in {read, usual}:
        for count in range(1, len(shared) + 1):
            for places in combinations(shared, count):
                yield "".join(key[at] if at in places else char for at, char in enumerate(base))
