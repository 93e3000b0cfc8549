"""Simplified Chinese is written in the mainland's standard characters: none Traditional.

Authority: 通用规范汉字表 (2013), as far as the dictionaries of OpenCC record it. A character
that is Traditional in one word and standard in another (乾, 瞭, 徵, 藉) is judged by the word.
著 is standard in 著名 and wrong as the particle (看著). The names of the languages are kept
as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.book import Book
from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage
from guidebook.segmentation import Phrases, suspects, table

BAD = [
    Bad("zh-Hans", "簽证中心。", "簽", "签"),
    Bad("zh-Hans", "官方網站与電话号码。", ("網", "電"), "网"),
    Bad("zh-Hans", "瞭解详情。", "瞭", "了"),
    Bad("zh-Hans", "接著办理，隨著人潮。", ("著", "隨著"), "着"),
    Bad("zh-Hans", "祇有一次。", "祇", "只"),
    Bad("zh-Hans", "毕昇的技术昇级了。", "昇", "升"),
]
GOOD = [
    Good("zh-Hans", "乾清宫、乾县、乾隆、乾坤。"),
    Good("zh-Hans", "世界名著，以效率著称，成绩卓著，随著名导演。"),
    Good("zh-Hans", "瞭望台，声名狼藉，魏徵谏言，宫商角徵羽，神祇。"),
    Good("zh-Hans", "皇后、故里、干部、面包房、台湾海峡、只有一只箱子。"),
    Good("zh-Hans", "语言：正體中文、简体中文、English。"),
    Good("zh-Hans", '繁体作<span lang="zh-Hant">簽證</span>与`簽證`，见<https://example.tw/簽證>。'),
    Good("zh-Hant", "請出示簽證。"),
    Good("en", "The Traditional form is 護照."),
]

# What OpenCC leaves alone and the table of standard characters does not have, before what it has.
_OTHER_FORMS = "祇只 妳你 牠它 砲炮 痠酸 倣仿 賸剩"
# Words in which a character that looks Traditional is standard.
_KEPT = (
    "乾县 乾陵 乾隆 魏徵 角徵 徵羽 毕昇 李昇 樊於期 於菟 神祇 地祇 瞭望 枕藉 狼藉 藉田 慰藉 蕴藉 杯盘狼藉 "
    "显著 名著 原著 专著 论著 译著 编著 合著 遗著 巨著 拙著 新著 所著 卓著 昭著 彰著 土著 执著 较著 素著"
)
# Verbs after which 著 is the particle 着, unless it begins a word with what follows: 有著名.
_VERBS = (
    "看接跟沿隨随有带帶拿穿坐站等朝向顺順为為照按靠试試忙笑说說想听聽活开開抱背握住挂掛放在伴味对對持藉借凭憑趁"
    "意用走跑哭睡躺守留存附沉衣胶膠"
)
_NOUN_AFTER = "名作称稱者述录錄书書"
# Simplified characters that OpenCC's phrases take for rare Traditional ones.
_MISREAD = frozenset("坏么")
# Words whose 藉 is 借.
_BORROWED = "藉口 藉由 藉此 藉以 藉故 藉助 藉机 藉機 凭藉 憑藉"
_PARTICLE = "著急 著手 著力 著重 著眼 著想 著装 著裝 著陆 著陸 著落 著火 著迷 著凉 著涼 著色 著床 著地"


@dataclass(frozen=True, slots=True)
class Tables:
    """What a passage is read with."""

    finder: AhoCorasick
    """Finds clauses worth reading: everything wrong matches, and some that is right."""
    simplified: dict[int, str]
    phrases: Phrases
    endonyms: tuple[str, ...]


def prepare(book: Book) -> Tables:
    """The tables of OpenCC, with the particle that they leave alone."""
    simplified = {
        ord(key): values[0]
        for key, values in table("TSCharacters").items()
        if values[0] != key and key not in "著祇"
    }
    simplified |= {ord(form[0]): form[1] for form in _OTHER_FORMS.split()}
    return Tables(
        AhoCorasick([*map(chr, simplified), "著", "瞭", "藉"], matchkind=MatchKind.LeftmostLongest),
        simplified,
        Phrases(dict(_phrases(simplified))),
        tuple(language.name for language in book.site.languages),
    )


def check(passage: Passage, prepared: Tables) -> Iterator[Found]:
    """One finding for each run of Traditional characters."""
    if passage.locale != "zh-Hans":
        return
    for start, clause in suspects(passage.prose, prepared.endonyms, prepared.finder):
        right = _simplified(clause, prepared)
        places = (at for at, char in enumerate(clause) if right[at] != char)
        for _, run in groupby(enumerate(places), lambda one: one[1] - one[0]):
            first, *others = [at for _, at in run]
            last = others[-1] if others else first
            yield _found(start + first, clause[first : last + 1], right[first : last + 1])


def _simplified(clause: str, tables: Tables) -> str:
    """The clause as it should be, character for character."""
    read = tables.phrases.forwards(clause)
    plain = clause.translate(tables.simplified)
    return "".join(phrase or char for phrase, char in zip(read, plain, strict=True))


def _found(start: int, wrong: str, right: str) -> Found:
    return Found(
        start,
        start + len(wrong),
        {
            "en": f"write '{right}', not '{wrong}', which is Traditional",
            "zh-Hant": f"「{wrong}」不是規範簡體字，簡體中文請寫「{right}」",
        },
        right,
        "warning" if wrong == "昇" else "error",
    )


def _phrases(simplified: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Phrases of OpenCC, also as a Simplified text writes them; then the words of our own lists."""
    for phrase, (right, *_) in table("TSPhrases").items():
        if _MISREAD.isdisjoint(phrase) and len(phrase) == len(right):
            yield right, right
            yield phrase, right
    for verb in _VERBS:
        plain = verb.translate(simplified)
        yield f"{verb}著", f"{plain}着"
        for noun in _NOUN_AFTER:
            yield f"{verb}著{noun}", f"{plain}著{noun.translate(simplified)}"
    yield from ((word, word.translate(simplified).replace("著", "着")) for word in _PARTICLE.split())
    yield from ((word, word.translate(simplified).replace("藉", "借")) for word in _BORROWED.split())
    yield from ((word, word) for word in _KEPT.split())
