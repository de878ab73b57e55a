#!/bin/sh
# Makes this checkout ready: Debian packages (asks for root only when one is missing), a virtual environment in .venv,
# the hash-pinned requirements, and `kiosk` itself. Does nothing when all is there. Used by the Makefile.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

missing=""
for package in $(grep -v '^#' packaging/debian-packages.txt); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
if [ "$package" = nodejs ] && command -v node >/dev/null 2>&1; then
    missing=$(printf '%s' "$missing" | sed 's/ nodejs$//')
fi
if [ -n "$missing" ]; then
    echo "Debian packages to install:$missing"
    root=""
    [ "$(id -u)" = 0 ] || root=sudo
    $root apt-get update -q
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends $missing
fi

wanted=$(cat packaging/requirements/build.txt packaging/requirements/development.txt pyproject.toml | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/ready 2>/dev/null || true)" != "$wanted" ]; then
    echo "Python requirements go into .venv (a minute or two)"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    pip=".venv/bin/python -m pip --disable-pip-version-check -q"
    $pip install --require-hashes -r packaging/requirements/build.txt
    $pip install --require-hashes --no-build-isolation -r packaging/requirements/development.txt
    $pip install --no-deps --no-build-isolation -e .
    printf '%s' "$wanted" > .venv/ready
fi
