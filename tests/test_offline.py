"""The offline copy in a real Chromium, with a server that goes away, is slow, and gets a new release."""

from __future__ import annotations

import functools
import http.server
import itertools
import json
import re
import shutil
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Response, expect
from selectolax.lexbor import LexborHTMLParser

import conftest
import invented
from guidebook import build, derive, headers, load, offline, render
from guidebook.book import Book

LOCALES = ("en", "zh-Hant", "zh-Hans")
BAR = re.compile(r'<p class="gb-offline"[^>]*>[^<]*</p>')
WAIT = 30_000  # ms, for a machine that does other things as well
DATES = {"en": "22 November 2026", "zh-Hant": "2026年11月22日", "zh-Hans": "2026年11月22日"}


class _Handler(conftest._Handler):
    def __init__(self, host: Host, *given: object) -> None:
        self.host = host
        super().__init__(*given, folder=host.folder, below=host.below)

    def do_GET(self) -> None:  # noqa: N802
        self.host.asked.append(self.path)
        # Python's server takes an older file for unchanged; hosts compare what the browser has.
        del self.headers["If-Modified-Since"]
        if self.host.slow:
            self.host.patience.wait(60)
        if self.host.broken:
            self.send_error(502)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        for name, value in self.host.headers.items():
            self.send_header(name, value)
        super().end_headers()


class Host:
    """A web server on this machine, with the site's own headers: it can be slow, broken or away."""

    def __init__(self, folder: Path, below: str = "/") -> None:
        self.folder, self.below = folder, below
        self.asked: list[str] = []
        self.slow = self.broken = False
        self.patience = threading.Event()
        self.headers = {
            **headers.everywhere(headers.found(folder), secure=False),
            "Cache-Control": "no-cache",
        }
        self._server: http.server.ThreadingHTTPServer | None = None
        self.port = 0
        self.start()
        self.address = f"http://127.0.0.1:{self.port}{below}"

    def start(self) -> None:
        handler = functools.partial(_Handler, self)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.patience.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None


@pytest.fixture
def context(chromium: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A reader's browser, with a profile of its own on the disk."""
    path = conftest.chromium_path()
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=path,
        args=conftest.FLAGS,
        viewport={"width": 390, "height": 844},
    )
    yield context
    context.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Host]]:
    """Serves folders until the test is over."""
    hosts: list[Host] = []

    def serve(folder: Path, below: str = "/") -> Host:
        hosts.append(Host(folder, below))
        return hosts[-1]

    yield serve
    for host in hosts:
        host.stop()


@pytest.fixture
def host(site: Path, serve: Callable[..., Host]) -> Host:
    """The real site, served."""
    return serve(site)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An invented site, and its next release: one sentence of one page is another, and the style sheet."""
    root = invented.project(tmp_path_factory.mktemp("releases") / "project", guides=2, pages=2)
    first = _built(root, "site-1")
    page = root / "content/guides/first/page-1.yml"
    invented.edit(page, "It is about entry number 1.", "It is about another number 1.")
    invented.edit(page, "第1題說明入境查驗。", "第1題說明出境查驗。")
    style = root / "overrides/assets/guidebook.css"
    style.write_text(style.read_text("utf-8") + ":root { --release: new; }\n", "utf-8")
    return first, _built(root, "site-2")


@pytest.fixture
def invented_host(releases: tuple[Path, Path], serve: Callable[..., Host]) -> Host:
    """The first of the two, served."""
    return serve(releases[0])


def _built(root: Path, name: str) -> Path:
    book = derive.derive(load.load(root))
    render.write(root, render.render(book))
    return build.build(root, book, root / name)


def open_page(context: BrowserContext) -> tuple[Page, list[str]]:
    """A tab, and the faults that it will have."""
    tab = conftest.Tab(context)
    return tab.page, tab.faults


def visit_and_wait(page: Page, address: str) -> None:
    """Open a page and wait until the line below it says that its language is kept."""
    page.goto(address)
    expect(page.locator("[data-kept]")).to_be_visible(timeout=WAIT)


def visited(context: BrowserContext, host: Host, path: str) -> tuple[Page, list[str]]:
    """A tab at this page, whose language is kept by now, and the faults that it will have."""
    page, faults = open_page(context)
    visit_and_wait(page, host.address + path)
    return page, faults


def update(page: Page, host: Host, new: Path) -> None:
    """Put a new release on the host and read on until the English copy is of it."""
    host.folder = new
    page.reload()
    until(page, lambda: whole(page, new, "en"))
    expect(page.locator("[data-kept]")).to_be_visible(timeout=WAIT)


def go_offline(context: BrowserContext, host: Host) -> None:
    context.set_offline(True)
    host.stop()


def got(page: Page, address: str) -> Response:
    answer = page.goto(address)
    assert answer is not None
    return answer


def caches(page: Page) -> list[str]:
    """The copies on the device, as `language release`."""
    names: list[str] = page.evaluate("caches.keys()")
    return [name.split(" ", 2)[2] for name in names if not name.endswith(" state")]


def whole(page: Page, site: Path, locale: str) -> bool:
    """Whether the copy of this release is complete; its list comes last."""
    name = f"guidebook / {locale} {release(site, locale)}"
    found: bool = page.evaluate(
        "([list, cacheName]) => caches.match(list, {cacheName}).then(Boolean)",
        [f"/{locale}/{offline.FILE}", name],
    )
    return found


def release(site: Path, locale: str) -> str:
    return str(json.loads((site / locale / offline.FILE).read_text("utf-8"))["release"])


def addresses(site: Path, locale: str) -> list[str]:
    """Every page of a language, by its address from the site's root."""
    pages = (path.relative_to(site).as_posix() for path in (site / locale).rglob("index.html"))
    return sorted(page.removesuffix("index.html") for page in pages)


# ---- without the network


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_after_one_visit_the_language_opens_offline(
    context: BrowserContext, host: Host, site: Path, locale: str
) -> None:
    page, faults = visited(context, host, f"{locale}/faq/stays/")
    assert caches(page) == [f"{locale} {release(site, locale)}"]
    go_offline(context, host)
    for path in addresses(site, locale):
        answer = got(page, host.address + path)
        built = (site / path / "index.html").read_text("utf-8")
        assert answer.status == 200 and BAR.sub("", answer.text()) == built, path
        assert DATES[locale] in page.locator(".gb-offline").inner_text()
        expect(page.locator(".gb-offline")).to_be_in_viewport()
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--gb-accent')")
    guide = f"{locale}/quick-reference/quick-reference.{locale}.pdf"
    assert _fetched(page, host.address + guide) == [200, (site / guide).stat().st_size]
    assert _fetched(page, host.address + guide, "bytes=10-19") == [206, 10]
    assert _fetched(page, host.address + guide, "bytes=-7") == [206, 7]
    assert _fetched(page, host.address + guide, "bytes=99999999-") == [416, 0]
    index = page.locator("[data-index]").get_attribute("data-index")
    assert _fetched(page, index or "")[0] == 200
    answer = got(page, f"{host.address}{locale}/faq?x=1")  # a link without its last slash
    assert answer.status == 200 and page.url == f"{host.address}{locale}/faq/?x=1"
    assert [one for one in faults if "416" not in one] == []


def _fetched(page: Page, address: str, part: str = "") -> list[int]:
    """The status and the length of what a script on the page gets."""
    script = """([address, part]) => fetch(address, part ? {headers: {range: part}} : {})
        .then(async (answer) => [answer.status, (await answer.arrayBuffer()).byteLength])"""
    found: list[int] = page.evaluate(script, [address, part])
    return found


@pytest.mark.browser
def test_search_answers_offline(context: BrowserContext, host: Host) -> None:
    page, faults = visited(context, host, "en/faq/stays/")
    go_offline(context, host)
    got(page, f"{host.address}en/")
    page.locator(".gb-search input").fill("officer")
    expect(page.locator(".gb-results li").first).to_be_visible(timeout=WAIT)
    assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("kept", LOCALES)
def test_other_languages_say_why_and_lead_back(
    context: BrowserContext, host: Host, book: Book, kept: str
) -> None:
    page, _ = visited(context, host, f"{kept}/faq/stays/")
    go_offline(context, host)
    others = [locale for locale in LOCALES if locale != kept]
    for other in others:
        got(page, f"{host.address}{kept}/faq/stays/")
        with page.expect_response(lambda answer: "/faq/stays/" in answer.url) as answered:
            page.locator(f".gb-languages a[hreflang={other}]").click()
        assert answered.value.status == 503
        assert page.locator("html").get_attribute("lang") == kept
        sections = page.locator("main section")
        assert sections.evaluate_all("all => all.map(one => one.lang)") == [
            kept,
            *(one for one in LOCALES if one != kept),
        ]
        why = book.interface["offline-missing-why"][other].value
        assert why in page.locator(f"main section[lang={other}]").inner_text()
        way = page.locator(f"main section[lang={other}] a")
        assert way.inner_text() == way.get_attribute("lang").replace(kept, book.site.language(kept).name)  # type: ignore[union-attr]
        way.click()
        expect(page).to_have_url(f"{host.address}{kept}/faq/stays/")
    # The neutral page is there, with the line labelled for what it is.
    assert got(page, host.address).status == 200
    assert page.locator(".gb-offline").get_attribute("lang") == kept
    for missing in (
        f"{kept}/no/such/page/",
        f"{others[0]}/faq/faq.{others[0]}.pdf",
        f"{kept}/faq/faq.{kept}.pdf",
    ):
        assert got(page, host.address + missing).status == 503
        assert page.locator("main a").first.get_attribute("href") == f"/{kept}/"


@pytest.mark.browser
def test_a_page_that_is_open_says_when_the_network_goes(context: BrowserContext, host: Host) -> None:
    page, faults = visited(context, host, "en/faq/stays/")
    context.set_offline(True)
    expect(page.locator(".gb-offline")).to_have_text(
        "You are offline. This copy is of 22 November 2026.", timeout=WAIT
    )
    context.set_offline(False)
    expect(page.locator(".gb-offline")).to_have_count(0, timeout=WAIT)
    assert faults == []


# ---- with a network that does not work


@pytest.mark.browser
def test_a_network_that_does_not_answer_is_not_waited_for(context: BrowserContext, host: Host) -> None:
    page, _ = visited(context, host, "zh-Hant/")
    host.slow = True
    page.goto(f"{host.address}zh-Hant/faq/stays/", timeout=WAIT)  # the host says nothing for a minute
    expect(page.locator(".gb-offline")).to_be_visible(timeout=WAIT)
    page.goto(f"{host.address}zh-Hant/faq/", timeout=WAIT)
    expect(page.locator(".gb-offline")).to_be_visible(timeout=WAIT)
    host.slow = False
    host.patience.set()

    def fresh() -> bool:  # a machine that is busy may answer too late for the worker
        got(page, f"{host.address}zh-Hant/faq/stays/")
        return not page.locator(".gb-offline").count()

    until(page, fresh)


@pytest.mark.browser
def test_errors_of_the_server_are_neither_shown_nor_kept(
    context: BrowserContext, host: Host, site: Path
) -> None:
    page, _ = visited(context, host, "en/")
    host.broken = True
    assert got(page, f"{host.address}en/faq/stays/").status == 200
    expect(page.locator(".gb-offline")).to_be_visible(timeout=WAIT)
    assert got(page, f"{host.address}zh-Hant/").status == 502
    host.broken = False
    assert got(page, f"{host.address}en/no/such/page/").status == 404
    visit_and_wait(page, f"{host.address}en/faq/stays/")
    script = """async () => { const bad = []; for (const name of await caches.keys())
        for (const held of await (await caches.open(name)).matchAll()) if (!held.ok) bad.push(held.url);
        return bad; }"""
    assert page.evaluate(script) == []
    assert caches(page) == [f"en {release(site, 'en')}"]


# ---- one release, never two


def releases_of(answer: Response, host: Host, sites: tuple[Path, ...]) -> set[str]:
    """The releases that have this page, byte for byte."""
    path = answer.url.removeprefix(host.address)
    locale, text = path.split("/", 1)[0], BAR.sub("", answer.text())
    return {
        release(site, locale) for site in sites if (site / path / "index.html").read_text("utf-8") == text
    }


@pytest.mark.browser
def test_a_new_release_replaces_the_old_as_a_whole(
    context: BrowserContext, invented_host: Host, releases: tuple[Path, Path]
) -> None:
    """The reader walks about during the update, half of the time without the network."""
    old, new = releases
    page, _ = open_page(context)
    failed: list[str] = []

    def failing(one: Request) -> None:
        if one.failure != "net::ERR_ABORTED":  # the reader went on before it came
            failed.append(f"{one.url}: {one.failure}")

    page.on("requestfailed", failing)
    visit_and_wait(page, f"{invented_host.address}en/")
    invented_host.folder = new
    seen: list[str] = []
    fresh = 0
    pages = addresses(new, "en")
    for step in range(len(pages) * 6):
        invented_host.broken = step % 2 == 0  # first of all: the worker has heard of no new release yet
        answer = got(page, invented_host.address + pages[step * 5 // 2 % len(pages)])
        those = releases_of(answer, invented_host, releases)
        bar = re.search(r'data-release="(\w+)"', answer.text())
        assert those and (bar or not invented_host.broken), answer.url
        fresh += not bar
        styled = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--release')")
        assert (release(new, "en") if styled.strip() == "new" else release(old, "en")) in those, answer.url
        if bar:
            assert bar[1] in those, answer.url
            seen.append(bar[1])
        if not invented_host.broken:  # time for the worker, more at every step
            page.wait_for_timeout(20 * step)
        if step == len(pages) * 4:
            until(page, lambda: whole(page, new, "en"))
    assert [one for one, _ in itertools.groupby(seen)] == [release(old, "en"), release(new, "en")]
    assert fresh > len(pages) * 2  # of three; a machine that is busy may answer too late for the worker
    invented_host.broken = False
    left_alone(page, f"{invented_host.address}en/", f"en {release(new, 'en')}")
    go_offline(context, invented_host)
    for path in pages:
        assert release(new, "en") in releases_of(
            got(page, invented_host.address + path), invented_host, releases
        )
    assert failed == []


@pytest.mark.browser
def test_what_is_the_same_is_not_fetched_again(
    context: BrowserContext, invented_host: Host, releases: tuple[Path, Path]
) -> None:
    _, new = releases
    page, _ = visited(context, invented_host, "en/")
    invented_host.asked.clear()
    update(page, invented_host, new)
    until(page, lambda: "/en/first/page-1/" in invented_host.asked)
    lists = [json.loads((site / "en" / offline.FILE).read_text("utf-8"))["files"] for site in releases]
    same = {f"/{name}" for name, digest in lists[1].items() if lists[0].get(name) == digest}
    assert len(same) > 5
    assert {one for one in invented_host.asked if not one.startswith("/assets/")} & same <= {
        "/en/",  # the page itself, and what the browser asks for with it
        "/en/manifest.webmanifest",
    }


@pytest.mark.browser
def test_a_release_that_is_not_whole_is_not_kept(
    context: BrowserContext, invented_host: Host, releases: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = releases
    half = tmp_path / "half"
    shutil.copytree(new, half)
    shutil.copy(old / "en/first/page-1/index.html", half / "en/first/page-1")  # not uploaded yet
    page, _ = visited(context, invented_host, "en/")
    invented_host.folder = half
    for path in addresses(old, "en"):
        invented_host.asked.clear()
        visit_and_wait(page, invented_host.address + path)  # which is said once the worker has tried
        assert f"/en/{offline.FILE}" in invented_host.asked
    go_offline(context, invented_host)
    for path in addresses(old, "en"):
        answer = got(page, invented_host.address + path)
        assert release(old, "en") in answer.text()
        assert release(old, "en") in releases_of(answer, invented_host, releases)
    context.set_offline(False)
    invented_host.start()
    update(page, invented_host, new)


@pytest.mark.browser
def test_a_tab_of_the_old_release_keeps_what_it_needs(
    context: BrowserContext, invented_host: Host, releases: tuple[Path, Path]
) -> None:
    _, new = releases
    first, faults = visited(context, invented_host, "en/first/")
    index = first.locator("[data-index]").get_attribute("data-index") or ""
    invented_host.folder = new
    second, _ = visited(context, invented_host, "en/")
    until(second, lambda: whole(second, new, "en"))
    visit_and_wait(second, f"{invented_host.address}en/first/page-1/")
    assert len(caches(second)) == 2
    go_offline(context, invented_host)
    assert _fetched(first, index)[0] == 200  # which no server has any more
    answer = got(second, f"{invented_host.address}en/first/page-1/")
    assert releases_of(answer, invented_host, releases) == {release(new, "en")}
    first.close()
    left_alone(second, f"{invented_host.address}en/", f"en {release(new, 'en')}")
    assert faults == []


@pytest.mark.browser
def test_a_release_that_is_taken_back_and_a_copy_that_was_lost(
    context: BrowserContext, invented_host: Host, releases: tuple[Path, Path]
) -> None:
    old, new = releases
    page, faults = visited(context, invented_host, "en/first/page-1/")
    update(page, invented_host, new)
    invented_host.folder = old
    left_alone(page, f"{invented_host.address}en/first/page-1/", f"en {release(old, 'en')}")
    # The browser, or the reader, may delete the files and leave what is known of them.
    page.evaluate(
        "caches.keys().then(all => all.filter(one => !one.endsWith('state')).map(one => caches.delete(one)))"
    )
    page.reload()
    expect(page.locator("[data-kept]")).to_be_visible(timeout=WAIT)
    go_offline(context, invented_host)
    answer = got(page, f"{invented_host.address}en/first/page-1/")
    assert releases_of(answer, invented_host, releases) == {release(old, "en")}
    assert faults == []


def left_alone(page: Page, address: str, copy: str) -> None:
    """Visit until this copy is the only one; others go once the pages are gone that may need them."""
    for _ in range(5):
        visit_and_wait(page, address)
        if caches(page) == [copy]:
            return
    raise AssertionError(f"{caches(page)} and not {copy} alone")


def until(page: Page, true: Callable[[], bool], seconds: int = 30) -> None:
    """Wait for something that no element shows."""
    for _ in range(seconds * 20):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("this did not become true")


# ---- what the reader decides


@pytest.mark.browser
def test_the_language_read_last_is_the_one_that_is_kept(
    context: BrowserContext, host: Host, site: Path
) -> None:
    page, faults = visited(context, host, "zh-Hant/")
    visit_and_wait(page, f"{host.address}en/")
    left_alone(page, f"{host.address}en/faq/", f"en {release(site, 'en')}")
    assert faults == []


@pytest.mark.browser
def test_what_the_reader_asked_for_stays(context: BrowserContext, host: Host, site: Path) -> None:
    page, faults = visited(context, host, "en/")
    page.goto(f"{host.address}zh-Hant/")
    until(page, lambda: whole(page, site, "zh-Hant"))
    page.locator("[data-remove]").click()
    until(page, lambda: caches(page) == [])
    page.goto(f"{host.address}en/")  # removed is removed
    expect(page.locator("[data-keep]")).to_be_visible(timeout=WAIT)
    page.wait_for_timeout(1000)
    assert caches(page) == []
    page.locator("[data-keep]").click()
    expect(page.locator("[data-kept]")).to_be_visible(timeout=WAIT)
    page.goto(f"{host.address}zh-Hant/faq/")  # and asked for is asked for
    expect(page.locator("[data-other] [lang=en]")).to_be_visible(timeout=WAIT)
    assert page.locator("[data-other]").inner_text() == "存於本裝置的是English版。"
    assert caches(page) == [f"en {release(site, 'en')}"]
    page.locator("[data-keep]").click()
    expect(page.locator("[data-kept]")).to_be_visible(timeout=WAIT)
    assert faults == []


@pytest.mark.browser
def test_nothing_is_fetched_unasked_where_data_is_to_be_saved(
    context: BrowserContext, host: Host, site: Path
) -> None:
    context.add_init_script(
        "Object.defineProperty(NetworkInformation.prototype, 'saveData', {get: () => true})"
    )
    page, faults = open_page(context)
    page.goto(f"{host.address}en/")
    keep = page.locator("[data-keep]")
    expect(keep).to_be_visible(timeout=WAIT)
    size = json.loads((site / "en" / offline.FILE).read_text("utf-8"))["size"]
    assert keep.inner_text() == f"Keep this language on this device for offline reading (about {size})"
    page.goto(f"{host.address}en/faq/")
    page.wait_for_timeout(1500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert not [one for one in host.asked if one.endswith(("sw.js", offline.FILE))]
    keep.click()
    expect(page.locator("[data-kept]")).to_be_visible(timeout=WAIT)
    assert caches(page) == [f"en {release(site, 'en')}"]
    assert faults == []


# ---- where it stays out of the way


@pytest.mark.browser
def test_a_browser_without_workers_has_no_error(context: BrowserContext, host: Host) -> None:
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    page, faults = open_page(context)
    page.goto(f"{host.address}zh-Hans/faq/stays/")
    page.wait_for_timeout(500)
    expect(page.locator(".gb-keep")).to_be_hidden()
    assert page.evaluate("'serviceWorker' in navigator") is False and faults == []


@pytest.mark.browser
def test_from_a_disk_there_is_no_error(context: BrowserContext, site: Path) -> None:
    page, faults = open_page(context)
    page.goto((site / "en/faq/stays/index.html").as_uri())
    page.wait_for_timeout(500)
    expect(page.locator(".gb-keep")).to_be_hidden()
    # Chromium itself refuses every manifest there.
    assert [one for one in faults if "manifest" not in one and "ERR_FAILED" not in one] == []


@pytest.mark.browser
def test_below_a_path_of_a_host(context: BrowserContext, serve: Callable[..., Host], tmp_path: Path) -> None:
    root = invented.project(tmp_path / "project")
    invented.edit(root / "mkdocs.yml", "https://abtc-guide.example/", "https://example.org/deep/path/")
    built = _built(root, "site")
    host = serve(built, "/deep/path/")
    page, faults = visited(context, host, "zh-Hant/first/page-1/")
    go_offline(context, host)
    for path in addresses(built, "zh-Hant"):
        assert got(page, host.address + path).status == 200
        expect(page.locator(".gb-offline")).to_be_visible(timeout=WAIT)
    assert faults == []
    assert got(page, f"{host.address}en/first/page-1/").status == 503
    page.locator("main a").first.click()
    expect(page).to_have_url(f"{host.address}zh-Hant/first/page-1/")

    context.set_offline(False)
    elsewhere = serve(built)  # another path than it was built for
    page, faults = open_page(context)
    page.goto(f"{elsewhere.address}en/first/")
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    expect(page.locator(".gb-keep")).to_be_hidden()
    assert faults == []


@pytest.mark.browser
def test_other_things_on_the_host_are_left_alone(context: BrowserContext, host: Host, site: Path) -> None:
    page, _ = visited(context, host, "en/")
    go_offline(context, host)
    with pytest.raises(Error, match="ERR_"):
        page.goto(f"{host.address}another-thing/")


# ---- the lists and the manifests


def test_a_copy_is_one_language_and_within_the_limit(site: Path) -> None:
    for locale in LOCALES:
        made = json.loads((site / locale / offline.FILE).read_text("utf-8"))
        files = [
            site / (f"{name}index.html" if name.endswith("/") or not name else name) for name in made["files"]
        ]
        size = sum(file.stat().st_size for file in files)
        assert size <= offline.LIMIT
        number, unit = made["size"].split("\N{NO-BREAK SPACE}")
        told = round(float(number) * {"kB": 1_000, "MB": 1_000_000}[unit])
        assert size <= told < size + {"kB": 10_001, "MB": 100_001}[unit]
        names = {file.relative_to(site).as_posix() for file in files}
        assert names >= {path.relative_to(site).as_posix() for path in (site / locale).rglob("*.html")}
        assert f"{locale}/quick-reference/quick-reference.{locale}.pdf" in names
        others = [other for other in LOCALES if other != locale]
        assert not [name for name in names for other in others if other in re.split(r"[/.]", name)]
        assert f">{made['size']}<" in (site / locale / "index.html").read_text("utf-8")
        assert DATES[locale] in made["notice"] and made["date"] == DATES[locale]


def test_every_change_is_another_release(site: Path, book: Book, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    offline.write(copy, book)
    before = {locale: release(copy, locale) for locale in LOCALES}
    assert before == {locale: release(site, locale) for locale in LOCALES}
    invented.edit(copy / "zh-Hant/faq/stays/index.html", "</main>", " </main>")
    offline.write(copy, book)
    assert [locale for locale in LOCALES if release(copy, locale) != before[locale]] == ["zh-Hant"]
    (copy / "index.html").write_bytes((copy / "index.html").read_bytes() + b" ")
    offline.write(copy, book)
    assert [locale for locale in LOCALES if release(copy, locale) != before[locale]] == list(LOCALES)


def test_a_language_that_is_too_large_is_not_offered(
    site: Path, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = invented.project(tmp_path / "project")
    monkeypatch.setattr(offline, "LIMIT", 10_000)
    built = _built(root, "site")
    assert not list(built.rglob(offline.FILE))
    page = LexborHTMLParser((built / "en/index.html").read_bytes())
    assert page.css_first("[data-size]").text() == ""


@pytest.mark.parametrize("locale", LOCALES)
def test_the_manifest_of_a_language(site: Path, book: Book, locale: str) -> None:
    folder = site / locale
    made = json.loads((folder / "manifest.webmanifest").read_text("utf-8"))
    assert made["lang"] == locale and made["dir"] == "ltr" and made["id"] == f"/{locale}/"
    assert made["start_url"] == made["scope"] == "./" and made["display"] == "standalone"
    assert made["name"] == book.interface["site-short"][locale].value
    assert len(made["short_name"]) <= 12
    for icon in made["icons"]:
        content = (folder / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", content[16:24])
            assert content.startswith(b"\x89PNG") and icon["sizes"] == f"{width}x{height}"
    assert {(one["sizes"], one.get("purpose", "any")) for one in made["icons"]} == {
        ("any", "any"),
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for path in folder.rglob("*.html"):
        link = LexborHTMLParser(path.read_bytes()).css_first("link[rel=manifest]").attributes["href"] or ""
        there = site / link.lstrip("/") if link.startswith("/") else path.parent / link
        assert there.resolve() == (folder / "manifest.webmanifest").resolve()


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_chromium_would_install_it(context: BrowserContext, host: Host, locale: str) -> None:
    page, faults = visited(context, host, f"{locale}/")
    asked = context.new_cdp_session(page)
    manifest = asked.send("Page.getAppManifest")
    assert manifest["url"] == f"{host.address}{locale}/manifest.webmanifest" and manifest["errors"] == []
    assert asked.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert faults == []
