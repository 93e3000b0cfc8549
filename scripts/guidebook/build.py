"""Build the site: one mkdocs build a language with its PDFs, in parallel, assembled under one root.

The site is made in a folder beside the old one and takes its place only when it is whole.
"""

from __future__ import annotations

import fcntl
import logging
import multiprocessing
import os
import shutil
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
import mkdocs.commands.build
import mkdocs.config
import mkdocs.exceptions
import mkdocs_static_i18n.plugin  # noqa: F401  what every language needs is imported once, before the fork

from guidebook import assets, headers, ledger, linebreaks, offline, pdf, questions
from guidebook.assets import Assets
from guidebook.book import Book
from guidebook.source import SourceError
from guidebook.view import View


class BuildError(Exception):
    """A language could not be built; carries what mkdocs or Typst said."""


def build(root: Path, book: Book, target: Path | None = None, printed: pdf.Known | None = None) -> Path:
    """Build the site of a derived and rendered book; returns its folder, `site/` unless given.

    `printed` keeps the PDFs from one build to the next; those that would be the same are not made again.
    """
    target = target or root / "site"
    folder = root / ".build"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a build beside this one waits, whoever started it
        making = folder / target.name
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        _make(root, book, making, printed)
        _replace(target, making)
    return target


def _make(root: Path, book: Book, making: Path, printed: pdf.Known | None) -> None:
    locales = [language.locale for language in book.site.languages]
    context = multiprocessing.get_context("fork")  # which hands over what is given without copying
    try:
        shared = assets.read(root)
        unread = ledger.unread(book, ledger.read(root))
        given = {
            "root": root,
            "book": book,
            "making": making,
            "unread": unread,
            "assets": shared,
            "printed": printed,
        }
        linebreaks.segmenter(book)  # whose dictionary is read once, before the fork
        # One process a language, also on fewer processors: none of them then waits for the last language.
        with ProcessPoolExecutor(len(locales), context, _given.update, (given,)) as pool:
            built = list(pool.map(_build_locale, locales))
        if failed := [said for said, _ in built if said]:
            raise BuildError("\n".join(failed))
        for _, kept in built:
            if printed is not None:
                printed |= kept
        shared.write(making)
        for path, text in _root_pages(root, book, shared):
            (making / path).write_text(text, "utf-8")
        offline.write(making, book)
        (making / headers.FILE).write_text(headers.static_host(making, book.site), "utf-8")
    except (SourceError, headers.UnknownKindError) as error:
        raise BuildError(str(error)) from None
    except jinja2.TemplateError as error:
        where = f"overrides/root/{getattr(error, 'name', None) or ''}:{getattr(error, 'lineno', '')}"
        raise BuildError(f"{where}: {error}") from None


# ---- one language, in a process of its own

_given: dict[str, object] = {}  # what every language needs


def _build_locale(locale: str) -> tuple[str, pdf.Known]:
    """Build one language; returns what was said where it failed, else '', and its PDFs if they are kept."""
    root, making, book = Path(str(_given["root"])), Path(str(_given["making"])), _given["book"]
    unread, printed = _given["unread"], _given["printed"]
    assert isinstance(book, Book) and isinstance(unread, dict) and isinstance(printed, dict | None)
    os.environ["LOCALE"] = locale
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    log = _Log()
    logger = logging.getLogger("mkdocs")
    logger.handlers = [log]
    logger.setLevel(logging.WARNING)
    try:
        printable = pdf.make(book, locale, unread[locale], printed)
        config = mkdocs.config.load_config(
            str(root / "mkdocs.yml"), site_dir=str(making / locale), strict=True
        )
        config.extra["book"] = lambda: book
        config.extra["unread"] = lambda: unread
        config.extra["assets"] = lambda: _given["assets"]
        config.extra["sizes"] = {name: len(content) for name, content in printable.items()}
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs.commands.build.build(config)
        for name, content in printable.items():  # mkdocs empties its folder first
            (making / locale / name).write_bytes(content)
    except (
        mkdocs.exceptions.Abort,
        mkdocs.exceptions.MkDocsException,
        jinja2.TemplateError,
        SourceError,
        pdf.PdfError,
    ) as error:
        return "\n".join([f"{locale}: {line}" for line in log.lines] or [f"{locale}: {error}"]), {}
    except Exception:
        return f"{locale}: {traceback.format_exc()}", {}
    (making / locale / "sitemap.xml.gz").unlink(missing_ok=True)
    view: View = config.extra["view"]()
    (making / view.search_file).parent.mkdir(exist_ok=True)
    (making / view.search_file).write_bytes(view.search_index)
    (making / locale / questions.FILE).write_text(questions.file(view.book, locale), "utf-8")
    return "", {name: printed[name] for name in printable} if printed is not None else {}


class _Log(logging.Handler):
    """Collects what mkdocs warns of, and counts it, which is how mkdocs notices under strict."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


# ---- what stands beside the languages


def _root_pages(root: Path, book: Book, shared: Assets) -> Iterator[tuple[str, str]]:
    """What overrides/root/ makes: the neutral page, the common error page, files for crawlers; and a schema."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides/root"),
        undefined=jinja2.StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".txt"),
    )
    environment.filters["asset"] = shared.address
    views = [View(book, language.locale) for language in book.site.languages]
    path = urlsplit(book.site.address).path
    for name in sorted(environment.list_templates()):
        yield name, environment.get_template(name).render(book=book, views=views, path=path)
    yield questions.SCHEMA_FILE, questions.schema(book)


def _replace(target: Path, making: Path) -> None:
    """Put the new site in the old one's place; a reader of the folder sees one or the other."""
    old = making.with_name(making.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    making.rename(target)
    shutil.rmtree(old, ignore_errors=True)
