#!/bin/sh
# Makes the environment: `environment.sh python LOCK` for .venv, `environment.sh browser` for what the
# tests drive: Chromium with typefaces for Chinese, and nginx.
# What is missing on a bare Debian is installed with apt when that is allowed; otherwise the
# one command to run is named.
set -eu

# install PACKAGE...: with apt, as root or through sudo without a password; 1 if that may not be.
install() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; else return 1; fi
    echo "Installing $* with apt …"
    { $as apt-get install -y --no-install-recommends "$@" || { $as apt-get update && $as apt-get install -y --no-install-recommends "$@"; }; } >/dev/null 2>&1
}

python() {
    lock=$1
    python=${PYTHON:-python3}
    if ! command -v "$python" >/dev/null; then
        install python3 python3-venv || { echo "Python is missing. Run: sudo apt-get install python3 python3-venv" >&2; exit 2; }
    fi
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "Python 3.11 or newer is needed; $("$python" --version) was found. Run: make PYTHON=python3.11" >&2
        exit 2
    fi
    if [ ! -x .venv/bin/pip ] || [ "$(cat .venv/made-in 2>/dev/null)" != "$PWD" ]; then
        rm -rf .venv
        if ! "$python" -c 'import ensurepip' 2>/dev/null; then
            install python3-venv || { echo "Python's venv is missing. Run: sudo apt-get install python3-venv" >&2; exit 2; }
        fi
        "$python" -m venv .venv || exit 2
        pwd >.venv/made-in
    fi
    echo "Installing the packages of $lock …"
    .venv/bin/pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
}

browser() {
    missing=""
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing=chromium
    # Without a face for Chinese, every Han character is the same empty box: of one width, and none in print.
    [ -n "$(fc-list :lang=zh-tw 2>/dev/null)" ] || missing="$missing fonts-noto-cjk fontconfig"
    # Playwright brings a Node of its own, which needs one library that a bare Debian lacks.
    .venv/lib/python3*/site-packages/playwright/driver/node --version >/dev/null 2>&1 || missing="$missing libatomic1"
    [ -z "$missing" ] || install $missing || echo "Browser tests are skipped. Run: sudo apt-get install $missing" >&2
    server
}

# The web server of the tests. It is unpacked, not installed, because Debian starts an installed one by itself.
server() {
    to=$PWD/.venv/nginx
    for one in nginx /usr/sbin/nginx "$to/usr/sbin/nginx"; do
        command -v "$one" >/dev/null && return
    done
    echo "Fetching nginx with apt …"
    mkdir -p "$to"
    for package in nginx libnginx-mod-http-brotli-filter; do
        fetch "$package" "$to" || break
    done
    "$to/usr/sbin/nginx" -v >/dev/null 2>&1 && return
    rm -rf "$to"
    echo "Tests of the HTTP headers are skipped. Run: sudo apt-get install nginx" >&2
}

# fetch PACKAGE FOLDER: unpack a package of Debian's there, without its dependencies; 1 if that may not be.
fetch() {
    command -v apt-get >/dev/null || return 1
    (
        cd "$2"
        apt-get download "$1" || { [ "$(id -u)" = 0 ] && apt-get update && apt-get download "$1"; } || exit 1
        dpkg-deb -x "$1"_*.deb . && rm "$1"_*.deb
    ) >/dev/null 2>&1
}

"$@"
