"""The site's one style sheet: what our pages use of Material's, then our own, minified.

Material styles every theme feature there is; most of its rules can match nothing on our pages.
A class that no template, script or style of ours names is not on any page, so its rules go, and
with them the custom properties that nothing reads any more.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import lightningcss
import material

from guidebook import source
from guidebook.source import Fault, Location, SourceError

_OURS = "overrides/assets/guidebook.css"
_MATERIAL = Path(material.__file__).parent / "templates/assets/stylesheets"
# Classes that Python-Markdown's extensions write.
_MARKDOWN = {"admonition", "admonition-title"}
_OWN = re.compile(r"\b(?:gb|md)-[\w-]+")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_SET, _READ = re.compile(r"(--[\w-]+)\s*:"), re.compile(r"var\(\s*(--[\w-]+)")
# What lightningcss says, and what to write instead.
_SAID = re.compile(r"(?:.* failed: )?(?P<what>.*?)(?: at [^ ]*:(?P<line>\d+):(?P<column>\d+))?", re.S)
_MISSING = "just before it, write the ':' or '{' that is missing, or close the bracket or quotation mark"
_RULE = "write a rule as 'SELECTOR { PROPERTY: VALUE; }', no brace too many, and a comment as '/* … */'"


def sheet(root: Path) -> str:
    """The style sheet of the project at `root`; raises SourceError where ours cannot be read."""
    (theirs,) = _MATERIAL.glob("main.*.min.css")
    used = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", theirs.read_text("utf-8"))
    ours = text(root, root / _OURS)
    unused = set(_CLASS.findall(used)) - _named(root, ours)
    while True:  # what a property is made of may itself be unused once the property is gone
        unread = set(_SET.findall(used)) - set(_READ.findall(used + ours))
        left = _processed(used, unused | unread, theirs=True)
        if left == used:
            break
        used = left
    try:
        return used + _processed(ours, set())
    except ValueError as error:
        raise SourceError([_fault(str(error))]) from None


def text(root: Path, path: Path) -> str:
    """The text of a style sheet, script or template; raises SourceError where it cannot be read."""
    faults: list[Fault] = []
    found = source.decode(path, path.relative_to(root).as_posix(), faults)
    if found is None:
        raise SourceError(faults)
    return found


def _named(root: Path, ours: str) -> set[str]:
    """Every class that pages may have: those our templates, scripts and styles name."""
    files = [path for path in (root / "overrides").rglob("*") if path.suffix in (".html", ".js")]
    texts = [text(root, path) for path in files]
    templates = resources.files("guidebook") / "templates"
    texts += [path.read_text("utf-8") for path in templates.iterdir() if path.name.endswith(".md")]
    return _MARKDOWN | {"no-js"} | set(_OWN.findall("\n".join([ours, *texts])))


def _processed(css: str, unused: set[str], *, theirs: bool = False) -> str:
    done: str = lightningcss.process_stylesheet(
        css, filename="guidebook.css", error_recovery=theirs, unused_symbols=unused, minify=True
    )
    return done


def _fault(said: str) -> Fault:
    """What lightningcss says of our style sheet: the place, what is wrong, what to write instead."""
    match = _SAID.fullmatch(said)
    assert match is not None  # every part of it may be absent
    instead = _MISSING if match["what"].startswith("Unexpected token") else _RULE
    line, column = int(match["line"] or 0) + 1, int(match["column"] or 1)  # it counts lines from 0
    return Fault(Location(_OURS, line, column), f"not valid CSS here ({match['what']}); {instead}")
