"""Benchmarks: each figure beside a baseline measured in the same run, as a ratio.

`make bench`; with CORPUS=file the derivation is measured on that text, without it on the
project's own Chinese. SIZES names pages a language for the whole build.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import autocorrect_py
import opencc
from playwright.sync_api import sync_playwright

import conftest
import invented
import node_packages
import test_search
import test_serve
import web_server
from guidebook import derive, languages, lint, lint_command, load, offline, punctuation, render

LANGUAGE_WORDS = "zh-Hans.html"
# The stock set-up for the same Markdown: one static-i18n build of all three trees. Material has
# no words for zh-Hans and would stop; the smallest cure is to lend it those it has for zh.
BARE = """\
site_name: Bare
site_url: https://example.org/
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, custom_dir: {overrides}}}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {{locale: en, name: English, default: true}}
        - {{locale: zh-Hant, name: 正體中文}}
        - {{locale: zh-Hans, name: 简体中文}}
markdown_extensions: [admonition, attr_list, md_in_html, tables, toc]
"""


PAGES = {
    "home": "",
    "topic": "faq/the-app/",
    "guide": "quick-reference/",
    "economies": "reference/economies/",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default="", help="a Traditional Chinese Markdown text to derive from")
    parser.add_argument("--sizes", nargs="*", type=int, default=[30, 300, 1000], help="pages a language")
    parser.add_argument("--pairs", default="", help="JSON Lines of zh-Hant and zh-Hans written by people")
    given = parser.parse_args()
    print(f"{'':44} {'figure':>12} {'baseline':>12} {'ratio':>7}")
    bench_derive(Path(given.corpus) if given.corpus else None)
    bench_checks(Path(given.corpus) if given.corpus else None)
    if given.pairs:
        bench_errors(Path(given.pairs))
    bench_render()
    with tempfile.TemporaryDirectory() as folder:
        real = _real(Path(folder) / "real")
        bench_build("the real site", real)
        bench_search(real / "site")
        size_offline(Path(folder) / "real/site")
        bench_serve(real)
        bench_pages(real)
        for size in given.sizes:
            bench_build("invented", _invented(Path(folder) / str(size), size))


def bench_derive(corpus: Path | None) -> None:
    """Loose text to zh-Hans, parsing included, beside bare OpenCC tw2s on the same text."""
    book = load.load(invented.ROOT)
    deriver = derive.Deriver(book, book.site.language("zh-Hans"))
    text = corpus.read_text("utf-8") if corpus else _own_text()
    size = len(text.encode()) / 1e6
    bare = opencc.OpenCC("tw2s")
    ours, theirs = _best(lambda: deriver.derive(text)), _best(lambda: bare.convert(text))
    row(f"derive {corpus.name if corpus else 'own text'}, {size:.2f} MB", size / ours, size / theirs, "MB/s")


def bench_checks(corpus: Path | None) -> None:
    """All text checks in one process, beside linters of spacing, width and punctuation alone, page by page.

    The time must grow with the text and no faster: 1, 4 and 16 copies, as one text and as files.
    """
    linter = lint.Linter(derive.derive(load.load(invented.ROOT)))
    text = corpus.read_text("utf-8") if corpus else _own_text()
    size = len(text.encode()) / 1e6
    parts = _pages(text)
    theirs = size / _best(lambda: [autocorrect_py.lint_for(part, "markdown") for part in parts], 3)
    for copies in (1, 4, 16):
        many, times = "\n\n".join([text] * copies), 3 if copies < 16 else 1
        ours = copies * size / _best(lambda many=many: linter.lint_loose("zh-Hant", many), times)
        row(f"checks : autocorrect, {copies} × {size:.2f} MB, one text", ours, theirs, "MB/s")
        if copies == 1:
            _beside_zhlint(parts, size, ours)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.md" for number in range(16)]
        for file in files:
            file.write_text(text, "utf-8")
        for copies in (1, 4, 16):
            several, times = files[:copies], 3 if copies < 16 else 1
            run = partial(lint_command.lint_files, linter, several, "zh-Hant")
            ours = copies * size / _best(run, times)
            row(f"checks : autocorrect, {copies} × {size:.2f} MB, files", ours, theirs, "MB/s")


def _beside_zhlint(parts: list[str], size: float, ours: float) -> None:
    """The same pages through zhlint of npm, which says itself how long it took, without Node's start."""
    what = f"checks : zhlint, 1 × {size:.2f} MB, one text"
    try:
        node = node_packages.installed()
    except node_packages.UnavailableError as reason:
        print(f"{what:44} not measured: {reason}", flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "pages.json"
        given.write_text(json.dumps(parts), "utf-8")
        script = node_packages.FOLDER / "zhlint.mjs"
        done = subprocess.run([node, script, given], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{script}\n{done.stdout}\n{done.stderr}")
    row(what, ours, size / float(done.stdout), "MB/s")


def _pages(text: str, size: int = 20_000) -> list[str]:
    """The text in pieces of whole paragraphs of about so many characters."""
    pages = [""]
    for paragraph in text.split("\n\n"):
        if pages[-1] and len(pages[-1]) + len(paragraph) > size:
            pages.append("")
        pages[-1] += f"{paragraph}\n\n"
    return pages


def bench_errors(pairs: Path) -> None:
    """Character error rate of the derivation against people's text, beside tw2s and punctuation alone."""
    book = load.load(invented.ROOT)
    deriver = derive.Deriver(book, book.site.language("zh-Hans"))
    bare = opencc.OpenCC("tw2s")
    written = [json.loads(line) for line in pairs.read_text("utf-8").splitlines()]
    length = sum(len(pair["zh-Hans"]) for pair in written)

    def rate(make: Callable[[str], str]) -> float:
        return 100 * sum(_distance(make(pair["zh-Hant"]), pair["zh-Hans"]) for pair in written) / length

    row(
        f"errors {pairs.name}, {len(written)} pairs",
        rate(deriver.derive),
        rate(lambda text: bare.convert(punctuation.mainland(text))),
        "%",
    )


def _distance(one: str, other: str) -> int:
    """Levenshtein distance in characters."""
    previous = list(range(len(other) + 1))
    for index, char in enumerate(one, 1):
        current = [index]
        for place, against in enumerate(other, 1):
            current.append(min(previous[place] + 1, current[-1] + 1, previous[place - 1] + (char != against)))
        previous = current
    return previous[-1]


def bench_render() -> None:
    """60 guides of 40 questions, beside reading the same YAML with PyYAML's C loader alone."""
    with tempfile.TemporaryDirectory() as folder:
        root = invented.project(Path(folder) / "book", guides=60, pages=1, questions=40)
        files = sorted((root / "content").rglob("*.yml"))
        book = load.load(root)
        derived = derive.derive(book)
        reading = _best(lambda: _read_yaml(files), 3)
        row("load 60 × 40", _best(lambda: load.load(root), 3), reading, "s")
        row("derive 60 × 40", _best(lambda: derive.derive(book), 3), reading, "s")
        row("render 60 × 40, three languages", _best(lambda: render.render(derived), 3), reading, "s")


def bench_build(what: str, root: Path) -> None:
    """`guidebook build`, from content to a site with proven labels, beside the bare build of the same Markdown."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    build = [sys.executable, "-m", "guidebook", "--project", str(root), "build"]
    checked = _timed(build, environment)
    ours = _timed([*build, "--no-check"], environment)
    bare = root / "bare.yml"
    words = root / "bare-overrides/partials/languages" / LANGUAGE_WORDS
    words.parent.mkdir(parents=True)
    words.write_text(
        '{% import "partials/languages/zh.html" as zh %}{% macro t(key) %}{{ zh.t(key) }}{% endmacro %}'
    )
    bare.write_text(
        BARE.format(docs=root / "docs", site=root / "bare-site", overrides=root / "bare-overrides"), "utf-8"
    )
    theirs = _timed([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(bare)], environment)
    pages = len(list((root / "docs/en").rglob("*.md")))
    row(f"whole build, {what} ({pages} a language)", ours, theirs, "s")
    row("  the same with every check", checked, theirs, "s")


def bench_pages(root: Path, rounds: int = 3) -> None:
    """Lighthouse's mobile run of four kinds of pages, beside the bare build, from the same nginx with gzip.

    Of each page the best of the rounds counts, for whatever else the machine does only adds; of each
    kind the worst of the three languages. The search index is in the bytes. The sites are built for
    the address they are measured at, because a canonical address elsewhere costs points.
    """
    path = conftest.chromium_path()
    missing = [name for name, found in (("nginx", web_server.NGINX), ("Chromium", path)) if found is None]
    try:
        node = node_packages.installed()
    except node_packages.UnavailableError as reason:
        missing.append(str(reason))
    if missing:
        print(
            f"{'pages, Lighthouse':44} not measured: {', '.join(missing)} missing on this machine", flush=True
        )
        return
    ours, theirs = web_server.free_port(), web_server.free_port()
    invented.edit(root / "mkdocs.yml", "https://abtc-guide.example/", f"http://127.0.0.1:{ours}/")
    invented.edit(root / "bare.yml", "https://example.org/", f"http://127.0.0.1:{theirs}/")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    _timed([sys.executable, "-m", "guidebook", "--project", str(root), "build", "--no-check"], environment)
    _timed([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "bare.yml")], environment)
    with (
        web_server.serving(root / "site", languages.load(root), root / "nginx", port=ours),
        web_server.serving(root / "bare-site", None, root / "bare-nginx", port=theirs),
    ):
        found: list[dict[str, dict[str, float]]] = []
        for port, default in ((ours, "en/"), (theirs, "")):  # the bare build has English at its root
            tops = (default, "zh-Hant/", "zh-Hans/")
            addresses = [f"http://127.0.0.1:{port}/{top}{page}" for page in PAGES.values() for top in tops]
            pages = _lighthouse(node, path or "", rounds, addresses)
            for number, page in enumerate(pages):
                if port == ours:  # ours is fetched when the field is used, theirs with the page
                    (index,) = (root / "site").glob(f"assets/search.{test_search.LOCALES[number % 3]}.*.json")
                    answer = web_server.ask(port, f"/assets/{index.name}", Accept_Encoding="gzip")
                    page["bytes"] += len(answer[2]) + sum(map(len, map("".join, answer[1].items())))
            found.append(
                dict(zip(PAGES, map(_worst, (pages[at : at + 3] for at in range(0, 12, 3))), strict=True))
            )
    for kind in PAGES:
        own, bare = found[0][kind], found[1][kind]
        for name in ("performance", "accessibility", "best-practices", "seo"):
            row(f"page {kind}, {name}", own[name], bare[name], "")
        row(f"page {kind}, largest paint", own["paint"], bare["paint"], "s")
        row(f"page {kind}, layout shift, in thousandths", 1000 * own["shift"], 1000 * bare["shift"], "")
        row(f"page {kind}, sent until searchable", own["bytes"] / 1024, bare["bytes"] / 1024, "KB")


def _lighthouse(node: Path, browser: str, rounds: int, addresses: list[str]) -> list[dict[str, float]]:
    """Each page's figures in the round in which it did best."""
    command = [node, node_packages.FOLDER / "lighthouse.mjs", browser, str(rounds), *addresses]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n{done.stderr}")
    by_page = zip(*json.loads(done.stdout), strict=True)
    return [max(runs, key=lambda one: (one["performance"], -one["paint"])) for runs in by_page]


def _worst(pages: list[dict[str, float]]) -> dict[str, float]:
    scores = ("performance", "accessibility", "best-practices", "seo")
    return {name: min(page[name] for page in pages) for name in scores} | {
        name: max(page[name] for page in pages) for name in ("paint", "shift", "bytes")
    }


def size_offline(site: Path) -> None:
    """What a reader's device keeps of each language, beside the limit; and what is sent for it, compressed."""
    for made in sorted(site.glob(f"*/{offline.FILE}")):
        names = json.loads(made.read_text("utf-8"))["files"]
        files = [site / name / "index.html" if name[-1:] in ("", "/") else site / name for name in names]
        contents = [file.read_bytes() for file in files]
        sent = sum(min(len(one), len(gzip.compress(one))) for one in contents)
        what = f"offline copy, {made.parent.name}, {len(files)} files"
        row(what, sum(map(len, contents)) / 1000, offline.LIMIT / 1000, "kB")
        row("  the same as it is sent, with gzip", sent / 1000, offline.LIMIT / 1000, "kB")


def bench_search(site: Path) -> None:
    """Bytes of each language's index beside 25 KB, and a query on a phone beside two frames, 30 ms.

    The queries are typed into a Chromium slowed down four times. It does so by pauses, which short
    work may slip between: so the mean of a whole round counts, of the best of five.
    """
    for locale in test_search.LOCALES:
        (index,) = site.glob(f"assets/search.{locale}.*.json")
        row(f"search index {locale}, gzip -9", len(gzip.compress(index.read_bytes(), 9)) / 1024, 25, "KB")
    path = conftest.chromium_path()
    if path is None:
        print("search: not timed, there is no Chromium on this machine")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=conftest.FLAGS)
        for address in conftest.serve(site):
            for locale, parts in test_search.QUERIES.items():
                page = browser.new_page(viewport={"width": 390, "height": 844})
                page.goto(f"{address}{locale}/")
                test_search.ready(page)
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
                queries = [query for part in parts.values() for query in part]
                rounds = [[took for _, took in test_search.answers(page, queries)] for _ in range(5)]
                row(
                    f"search {locale}, a query, mean of {len(queries)}",
                    min(map(sum, rounds)) / len(queries),
                    30,
                    "ms",
                )


def bench_serve(project: Path) -> None:
    """From an edit in content/ until an open browser shows it, the real site, beside two seconds."""
    path = conftest.chromium_path()
    if path is None:
        print("serve: not timed, there is no Chromium on this machine")
        return
    file, took = project / "content/guides/faq/the-app.yml", []
    # Looked at more often than `expect` would, which comes back after a second.
    shown = "([text, there]) => document.querySelector('h2')?.textContent.includes(text) === there"
    with test_serve.serving(project) as (address, _), sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=path, args=conftest.FLAGS).new_page()
        page.goto(f"{address}zh-Hant/faq/the-app/")
        for number in range(3):
            text = file.read_text("utf-8")
            start = time.perf_counter()
            file.write_text(re.sub(r"(?m)(zh-Hant: .*)？$", rf"\1？{number}", text, count=1), "utf-8")
            page.wait_for_function(shown, arg=[f"？{number}", True], polling=20, timeout=60_000)
            took.append(time.perf_counter() - start)
            file.write_text(text, "utf-8")
            page.wait_for_function(shown, arg=[f"？{number}", False], polling=20, timeout=60_000)
    row("serve: an edit until the browser shows it", min(took), 2, "s")


def row(what: str, figure: float, baseline: float, unit: str) -> None:
    ratio = f"{figure / baseline:.2f}" if baseline else "-"
    print(f"{what:44} {figure:7.2f} {unit:4} {baseline:7.2f} {unit:4} {ratio:>7}", flush=True)


def _best(run: Callable[[], object], times: int = 7) -> float:
    """The shortest of several runs, in seconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return min(took)


def _timed(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    took = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return took


def _read_yaml(files: list[Path]) -> None:
    import yaml

    for file in files:
        yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)


def _own_text() -> str:
    pages = sorted((invented.ROOT / "docs/zh-Hant").rglob("*.md"))
    return "\n".join(page.read_text("utf-8") for page in pages) * 6


def _real(folder: Path) -> Path:
    folder.mkdir()
    for name in ("content", "docs", "overrides"):
        shutil.copytree(invented.ROOT / name, folder / name)
    (folder / "scripts").mkdir()
    for name in ("mkdocs.yml", "scripts/mkdocs_hooks.py"):
        shutil.copy(invented.ROOT / name, folder / name)
    for guide in folder.glob("content/guides/*/guide.yml"):  # the bare build makes no PDFs either
        guide.write_text(guide.read_text("utf-8").replace("pdf: true\n", ""), "utf-8")
    return folder


def _invented(folder: Path, pages: int) -> Path:
    """About so many pages a language, in guides of 30 pages of 4 questions."""
    guides = max(1, pages // 30)
    return invented.project(folder, guides=guides, pages=max(1, pages // guides - 1), questions=4)


if __name__ == "__main__":
    main()
