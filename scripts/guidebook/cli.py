"""The command line: `guidebook`, also `python -m guidebook`.

Exit code 0: nothing found; 1: findings; 2: could not run.
"""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from guidebook import checks, derive, fix, jsonl, ledger, lint, lint_command, load, render, reports, review
from guidebook.book import Book
from guidebook.finding import Finding, errors
from guidebook.render import Difference
from guidebook.source import Location, SourceError

_EPILOG = "Exit code: 0 nothing found, 1 findings, 2 could not run."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = given.run
        return run(given)
    except SourceError as error:
        print(error, file=sys.stderr)
        count = len(error.faults)
        print(f"{count} fault{'s' * (count != 1)}: the content cannot be read.", file=sys.stderr)
        return 2
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            print(f"{error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
            return 2
        # The reader of our output went away (`| head`); that is its right.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="guidebook", description="Official guidance from one source, in every edition.", epilog=_EPILOG
    )
    parser.add_argument(
        "--project", type=Path, metavar="FOLDER", help="the folder with mkdocs.yml (default: found from here)"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    one = _command(commands, "render", _render, "write docs/ from content/")
    one.add_argument("--check", action="store_true", help="write nothing; exit 1 if docs/ is not up to date")
    one.add_argument(
        "--overwrite", action="store_true", help="replace pages of docs/ that were edited by hand, too"
    )

    one = _command(commands, "check", _check, "check the content, docs/, and the built site if there is one")
    one.add_argument(
        "--today",
        type=_day,
        default=datetime.date.today(),
        help="the day by which sources are old (default: today)",
    )
    one.add_argument("--fix", action="store_true", help="mend in content/ what has one right answer")
    one.add_argument("--diff", action="store_true", help="show what --fix would mend, and write nothing")
    lint_command.add_options(one)

    one = _command(commands, "lint", _lint, "check loose texts (files, or standard input)")
    one.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Markdown, HTML or YAML")
    one.add_argument("--locale", default="zh-Hant", help="the language of the texts (default: %(default)s)")
    one.add_argument(
        "--jsonl", action="store_true", help='read and write JSON Lines: {"id", "locale", "text", "en"}'
    )
    lint_command.add_options(one)

    one = _command(commands, "explain", _explain, "say what a check demands and why, with examples")
    one.add_argument("name", nargs="?", metavar="CHECK", help="a check's name (default: list them)")

    one = _command(commands, "build", _build, "render, check and build the site into site/")
    one.add_argument(
        "--no-render", action="store_true", help="leave docs/ as it is, which must be up to date"
    )
    one.add_argument(
        "--no-check", action="store_true", help="leave all checks but those of labels to `guidebook check`"
    )

    one = _command(commands, "serve", _serve, "build, serve and rebuild at every edit")
    one.add_argument(
        "--port", type=_port, default=8000, help="the port on this machine (default: %(default)s)"
    )

    one = _command(
        commands, "derive", _derive, "what the derivation makes of a text (files, or standard input)"
    )
    one.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="Markdown; without one, standard input is read"
    )
    one.add_argument("--to", metavar="LOCALE", help="the derived language (default: the first in mkdocs.yml)")
    mode = one.add_mutually_exclusive_group()
    mode.add_argument("--explain", action="store_true", help="say which rule changed what, not the text")
    mode.add_argument("--jsonl", action="store_true", help='read and write JSON Lines: {"id", "text"}')
    mode.add_argument("--suggest", action="store_true", help="list what tw2sp would also change in content/")
    review.add_commands(commands, _root)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    says: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=says, description=says[0].upper() + says[1:] + ".", epilog=_EPILOG
    )
    parser.set_defaults(run=run)
    return parser


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-11-22") from None


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; write a number from 1 to 65535")
    return int(text)


def _root(given: argparse.Namespace) -> Path:
    """The project: as told, the nearest folder upwards with mkdocs.yml, or the one guidebook came with."""
    if given.project:
        return Path(given.project).resolve()
    here = Path.cwd()
    package = Path(__file__).resolve().parent
    candidates = (here, *here.parents, package.parents[1], package / "project")
    found = (one for one in candidates if (one / "mkdocs.yml").is_file() and (one / "content").is_dir())
    return next(found, here)


def _book(given: argparse.Namespace) -> Book:
    return derive.derive(load.load(_root(given)))


def _report(findings: Iterable[Finding], where: str, given: argparse.Namespace) -> int:
    """Print the report that was asked for; returns the exit code."""
    found = sorted(findings)
    messages = getattr(given, "messages", "en")
    context = reports.Context(_root(given), where, messages, checks.rules() if found else {})
    said = reports.report(getattr(given, "report", "terminal"))(found, context)
    if said:
        print(said)
    return 1 if found else 0


# ---- commands


def _render(given: argparse.Namespace) -> int:
    files = render.render(_book(given))
    difference = render.write(_root(given), files, overwrite=given.overwrite, dry=given.check)
    return _say(difference, len(files), dry=given.check)


def _say(difference: Difference, count: int, *, dry: bool) -> int:
    words = _STALE if dry else {}
    for kind in ("made", "changed", "removed"):
        for name in getattr(difference, kind):
            print(f"{words.get(kind, kind)}: {name}")
    for kind in ("edited", "foreign"):
        for name in getattr(difference, kind):
            print(f"{name}:1: {_STALE[kind]}")
    if dry and difference:
        print("docs/ is not up to date; run `make render`.")
    if not difference:
        print(f"{count} files, all up to date.")
    return 1 if difference.edited or difference.foreign or (dry and difference) else 0


# What is said of a file of docs/ that is not as it would be rendered.
_STALE = {
    "made": "missing",
    "changed": "stale",
    "removed": "not from content/",
    "edited": "edited by hand, so it is left as it is; move the change to the file its first lines name, then run `.venv/bin/guidebook render --overwrite`",
    "foreign": "not made by guidebook, so it is left as it is; move it out of docs/, which is rendered",
}


def _check(given: argparse.Namespace) -> int:
    root, book = _root(given), _book(given)
    if given.fix or given.diff:
        return _fix(root, book, given)
    findings = [*_source_findings(root, book, given.today), *_staleness(root, book)]
    site = root / "site"
    if site.is_dir():
        findings += checks.check_built(site, book)
    where = "content/, docs/ and site/" if site.is_dir() else "content/ and docs/ (no site built yet)"
    return _report(findings, where, given)


def _source_findings(root: Path, book: Book, today: datetime.date | None) -> list[Finding]:
    """What all checks of content/ find; `today` for those that ask how old a source is."""
    found = checks.check_source(book, today=today, ledger=ledger.read(root))
    return [*found, *lint.lint_book(book, root)]


def _fix(root: Path, book: Book, given: argparse.Namespace) -> int:
    changed = fix.mended(lint.lint_book(book, root), root)
    if given.diff:
        print(fix.diff(changed) or "Nothing to mend.")
        return 1 if changed else 0
    fix.write(changed, root)
    for name in changed:
        print(f"mended: {name}")
    print(f"{len(changed)} files mended; run `make site`." if changed else "Nothing to mend.")
    return 0


def _staleness(root: Path, book: Book) -> list[Finding]:
    difference = render.write(root, render.render(book), dry=True)
    return [
        Finding(
            Location(name),
            words if kind in ("edited", "foreign") else f"{words}; run `make render`",
            "rendered",
        )
        for kind, words in _STALE.items()
        for name in getattr(difference, kind)
    ]


def _lint(given: argparse.Namespace) -> int:
    linter = lint.Linter(_book(given))
    if given.jsonl:
        return lint_command.lint_jsonl(linter, _lines(given.files), given.messages)
    try:
        found, complete = lint_command.lint_files(linter, given.files, given.locale)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    code = _report(found, "the text" if not given.files else ", ".join(map(str, given.files)), given)
    return code if complete else 2


def _explain(given: argparse.Namespace) -> int:
    return lint_command.explain(given.name)


def _build(given: argparse.Namespace) -> int:
    root, book = _root(given), _book(given)
    # The checks run in a process of their own, which the fork gives the book, while this one gets ready.
    work = partial(_source_findings, root, book, None)
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, context, _beside.append, (work,)) as process:
        checking = None if given.no_check else process.submit(_do_beside)
        from guidebook import build  # mkdocs is slow to import; other commands do without it

        files = render.render(book)
        found = errors(checking.result()) if checking else []
    if found:
        return _report(found, "content/", given)
    difference = render.write(root, files, dry=given.no_render)
    if difference.edited or difference.foreign or (given.no_render and difference):
        return _say(difference, len(files), dry=given.no_render)
    print(f"Building {len(book.site.languages)} languages …", flush=True)
    try:
        made = build.build(root, book)
    except build.BuildError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Built {made}: open {made / 'index.html'}, or run `make serve`.")
    only = ("labels", "machine-files", "pdf-labels") if given.no_check else ()
    return _report(checks.check_built(made, book, only), "site/", given)


_beside: list[Callable[[], list[Finding]]] = []


def _do_beside() -> list[Finding]:
    return _beside[-1]()


def _serve(given: argparse.Namespace) -> int:
    from guidebook import serve

    return serve.serve(_root(given), given.port)


def _derive(given: argparse.Namespace) -> int:
    book = load.load(_root(given))
    derived = {one.locale: one for one in book.site.derived}
    locale = given.to or next(iter(derived), "")
    if locale not in derived:
        print(
            f"no derived language '{locale}'; write one of: {', '.join(derived) or '(none)'}", file=sys.stderr
        )
        return 2
    if given.suggest and given.files:
        print("--suggest reads content/; give it no files", file=sys.stderr)
        return 2
    if given.suggest:
        return _suggest(book, locale)
    deriver = derive.Deriver(book, derived[locale])
    if given.jsonl:
        return _jsonl(given.files, deriver)
    code = 0
    for name, text in lint_command.texts(given.files):
        if text is None:
            code = 2
        elif given.explain:
            _explain_steps(name, text, deriver)
        else:
            sys.stdout.buffer.write(deriver.derive(text).encode("utf-8", "surrogatepass"))
            sys.stdout.flush()
    return code


def _explain_steps(name: str, text: str, deriver: derive.Deriver) -> None:
    for step in deriver.explain(text):
        before = text[: step.offset]
        line, column = before.count("\n") + 1, step.offset - (before.rfind("\n") + 1) + 1
        print(f"{name}:{line}:{column}: {step.before} → {step.after}  ({step.rule})")


def _jsonl(files: Sequence[Path], deriver: derive.Deriver) -> int:
    code = 0
    for answer in jsonl.answers(_lines(files), lambda asked: {"text": deriver.derive(asked["text"])}):
        code = 2 if "error" in answer else code
        print(jsonl.written(answer), flush=True)
    return code


def _lines(files: Sequence[Path]) -> Iterator[bytes]:
    """The lines of the files, or of standard input, as they come."""
    if not files:
        yield from sys.stdin.buffer
    for path in files:
        with path.open("rb") as file:
            yield from file


def _suggest(book: Book, locale: str) -> int:
    found = derive.suggestions(book, book.site.language(locale))
    for one in found:
        first = one.places[0]
        more = f" and {len(one.places) - 1} more" if len(one.places) > 1 else ""
        print(f"{first}: {one.before} → {one.after}?{more}")
    if not found:
        print("No suggestions: every word tw2sp would change is decided in content/terms.yml.")
        return 0
    print(f"{len(found)} words; decide each by a row in content/terms.yml.")
    return 1
