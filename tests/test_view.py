"""What page templates are told of the book."""

from __future__ import annotations

from pathlib import Path

import pytest

import invented
from guidebook import derive, load
from guidebook.view import View


@pytest.mark.parametrize(
    ("locale", "title"),
    [("en", "The page of pages"), ("zh-Hant", "計程車一覽"), ("zh-Hans", "的士一览")],
)
def test_a_text_is_said_without_its_marks(project: Path, locale: str, title: str) -> None:
    """The navigation reads as the page's own heading does, where a writer has steered a word."""
    page = project / "content/guides/first/page-1.yml"
    invented.edit(page, "en: Page 1,", 'en: "The -{page}- of pages",')
    invented.edit(page, "zh-Hant: 第1頁}", 'zh-Hant: "-{zh-Hant: 計程車; zh-Hans: 的士}-一覽"}')
    view = View(derive.derive(load.load(project)), locale)
    assert [one.title for one in view.navigation[0].pages] == [title]
