"""The Chinese is built as the English is: list entries, headings, tables, code, placeholders, bold words.

Authority: the parity rule of the project (DESIGN.md section 7). A placeholder is `${kind:name}`,
`{name}` or `%s`. Bold marks the names of buttons and fields, which must stand out in both
languages; a writer may have another reason, so a different number of bold words is a warning.
A text of one line in both languages has no structure: its `#` may stand for a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from guidebook.checks.text import Bad, Good
from guidebook.outline import Part, parts
from guidebook.parity import place
from guidebook.passage import Found, Passage

BAD = [
    Bad("zh-Hant", "- 甲", "- 甲", english="- a\n- b"),
    Bad("zh-Hant", "### 標題\n\n文字", "### 標題", english="## Head\n\nText"),
    Bad("zh-Hant", "請繳${fact:fee-2}。", "${fact:fee-2}", english="Pay ${fact:fee-1}."),
    Bad("zh-Hans", "点击“Next”。", "点击“Next”。", english="Tap **Next**."),
]
GOOD = [
    Good("zh-Hant", "- 甲\n- 乙\n\n## 標題", english="- a\n- b\n\n## Head"),
    Good("zh-Hant", "{name}請點選「**Next**」。", english="Tap **Next**, {name}."),
    Good("zh-Hant", "閱讀時間#分鐘", english="# min read"),
    Good("zh-Hant", "甲`{name}`與${fact:a}", english="`{name}` and ${fact:a}"),
]

_NAMES = {
    "entry": ("list entries", "清單項目"),
    "heading": ("headings of level", "標題，層級"),
    "row": ("rows of tables", "表格列"),
    "code": ("code blocks", "程式碼區塊"),
    "bold": ("bold words", "粗體字"),
    "placeholder": ("placeholders", "代換符號"),
}


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each kind of part of which the languages have different numbers."""
    if passage.english is None or passage.locale == "en":
        return
    ours, theirs = parts(passage.english.text), parts(passage.text)
    yield from _placeholders(passage, ours, theirs)
    one_line = "\n" not in passage.english.text.strip() and "\n" not in passage.text.strip()
    for kind in ("bold",) if one_line else ("entry", "heading", "row", "code", "bold"):
        yield from _counted(passage, kind, _of(kind, ours), _of(kind, theirs))


def _of(kind: str, found: Sequence[Part]) -> list[Part]:
    return [part for part in found if part.kind == kind]


def _placeholders(passage: Passage, ours: Sequence[Part], theirs: Sequence[Part]) -> Iterator[Found]:
    missing = _left(_of("placeholder", ours), _of("placeholder", theirs))
    extra = _left(_of("placeholder", theirs), _of("placeholder", ours))
    for index in range(max(len(missing), len(extra))):
        english = missing[index] if index < len(missing) else None
        chinese = extra[index] if index < len(extra) else None
        where = (chinese.start, chinese.end) if chinese else place(passage, english.start if english else 0)
        yield Found(*where, _of_placeholders(english, chinese))


def _left(found: list[Part], others: list[Part]) -> list[Part]:
    """The parts that the others lack, one that stands twice counted twice."""
    count = Counter(part.name for part in others)
    left = []
    for part in found:
        count[part.name] -= 1
        if count[part.name] < 0:
            left.append(part)
    return left


def _of_placeholders(english: Part | None, chinese: Part | None) -> dict[str, str]:
    if chinese is None and english is not None:
        return {
            "en": f"the English has '{english.name}', and the Chinese does not: add it",
            "zh-Hant": f"英文有「{english.name}」，中文沒有，請補上",
        }
    wrong = chinese.name if chinese else ""
    if english is None:
        return {
            "en": f"the English has no '{wrong}': delete it here, or add it there",
            "zh-Hant": f"英文沒有「{wrong}」，請刪去，或在英文補上",
        }
    return {
        "en": f"the English has '{english.name}', the Chinese '{wrong}': make them the same",
        "zh-Hant": f"英文是「{english.name}」，中文是「{wrong}」，請改為一致",
    }


def _counted(passage: Passage, kind: str, ours: list[Part], theirs: list[Part]) -> Iterator[Found]:
    english, chinese = Counter(part.name for part in ours), Counter(part.name for part in theirs)
    if english == chinese:
        return
    yield Found(
        *_where(passage, ours, theirs),
        _of_numbers(kind, ours, theirs),
        severity="warning" if kind == "bold" else "error",
    )


def _where(passage: Passage, ours: list[Part], theirs: list[Part]) -> tuple[int, int]:
    """The first line of the first part that has no counterpart; of the last, where some are missing."""
    for index, part in enumerate(theirs):
        if index >= len(ours) or part.name != ours[index].name:
            return _first_line(passage.text, part)
    if theirs:
        return _first_line(passage.text, theirs[-1])
    return place(passage, ours[0].start)


def _first_line(text: str, part: Part) -> tuple[int, int]:
    line = text[part.start : part.end].split("\n")[0]
    return part.start, part.start + len(line.rstrip())


def _of_numbers(kind: str, ours: list[Part], theirs: list[Part]) -> dict[str, str]:
    english, chinese = _NAMES[kind]
    if kind == "heading":
        return {
            "en": f"the English has {english} {_levels(ours)}, the Chinese {_levels(theirs)}: make them the same",
            "zh-Hant": f"英文的{chinese}依序為{_levels(ours)}，中文為{_levels(theirs)}，請改為一致",
        }
    return {
        "en": f"the English has {len(ours)} {english}, the Chinese {len(theirs)}: make them as many",
        "zh-Hant": f"英文有{len(ours)}個{chinese}，中文有{len(theirs)}個，請改為一致",
    }


def _levels(found: list[Part]) -> str:
    return ", ".join(part.name for part in found) or "-"
