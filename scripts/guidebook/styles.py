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

_MATERIAL = Path(material.__file__).parent / "templates/assets/stylesheets"
# Classes that Python-Markdown's extensions write.
_MARKDOWN = {"admonition", "admonition-title"}
_OWN = re.compile(r"\b(?:gb|md)-[\w-]+")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_SET, _READ = re.compile(r"(--[\w-]+)\s*:"), re.compile(r"var\(\s*(--[\w-]+)")


def sheet(root: Path) -> str:
    """The style sheet of the project at `root`; raises ValueError where ours cannot be parsed."""
    (theirs,) = _MATERIAL.glob("main.*.min.css")
    used = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", theirs.read_text("utf-8"))
    ours = (root / "overrides/assets/guidebook.css").read_text("utf-8")
    unused = set(_CLASS.findall(used)) - _named(root, ours)
    while True:  # what a property is made of may itself be unused once the property is gone
        unread = set(_SET.findall(used)) - set(_READ.findall(used + ours))
        left = _processed(used, unused | unread, theirs=True)
        if left == used:
            return used + _processed(ours, set())
        used = left


def _named(root: Path, ours: str) -> set[str]:
    """Every class that pages may have: those our templates, scripts and styles name."""
    files = [path for path in (root / "overrides").rglob("*") if path.suffix in (".html", ".js")]
    texts = [path.read_text("utf-8") for path in files]
    templates = resources.files("guidebook") / "templates"
    texts += [path.read_text("utf-8") for path in templates.iterdir() if path.name.endswith(".md")]
    return _MARKDOWN | {"no-js"} | set(_OWN.findall("\n".join([ours, *texts])))


def _processed(css: str, unused: set[str], *, theirs: bool = False) -> str:
    done: str = lightningcss.process_stylesheet(
        css, filename="guidebook.css", error_recovery=theirs, unused_symbols=unused, minify=True
    )
    return done
