"""Drawings: what their files may hold, their words in each language, and how they look in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

import invented
from guidebook import build, derive, drawings, load, render
from guidebook.book import Book
from guidebook.cli import main

PAGE = "content/guides/first/page-1.yml"
SVG = "content/drawings/one.svg"
PARTS = "content/drawings/parts.svg"
LOCALES = ("en", "zh-Hant", "zh-Hans")

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 150">
  <!-- a phone and its name -->
  <use href="parts.svg#phone" x="10" y="20" transform="scale(.5)"/>
  <g class="ink">
    <circle cx="100" cy="40" r="9"/>
  </g>
  <path class="soft dashed" d="M10 140
    h30"/>

  <text class="word" data-word="app" x="120" y="80" text-anchor="middle"/>
</svg>
"""
SHARED = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 150">
  <g id="phone">
    <rect class="ink paper" x="0" y="0" width="54" height="96" rx="9"/>
  </g>
</svg>
"""
ASKED = """\
    drawing:
      file: one
      alt: {en: A phone., zh-Hant: 一支手機。}
      words:
        app: {en: The app, zh-Hant: 應用程式}
"""


@pytest.fixture
def drawn(project: Path) -> Path:
    """A project whose first question has a drawing."""
    folder = project / "content/drawings"
    folder.mkdir()
    (folder / "one.svg").write_text(DRAWING, "utf-8")
    (folder / "parts.svg").write_text(SHARED, "utf-8")
    invented.edit(
        project / PAGE,
        "    sources: [authority]\n  - id: question-2",
        ASKED + "    sources: [authority]\n  - id: question-2",
    )
    return project


def rendered(root: Path, locale: str) -> str:
    book = derive.derive(load.load(root))
    return render.render(book)[f"docs/{locale}/first/page-1.md"]


def svg(text: str) -> str:
    """The one drawing in a text."""
    (found,) = re.findall(r"<svg .*?</svg>", text)
    return str(found)


# ---- what is shown


@pytest.mark.parametrize(
    ("locale", "alt", "word"),
    [
        ("en", "A phone.", "The app"),
        ("zh-Hant", "一支手機。", "應用程式"),
        ("zh-Hans", "一支手机。", "应用程序"),
    ],
)
def test_the_words_of_each_language(drawn: Path, locale: str, alt: str, word: str) -> None:
    shown = svg(rendered(drawn, locale))
    assert f'role="img" aria-label="{alt}"' in shown
    assert f'<text class="word" x="120" y="80" text-anchor="middle">{word}</text></svg>' in shown


def test_a_part_is_put_in_its_place(drawn: Path) -> None:
    shown = svg(rendered(drawn, "en"))
    part = '<rect class="ink paper" x="0" y="0" width="54" height="96" rx="9"/>'
    assert f'<g transform="translate(10 20) scale(.5)"><g>{part}</g></g>' in shown
    assert "use" not in shown and " id=" not in shown and "data-word" not in shown
    assert 'd="M10 140 h30"' in shown


def test_a_word_is_text_and_never_markup(drawn: Path) -> None:
    invented.edit(drawn / PAGE, "en: The app,", "en: '</text><b a=\"1\">A & B',")
    invented.edit(drawn / PAGE, "en: A phone.,", "en: 'A \"phone\" <& so on>',")
    root = ElementTree.fromstring(svg(rendered(drawn, "en")))
    name = "{http://www.w3.org/2000/svg}text"
    assert [one.text for one in root.iter(name)] == ['</text><b a="1">A & B']
    assert root.get("aria-label") == 'A "phone" <& so on>'


def test_same_file_same_bytes(drawn: Path) -> None:
    first = rendered(drawn, "zh-Hans")
    path = drawn / SVG
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert rendered(drawn, "zh-Hans") == first


def test_derived_words_have_their_place_and_can_be_overridden(drawn: Path) -> None:
    invented.edit(drawn / PAGE, "zh-Hant: 應用程式}", "zh-Hant: 應用程式, zh-Hans: 软件}")
    assert ">软件</text>" in rendered(drawn, "zh-Hans")


def test_text_checks_read_words_and_alternatives(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invented.edit(drawn / PAGE, "zh-Hant: 一支手機。", "zh-Hant: 一支手机。")
    invented.edit(drawn / PAGE, "zh-Hant: 應用程式}", "zh-Hant: 应用程式}")
    main(["--project", str(drawn), "render"])
    assert main(["--project", str(drawn), "check"]) == 1
    said = capsys.readouterr().out
    assert f"{PAGE}:22:39" in said and f"{PAGE}:24:37" in said, said


def test_a_missing_language_is_a_finding(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invented.edit(drawn / PAGE, "{en: The app, zh-Hant: 應用程式}", "{en: The app}")
    main(["--project", str(drawn), "render"])
    assert main(["--project", str(drawn), "check"]) == 1
    assert f"{PAGE}:24:19: no zh-Hant text beside this one" in capsys.readouterr().out


def test_the_built_page_holds_the_drawing(drawn: Path) -> None:
    book = derive.derive(load.load(drawn))
    render.write(drawn, render.render(book))
    html = (build.build(drawn, book) / "zh-Hant/first/page-1/index.html").read_text("utf-8")
    assert f'<figure class="gb-drawing">\n{svg(rendered(drawn, "zh-Hant"))}\n</figure>' in html


# ---- what is refused

# kind, what in the drawing becomes what, where the fault is, what the message says
BROKEN = [
    ("not XML", ("</g>", ""), ":11:3", "<g> of line 4 is still open"),
    ("no XML at all", (DRAWING, "phone"), ":1:1", "not well-formed"),
    ("empty", (DRAWING, ""), ":1:", "not well-formed"),
    ("doctype", ("<svg", '<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg'), ":1:1", "delete <!DOCTYPE"),
    ("undefined entity", ("<!-- a phone", "&nbsp;<!-- a phone"), ":2:3", "not well-formed"),
    ("instruction", ("<svg", '<?xml-stylesheet href="x"?>\n<svg'), ":1:1", "delete it"),
    ("another root", (DRAWING, "<g/>"), ":1:1", "write <svg>"),
    ("no view box", (' viewBox="0 0 240 150"', ""), ":1:1", 'viewBox="0 0 240 150"'),
    ("a view box elsewhere", ("0 0 240 150", "10 10 240 150"), ":1:1", "write it like '0 0 240 150'"),
    ("no namespace", (' xmlns="http://www.w3.org/2000/svg"', ""), ":1:1", "without xmlns"),
    ("another namespace", ("2000/svg", "1999/xhtml"), ":1:1", "2000/svg"),
    ("a size of its own", ("<svg", '<svg width="240"'), ":1:1", "delete it, the page sets the size"),
    ("script", ("<!-- a phone", "<script/><!-- a phone"), ":2:3", "unknown element 'script'"),
    ("picture", ("<!-- a phone", "<image/><!-- a phone"), ":2:3", "draw it with shapes"),
    ("foreign element", ("<!-- a phone", "<x:path/><!-- a phone"), ":2:3", "unknown element 'x:path'"),
    ("misspelt element", ("<circle", "<cirle"), ":5:5", "did you mean 'circle'"),
    ("style", ('<circle cx="100"', '<circle style="fill:red" cx="100"'), ":5:5", "give shapes a class"),
    ("colour", ('<circle cx="100"', '<circle fill="red" cx="100"'), ":5:5", "give the shape a class"),
    ("event", ('<circle cx="100"', '<circle onload="x" cx="100"'), ":5:5", "unknown attribute on <circle>"),
    ("id", ('<circle cx="100"', '<circle id="x" cx="100"'), ":5:5", "unknown attribute on <circle> 'id'"),
    ("link elsewhere", ("parts.svg#phone", "https://example.org/a.svg#phone"), ":3:3", "'parts.svg#phone'"),
    ("unknown part", ("#phone", "#phon"), ":3:3", "did you mean 'phone'"),
    ("use of nothing", ('href="parts.svg#phone" ', ""), ":3:3", "without a part"),
    ("unknown class", ("soft dashed", "soft dotted"), ":7:3", "unknown class 'dotted'"),
    ("no class", ('class="soft dashed" ', ""), ":7:3", "would not be seen"),
    ("bad number", ('cx="100"', 'cx="10%"'), ":5:5", "write it like '12'"),
    ("bad path", ("M10 140", "url(x)"), ":7:3", "write it like 'M10 20h30'"),
    ("bad transform", ("scale(.5)", "matrix(1)"), ":3:3", "write it like 'translate"),
    ("text in the file", ('text-anchor="middle"/>', ">App</text>"), ":10:", "the word in content"),
    ("text without a name", ('data-word="app" ', ""), ":10:3", "without data-word"),
    ("text without a size", ('class="word" ', ""), ":10:3", "without a size"),
    ("word twice", ("</svg>", '<text class="word" data-word="app"/></svg>'), ":11:1", "first in line 10"),
    ("shape in a shape", ('r="9"/>', 'r="9"><line/></circle>'), ":5:36", "put this beside it"),
    ("deep nesting", ("</svg>", "<g>" * 99 + "</g>" * 99 + "</svg>"), ":11:", "take groups apart"),
    ("too large", ("</svg>", "<!--" + "x" * drawings.MAX_BYTES + "--></svg>"), ":1:1", "more than"),
]  # fmt: skip


def faults(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What rendering says of a project that it cannot read."""
    assert main(["--project", str(root), "render"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said.splitlines()[:-1]


@pytest.mark.parametrize(
    ("change", "place", "says"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_drawing_that_is_refused(
    drawn: Path, change: tuple[str, str], place: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert change[0] in DRAWING
    (drawn / SVG).write_text(DRAWING.replace(*change, 1), "utf-8")
    said = faults(drawn, capsys)
    assert any(one.startswith(SVG + place) and says in one for one in said), said
    assert all(one.startswith(SVG) for one in said), said


@pytest.mark.parametrize(
    ("before", "after", "place", "says"),
    [
        ('<g id="phone">', "<g>", f"{PARTS}:2:3", "a group with a name"),
        ("</svg>", '<g id="phone"/></svg>', f"{PARTS}:5:1", "is there twice"),
        ("</g>", '<use href="parts.svg#phone"/></g>', f"{PARTS}:4:3", "no <use> in a part"),
        ("</g>", '<text class="word" data-word="a"/></g>', f"{PARTS}:4:3", "no <text> in a part"),
        ('class="ink paper" ', "", f"{PARTS}:3:5", "would not be seen"),
        ("</svg>", "", f"{PARTS}:6:1", "<svg> of line 1 is still open"),
    ],
)
def test_shared_parts_that_are_refused(
    drawn: Path, before: str, after: str, place: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With one fault, and none in the drawings that use the part."""
    (drawn / PARTS).write_text(SHARED.replace(before, after, 1), "utf-8")
    said = faults(drawn, capsys)
    assert len(said) == 1 and said[0].startswith(place) and says in said[0], said


@pytest.mark.parametrize(
    ("before", "after", "place", "says"),
    [
        ("file: one", "file: two", f"{PAGE}:21:7", "unknown drawing 'two'; draw content/drawings/two.svg"),
        ("file: one", "file: onne", f"{PAGE}:21:7", "did you mean 'one'"),
        ("file: one", "file: ../one", f"{PAGE}:21:13", "not of the right form"),
        ("file: one", "file: parts", f"{PAGE}:21:7", "unknown drawing 'parts'"),
        ("        app:", "        apps:", f"{PAGE}:24:20", "unknown word 'apps'"),
        ("        app:", "        apps:", f"{PAGE}:21:7", f"a place for 'app' ({SVG}:10:3)"),
        ("        app: {en: The app,", "        app: {en: ,", f"{PAGE}:24:19", "the text is empty"),
        ("      alt:", "      al:", f"{PAGE}:22:7", "did you mean 'alt'"),
    ],
)
def test_a_page_that_asks_for_what_is_not_there(
    drawn: Path, before: str, after: str, place: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    invented.edit(drawn / PAGE, before, after)
    said = faults(drawn, capsys)
    assert any(one.startswith(place) and says in one for one in said), said


def test_files_that_no_page_shows(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = drawn / "content/drawings"
    (folder / "two.svg").write_text(DRAWING, "utf-8")
    (folder / "one.png").write_bytes(b"")
    (folder / "more").mkdir()
    assert [one.partition(" ")[0] for one in faults(drawn, capsys)] == [
        "content/drawings/more:1:1:",
        "content/drawings/one.png:1:1:",
    ]
    (folder / "one.png").unlink()
    (folder / "more").rmdir()
    (said,) = faults(drawn, capsys)
    assert said.startswith("content/drawings/two.svg:1:1: no page shows this drawing")


def test_a_drawing_with_a_name_of_another_form(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (drawn / SVG).rename(drawn / "content/drawings/One One.svg")
    said = faults(drawn, capsys)
    assert any(one.startswith("content/drawings/One One.svg:1:1: a drawing is named like") for one in said)


# ---- the real drawings


def test_every_step_of_the_quick_reference_guide_has_a_drawing(book: Book) -> None:
    guide = next(one for one in book.guides if one.id == "quick-reference")
    steps = [unit for page in guide.pages for unit in page.units]
    assert [unit.id for unit in steps if unit.drawing is None] == []
    assert len({unit.drawing.file for unit in steps if unit.drawing}) == len(steps)


def test_the_drawings_are_a_family(book: Book) -> None:
    """Of one size and with few, short words, so that they can stand beside each other and in print."""
    assert {one.view_box for one in book.drawings.values()} == {"0 0 240 150"}
    for _, page in book.pages():
        for unit in page.units:
            words = (unit.drawing.words if unit.drawing else None) or {}
            assert len(words) <= 3, unit.at
            for texts in words.values():
                assert len(texts["en"].value) <= 16 and len(texts["zh-Hant"].value) <= 9, unit.at


@pytest.fixture(params=["light", "dark"])
def tab(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=request.param)
    yield context.new_page()
    context.close()


# Of each drawing: what its texts cover, and each line's and text's colour beside the one behind it.
MEASURE = """() => [...document.querySelectorAll('.gb-drawing svg')].map(svg => {
  const box = node => { const {left, top, right, bottom} = node.getBoundingClientRect(); return [left, top, right, bottom] }
  const style = node => getComputedStyle(node)
  const page = getComputedStyle(document.body).backgroundColor
  const texts = [...svg.querySelectorAll('text')]
  const accent = style(svg).getPropertyValue('--draw-accent')
  const shapes = [...svg.querySelectorAll('path, rect, circle, ellipse, line, polyline, polygon')]
  const probe = document.createElement('i')
  probe.style.color = accent; svg.parentNode.append(probe)
  const solid = getComputedStyle(probe).color; probe.remove()
  return {
    name: svg.getAttribute('aria-label'), box: box(svg), size: box(svg)[2] - box(svg)[0],
    texts: texts.map(one => ({words: one.textContent, box: box(one), colour: style(one).fill,
      behind: one.classList.contains('on-solid') ? solid : page, size: parseFloat(style(one).fontSize)})),
    lines: [...new Set(shapes.map(one => style(one).stroke).filter(one => one !== 'none'))],
    unseen: shapes.filter(one => style(one).stroke === 'none' && style(one).fill === 'none').length,
    page,
  }
})"""


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_words_and_colours_in_the_browser(
    book: Book, site: Path, tab: Page, address: str, locale: str
) -> None:
    """Every word lies inside its drawing and none on another; contrast by WCAG 2.2, 1.4.3 and 1.4.11."""
    asked = {
        unit.drawing.alt[locale].value: unit.drawing
        for _, page in book.pages()
        for unit in page.units
        if unit.drawing
    }
    seen = {}
    for path in sorted((site / locale).rglob("index.html")):
        if "gb-drawing" in path.read_text("utf-8"):
            tab.goto(address + path.parent.relative_to(site).as_posix() + "/")
            seen |= {one["name"]: one for one in tab.evaluate(MEASURE)}
    assert seen.keys() == asked.keys()
    for name, one in seen.items():
        words = [text.value for text in (texts[locale] for texts in (asked[name].words or {}).values())]
        assert sorted(text["words"] for text in one["texts"]) == sorted(words)
        assert one["size"] >= 200 and one["unseen"] == 0, name
        boxes = [text["box"] for text in one["texts"]]
        assert all(inside(box, one["box"]) for box in boxes), f"{name}: a word leaves the drawing"
        assert not any(meet(box, other) for index, box in enumerate(boxes) for other in boxes[:index]), (
            f"{name}: two words overlap"
        )
        for text in one["texts"]:
            assert text["size"] >= 11 and contrast(text["colour"], text["behind"]) >= 4.5, name
        for colour in one["lines"]:
            assert contrast(colour, one["page"]) >= 3, f"{name}: {colour} on {one['page']}"


@pytest.mark.browser
def test_a_drawing_is_dark_on_white_in_print(chromium: Browser, address: str) -> None:
    """Also for a reader whose screen is dark."""
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}en/quick-reference/")
    link = page.locator("main a[href]").first.get_attribute("href")
    if not page.locator(".gb-drawing").count():
        page.goto(f"{address}en/quick-reference/{link}")
    page.emulate_media(media="print", color_scheme="dark")
    colours = {one for each in page.evaluate(MEASURE) for one in each["lines"]}
    assert colours and all(contrast(one, "rgb(255, 255, 255)") >= 4.5 for one in colours)
    context.close()


def inside(box: list[float], outer: list[float]) -> bool:
    return box[0] >= outer[0] and box[1] >= outer[1] and box[2] <= outer[2] and box[3] <= outer[3]


def meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two opaque colours as a browser names them (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour).groups()  # type: ignore[union-attr]
    parts = [int(one) / 255 for one in (red, green, blue)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
