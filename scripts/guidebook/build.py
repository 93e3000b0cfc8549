"""Build the site: one mkdocs build a language, in parallel, assembled under one root.

The site is made in a folder beside the old one and takes its place only when it is whole.
"""

from __future__ import annotations

import fcntl
import logging
import multiprocessing
import os
import re
import shutil
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
import material
import mkdocs.commands.build
import mkdocs.config
import mkdocs.exceptions

from guidebook.book import Book
from guidebook.source import SourceError
from guidebook.view import View

_MATERIAL = Path(material.__file__).parent / "templates"
_LOCALES_AT_ONCE = os.cpu_count() or 1


class BuildError(Exception):
    """mkdocs could not build a language; carries what it said."""


def build(root: Path, book: Book, target: Path | None = None) -> Path:
    """Build the site of a derived and rendered book; returns its folder, `site/` unless given."""
    target = target or root / "site"
    folder = root / ".build"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a build beside this one waits, whoever started it
        making = folder / target.name
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        _make(root, book, making)
        _replace(target, making)
    return target


def _make(root: Path, book: Book, making: Path) -> None:
    locales = [language.locale for language in book.site.languages]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        min(_LOCALES_AT_ONCE, len(locales)), context, _remember, (root, book, making)
    ) as pool:
        failed = [said for said in pool.map(_build_locale, locales) if said]
    if failed:
        raise BuildError("\n".join(failed))
    try:
        for path, text in _root_pages(root, book):
            (making / path).write_text(text, "utf-8")
        _copy_assets(root, making / "assets")
    except jinja2.TemplateError as error:
        where = f"overrides/root/{getattr(error, 'name', None) or ''}:{getattr(error, 'lineno', '')}"
        raise BuildError(f"{where}: {error}") from None


# ---- one language, in a process of its own

_given: dict[str, object] = {}


def _remember(root: Path, book: Book, making: Path) -> None:
    """Keep in the worker what every language needs; a fork hands it over without copying."""
    _given.update(root=root, book=book, making=making)


def _build_locale(locale: str) -> str:
    """Build one language; returns what mkdocs said where it failed, else ''."""
    root, making = Path(str(_given["root"])), Path(str(_given["making"]))
    os.environ["LOCALE"] = locale
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    log = _Log()
    logger = logging.getLogger("mkdocs")
    logger.handlers = [log]
    logger.setLevel(logging.WARNING)
    try:
        config = mkdocs.config.load_config(
            str(root / "mkdocs.yml"), site_dir=str(making / locale), strict=True
        )
        config.extra["book"] = lambda: _given["book"]
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs.commands.build.build(config)
    except (
        mkdocs.exceptions.Abort,
        mkdocs.exceptions.MkDocsException,
        jinja2.TemplateError,
        SourceError,
    ) as error:
        return "\n".join([f"{locale}: {line}" for line in log.lines] or [f"{locale}: {error}"])
    except Exception:
        return f"{locale}: {traceback.format_exc()}"
    (making / locale / "sitemap.xml.gz").unlink(missing_ok=True)
    return ""


class _Log(logging.Handler):
    """Collects what mkdocs warns of, and counts it, which is how mkdocs notices under strict."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


# ---- what stands beside the languages


def _root_pages(root: Path, book: Book) -> Iterator[tuple[str, str]]:
    """The neutral page, the error page for addresses outside every language, the sitemaps' index."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides/root"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
    )
    views = [View(book, language.locale) for language in book.site.languages]
    path = urlsplit(book.site.address).path
    for name in sorted(environment.list_templates()):
        yield name, environment.get_template(name).render(book=book, views=views, path=path)


def _copy_assets(root: Path, target: Path) -> None:
    """Our own assets and Material's style sheet, once for all languages."""
    shutil.copytree(root / "overrides/assets", target)
    (style,) = (_MATERIAL / "assets/stylesheets").glob("main.*.min.css")
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", style.read_text("utf-8"))
    (target / "material.css").write_text(text, "utf-8")


def _replace(target: Path, making: Path) -> None:
    """Put the new site in the old one's place; a reader of the folder sees one or the other."""
    old = making.with_name(making.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    making.rename(target)
    shutil.rmtree(old, ignore_errors=True)
