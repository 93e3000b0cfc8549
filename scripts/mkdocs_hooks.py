"""What mkdocs asks while it builds one language; the only code that knows its plugin interface."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from guidebook import assets, derive, ledger, load
from guidebook.assets import Assets
from guidebook.book import Book
from guidebook.view import View


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give mkdocs the language's address, name and navigation."""
    locale = os.environ.get("LOCALE")
    if not locale:
        raise PluginError("mkdocs builds one language at a time: run `make site`, or set LOCALE")
    book: Book = _given(config, "book", lambda root: derive.derive(load.load(root)))
    unread = _given(config, "unread", lambda root: ledger.unread(book, ledger.read(root)))
    view = View(book, locale, config.extra.get("sizes"), unread[locale])
    config.extra["view"] = lambda: view  # a function, because static-i18n deep-copies values
    config.site_url = f"{view.book.site.address}{locale}/"
    config.site_name = view.word("site-short")
    config.nav = _navigation(view.book)
    made = config.theme.get_env
    config.theme.get_env = lambda: _listing_ours(made(), config)
    return config


def _listing_ours(env: jinja2.Environment, config: MkDocsConfig) -> jinja2.Environment:
    """The theme's templates, listing those of overrides/ alone.

    mkdocs looks through the list for files to publish. Of Material's own we publish none, and to
    list them takes it through more than ten thousand icons.
    """
    env.loader.list_templates = jinja2.FileSystemLoader(config.theme.custom_dir).list_templates
    return env


def _given(config: MkDocsConfig, name: str, read: Callable[[Path], Any]) -> Any:
    """What build.py has at hand, or the project's files read anew when mkdocs is run by itself."""
    given = config.extra.get(name)
    return given() if given else read(Path(config.config_file_path).parent)


def _navigation(book: Book) -> list[Any]:
    guides = [
        {
            guide.id: [
                f"{guide.id}/index.md",
                *(f"{guide.id}/{page.id}.md" for page in guide.pages if not guide.one_page),
            ]
        }
        for guide in book.guides
    ]
    return ["index.md", *guides]


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the other languages' pages, and the assets that all languages share."""
    locale = os.environ["LOCALE"]
    kept = [
        file
        for file in files
        if file.src_uri.split("/", 1)[0] == locale
        or not (file.is_documentation_page() or file.src_uri.startswith(("assets/", "root/")))
    ]
    return Files(kept)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give templates the view, and addresses of what stands above the language's own root."""
    env.globals["view"] = config.extra["view"]()
    own = env.filters["url"]
    shared: Assets = _given(config, "assets", assets.read)

    @jinja2.pass_context
    def from_root(context: jinja2.runtime.Context, value: str) -> str:
        """A path from the site's root, such as another edition's page, as a link from this page."""
        path = posixpath.normpath(f"{context['base_url']}/../{value}")
        return f"{path}/" if value.endswith("/") else path

    @jinja2.pass_context
    def url(context: jinja2.runtime.Context, value: str) -> str:
        if value.startswith(f"{assets.FOLDER}/"):
            return from_root(context, shared.address(value))
        address: str = own(context, value)
        return address

    env.filters |= {"from_root": from_root, "url": url}
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep together what no line may break."""
    view: View = config.extra["view"]()
    return view.line_breaks.page(html)


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Point the edit links to the content file the page is made from, and to those of its parts."""

    def edit_url(source: str | None) -> str | None:
        there = config.repo_url and source
        return f"{config.repo_url.rstrip('/')}/{config.edit_uri}{source}" if there else None

    page.edit_url = edit_url(page.meta.get("source"))
    context["parts"] = {title: edit_url(source) for source, title in page.meta.get("parts", {}).items()}
    return context
