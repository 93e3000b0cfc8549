"""The built site: what is in it, whole pages, words, links, and that it is the same every time."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import material
import yaml
from selectolax.lexbor import LexborHTMLParser

import invented
from guidebook import build, derive, ledger, load, render
from guidebook.book import Book


def test_the_same_pages_in_every_edition(site: Path) -> None:
    trees = {
        locale: {
            path.relative_to(site / locale).as_posix().replace(f".{locale}.pdf", ".pdf")
            for path in (site / locale).rglob("*")
        }
        for locale in ("en", "zh-Hant", "zh-Hans")
    }
    assert trees["en"] == trees["zh-Hant"] == trees["zh-Hans"]


def test_assets_are_shared(site: Path) -> None:
    assert {path.name for path in site.iterdir()} == {
        "404.html",
        "_headers",
        "assets",
        "en",
        "index.html",
        "llms.txt",
        "questions.schema.json",
        "robots.txt",
        "sitemap.xml",
        "sw.js",
        "zh-Hans",
        "zh-Hant",
    }
    assert not list(site.glob("*/assets")) and not list(site.rglob("*.map"))


def test_nothing_is_asked_of_a_third_party(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = LexborHTMLParser(path.read_bytes())
        loaded = [node.attributes.get("src") or "" for node in page.css("[src]")]
        loaded += [
            node.attributes.get("href") or ""
            for node in page.css("link[rel=stylesheet], link[rel=icon], link[rel=preload]")
        ]
        assert loaded and all(not urlsplit(one).scheme and not urlsplit(one).netloc for one in loaded), path
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//", path.read_text("utf-8")), path


def test_every_internal_link_and_anchor_leads_somewhere(site: Path) -> None:
    base = "https://site.invalid/"
    anchors: dict[str, set[str]] = {}
    for path in site.rglob("*.html"):
        address = base + path.relative_to(site).as_posix().removesuffix("index.html")
        anchors[address] = {
            str(node.attributes["id"]) for node in LexborHTMLParser(path.read_bytes()).css("[id]")
        }
    followed = 0
    for path in site.rglob("*.html"):
        address = base + path.relative_to(site).as_posix().removesuffix("index.html")
        for node in LexborHTMLParser(path.read_bytes()).css("a[href]"):
            target, _, anchor = urljoin(address, node.attributes["href"] or "").partition("#")
            if target.startswith(base) and target.endswith(".pdf"):
                assert (site / target.removeprefix(base)).is_file(), f"{path}: {node.attributes['href']}"
            elif target.startswith(base):
                assert target in anchors, f"{path}: {node.attributes['href']}"
                assert not anchor or anchor in anchors[target], f"{path}: {node.attributes['href']}"
                followed += 1
    assert followed > 2000


def test_every_answer_cites_its_sources_with_the_day_they_were_checked(site: Path, book: Book) -> None:
    days = {
        "en": "checked on 22 November 2026",
        "zh-Hant": "2026年11月22日查閱",
        "zh-Hans": "2026年11月22日查阅",
    }
    for guide, page in book.pages():
        for unit in page.questions or page.steps or ():
            assert unit.sources, unit.id
            for locale, day in days.items():
                path = guide.link(page).partition("#")[0]
                html = (site / locale / path.strip("/") / "index.html").read_text("utf-8")
                entry = re.split(r"<h[23] ", re.split(rf'<h[23] id="{unit.id}"', html, maxsplit=1)[1])[0]
                assert 'class="gb-sources"' in entry, f"{locale} {unit.id}"
                assert day in re.sub("<[^>]*>", "", entry), f"{locale} {unit.id}"


def test_title_and_description_are_there_and_distinct(site: Path) -> None:
    for locale in ("en", "zh-Hant", "zh-Hans"):
        pages = [LexborHTMLParser(path.read_bytes()) for path in sorted((site / locale).rglob("index.html"))]
        titles = [page.css_first("title").text() for page in pages]
        described = [page.css_first("meta[name=description]").attributes["content"] for page in pages]
        assert all(titles) and len(set(titles)) == len(titles)
        assert all(described) and len(set(described)) == len(described)


def test_the_draft_says_what_it_is(site: Path) -> None:
    notices = {"en": "Not an APEC publication", "zh-Hant": "並非APEC的出版品", "zh-Hans": "并非APEC的出版"}
    for locale, notice in notices.items():
        for path in (site / locale).rglob("*.html"):
            assert notice in path.read_text("utf-8"), path
        assert notice in (site / "index.html").read_text("utf-8")


def test_every_page_of_a_guide_says_what_nobody_has_proofread(site: Path, book: Book) -> None:
    """Also what is made from the data files, which nobody can sign for."""
    unread = ledger.unread(book, ledger.read(invented.ROOT))
    for guide, page in book.pages():
        for language in book.site.languages:
            html = (site / language.locale / guide.url(page) / "index.html").read_text("utf-8")
            left = {
                (guide.id, one.id, unit.id)
                for one in (guide.pages if guide.one_page else [page])
                for unit in one.units
            }
            said = page.list is not None or bool(left & unread[language.locale])
            assert ('class="gb-unread"' in html) == said, (language.locale, page.id)


def test_the_edit_link_goes_to_the_source(site: Path) -> None:
    for locale in ("en", "zh-Hant", "zh-Hans"):
        page = LexborHTMLParser((site / locale / "faq/stays/index.html").read_bytes())
        link = page.css_first("a[rel=edit]").attributes["href"]
        assert link == "https://source.example/abtc-guide/edit/main/content/guides/faq/stays.yml"


def test_nothing_is_left_over(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = LexborHTMLParser(path.read_bytes()).root.text()  # type: ignore[union-attr]
        for residue in ("{{", "}}", "${", "-{", "}-", "⟦", "{ #", "{ .", "TODO", "Undefined"):
            assert residue not in text, f"{path}: {residue}"


def test_the_theme_words_are_complete(book: Book) -> None:
    """Each word Material may ask for is ours, in every language; a new version may ask for more."""
    words = Path(material.__file__).parent / "templates/partials/languages/en.html"
    asked = set(re.findall(r'^  "([^"]+)":', words.read_text("utf-8"), flags=re.M))
    settings = {key for key in asked if key.startswith("search.config.")} | {
        "language",
        "direction",
        "source",
    }
    assert len(asked) > 50
    missing = asked - settings - book.interface.keys()
    assert not missing
    for key, texts in book.interface.items():
        assert set(texts) == {"en", "zh-Hant", "zh-Hans"}, key


def test_the_theme_words_are_in_their_own_script(book: Book) -> None:
    from guidebook.convert import Converter

    simplify, restore = Converter(("tw2s",), {}), Converter(("s2tw",), {})
    for key, texts in book.interface.items():
        assert simplify.convert(texts["zh-Hans"].value) == texts["zh-Hans"].value, key
        assert not re.search("[个础脚阅说档链览]", texts["zh-Hant"].value), key
    assert restore.convert("阅读") == "閱讀"


def test_building_twice_gives_the_same_bytes(project: Path) -> None:
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    first = _digests(build.build(project, book))
    assert _digests(build.build(project, book)) == first


def test_a_failed_build_leaves_the_site_as_it_was(project: Path) -> None:
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    before = _digests(build.build(project, book))
    (project / "docs/en/first/page-1.md").write_text("[dead](nowhere.md)\n", "utf-8")
    try:
        build.build(project, book)
    except build.BuildError as error:
        assert "nowhere.md" in str(error)
    else:
        raise AssertionError("a dead link must stop the build")
    assert _digests(project / "site") == before


def test_two_builds_at_once_give_one_whole_site(project: Path) -> None:
    command = [sys.executable, "-m", "guidebook", "--project", str(project), "build"]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = [one.communicate(timeout=120)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert {path.name for path in (project / "site").iterdir()} >= {
        "en",
        "zh-Hans",
        "zh-Hant",
        "index.html",
        "assets",
    }


def test_titles_are_escaped(project: Path) -> None:
    invented.edit(
        project / "content/guides/first/page-1.yml", "en: Page 1", 'en: "Your <stay> & \\"time\\" {x}"'
    )
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    page = LexborHTMLParser((build.build(project, book) / "en/first/page-1/index.html").read_bytes())
    assert page.css_first("title").text().startswith('Your <stay> & "time" {x} |')
    assert page.css_first("h1").text() == 'Your <stay> & "time" {x}'
    assert page.css_first('meta[property="og:title"]').attributes["content"] == 'Your <stay> & "time" {x}'
    assert page.css_first(".gb-nav [aria-current=page]").text() == 'Your <stay> & "time" {x}'


def test_a_guide_may_have_any_name(project: Path) -> None:
    """Nothing in the templates names a guide or a page of this site."""
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    assert "about/" not in (build.build(project, book) / "en/index.html").read_text("utf-8")


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_the_lock_files_carry_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (invented.ROOT / name).read_text("utf-8")
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        for block in re.split(r"\n(?=[a-z])", text.strip()):
            assert "--hash=sha256:" in block, block


def test_mkdocs_yml_is_the_only_list_of_languages() -> None:
    """Nothing on the way from content to site names a language; adding one is one entry.

    Checks of a text know the languages whose rules they hold.
    """
    settings = yaml.compose((invented.ROOT / "mkdocs.yml").read_text("utf-8"))
    assert settings is not None
    beside = "checks|reports|cli|lint|lint_command|passage|typography|values|segmentation|words|review|parity|pages"
    for folder in ("scripts", "overrides"):
        for path in (invented.ROOT / folder).rglob("*"):
            checking = re.search(rf"guidebook/(?:{beside})\b", path.as_posix())
            if path.suffix in (".py", ".html", ".md", ".js") and not checking:
                code = re.sub(r'"""[\s\S]*?"""|#.*|\{#[\s\S]*?#\}|//.*', "", path.read_text("utf-8"))
                assert not re.search(r"zh-Han[ts]|正體中文|简体中文", code), path
