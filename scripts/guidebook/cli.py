"""The command line: `guidebook`, also `python -m guidebook`.

Exit code 0: nothing found; 1: findings; 2: could not run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from guidebook import checks, derive, load, render
from guidebook.book import Book
from guidebook.finding import Finding, summary
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
    except BrokenPipeError:
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

    _command(commands, "check", _check, "check the content, docs/, and the built site if there is one")

    one = _command(commands, "build", _build, "render, check and build the site into site/")
    one.add_argument(
        "--no-render", action="store_true", help="leave docs/ as it is, which must be up to date"
    )

    one = _command(commands, "serve", _serve, "build, serve and rebuild at every edit")
    one.add_argument("--port", type=int, default=8000, help="the port on this machine (default: %(default)s)")

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


def _root(given: argparse.Namespace) -> Path:
    """The project: as told, or the nearest folder upwards with mkdocs.yml, or where guidebook itself stands."""
    if given.project:
        return Path(given.project).resolve()
    here = Path.cwd()
    found = (
        folder
        for folder in (here, *here.parents)
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir()
    )
    return next(found, Path(__file__).resolve().parents[2])


def _book(given: argparse.Namespace) -> Book:
    return derive.derive(load.load(_root(given)))


def _report(findings: Iterable[Finding], what: str) -> int:
    found = list(findings)
    for one in found:
        print(one)
    print(summary(found, what))
    return 1 if found else 0


# ---- commands


def _render(given: argparse.Namespace) -> int:
    files = render.render(_book(given))
    difference = render.write(_root(given), files, overwrite=given.overwrite, dry=given.check)
    return _say(difference, len(files), dry=given.check)


def _say(difference: Difference, count: int, *, dry: bool) -> int:
    words = {"made": "missing", "changed": "stale", "removed": "not from content/"} if dry else {}
    for kind in ("made", "changed", "removed"):
        for name in getattr(difference, kind):
            print(f"{words.get(kind, kind)}: {name}")
    for name in difference.edited:
        print(
            f"{name}:1: edited by hand, left as it is; move the change to the file its first lines name, then `guidebook render --overwrite`"
        )
    if dry and difference:
        print("docs/ is not up to date; run `guidebook render`.")
    if not difference:
        print(f"{count} files, all up to date.")
    return 1 if difference.edited or (dry and difference) else 0


def _check(given: argparse.Namespace) -> int:
    root, book = _root(given), _book(given)
    findings = checks.check_source(book)
    findings += _staleness(root, book)
    site = root / "site"
    if site.is_dir():
        findings += checks.check_built(site, book)
    where = "content/, docs/ and site/" if site.is_dir() else "content/ and docs/ (no site built yet)"
    return _report(findings, where)


def _staleness(root: Path, book: Book) -> list[Finding]:
    difference = render.write(root, render.render(book), dry=True)
    said = {"made": "missing", "changed": "stale", "removed": "not from content/", "edited": "edited by hand"}
    return [
        Finding(Location(name), f"{words}; run `guidebook render`", "rendered")
        for kind, words in said.items()
        for name in getattr(difference, kind)
    ]


def _build(given: argparse.Namespace) -> int:
    from guidebook import build  # mkdocs is slow to import; other commands do without it

    root, book = _root(given), _book(given)
    found = checks.check_source(book)
    if found:
        return _report(found, "content/")
    files = render.render(book)
    difference = render.write(root, files, dry=given.no_render)
    if difference.edited or (given.no_render and difference):
        return _say(difference, len(files), dry=given.no_render)
    print(f"Building {len(book.site.languages)} languages …", flush=True)
    try:
        made = build.build(root, book)
    except build.BuildError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Built {made}: open {made / 'index.html'}, or run `make serve`.")
    return _report(checks.check_built(made, book), "site/")


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
    if given.suggest:
        return _suggest(book, locale)
    deriver = derive.Deriver(book, derived[locale])
    if given.jsonl:
        return _jsonl(given.files, deriver)
    code = 0
    for name, text in _texts(given.files):
        if text is None:
            code = 2
        elif given.explain:
            _explain(name, text, deriver)
        else:
            sys.stdout.buffer.write(deriver.derive(text).encode("utf-8", "surrogatepass"))
            sys.stdout.flush()
    return code


def _texts(files: Sequence[Path]) -> Iterable[tuple[str, str | None]]:
    """Each input and its text; one that cannot be read is said and given as None."""
    for path in files or [Path("-")]:
        name = "standard input" if str(path) == "-" else str(path)
        try:
            raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
            yield name, raw.decode("utf-8")
        except OSError as error:
            print(f"{name}: cannot be read: {error.strerror}", file=sys.stderr)
            yield name, None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            print(f"{name}:{line}: not UTF-8; save the file as UTF-8", file=sys.stderr)
            yield name, None


def _explain(name: str, text: str, deriver: derive.Deriver) -> None:
    for step in deriver.explain(text):
        before = text[: step.offset]
        line, column = before.count("\n") + 1, step.offset - (before.rfind("\n") + 1) + 1
        print(f"{name}:{line}:{column}: {step.before} → {step.after}  ({step.rule})")


def _jsonl(files: Sequence[Path], deriver: derive.Deriver) -> int:
    """One JSON object a line in, one out, in the same order; a bad line is answered, not fatal."""
    code = 0
    for _, text in _texts(files):
        if text is None:
            code = 2
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            answer = _derived_line(line, number, deriver)
            code = 2 if "error" in answer else code
            print(json.dumps(answer, ensure_ascii=True), flush=True)
    return code


def _derived_line(line: str, number: int, deriver: derive.Deriver) -> dict[str, object]:
    try:
        asked = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return {"id": None, "error": f"line {number} is not JSON: {error}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        given = asked.get("id") if isinstance(asked, dict) else None
        return {"id": given, "error": f'line {number}: write {{"id": …, "text": "…"}}'}
    return {"id": asked.get("id"), "text": deriver.derive(asked["text"])}


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
