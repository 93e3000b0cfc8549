"""Characters of the wrong script, in both directions: the phrases of the research and further cases."""

from __future__ import annotations

from functools import cache

import pytest

import invented
from guidebook import derive, lint, load, passage
from guidebook.segmentation import Phrases

CHECKS = ("simplified-in-traditional", "traditional-in-simplified")

# The four lists of research/chinese.md, section 5.4.
TAIWAN_WRONG = (
    "报名表須親簽、證件领取處、补發通知、边境管制措施、電話号码、单位主管核章、严禁攜帶、優先禮让、检查站、旅馆住宿證明、发票影本、"
    "达到標準、官方网站、量測体溫、天气因素、礼遇通道、来回机票、罰款三万元、广告不實、工厂登記證、無法胜任、各种類別、匯率系数、"
    "三日以后、然后按確認、心里有疑問、城里的辦事處、打扫干净、餅干零食、現煮面條、兩只小狗、并且附上影本、行動計划、國際標准、"
    "本地制造、師范大學、建筑物、象征意義、內容丰富、稻谷收成、憂郁症狀、咸味點心、當眾出丑、政治斗爭、開辟航線、線上游戲、"
    "愿意配合、听取意見、設備坏了、挂號郵件、呼吁民眾、舍棄權利、夸大不實"
)
TAIWAN_RIGHT = (
    "天后宮捷運站、后冠造型、影后得主、皇太后、萬里長城、鄰里公園、累積里程數、鄉里耆老、五英里、大動干戈、天干地支、不得干涉、"
    "毫不相干、面試通知、全面實施、只需五分鐘、子曰詩云、于右任墨寶、余光中詩集、范仲淹、姜太公釣魚、朴槿惠、游錫堃院長、谷關溫泉、"
    "丑角演出、斗六車站、北斗七星、岳父母、卷宗編號、試卷、遠征隊、穿著制服、經批准後、前仆後繼、神采飛揚、布告欄、占卜算命、"
    "招募志工、填寫表格、沈先生、曲折離奇、升降機、致力推廣、系所主任、台中航空站、吊車作業、周先生、佣金收入、准考證、系列活動、"
    "山谷回音、干貝、若干份"
)
MAINLAND_WRONG = (
    "簽证中心、發卡机构、開始办理、學生证、國际航班、進门口、購买门票、電话号码、號码牌、單位公章、邊境检查、費用标准、種类、"
    "產业园区、官方網站、安全檢查、書面说明、員工证明、随身訂单、隨身行李、區域限制、實施细则、三樓大厅、確认信息、重新裝置、"
    "製作卡片、複印件、鬆开按钮、髮型、穀物、鐘表、檯灯、颱风预警、於是离开、徵集意见、瞭解详情、求知慾、彙总表、閒置设备、"
    "嚮往自由、捨弃权利、繫好安全带、佈置会场、昇级服务、衆多旅客、祇有一次、週边设施、併入计算"
)
MAINLAND_RIGHT = (
    "乾清宫、乾县、世界名著、以效率著称、成绩卓著、瞭望台、声名狼藉、相互枕藉、魏徵谏言、全军覆没、颠覆性、皇太后、后羿射日、"
    "故里、干部、若干份、面包房、台湾海峡、只有一次、一只箱子、发布公告、理发店、复习资料、手续复杂、松树林、放松心情、谷物早餐、"
    "制造商、规章制度、卷心菜、考卷、云南省、余额查询、余先生、沈阳市、范围、斗争、北斗导航、丑陋、几乎、茶几、周末、周围环境、"
    "冲突、王喆先生、李昪、著作等身、显著位置、宫商角徵羽"
)
LISTED = [
    (locale, text, wrong)
    for locale, texts, wrong in (
        ("zh-Hant", TAIWAN_WRONG, True),
        ("zh-Hant", TAIWAN_RIGHT, False),
        ("zh-Hans", MAINLAND_WRONG, True),
        ("zh-Hans", MAINLAND_RIGHT, False),
    )
    for text in texts.split("、")
]
# Those of the lists that are judged wrongly, exactly: fewer or others is news.
KNOWN_MISSES: frozenset[str] = frozenset()

# What must be found, and what must be put for it where only one thing is right.
FURTHER_WRONG = [
    ("zh-Hant", "請勿攜帶违禁品", "违", "違"),
    ("zh-Hant", "头发", "头发", "頭髮"),
    ("zh-Hant", "发展計畫", "发", "發"),
    ("zh-Hant", "恢复通行", "复", "復"),
    ("zh-Hant", "基准日", "准", "準"),
    ("zh-Hant", "標准作業", "准", "準"),
    ("zh-Hant", "關系人", "系", "係"),
    ("zh-Hant", "寬松規定", "松", "鬆"),
    ("zh-Hant", "采用電子表單", "采", "採"),
    ("zh-Hant", "強烈台風", "台", "颱"),
    ("zh-Hant", "干燥食品", "干", "乾"),
    ("zh-Hant", "在城市里", "里", "裡"),
    ("zh-Hant", "干部訓練", "干", "幹"),
    ("zh-Hant", "糊涂", "涂", "塗"),
    ("zh-Hant", "抽屜裏", "裏", "裡"),
    ("zh-Hant", "為了説明", "説", "說"),
    ("zh-Hant", "合格証明", "証", "證"),
    ("zh-Hant", "簡体中文", "体", "體"),
    ("zh-Hant", "东京、大阪", "东", "東"),
    ("zh-Hant", "対応方法", "対応", "對應"),
    ("zh-Hant", "**护照**與`护照`", "护", "護"),
    ("zh-Hant", "[护照](https://example.tw/护照)", "护", "護"),
    ("zh-Hant", "録音", "録", "錄"),
    ("zh-Hant", "王爲民", "爲", "為"),
    ("zh-Hans", "請注意", "請", "请"),
    ("zh-Hans", "有著作权的顯著标志", "顯", "显"),
    ("zh-Hans", "带著孩子", "著", "着"),
    ("zh-Hans", "显著重要，著重号", "著", "着"),
    ("zh-Hans", "特徵", "徵", "征"),
    ("zh-Hans", "乾杯", "乾", "干"),
    ("zh-Hans", "頭髮", "頭髮", "头发"),
    ("zh-Hans", "裏面", "裏", "里"),
    ("zh-Hans", "明瞭", "瞭", "了"),
    ("zh-Hans", "牠们", "牠", "它"),
    ("zh-Hans", "藉口", "藉", "借"),
    ("zh-Hans", "繁體中文", "體", "体"),
]
FURTHER_RIGHT = [
    ("zh-Hant", "胜肽保養品"),
    ("zh-Hant", "涂先生與于小姐"),
    ("zh-Hant", "大安區錦安里、明湖里、中心里"),
    ("zh-Hant", "里長與里民由里幹事通知"),
    ("zh-Hant", "后里馬場與后豐鐵馬道"),
    ("zh-Hant", "未經核准者，不准動用；主管照准"),
    ("zh-Hant", "一經核准即發卡，獲准後另行通知"),
    ("zh-Hant", "只限本人，只出示正本"),
    ("zh-Hant", "系統、科系、直系血親"),
    ("zh-Hant", "網站名稱：简体中文"),
    ("zh-Hant", '<span lang="ja">東京駅の発車</span>'),
    ("zh-Hant", "東京駅のホームにて"),
    ("zh-Hant", "-{简体字}-"),
    ("zh-Hant", "王詠峯、游錫堃、陶喆"),
    ("zh-Hant", "祕密、污染、外泄、痴呆與癡呆"),
    ("zh-Hant", "不銹鋼與豐富的雞肉，滙豐銀行"),
    ("zh-Hant", "臺灣與台灣，公布與公佈，占用與佔用"),
    ("zh-Hans", "正體中文"),
    ("zh-Hans", "有著名导演，随著作附送"),
    ("zh-Hans", "原著、专著、土著、昭著"),
    ("zh-Hans", "乾隆、乾坤、乾陵"),
    ("zh-Hans", "狼藉、慰藉、藉田"),
    ("zh-Hans", "神祇"),
    ("zh-Hans", '<b lang="zh-Hant">簽證</b>'),
    ("zh-Hans", "朱镕基、游锡堃"),
    ("en", "护照 and 護照 are the same word."),
]


@cache
def linter() -> lint.Linter:
    return lint.Linter(derive.derive(load.load(invented.ROOT)))


@cache
def found(locale: str, text: str) -> tuple[passage.Found, ...]:
    one = passage.passage(locale, text)
    return tuple(each.found for each in linter().lint(one) if each.check in CHECKS)


def missed(locale: str, text: str, wrong: bool) -> bool:
    return bool(found(locale, text)) != wrong


@pytest.mark.parametrize(("locale", "text", "wrong"), LISTED)
def test_listed_phrase(locale: str, text: str, wrong: bool) -> None:
    assert missed(locale, text, wrong) == (text in KNOWN_MISSES)


def test_of_the_listed_phrases_97_in_100_are_judged_rightly() -> None:
    assert len(LISTED) == 203
    assert sum(not missed(*one) for one in LISTED) / len(LISTED) >= 0.97
    assert {text for _, text, _ in LISTED} >= KNOWN_MISSES


@pytest.mark.parametrize(("locale", "text", "wrong", "right"), FURTHER_WRONG)
def test_further_wrong(locale: str, text: str, wrong: str, right: str) -> None:
    assert [(text[one.start : one.end], one.replacement) for one in found(locale, text)] == [(wrong, right)]


@pytest.mark.parametrize(("locale", "text"), FURTHER_RIGHT)
def test_further_right(locale: str, text: str) -> None:
    assert found(locale, text) == ()


def test_what_only_context_decides_is_offered_and_not_replaced() -> None:
    (one,) = found("zh-Hant", "这个「发」字".replace("这个", "這個"))
    assert one.replacement is None
    assert "發" in one.says["en"] and "髮" in one.says["zh-Hant"]


@pytest.mark.parametrize(
    ("text", "severity"), [("王啓明", "warning"), ("広瀬小姐", "warning"), ("号", "error")]
)
def test_a_form_that_names_may_have_is_a_warning(text: str, severity: str) -> None:
    assert [one.severity for one in found("zh-Hant", text)] == [severity]


@pytest.mark.parametrize("locale", passage.LOCALES)
@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800号\udfff", "\u202e号\u2069", "\ue000", "𠮷号" * 3, "号" * 5000]
)
def test_any_text_is_read(locale: str, text: str) -> None:
    for one in found(locale, text):
        assert 0 <= one.start < one.end <= len(text)


def test_places_are_counted_in_code_points() -> None:
    text = "𠮷😀`号`号"
    assert [(one.start, one.end) for one in found("zh-Hant", text)] == [(5, 6)]


def test_phrases_are_read_from_either_end() -> None:
    phrases = Phrases({"甲乙": "AB", "乙丙丁": "CDE"})
    assert phrases.forwards("甲乙丙丁") == ["A", "B", "", ""]
    assert phrases.backwards("甲乙丙丁") == ["", "C", "D", "E"]
    assert phrases.forwards("") == phrases.backwards("") == []
