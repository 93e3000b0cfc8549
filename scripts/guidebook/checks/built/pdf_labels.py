"""Every PDF says which edition it is: in its name, its catalog, its parts, its metadata and its characters.

Authority: ISO 14289-1 (PDF/UA-1), 7.2: the language of all text is declared; ISO 32000-2, 14.9.2:
as a BCP 47 tag. A PDF is passed on without its web page, so the label goes with it. The table of
labels is the language list in mkdocs.yml; characters are judged as page-script judges a page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from guidebook.book import Book
from guidebook.checks.built import Change, page_script
from guidebook.finding import Finding
from guidebook.languages import Language
from guidebook.pages import BuiltSite
from guidebook.source import Location

_HANT = "zh-Hant/first/first.zh-Hant.pdf"
BAD = [
    Change(_HANT, "<rdf:li>zh-Hant</rdf:li>", "<rdf:li>zh-Hans</rdf:li>"),
    Change(_HANT, "<pdfuaid:part>1</pdfuaid:part>", "<pdfuaid:part>2</pdfuaid:part>"),
]
GOOD = [Change(_HANT, "<xmp:CreatorTool>Typst", "<xmp:CreatorTool>typst")]

Said = tuple[str, str]  # a message in English and in Chinese

_LANGUAGES = re.compile(r"<dc:language>\s*<rdf:Bag>(.*?)</rdf:Bag>\s*</dc:language>", re.S)
_ITEM = re.compile(r"<rdf:li>([^<]*)</rdf:li>")
_STANDARD = "<pdfuaid:part>1</pdfuaid:part>"
_MARKED = re.compile(rb"/Lang\s*\(([^)]*)\)")
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_CHARACTER = re.compile(rb"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>")


def check(site: BuiltSite, book: Book) -> Iterator[Finding]:
    """Findings for every PDF that a guide promises, and for PDFs that no guide does."""
    expected = {
        f"{language.locale}/{guide.pdf_place(language.locale)}": language
        for language in book.site.languages
        for guide in book.guides
        if guide.pdf
    }
    found = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.pdf")}
    for name in sorted(expected.keys() | found):
        language = expected.get(name)
        if language is None:
            said = _UNEXPECTED
        elif name not in found:
            said = _MISSING
        else:
            for each in _document(site.folder / name, language, book):
                yield _finding(name, each)
            continue
        yield _finding(name, said)


_UNEXPECTED = ("no guide makes this PDF; build the site anew", "沒有任何指引產生這份PDF；請重新建置網站")
_MISSING = ("the PDF is missing; build the site anew", "缺少這份PDF；請重新建置網站")


def _finding(name: str, said: Said) -> Finding:
    return Finding(Location(f"site/{name}"), said[0], says={"zh-Hant": said[1]})


def _document(path: Path, language: Language, book: Book) -> Iterator[Said]:
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PdfError as error:
        yield f"no PDF that can be read ({error})", f"無法讀取這份PDF（{error}）；請重新建置網站"
        return
    with pdf:
        yield from _labels(pdf, language, book)
        yield from _script(pdf, language, book)


def _labels(pdf: pikepdf.Pdf, language: Language, book: Book) -> Iterator[Said]:
    locale = language.locale
    metadata = pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""
    if _STANDARD not in metadata or "/StructTreeRoot" not in pdf.Root:
        yield "not tagged as PDF/UA-1; build the site anew", "未依PDF/UA-1加上標籤；請重新建置網站"
    listed = _LANGUAGES.search(metadata)
    declared = _ITEM.findall(listed[1]) if listed else []
    if declared != [locale]:
        read = ", ".join(declared) or '""'
        yield f"dc:language {read} must be {locale}", f"dc:language {read}應為{locale}"
    catalog = str(pdf.Root.get("/Lang", ""))
    if catalog != locale:
        yield (
            f'the catalog\'s /Lang "{catalog}" must be "{locale}"',
            f"文件目錄的/Lang「{catalog}」應為「{locale}」",
        )
    # A name in English may stand in a Chinese document; text in the other script may not.
    tags = (one.locale for one in book.site.languages)
    known = {tag for tag in tags if tag == locale or tag.partition("-")[0] != locale.partition("-")[0]}
    for tag in sorted(_part_labels(pdf) - known):
        yield (
            f'/Lang "{tag}" is no label for a part of this document; write one of: {", ".join(sorted(known))}',
            f"/Lang「{tag}」不是這份文件可用的語言標籤；請改用其中之一：{'、'.join(sorted(known))}",
        )


def _part_labels(pdf: pikepdf.Pdf) -> set[str]:
    """The labels of the parts of a document: of its elements, and beside the marks in its pages."""
    labels = {
        str(each.Lang) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each
    }
    for page in pdf.pages:
        page.contents_coalesce()
        labels |= {found.decode("latin-1") for found in _MARKED.findall(page.obj.Contents.read_bytes())}
    return labels


def _script(pdf: pikepdf.Pdf, language: Language, book: Book) -> Iterator[Said]:
    """The document's characters are those its typefaces hold: they are cut down to what is shown."""
    characters = _characters(pdf) - {char for one in book.site.languages for char in one.name}
    if not characters:
        yield "its text cannot be read as characters; build the site anew", "無法取得文字內容；請重新建置網站"
    text = "\n".join(sorted(characters))
    wrong = page_script.judged(text, language.locale)
    if wrong:
        char = text[wrong[0]]
        yield (
            f"'{char}' is no character of {language.name} ({language.locale}); see page-script",
            f"「{char}」不是{language.name}（{language.locale}）的用字；請參閱page-script",
        )


def _characters(pdf: pikepdf.Pdf) -> set[str]:
    found: set[str] = set()
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
            for block in _CHARACTERS.findall(each.ToUnicode.read_bytes()):
                for code in _CHARACTER.findall(block):
                    found.update(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return found
