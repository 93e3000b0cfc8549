"""The search in a real Chromium: what travellers type finds the answer, in three languages."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

import invented
from conftest import OpenTab
from guidebook import search
from guidebook.book import Book

LOCALES = ("en", "zh-Hant", "zh-Hans")
QUERIES: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "search_queries.yml").read_text("utf-8")
)
# A security policy as strict as a host may set, for a site that loads nothing from elsewhere.
MOST_BYTES = 25 * 1024  # on the way, compressed by gzip -9; brotli makes less of it

# Types each query into the field; answers what is listed then, and the milliseconds until it is laid out.
TYPE = """queries => queries.map(query => {
    const field = document.querySelector(".gb-search input");
    field.value = query;
    const start = performance.now();
    field.dispatchEvent(new Event("input", {bubbles: true}));
    field.form.getBoundingClientRect();
    const took = performance.now() - start;
    const links = [...document.querySelectorAll(".gb-results ol a")];
    return [links.map(link => link.href), took];
})"""


def answers(page: Page, queries: list[str]) -> list[tuple[list[str], float]]:
    """For each query the addresses listed, from the language's root, and the milliseconds it took."""
    ready(page)
    found: list[tuple[list[str], float]] = page.evaluate(TYPE, queries)
    root = page.url.rstrip("/")  # these queries are typed on a language's home page
    return [([one.removeprefix(root) for one in links], took) for links, took in found]


def ready(page: Page) -> None:
    """Touch the field and wait until the index has come."""
    page.locator(".gb-search input").fill("ABTC")
    expect(page.locator(".gb-results li a").first).to_be_visible()


def wanted(addresses: str) -> set[str]:
    """`/faq/stays#family` as a link leads there: `/faq/stays/#family`."""
    return {re.sub(r"(?<=[^/])(?=#|$)", "/", one, count=1) for one in addresses.split()}


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    # The offline copy would answer in the network's place; tests/test_offline.py has it.
    return open_tab(service_workers="block", excused=("ERR_INTERNET_DISCONNECTED",))


# ---- the index


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_is_small_named_by_its_content_and_the_same_every_time(
    site: Path, book: Book, locale: str
) -> None:
    (path,) = site.glob(f"assets/search.{locale}.*.json")
    data = path.read_bytes()
    assert data == search.index(book, locale) == search.index(book, locale)
    assert path.name == search.file_name(locale, data)
    assert len(gzip.compress(data, 9)) <= MOST_BYTES
    for html in (site / locale).rglob("*.html"):
        assert f"assets/{path.name}" in html.read_text("utf-8"), html


@pytest.mark.parametrize("locale", LOCALES)
def test_every_entry_of_the_book_is_in_the_index_in_words(site: Path, book: Book, locale: str) -> None:
    index = json.loads(search.index(book, locale))
    inside = {
        f"/{index['topics'][entry[0]][1]}{'#' * bool(entry[1])}{entry[1]}" for entry in index["entries"]
    }
    for guide, one in book.pages():
        anchors = [unit.id for unit in one.units]
        anchors += [code.lower() for code in book.economies] if one.list == "economies" else []
        anchors += book.glossary() if one.list == "terms" else []
        assert wanted(" ".join(guide.link(one, anchor) for anchor in anchors)) <= inside
    shown = json.dumps(index["entries"], ensure_ascii=False)
    for residue in ("${", "-{", "](", "**", "<", "⟦", "\\n"):
        assert residue not in shown, residue


def test_either_script_and_every_width_folds_to_one_form() -> None:
    for one, other in (("護照", "护照"), ("臺灣", "台湾"), ("ＡＢＴＣ", "abtc"), ("Ménière", "meniere")):
        assert search.fold(one) == search.fold(other)


def test_names_of_other_languages_and_rejected_wording_lead_to_ours(book: Book) -> None:
    rows = json.loads(search.index(book, "en"))["names"]
    (card,) = [row[1:] for row in rows if row[0] == "virtual card"]
    assert {search.fold(name) for name in card} >= {"虚拟卡", "电子卡"}
    rows = json.loads(search.index(book, "zh-Hant"))["names"]
    assert ["中國", "CHN", "China"] in rows
    assert any(row[0] == "電子郵件" and "電郵" in row for row in rows)
    rows = json.loads(search.index(book, "zh-Hans"))["names"]
    assert any(row[0] == "应用程序" and search.fold("應用程式") in map(search.fold, row) for row in rows)


# ---- what is found


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_what_travellers_type_finds_the_answer(page: Page, address: str, locale: str) -> None:
    queries = {query: wanted(at) for part in QUERIES[locale].values() for query, at in part.items()}
    assert len(queries) >= 80
    page.goto(f"{address}{locale}/")
    places: dict[str, int | None] = {}
    for (query, right), (links, _) in zip(queries.items(), answers(page, [*queries]), strict=True):
        assert links, f"nothing found for {query}"
        places[query] = next((place for place, link in enumerate(links) if link in right), None)
    missed = [query for query, place in places.items() if place is None or place > 4]
    later = [query for query, place in places.items() if place]
    assert len(missed) <= 0.02 * len(queries), missed
    assert len(missed) + len(later) <= 0.15 * len(queries), (missed, later)


@pytest.mark.browser
def test_every_address_that_a_query_wants_is_there(book: Book) -> None:
    index = json.loads(search.index(book, "en"))
    inside = {f"/{index['topics'][entry[0]][1]}#{entry[1]}" for entry in index["entries"]}
    for parts in QUERIES.values():
        for part in parts.values():
            for query, at in part.items():
                assert wanted(at) <= inside, query


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_every_question_is_found_by_its_own_words(page: Page, address: str, book: Book, locale: str) -> None:
    headings = {}
    for guide, one in book.pages():
        for unit in one.questions or ():
            headings[unit.heading[locale].value] = wanted(guide.link(one, unit.id))
    plain = {query: right for query, right in headings.items() if "${" not in query}
    page.goto(f"{address}{locale}/")
    for (query, right), (links, _) in zip(plain.items(), answers(page, [*plain]), strict=True):
        assert links and links[0] in right, (query, links[:3])


# ---- the field


@pytest.mark.browser
def test_the_index_is_asked_for_when_the_field_is_used_and_once(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith(".json") else None)
    page.goto(f"{address}en/faq/stays/")
    expect(page.locator(".gb-search input")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked == []
    ready(page)
    page.locator(".gb-search input").fill("passport")
    page.keyboard.press("Escape")
    page.locator(".gb-search input").click()
    expect(page.locator(".gb-results li a").first).to_be_visible()
    assert len(asked) == 1 and "/assets/search.en." in asked[0]


@pytest.mark.browser
def test_it_works_after_the_network_is_cut_and_says_so_when_it_was_cut_before(
    page: Page, address: str
) -> None:
    page.goto(f"{address}en/")
    expect(page.locator(".gb-search input")).to_be_visible()
    page.context.set_offline(True)
    page.locator(".gb-search input").fill("screenshot")
    expect(page.locator(".gb-search [role=status]")).to_contain_text("needs an internet connection")
    page.context.set_offline(False)
    ready(page)
    page.context.set_offline(True)
    page.locator(".gb-search input").fill("screenshot")
    expect(page.locator(".gb-results li a").first).to_have_text(re.compile("screenshot"))
    page.context.set_offline(False)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("locale", "query", "title", "marked", "status"),
    [
        (
            "en",
            "lost phones",
            "I have lost my phone. What about my virtual card?",
            ["lost", "phone"],
            "results",
        ),
        ("zh-Hant", "手机没电", "在查驗櫃檯時手機沒電或故障，怎麼辦？", ["手機沒電"], "筆結果"),
        ("zh-Hans", "手機沒電", "在边检柜台时手机没电或故障，怎么办？", ["手机没电"], "条结果"),
    ],
)
def test_a_result_is_a_question_with_its_topic_and_the_words_marked(
    page: Page, address: str, locale: str, query: str, title: str, marked: list[str], status: str
) -> None:
    page.goto(f"{address}{locale}/")
    page.locator(".gb-search input").fill(query)
    first = page.locator(".gb-results li").first
    expect(first.locator("strong")).to_have_text(title)
    assert first.locator("strong mark").all_inner_texts() == marked
    assert first.locator("span").inner_text() and first.locator("small").inner_text()
    expect(page.locator(".gb-search [role=status]")).to_contain_text(status)
    assert page.locator(".gb-results ol li").count() <= 10
    first.locator("a").click()
    expect(page.locator(".gb-results li a").first).to_be_hidden()
    expect(page.locator("h2:target")).to_have_text(title)
    expect(page.locator("h2:target")).to_be_in_viewport()


@pytest.mark.browser
def test_many_results_are_cut_to_ten_and_the_rest_is_counted(page: Page, address: str) -> None:
    page.goto(f"{address}en/")
    page.locator(".gb-search input").fill("card")
    expect(page.locator(".gb-results ol li")).to_have_count(10)
    found = int(page.locator(".gb-search [role=status]").inner_text().split()[0])
    expect(page.locator(".gb-more")).to_have_text(re.compile(f"^{found - 10} more"))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("locale", "none", "help_"),
    [
        ("en", "Nothing found", "Whom do I ask for help?"),
        ("zh-Hant", "找不到符合的內容", "有問題要問誰？"),
        ("zh-Hans", "未找到相关内容", "有问题要问谁？"),
    ],
)
def test_where_nothing_is_found_the_reader_is_led_on(
    page: Page, address: str, locale: str, none: str, help_: str
) -> None:
    page.goto(f"{address}{locale}/")
    page.locator(".gb-search input").fill("xqzvwk")
    expect(page.locator(".gb-search [role=status]")).to_have_text(none)
    expect(page.locator(".gb-none")).to_be_visible()
    assert page.locator('.gb-none a[href="faq/"]').is_visible()
    page.locator(".gb-none a", has_text=help_).click()
    expect(page).to_have_url(re.compile("#whom-to-ask$"))


@pytest.mark.browser
def test_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}en/faq/stays/")
    expect(page.locator(".gb-search input")).to_be_visible()  # search.js comes after the page is painted
    page.keyboard.press("/")
    expect(page.locator(".gb-search input")).to_be_focused()
    page.keyboard.type("flat phone")
    links = page.locator(".gb-results ol a")
    expect(links.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".gb-search input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(page.locator(".gb-search input")).to_have_value("flat phone")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".gb-search input")).to_have_value("")
    page.keyboard.type("flat phone")
    page.keyboard.press("Enter")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}en/faq/the-app/#flat-battery")


@pytest.mark.browser
def test_enter_opens_a_single_answer(page: Page, address: str) -> None:
    page.goto(f"{address}en/")
    ready(page)
    page.locator(".gb-search input").fill("Narita")
    expect(page.locator(".gb-results ol a")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}en/faq/destinations/#japan")


@pytest.mark.browser
def test_a_letter_of_an_input_method_is_not_yet_a_query(page: Page, address: str) -> None:
    page.goto(f"{address}zh-Hant/")
    ready(page)
    shown = page.locator(".gb-results ol").inner_text()
    page.evaluate(
        """() => {
            const field = document.querySelector(".gb-search input");
            field.value = "ㄏㄨ";
            field.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
        }"""
    )
    assert page.locator(".gb-results ol").inner_text() == shown
    page.evaluate(
        """() => {
            const field = document.querySelector(".gb-search input");
            field.value = "護照";
            field.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}));
        }"""
    )
    expect(page.locator(".gb-results mark").first).to_have_text("護照")


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_what_assistive_technology_is_told(page: Page, address: str, locale: str) -> None:
    page.goto(f"{address}{locale}/")
    field = page.get_by_role("search").get_by_role("searchbox")
    expect(field).to_have_accessible_name(re.compile("Search|搜尋|搜索"))
    field.fill("K-ETA")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text(re.compile(r"\d"))
    expect(page.get_by_role("search").get_by_role("list")).to_have_count(1)
    assert page.get_by_role("search").get_by_role("listitem").count() > 1
    page.keyboard.press("Escape")
    expect(page.get_by_role("search").get_by_role("listitem")).to_have_count(0)
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("")


@pytest.mark.browser
def test_without_javascript_there_is_no_field_and_no_gap(open_tab: OpenTab, address: str) -> None:
    page = open_tab(java_script_enabled=False)
    page.goto(f"{address}en/")
    expect(page.locator(".gb-search input")).to_be_hidden()
    assert page.locator(".gb-search").evaluate("node => node.getBoundingClientRect().height") == 0


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_field_and_its_results_fit_the_screen(
    open_tab: OpenTab, address: str, locale: str, width: int
) -> None:
    page = open_tab((width, 700))
    page.goto(f"{address}{locale}/faq/stays/")
    before = page.locator("h1").bounding_box()
    page.locator(".gb-search input").fill("90")
    expect(page.locator(".gb-results li a").first).to_be_visible()
    for part in (".gb-search input", ".gb-results"):
        box = page.locator(part).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width, part
    field = page.locator(".gb-search input").bounding_box()
    assert field and field["height"] >= 34
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").bounding_box() == before


def test_an_economy_has_keywords_like_a_question(project: Path) -> None:
    from guidebook import derive, load

    (project / "content/economies.yml").write_text(
        "AUS:\n  name: {en: Australia, zh-Hant: 澳大利亞}\n  keywords: {zh-Hant: [澳洲]}\n"
        "  member: full\n  virtual: {status: not-found}\n  sources: [authority]\n",
        "utf-8",
    )
    (project / "content/guides/first/list.yml").write_text(
        "order: 9\ntitle: {en: List, zh-Hant: 一覽}\ndescription: {en: All., zh-Hant: 全部。}\nlist: economies\n",
        "utf-8",
    )
    index = json.loads(search.index(derive.derive(load.load(project)), "zh-Hans"))
    assert "澳洲" in [entry[4] for entry in index["entries"] if entry[1] == "aus"]


def test_a_project_without_keywords_or_terms_is_searched_as_well(project: Path) -> None:
    from guidebook import derive, load

    invented.edit(project / "content/guides/first/page-1.yml", "en: Page 1", "en: Page *1* <of> 2")
    book = derive.derive(load.load(project))
    for language in book.site.languages:
        index = json.loads(search.index(book, language.locale))
        assert index["entries"][0][2]
    assert json.loads(search.index(book, "en"))["topics"][0][0] == "Page *1* <of> 2"
