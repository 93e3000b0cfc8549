"""Where a card works: every pair of economies, on the page without JavaScript and in a real Chromium."""

from __future__ import annotations

import re
import shutil
import time
from itertools import product
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, Route, expect
from selectolax.lexbor import LexborHTMLParser, LexborNode

import invented
import printed
from conftest import OpenTab, moved
from guidebook import build, derive, finder, load, render
from guidebook.book import CARDS, Book

LOCALES = ("en", "zh-Hant", "zh-Hans")
PATH = "reference/finder/"
# What travellers may rely on, written down a second time: verdicts by kind of card.
YES = {"en": "Yes, if your card lists", "zh-Hant": "卡片列有目的地時", "zh-Hans": "卡片列有目的地时"}
VISA = {"en": "You need the usual visa", "zh-Hant": "須依一般規定", "zh-Hans": "须按一般规定"}
CHINA_SAYS_NO = {
    "en": "No, according to China's consular guide",
    "zh-Hant": "據中國領事服務網的須知，不可以",
    "zh-Hans": "据中国领事服务网的须知，不可以",
}
NOT_ACCEPTED = {
    "en": "No, these cards are not accepted",
    "zh-Hant": "不可以，這些卡片不適用",
    "zh-Hans": "不可以，这些卡片不适用",
}
EXPIRED = {
    "en": "A printed card should have expired",
    "zh-Hant": "實體卡應已到期",
    "zh-Hans": "实体卡应已到期",
}
NOT_VIRTUAL = {
    "en": "No, not with the virtual card",
    "zh-Hant": "不可以，僅憑虛擬卡",
    "zh-Hans": "不可以，仅凭虚拟卡",
}
OWN = {"en": "We found no rule", "zh-Hant": "查無相關規定", "zh-Hans": "未查到相关规定"}
STAYS = {"60 days": ("60 days", "60天", "60天"), "90 days": ("90 days", "90天", "90天"), "3 months": ("3 months", "3個月", "3个月")}  # fmt: skip


def verdicts(issuer: str, destination: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the page says of the virtual and of the printed card."""
    apart = {"CHN", "HKG", "TWN"}
    if issuer == destination:
        return OWN, OWN
    if {issuer, destination} & {"CAN", "USA"}:
        return VISA, VISA
    if destination == "TWN" and issuer in apart:
        return NOT_ACCEPTED, NOT_ACCEPTED
    if {issuer, destination} <= apart:
        return CHINA_SAYS_NO, CHINA_SAYS_NO
    if destination == "RUS":
        return NOT_VIRTUAL, EXPIRED if issuer == "AUS" else YES
    return YES, YES


class Table:
    """The page as it is sent: its entries, and its table of destinations."""

    def __init__(self, site: Path, locale: str) -> None:
        self.tree = LexborHTMLParser((site / locale / PATH / "index.html").read_bytes())

    def row(self, code: str) -> list[LexborNode]:
        found = self.tree.css_first(f"td#{code.lower()}")
        assert found is not None and found.parent is not None
        return found.parent.css("td")

    def entry(self, name: str) -> LexborNode:
        found = self.tree.css_first(f"#{name}")
        assert found is not None and found.parent is not None
        return found.parent

    def said(self, issuer: str, destination: str) -> list[LexborNode]:
        """What the destination's row says of an issuer's cards: by name, or among all others."""
        cases = self.row(destination)[1].css(".gb-case")
        own = [case for case in cases if issuer in (case.attributes["data-from"] or "").split()]
        assert len(own) <= 1
        return (own or cases)[-1].css("[data-pair]")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_pair_has_its_answer_without_javascript(site: Path, book: Book, locale: str) -> None:
    table = Table(site, locale)
    assert len(book.economies) == 21
    home = table.tree.css("[data-own]")
    for issuer, destination in product(book.economies, repeat=2):
        expected = verdicts(issuer, destination)
        if issuer == destination:
            (own,) = [one for one in home if issuer in (one.attributes["data-own"] or "").split()]
            assert expected[0][locale] in own.text()
            continue
        said = table.said(issuer, destination)
        for part in said:  # each leads to its entry, which names its sources
            name = part.attributes["data-pair"] or ""
            assert part.css_first(f'a[href="#{name}"]') is not None
            assert table.entry(name).css_first(".gb-sources a[href]") is not None
        text = "".join(part.text() for part in said)
        for verdict in expected:
            assert verdict[locale] in text, (issuer, destination)
        others = [
            one
            for one in (YES, VISA, CHINA_SAYS_NO, NOT_ACCEPTED, NOT_VIRTUAL, EXPIRED)
            if one not in expected
        ]
        assert not [one for one in others if one[locale] in text], (issuer, destination)


def test_a_kind_of_card_is_named_exactly_where_the_answer_depends_on_it(site: Path, book: Book) -> None:
    for destination in book.economies:
        kinds = [one.text() for one in Table(site, "en").row(destination)[1].css(".gb-kind")]
        assert bool(kinds) == (destination == "RUS")
        assert kinds[:2] in ([], ["Virtual card: ", "Printed card: "])


@pytest.mark.parametrize(
    ("issuer", "destination", "names"),
    [
        ("HKG", "TWN", ["chinese-taipei-says", "hong-kong-on-chinese-taipei"]),
        ("CHN", "TWN", ["chinese-taipei-says"]),
        ("HKG", "CHN", ["china-says", "hong-kong-on-the-mainland"]),
        ("CHN", "HKG", ["china-says", "china-on-its-own-cards"]),
        ("TWN", "CHN", ["china-says"]),
        ("TWN", "HKG", ["china-says", "hong-kong-on-cards-from-chinese-taipei"]),
        ("JPN", "CAN", ["to-transitional-members", "lanes-canada"]),
        ("CAN", "USA", ["from-transitional-members", "lanes-united-states"]),
        ("CAN", "RUS", ["from-transitional-members"]),
        ("SGP", "CHN", ["listed"]),
        ("JPN", "RUS", ["russia-virtual", "russia-printed-lapsed", "russia-period"]),
        ("AUS", "RUS", ["russia-virtual", "russia-printed-ended", "russia-period"]),
        ("NZL", "RUS", ["russia-virtual", "russia-printed-older", "russia-period"]),
        ("KOR", "TWN", ["chinese-taipei-virtual"]),
    ],
)
def test_each_authority_speaks_for_itself(
    site: Path, issuer: str, destination: str, names: list[str]
) -> None:
    for locale in LOCALES:
        said = Table(site, locale).said(issuer, destination)
        assert [part.attributes["data-pair"] for part in said] == names


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_what_the_data_says(site: Path, locale: str) -> None:
    economies = yaml.load((invented.ROOT / "content/economies.yml").read_text("utf-8"), yaml.BaseLoader)
    sources = yaml.load((invented.ROOT / "content/sources.yml").read_text("utf-8"), yaml.BaseLoader)
    table = Table(site, locale)
    at = LOCALES.index(locale)
    options = [one.attributes["value"] for one in table.tree.css("#finder-from option")]
    assert options == ["", *economies]
    for code, economy in economies.items():
        name, _, stay, ask = table.row(code)
        assert name.css_first(f'a[href="../economies/#{code.lower()}"]') is not None
        shown = stay.text().strip()
        assert (code in shown) == (economy["member"] == "full")
        addresses = [one.attributes["href"] for one in (*stay.css("a"), *ask.css("a"))]
        expected = []
        if "stay" in economy:
            length = STAYS[economy["stay"]["length"]][at]
            said = stay.css(".gb-case")[-1 if "unconfirmed" in economy["stay"] else -2].text()
            assert re.fullmatch(rf".+[:：].*{length}( in any 180 days)?( ?[(（].*)?", said)
            assert ("180" in shown) == ("within" in economy["stay"]) == (code == "RUS")
            if "unconfirmed" not in economy["stay"]:
                expected += economy["stay"]["sources"]
        else:
            assert shown == ""
        answer = [economy["going-there"]] if "going-there" in economy else []
        assert addresses == [
            *[sources[one]["url"] for one in expected if "url" in sources[one]],
            *[one.replace("/faq/destinations#", "../../faq/destinations/#") for one in answer],
            *[
                sources[one]["url"]
                for about in ("entry", "card")
                for one in economy.get("ask", {}).get(about, ())
            ],
        ]
        refuses = economy["virtual"].get("accepted") == "false"
        if code not in ("CAN", "USA"):
            assert refuses == (verdicts("JPN" if code != "JPN" else "SGP", code)[0] is NOT_VIRTUAL)


@pytest.mark.parametrize("locale", LOCALES)
def test_whom_to_ask_about_entry_is_told_apart_from_who_issues_cards(site: Path, locale: str) -> None:
    """Beside the table of the finder also in the entries of the economies."""
    words = {
        "en": ("Ask about entry: ", "Ask about a card it issued: ", "its immigration authority"),
        "zh-Hant": ("入境事宜請洽：", "當地核發的卡片請洽：", "當地移民機關"),
        "zh-Hans": ("入境事宜请联系：", "当地签发的卡片请联系：", "当地移民主管部门"),
    }[locale]
    bodies = {  # what the pages of content/sources.yml are: of New Zealand, one for each; of Japan, an issuer's
        "NZL": ("apec-business-travel-card-to-visit-new-zealand", "for-new-zealanders"),
        "TWN": ("moi.gov.tw", "boca.gov.tw"),
        "HKG": ("immd.gov.hk", "immd.gov.hk"),
        "JPN": (words[2], "mofa.go.jp"),
        "CHN": (words[2], "zsfa.zsnews.cn"),
        "VNM": (words[2], ""),
    }
    table = Table(site, locale)
    economies = LexborHTMLParser((site / locale / "reference/economies/index.html").read_bytes())
    for code, expected in bodies.items():
        heading = economies.css_first(f"h2#{code.lower()}")
        assert heading is not None and heading.parent is not None
        entry = {one.text().replace("\n", ""): one for one in heading.parent.css("li")}
        for name, asked, label in zip(("entry", "card"), expected, words, strict=False):
            (line,) = table.row(code)[3].css(f'.gb-ask[data-about="{name}"]')
            assert line.text().startswith(label)
            assert asked in line.html and line.text() in entry and asked in entry[line.text()].html
    local = {"en": "a local office", "zh-Hant": "地方辦卡機關之一", "zh-Hans": "地方办卡机关之一"}[locale]
    assert local in table.row("CHN")[3].text()


def test_names_are_joined_as_in_a_sentence(site: Path) -> None:
    """Economies in the middle of a heading, the last joined by its word; an addition says what it tells."""
    table = Table(site, "en")
    between = "Travel between China; Hong Kong, China; and Chinese Taipei with a card from one of them"
    assert table.entry("china-says").css_first("h3").text() == between
    assert "with a card from China or from Hong Kong, China" in table.entry("chinese-taipei-says").text()
    assert "Going to the United States with a card" in table.entry("lanes-united-states").text()
    assert "Cards from Canada or from the United States: " in table.row("JPN")[1].text()
    assert "(Also: the lane for airline crew at the airport)" in table.row("USA")[1].text()
    chinese = Table(site, "zh-Hant")
    assert "往來中國、中國香港與中華臺北" in chinese.entry("china-says").text()
    assert "加拿大或美國核發的卡片：" in chinese.row("JPN")[1].text()
    links = [one.attributes["href"] for one in table.tree.css(".gb-answer a")]
    assert links == ["#finder-rules", "#finder-destinations"]


def test_what_adds_to_an_answer_is_one_list_in_each_language(site: Path, book: Book) -> None:
    marks = {
        "en": (" (Also: ", ", ", ")"),
        "zh-Hant": ("（另見：", "、", "）"),
        "zh-Hans": ("（另见：", "、", "）"),
    }
    for locale, (before, between, after) in marks.items():
        table = Table(site, locale)
        for case in [case for code in book.economies for case in table.row(code)[1].css(".gb-case")]:
            answers, added = [], []
            for part in case.css("[data-pair]"):
                pair = book.pairs[part.attributes["data-pair"] or ""]
                (answers if pair.answer else added).append(part.text())
            if added and len(answers) == 1:
                assert case.text().endswith(f"{answers[0]}{before}{between.join(added)}{after}")
            assert case.text().count(before.strip(" (（")) <= len(answers)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", [PATH, "reference/economies/", "reference/sources/"])
def test_no_bracket_stands_inside_another(site: Path, locale: str, page: str) -> None:
    """Publishers and titles have brackets of their own."""
    tree = LexborHTMLParser((site / locale / page / "index.html").read_bytes())
    texts = [one.text(deep=True) for one in tree.css("main :is(p, h2, h3, li, td, summary)")]
    assert len(texts) > 100
    assert not [text for text in texts if re.search(r"[(（][^()（）]*[(（]", text)]


def test_an_exception_comes_below_the_rule_and_goes_before_it(book: Book) -> None:
    for issuer, destination in product(book.economies, repeat=2):
        said = finder.said(book, issuer, destination)
        answers = [one for one in said if book.pairs[one.name].answer]
        assert sorted(card for one in answers for card in one.cards) == sorted(CARDS)
        assert said[: len(answers)] == tuple(answers)
    assert {one.issuers for one in finder.cases(book, "RUS")} >= {("CAN", "USA")}


def test_a_new_exception_is_one_entry(tmp_path: Path) -> None:
    """Of one economy for another, for one kind of card, not confirmed; the built page has it."""
    root = tmp_path / "project"
    for name in ("content", "overrides", "scripts"):
        shutil.copytree(invented.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(invented.ROOT / "mkdocs.yml", root)
    with (root / "content/pairs.yml").open("a", encoding="utf-8") as file:
        file.write(
            "\nperu-printed:\n  from: [PER]\n  to: [THA]\n  card: printed\n"
            "  answer: {en: Ask first., zh-Hant: 請先詢問。}\n"
            "  text: {en: An invented rule., zh-Hant: 虛構的規定。}\n"
            "  unconfirmed: {en: Only this test says so., zh-Hant: 只有本測試如此記載。}\n"
            "  sources: [apec-faq]\n"
        )
        for name in ("lanes", "hours"):
            file.write(
                f"\nmexico-{name}:\n  from: [MEX]\n  to: [THA]\n  card: any\n"
                f"  about: {{en: invented {name}, zh-Hant: 虛構的{name}}}\n"
                "  text: {en: An invented rule., zh-Hant: 虛構的規定。}\n"
                "  sources: [apec-faq]\n"
            )
    book = derive.derive(load.load(root))
    render.write(root, render.render(book))
    built = build.build(root, book)
    for locale, added in (
        ("en", " (Also: invented lanes, invented hours)"),
        ("zh-Hant", "（另見：虛構的lanes、虛構的hours）"),
        ("zh-Hans", "（另见：虚构的lanes、虚构的hours）"),
    ):
        (case,) = Table(built, locale).row("THA")[1].css("[data-from=MEX]")
        assert case.text().endswith(added)
    table = Table(built, "zh-Hans")
    said = [part.attributes["data-pair"] for part in table.said("PER", "THA")]
    assert said == ["listed", "peru-printed"]
    assert [part.attributes["data-pair"] for part in table.said("CHL", "THA")] == ["listed"]
    entry = table.entry("peru-printed")
    assert "持秘鲁签发的实体卡前往泰国" in entry.text()
    assert entry.css_first(".unconfirmed") is not None


# ---- in a browser


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    """A phone."""
    return open_tab()


browser = pytest.mark.browser


@browser
def test_choose_swap_and_share(page: Page, address: str) -> None:
    page.goto(f"{address}en/{PATH}")
    answer = page.locator(".gb-found")
    expect(answer).to_contain_text("Choose both economies")
    page.get_by_label("My card is from").select_option("Japan")
    expect(answer).to_contain_text("Choose both economies")
    page.get_by_label("I am going to").select_option("Russia")
    expect(page).to_have_url(f"{address}en/{PATH}?from=JPN&to=RUS")
    expect(answer.locator(".gb-verdict")).to_have_text(
        [
            "Virtual card: No, not with the virtual card alone.",
            "Printed card: Yes, if your card lists the destination and is still valid.",
        ]
    )
    facts, issuer = answer.locator(".gb-facts").all()
    expect(facts).to_contain_text("Code on the card: RUS")
    expect(facts).to_contain_text(
        re.compile("Longest stay: 90 days in any 180 daysStay as published by: Immigration")
    )
    expect(facts).to_contain_text("Ask about entry: its immigration authority")
    expect(facts).not_to_contain_text("Ask about a card")
    expect(facts.locator("a[href='../../faq/destinations/#russia']")).to_be_visible()
    expect(facts.locator("a[href='../economies/#rus']")).to_be_visible()
    expect(issuer).to_have_text(
        re.compile(r"^JapanAsk about a card it issued: Ministry of Foreign Affairs \(Japan\)$")
    )

    page.get_by_role("button", name="Swap the two").click()
    expect(page).to_have_url(f"{address}en/{PATH}?from=RUS&to=JPN")
    expect(answer.locator(".gb-verdict")).to_have_text("Yes, if your card lists the destination.")
    expect(answer.locator(".gb-facts").first).to_contain_text("Code on the card: JPN")

    page.goto(f"{address}zh-Hant/{PATH}?from=hkg&to=TWN")  # as somebody sent it
    expect(page.get_by_label("我要前往")).to_have_value("TWN")
    expect(page.locator(".gb-found .gb-verdict")).to_have_text("不可以，這些卡片不適用。")
    expect(page.locator(".gb-found .gb-pair")).to_have_count(2)
    expect(page.locator(".gb-found .gb-sources")).to_have_count(2)
    expect(page.locator(".gb-facts").first).not_to_contain_text("停留期限")


@browser
@pytest.mark.parametrize("asked", ["?from=XXX&to=JPN", "?from=%27%5D&to=%3Cb%3E", "?to=JPN"])
def test_an_address_of_no_choice_asks_for_one(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}en/{PATH}{asked}")
    expect(page.locator(".gb-found")).to_contain_text("Choose both economies")
    expect(page).to_have_url(f"{address}en/{PATH}" + ("?to=JPN" if "to=JPN" in asked else ""))


@browser
def test_every_pair_says_in_the_browser_what_the_page_says_without(
    page: Page, site: Path, book: Book, address: str
) -> None:
    """The script only puts together: all that it shows stands on the page, and nothing is left out."""
    page.goto(f"{address}zh-Hans/{PATH}")
    shown = page.evaluate(
        """codes => codes.flatMap(from => codes.map(to => {
            const [one, other] = document.querySelectorAll('.gb-finder select');
            [one.value, other.value] = [from, to];
            other.dispatchEvent(new Event('change', {bubbles: true}));
            const found = document.querySelector('.gb-found');
            const text = name => [...found.querySelectorAll(name)].map(node => node.textContent);
            return [from, to, text('.gb-verdict'), text('.gb-pair').length, text('.gb-sources').length,
                    text('.gb-facts').join(), found.querySelectorAll('[id]').length];
        }))""",
        list(book.economies),
    )
    assert len(shown) == 21 * 21
    table = Table(site, "zh-Hans")
    for issuer, destination, verdict, pairs, sources, facts, ids in shown:
        expected = [one["zh-Hans"] for one in verdicts(issuer, destination)]
        assert ids == 0
        assert sources == pairs
        if expected[0] == expected[1]:
            assert len(verdict) == 1 and expected[0] in verdict[0]
        else:
            assert [one in said for one, said in zip(expected, verdict, strict=True)] == [True, True]
            assert [said.split("：")[0] for said in verdict] == ["虚拟卡", "实体卡"]
        if issuer == destination:
            assert "入境事宜" not in facts and "签发的卡片" in facts and pairs == 1
        else:
            assert pairs == len(table.said(issuer, destination))
            assert ("停留期：" in facts) == (YES["zh-Hans"] in "".join(verdict))


@browser
@pytest.mark.parametrize(
    ("locale", "chosen"),
    [
        ("en", "Card from the United States, going to Japan"),
        ("zh-Hant", "持美國核發的卡片，前往日本"),
        ("zh-Hans", "持美国签发的卡片，前往日本"),
    ],
)
def test_a_choice_prints_with_its_answer_and_nothing_else(
    page: Page, address: str, tmp_path: Path, locale: str, chosen: str
) -> None:
    """On paper stand the names of both economies; without a choice, the rules and the table."""

    def on_paper(asked: str) -> list[str]:
        page.goto(f"{address}{locale}/{PATH}{asked}")
        page.pdf(path=tmp_path / "finder.pdf", format="A4", prefer_css_page_size=True)
        return printed.pages(tmp_path / "finder.pdf")

    text = "".join(one := on_paper("?from=USA&to=JPN"))
    assert len(one) == 1
    assert printed.squeezed(chosen) in text
    assert text.count(printed.squeezed(VISA[locale])) == 1
    others = [printed.squeezed(verdict[locale]) for verdict in (YES, CHINA_SAYS_NO, NOT_VIRTUAL, OWN)]
    assert not [other for other in others if other in text]
    expect(page.locator(".gb-chosen")).to_be_hidden()  # the fields say it on the screen
    at = f"abtc-guide.example/{locale}/{PATH}"
    assert f"{at}?from=USA&to=JPN" in text  # where this answer is, not only the page

    whole = "".join(on_paper(""))
    assert at in whole and f"{at}?" not in whole
    assert printed.squeezed(chosen) not in whole
    for other in others:
        assert other in whole


@browser
def test_the_other_editions_keep_the_choice(page: Page, address: str) -> None:
    page.goto(f"{address}en/{PATH}")
    page.get_by_label("My card is from").select_option("PER")
    page.get_by_label("I am going to").select_option("NZL")
    for locale in ("zh-Hans", "zh-Hant", "en"):
        page.locator(f".gb-languages a[hreflang={locale}]").click()
        expect(page).to_have_url(f"{address}{locale}/{PATH}?from=PER&to=NZL")
        expect(page.locator("#finder-from")).to_have_value("PER")
        expect(page.locator(".gb-facts").first).to_contain_text("NZL")


@browser
def test_by_keyboard_and_aloud(page: Page, address: str) -> None:
    page.goto(f"{address}zh-Hant/{PATH}")
    page.locator("#finder-from").focus()
    page.keyboard.press("End")
    expect(page.locator("#finder-from")).to_have_value("VNM")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#finder-to")).to_have_value("AUS")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}zh-Hant/{PATH}?from=AUS&to=VNM")
    spoken = page.locator(".gb-said[role=status]")
    expect(spoken).to_contain_text("可以持卡前往")
    expect(spoken).not_to_contain_text("資料來源")  # said once chosen: the answer, not its papers
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.gb-found') !== null")


@browser
def test_without_javascript_the_table_stands_and_no_dead_control(open_tab: OpenTab, address: str) -> None:
    page = open_tab(java_script_enabled=False)
    page.goto(f"{address}zh-Hant/{PATH}")
    expect(page.locator(".gb-finder")).to_be_hidden()
    expect(page.locator(".gb-found")).to_be_hidden()
    expect(page.locator(".gb-places tbody tr")).to_have_count(21)
    page.locator("#twn").locator("xpath=..").get_by_role(
        "link", name="不可以，這些卡片不適用。"
    ).first.click()
    expect(page.locator("#chinese-taipei-says")).to_be_in_viewport()


@browser
@pytest.mark.parametrize("size", [(320, 700), (390, 844), (1200, 900)], ids=str)
@pytest.mark.parametrize("asked", ["", "?from=SGP&to=CHN", "?from=HKG&to=TWN", "?from=JPN&to=RUS"])
def test_nothing_moves_and_nothing_is_wider_than_the_screen(
    open_tab: OpenTab, address: str, size: tuple[int, int], asked: str
) -> None:
    """Looked at without the column of contents, which may come a moment after the text."""
    page = open_tab(size)
    for locale in LOCALES:
        page.goto(f"{address}{locale}/{PATH}{asked}")
        page.wait_for_timeout(100)
        moved = page.evaluate(
            """() => new Promise(resolve => {
                new PerformanceObserver(list => resolve(list.getEntries().flatMap(
                    entry => entry.sources.map(one => one.node).filter(node => node && node.parentElement
                        && node.parentElement.closest('main')).map(node => node.className || node.nodeName)
                ))).observe({type: 'layout-shift', buffered: true});
                setTimeout(() => resolve([]), 200);
            })"""
        )
        assert moved == [], locale
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@browser
@pytest.mark.parametrize("locale", LOCALES)
def test_the_longest_answer_prints_on_one_page(page: Page, address: str, tmp_path: Path, locale: str) -> None:
    page.goto(f"{address}{locale}/{PATH}?from=AUS&to=RUS")
    page.pdf(path=tmp_path / "finder.pdf", format="A4", prefer_css_page_size=True)
    assert len(printed.pages(tmp_path / "finder.pdf")) == 1


@browser
@pytest.mark.parametrize("asked", ["", "?from=AUS&to=RUS", "?from=CAN&to=CAN"])
def test_a_tall_window_has_no_large_gap_and_nothing_moves_by_itself(
    open_tab: OpenTab, address: str, asked: str
) -> None:
    """What follows is in view there, so the answer must be in place when the page is first shown."""
    page = open_tab((1280, 1600))

    def late(route: Route) -> None:
        time.sleep(0.7)
        route.continue_()

    page.route("**/finder*.js", late)
    page.goto(f"{address}zh-Hant/{PATH}{asked}")
    assert moved(page) == 0
    page.locator("#finder-from").focus()
    for key in ("End", "ArrowUp", "Home", "ArrowDown"):
        page.keyboard.press(key)
        page.wait_for_timeout(50)
    page.locator("#finder-to").select_option("VNM")
    page.locator(".gb-finder button").click()
    assert moved(page) == 0  # what moved did so because the reader chose
    expect(page.locator("#finder-rules")).to_be_in_viewport()


@browser
def test_each_kind_of_card_has_its_own_line(open_tab: OpenTab, address: str) -> None:
    page = open_tab((1280, 900))
    for locale in LOCALES:
        page.goto(f"{address}{locale}/{PATH}")
        case = page.locator("#rus").locator("xpath=..").locator(".gb-case[data-from='']")
        start, *tops = case.evaluate(
            "node => [node, ...node.querySelectorAll('.gb-card')].map(one => one.getBoundingClientRect().top)"
        )
        assert len(tops) == 3 and start < tops[0] < tops[1] < tops[2]


@browser
def test_from_the_home_page(page: Page, address: str) -> None:
    page.goto(f"{address}en/")
    page.get_by_role("link", name="I am about to book a trip").click()
    expect(page).to_have_url(f"{address}en/{PATH}")
