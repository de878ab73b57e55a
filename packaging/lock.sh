#!/bin/sh
# Renews the hash-pinned requirement files from pyproject.toml. They must name no host (tests/test_style.py looks).
# Needs `uv` on the PATH; everyone else installs with plain pip.
set -eu
cd "$(dirname "$0")/.."
compile() {
    UV_PYTHON_DOWNLOADS=never uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}
compile pyproject.toml --extra booth -o packaging/requirements/booth.txt
compile pyproject.toml --extra headquarters -o packaging/requirements/headquarters.txt
compile pyproject.toml --all-extras -o packaging/requirements/development.txt
printf 'setuptools>=80\nwheel\n' | compile - -o packaging/requirements/build.txt
