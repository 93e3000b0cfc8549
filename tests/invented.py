"""Small invented projects for tests and benchmarks: real files, invented content."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

HOME = """\
title: {en: Invented guidance, zh-Hant: 虛構指引}
description: {en: Invented for tests., zh-Hant: 測試用的虛構內容。}
lead: {en: A first sentence., zh-Hant: 第一句話。}
moments:
  - id: now
    title: {en: Now, zh-Hant: 現在}
    text: {en: What to do now., zh-Hant: 現在該做什麼。}
    link: /first/page-1
"""

GUIDE = """\
order: {order}
title: {{en: Guide {order}, zh-Hant: 第{order}份指引}}
description: {{en: Description of guide {order}., zh-Hant: 第{order}份指引的說明。}}
"""

PAGE = """\
order: {order}
title: {{en: Page {order}, zh-Hant: 第{order}頁}}
description: {{en: Description of page {order}., zh-Hant: 第{order}頁的說明。}}
questions:
"""

QUESTION = """\
  - id: question-{number}
    question:
      en: What is question {number} about?
      zh-Hant: 第{number}題問的是什麼？
    answer:
      en: |
        It is about entry number {number}. Show the card and the passport, and keep the **app** open.

        - Bring the documents.
        - See [the first page](/first/page-1#question-1).
      zh-Hant: |
        第{number}題說明入境查驗。請出示卡片與護照，並開啟**應用程式**，記得「保持網路連線」。

        - 請備妥應備文件。
        - 請參閱[第一頁](/first/page-1#question-1)。
    sources: [authority]
"""

SOURCES = """\
authority:
  publisher: {en: An authority, zh-Hant: 某主管機關}
  title: {en: A page, zh-Hant: 某網頁}
  url: https://example.org/page
  checked: 2026-11-22
  mark: official
"""

TERMS = """\
app:
  en: app
  zh-Hant: 應用程式
  zh-Hans: 应用程序
  definition: {en: What shows the card., zh-Hant: 顯示卡片的應用程式。}
  sources: [authority]
network-connection: {zh-Hant: 網路連線, zh-Hans: 网络连接}
network: {zh-Hant: 網路, zh-Hans: 网络}
print: {zh-Hant: 列印, zh-Hans: 打印}
code: {zh-Hant: 程式碼, zh-Hans: 代码}
menu: {zh-Hant: 選單, zh-Hans: 菜单}
information: {zh-Hant: 資訊, zh-Hans: 信息}
link: {zh-Hant: 連結, zh-Hans: 链接}
search: {zh-Hant: 搜尋, zh-Hans: 搜索}
"""


def project(folder: Path, guides: int = 1, pages: int = 1, questions: int = 2) -> Path:
    """Write a whole project with so many guides, pages a guide and questions a page."""
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts/mkdocs_hooks.py", folder / "scripts")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    content = folder / "content"
    content.mkdir()
    shutil.copy(ROOT / "content/interface.yml", content)
    for name, text in (("home.yml", HOME), ("sources.yml", SOURCES), ("terms.yml", TERMS)):
        (content / name).write_text(text, "utf-8")
    for order in range(1, guides + 1):
        guide(content, "first" if order == 1 else f"guide-{order}", order, pages, questions)
    return folder


def guide(content: Path, name: str, order: int, pages: int = 1, questions: int = 2) -> None:
    """Add a guide with its pages."""
    folder = content / "guides" / name
    folder.mkdir(parents=True)
    (folder / "guide.yml").write_text(GUIDE.format(order=order), "utf-8")
    for number in range(1, pages + 1):
        page(folder, number, questions)


def page(folder: Path, order: int, questions: int = 2) -> Path:
    """Add a page of questions to a guide's folder."""
    path = folder / f"page-{order}.yml"
    asked = "".join(QUESTION.format(number=number) for number in range(1, questions + 1))
    text = PAGE.format(order=order)
    if folder.name != "first":  # no two pages share their title and description
        for before, after in (("Page ", "Page of {} "), ("page ", "page of {} "), ("第", "{}第")):
            text = text.replace(before, after.format(folder.name))
    path.write_text(text + asked, "utf-8")
    return path


def edit(path: Path, before: str, after: str) -> None:
    """Replace one place in a file, which must be there exactly once."""
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"{path}: {before!r} is there {text.count(before)} times"
    path.write_text(text.replace(before, after), "utf-8")
