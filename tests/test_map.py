"""The maps are true: every room is in them, from the top down, and every place a document names is there."""

import ast
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "kiosk"
DOCUMENTS = ("README.md", "README.ja.md", "DESIGN.md", "CONTRIBUTING.md", "SECURITY.md")
PLACE = re.compile(r"`([\w./-]*(?:/|\.(?:py|js|mjs|qml|toml|yml|json|md|pem)))`")
NOT_OURS = {
    "DIR/authority.pem",
    "authority.pem",
    "XPage.qml",
    "application.pdf",
    "summary.json",
    "demo-out/",
    "tests/protocol/previous/1.N.json",
}
"""Made while running, or a pattern."""
VERBS = {"read", "write", "rows.add"}
"""Functions a package is read by, not modules."""


def layers(container: str) -> list[list[str]]:
    """The rooms of a package as import-linter has them, from the top."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[str] = next(
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == [container]
    )
    return [re.findall(r"\w+", layer) for layer in found]


def blocks(name: str) -> list[str]:
    """The pictures of a document, between fences."""
    return re.findall(r"```\w*\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)


def rows(name: str, head: str) -> list[list[str]]:
    """The rooms of each row of the map that begins with `head`; what stands behind two blanks is said about them."""
    block = next(block for block in blocks(name) if head in block)
    begin = block.index(head) + len(head)
    end = block.find("\n\n", begin)
    lines = block[begin : end if end > 0 else None].splitlines()
    return [re.findall(r"\w+", re.sub(r" {2,}\|", " |", line).strip().split("  ")[0]) for line in lines if line.strip()]


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "DESIGN.md"])
def test_the_map_names_every_room_from_the_top_down(name: str) -> None:
    of_row = {room: number for number, row in enumerate(rows(name, "kiosk/")) for room in row}
    inside = layers("kiosk")
    assert {room for layer in inside for room in layer} == set(of_row)
    down = [{of_row[room] for room in layer} for layer in inside]
    assert all(max(upper) <= min(lower) for upper, lower in pairwise(down))


@pytest.mark.parametrize("program", ["booth", "headquarters"])
def test_the_map_of_a_program_names_every_room(program: str) -> None:
    named = {room for row in rows("DESIGN.md", f"{program}/") for room in row}
    folders = {path.parent.name for path in (SOURCES / program).glob("*/__init__.py")}
    assert folders <= named
    assert {room for room in named if not (SOURCES / program / room).is_dir()} <= {
        path.stem for path in (SOURCES / program).glob("*.py")
    } | {"with", "console"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_place_a_document_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    here = [f"/{path.relative_to(ROOT)}" for folder in ("kiosk", "tests", "config", "assets", "packaging")
            for path in (ROOT / folder).rglob("*")] + [f"/{path.name}" for path in ROOT.iterdir()]  # fmt: skip
    places = set(PLACE.findall(text)) - NOT_OURS
    assert places
    assert {place for place in places if not any(path.endswith(f"/{place.rstrip('/')}") for path in here)} == set()


def test_every_module_a_package_tells_to_read_is_there() -> None:
    """The order to read, in the first lines of each package."""
    missing = []
    for path in SOURCES.rglob("__init__.py"):
        told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for named in set(re.findall(r"(?<!`)`([a-z_.]+)`(?!`)", told)) - VERBS:
            place = named.removesuffix(".py").lstrip(".").replace("kiosk.", "").replace(".", "/")
            roots = [path.parent, path.parent.parent, SOURCES, *SOURCES.glob("*/")]
            if not any((root / place).with_suffix(".py").exists() or (root / place).is_dir() for root in roots):
                missing.append(f"{path.relative_to(ROOT)}: {named}")
    assert not missing
