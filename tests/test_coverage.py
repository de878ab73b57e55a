"""What decides is tried in every line and branch, by the tests of its own room.

Which modules those are, the contract "Decisions are pure" in ``pyproject.toml`` says. ``make coverage`` shows every
file.
"""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
CONTRACTS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
PURE: Final[list[str]] = next(one["source_modules"] for one in CONTRACTS if one["name"] == "Decisions are pure")
EDGES: Final = {"test_runner.py", "test_evidence_records.py"}
"""Tests with neighbours: they reach a decision by chance, its own tests on purpose. So do walks at random."""
WITHOUT_WALKS: Final = ("-m", "not hypothesis")


def source(module: str) -> str:
    return module.replace(".", "/") + ".py"


def room_of(module: str) -> list[str]:
    """The tests of a module's room, without those of its edges; those of a room with files of its own, its own."""
    own = ROOT / "tests" / Path(source(module)).relative_to("kiosk").parent
    name = module.rsplit(".", 1)[1]
    found = own.rglob("test_*.py") if own.name in {"visit", "call"} else own.glob(f"test_{name}*.py")
    return [str(path) for path in sorted(found) if path.name not in EDGES]


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What coverage says of each pure file, by its path."""
    folder = tmp_path_factory.mktemp("coverage")
    surroundings = {**os.environ, "COVERAGE_FILE": str(folder / "data")}
    wanted = sorted({one for module in PURE for one in room_of(module)})
    told = folder / "coverage.json"
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *wanted,
            *WITHOUT_WALKS, *(f"--cov={module}" for module in PURE), f"--cov-report=json:{told}",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False, env=surroundings,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    files: dict[str, Any] = json.loads(told.read_text())["files"]
    return files


@pytest.mark.parametrize("module", PURE)
def test_every_line_and_branch_of_what_decides_is_tried(module: str, reached: dict[str, Any]) -> None:
    found = reached[source(module)]
    assert (found["missing_lines"], found["missing_branches"]) == ([], [])
