"""APEC's words in three languages, and the places and fixed terms that keep their own."""

from __future__ import annotations

from functools import cache

import pytest

import invented
from guidebook import derive, lint, load, passage


@cache
def linter() -> lint.Linter:
    return lint.Linter(derive.derive(load.load(invented.ROOT)))


def nomenclature(locale: str, text: str) -> list[passage.Found]:
    found = linter().lint(passage.passage(locale, text))
    return [each.found for each in found if each.check == "nomenclature"]


WRONG = [
    ("en", "The ABTC works in participating countries.", "countries"),
    ("en", "Each APEC country decides for itself.", "country"),
    ("en", "APEC states agreed.", "states"),
    ("en", "Ask the host nation about your APEC card.", "nation"),
    ("en", "Taiwan is a member of APEC.", "Taiwan"),
    ("en", "APEC economies: Japan; Hong Kong; Peru.", "Hong Kong"),
    ("en", "APEC economies: Japan; South Korea; Peru.", "South Korea"),
    ("en", "APEC members are Brunei, Canada, Chile.", "Brunei"),
    ("en", "APEC lists Taiwan, China among its members.", "Taiwan, China"),
    ("en", "The APEC Leaders' Summit takes place each year.", "Leaders' Summit"),
    ("en", "The three Chinas are in it.", "three Chinas"),
    ("zh-Hant", "APEC國家皆可使用。", "國家"),
    ("zh-Hant", "商務旅行卡可在哪些國家使用？", "國家"),
    ("zh-Hant", "商務旅行卡由發卡國核發。", "發卡國"),
    ("zh-Hant", "APEC會員體：日本、南韓、越南。", "南韓"),
    ("zh-Hant", "APEC會員體：日本、中國臺北、越南。", "中國臺北"),
    ("zh-Hant", "APEC會員體臺灣不核發虛擬卡。", "臺灣"),
    ("zh-Hant", "APEC峰會", "峰會"),
    ("zh-Hant", "APEC各會員體元首與會。", "元首"),
    ("zh-Hant", "持商務旅行卡往來兩岸三地。", "兩岸三地"),
    ("zh-Hans", "APEC各国均可使用。", "各国"),
    ("zh-Hans", "亚太经合组织领导人峰会", "领导人峰会"),
    ("zh-Hans", "APEC经济体包括日本、台湾、韩国。", "台湾"),
    ("zh-Hans", "APEC经济体包括日本、香港、韩国。", "香港"),
]

RIGHT = [
    ("en", "The country has three airports."),
    ("en", "APEC economies differ; the United Nations and third countries are not meant."),
    ("en", "State your name in the APEC form; the state of your application is shown."),
    ("en", "Countryside hotels accept the ABTC; give your nationality and Country/Region."),
    ("en", "Schengen countries do not take part in the ABTC scheme."),
    ("en", "ABTC holders fly China Airlines, Vietnam Airlines and Hong Kong Express."),
    ("en", "The ABTC holder has a Hong Kong passport and 500 Hong Kong dollars."),
    ("en", "Hong Kong residents apply for the APEC card with an identity card."),
    ("en", "The APEC CEO Summit met beside it."),
    ("en", "The summit of Jade Mountain is high."),
    ("en", "Taiwan and Vietnam are warm in May."),
    ("en", "ABTC holders may travel to Taiwan in winter."),
    ("en", "APEC: Hong Kong, China; Papua New Guinea; The Philippines; United States."),
    ("zh-Hant", "依各國規定辦理，國家賠償由機關負責。"),
    ("zh-Hant", "台灣、香港、日本均有分店。"),
    ("zh-Hant", "中華臺北是APEC會員體，中國香港也是。"),
    ("zh-Hant", "商務旅行卡申請表須填寫國籍、國家／地區與國際電話國碼。"),
    ("zh-Hant", "本國家庭均可申請商務旅行卡。"),
    ("zh-Hant", "APEC會議在臺北市與國家音樂廳舉行，全國民眾關注。"),
    ("zh-Hant", "香港居民申請商務旅行卡時，須持有香港永久性居民身分證。"),
    ("zh-Hant", "持商務旅行卡由臺灣桃園國際機場出境，以港幣或新臺幣付款。"),
    ("zh-Hant", "非APEC會員國家的旅客不適用商務旅行卡；申根國家亦同。"),
    ("zh-Hant", "巴黎氣候高峰會與國家元首會晤。"),
    ("zh-Hant", "稱APEC成員時不用「國家」。"),
    ("zh-Hans", "APEC商务旅行卡由国家移民管理局受理，国家代码见背面。"),
    ("zh-Hans", "APEC工商领导人峰会"),
    ("zh-Hans", "请在国籍一栏填写，世界各国均同；全国通用，国际机场亦可。"),
    ("zh-Hans", "APEC经济体：中国、中国香港、中华台北。"),
    ("zh-Hans", "台湾海峡、香港大学与APEC无关。"),
]


@pytest.mark.parametrize(("locale", "text", "words"), WRONG)
def test_a_wrong_name_is_found(locale: str, text: str, words: str) -> None:
    assert [text[one.start : one.end] for one in nomenclature(locale, text)] == [words]


@pytest.mark.parametrize(("locale", "text"), RIGHT)
def test_other_words_are_left_alone(locale: str, text: str) -> None:
    assert nomenclature(locale, text) == []


def test_far_from_apec_a_country_is_a_country() -> None:
    far = "其他事項。\n\n" * 400
    assert nomenclature("zh-Hant", f"APEC會員體。\n\n{far}各國規定不同。") == []
    assert nomenclature("zh-Hant", f"{far}依APEC各國規定不同。") != []


def test_a_word_the_termbase_rejects_is_reported_once() -> None:
    assert nomenclature("en", "Each APEC member country decides.") == []
    assert nomenclature("zh-Hant", "APEC會員國") == []


@pytest.mark.parametrize("text", ["\ud800APEC國家", "\x00APEC Taiwan\u202e", "APEC" * 50, ""])
def test_no_text_makes_the_check_fail(text: str) -> None:
    for locale in passage.LOCALES:
        nomenclature(locale, text)
