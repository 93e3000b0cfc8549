"""The site in a real Chromium, as a traveller uses it: 390 px and 1280 px, three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import conftest
import invented
from conftest import DESKTOP, PHONE, OpenTab
from guidebook import build, derive, load, render

pytestmark = pytest.mark.browser

WORDS = {
    "en": ("English", "Frequently asked questions", "At the border", "What do I show the officer?", "Menu"),
    "zh-Hant": ("正體中文", "常見問題集", "抵達查驗", "查驗時要出示什麼？", "選單"),
    "zh-Hans": ("简体中文", "常见问题", None, None, "菜单"),
}
NAMES = {locale: words[0] for locale, words in WORDS.items()}


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, open_tab: OpenTab) -> Page:
    return open_tab(request.param)


@pytest.mark.parametrize("locale", WORDS)
def test_home_topic_question_switcher_and_back(page: Page, address: str, locale: str) -> None:
    """From the neutral page to an answer, to the same answer in each other edition, and back."""
    page.goto(address)
    page.get_by_role("link", name=NAMES[locale]).click()
    expect(page).to_have_url(f"{address}{locale}/")
    assert page.locator("html").get_attribute("lang") == locale

    page.locator("main").locator('a[href="faq/at-the-border/"]').click()
    expect(page).to_have_url(f"{address}{locale}/faq/at-the-border/")
    topic = page.locator("h1").inner_text()
    assert WORDS[locale][2] in (None, topic)

    anchor = "which-lane"
    page.locator(f".gb-questions a[href='#{anchor}'], .gb-toc a[href='#{anchor}']").locator(
        "visible=true"
    ).click()
    expect(page).to_have_url(f"{address}{locale}/faq/at-the-border/#{anchor}")
    heading = page.locator(f"#{anchor}")
    expect(heading).to_be_in_viewport()
    question = heading.inner_text()

    for other in [one for one in WORDS if one != locale]:
        page.locator(".gb-ready").wait_for()  # the scripts come after the page
        page.locator(".gb-languages").get_by_role("link", name=NAMES[other], exact=True).click()
        expect(page).to_have_url(f"{address}{other}/faq/at-the-border/#{anchor}")
        assert page.locator("html").get_attribute("lang") == other
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()
        assert page.locator(f"#{anchor}").inner_text() != question
        page.go_back()
        expect(page).to_have_url(f"{address}{locale}/faq/at-the-border/#{anchor}")
        assert page.locator(f"#{anchor}").inner_text() == question
    page.go_back()
    page.go_back()
    expect(page).to_have_url(f"{address}{locale}/")


def test_what_is_in_the_header_leaves_the_page_where_it_is(page: Page, address: str) -> None:
    """For a reader far down it: by keyboard, each part in view while it has the focus, and pressed."""
    page.goto(f"{address}en/faq/stays/")
    field = page.locator(".gb-search input")
    expect(field).to_be_visible()
    parts = page.locator(".gb-header").locator("a, button, input, summary").locator("visible=true").all()
    there = "scrollTo(0, 1500), Math.round(scrollY)"
    assert page.evaluate(there) == 1500
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.press("Shift+Tab")
    for part in parts:
        expect(part).to_be_focused()
        expect(part).to_be_in_viewport(ratio=1)
        assert page.evaluate("Math.round(scrollY)") == 1500, part.inner_text()
        page.keyboard.press("Tab")
    assert len(parts) >= 6 and not page.locator(".gb-header :focus").count()

    page.evaluate(
        """() => {
            addEventListener('mousedown', () => { window.pressed = Math.round(scrollY); }, true);
            addEventListener('click', event => event.preventDefault(), true);
        }"""
    )
    for part in parts[1:]:  # on a phone the first is out of sight until it has the focus
        page.evaluate(there)
        part.click()
        assert page.evaluate("[window.pressed, Math.round(scrollY)]") == [1500, 1500], part.inner_text()


def test_the_switcher_follows_the_question_in_view(page: Page, address: str) -> None:
    """Also for a reader who has scrolled on from the question the address names."""
    page.goto(f"{address}en/faq/at-the-border/#what-to-show")
    page.locator(".gb-ready").wait_for()
    page.locator("#guarantee-of-entry").evaluate("node => node.scrollIntoView()")
    page.locator(".gb-languages a[hreflang=zh-Hant]").click()
    expect(page).to_have_url(f"{address}zh-Hant/faq/at-the-border/#guarantee-of-entry")


def test_a_guide_on_one_page_keeps_the_step_and_its_menu_closes(page: Page, address: str) -> None:
    page.goto(f"{address}zh-Hant/")
    page.locator("main a[href='quick-reference/#at-the-counter']").first.click()
    expect(page.locator("#at-the-counter")).to_be_in_viewport()
    page.wait_for_load_state()  # until then the address says where the reader is
    page.locator(".gb-ready").wait_for()
    page.locator("#show-both").evaluate("node => node.scrollIntoView()")
    page.locator(".gb-languages a[hreflang=en]").click()
    expect(page).to_have_url(f"{address}en/quick-reference/#show-both")
    expect(page.locator("#show-both")).to_be_in_viewport()
    menu = page.locator(".gb-menu summary").locator("visible=true")
    if menu.count():  # on a phone
        menu.click()
    section = "a[href='#the-day-before']"
    page.locator(f".gb-menu {section}, .gb-side {section}").locator("visible=true").click()
    expect(page.locator("#the-day-before")).to_be_in_viewport()
    assert not page.locator(".gb-menu[open]").count()


def test_without_javascript_the_switcher_stays_on_the_page(open_tab: OpenTab, address: str) -> None:
    page = open_tab(java_script_enabled=False)
    page.goto(f"{address}zh-Hant/faq/stays/")
    page.locator(".gb-languages a[hreflang=en]").click()
    expect(page).to_have_url(f"{address}en/faq/stays/")
    page.locator(".gb-menu summary").click()
    page.locator(".gb-menu a", has_text="Quick Reference Guide").click()
    expect(page).to_have_url(f"{address}en/quick-reference/")


def test_the_menu_by_keyboard(open_tab: OpenTab, address: str) -> None:
    page = open_tab()
    page.goto(f"{address}zh-Hant/")
    menu = page.locator(".gb-menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gb-menu .gb-nav")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}zh-Hant/faq/")


@pytest.mark.parametrize("locale", WORDS)
def test_no_page_is_wider_than_the_screen(open_tab: OpenTab, site: Path, address: str, locale: str) -> None:
    page = open_tab((320, 700))
    for path in sorted((site / locale).rglob("index.html")):
        page.goto(address + path.parent.relative_to(site).as_posix() + "/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("locale", WORDS)
def test_words_of_two_languages_stand_on_one_line(open_tab: OpenTab, address: str, locale: str) -> None:
    """In each row of the glossary, whose columns have faces of their own."""
    page = open_tab(DESKTOP)
    page.goto(f"{address}{locale}/reference/glossary/")
    lines = page.evaluate(
        """() => [...document.querySelectorAll('main tr')].map(row => [...row.cells].map(cell => {
            const mark = document.createElement('span');
            mark.style.display = 'inline-block';
            cell.prepend(mark);
            return mark.getBoundingClientRect().bottom;
        }))"""
    )
    assert len(lines) > 30
    for row in lines:
        assert len(row) == 4 and max(row) - min(row) < 1


@pytest.mark.parametrize("width", [390, 720, 1280])
@pytest.mark.parametrize("locale", WORDS)
def test_no_line_of_a_single_chinese_character(
    open_tab: OpenTab, address: str, locale: str, width: int
) -> None:
    """At the end of a name or of what it means, in the glossary."""
    page = open_tab((width, 900))
    page.goto(f"{address}{locale}/reference/glossary/")
    cells = page.evaluate(
        """() => [...document.querySelectorAll('main td')].map(cell => {
            const lines = [];
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const node = walker.currentNode;
                if (node.parentElement.closest('details')) continue;
                for (let at = 0; at < node.length; at++) {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    const box = range.getBoundingClientRect();
                    const middle = (box.top + box.bottom) / 2;
                    if (!box.width) continue;
                    if (!lines.length || middle - lines.at(-1).middle > 8) lines.push({ middle, text: '' });
                    lines.at(-1).text += node.data[at];
                }
            }
            return lines.map(line => line.text);
        })"""
    )
    assert len(cells) > 120
    ends = [lines[-1].strip("。）") for lines in cells if len(lines) > 1]
    assert ends and not [end for end in ends if len(end) == 1 and end > "\u3000"]


@pytest.mark.parametrize("below", ["/", "/deep/path/"])
def test_error_pages_where_the_site_is_served(open_tab: OpenTab, tmp_path: Path, below: str) -> None:
    """A wrong address gets the page of its language, styled, from a root and from a sub-path."""
    root = invented.project(tmp_path / "project")
    invented.edit(root / "mkdocs.yml", "https://abtc-guide.example/", f"https://example.org{below}")
    book = derive.derive(load.load(root))
    render.write(root, render.render(book))
    site = build.build(root, book)
    page = open_tab(excused=("404",))
    for address in conftest.serve(site, below):
        for inside, locale in (
            ("zh-Hant/no/such/page/", "zh-Hant"),
            ("zh-Hans/x", "zh-Hans"),
            ("nothing/at/all", "en"),
        ):
            answer = page.goto(address + inside)
            assert answer is not None and answer.status == 404
            assert page.locator("html").get_attribute("lang") == locale
            styled = page.evaluate(
                "getComputedStyle(document.documentElement).getPropertyValue('--gb-accent')"
            )
            assert styled.strip(), f"{address}{inside} has no style"
            page.locator("main a").first.click()
            expect(page).to_have_url(f"{address}{locale}/")
        page.goto(f"{address}en/first/page-1/")
        page.locator(".gb-languages a[hreflang=zh-Hans]").click()
        expect(page).to_have_url(f"{address}zh-Hans/first/page-1/")
