"""The data files and the built pages agree, read and formatted here by hand, not by the program's own means."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

import invented

LOCALES = ("en", "zh-Hant", "zh-Hans")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
UNITS = {
    "day": ("days", "天", "天"),
    "week": ("weeks", "週", "周"),
    "month": ("months", "個月", "个月"),
    "year": ("years", "年", "年"),
}
MEMBERS = {
    "full": ("Full member", "正式會員體", "正式成员"),
    "transitional": ("Transitional member", "過渡會員體", "过渡成员"),
}
VIRTUAL = {  # with # for the date
    "issued": ("Yes, since #", "已核發（#起）", "已签发（#起）"),
    "printed-only": (
        "Not found; a page of # speaks only of printed cards",
        "未見核發的說明，#的網頁只提到實體卡",
        "未见签发的说明，#的网页只提到实体卡",
    ),
    "not-issued": ("No, as of #", "截至#未核發", "截至#未签发"),
    "no-access": ("No, as of #", "截至#未核發", "截至#未签发"),
    "unconfirmed": ("Not confirmed", "尚未確認", "尚未确认"),
    "not-found": ("Not found", "查無資料", "未查到资料"),
}
NOT_ACCEPTED = ("; does not accept virtual cards", "；不接受虛擬卡", "；不接受虚拟卡")
VIA_PRESS = ("; as reported by the press", "；據媒體報導", "；据媒体报道")
ISSUED = ("Yes", "已核發", "已签发")
NO_CODE = ("none; cards", "無，卡片不列", "无，卡片不列")
NO_STAY = ("As your visa or papers say", "依簽證或入境文件", "以签证或入境文件为准")


def read(content: Path, name: str) -> dict[str, Any]:
    """A data file as it is typed: every scalar a text."""
    loaded: dict[str, Any] = yaml.load((content / name).read_text("utf-8"), Loader=yaml.BaseLoader)
    return loaded


# ---- how each language writes a figure


def date(typed: str, locale: str) -> str:
    year, month, day = [*map(int, typed.split("-")), 0, 0][:3]
    if locale == "en":
        return " ".join(filter(None, [str(day or ""), MONTHS[month - 1] if month else "", str(year)]))
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def length(typed: str, locale: str) -> str:
    number, unit = typed.split()
    low, _, high = number.partition("-")
    word = UNITS[unit.rstrip("s")][LOCALES.index(locale)]
    if locale == "en":
        return f"{low} to {high} {word}" if high else f"{low} {word.rstrip('s') if low == '1' else word}"
    return f"{low}至{high}{word}" if high else f"{low}{word}"


def stay(economy: dict[str, Any], content: Path, locale: str) -> str:
    """How long one visit may last, and in which span it is counted."""
    if "stay" not in economy:
        return NO_STAY[LOCALES.index(locale)]
    longest = length(economy["stay"]["length"], locale)
    if "within" not in economy["stay"]:
        return longest
    facts = read(content, "facts.yml")
    within = re.sub(
        r"\$\{fact:([^}]+)\}",
        lambda match: length(facts[match[1]]["duration"], locale),
        in_language(economy["stay"]["within"], locale),
    )
    return {
        "en": f"{longest} {within}",
        "zh-Hant": f"{within}最多{longest}",
        "zh-Hans": f"{within}累计不超过{longest}",
    }[locale]


def number(typed: str) -> str:
    return f"{Decimal(typed):,}"


def money(typed: str, locale: str, currencies: dict[str, Any]) -> str:
    amount, code = typed.split()
    return in_language(currencies[code], locale).replace("#", number(amount))


def in_language(texts: dict[str, str], locale: str) -> str:
    """A name in a language: as it is typed, or its 正體中文 in Simplified characters."""
    return texts[locale] if locale in texts else _simplified().convert(texts["zh-Hant"])


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


def figure(fact: dict[str, Any], locale: str, currencies: dict[str, Any]) -> str:
    if "date" in fact:
        return date(fact["date"], locale)
    if "duration" in fact:
        return length(fact["duration"], locale)
    return money(fact["money"], locale, currencies) if "money" in fact else number(fact["number"])


def virtual(status: dict[str, Any], sources: dict[str, Any], locale: str) -> str:
    at = LOCALES.index(locale)
    when = status.get("since") or status.get("on") or ""
    written = ISSUED if status["status"] == "issued" and not when else VIRTUAL[status["status"]]
    shown = written[at].replace("#", date(when, locale) if when else "")
    if status["status"] == "issued" and sources[status["sources"][0]]["mark"] == "official-via-press":
        shown += VIA_PRESS[at]
    return shown + (NOT_ACCEPTED[at] if status.get("accepted") == "false" else "")


# ---- what the pages say


def text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


@cache
def page(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_bytes())


def entry(path: Path, anchor: str) -> list[LexborNode]:
    """What follows the heading with an anchor, up to the next heading of its level or a higher one."""
    heading = page(path).css_first(f"main [id='{anchor}']")
    assert heading is not None, f"{path}: no #{anchor}"
    found, node = [], heading.next
    while node is not None and not re.fullmatch("h[123]", node.tag or ""):
        if node.tag != "-text":
            found.append(node)
        node = node.next
    return found


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text of a part of the content, as its mapping by language."""
    if isinstance(value, dict) and "en" in value and isinstance(value["en"], str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def entries(content: Path) -> Iterator[tuple[str, str, Any]]:
    """Every entry of the guides: its page's address in a language, its anchor, what it says."""
    for folder in sorted((content / "guides").iterdir()):
        whole = read(folder, "guide.yml").get("one-page") == "true"
        for path in sorted(folder.glob("*.yml")):
            if path.name == "guide.yml":
                continue
            where = folder.name if whole else f"{folder.name}/{path.stem}"
            held = read(folder, path.name)
            for kind in ("questions", "steps", "sections"):
                for one in held.get(kind, []):
                    yield where, one["id"], one
            if held.get("list") == "economies":
                for code, economy in read(content, "economies.yml").items():
                    yield where, code.lower(), economy.get("notes", {})


def differences(content: Path, site: Path) -> list[str]:
    """Where the pages do not say what the data files say."""
    return [*_economies(content, site), *_figures(content, site)]


def _economies(content: Path, site: Path) -> Iterator[str]:
    for locale in LOCALES:
        path = site / locale / "reference/economies/index.html"
        rows = {
            link.attributes["href"]: row.css("td")
            for row in page(path).css("main tbody tr")
            if (link := row.css_first("a"))
        }
        for code, economy in read(content, "economies.yml").items():
            at = f"{locale} {code}"
            name = in_language(economy["name"], locale)
            longest = stay(economy, content, locale)
            card = virtual(economy["virtual"], read(content, "sources.yml"), locale)
            member = MEMBERS[economy["member"]][LOCALES.index(locale)]
            if f"#{code.lower()}" not in rows:
                yield f"{at}: not in the table"
                continue
            cells = [text(cell) for cell in rows[f"#{code.lower()}"]]
            listed_as = code if economy["member"] == "full" else "–"
            if cells[0] != listed_as:
                yield f"{at}: the table's code is {cells[0]}, not {listed_as}"
            if not re.fullmatch(rf"{re.escape(name)}( ?[(（].*[)）])?", cells[1]):
                yield f"{at}: the table's name is {cells[1]}, not {name}"
            if not starts(cells[2], longest):
                yield f"{at}: the table's stay is {cells[2]}, not {longest}"
            if cells[3] != card:
                yield f"{at}: the table's virtual card is {cells[3]}, not {card}"
            heading = text(page(path).css_first(f"h2#{code.lower()}"))
            if not starts(heading, name):
                yield f"{at}: the heading is {heading}, not {name}"
            listed = [
                re.split(r": |：", text(item), maxsplit=1)[-1]
                for node in entry(path, code.lower())[:1]
                for item in node.css("li")
            ]
            for what, value in (
                ("membership", member),
                ("stay", longest),
                ("virtual card", card),
            ):
                if not any(starts(one, value) for one in listed):
                    yield f"{at}: no {what} {value} in {listed}"
            printed = code if economy["member"] == "full" else NO_CODE[LOCALES.index(locale)]
            if not listed or not listed[0].startswith(printed):
                yield f"{at}: the code is {listed[:1]}, not {printed}"


def starts(shown: str, value: str) -> bool:
    """Whether a text is a value, or goes on after it with something in brackets."""
    return shown == value or shown.startswith((f"{value} (", f"{value}（"))


def _figures(content: Path, site: Path) -> Iterator[str]:
    facts, currencies = read(content, "facts.yml"), read(content, "currencies.yml")
    stays = {
        code: {"duration": one["stay"]["length"]}
        for code, one in read(content, "economies.yml").items()
        if "stay" in one
    }
    for where, anchor, held in entries(content):
        for by_language in texts(held):
            for locale in LOCALES:
                written = by_language[locale if locale in by_language else "zh-Hant"]
                for kind, name in re.findall(r"\$\{(fact|stay):([^}]+)\}", written):
                    value = figure((facts if kind == "fact" else stays)[name], locale, currencies)
                    path = site / locale / where / "index.html"
                    shown = " ".join(text(node) for node in entry(path, anchor))
                    if not re.search(rf"(?<![\d,.]){re.escape(value)}(?![\d,.]\d)", shown):
                        yield f"{locale} {where}#{anchor}: {name} is {value}, which is not there"


# ---- tests


def test_every_economy_and_every_figure(site: Path) -> None:
    assert differences(invented.ROOT / "content", site) == []


def test_every_fee_stands_with_the_questions_about_fees(site: Path) -> None:
    """Each fee of content/facts.yml is told in the FAQ, in each language, in words of its currency."""
    content = invented.ROOT / "content"
    facts, currencies = read(content, "facts.yml"), read(content, "currencies.yml")
    told: dict[str, list[tuple[str, str]]] = {}
    for where, anchor, held in entries(content):
        for name in re.findall(r"\$\{fact:(fee-[^}]+)\}", str(held)):
            told.setdefault(name, []).append((where, anchor))
    fees = {name: fact for name, fact in facts.items() if name.startswith("fee-") and "money" in fact}
    assert len(fees) >= 7 and fees.keys() <= told.keys()
    for name, fact in fees.items():
        for locale in LOCALES:
            value = money(fact["money"], locale, currencies)
            assert any(
                value in " ".join(text(node) for node in entry(site / locale / where / "index.html", anchor))
                for where, anchor in told[name]
            ), f"{locale} {name}: {value}"


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        ("facts.yml", "money: 5000 TWD", "money: 5001 TWD", "zh-Hans faq/fees#"),
        ("facts.yml", "date: 2023-05-01", "date: 2023-05-02", "2 May 2023"),
        ("facts.yml", "duration: 2-3 months", "duration: 2-4 months", "2至4個月"),
        ("economies.yml", "length: 90 days", "length: 91 days", "en AUS: no stay 91 days"),
        ("economies.yml", "since: 2021-03-01", "since: 2021-03-02", "zh-Hans AUS: the table's virtual card"),
        ("economies.yml", "en: Brunei Darussalam", "en: Brunei", "en BRN: the heading is"),
        ("economies.yml", "member: transitional", "member: full", "zh-Hant CAN: no membership 正式會員體"),
        ("currencies.yml", "新臺幣#元", "新臺幣#圓", "zh-Hant faq/fees#"),
    ],
)
def test_a_figure_changed_without_rendering_is_noticed(
    site: Path, tmp_path: Path, name: str, before: str, after: str, says: str
) -> None:
    """So that the comparison is one that can fail."""
    shutil.copytree(invented.ROOT / "content", tmp_path / "content")
    path = tmp_path / "content" / name
    given = path.read_text("utf-8")
    assert before in given
    path.write_text(given.replace(before, after, 1), "utf-8")
    found = differences(tmp_path / "content", site)
    assert any(says in one for one in found), found
