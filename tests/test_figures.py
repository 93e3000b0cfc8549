"""Figures in the words of each language."""

from __future__ import annotations

import pytest

from guidebook.figures import Day, Duration, Figure, Formats, Money, Number, show

FORMATS = {
    "en": Formats("en_SG", {"TWD": "NT$#"}, "{low} to {high}"),
    "zh-Hant": Formats("zh_Hant_TW", {"TWD": "新臺幣#元"}, "{low}至{high}"),
    "zh-Hans": Formats("zh_Hans_CN", {"TWD": "新台币#元"}, "{low}至{high}"),
}

SHOWN: list[tuple[Figure, str, str, str]] = [
    (Number.parse("13"), "13", "13", "13"),
    (Number.parse("1395"), "1,395", "1,395", "1,395"),
    (Number.parse("2.5"), "2.5", "2.5", "2.5"),
    (Money.parse("5000 TWD"), "NT$5,000", "新臺幣5,000元", "新台币5,000元"),
    (Duration.parse("1 day"), "1 day", "1天", "1天"),
    (Duration.parse("90 days"), "90 days", "90天", "90天"),
    (Duration.parse("2-3 months"), "2 to 3 months", "2至3個月", "2至3个月"),
    (Duration.parse("6 weeks"), "6 weeks", "6週", "6周"),
    (Duration.parse("5 years"), "5 years", "5年", "5年"),
    (Day.parse("2021-03-01"), "1 March 2021", "2021年3月1日", "2021年3月1日"),
    (Day.parse("2022-08"), "August 2022", "2022年8月", "2022年8月"),
    (Day.parse("2016"), "2016", "2016年", "2016年"),
]


@pytest.mark.parametrize(("figure", "en", "hant", "hans"), SHOWN)
def test_shown(figure: Figure, en: str, hant: str, hans: str) -> None:
    assert [show(figure, formats) for formats in FORMATS.values()] == [en, hant, hans]


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (Number.parse, "many"),
        (Money.parse, "NT$5000"),
        (Money.parse, "5000 twd"),
        (Duration.parse, "90 d"),
        (Duration.parse, "3-2 days"),
        (Day.parse, "2021-02-30"),
        (Day.parse, "1 March 2021"),
    ],
)
def test_refused(parse: object, text: str) -> None:
    with pytest.raises(ValueError, match=r"write|no such"):
        parse(text)  # type: ignore[operator]
