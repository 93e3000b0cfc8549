"""Every page has one title and one description, and no other page of its language has the same.

Authority: HTML (exactly one <title>); WCAG 2.2, 2.4.2 (page titled); Google's advice on titles
and descriptions (unique for each page). Lists of results show nothing else, so two pages that
share them cannot be told apart there. Error pages are in no list and need only a title.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidebook.book import Book
from guidebook.checks.built import Change
from guidebook.finding import Finding
from guidebook.pages import BuiltPage, BuiltSite

_PAGE = "zh-Hant/first/page-1/index.html"
BAD = [
    Change(_PAGE, "<title>", "<title></title><title>"),
    Change(_PAGE, '<meta name="description" content="第1頁的說明。">', ""),
    Change(_PAGE, 'name="description" content="第1頁的', 'name="description" content="第1份指引的'),
]
GOOD = [
    Change(_PAGE, '<meta name="description" content="第1頁', '<meta name="description" content="申請須知'),
    Change("zh-Hant/404.html", "</title>", "</title><meta name='description' content=''>"),
]

_DESCRIPTION = 'head meta[name="description"]'
_HANT = {"title": "標題（title）", "description": "說明（description）"}


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """Findings for titles and descriptions that are missing, doubled or shared."""
    first: dict[tuple[str, str, str], str] = {}
    for page in site.pages.values():
        for what, values in _told(page).items():
            if len(values) != 1 or not values[0]:
                held = "; ".join(values) or "none"
                yield page.finding(
                    f"a page needs one {what} with words in it; this one has {len(values)}: {held}",
                    f"每頁須有一個內容不空白的{_HANT[what]}；本頁有{len(values)}個{''.join(map('「{}」'.format, values))}",
                )
                continue
            if page.is_error_page:
                continue
            other = first.setdefault((what, page.lang, values[0].casefold()), page.name)
            if other != page.name:
                yield page.finding(
                    f"the {what} '{values[0]}' is also that of {other}; write one of its own",
                    f"{_HANT[what]}「{values[0]}」與{other}相同；請另寫本頁專用的{_HANT[what]}",
                )


def _told(page: BuiltPage) -> dict[str, list[str]]:
    titles = [" ".join(node.text().split()) for node in page.tree.css("head title")]
    described = [
        " ".join((node.attributes.get("content") or "").split()) for node in page.tree.css(_DESCRIPTION)
    ]
    return {"title": titles} if page.is_error_page else {"title": titles, "description": described}
