"""The HTTP headers of the site: one list, from which each kind of server gets its own form.

`of_file` is the list. `static_host` writes it as the `_headers` file that static hosts read (it is
published with the site), `nginx` as the server block of an nginx, which this prints:

    python -m guidebook.headers site/ > server.conf

Authority: RFC 9110 (Content-Type, Content-Language), RFC 9111 and 8246 (Cache-Control), W3C Content
Security Policy Level 3, W3C Permissions Policy, WHATWG Fetch (nosniff) and HTML (opener policy).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guidebook import assets, languages, questions
from guidebook.languages import Site
from guidebook.source import SourceError

FILE = "_headers"
Headers = dict[str, str]

# Every file is UTF-8; a PDF says itself how it is written.
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "webmanifest": "application/manifest+json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
}
_COMPRESSED = ("html", "css", "js", "json", "webmanifest", "xml", "txt", "svg")

# An address with a hash of the content never means anything else; of all others one asks again.
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"

_FEATURES = (
    *("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb"),
)


class UnknownKindError(Exception):
    """A file whose type nobody has stated; says which, and where to state it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What in a built site decides its policy: hashes of inline code, pictures inside style sheets."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    data_pictures: bool


def found(folder: Path) -> Found:
    """Look through the pages and style sheets of a built site."""
    scripts: set[str] = set()
    styles: set[str] = set()
    for path in folder.rglob("*.html"):
        tree = LexborHTMLParser(path.read_bytes())
        scripts |= set(map(_hash, tree.css("script:not([src], [type])")))  # with a type it is data
        styles |= set(map(_hash, tree.css("style")))
    sheets = (path.read_text("utf-8") for path in folder.rglob("*.css"))
    return Found(
        tuple(sorted(scripts)),
        tuple(sorted(styles)),
        any(re.search(r"url\([\"']?data:", sheet) for sheet in sheets),
    )


def _hash(node: LexborNode) -> str:
    """The hash by which a policy knows an element's text (CSP Level 3, 2.3.1)."""
    digest = hashlib.sha256(node.text(deep=True).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(of: Found, *, secure: bool) -> str:
    """The Content-Security-Policy: this host alone, and no inline script or style but those that are known.

    `secure` asks browsers to fetch everything over HTTPS, which a server on this machine does not speak.
    """
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", *of.scripts)),
        "style-src": " ".join(("'self'", *of.styles)),
        "img-src": "'self' data:" if of.data_pictures else "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    said = [f"{name} {value}" for name, value in directives.items()]
    return "; ".join([*said, "upgrade-insecure-requests"] if secure else said)


def everywhere(of: Found, *, secure: bool) -> Headers:
    """The headers that every answer has."""
    return {
        "Content-Security-Policy": policy(of, secure=secure),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def of_file(name: str, site: Site) -> Headers:
    """The headers of one file beside those, by its path in the site.

    Raises UnknownKindError for a kind of file that TYPES does not know.
    """
    path = PurePosixPath(name)
    kind = TYPES.get(path.suffix.removeprefix("."))
    if kind is None:
        raise UnknownKindError(
            f"{name}: no Content-Type is known for '{path.suffix}'; add it to TYPES in guidebook/headers.py"
        )
    headers = {
        "Content-Type": kind,
        "Cache-Control": _FOR_EVER if path.parts[0] == assets.FOLDER else _ASK_AGAIN,
    }
    language = _language(path, site)
    if language:
        headers["Content-Language"] = language
    if path.name in (questions.FILE, questions.SCHEMA_FILE):
        headers["Access-Control-Allow-Origin"] = "*"  # for other sites and apps
    return headers


def _language(path: PurePosixPath, site: Site) -> str:
    """Whom a file is for: the readers of one edition, or of all; '' for what has no language."""
    locales = [one.locale for one in site.languages]
    if path.parts[0] in locales:
        return path.parts[0]
    if path.parts[0] == assets.FOLDER:
        return next((part for part in path.name.split(".") if part in locales), "")
    return ", ".join(locales) if path.suffix == ".html" or path.name == "llms.txt" else ""


def files(folder: Path) -> list[str]:
    """The files of a built site that are asked for, by their paths."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if name != FILE)


def _rules(folder: Path, site: Site) -> Iterator[tuple[str, Headers]]:
    """What differs from file to file but the type: `en/*` for all of a folder, a file's path for its own.

    No two of them that hold for one file name the same header.
    """
    by_file = {name: of_file(name, site) for name in files(folder)}
    for headers in by_file.values():
        del headers["Content-Type"]
    for top in (assets.FOLDER, *(one.locale for one in site.languages)):
        inside = [name for name in by_file if name.startswith(f"{top}/")]
        if inside:
            shared = dict(set.intersection(*(set(by_file[name].items()) for name in inside)))
            yield f"{top}/*", dict(sorted(shared.items()))
            for name in inside:
                by_file[name] = {key: by_file[name][key] for key in by_file[name].keys() - shared.keys()}
    yield from by_file.items()


# ---- for static hosts


def static_host(folder: Path, site: Site) -> str:
    """The text of `_headers` for a built site.

    Hosts join what several rules say of one header, so each header is in one rule for an address.
    Raises UnknownKindError for a file of a kind that TYPES does not know.
    """
    mount, scheme = urlsplit(site.address).path, urlsplit(site.address).scheme
    rules = {"*": everywhere(found(folder), secure=scheme == "https")}
    for name, headers in _rules(folder, site):
        if not name.endswith(("*", ".html")):  # every host knows the type of a page
            headers |= {"Content-Type": of_file(name, site)["Content-Type"]}
        if headers:
            rules[name] = headers
    rules[""] = rules["index.html"]
    blocks = (
        "\n".join([mount + path, *(f"  {header}: {value}" for header, value in sorted(headers.items()))])
        for path, headers in rules.items()
    )
    return "\n\n".join(blocks) + "\n"


# ---- for nginx


def nginx(folder: Path, site: Site, *, listen: str = "80", secure: bool = True, brotli: bool = False) -> str:
    """A server block for a built site, with the maps it needs, for nginx's `http` context.

    `listen` is an address and port as nginx writes it; `secure` is as in `policy`; `brotli` asks for
    compression that only a server with that module has.
    """
    mount = urlsplit(site.address).path
    return "\n".join(
        (
            *_maps(folder, site, mount),
            "server {",
            f"  listen {listen};",
            "  server_tokens off;",
            *_types(),
            *_compression(brotli),
            *(
                f'  add_header {name} "{value}" always;'
                for name, value in everywhere(found(folder), secure=secure).items()
            ),
            *(f"  add_header {name} ${variable} always;" for name, variable in _VARIABLES.items()),
            *_locations(folder, site, mount),
            "}",
            "",
        )
    )


# nginx leaves out a header whose value is empty.
_VARIABLES = {
    "Cache-Control": "guidebook_cache",
    "Content-Language": "guidebook_language",
    "Access-Control-Allow-Origin": "guidebook_origin",
}


def _maps(folder: Path, site: Site, mount: str) -> Iterator[str]:
    """For each header that differs from file to file, its value by address; nginx looks at whole addresses first."""
    rules = list(_rules(folder, site))
    for header, variable in _VARIABLES.items():
        yield f"map $uri ${variable} {{"
        yield f'  default "{_ASK_AGAIN if header == "Cache-Control" else ""}";'
        for path, headers in rules:
            key = f"~^{re.escape(mount + path[:-1])}" if path.endswith("*") else mount + path
            if header in headers:
                yield f'  "{key}" "{headers[header]}";'
        yield "}"


def _types() -> Iterator[str]:
    """Kinds and their charset; nginx keeps the two apart."""
    yield "  types {"
    for suffix, kind in TYPES.items():
        yield f"    {kind.partition(';')[0]} {suffix};"
    yield "  }"
    yield "  default_type application/octet-stream;"
    yield "  charset utf-8;"
    with_charset = (kind.partition(";")[0] for kind in TYPES.values() if "charset" in kind)
    yield f"  charset_types {' '.join(kind for kind in with_charset if kind != 'text/html')};"


def _compression(brotli: bool) -> Iterator[str]:
    kinds = (TYPES[suffix].partition(";")[0] for suffix in _COMPRESSED)
    listed = " ".join(kind for kind in kinds if kind != "text/html")  # which both always compress
    for name in ("gzip", "brotli") if brotli else ("gzip",):
        yield f"  {name} on;"
        yield f"  {name}_types {listed};"
        yield f"  {name}_min_length 256;"
        yield f"  {name}_comp_level 6;"  # gzip's own default of 1 sends a quarter more
    yield "  gzip_vary on;"


def _locations(folder: Path, site: Site, mount: str) -> Iterator[str]:
    """The site below its path; what is missing gets the error page of the edition it is asked in."""
    for top in ("", *(f"{one.locale}/" for one in site.languages)):
        yield f"  location {mount}{top} {{"
        yield f'    alias "{folder.resolve()}/{top}";'
        yield f"    error_page 404 {mount}{top}404.html;"
        yield "  }"
    yield f"  location = {mount}{FILE} {{ return 404; }}"
    yield f"  error_page 404 {mount}404.html;"


def main() -> int:
    """Print the server block of a built site; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m guidebook.headers", description="Print nginx's server block for a built site."
    )
    parser.add_argument("folder", type=Path, help="the built site")
    parser.add_argument("--project", type=Path, default=Path(), help="the folder with mkdocs.yml")
    parser.add_argument("--listen", default="80", help="address and port (default: %(default)s)")
    parser.add_argument("--brotli", action="store_true", help="the server has nginx's brotli module")
    given = parser.parse_args()
    if not (given.folder / "index.html").is_file():
        print(f"{given.folder}: no site here; run `make site`", file=sys.stderr)
        return 2
    try:
        site = languages.load(given.project)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2
    print(nginx(given.folder, site, listen=given.listen, brotli=given.brotli), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
