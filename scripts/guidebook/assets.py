"""What all editions share: the style sheet, scripts and icons, each named by its content.

A name with a hash of the content in it (`guidebook.3f2a91c0.css`) never means two things, so
that whoever keeps a copy, browser or server, may keep it for ever (RFC 9111, RFC 8246).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import jinja2
import rjsmin

from guidebook import styles

FOLDER = "assets"


class Assets:
    """The shared files; `files` holds each by its address from the site's root."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._named = {f"{FOLDER}/{name}": _named(name, content) for name, content in contents.items()}
        self.files = {self._named[f"{FOLDER}/{name}"]: content for name, content in contents.items()}

    def address(self, plain: str) -> str:
        """The address of `assets/guidebook.css` from the site's root, for templates.

        Raises TemplateRuntimeError where there is no such file.
        """
        if plain not in self._named:
            known = ", ".join(sorted(self._named))
            raise jinja2.TemplateRuntimeError(f"overrides/ has no '{plain}'; write one of: {known}")
        return self._named[plain]

    def write(self, site: Path) -> None:
        """Write every file below the folder of the site."""
        for name, content in self.files.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def read(root: Path) -> Assets:
    """The assets of a project: the files of `overrides/assets/`, styles and scripts minified.

    Raises SourceError for a style sheet or script that cannot be read.
    """
    folder = root / "overrides/assets"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    for name in contents:
        if name.endswith(".js"):
            contents[name] = rjsmin.jsmin(styles.text(root, folder / name)).encode()
    contents["guidebook.css"] = styles.sheet(root).encode()
    return Assets(contents)


def _named(name: str, content: bytes) -> str:
    path = PurePosixPath(FOLDER, name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}"))
