"""A real nginx on a free port of this machine, set up as guidebook.headers says."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import invented
from guidebook import headers
from guidebook.languages import Site

_UNPACKED = invented.ROOT / ".venv/nginx"  # by scripts/environment.sh
_PLACES = (shutil.which("nginx") or "", "/usr/sbin/nginx", str(_UNPACKED / "usr/sbin/nginx"))
_BROTLI = "usr/lib/nginx/modules/ngx_http_brotli_filter_module.so"

NGINX = next((place for place in _PLACES if place and Path(place).exists()), None)
BROTLI = next((path for path in (Path("/") / _BROTLI, _UNPACKED / _BROTLI) if path.exists()), None)

_AROUND = """\
{modules}daemon off;
{user}worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{server}}}
"""
_PLAIN = """\
server {{
listen {listen};
root "{folder}";
types {{ {types} }}
gzip on;
gzip_types {compressed};
}}
"""


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    folder: Path, site: Site | None, work: Path, *, port: int | None = None, brotli: bool = False
) -> Iterator[int]:
    """Serve a built site; gives the port. `work` is a folder for nginx's own files.

    Without a site the folder is served plainly: kinds of files and gzip, no headers of ours.
    """
    assert NGINX is not None
    port = port or free_port()
    work.mkdir(parents=True, exist_ok=True)
    listen = f"127.0.0.1:{port}"
    if site is None:
        kinds = {suffix: kind.partition(";")[0] for suffix, kind in headers.TYPES.items()}
        server = _PLAIN.format(
            listen=listen,
            folder=folder.resolve(),
            types=" ".join(f"{kind} {suffix};" for suffix, kind in kinds.items()),
            compressed=" ".join(kinds[suffix] for suffix in ("css", "js", "json", "xml", "svg")),
        )
    else:
        server = headers.nginx(folder, site, listen=listen, secure=False, brotli=brotli)
    settings = work / "nginx.conf"
    settings.write_text(
        _AROUND.format(
            modules=f"load_module {BROTLI};\n" if brotli else "",
            user="user root;\n" if os.getuid() == 0 else "",  # its workers read the folders of pytest
            folder=work,
            server=server,
        ),
        "utf-8",
    )
    with (work / "said").open("w") as said:
        command = [NGINX, "-p", str(work), "-c", str(settings), "-e", str(work / "error.log")]
        running = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        for _ in range(100):
            if running.poll() is not None or _answers(port):
                break
            time.sleep(0.05)
        assert running.poll() is None, (work / "said").read_text() + (work / "error.log").read_text()
        yield port
    finally:
        running.terminate()
        running.wait(10)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port: int, address: str, **asked: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one answer; a header that is there twice is an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", address, headers={name.replace("_", "-"): value for name, value in asked.items()}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    pairs = answer.getheaders()
    assert len({name.lower() for name, _ in pairs}) == len(pairs), pairs
    return answer.status, dict(pairs), body
