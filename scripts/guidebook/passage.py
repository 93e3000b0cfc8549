"""A text as the text checks see it, and what they find in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from guidebook import markup

LOCALES = ("en", "zh-Hant", "zh-Hans")
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in one language.

    `prose` is as long as `text`: whatever is not language of this passage (code, addresses,
    tags, elements in another language, what a writer marked to be kept) is blanked with
    markup.MASK, so that a place in one is the same place in the other. `english` is the
    passage that this one translates, where that is known.
    """

    locale: str
    text: str
    prose: str
    english: Passage | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found in a passage: from `start` to before `end`, in code points.

    `says` is the message by language (`en`, `zh-Hant`): what to write instead, and why.
    `replacement` is given only where there is one right answer.
    """

    start: int
    end: int
    says: Mapping[str, str]
    replacement: str | None = None
    severity: Severity = "error"


def passage(tag: str, text: str, english: str | None = None) -> Passage:
    """A passage of a loose text; raises ValueError for a language that no check knows.

    A region subtag is understood: zh-Hant-TW is zh-Hant.
    """
    parent = passage("en", english) if english is not None else None
    locale = known_locale(tag)
    return Passage(locale, text, markup.blanked(text, locale), parent)


def known_locale(tag: str) -> str:
    """The locale whose checks apply to a BCP 47 tag; raises ValueError when there is none."""
    for locale in LOCALES:
        if tag.lower() == locale.lower() or tag.lower().startswith(f"{locale.lower()}-"):
            return locale
    raise ValueError(f"no checks for the language '{tag}'; write one of: {', '.join(LOCALES)}")
