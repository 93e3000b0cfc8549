"""Each text is worded as its own readers word it: Taiwan in Traditional, mainland China in Simplified.

Authority: data/regional-wording.yml, the project's own table, and above it content/terms.yml:
what a term is named is right, and what it rejects is left to the check rejected_term. A word
inside a longer one that is right is not meant: the longest match wins. A word that has a second,
local sense (登錄, 質量, 地鐵) is only a warning, most of them only beside words that show the
sense. Words right in both places (離線, 常見問題) are never found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from guidebook.book import Book
from guidebook.checks.text import Bad, Good
from guidebook.passage import Found, Passage

BAD = [
    Bad("zh-Hant", "請打印申請表。", "打印", "列印"),
    Bad("zh-Hant", "可搭出租車或公交車前往航站樓。", ("出租車", "公交車", "航站樓")),
    Bad("zh-Hant", "請填寫身份證號碼。", "身份證號碼"),
    Bad("zh-Hant", "請用密碼登錄。", "登錄", "登入"),
    Bad("zh-Hant", "下載程序後開啟。", "程序", "程式"),
    Bad("zh-Hant", "可查詢最新信息。", "信息"),
    Bad("zh-Hant", "距離登機門約200米。", "米", "公尺"),
    Bad("zh-Hans", "请打开软体并列印。", ("软体", "列印")),
    Bad("zh-Hans", "可搭计程车或捷运。", ("计程车", "捷运")),
    Bad("zh-Hans", "请出示身分证。", "身分证", "身份证"),
    Bad("zh-Hans", "请填写邮递区号。", "邮递区号", "邮政编码"),
]
GOOD = [
    Good("zh-Hant", "依申請程序辦理，並登錄寵物資訊。"),
    Good("zh-Hant", "信用卡公司打印章後寄回。"),
    Good("zh-Hant", "電視頻道與出租車位。"),
    Good("zh-Hant", "他通過審核，並以米飯招待3米其林主廚。"),
    Good("zh-Hant", "捷運營運時間如下，現在線上人數已滿。"),
    Good("zh-Hant", '簡體作<span lang="zh-Hans">打印</span>。'),
    Good("zh-Hans", "数位旅客在多数位置就座。"),
    Good("zh-Hans", "透过现象看本质，方程式与国际合作都便捷运行。"),
    Good("zh-Hans", "每一个资料都以公分母计算。"),
]

QUOTABLE = True  # a note of the termbase quotes the word of the other place

_TABLE = Path(__file__).resolve().parents[2] / "data/regional-wording.yml"
_NEARBY = 20
_SENTENCE_END = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A word that is not written in a language, what is, and the context that shows its sense."""

    write: tuple[str, ...]
    near: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    warning: bool

    @property
    def needs_context(self) -> bool:
        return bool(self.near or self.before or self.after)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: those that are right have no wording."""

    finder: AhoCorasick
    words: tuple[str, ...]
    wordings: tuple[Wording | None, ...]


def prepare(book: Book) -> dict[str, Words]:
    """The wording of each language that the table knows, under what the termbase says."""
    table = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    made = {}
    for locale in ("zh-Hant", "zh-Hans"):
        words = _of_table([row[locale] for row in table["rows"] if locale in row])
        _put_terms_above(words, book, locale)
        finder = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)
        made[locale] = Words(finder, tuple(words), tuple(words.values()))
    return made


def check(passage: Passage, prepared: dict[str, Words]) -> Iterator[Found]:
    """One finding for each word of the other place, where its context shows that it is meant."""
    known = prepared.get(passage.locale)
    if known is None:
        return
    for index, start, end in known.finder.find_matches_as_indexes(passage.prose):
        wording = known.wordings[index]
        if wording is not None and _is_meant(wording, passage.prose, start, end):
            yield _found(passage.locale, known.words[index], wording, start, end)


def _of_table(sides: Iterable[Mapping[str, Any]]) -> dict[str, Wording | None]:
    words: dict[str, Wording | None] = {}
    exceptions: list[str] = []
    for side in sides:
        wording = _wording(side)
        words.update(dict.fromkeys(_flat(side["not"]), wording))
        exceptions += _flat(side.get("except", ()))
    return {**dict.fromkeys(exceptions), **words}


def _wording(side: Mapping[str, Any]) -> Wording:
    near, before, after = (tuple(_flat(side.get(key, ()))) for key in ("near", "before", "after"))
    warning = side.get("severity") == "warning" or bool(near or before or after)
    return Wording(tuple(_flat(side["write"])), near, before, after, warning)


def _flat(value: Any) -> Iterator[str]:
    """The words of a scalar or a list; a list may hold another (the table's shared contexts)."""
    if isinstance(value, str):
        yield value
    else:
        for one in value:
            yield from _flat(one)


def _put_terms_above(words: dict[str, Wording | None], book: Book, locale: str) -> None:
    """A term's name is right, except in the other sense that only context shows (程序)."""
    known = AhoCorasick(list(words))
    for term in book.terms.values():
        rejected = [text.value for text in (term.rejected or {}).get(locale, ())]
        accepted = [term.names[locale].value] if locale in term.names else []
        for word in rejected + accepted:
            wording = words.get(word)
            if word in accepted and wording is not None and wording.needs_context:
                continue
            # A name with none of the words in it has nothing to say here, and would hide its neighbours.
            if known.find_matches_as_indexes(word):
                words[word] = None


def _is_meant(wording: Wording, prose: str, start: int, end: int) -> bool:
    """Whether the context that the word needs is there."""
    if wording.after and not prose[max(0, start - _NEARBY) : start].rstrip(" ").endswith(wording.after):
        return False
    if wording.before and not prose.startswith(wording.before, end):
        return False
    if not wording.near:
        return True
    left = _SENTENCE_END.split(prose[max(0, start - _NEARBY) : start])[-1]
    right = _SENTENCE_END.split(prose[end : end + _NEARBY])[0]
    return any(word in left or word in right for word in wording.near)


def _found(locale: str, wrong: str, wording: Wording, start: int, end: int) -> Found:
    place, english_place = {
        "zh-Hant": ("正體中文", "Traditional Chinese for Taiwan"),
        "zh-Hans": ("簡體中文", "Simplified Chinese for mainland China"),
    }[locale]
    choices = " or ".join(f"'{word}'" for word in wording.write)
    english = f"write {choices}, not '{wrong}', in {english_place}"
    chinese = f"{place}請寫{'或'.join(f'「{word}」' for word in wording.write)}，不寫「{wrong}」"
    if wording.warning:
        english += "; leave it if another sense is meant"
        chinese += "；若另有所指，則不必改"
    return Found(
        start,
        end,
        {"en": english, "zh-Hant": chinese},
        wording.write[0] if len(wording.write) == 1 else None,
        "warning" if wording.warning else "error",
    )
