"""Labels in texts: the names of editions, language tags, flags; and words that only look like them."""

from __future__ import annotations

from functools import cache

import pytest

import invented
from guidebook import derive, lint, load, passage

CHECKS = ("edition-label", "language-tag")


@cache
def linter() -> lint.Linter:
    return lint.Linter(derive.derive(load.load(invented.ROOT)))


def labels(locale: str, text: str) -> list[passage.Found]:
    found = linter().lint(passage.passage(locale, text))
    return [each.found for each in found if each.check in CHECKS]


WRONG = [
    ("zh-Hant", "請參閱中文版本。", "中文版本"),
    ("zh-Hant", "中文版與英文版均已上線。", "中文版"),
    ("zh-Hant", "已發布中英文版手冊。", "中英文版"),
    ("zh-Hant", "請切換為中文介面。", "中文介面"),
    ("zh-Hant", "本指南提供中文及英文兩種語言。", "中文"),
    ("zh-Hant", "本站僅有中文。", "中文"),
    ("zh-Hant", "請按「中文」按鈕。", "中文"),
    ("zh-Hant", "English｜中文", "中文"),
    ("zh-Hant", "[繁體中文](/zh-Hant/)", "繁體中文"),
    ("zh-Hant", "[繁](/zh-Hant/)", "繁"),
    ("zh-Hant", "[EN](/en/)", "EN"),
    ("zh-Hant", "備有简體中文版。", "简體中文"),
    ("zh-Hant", "請看華語版網頁。", "華語版網頁"),
    ("zh-Hant", "[使用手冊（中文）](guide.pdf)", "中文"),
    ("zh-Hant", "- English\n- 中文\n", "中文"),
    ("zh-Hant", "<button>中文</button>", "中文"),
    ("zh-Hant", '<a lang="zh-Hant" href="/zh-Hant/">中文</a>', "中文"),
    ("zh-Hant", '<img alt="中文" src="a.png">', "中文"),
    ("zh-Hant", "中文", "中文"),
    ("zh-Hant", "中文快速參考指南", "中文快速參考指南"),
    ("zh-Hant", "常見問題（中文）", "中文"),
    ("zh-Hant", "版本：中文、英文。", "中文"),
    ("zh-Hans", "请下载中文版。", "中文版"),
    ("zh-Hans", "点击“中文”即可。", "中文"),
    ("zh-Hans", "简中网页已更新。", "简中"),
    ("zh-Hans", "见簡體中文版。", "簡體中文"),
    ("en", "See the Chinese-language version.", "Chinese-language version"),
    ("en", "The English and Chinese versions differ.", "Chinese versions"),
    ("en", "Switch to Chinese.", "Chinese"),
    ("en", "Select Chinese in the menu.", "Chinese"),
    ("en", "Click “Chinese”.", "Chinese"),
    ("en", "Read this page in Chinese.", "Chinese"),
    ("en", "English | Chinese", "Chinese"),
    ("en", "[Chinese](/zh-Hans/)", "Chinese"),
    ("en", "The FAQ is published in Chinese only.", "Chinese"),
    ("en", "[User guide (Chinese)](guide.pdf)", "Chinese"),
    ("en", "[Guide](guide.pdf) (PDF, Chinese)", "Chinese"),
    ("en", "## Chinese", "Chinese"),
    ("en", "This guide is in Chinese.", "Chinese"),
    ("en", "The Chinese user guide.", "Chinese user guide"),
    ("en", "[English](/en/) · [Simplified Chinese](/zh-Hans/)", "Simplified Chinese"),
    ("en", '<p lang="zh-cht">請出示護照</p>', "zh-cht"),
    ("en", "<p lang=zh_CN>请出示护照</p>", "zh_CN"),
    ("en", '<p lang="en_US">Hello</p>', "en_US"),
    ("en", '<p lang="chinese">請出示護照</p>', "chinese"),
    ("en", '<p lang="zh-Hnat">請出示護照</p>', "zh-Hnat"),
    ("en", '<p lang="zh-cmn-Hans">请出示护照</p>', "zh-cmn-Hans"),
    ("en", '<p lang="x-default">Hello</p>', "x-default"),
    ("en", '<p lang="zh-TW">請出示護照</p>', "zh-TW"),
    ("en", "<link rel='alternate' hreflang='tw' href='/'>", "tw"),
    ("en", '<meta property="og:locale:alternate" content="zh-CN">', "zh-CN"),
    ("en", '<a href="/zh-Hant/" hreflang="zh-Hans">正體中文</a>', None),
    ("en", '<html lang="zh-Hant"><body>Show the card.</body></html>', "zh-Hant"),
    ("en", '<p lang="en">請出示護照</p>', "請出示護照"),
    ("zh-Hans", '<div lang="zh-Hant"><p>请携带护照</p></div>', "请携带护照"),
    ("zh-Hant", "![](/assets/flags/tw.svg)", "flags/tw.svg"),
    ("zh-Hant", '<span class="flag-icon flag-icon-tw"></span>', "flag-icon-tw"),
    ("en", "Languages: 🇺🇸 English", "🇺🇸"),
    ("zh-Hant", "zh-CHT", "zh-CHT"),
]

RIGHT = [
    ("zh-Hant", "繁體中文版、簡體中文版、英文版均已上線。"),
    ("zh-Hant", "請以中文正楷書寫。"),
    ("zh-Hant", "在學證明（含中文譯本，可免驗證）"),
    ("zh-Hant", "台中文創園區與中文系。"),
    ("zh-Hant", "中文或英文姓名均可；中文名字、中文字型、中文輸入法。"),
    ("zh-Hant", "服務台提供中文及英文諮詢。"),
    ("zh-Hant", "電話客服提供中文。"),
    ("zh-Hant", "外國文件應附中文翻譯，中文版權另計。"),
    ("zh-Hant", "會議頻繁中止，化繁中求簡。"),
    ("zh-Hant", "中文檢定與華語文能力測驗。"),
    ("zh-Hant", "`中文版`不是好名稱。"),
    ("zh-Hant", "[正體中文](/zh-Hant/)、[简体中文](/zh-Hans/)、[English](/en/)"),
    ("zh-Hant", "「中文」一詞在此指語言。"),
    ("zh-Hant", "見[中文姓名欄](/name/)。"),
    ("zh-Hant", "國語課程、國語日報、華語教學。"),
    ("zh-Hans", "申请人的中文姓名与中文地址。"),
    ("zh-Hans", "简体中文版与正體中文版。"),
    ("en", "Chinese food, Chinese New Year, the Chinese embassy, overseas Chinese."),
    ("en", "Chinese page numbers are in Han numerals."),
    ("en", "Write the name in Chinese."),
    ("en", "Staff speak English and Chinese."),
    ("en", "A Simplified Chinese version and a Traditional Chinese page."),
    ("en", "The Chinese (Traditional) version is out."),
    ("en", "The guide is available in English and Traditional Chinese."),
    ("en", "Choose Chinese food."),
    ("en", "Enter the name exactly as it is in the Chinese passport."),
    ("en", '<a lang="zh-Hant" hreflang="zh-Hant" href="/zh-Hant/">正體中文</a>'),
    ("en", '<link rel="alternate" hreflang="zh-Hant" href="/zh-Hant/">'),
    ("en", '<meta property="og:locale" content="zh_CN"><p lang="ja">漢字</p><p lang="">x</p>'),
    ("en", '<!-- <p lang="zh_TW">護照</p> --> <p lang="de-CH-1996">Karte</p>'),
    ("en", "    <html lang=en>\n"),
    ("en", "Open https://example.org/?lang=zh_TW&hreflang=cn now; set lang = 5."),
    ("en", "Fly the flag at half-mast; flag_day."),
    ("en", '```html\n<html lang="zh"> 🇹🇼\n```\n'),
    ("zh-Hant", '<q lang="zh-Hans">台湾</q>與<q lang="zh-Hans">APEC</q>'),
    ("zh-Hant", '<p lang="zh-Hant">后里的皇后與系統的關係，詳見<span lang="zh-Hans">简体说明</span></p>'),
]


@pytest.mark.parametrize(("locale", "text", "words"), WRONG)
def test_a_wrong_label_is_found(locale: str, text: str, words: str | None) -> None:
    found = [text[one.start : one.end] for one in labels(locale, text)]
    assert found if words is None else found == [words]


@pytest.mark.parametrize(("locale", "text"), RIGHT)
def test_words_that_are_no_label_are_left_alone(locale: str, text: str) -> None:
    assert labels(locale, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "\ud800中文版<p lang='\ud800'>\x00",
        "<p lang=",
        "<a <a <a lang",
        "\u202e中文 | English\u2066",
        "<!--" * 9 + "lang=",
    ],
)
def test_no_text_makes_a_check_fail(text: str) -> None:
    for locale in passage.LOCALES:
        labels(locale, text)


def test_a_wrong_tag_says_what_to_write() -> None:
    (found,) = labels("en", '<p lang="zh_TW">請出示護照</p>')
    assert found.replacement == "zh-Hant"
    assert "zh-Hant" in found.says["en"] and "zh-Hant" in found.says["zh-Hant"]
