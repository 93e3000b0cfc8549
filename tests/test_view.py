"""What page templates are told of the book."""

from __future__ import annotations

from pathlib import Path

import pytest

import invented
from guidebook import derive, ledger, load
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


def test_what_a_page_lists_from_data_files_nobody_can_sign_for(project: Path) -> None:
    """The page's own texts can be signed; what it lists stays among what nobody has proofread."""
    page = "order: 9\ntitle: {en: Sources, zh-Hant: 資料來源}\ndescription: {en: All., zh-Hant: 全部。}\nlist: sources\n"
    (project / "content/guides/first/sources.yml").write_text(page, "utf-8")
    book = derive.derive(load.load(project))
    everything = ledger.unread(book, ledger.Ledger())["zh-Hant"]
    whole, left = View(book, "zh-Hant", unread=everything).unread("first/sources/")
    assert whole and len(left) == 1
    whole, left = View(book, "zh-Hant").unread("first/sources/")
    assert not whole and [(one.title, one.url) for one in left] == [("資料來源", "#page-title")]
    assert View(book, "zh-Hant").unread("first/page-1/") == (False, [])
