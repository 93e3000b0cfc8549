"""What a page weighs on the line and how still it stands, as a real nginx sends it to a real Chromium."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

import conftest
import web_server
from guidebook import headers
from guidebook.book import Book

LOCALES = ("en", "zh-Hant", "zh-Hans")
# What must have come before a page can be read and searched: itself, styles, scripts, the index.
LIMIT = 90 * 1024
NEEDED = {
    "link[rel=stylesheet]": "href",
    "script[src]": "src",
    "[data-then]": "data-then",
    "[data-index]": "data-index",
}
PAGES = ("", "faq/the-app/", "quick-reference/", "reference/economies/", "reference/finder/")


@pytest.fixture(scope="module")
def port(site: Path, book: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port at which nginx serves the real site."""
    if web_server.NGINX is None:
        conftest.absent("no nginx on this machine; run: sudo apt-get install nginx")
    with web_server.serving(site, book.site, tmp_path_factory.mktemp("nginx")) as port:
        yield port


def sent(port: int, address: str) -> int:
    """The bytes of an answer: compressed body and headers."""
    status, found, body = web_server.ask(port, address, Accept_Encoding="gzip")
    assert status == 200, address
    return len(body) + sum(len(f"{name}: {value}\r\n") for name, value in found.items()) + 19


def test_every_page_is_read_and_searched_within_90_kb(port: int, site: Path) -> None:
    known: dict[str, int] = {}
    pages = [name for name in headers.files(site) if name.endswith("/index.html")]
    assert len(pages) > 60
    for name in pages:
        address = f"/{name.removesuffix('index.html')}"
        tree = LexborHTMLParser((site / name).read_bytes())
        parts = [
            urljoin(address, part)
            for selector, attribute in NEEDED.items()
            for node in tree.css(selector)
            for part in (node.attributes[attribute] or "").split()
        ]
        assert len(parts) >= 5, address  # a style sheet, three scripts and the index at least
        for part in parts:
            known.setdefault(part, sent(port, part))
        total = sent(port, address) + sum(known[part] for part in parts)
        assert total <= LIMIT, f"{address}: {total / 1024:.1f} KB"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_moves_while_a_page_loads(port: int, chromium: Browser, locale: str, width: int) -> None:
    for page in PAGES:
        context = chromium.new_context(viewport={"width": width, "height": 800})
        tab = context.new_page()
        tab.goto(f"http://127.0.0.1:{port}/{locale}/{page}", wait_until="load")
        assert conftest.moved(tab) == 0, f"{locale}/{page}"
        context.close()


class _Halting(conftest._Handler):
    """Sends a page in pieces, as a slow line does: mostly of what stands in the first screens."""

    def do_GET(self) -> None:  # noqa: N802
        path = Path(self.translate_path(self.path))
        if not path.is_dir():
            super().do_GET()
            return
        page = (path / "index.html").read_bytes()
        tags = [match.start() for match in re.finditer(b"<", page[page.index(b"<body") :])]
        cuts = [page.index(b"<body") + tag for tag in (*tags[4:160:4], *tags[160::200])]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        for start, end in pairwise([0, *cuts, len(page)]):
            self.wfile.write(page[start:end])
            time.sleep(0.1)


@pytest.mark.browser
@pytest.mark.parametrize(
    "page", ["", "faq/the-app/", "quick-reference/", "reference/economies/", "reference/glossary/"]
)
@pytest.mark.parametrize(("locale", "width"), [("zh-Hant", 390), ("en", 1280)])
def test_nothing_moves_when_the_rest_of_a_page_is_late(
    site: Path, chromium: Browser, page: str, locale: str, width: int
) -> None:
    for address in conftest.serve(site, handler=_Halting):
        context = chromium.new_context(viewport={"width": width, "height": 800}, service_workers="block")
        tab = context.new_page()
        tab.goto(f"{address}{locale}/{page}", wait_until="load")
        assert conftest.moved(tab) == 0
        context.close()


@pytest.mark.browser
def test_a_block_that_comes_late_is_noticed(port: int, chromium: Browser) -> None:
    """So that the silence above means something."""
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.goto(f"http://127.0.0.1:{port}/en/faq/the-app/", wait_until="load")
    tab.evaluate("document.body.insertAdjacentHTML('afterbegin', '<div style=height:9rem></div>')")
    tab.evaluate("document.body.firstElementChild.style.height = '9rem'")
    assert conftest.moved(tab) > 0
    context.close()


def test_every_asset_is_used_and_no_source_map_is_sent(site: Path) -> None:
    names = headers.files(site)
    assert not [name for name in names if name.endswith(".map")]
    using = [site / name for name in names if name.endswith((".html", ".css", ".webmanifest"))]
    texts = [path.read_text("utf-8") for path in using]
    assets = [name for name in names if name.startswith("assets/")]
    assert len(assets) >= 10
    for name in assets:
        assert any(Path(name).name in text for text in texts), f"no page names {name}"
        if name.endswith((".css", ".js")):
            assert not re.search(r"[#@]\s*sourceMappingURL", (site / name).read_text("utf-8")), name
