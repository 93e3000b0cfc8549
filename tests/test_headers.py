"""The HTTP headers: a real nginx serves the site with them, and a real Chromium obeys them."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

import conftest
import invented
import web_server
from conftest import Tab
from guidebook import build, derive, headers, load, render
from guidebook.book import Book
from web_server import ask

LOCALES = ("en", "zh-Hant", "zh-Hans")
POLICY = (
    "default-src 'none'; script-src 'self' {script}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@pytest.fixture(scope="session")
def nginx() -> None:
    if web_server.NGINX is None:
        conftest.absent("no nginx on this machine; run: sudo apt-get install nginx")


@pytest.fixture(scope="module")
def port(nginx: None, site: Path, book: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port at which nginx serves the real site."""
    with web_server.serving(site, book.site, tmp_path_factory.mktemp("nginx")) as port:
        yield port


@functools.cache
def policy(site: Path) -> str:
    """What the pages may do: beside our own files, the one script that stands in every page of an edition."""
    texts = set()
    for path in site.glob("*/**/*.html"):
        (script,) = re.findall(r"<script(?! src| type)[^>]*>(.*?)</script>", path.read_text("utf-8"), re.S)
        texts.add(script)
    (text,) = texts
    return POLICY.format(
        script=f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    )


def address(name: str) -> str:
    return "/" + name.removesuffix("index.html")


KINDS = {  # a file of each kind: its type, its language, how long it may be kept
    "index.html": ("text/html; charset=utf-8", "en, zh-Hant, zh-Hans", "no-cache"),
    "en/faq/stays/index.html": ("text/html; charset=utf-8", "en", "no-cache"),
    "zh-Hant/faq/stays/index.html": ("text/html; charset=utf-8", "zh-Hant", "no-cache"),
    "zh-Hans/index.html": ("text/html; charset=utf-8", "zh-Hans", "no-cache"),
    "zh-Hant/questions.json": ("application/json; charset=utf-8", "zh-Hant", "no-cache"),
    "questions.schema.json": ("application/json; charset=utf-8", None, "no-cache"),
    "zh-Hans/sitemap.xml": ("application/xml; charset=utf-8", "zh-Hans", "no-cache"),
    "sitemap.xml": ("application/xml; charset=utf-8", None, "no-cache"),
    "llms.txt": ("text/plain; charset=utf-8", "en, zh-Hant, zh-Hans", "no-cache"),
    "sw.js": ("text/javascript; charset=utf-8", None, "no-cache"),
    "zh-Hans/manifest.webmanifest": ("application/manifest+json; charset=utf-8", "zh-Hans", "no-cache"),
    "zh-Hant/quick-reference/*.pdf": ("application/pdf", "zh-Hant", "no-cache"),
    "assets/search.zh-Hant.*.json": (
        "application/json; charset=utf-8",
        "zh-Hant",
        "public, max-age=31536000, immutable",
    ),
    "robots.txt": ("text/plain; charset=utf-8", None, "no-cache"),
    "assets/guidebook.*.css": ("text/css; charset=utf-8", None, "public, max-age=31536000, immutable"),
    "assets/guidebook.*.js": ("text/javascript; charset=utf-8", None, "public, max-age=31536000, immutable"),
    "assets/favicon.*.svg": ("image/svg+xml; charset=utf-8", None, "public, max-age=31536000, immutable"),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_file(port: int, site: Path, name: str) -> None:
    (path,) = site.glob(name)
    status, found, body = ask(port, address(path.relative_to(site).as_posix()))
    assert status == 200 and body == path.read_bytes()
    kind, language, cache = KINDS[name]
    assert found["Content-Type"] == kind
    assert found.get("Content-Language") == language
    assert found["Cache-Control"] == cache
    assert found["Content-Security-Policy"] == policy(site)
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Referrer-Policy"] == "same-origin"
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in found["Permissions-Policy"]
    assert found.get("Access-Control-Allow-Origin") == ("*" if "questions" in name else None)
    assert "/" not in found["Server"]  # no version


def test_every_file_has_the_headers_of_the_list(port: int, site: Path, book: Book) -> None:
    everywhere = headers.everywhere(headers.found(site), secure=False)
    names = headers.files(site)
    assert len(names) > 80
    for name in names:
        status, found, _ = ask(port, address(name))
        expected = everywhere | headers.of_file(name, book.site)
        assert status == 200, name
        assert {key: value for key, value in found.items() if key in expected} == expected, name
        top = name.split("/", 1)[0]
        if top in LOCALES:
            assert found["Content-Language"] == top, name
        assert name.endswith((".pdf", ".png", ".ico")) or found["Content-Type"].endswith("; charset=utf-8"), (
            name
        )


@pytest.mark.parametrize(
    "asked", ["/zh-Hant/no/such/page/", "/zh-Hans/x", "/en/faq/x.html", "/nothing", "/_headers"]
)
def test_error_pages(port: int, site: Path, asked: str) -> None:
    status, found, body = ask(port, asked)
    top = asked.split("/")[1]
    language = top if top in LOCALES else "en"
    assert status == 404
    assert found["Content-Language"] == (top if top in LOCALES else "en, zh-Hant, zh-Hans")
    assert found["Content-Type"] == "text/html; charset=utf-8" and found["Cache-Control"] == "no-cache"
    assert found["Content-Security-Policy"] == policy(site)
    page = LexborHTMLParser(body)
    assert page.css_first("html").attributes["lang"] == language
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"


@pytest.mark.parametrize("name", ["zh-Hant/faq/stays/index.html", "en/questions.json", "llms.txt"])
def test_texts_are_compressed(port: int, site: Path, name: str) -> None:
    _, found, body = ask(port, address(name), Accept_Encoding="gzip")
    assert found["Content-Encoding"] == "gzip" and "Accept-Encoding" in found["Vary"]
    assert gzip.decompress(body) == (site / name).read_bytes()
    assert len(body) < 0.6 * (site / name).stat().st_size
    assert found["Content-Security-Policy"] == policy(site)


def test_brotli_where_the_server_has_it(nginx: None, site: Path, book: Book, tmp_path: Path) -> None:
    if web_server.BROTLI is None:
        pytest.skip(
            "nginx's brotli module is not here; run: sudo apt-get install libnginx-mod-http-brotli-filter"
        )
    with web_server.serving(site, book.site, tmp_path, brotli=True) as port:
        _, found, body = ask(port, "/zh-Hant/faq/stays/", Accept_Encoding="br, gzip")
        assert found["Content-Encoding"] == "br"
        assert len(body) < 0.5 * (site / "zh-Hant/faq/stays/index.html").stat().st_size
        assert ask(port, "/zh-Hant/", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"


# ---- _headers


def rules(text: str) -> dict[str, dict[str, str]]:
    """The rules of a `_headers` file, read as the hosts describe it."""
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in text.splitlines():
        if line.startswith("/"):
            path = line
            assert path not in found
            found[path] = {}
        elif line.strip():
            name, value = line.strip().split(": ", 1)
            assert line.startswith("  ") and name not in found[path]
            found[path][name] = value
    return found


def test_static_hosts_get_the_same_headers(port: int, site: Path) -> None:
    """What the rules of `_headers` say together is what nginx says; hosts take 100 rules and 2000 characters a line."""
    text = (site / "_headers").read_text("utf-8")
    read = rules(text)
    assert len(read) <= 100 and max(map(len, text.splitlines())) <= 2000
    for name in headers.files(site):
        said: dict[str, str] = {}
        for path, own in read.items():
            if path == address(name) or (path.endswith("*") and address(name).startswith(path[:-1])):
                assert not said.keys() & own.keys(), f"{name}: hosts would join {said.keys() & own.keys()}"
                said |= own
        assert said["Content-Security-Policy"] == f"{policy(site)}; upgrade-insecure-requests"
        said["Content-Security-Policy"] = policy(site)
        found = ask(port, address(name))[1]
        assert {key: found.get(key) for key in said} == said, name
        served = headers.everywhere(headers.found(site), secure=False).keys() | {
            *("Cache-Control", "Content-Language", "Access-Control-Allow-Origin")
        }
        assert {key for key in served if key in found} <= said.keys(), name


def test_below_a_path(nginx: None, tmp_path: Path) -> None:
    root = invented.project(tmp_path / "project")
    invented.edit(root / "mkdocs.yml", "https://abtc-guide.example/", "http://example.org/deep/path/")
    book = derive.derive(load.load(root))
    render.write(root, render.render(book))
    site = build.build(root, book)
    read = rules((site / "_headers").read_text("utf-8"))
    assert read["/deep/path/zh-Hans/*"]["Content-Language"] == "zh-Hans"
    assert "upgrade-insecure" not in read["/deep/path/*"]["Content-Security-Policy"]  # not an HTTPS address
    with web_server.serving(site, book.site, tmp_path / "nginx") as port:
        for asked, expected, language in (
            ("/deep/path/", 200, "en, zh-Hant, zh-Hans"),
            ("/deep/path/zh-Hant/first/page-1/", 200, "zh-Hant"),
            ("/deep/path/zh-Hant/none/", 404, "zh-Hant"),
            ("/deep/path/none", 404, "en, zh-Hant, zh-Hans"),
        ):
            status, found, _ = ask(port, asked)
            assert (status, found["Content-Language"]) == (expected, language), asked
        assert ask(port, "/zh-Hant/")[0] == 404


def test_a_kind_of_file_that_nobody_stated_stops_the_build(project: Path) -> None:
    (project / "overrides/assets/film.xyz").write_bytes(b"x")
    book = derive.derive(load.load(project))
    render.write(project, render.render(book))
    with pytest.raises(
        build.BuildError, match=r"assets/film\.\w+\.xyz: no Content-Type is known for '\.xyz'"
    ):
        build.build(project, book)
    assert not (project / "site").exists()


def test_the_server_block_is_printed_for_publishers(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "guidebook.headers"]
    given = [str(site), "--project", str(invented.ROOT), "--listen", "8080"]
    ran = subprocess.run([*command, *given], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0 and not ran.stderr
    assert "  listen 8080;" in ran.stdout and "upgrade-insecure-requests" in ran.stdout
    ran = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (2, f"{tmp_path}: no site here; run `make site`\n")


# ---- what a browser makes of them


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    """A tab whose faults the tests look at themselves."""
    tab = Tab(chromium.new_context())
    yield tab
    tab.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_breaks_its_policy(port: int, site: Path, tab: Tab, locale: str) -> None:
    """Every page of an edition, its error page and the neutral one, with JavaScript; nothing leaves the host."""
    pages = [
        f"/{path.parent.relative_to(site).as_posix()}/"
        for path in sorted((site / locale).rglob("index.html"))
    ]
    assert len(pages) > 15
    for asked in ["/", *pages]:
        answer = tab.page.goto(f"http://127.0.0.1:{port}{asked}", wait_until="load")
        assert answer is not None and answer.status == 200, asked
        assert tab.faults == [], asked
        if asked != "/":  # the data block is there, whatever the policy says of scripts
            data = tab.page.evaluate(
                "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').text)"
            )
            assert data["@graph"][0]["inLanguage"] == locale
    assert tab.page.goto(f"http://127.0.0.1:{port}/{locale}/none/").status == 404  # type: ignore[union-attr]
    assert [one for one in tab.faults if "404" not in one] == []
    assert tab.hosts == {"127.0.0.1"}


@pytest.mark.browser
def test_search_and_finder_work_under_the_policy(port: int, tab: Tab) -> None:
    tab.page.goto(f"http://127.0.0.1:{port}/en/reference/finder/?from=CAN&to=JPN")
    expect(tab.page.locator(".gb-found .gb-verdict")).to_contain_text("usual visa")
    tab.page.locator(".gb-search input").fill("offline")
    expect(tab.page.locator(".gb-results li a").first).to_be_visible()
    assert tab.faults == [] and tab.hosts == {"127.0.0.1"}


@pytest.mark.browser
def test_what_the_policy_forbids_is_refused_and_noticed(port: int, tab: Tab) -> None:
    """So that the silence above means something."""
    tab.page.goto(f"http://127.0.0.1:{port}/zh-Hant/faq/stays/")
    for tag, fill in (
        ("script", "node.text = 'window.ran = true'"),
        ("style", "node.textContent = 'main { display: none }'"),
        ("img", "node.src = 'https://elsewhere.invalid/x.png'"),
        ("iframe", "node.src = '/en/'"),
    ):
        tab.faults.clear()
        tab.page.evaluate(
            f"""() => new Promise(resolve => {{
              const node = document.createElement("{tag}");
              document.addEventListener("securitypolicyviolation", resolve, {{ once: true }});
              {fill};
              document.body.append(node);
            }}).then(() => null)"""
        )
        assert any("Content Security Policy" in one for one in tab.faults), tag
    assert not tab.page.evaluate("window.ran")
    assert tab.page.locator("main").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(("locale", "word"), [("en", "passport"), ("zh-Hant", "護照"), ("zh-Hans", "护照")])
def test_the_search_works_under_the_policy(port: int, tab: Tab, locale: str, word: str) -> None:
    tab.page.goto(f"http://127.0.0.1:{port}/{locale}/")
    tab.page.locator(".gb-search input").fill(word)
    expect(tab.page.locator(".gb-results li a").first).to_be_visible()
    assert tab.faults == [] and tab.hosts == {"127.0.0.1"}


@pytest.mark.browser
def test_a_copy_for_offline_reading_is_kept_under_the_policy(port: int, tab: Tab) -> None:
    tab.page.goto(f"http://127.0.0.1:{port}/zh-Hant/")
    expect(tab.page.locator(".gb-keep [data-kept]")).to_be_visible(timeout=15_000)
    tab.context.set_offline(True)
    tab.page.goto(f"http://127.0.0.1:{port}/zh-Hant/faq/stays/")
    assert tab.page.locator("html").get_attribute("lang") == "zh-Hant"
    assert tab.faults == [] and tab.hosts == {"127.0.0.1"}


@pytest.mark.browser
def test_an_inline_style_of_the_build_is_allowed_and_no_other(nginx: None, tab: Tab, tmp_path: Path) -> None:
    root = invented.project(tmp_path / "project")
    book = derive.derive(load.load(root))
    render.write(root, render.render(book))
    site = build.build(root, book)
    page = site / "en/index.html"
    style = "<style>main { outline: 7px solid red }</style></head>"
    page.write_text(page.read_text("utf-8").replace("</head>", style), "utf-8")
    with web_server.serving(site, book.site, tmp_path / "nginx") as port:
        assert re.search(r"style-src 'self' 'sha256-[\w+/=]+';", ask(port, "/")[1]["Content-Security-Policy"])
        width = "getComputedStyle(document.querySelector('main')).outlineWidth"
        tab.page.goto(f"http://127.0.0.1:{port}/en/")
        assert tab.page.evaluate(width) == "7px" and tab.faults == []
        page.write_text(page.read_text("utf-8").replace("7px", "8px"), "utf-8")
        tab.page.goto(f"http://127.0.0.1:{port}/en/?again")
        assert tab.page.evaluate(width) != "8px" and "Content Security Policy" in tab.faults[0]
