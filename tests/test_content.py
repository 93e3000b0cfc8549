"""The guidance itself: enough of it, short answers, and something official behind each of them."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from guidebook import load
from guidebook.book import Book, Guide, Page, Unit

HAN = re.compile(r"[\u3400-\u9fff]")
MOST_WORDS, MOST_HAN = 120, 200
# What follows an answer, or stands beside it.
BESIDE = "figure, .gb-details, .gb-sources, .gb-changed, .admonition"


def answers(book: Book) -> Iterator[tuple[Guide, Page, Unit]]:
    """The entries of the FAQ and of the Quick Reference Guide."""
    for guide, page in book.pages():
        for unit in page.questions or page.steps or ():
            yield guide, page, unit


def test_there_are_sixty_questions_on_eight_topics(book: Book) -> None:
    topics = [page for guide, page in book.pages() if guide.id == "faq" and page.questions]
    assert len(topics) >= 8, [page.id for page in topics]
    questions = sum(len(page.units) for page in topics)
    assert questions >= 60, f"{questions} questions"


def test_every_answer_rests_on_something_official(book: Book) -> None:
    """Or says that it is not confirmed."""
    for _, page, unit in answers(book):
        named = [book.sources[name.value].mark for name in unit.sources or ()]
        assert named, f"{page.id}#{unit.id} names no source"
        official = any(mark.startswith("official") for mark in named)
        assert official or unit.unconfirmed, f"{page.id}#{unit.id} rests on {named}"


INSERTED = r"\$\{economy:(\w+)\}"
IN_A_ROW = re.compile(rf"{INSERTED}(?:(?:; and |; | and |、|與)(?:by )?{INSERTED})+")
# The bullets of one list, as far as each names its economy first.
BULLETS = re.compile(rf"(?:^- (?:In |For )?{INSERTED}.*\n?)+", re.M)
FIRST_OF_BULLET = re.compile(rf"^- (?:In |For )?{INSERTED}", re.M)


def test_economies_stand_in_the_order_of_the_book(book: Book) -> None:
    """In every list, so that none of them seems to rank the members: the order of economies.yml."""
    order = list(book.economies)
    wrong, lists = [], 0
    for _, page in book.pages():
        for unit in page.units:
            texts = [unit.body, unit.details] if unit.details else [unit.body]
            for text in (every[locale].value for every in texts for locale in ("en", "zh-Hant")):
                found = [re.findall(INSERTED, row[0]) for row in IN_A_ROW.finditer(text)]
                found += [FIRST_OF_BULLET.findall(bullets[0]) for bullets in BULLETS.finditer(text)]
                lists += len(found)
                wrong += [
                    f"{page.id}#{unit.id}: {codes}"
                    for codes in found
                    if codes != sorted(codes, key=order.index)
                ]
    assert wrong == []
    assert lists > 50


def test_ids_are_unique_in_the_faq(book: Book) -> None:
    """So that a question can be named by its id alone, whatever topic it stands in."""
    ids = Counter(unit.id for guide, _, unit in answers(book) if guide.id == "faq")
    assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("locale", ["en", "zh-Hant", "zh-Hans"])
def test_answers_are_short(site: Path, book: Book, locale: str) -> None:
    """Before its details an answer has at most 120 English words or 200 Han characters."""
    long = []
    for guide, page, unit in answers(book):
        path = guide.link(page).partition("#")[0].strip("/")
        shown = answer(site / locale / path / "index.html", unit.id)
        assert shown, f"{locale} {page.id}#{unit.id} has no answer"
        size, most = (
            (len(shown.split()), MOST_WORDS) if locale == "en" else (len(HAN.findall(shown)), MOST_HAN)
        )
        if size > most:
            long.append(f"{page.id}#{unit.id}: {size}, at most {most}")
    assert long == []


def answer(path: Path, anchor: str) -> str:
    """The words of an answer as the page shows them, from its heading to what follows it."""
    heading = LexborHTMLParser(path.read_bytes()).css_first(f"main [id='{anchor}']")
    assert heading is not None, f"{path}: no #{anchor}"
    words, node = [], heading.next
    while node is not None and not re.fullmatch("h[123]", node.tag or ""):
        if node.tag != "-text" and not node.css_matches(BESIDE):
            words.append(node.text())
        node = node.next
    return " ".join(words)


PERSON = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d -]{6,}\d", re.ASCII)


@pytest.mark.parametrize("locale", ["en", "zh-Hant", "zh-Hans"])
def test_mail_addresses_and_telephone_numbers_can_be_tapped(site: Path, locale: str) -> None:
    links = []
    for path in sorted((site / locale).rglob("index.html")):
        main = LexborHTMLParser(path.read_bytes()).css_first("main")
        assert main is not None
        for link in main.css("a[href^='mailto:'], a[href^='tel:']"):
            number = re.sub("[ -]", "", link.text())
            assert link.attributes["href"] in (f"mailto:{link.text()}", f"tel:{number}")
            links.append(link.text())
            link.decompose()
        assert not PERSON.search(main.text()), path
    assert len(links) == 4


def test_sources_that_nothing_names(book: Book) -> None:
    """A warning for those that only stand on the page of sources; what is named must be there."""
    parts = (book.guides, book.facts, book.economies, book.terms)
    named = {name.value for part in parts for name in load.names(part)}
    assert named <= book.sources.keys()
    unused = sorted(book.sources.keys() - named)
    if unused:
        warnings.warn(f"{len(unused)} sources are named nowhere: {', '.join(unused)}", stacklevel=1)
