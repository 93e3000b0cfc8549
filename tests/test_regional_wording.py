"""Regional wording: recall of the 53 measured pairs in both directions, and no false alarms."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import invented
from guidebook import derive, lint, load, passage
from guidebook.book import Book
from guidebook.checks.text import regional_wording
from guidebook.source import Location, Text

TABLE = Path(regional_wording.__file__).parents[2] / "data/regional-wording.yml"

# Taiwan's word; a Taiwan sentence with it; the mainland's word; a mainland sentence with it.
PAIRS = """\
行動裝置|請在行動裝置上開啟應用程式。|移动设备|请在移动设备上打开应用程序。
智慧型手機|請使用智慧型手機。|智能手机|请使用智能手机。
螢幕截圖|不接受螢幕截圖。|屏幕截图|不接受屏幕截图。
品質|照片品質不符規定。|质量|照片质量不符合规定。
透過|請透過官方網站申請。|通过|请通过官方网站申请。
帳號|請輸入帳號。|账号|请输入账号。
帳戶|請建立帳戶。|账户|请创建账户。
個人資料|我們依法蒐集個人資料。|个人信息|我们依法收集个人信息。
隱私權政策|請參閱隱私權政策。|隐私政策|请参阅隐私政策。
入出境|入出境時請出示護照。|出入境|出入境时请出示护照。
入出國|入出國時請出示護照。|出入境|办理出入境手续。
臨櫃|請臨櫃申請。|柜台办理|请到柜台办理。
晶片護照|請換發晶片護照。|电子护照|请换发电子护照。
預設|請查看手機的預設語言。|默认|请查看手机的默认语言。
按一下|請按一下按鈕。|单击|请单击按钮。
下拉式選單|請從下拉式選單選取。|下拉菜单|请从下拉菜单选择。
功能表|請開啟網頁右上角的功能表。|菜单|请打开网页右上角的菜单。
複製|請複製連結。|复制|请复制链接。
數位簽章|請附數位簽章。|数字签名|请附数字签名。
二維條碼|請掃描二維條碼。|二维码|请扫描二维码。
離線|離線時仍可出示。|离线|离线时仍可出示。
郵遞區號|請填寫郵遞區號。|邮政编码|请填写邮政编码。
身分證|請攜帶身分證。|身份证|请携带身份证。
身分證字號|請填寫身分證字號。|身份证号|请填写身份证号。
身分|請確認身分。|身份|请确认身份。
航廈|請前往第二航廈。|航站楼|请前往二号航站楼。
機場捷運|請搭乘機場捷運。|机场地铁|请乘坐机场地铁。
捷運|可搭臺北捷運前往。|地铁|可乘台北地铁前往。
公車|可轉搭公車。|公交车|可换乘公交车。
登機證|請出示登機證。|登机牌|请出示登机牌。
登機門|請前往登機門。|登机口|请前往登机口。
免稅商店|可在免稅商店購買。|免税店|可在免税店购买。
會員經濟體|各會員經濟體自行訂定。|成员经济体|各成员经济体自行规定。
亞太經濟合作會議|亞太經濟合作會議每年舉行。|亚太经合组织|亚太经合组织每年举行会议。
南韓|請確認南韓的規定。|韩国|请确认韩国的规定。
雪梨|請洽雪梨機場。|悉尼|请联系悉尼机场。
杜拜|在杜拜轉機。|迪拜|在迪拜转机。
回饋|請填寫意見表單並回饋。|反馈|请填写意见表并反馈。
意見回饋|歡迎意見回饋。|意见反馈|欢迎意见反馈。
常見問答集|請參閱常見問答集。|常见问题|请参阅常见问题。
生物辨識|採用生物辨識。|生物识别|采用生物识别。
人臉辨識|採用人臉辨識。|人脸识别|采用人脸识别。
指紋辨識|採用指紋辨識。|指纹识别|采用指纹识别。
辨識|系統會自動辨識證件。|识别|系统会自动识别证件。
自動化通關|可使用自動化通關。|自动通关|可使用自动通关。
自動查驗通關|可使用自動查驗通關。|自助通关|可使用自助通关。
公尺|距離約200公尺。|米|距离约200米。
影印本|請附護照影印本。|复印件|请附护照复印件。
大頭照|請附大頭照。|证件照|请附证件照。
營業登記|請附公司的營業登記。|营业执照|请附公司的营业执照。
帳單|請附帳單。|账单|请附账单。
部份|部份會員體另有規定。|部分|部分成员另有规定。
甚麼|這是甚麼？|什么|这是什么？
"""

# Right in both places, or the same word in both: nothing in the text shows which is meant.
ALWAYS_RIGHT = {
    "zh-Hant": {"複製", "離線", "櫃檯辦理", "韓國", "常見問題", "證件照", "部分", "什麼"},
    "zh-Hans": {"复制", "离线"},
}
# Found only in the sense that the words beside them show; the sentences above have such words.
ONLY_CONTEXT = {
    "zh-Hant": {"質量", "通過", "默認", "菜單", "地鐵", "識別", "米"},
    "zh-Hans": {"品质", "个人资料", "预设", "按一下", "营业登记", "雪梨", "回馈", "辨识"},
}
# The mainland's sentences in Traditional characters, where the characters alone do not decide.
TRADITIONAL = {"柜台办理": "櫃檯辦理", "复印件": "複印件", "台北": "台北", "什么": "什麼"}


def in_other_script() -> list[tuple[str, str, str]]:
    """Locale, word and sentence of each word of both columns, in the locale where it is wrong."""
    to_hans, to_hant = converter("t2s"), converter("s2t")
    made = []
    for line in PAIRS.splitlines():
        taiwan, taiwan_text, mainland, mainland_text = line.split("|")
        for simplified, traditional in TRADITIONAL.items():
            mainland_text = mainland_text.replace(simplified, traditional)
        word = TRADITIONAL.get(mainland, to_hant(mainland))
        made.append(("zh-Hant", word, to_hant(mainland_text)))
        made.append(("zh-Hans", to_hans(taiwan), to_hans(taiwan_text)))
    return made


def converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config).convert


@cache
def book() -> Book:
    return derive.derive(load.load(invented.ROOT))


@cache
def linter() -> lint.Linter:
    return lint.Linter(book())


@cache
def prepared() -> dict[str, regional_wording.Words]:
    return regional_wording.prepare(replace(book(), terms={}))


def found(locale: str, text: str) -> list[str]:
    """The words that the check finds where no termbase speaks first."""
    one = passage.passage(locale, text)
    return [text[each.start : each.end] for each in regional_wording.check(one, prepared())]


def reported(locale: str, text: str) -> list[str]:
    """The words reported as wrong wording by this check or by the termbase's."""
    names = ("regional-wording", "rejected-term")
    every = linter().lint(passage.passage(locale, text))
    return [text[one.found.start : one.found.end] for one in every if one.check in names]


@pytest.mark.parametrize("locale", ["zh-Hant", "zh-Hans"])
def test_recall_of_the_53_pairs(locale: str) -> None:
    cases = [(word, text) for where, word, text in in_other_script() if where == locale]
    missed = {word for word, text in cases if not any(word in one for one in reported(locale, text))}
    assert len(cases) == 53
    assert missed <= ALWAYS_RIGHT[locale], missed - ALWAYS_RIGHT[locale]


def test_recall_is_at_least_nine_in_ten_of_all() -> None:
    cases = in_other_script()
    hits = sum(any(word in one for one in reported(locale, text)) for locale, word, text in cases)
    assert hits >= 0.9 * len(cases)


@pytest.mark.parametrize("line", PAIRS.splitlines(), ids=lambda line: line.split("|")[0])
def test_the_right_locale_stays_silent(line: str) -> None:
    taiwan, taiwan_text, mainland, mainland_text = line.split("|")
    assert taiwan in taiwan_text and mainland in mainland_text
    assert found("zh-Hant", taiwan_text) == []
    assert found("zh-Hans", mainland_text) == []


@pytest.mark.parametrize(
    ("locale", "word"), [(locale, word) for locale, words in ONLY_CONTEXT.items() for word in sorted(words)]
)
def test_what_only_context_decides_is_silent_alone(locale: str, word: str) -> None:
    assert found(locale, f"{word}。") == []


FOUND = [
    ("zh-Hant", "短信驗證碼", "短信"),
    ("zh-Hant", "請點擊按鈕", "點擊"),
    ("zh-Hant", "交通信息", "信息"),
    ("zh-Hant", "殺毒軟件", "殺毒軟件"),
    ("zh-Hant", "點亮屏幕", "屏幕"),
    ("zh-Hant", "請存入硬盤", "硬盤"),
    ("zh-Hant", "在線申請", "在線"),
    ("zh-Hant", "通過手機申請", "通過"),
    ("zh-Hant", "網上填寫", "網上"),
    ("zh-Hant", "寬約 50 米", "米"),
    ("zh-Hant", "請重新加載頁面", "加載"),
    ("zh-Hant", "右上角的菜單", "菜單"),
    ("zh-Hant", "空氣質量", "質量"),
    ("zh-Hant", "申請渠道", "渠道"),
    ("zh-Hant", "手機信號不佳", "信號"),
    ("zh-Hant", "前往新西蘭", "新西蘭"),
    ("zh-Hant", "辦理值機", "值機"),
    ("zh-Hant", "經邊檢後出境", "邊檢"),
    ("zh-Hant", "**打印**申請表", "打印"),
    ("zh-Hant", "出示復印件", "復印件"),
    ("zh-Hant", "忘記密碼時請用手機登錄", "登錄"),
    ("zh-Hans", "数位化服务", "数位"),
    ("zh-Hans", "数位身分", ["数位", "身分"]),
    ("zh-Hans", "上传PDF档案", "档案"),
    ("zh-Hans", "下载应用后登入", "登入"),
    ("zh-Hans", "手机收到简讯", "简讯"),
    ("zh-Hans", "插入滑鼠", "滑鼠"),
    ("zh-Hans", "连接伺服器", "伺服器"),
    ("zh-Hans", "附上户籍誊本", "户籍誊本"),
    ("zh-Hans", "飞往纽西兰", "纽西兰"),
    ("zh-Hans", "雪梨机场", "雪梨"),
    ("zh-Hans", "部份内容", "部份"),
    ("zh-Hans", "保护个资", "个资"),
    ("zh-Hans", "汶莱与寮国", ["汶莱", "寮国"]),
]


@pytest.mark.parametrize(("locale", "text", "words"), FOUND)
def test_found(locale: str, text: str, words: str | list[str]) -> None:
    assert found(locale, text) == ([words] if isinstance(words, str) else words)


SILENT = [
    ("zh-Hant", "請於公司打印章處用印"),
    ("zh-Hant", "兩人喜怒哀樂與信息息相關"),
    ("zh-Hant", "附上一封短信"),
    ("zh-Hant", "短信用額度"),
    ("zh-Hant", "第四臺電視頻道"),
    ("zh-Hant", "服務器材借用"),
    ("zh-Hant", "不得重複印製"),
    ("zh-Hant", "往復印刷"),
    ("zh-Hant", "地圖標示的位置"),
    ("zh-Hant", "一起上網吧"),
    ("zh-Hant", "國內存款"),
    ("zh-Hant", "確實時有延誤"),
    ("zh-Hant", "現在線上申辦"),
    ("zh-Hant", "捷運營運時間"),
    ("zh-Hant", "出租車位與出租車輛"),
    ("zh-Hant", "悠遊卡加值機"),
    ("zh-Hant", "產品價值機會"),
    ("zh-Hant", "這邊檢查行李"),
    ("zh-Hant", "放寬帶入限制"),
    ("zh-Hant", "申請登錄、系統登錄時間"),
    ("zh-Hant", "查驗程序與申請程序"),
    ("zh-Hant", "通過審核後發卡"),
    ("zh-Hant", "通過預先審核"),
    ("zh-Hant", "東京地鐵與首爾地鐵"),
    ("zh-Hant", "質量守恆"),
    ("zh-Hant", "停車場識別證"),
    ("zh-Hant", "交通信號燈"),
    ("zh-Hant", "餐廳的菜單"),
    ("zh-Hant", "灌溉渠道"),
    ("zh-Hant", "當事人默認其事"),
    ("zh-Hant", "10米其林餐廳的米飯"),
    ("zh-Hant", "刷新世界紀錄"),
    ("zh-Hant", "駕駛證照"),
    ("zh-Hant", "在博客來購書"),
    ("zh-Hant", "文件、對象、支持、設置、用戶"),
    ("zh-Hant", "數據機"),
    ("zh-Hant", "`打印`"),
    ("zh-Hant", "[列印](/打印)"),
    ("zh-Hans", "软体动物"),
    ("zh-Hans", "系列印章"),
    ("zh-Hans", "局域网路由器"),
    ("zh-Hans", "电影本身"),
    ("zh-Hans", "挑选单位与候选单"),
    ("zh-Hans", "电子档案管理"),
    ("zh-Hans", "历史档案"),
    ("zh-Hans", "这个资料与每个资金"),
    ("zh-Hans", "投资安全"),
    ("zh-Hans", "方程式和程式化"),
    ("zh-Hans", "鱼雷射击"),
    ("zh-Hans", "数位旅客、多数位置"),
    ("zh-Hans", "办公分配"),
    ("zh-Hans", "冰糖雪梨"),
    ("zh-Hans", "湖南韩先生"),
    ("zh-Hans", "便捷运输"),
    ("zh-Hans", "小杜拜访客户"),
    ("zh-Hans", "国家标准透过现象"),
    ("zh-Hans", "杳无音讯"),
    ("zh-Hans", "打破世界纪录"),
    ("zh-Hans", "联络资料、行程安排、复制、离线"),
    ("zh-Hans", "登机证件"),
    ("zh-Hans", "记帐单位与挂载点选项"),
    ("zh-Hant", "行政執行程序"),
    ("zh-Hant", "雙擊"),
    ("zh-Hans", '<span lang="zh-Hant">軟體</span>'),
    ("en", "打印 and 列印"),
]


@pytest.mark.parametrize(("locale", "text"), SILENT)
def test_silent(locale: str, text: str) -> None:
    assert found(locale, text) == []


def test_a_name_of_the_termbase_is_right() -> None:
    assert found_beside("打印機", "打印機與打印") == ["打印"]
    assert found_beside("打印", "打印") == []


def test_a_name_hides_neither_its_neighbours_nor_the_other_sense() -> None:
    assert found_beside("搭機", "搭機場地鐵") == ["機場地鐵"]
    assert found_beside("程序", "依程序辦理；下載程序") == ["程序"]


def test_what_the_termbase_rejects_is_left_to_its_own_check() -> None:
    text = "请使用智慧型手机。"
    checks = [one.check for one in linter().lint(passage.passage("zh-Hans", text))]
    assert checks.count("rejected-term") == 1 and "regional-wording" not in checks


def found_beside(name: str, text: str) -> list[str]:
    """The words found where the termbase has only this name."""
    term = replace(
        next(iter(book().terms.values())),
        names={"zh-Hant": Text(name, Location(Path("terms.yml"), 1, 1))},
        rejected=None,
    )
    words = regional_wording.prepare(replace(book(), terms={"one": term}))
    one = passage.passage("zh-Hant", text)
    return [text[each.start : each.end] for each in regional_wording.check(one, words)]


@pytest.mark.parametrize(
    "text", ["\ud800打印\udfff", "\x00打印", "\u202e打印\u202c", "", "打" * 50_000, "程序" * 20_000]
)
def test_any_text_is_read(text: str) -> None:
    found("zh-Hant", text)
    found("zh-Hans", text)


def rows() -> list[dict[str, Any]]:
    table: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return list(table["rows"])


def flat(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [word for one in value for word in flat(one)]


def test_the_table_is_long_enough_and_well_formed() -> None:
    assert len(rows()) >= 150
    for row in rows():
        assert row and set(row) <= {"zh-Hant", "zh-Hans"}, row
        for side in row.values():
            assert {"write", "not"} <= set(side) <= {
                "write", "not", "except", "near", "before", "after", "severity",
            }, side  # fmt: skip
            assert side.get("severity", "warning") == "warning", side
            assert all(isinstance(word, str) and word for value in side.values() for word in flat(value)), (
                side
            )


@pytest.mark.parametrize("locale", ["zh-Hant", "zh-Hans"])
def test_no_word_stands_twice_or_is_right_elsewhere_in_the_table(locale: str) -> None:
    sides = [row[locale] for row in rows() if locale in row]
    wrong = Counter(word for side in sides for word in flat(side["not"]))
    assert [word for word, count in wrong.items() if count > 1] == []
    outright = {
        word for side in sides if not {"near", "before", "after"} & set(side) for word in flat(side["not"])
    }
    assert outright & {word for side in sides for word in flat(side["write"])} == set()
    assert [word for side in sides for word in flat(side["write"]) if found(locale, word)] == []


@pytest.mark.parametrize("locale", ["zh-Hant", "zh-Hans"])
def test_every_exception_keeps_a_word_silent(locale: str) -> None:
    """Each exception holds or overlaps a word of its own side; otherwise it says nothing."""
    for side in (row[locale] for row in rows() if locale in row):
        words = flat(side["not"])
        for exception in flat(side.get("except", ())):
            assert any(word in exception or overlaps(exception, word) for word in words), exception


def overlaps(first: str, second: str) -> bool:
    return any(
        first.endswith(second[:size]) or second.endswith(first[:size]) for size in range(1, len(second))
    )


@pytest.mark.parametrize("locale", ["zh-Hant", "zh-Hans"])
def test_every_word_of_the_table_is_found_with_the_context_it_needs(locale: str) -> None:
    missed = []
    for side in (row[locale] for row in rows() if locale in row):
        near, before, after = (next(iter(flat(side.get(key, ()))), "") for key in ("near", "before", "after"))
        for word in flat(side["not"]):
            text = f"{near}，{after}{word}{before}。"
            if not any(word in one for one in found(locale, text)):
                missed.append(text)
    assert missed == []
