"""Serve the site on this machine and rebuild it at every edit, with the page reloading by itself."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from guidebook import build, checks, derive, lint, load, pdf, render
from guidebook.book import Book
from guidebook.languages import Site
from guidebook.source import SourceError

_TEMPLATES = Path(__file__).parent / "templates"


def serve(root: Path, port: int) -> int:
    """Serve until interrupted; a fault in the content is shown and the last good site stays."""
    site = load.load(root).site
    printed: pdf.Known = {}
    if not _make(root, printed):
        return 2
    server = _Server(root, site, port, printed)
    for watched in (root / "content", root / "overrides", root / "mkdocs.yml", _TEMPLATES):
        server.watch(str(watched))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        print(
            f"port {port} cannot be used ({error.strerror}); try another: make serve PORT={port + 1}",
            file=sys.stderr,
        )
        return 2
    finally:
        server.shutdown()
    return 0


def _make(root: Path, printed: pdf.Known) -> Book | None:
    """Load, derive, render, build; what is wrong is printed. The book of the new site, if there is one.

    `printed` keeps the PDFs from one time to the next.
    """
    try:
        book = derive.derive(load.load(root))
        difference = render.write(root, render.render(book))
        for name in (*difference.edited, *difference.foreign):
            print(f"{name}:1: edited by hand or not made by guidebook, left as it is", flush=True)
        build.build(root, book, printed=printed)
    except (SourceError, build.BuildError, OSError) as error:
        print(error, flush=True)
        return None
    print("The site is up to date.", flush=True)
    return book


def _check(root: Path, book: Book) -> None:
    """Print what the checks find in the content, in a process that may be ended at any time."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.nice(10)  # the next edit goes first
    for found in [*checks.check_source(book), *lint.lint_book(book, root)]:
        print(found, flush=True)


class _Server(LiveReloadServer):
    """mkdocs' own server, with our error pages: the one of the path's language, or the root's."""

    def __init__(self, root: Path, site: Site, port: int, printed: pdf.Known) -> None:
        self._site = root / "site"
        self._printed = printed
        self._checking: BaseProcess | None = None
        self._locales = {language.locale for language in site.languages}
        self._asked = threading.local()
        mount = urlsplit(site.address).path
        super().__init__(
            lambda: self._rebuild(root), "127.0.0.1", port, str(self._site), mount, polling_interval=0.1
        )
        self.error_handler = lambda code: self._error_page()

    def _rebuild(self, root: Path) -> None:
        if self._checking:
            self._checking.terminate()  # it looks at texts that are no longer so
            self._checking.join()
            self._checking = None
        # A builder that raises would make mkdocs hold back every answer until it succeeds.
        book = _make(root, self._printed)
        if book is None:
            print("The site is as before until this is mended.", flush=True)
            return
        # The checks come last, in a process of their own: neither this page nor the next waits for them.
        context = multiprocessing.get_context("fork")
        self._checking = context.Process(target=_check, args=(root, book), daemon=True)
        self._checking.start()

    def server_activate(self) -> None:
        super().server_activate()
        print(f"Serving {self.url} (Ctrl-C ends)", flush=True)

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self._asked.path = str(environ["PATH_INFO"])
        if self._asked.path == f"{self.mount_path}sw.js":
            # Pages that reload by themselves are not those of the release; there is nothing to keep.
            start_response("404 Not Found", [("Content-Length", "0")])
            return [b""]
        answer: Iterable[bytes] = super().serve_request(environ, start_response)
        return answer

    def _error_page(self) -> bytes | None:
        inside = self._asked.path.removeprefix(self.mount_path).split("/", 1)[0]
        folder = self._site / inside if inside in self._locales else self._site
        page = folder / "404.html"
        return page.read_bytes() if page.is_file() else None
