#!/bin/sh
# Makes this checkout ready: Debian packages (asks for root only when one is missing), a virtual environment in .venv,
# the hash-pinned requirements, and `kiosk` itself. Does nothing when all is there. Used by the Makefile.
# PYTHON=... chooses another Python than python3; it must be 3.11 or newer.
set -eu
cd "$(dirname "$0")/.."

stop() {
    printf 'setup: %s\n' "$1" >&2
    exit 1
}

is_installed() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
}

install_debian_packages() {
    command -v dpkg-query >/dev/null 2>&1 ||
        stop "this is not Debian; install what packaging/debian-packages.txt names, then run with SKIP_DEBIAN=1"
    missing=""
    for package in $(grep -v '^#' packaging/debian-packages.txt); do
        is_installed "$package" || missing="$missing $package"
    done
    if command -v node >/dev/null 2>&1; then # from wherever it came
        missing=$(printf '%s ' "$missing" | sed 's/ nodejs / /')
    fi
    [ -n "${missing# }" ] || return 0
    echo "Debian packages to install:$missing"
    root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            stop "only root can install them; as root, run: apt-get install --no-install-recommends$missing"
        root=sudo
    fi
    $root apt-get update -q || stop "the lists of Debian packages could not be fetched; is the network there?"
    # shellcheck disable=SC2086
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing ||
        stop "some of these packages could not be installed:$missing"
}

make_environment() {
    python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        stop "$python is not Python 3.11 or newer; name one with PYTHON=..."
    .venv/bin/python -m pip --version >/dev/null 2>&1 || rm -rf .venv # none yet, half made, or its Python is gone
    if [ ! -d .venv ]; then
        "$python" -m venv .venv || {
            rm -rf .venv
            stop "$python makes no virtual environment; Debian's needs the package python3-venv"
        }
    fi
}

[ -n "${SKIP_DEBIAN:-}" ] || install_debian_packages

wanted=$(cat packaging/requirements/build.txt packaging/requirements/development.txt pyproject.toml | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/ready 2>/dev/null || true)" != "$wanted" ] || ! .venv/bin/kiosk --version >/dev/null 2>&1; then
    echo "Python requirements go into .venv (a minute or two)"
    make_environment
    pip=".venv/bin/python -m pip --disable-pip-version-check -q"
    $pip install --require-hashes -r packaging/requirements/build.txt
    $pip install --require-hashes --no-build-isolation -r packaging/requirements/development.txt
    $pip install --no-deps --no-build-isolation -e .
    printf '%s' "$wanted" > .venv/ready
fi
