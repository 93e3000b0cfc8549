"""The real site and WCAG 2.2 AA in a real Chromium: axe on every page, and what axe cannot see."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser, LexborNode

import node_packages
import tagged
from conftest import DESKTOP, PHONE, OpenTab
from guidebook import typography

pytestmark = pytest.mark.exhaustive

browser = pytest.mark.browser
LOCALES = ("en", "zh-Hant", "zh-Hans")
ZOOMED = (320, 256)  # 1280 by 1024 at 400 %: WCAG 2.2, 1.4.10
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FINDER = "reference/finder/?from=SGP&to=CHN"
# One page of each kind.
TEMPLATES = [
    "",
    "en/",
    "en/faq/",
    "zh-Hant/faq/stays/",
    "en/quick-reference/",
    "zh-Hans/reference/economies/",
    f"zh-Hans/{FINDER}",
    "zh-Hant/reference/sources/",
    "en/reference/glossary/",
    "en/about/about/",
    "en/no/such/page",
    "en/503.html",
    "404.html",
]


@pytest.fixture
def tab(open_tab: OpenTab) -> OpenTab:
    """Opens tabs; the offline copy would answer in the network's place. That of error pages is an error."""
    return functools.partial(open_tab, service_workers="block", excused=("404", "ERR_INTERNET_DISCONNECTED"))


@pytest.fixture(scope="session")
def axe(node: Path) -> str:
    """The program that looks for violations, to be run on a page."""
    return (node_packages.MODULES / "axe-core/axe.min.js").read_text("utf-8")


def addresses(site: Path) -> list[str]:
    """Every page of the site, from its root."""
    return sorted(
        path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")
    )


def run(page: Page, axe: str) -> tuple[list[str], list[str]]:
    """What axe finds on a page as it stands: violations, and what it could not decide."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate(
        """tags => axe.run(document, {
            runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete'],
        })""",
        TAGS,
    )
    violations, undecided = (
        [
            f"{one['id']}: {node['html']}: {node['failureSummary']}"
            for one in found[kind]
            for node in one["nodes"]
        ]
        for kind in ("violations", "incomplete")
    )
    # What is below an open list is not read there; words of drawings are measured further down.
    left = [one for one in undecided if not re.search("overlapped by another|^color-contrast: <text", one)]
    return violations, left


# ---- axe


SCHEMES = ("light", "dark")
VIEWS = list(itertools.product((PHONE, DESKTOP), SCHEMES))


def seen_as(page: Page, size: tuple[int, int], scheme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


@browser
@pytest.mark.parametrize("part", ["", *(f"{locale}/" for locale in LOCALES)], ids=["root", *LOCALES])
def test_axe_finds_nothing_on_any_page(tab: OpenTab, site: Path, address: str, axe: str, part: str) -> None:
    """Every page small and light, large and dark; one of each kind in the other two views as well."""
    page = tab(reduced_motion="reduce")  # or colours would be on their way from light to dark
    pages = [one for one in {*addresses(site), *TEMPLATES} if one[: one.find("/") + 1] == part]
    assert len(pages) >= (20 if part else 2)
    found = {}
    for inside in pages:
        page.goto(address + inside)
        for view in VIEWS if inside in TEMPLATES else [(PHONE, "light"), (DESKTOP, "dark")]:
            seen_as(page, *view)
            if any(said := run(page, axe)):
                found[inside, view] = said
    assert found == {}


BREAKS = {
    "image-alt": "main.append(document.createElement('img'))",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "color-contrast": "document.querySelector('h1').style.color = '#bbb'",
    "link-name": "document.querySelector('main a').textContent = ''",
    "region": "document.body.prepend(Object.assign(document.createElement('p'), {textContent: 'Outside.'}))",
    "target-size": "for (const at of [0, 9]) main.insertAdjacentHTML('afterbegin', "
    "'<button style=\"width: 9px; height: 9px; padding: 0\">x</button>')",
    "heading-order": "document.querySelector('h2').outerHTML = '<h5>Deep</h5>'",
    "aria-valid-attr-value": "main.setAttribute('aria-live', 'loudly')",
}


@browser
def test_axe_finds_what_is_broken_on_purpose(tab: OpenTab, address: str, axe: str) -> None:
    page = tab(color_scheme="light")
    for rule, fault in BREAKS.items():
        page.goto(f"{address}en/faq/stays/")
        page.evaluate(f"() => {{ const main = document.querySelector('main'); {fault}; }}")
        assert rule in {one.split(":")[0] for one in run(page, axe)[0]}, rule


def search(page: Page) -> None:
    page.locator(".gb-search input").fill("90")
    expect(page.locator(".gb-results li a").first).to_be_visible()


def nothing(page: Page) -> None:
    page.locator(".gb-search input").fill("qqqqqqqq")
    expect(page.locator(".gb-none")).to_be_visible()


def menu(page: Page) -> None:
    page.locator(".gb-menu summary").click()
    expect(page.locator(".gb-menu .gb-nav")).to_be_visible()


def finder(page: Page) -> None:
    page.goto(page.url.split("faq/")[0] + FINDER)
    expect(page.locator(".gb-found .gb-verdict").first).to_be_visible()


def entries(page: Page) -> None:
    page.goto(page.url.split("faq/")[0] + "reference/sources/")
    sources(page)


def sources(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")


@browser
@pytest.mark.parametrize(
    ("state", "size"),
    [
        *itertools.product((search, nothing, finder), (PHONE, DESKTOP)),
        *((one, PHONE) for one in (menu, entries, sources)),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_axe_finds_nothing_once_something_was_done(
    tab: OpenTab, address: str, axe: str, state: Callable[[Page], None], size: tuple[int, int]
) -> None:
    """Where there is room the menu is no menu, and lists are as they are on a phone."""
    page = tab(size, reduced_motion="reduce")
    for locale in LOCALES:
        page.goto(f"{address}{locale}/faq/stays/")
        state(page)
        for scheme in SCHEMES:
            seen_as(page, size, scheme)
            assert run(page, axe) == ([], []), (locale, scheme)


@browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_words_of_drawings_stand_out(tab: OpenTab, address: str, scheme: str, forced: str) -> None:
    """Each word against the last shape drawn below it (1.4.3), also in colours of the reader's own."""
    page = tab(DESKTOP, color_scheme=scheme, forced_colors=forced)
    page.goto(f"{address}zh-Hant/quick-reference/")
    found = page.evaluate(
        """() => {
            const bright = colour => {
                const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(one => one / 255)
                    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
                return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
            };
            return [...document.querySelectorAll('.gb-drawing text')].map(word => {
                word.scrollIntoView({block: 'center'});
                const box = word.getBoundingClientRect();
                const below = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
                    .filter(one => one !== word && one.closest('.gb-drawing'));
                const shape = below.find(one => one.matches('rect, path, circle, ellipse, polygon')
                    && getComputedStyle(one).fill !== 'none');
                const ground = shape ? getComputedStyle(shape).fill : getComputedStyle(document.body).backgroundColor;
                const [one, other] = [getComputedStyle(word).fill, ground].map(bright);
                return [word.textContent, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
            });
        }"""
    )
    assert len(found) > 20
    assert [(word, round(ratio, 1)) for word, ratio in found if ratio < 4.5] == []


# ---- by keyboard

LOOK = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const outlined = [null, '::after'].some(part => {
        const style = getComputedStyle(one, part);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    });
    const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
    const clear = boxes.every(box => [0.1, 0.5, 0.9].every(at => {
        const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * at);
        return there && (one.contains(there) || (there.contains(one) && !there.matches('main, body, html')));
    }));
    const again = one.hasAttribute('data-seen');
    one.setAttribute('data-seen', '');
    return {
        name: one.outerHTML.slice(0, 150), outlined, clear: boxes.length > 0 && clear, again,
        top: one.closest('main') && boxes.length ? Math.round(boxes[0].top + scrollY) : null,
    };
}"""
MOST = 100  # of a long page; its end is reached from the other side


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    """What has the focus, press by press, until it comes round."""
    found = []
    for _ in range(MOST):
        page.keyboard.press(key)
        look = page.evaluate(LOOK)
        if look and look["again"]:
            break
        found += [look] if look else []
    return found


@browser
@pytest.mark.parametrize("size", [PHONE, DESKTOP, ZOOMED], ids=str)
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_focus_is_seen_clear_of_everything_and_goes_as_one_reads(
    tab: OpenTab, address: str, size: tuple[int, int], key: str
) -> None:
    """2.4.3, 2.4.7, 2.4.11."""
    page = tab(size)
    for inside in TEMPLATES:
        page.goto(address + inside)
        page.locator("main").wait_for()
        if page.locator(".gb-search").count():
            page.locator(".gb-search.gb-ready").wait_for()
        found = walk(page, key)
        assert len(found) >= 3
        assert [one["name"] for one in found if not one["outlined"]] == [], inside
        assert [one["name"] for one in found if not one["clear"]] == [], inside
        tops = [one["top"] for one in found if one["top"] is not None]
        if size != DESKTOP:  # one column
            assert tops == sorted(tops, reverse=key != "Tab"), inside
        assert page.locator("[tabindex]:not([tabindex='-1'])").count() == 0


@browser
def test_the_line_at_the_lower_edge_hides_no_focus(tab: OpenTab, address: str) -> None:
    """Of a page whose connection went while it was open."""
    page = tab(service_workers="allow", color_scheme="dark")
    page.goto(f"{address}en/faq/stays/")
    expect(page.locator("[data-kept]")).to_be_visible(timeout=30_000)
    page.context.set_offline(True)
    expect(page.locator(".gb-offline")).to_be_visible()
    expect(page.locator(".gb-offline[role=status]")).to_have_text(re.compile("offline"))
    found = walk(page, "Tab")
    assert len(found) > 50
    assert [one["name"] for one in found if not one["clear"]] == []
    page.context.set_offline(False)
    expect(page.locator(".gb-offline")).to_have_count(0)


@browser
def test_axe_finds_nothing_offline(tab: OpenTab, address: str, axe: str) -> None:
    page = tab(service_workers="allow", reduced_motion="reduce")
    page.goto(f"{address}zh-Hant/faq/stays/")
    expect(page.locator("[data-kept]")).to_be_visible(timeout=30_000)
    page.context.set_offline(True)
    expect(page.locator(".gb-offline")).to_have_text(re.compile("離線"))
    for view in VIEWS:
        seen_as(page, *view)
        assert run(page, axe) == ([], []), view


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@browser
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
def test_the_first_link_skips_to_the_text(tab: OpenTab, address: str, size: tuple[int, int]) -> None:
    page = tab(size)
    page.goto(f"{address}zh-Hant/faq/stays/")
    press(page, "Tab")
    expect(page.locator(".gb-skip")).to_be_focused()
    expect(page.locator(".gb-skip")).to_be_in_viewport(ratio=1)
    press(page, "Enter", "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@browser
def test_the_menu_opens_and_closes_by_keyboard(tab: OpenTab, address: str) -> None:
    page = tab()
    page.goto(f"{address}en/faq/stays/")
    summary, list_ = page.locator(".gb-menu summary"), page.locator(".gb-menu .gb-nav")
    summary.focus()
    press(page, "Enter")
    expect(list_).to_be_visible()
    press(page, "Tab", "Tab", "Escape")
    expect(list_).to_be_hidden()
    expect(summary).to_be_focused()
    press(page, "Space", "Shift+Tab")  # back out of it
    expect(list_).to_be_hidden()
    press(page, "Tab", "Enter")
    expect(list_).to_be_visible()
    press(page, *["Tab"] * (list_.locator("a").count() + 1))  # and out at its end
    expect(list_).to_be_hidden()
    assert page.evaluate(LOOK)["clear"]


@browser
def test_the_language_menu_keeps_the_question_by_keyboard(tab: OpenTab, address: str) -> None:
    page = tab()
    page.goto(f"{address}en/faq/at-the-border/#which-lane")
    page.locator(".gb-ready").wait_for()
    page.locator(".gb-languages a[hreflang=zh-Hans]").focus()
    press(page, "Enter")
    expect(page).to_have_url(f"{address}zh-Hans/faq/at-the-border/#which-lane")


@browser
def test_a_copied_link_is_said_and_stays_a_link(tab: OpenTab, address: str) -> None:
    """4.1.3: by a live region that was there before, so that it is heard."""
    page = tab(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}en/faq/stays/")
    link, said = page.locator(".gb-copy").first, page.locator(".gb-said[role=status]")
    words = link.inner_text()
    for _ in range(2):
        expect(said).to_have_text("")
        link.focus()
        press(page, "Enter")
        expect(said).to_have_text(link.get_attribute("data-copied") or "?")
        assert link.get_attribute("role") is None
        expect(link).to_be_focused()
        assert page.evaluate("navigator.clipboard.readText()").startswith(f"{address}en/faq/stays/#")
        expect(link).to_have_text(words, timeout=10_000)


@browser
def test_keeping_and_removing_is_said_and_keeps_the_focus(tab: OpenTab, address: str) -> None:
    page = tab(service_workers="allow")
    page.goto(f"{address}zh-Hans/")
    said = page.locator(".gb-said")
    keep, remove, kept = (page.locator(f"[data-{name}]") for name in ("keep", "remove", "kept"))
    expect(kept).to_be_visible(timeout=30_000)
    expect(said).to_have_text("")  # nobody asked
    remove.focus()
    press(page, "Enter")
    expect(keep).to_be_focused()
    press(page, "Enter")
    expect(remove).to_be_focused(timeout=30_000)
    expect(said).to_have_text(kept.inner_text())


@browser
def test_the_list_of_a_source_opens_by_keyboard(tab: OpenTab, address: str) -> None:
    page = tab()
    page.goto(f"{address}en/reference/sources/")
    first = page.locator("main details").first
    first.locator("summary").focus()
    press(page, "Enter", "Tab")
    assert first.evaluate("node => node.open && node.querySelector('a') === document.activeElement")


# ---- sight

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
CUT = """() => [...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one);
    const cuts = [style.overflowX, style.overflowY].some(how => how === 'hidden' || how === 'clip');
    if (!cuts || !one.checkVisibility() || one.closest('svg, .gb-said, .gb-results')) return false;
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map(one => one.outerHTML.slice(0, 120))"""


@browser
@pytest.mark.parametrize("locale", LOCALES)
def test_at_a_large_zoom_and_with_wide_spacing_nothing_is_lost(
    tab: OpenTab, site: Path, address: str, locale: str
) -> None:
    """1.4.10 at 400 % and 1.4.12, on every page: nothing to scroll sideways, nothing cut off."""
    page = tab(ZOOMED, device_scale_factor=4)
    for inside in ["", "404.html", *(one for one in addresses(site) if one.startswith(f"{locale}/"))]:
        page.goto(address + inside)
        for spacing in ("", SPACING):
            if spacing:
                page.add_style_tag(content=spacing)
            assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED[0], (inside, spacing)
            assert page.evaluate(CUT) == [], (inside, spacing)


@browser
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
def test_nothing_moves_for_readers_who_asked_for_less_motion(
    tab: OpenTab, address: str, size: tuple[int, int]
) -> None:
    moving = """() => [...document.querySelectorAll('*')].flatMap(one => [null, '::before', '::after'].map(part => {
        const style = getComputedStyle(one, part);
        const still = style.animationName === 'none' && /^[0s, ]+$/.test(style.transitionDuration)
            && style.scrollBehavior === 'auto';
        return still ? null : one.tagName + '.' + one.className;
    })).filter(Boolean)"""
    page = tab(size, reduced_motion="reduce")
    for inside in TEMPLATES:
        page.goto(address + inside)
        assert page.evaluate(moving) == [], inside
    page.goto(f"{address}en/faq/stays/")
    search(page)
    page.mouse.move(*(side / 2 for side in size))
    assert page.evaluate("document.getAnimations().length") == 0


@browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_colours_of_the_readers_own_controls_have_edges(tab: OpenTab, address: str, scheme: str) -> None:
    """A field, a button and the mark of what is current must not rest on a background alone."""
    page = tab(PHONE, forced_colors="active", color_scheme=scheme)
    page.goto(f"{address}en/{FINDER}")
    edged = """(node) => {
        const style = getComputedStyle(node), ground = getComputedStyle(document.body).backgroundColor;
        return [['borderTopStyle', 'borderTopWidth', 'borderTopColor'], ['outlineStyle', 'outlineWidth', 'outlineColor']]
            .some(([kind, width, colour]) =>
                style[kind] !== 'none' && parseFloat(style[width]) >= 1 && style[colour] !== ground
                && !/^rgba.*, 0\\)$/.test(style[colour]));
    }"""
    menu(page)
    for part in (
        ".gb-search input",
        ".gb-menu summary",
        ".gb-languages a[aria-current]",
        ".gb-menu .gb-nav a[aria-current]",
        ".gb-finder select",
        ".gb-finder button",
    ):
        assert page.locator(part).first.evaluate(edged), part
    drawn = "node => [getComputedStyle(node).stroke, getComputedStyle(document.body).backgroundColor]"
    stroke, ground = page.locator(".gb-go path").evaluate(drawn)
    assert stroke != ground
    page.goto(f"{address}en/quick-reference/")
    for part in ("ink", "accent", "soft"):
        stroke, ground = page.locator(f".gb-drawing .{part}").first.evaluate(drawn)
        assert stroke != ground, part


# ---- language of parts

HAN = re.compile(f"[{typography.HAN}]+")
SENTENCE = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,]+[A-Za-z][A-Za-z'’-]*){4,}")
SAYING = ("aria-label", "alt", "title", "placeholder", "label")


def said(node: LexborNode | None, lang: str) -> Iterator[tuple[str, str]]:
    """Each text and each spoken attribute below a node and beside it, with its language."""
    while node is not None:
        if node.tag == "-text":
            yield lang, node.text_content or ""
        elif node.tag not in ("script", "style") and not node.tag.startswith(("-", "_", "!")):
            own = node.attributes.get("lang") or lang
            for name in SAYING:
                yield own, node.attributes.get(name) or ""
            yield from said(node.child, own)
        node = node.next


def test_every_word_in_another_language_says_so(site: Path) -> None:
    """3.1.2: Han in English, and more than a name or a term in Latin letters in Chinese."""
    checked = 0
    for path in sorted(site.rglob("*.html")):
        html = LexborHTMLParser(path.read_text("utf-8")).css_first("html")
        assert html is not None
        for lang, text in said(html.child, html.attributes["lang"] or ""):
            checked += 1
            other = HAN.search(text) if lang == "en" else SENTENCE.search(text)
            assert not other, (path, lang, text)
    assert checked > 10_000


def test_chinese_words_in_an_english_note_say_which_chinese(site: Path) -> None:
    page = LexborHTMLParser((site / "en/reference/glossary/index.html").read_text("utf-8"))
    labelled = {node.text(): node.attributes["lang"] for node in page.css("td span[lang]")}
    assert {"旅遊證": "zh-Hant", "补办": "zh-Hans", "截屏": "zh-Hans"}.items() <= labelled.items()
    assert not page.css("span[lang] span[lang]")


# ---- the printable files

ALLOWED = {  # what may stand directly in what: ISO 14289-1, 7
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "Reference": {"TOCI"},
    "H1": {"Document", "Div"},
    "H2": {"Document", "Div"},
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["faq", "quick-reference"])
def test_the_structure_of_a_printable_file(site: Path, name: str, locale: str) -> None:
    """Its title, links and text alternatives are test_pdf's; here are headings, lists, links, order."""
    (path,) = (site / locale / name).glob("*.pdf")
    root = tagged.tree(path.read_bytes())
    parts = list(root.walk())
    levels = [int(one.kind[1]) for one in parts if re.fullmatch(r"H\d", one.kind)]
    assert levels[0] == 1 and set(levels) == {1, 2}
    assert all(one.text().strip() for one in parts if re.fullmatch(r"H\d|Title|Link|LBody", one.kind))
    assert {"Table", "TR", "TH", "TD", "NonStruct"}.isdisjoint({one.kind for one in parts})
    for parent in parts:
        for child in (one for one in parent.held if isinstance(one, tagged.Element)):
            assert parent.kind in ALLOWED.get(child.kind, {parent.kind}), (parent.kind, child.kind)
    with pikepdf.open(path) as file:
        assert {str(page.obj.Tabs) for page in file.pages} == {"/S"}
        links = [each for page in file.pages for each in page.obj.get("/Annots", [])]
        assert links and all(str(each.Contents).strip() for each in links)
        assert str(file.docinfo.Title)
