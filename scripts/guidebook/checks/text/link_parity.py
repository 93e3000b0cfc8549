"""The Chinese links to what the English links to, as often, in any order.

Authority: the parity rule of the project (DESIGN.md section 7). Of a path within the site only
the folder of the edition may differ (/en/faq, /zh-hant/faq). Where both languages link to
different pages of one other site, each may link to its own language: a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from guidebook.checks.text import Bad, Good
from guidebook.outline import Part, parts
from guidebook.parity import place
from guidebook.passage import Found, Passage

BAD = [
    Bad("zh-Hant", "請見[這裡](/faq/a#c)。", "[這裡](/faq/a#c)", english="See [this](/faq/a#b)."),
    Bad("zh-Hant", "請見這裡。", "請見這裡。", english="See [this](/faq/a)."),
    Bad("zh-Hans", "写信至abtc@mofa.go.kr。", "abtc@mofa.go.kr", english="Write to abtc@mofa.go.jp."),
]
GOOD = [
    Good("zh-Hant", "[甲](/b)、[乙](/a)", english="[one](/a), [two](/b)"),
    Good("zh-Hant", "[甲](/zh-hant/faq/a)", english="[one](/en/faq/a)"),
    Good("zh-Hant", "見https://a.tw/x。`[甲](/b)`", english="See <https://a.tw/x>."),
]

_EDITION = re.compile(r"^/?(?:en|zh-hant|zh-hans)(?=/|$)", re.I)
_HOST = re.compile(r"^[a-z]+://(?:www\.)?([^/?#]+)", re.I)


def check(passage: Passage, prepared: None) -> Iterator[Found]:
    """One finding for each link that only one of the languages has."""
    if passage.english is None or passage.locale == "en":
        return
    ours, theirs = _links(passage.english.text), _links(passage.text)
    missing, extra = _without(ours, theirs), _without(theirs, ours)
    for index in range(max(len(missing), len(extra))):
        yield _finding(
            passage,
            missing[index] if index < len(missing) else None,
            extra[index] if index < len(extra) else None,
        )


def _links(text: str) -> list[Part]:
    return [part for part in parts(text) if part.kind == "link"]


def _without(links: list[Part], others: list[Part]) -> list[Part]:
    """The links that the others lack, a link that stands twice counted twice."""
    count: dict[str, int] = {}
    for part in others:
        count[_target(part)] = count.get(_target(part), 0) + 1
    left = []
    for part in links:
        count[_target(part)] = count.get(_target(part), 0) - 1
        if count[_target(part)] < 0:
            left.append(part)
    return left


def _target(part: Part) -> str:
    """Where a link leads, whichever edition it is written in."""
    return unquote(_EDITION.sub("", part.name.removeprefix("mailto:")))


def _finding(passage: Passage, ours: Part | None, theirs: Part | None) -> Found:
    if theirs is None:
        assert ours is not None
        says = {
            "en": f"the English links to '{ours.name}', and the Chinese does not: add the link",
            "zh-Hant": f"英文有連結「{ours.name}」，中文沒有，請補上",
        }
        return Found(*place(passage, ours.start), says)
    if ours is None:
        says = {
            "en": f"the English has no link to '{theirs.name}': delete it here, or add it there",
            "zh-Hant": f"英文沒有連結「{theirs.name}」，請刪去，或在英文補上",
        }
        return Found(theirs.start, theirs.end, says)
    says = {
        "en": f"the English links to '{ours.name}', the Chinese to '{theirs.name}': make them the same",
        "zh-Hant": f"英文連到「{ours.name}」，中文連到「{theirs.name}」，請改為一致",
    }
    same_site = (host := _host(ours)) is not None and host == _host(theirs)
    return Found(theirs.start, theirs.end, says, severity="warning" if same_site else "error")


def _host(part: Part) -> str | None:
    found = _HOST.match(part.name)
    return found[1].lower() if found else None
