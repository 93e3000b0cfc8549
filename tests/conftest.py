"""Fixtures: invented projects, the real site built once, a web server, a real Chromium."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

import invented
import node_packages
from guidebook import build, derive, load, render
from guidebook.book import Book

ROOT = invented.ROOT


def linear(work: Callable[[int], Callable[[], object]], small: int, large: int) -> bool:
    """Whether the time of `work(size)()` grows with the size, not with its square.

    The best of up to five rounds counts: on a busy machine one run may take several times as long.
    """
    short, long = work(small), work(large)
    best = {short: float("inf"), long: float("inf")}
    for _ in range(5):
        for run in best:
            start = time.process_time()
            run()
            best[run] = min(best[run], time.process_time() - start)
        if best[long] < 3 * large / small * best[short] + 0.05:
            return True
    return False


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An invented project with one guide of one page of two questions."""
    return invented.project(tmp_path / "project")


@pytest.fixture(scope="session")
def book() -> Book:
    """The real book, derived."""
    return derive.derive(load.load(ROOT))


@pytest.fixture(scope="session")
def site(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once into a folder of the tests'; nobody may change it."""
    root = tmp_path_factory.mktemp("real") / "project"
    root.mkdir()
    for name in ("content", "docs", "overrides", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    render.write(root, render.render(book))
    return build.build(root, book)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a path, with the nearest 404.html, as a real host is set up to do."""

    def __init__(self, *given: object, folder: Path, below: str) -> None:
        self.below = below
        super().__init__(*given, directory=str(folder))  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self.below.rstrip("/")) if path.startswith(self.below) else "/outside"
        return super().translate_path(inside)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        first = self.path.removeprefix(self.below).split("/", 1)[0]
        pages = (Path(self.directory) / first / "404.html", Path(self.directory) / "404.html")
        body = next((page.read_bytes() for page in pages if page.is_file()), b"")
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went on to another page does not wait for the last one; all else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def serve(folder: Path, below: str = "/", handler: type[_Handler] = _Handler) -> Iterator[str]:
    """Serve a folder on this machine; yields the address."""
    handling = functools.partial(handler, folder=folder, below=below)
    server = _Server(("127.0.0.1", 0), handling)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{below}"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the real site, served from the root of a host."""
    yield from serve(site)


@pytest.fixture(scope="session")
def node() -> Path:
    """PyPI's Node with the locked npm packages; without them the tests that need them are skipped."""
    try:
        return node_packages.installed()
    except node_packages.UnavailableError as reason:
        pytest.skip(str(reason))


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """Where this machine's Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def absent(reason: str) -> None:
    """Skip what needs the browser or the web server and say why, or fail where they are required."""
    if os.environ.get("GUIDEBOOK_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium with faces for Chinese; without, browser tests are skipped, or fail where required."""
    path = chromium_path()
    if path is None:
        absent("no Chromium on this machine; run: sudo apt-get install chromium")
    faces = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh-tw"], capture_output=True).stdout
    if not faces:
        absent("no typeface for Chinese on this machine; run: sudo apt-get install fontconfig fonts-noto-cjk")
    try:
        playwright = sync_playwright().start()
    except Exception as error:
        absent(f"Playwright's driver does not start ({error}); run: sudo apt-get install libatomic1")
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()
    playwright.stop()


PHONE, DESKTOP = (390, 844), (1280, 900)
OpenTab = Callable[..., Page]


class Tab:
    """A tab that notes errors and warnings, what the page's policy refuses, and every host that is asked."""

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.page = context, context.new_page()
        self.faults: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._said)
        context.on("request", self._asked)

    def _said(self, one: ConsoleMessage) -> None:
        ours = (
            "Service Worker registration blocked by Playwright"  # where a test says service_workers="block"
        )
        if one.type in ("error", "warning") and one.text != ours:
            self.faults.append(one.text)

    def _asked(self, one: Request) -> None:
        if one.url.startswith("http"):
            self.hosts.add(urlsplit(one.url).hostname or "")


def moved(page: Page) -> float:
    """How far the page's content has moved by itself since it began to load, as the Layout Instability
    API counts it: what moves because the reader chose does not count."""
    shift = page.evaluate("""() => new Promise(resolve => {
      let shift = 0;
      new PerformanceObserver(list => list.getEntries().forEach(one => { shift += one.hadRecentInput ? 0 : one.value; }))
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(shift), 500);
    })""")
    return float(shift)


@pytest.fixture
def open_tab(chromium: Browser) -> Iterator[OpenTab]:
    """Opens a tab of a size, with what else Playwright can set for its context.

    Afterwards a fault without one of the excused words, or a request to another host, fails the test.
    """
    tabs: list[tuple[Tab, tuple[str, ...]]] = []

    def opened(size: tuple[int, int] = PHONE, excused: tuple[str, ...] = (), **settings: Any) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        tab = Tab(chromium.new_context(viewport=viewport, **settings))  # type: ignore[arg-type]
        tabs.append((tab, excused))
        return tab.page

    yield opened
    for tab, _ in tabs:
        tab.context.close()
    for tab, excused in tabs:
        assert [fault for fault in tab.faults if not any(word in fault for word in excused)] == []
        assert tab.hosts <= {"127.0.0.1"}
