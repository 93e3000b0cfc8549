"""The printable guides: what stands in them, for eyes, for screen readers, and for whoever passes them on."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont

import invented
import tagged
from guidebook import build, checks, derive, inserts, ledger, load, pdf, render
from guidebook.book import Book, Guide, Unit
from guidebook.citations import cited
from guidebook.source import SourceError, Texts
from guidebook.view import View

LOCALES = ("en", "zh-Hant", "zh-Hans")
PAIRS = [(guide, locale) for guide in ("faq", "quick-reference") for locale in LOCALES]
A4 = (595, 842)  # points


@pytest.fixture(scope="session")
def made(book: Book) -> dict[tuple[str, str], bytes]:
    """Every PDF of the real book, by guide and language."""
    unread = ledger.unread(book, ledger.read(invented.ROOT))
    return {
        (guide.id, locale): pdf.typeset(book, guide, locale, unread[locale])
        for guide in book.guides
        if guide.pdf
        for locale in LOCALES
    }


def guide_of(book: Book, name: str) -> Guide:
    return next(guide for guide in book.guides if guide.id == name)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_pairs_are_all_there_are(made: dict[tuple[str, str], bytes]) -> None:
    assert sorted(made) == sorted(PAIRS)


# ---- what a file says of itself


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_title_language_and_standard(
    made: dict[tuple[str, str], bytes], book: Book, name: str, locale: str
) -> None:
    with opened(made[name, locale]) as file:
        metadata = file.Root.Metadata.read_bytes().decode()
        title = guide_of(book, name).title[locale].value
        assert str(file.Root.Lang) == locale
        assert re.findall(r"<dc:language>\s*<rdf:Bag>\s*<rdf:li>(.*?)</rdf:li>", metadata) == [locale]
        assert f'xml:lang="x-default">{title}<' in metadata
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "2026-11-22T00:00:00+00:00</xmp:CreateDate>" in metadata
        assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in file.pages} == {A4}
        if name == "quick-reference":
            assert len(file.pages) == 2
    assert tagged.labels(made[name, locale]) <= {locale, "en"}
    assert locale in tagged.labels(made[name, locale])


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_labels_change_nothing_else(
    book: Book, monkeypatch: pytest.MonkeyPatch, name: str, locale: str
) -> None:
    kept: list[bytes] = []
    own = pdf.labelled

    def labelled(content: bytes, labels: dict[str, str]) -> bytes:
        kept.append(content)
        return own(content, labels)

    monkeypatch.setattr(pdf, "labelled", labelled)
    after = pdf.typeset(book, guide_of(book, name), locale)
    (before,) = kept
    assert tagged.tree(after).shape() == tagged.tree(before).shape()
    assert sum(1 for _ in tagged.tree(after).walk()) > 100
    with opened(before) as one, opened(after) as other:
        written = {"zh-Hant": b"zh-TW", "zh-Hans": b"zh-CN", "en": b"en"}[locale]
        for old, new in zip(one.pages, other.pages, strict=True):
            relabelled = new.obj.Contents.read_bytes().replace(
                b"/Lang(%b)" % locale.encode(), b"/Lang(%b)" % written
            )
            assert relabelled == old.obj.Contents.read_bytes()
    if locale != "en":
        assert written.decode() in tagged.labels(before)


def test_english_inside_chinese_is_labelled(made: dict[tuple[str, str], bytes]) -> None:
    with opened(made["faq", "zh-Hant"]) as file:
        streams = b"".join(page.obj.Contents.read_bytes() for page in file.pages)
    assert streams.count(b"/Lang(en)") >= 10


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_our_own_typefaces_are_embedded_and_no_others(
    made: dict[tuple[str, str], bytes], name: str, locale: str
) -> None:
    names = set()
    with opened(made[name, locale]) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                assert "/FontFile3" in each
                names.add(str(each.FontName).partition("+")[2])
    region = "SC" if locale == "zh-Hans" else "TC"
    assert names == {f"GuidebookSans{region}-{weight}" for weight in ("Regular", "Bold")}


# ---- what readers get


def plain(markdown: str) -> str:
    """Markdown as this project's texts use it, without its marks, by rules of the test's own."""
    text = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", markdown).replace("**", "")
    return re.sub(r"^\s*(?:-|\d+\.) ", "", text, flags=re.M)


class Expected:
    """The text that a guide's parts must have, put together from the book."""

    def __init__(self, book: Book, locale: str) -> None:
        self.book = book
        self.locale = locale
        self.insert = inserts.inserter(book, locale)
        self.formats = inserts.formats(book, locale)

    def say(self, texts: Texts | None) -> str:
        return plain(self.insert(derive.resolve(texts[self.locale].value, self.locale))) if texts else ""

    def word(self, name: str, value: str = "#") -> str:
        return self.say(self.book.interface[name]).replace("#", value)

    def parts(self, guide: Guide) -> Iterator[str]:
        for page in guide.pages:
            yield self.say(page.title)
            yield "" if guide.one_page else self.say(page.description)
            yield self.say(page.intro)
            for number, unit in enumerate(page.units, 1):
                yield str(number) if page.numbered else ""
                yield from self.unit(unit, in_sheet=bool(guide.one_page))

    def unit(self, unit: Unit, in_sheet: bool) -> Iterator[str]:
        yield self.say(unit.heading) + self.say(unit.body)
        unconfirmed = [
            self.word("unconfirmed") + (self.word("colon") if in_sheet else "") + self.say(unit.unconfirmed)
        ] * bool(unit.unconfirmed)
        details = [("" if in_sheet else self.word("details")) + self.say(unit.details)] * bool(unit.details)
        yield from (*details, *unconfirmed) if in_sheet else (*unconfirmed, *details)
        if unit.changed and not in_sheet:
            day = pdf.show(unit.changed.on, self.formats)
            yield self.word("changed", day) + self.word("colon") + self.say(unit.changed.why)
        if unit.sources and not in_sheet:
            yield self.word("sources") + self.word("colon")
            listed = [self.book.sources[name] for name in cited(self.book, unit)]
            (day,) = {source.checked for source in listed}
            yield self.word("list-separator").join(map(self.source, listed))
            yield self.word("parentheses", self.word("checked", pdf.show(day, self.formats)))
            yield self.word("sentence-end")

    def source(self, source: object) -> str:
        name = self.say(source.publisher) + self.word("colon") + self.say(source.title)  # type: ignore[attr-defined]
        notes = [self.word("dated", pdf.show(source.dated, self.formats))] if source.dated else []  # type: ignore[attr-defined]
        notes += [self.word(f"mark-{source.mark}").lower()] if source.mark != "official" else []  # type: ignore[attr-defined]
        return name + (self.word("parentheses", self.word("list-separator").join(notes)) if notes else "")


BESIDE = re.compile(r"（ChineseTaipei）|，ChineseTaipei")
ON_PAGE = re.compile(r"（第\d+[頁页]）|\(p\.\d+\)")


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_the_text_is_the_books_in_reading_order(
    made: dict[tuple[str, str], bytes], book: Book, name: str, locale: str
) -> None:
    guide = guide_of(book, name)
    root = tagged.tree(made[name, locale])
    read = squeezed(root.text(without=("Figure", "Lbl", "TOC")))
    expected = squeezed("".join(Expected(book, locale).parts(guide)))
    read = ON_PAGE.sub("", BESIDE.sub("", read))
    assert len(expected) > 600
    cover, parts = read[: -len(expected)], read[-len(expected) :]
    if name == "quick-reference":  # the way to the web stands in the column that has room
        view = View(book, locale)
        online = squeezed(view.word("pdf-online"))
        at = read.index(online)
        address = view.address(view.language, f"{name}/")
        assert read[at:].startswith(online + squeezed(Expected(book, locale).word("sources-at", address)))
        rest = (
            read[:at]
            + read[at + len(online + squeezed(Expected(book, locale).word("sources-at", address))) :]
        )
        cover, parts = rest[: -len(expected)], rest[-len(expected) :]
    assert parts == expected
    words = Expected(book, locale)
    for each in (words.word("site-short"), words.say(guide.title), words.say(guide.description)):
        assert squeezed(each) in cover
    assert squeezed(words.word("draft-notice")) in cover


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_the_text_can_be_copied_and_each_page_says_what_it_is(
    made: dict[tuple[str, str], bytes], book: Book, name: str, locale: str
) -> None:
    words = Expected(book, locale)
    document = pypdfium2.PdfDocument(made[name, locale])
    for number, page in enumerate(document, 1):
        text = squeezed(page.get_textpage().get_text_bounded())
        assert squeezed(words.word("draft-notice")) in text
        assert f"{number}/{len(document)}" in text
    everything = squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    day = pdf.show(pdf.newest(book, guide_of(book, name)), words.formats)
    assert squeezed(words.word("pdf-checked", day)) in everything
    for page in guide_of(book, name).pages:
        for unit in page.units:
            assert squeezed(words.say(unit.heading)) in everything


@pytest.mark.parametrize("locale", LOCALES)
def test_every_drawing_has_its_alternative_and_its_words(
    made: dict[tuple[str, str], bytes], book: Book, locale: str
) -> None:
    guide = guide_of(book, "quick-reference")
    words = Expected(book, locale)
    drawings = [unit.drawing for page in guide.pages for unit in page.units if unit.drawing]
    figures = [one for one in tagged.tree(made["quick-reference", locale]).walk() if one.kind == "Figure"]
    address = View(book, locale).address(book.site.language(locale), "quick-reference/")
    alternatives = [words.say(drawing.alt) for drawing in drawings]
    assert len(drawings) == 16
    assert sorted(one.alt for one in figures) == sorted([*alternatives, words.word("pdf-code", address)])
    document = pypdfium2.PdfDocument(made["quick-reference", locale])
    shown = squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    for drawing in drawings:
        for word in (drawing.words or {}).values():
            assert squeezed(words.say(word)) in shown


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_bookmarks(made: dict[tuple[str, str], bytes], book: Book, name: str, locale: str) -> None:
    words = Expected(book, locale)
    with opened(made[name, locale]) as file, file.open_outline() as outline:
        found = [(one.title, [child.title for child in one.children]) for one in outline.root]
    expected = [
        (
            words.say(page.title),
            [
                f"{number} {words.say(unit.heading)}" if page.numbered else words.say(unit.heading)
                for number, unit in enumerate(page.units, 1)
            ],
        )
        for page in guide_of(book, name).pages
    ]
    beside = "（Chinese Taipei）"
    assert [
        (title.replace(beside, ""), [one.replace(beside, "") for one in held]) for title, held in found
    ] == expected


def places(book: Book) -> set[str]:
    """Every page and entry of the site, from the language's root."""
    found = {f"{guide.id}/" for guide in book.guides} | {""}
    for guide, page in book.pages():
        for link in (guide.link(page), *(guide.link(page, one) for one in load.anchors(book, page))):
            path, hash_, anchor = link.strip("/").partition("#")
            found.add(f"{path}/{hash_}{anchor}")
    return found


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_links(made: dict[tuple[str, str], bytes], book: Book, name: str, locale: str) -> None:
    home = f"{book.site.address}{locale}/"
    sources = {source.url for source in book.sources.values()}
    outside, inside = set(), 0
    with opened(made[name, locale]) as file:
        pages = {page.obj.objgen for page in file.pages}
        named = (
            dict(pikepdf.NameTree(file.Root.Names.Dests)) if "/Dests" in file.Root.get("/Names", {}) else {}
        )
        for page in file.pages:
            for each in page.obj.get("/Annots", []):
                assert each.get("/StructParent") is not None
                if "/A" in each and each.A.S == "/URI":
                    outside.add(str(each.A.URI))
                    continue
                target = each.Dest if "/Dest" in each else each.A.D
                place = named[str(target)] if isinstance(target, pikepdf.String) else target
                place = place.D if isinstance(place, pikepdf.Dictionary) else place
                assert place[0].objgen in pages
                inside += 1
    ours = {one.removeprefix(home) for one in outside if one.startswith(home)}
    assert ours and ours <= places(book)
    assert f"{name}/" in ours
    elsewhere = {one for one in outside if not one.startswith(home)}
    to_people = {one for one in elsewhere if one.startswith(("mailto:", "tel:"))}
    assert elsewhere - to_people <= sources
    assert len(to_people) == (4 if name == "faq" else 0)
    if name == "faq":
        assert not any(one.startswith("faq/") and one != "faq/" for one in ours)  # those lead inside
        assert inside > 100


def test_a_link_leads_to_the_page_of_its_answer(made: dict[tuple[str, str], bytes], book: Book) -> None:
    question = "Must my passport be the one linked to the card?"
    with opened(made["faq", "en"]) as file, file.open_outline() as outline:
        found = [one for part in outline.root for one in part.children if one.title == question]
        number = next(
            index
            for index, page in enumerate(file.pages)
            if page.obj.objgen == found[0].destination[0].objgen
        )
    document = pypdfium2.PdfDocument(made["faq", "en"])
    assert question in document[number].get_textpage().get_text_bounded().replace("\r\n", " ")


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_the_code_leads_to_the_web_page(
    made: dict[tuple[str, str], bytes], book: Book, name: str, locale: str
) -> None:
    page = pypdfium2.PdfDocument(made[name, locale])[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    address = View(book, locale).address(book.site.language(locale), f"{name}/")
    assert code.text == address
    assert address in squeezed(page.get_textpage().get_text_bounded())


# ---- same book, same bytes


def test_the_same_bytes_in_another_folder_time_zone_and_locale(
    made: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    root = tmp_path / "elsewhere"
    root.mkdir()
    shutil.copytree(invented.ROOT / "content", root / "content")
    shutil.copy(invented.ROOT / "mkdocs.yml", root)
    code = (
        "import sys, hashlib; from pathlib import Path; from guidebook import derive, ledger, load, pdf\n"
        "book = derive.derive(load.load(Path(sys.argv[1])))\n"
        "unread = ledger.unread(book, ledger.read(Path(sys.argv[1])))\n"
        "for locale in ('en', 'zh-Hant', 'zh-Hans'):\n"
        "    for name, made in sorted(pdf.make(book, locale, unread[locale]).items()):\n"
        "        print(name, hashlib.sha256(made).hexdigest())\n"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(root)], cwd=root, env=environment, capture_output=True, text=True
    )
    expected = {
        f"{name}/{name}.{locale}.pdf {hashlib.sha256(content).hexdigest()}"
        for (name, locale), content in made.items()
    }
    assert set(done.stdout.splitlines()) == expected, done.stderr


def test_what_would_be_the_same_is_not_set_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed(project)
    known: pdf.Known = {}

    def made() -> dict[str, bytes]:
        return pdf.make(derive.derive(load.load(project)), "en", frozenset(), known)

    (place,) = first = made()
    known[place] = (known[place][0], b"as it was")
    assert made() == {place: b"as it was"}
    templates = shutil.copytree(pdf.TEMPLATES, tmp_path / "templates")
    with (templates / "pdf.typ").open("a") as template:
        template.write("// the same in other bytes\n")
    monkeypatch.setattr(pdf, "TEMPLATES", templates)
    assert made() == first
    invented.edit(project / "content/guides/first/page-1.yml", "What is question 1 about?", "What is new?")
    changed = made()
    assert changed == pdf.make(derive.derive(load.load(project)), "en", frozenset())
    assert changed != first


def test_a_build_keeps_the_printed_guides_for_the_next(project: Path) -> None:
    printed(project)
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    kept: pdf.Known = {}
    build.build(project, book, printed=kept)
    assert set(kept) == {f"first/first.{locale}.pdf" for locale in LOCALES}
    kept["first/first.en.pdf"] = (kept["first/first.en.pdf"][0], b"%PDF as it was")
    site = build.build(project, book, printed=kept)
    assert (site / "en/first/first.en.pdf").read_bytes() == b"%PDF as it was"
    assert (site / "zh-Hant/first/first.zh-Hant.pdf").read_bytes() == kept["first/first.zh-Hant.pdf"][1]


# ---- typefaces


@pytest.mark.parametrize("face", [pdf.TRADITIONAL, pdf.SIMPLIFIED], ids=lambda face: face.family)
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_what_a_typeface_covers_is_what_its_list_says(face: pdf.Face, weight: str) -> None:
    with TTFont(face.file(weight)) as font:
        covered = {chr(code) for code in font.getBestCmap()}
        assert font["name"].getDebugName(1) == face.family
        assert "SIL Open Font License" in font["name"].getDebugName(13)
    assert face.coverage.read_text("utf-8") == pdf.written_coverage(covered)
    assert face.characters - {"\n"} <= covered


def test_typefaces_are_wide_and_not_too_large() -> None:
    assert pdf.TRADITIONAL.characters >= set("鱷魚憑證，「」『』—…·①→％ＡＢＣéß")
    assert pdf.SIMPLIFIED.characters >= set("鳄鱼凭证，“”‘’—…·①→％ＡＢＣéß")
    assert sum(path.stat().st_size for path in pdf.FONTS.iterdir()) < 9_000_000
    assert "SIL OPEN FONT LICENSE" in (pdf.FONTS / "OFL.txt").read_text("utf-8")


def test_every_text_that_may_be_printed_is_covered(book: Book) -> None:
    for part in (book.interface, book.sources, *(guide for guide in book.guides if guide.pdf)):
        for by_language in load.texts(part):
            for locale, text in by_language.items():
                face = pdf.face(book.site.language(locale))
                assert {char for char in text.value if char.isprintable()} <= face.characters, text.at


def test_a_character_that_the_typeface_lacks(project: Path) -> None:
    printed(project)
    page = project / "content/guides/first/page-1.yml"
    invented.edit(page, "第1題問的是什麼？", "第1題問𰻝什麼？")
    with pytest.raises(SourceError) as raised:
        pdf.make(derive.derive(load.load(project)), "zh-Hant", frozenset())
    (fault,) = raised.value.faults
    assert str(fault.at) == "content/guides/first/page-1.yml:8:20"
    assert "'𰻝' (U+30EDD)" in fault.message
    assert pdf.MAKE_FONTS in fault.message
    with pytest.raises(build.BuildError, match=r"page-1\.yml:8:20: '𰻝'"):
        built(project)


def test_a_typeface_that_is_not_there(book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    with pytest.raises(
        pdf.PdfError, match=r"GuidebookSansTC-Regular\.otf: the typeface is missing; put it back"
    ):
        pdf.typeset(book, guide_of(book, "faq"), "en")


def test_the_command_that_makes_typefaces_needs_its_source(tmp_path: Path) -> None:
    command = [sys.executable, str(invented.ROOT / "scripts/make_fonts.py"), "--source", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("run: sudo apt-get install fonts-noto-cjk")


# ---- texts that look like code, and what cannot be set


def printed(project: Path) -> Book:
    """The invented project with a PDF of its guide."""
    invented.edit(project / "content/guides/first/guide.yml", "order: 1\n", "order: 1\npdf: true\n")
    return derive.derive(load.load(project))


def built(project: Path) -> Path:
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    return build.build(project, book)


HOSTILE = [
    '#eval("1+1")', "#panic(1)", "#{1}", "$x^2$", "@label", "<label>", "= heading", "a ~ b", "// comment",
    "/* comment */", "\\ \\u{41} \\n", '"quoted" \'single\'', "-- --- ...", "#import \"x.typ\": *", "]]>", "%PDF", "({[", "100%",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_taken_for_code(project: Path, text: str) -> None:
    page = project / "content/guides/first/page-1.yml"
    written = text.replace("\\", "\\\\").replace("<", "\\<").replace("=", "\\=").replace("#", "\\#")
    written = written.replace("*", "\\*").replace("[", "\\[").replace("]", "\\]").replace("-", "\\-")
    invented.edit(page, "It is about entry number 1.", f"Before {written} after.")
    heading = text.replace("\\", "\\\\").replace('"', '\\"')
    invented.edit(page, "What is question 1 about?", f'"Heading {heading} end"')
    book = printed(project)
    read = squeezed(tagged.tree(pdf.typeset(book, book.guides[0], "en")).text())
    assert squeezed(f"Before {text} after.") in read
    assert squeezed(f"Heading {text} end") in read


def test_what_nobody_has_proofread_is_said(project: Path) -> None:
    """Of the whole, of parts, and no more once somebody has signed for all of it."""
    book = printed(project)
    (guide,), words = book.guides, Expected(book, "zh-Hant")
    every = ledger.unread(book, ledger.Ledger())["zh-Hant"]
    whole, parts = words.word("unread-document"), words.word("unread-parts")
    for unread, said in ((every, {whole}), (frozenset([*every][1:]), {parts}), (frozenset(), set())):
        text = squeezed(tagged.tree(pdf.typeset(book, guide, "zh-Hant", unread)).text())
        assert {one for one in (whole, parts) if squeezed(one) in text} == said


@pytest.mark.parametrize("quoted", ["「Next」與「View Card」", "au.gov.homeaffairs.abtc"])
def test_no_line_is_stretched_beside_a_long_name(project: Path, quoted: str) -> None:
    """A reader of the file sees a blank between letters that stand far apart; content has none."""
    words = "兩者目前都查無公開說明。據一位持卡人的經驗，按鈕名稱都是英文"
    for length in range(20, len(words)):
        body = f"{words[:length]}，例如{quoted}的顯示方式，由應用程式自行決定，與裝置使用的語言並不相干。"
        invented.edit(project / "content/guides/first/page-1.yml", "第1題說明入境查驗。", body)
        book = printed(project) if length == 20 else derive.derive(load.load(project))
        for locale in ("zh-Hant", "zh-Hans"):
            document = pypdfium2.PdfDocument(pdf.typeset(book, book.guides[0], locale))
            shown = "".join(page.get_textpage().get_text_bounded() for page in document)
            assert not re.search("[\u4e00-\u9fff] [\u4e00-\u9fff] [\u4e00-\u9fff]", shown)
        invented.edit(project / "content/guides/first/page-1.yml", body, "第1題說明入境查驗。")


def test_markdown(project: Path) -> None:
    page = project / "content/guides/first/page-1.yml"
    body = (
        '第1題：**「粗體」**與*強調*、`#code()`、<span lang=\\"en\\">word</span>、[連結](https://example.org/?a=1&b=%22).\\n\\n'
        "3. 三\\n4. 四\\n   - 內\\n\\n> 引文\\n\\n```\\n#raw\\n```"
    )
    text = page.read_text("utf-8")
    answer = text.index("      zh-Hant: |\n        第1題")
    end = text.index("    sources:", answer)
    page.write_text(f'{text[:answer]}      zh-Hant: "{body}"\n{text[end:]}', "utf-8")
    book = printed(project)
    content = pdf.typeset(book, book.guides[0], "zh-Hant")
    root = tagged.tree(content)
    read = squeezed(root.text(without=("TOC",)))
    assert "第1題：「粗體」與強調、#code()、word、連結." in read
    assert "3.三4.四•內引文#raw" in read
    bold = [squeezed(one.text()) for one in root.walk() if one.kind == "Strong"]
    assert {"「粗體」", "強調"} <= set(bold)
    assert b"https://example.org/?a=1&b=%22" in b"".join(
        bytes(each.A.URI)
        for page_ in opened(content).pages
        for each in page_.obj.get("/Annots", [])
        if "/A" in each and "/URI" in each.A
    )


def test_without_typst_one_line_says_so(book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "typst.py").write_text("raise ImportError('typst is not for this machine')", "utf-8")
    with pytest.raises(pdf.PdfError) as raised:
        pdf.typeset(book, guide_of(book, "quick-reference"), "en")
    words = "the PDF cannot be typeset: ImportError: typst is not for this machine"
    assert str(raised.value) == f"content/guides/quick-reference: {words}"


def test_steps_that_do_not_fit_are_told_so(project: Path) -> None:
    guide = project / "content/guides/first/guide.yml"
    invented.edit(guide, "order: 1\n", "order: 1\none-page: true\npdf: true\n")
    page = project / "content/guides/first/page-1.yml"
    text = page.read_text("utf-8")
    steps = "".join(
        f"  - id: step-{number}\n    title: {{en: Step {number}, zh-Hant: 步驟{number}}}\n"
        f"    text: {{en: {'Do it. ' * 40}, zh-Hant: {'照做。' * 40}}}\n    sources: [authority]\n"
        for number in range(20)
    )
    page.write_text(text[: text.index("questions:")] + "steps:\n" + steps, "utf-8")
    invented.edit(project / "content/home.yml", "link: /first/page-1", "link: /first")
    with pytest.raises(build.BuildError) as raised:
        built(project)
    lines = str(raised.value).splitlines()
    assert (
        "zh-Hant: content/guides/first: the PDF cannot be typeset: the steps do not fit the page; shorten them"
        in lines
    )


# ---- in the site


@pytest.mark.parametrize(("name", "locale"), PAIRS)
def test_the_landing_page_leads_to_it(
    site: Path, made: dict[tuple[str, str], bytes], book: Book, name: str, locale: str
) -> None:
    path = site / f"{locale}/{name}/{name}.{locale}.pdf"
    assert path.read_bytes() == made[name, locale]
    size = str(round(path.stat().st_size / 1000))
    label = Expected(book, locale).word("pdf", size)
    html = (site / f"{locale}/{name}/index.html").read_text("utf-8")
    assert f'<a href="{path.name}" type="application/pdf">{label}</a>' in html
    assert html.index("</h1>") < html.index(path.name) < html.index("</main>")


@pytest.fixture
def copied(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "site"))


def found(site: Path, book: Book) -> dict[str, list[str]]:
    listed: dict[str, list[str]] = {}
    for one in checks.check_built(site, book, ["pdf-labels"]):
        assert one.says["zh-Hant"]
        listed.setdefault(one.at.file, []).append(one.message)
    return listed


HANT, HANS = "zh-Hant/faq/faq.zh-Hant.pdf", "zh-Hans/faq/faq.zh-Hans.pdf"


def test_the_check_finds_one_edition_under_the_name_of_the_other(copied: Path, book: Book) -> None:
    assert found(copied, book) == {}
    for wrong, right in ((HANT, HANS), (HANS, HANT)):
        shutil.copy(copied / right, copied / "kept")
        kept = (copied / wrong).read_bytes()
        shutil.move(copied / "kept", copied / wrong)
        (messages,) = [found(copied, book)[f"site/{wrong}"]]
        assert any("dc:language" in one for one in messages)
        assert any("the catalog's /Lang" in one for one in messages)
        assert any("is no character of" in one for one in messages)
        (copied / wrong).write_bytes(kept)


def test_the_check_finds_text_of_the_other_script_under_the_right_label(
    copied: Path, made: dict[tuple[str, str], bytes], book: Book
) -> None:
    hans = pdf.labelled(made["faq", "zh-Hans"], {"zh-Hans": "zh-Hant"})
    (copied / HANT).write_bytes(hans)
    (message,) = found(copied, book)[f"site/{HANT}"]
    assert re.fullmatch(r"'.' is no character of 正體中文 \(zh-Hant\); see page-script", message)


def test_the_check_finds_the_labels_that_typst_writes(
    copied: Path, made: dict[tuple[str, str], bytes], book: Book
) -> None:
    (copied / HANT).write_bytes(pdf.labelled(made["faq", "zh-Hant"], {"zh-Hant": "zh-TW"}))
    messages = found(copied, book)[f"site/{HANT}"]
    words = '/Lang "zh-TW" is no label for a part of this document; write one of: en, zh-Hant'
    assert words in messages


def test_the_check_finds_what_is_missing_stray_or_broken(copied: Path, book: Book) -> None:
    (copied / HANT).rename(copied / "zh-Hant/faq/faq.zh-TW.pdf")
    (copied / HANS).write_bytes(b"%PDF-1.7\n")
    listed = found(copied, book)
    assert set(listed) == {f"site/{HANT}", f"site/{HANS}", "site/zh-Hant/faq/faq.zh-TW.pdf"}
    assert listed[f"site/{HANT}"] == ["the PDF is missing; build the site anew"]
    assert listed["site/zh-Hant/faq/faq.zh-TW.pdf"] == ["no guide makes this PDF; build the site anew"]
    assert "no PDF that can be read" in listed[f"site/{HANS}"][0]
