"""The house rules that a tool can check: ruff, mypy, imports, mirrored tests, file length, no addresses in locks."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "kiosk").rglob("*.py"))
SMALL = {"demo", "migrations", "versions"}
PACKAGES = [path for path in SOURCES if path.name == "__init__.py" and path.parent.name not in {"kiosk", *SMALL}]
NOT_MIRRORED = re.compile(
    r"(__init__|__main__|/cli|_cli)\.py$"  # command lines are tried by the journeys
    r"|kiosk/booth/views/qt\w*\.py$"
    r"|/migrations/"
    r"|/storage/tables/(audit|calls|cases|fleet|identity|staff)\.py$"  # test_columns compares all
)


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]


def test_ruff_finds_nothing() -> None:
    run("ruff", "check", "kiosk", "tests", "packaging")


def test_everything_is_formatted() -> None:
    run("ruff", "format", "--check", "kiosk", "tests", "packaging")


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_a_folder_says_what_lives_in_it_what_does_not_and_where_to_begin(package: Path) -> None:
    said = " ".join((ast.get_docstring(ast.parse(package.read_text(encoding="utf-8"))) or "").split())
    assert "Not here" in said, said
    first = re.search(r"\bRead (.+)", said)
    assert first, said
    for name in re.findall(r"`([a-z_]+)(?:\.[a-z_]+)?`", first[1]):
        assert [*package.parent.glob(f"{name}.py"), *package.parent.glob(f"{name}/__init__.py")], name


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_a_folder_can_be_overlooked(package: Path) -> None:
    assert len([one for one in package.parent.glob("*.py") if one != package]) <= 20


def test_types_are_strict() -> None:
    run("mypy")


def test_imports_go_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_300_lines(source: Path) -> None:
    assert len(source.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_source_has_its_test() -> None:
    missing = []
    for source in SOURCES:
        if NOT_MIRRORED.search(str(source)):
            continue
        relative = source.relative_to(ROOT / "kiosk")
        test = ROOT / "tests" / relative.parent / f"test_{relative.name}"
        if not test.is_file():
            missing.append(f"{source.relative_to(ROOT)} -> {test.relative_to(ROOT)}")
    assert not missing, "\n".join(missing)


def test_no_conflict_was_written_down_unsolved() -> None:
    """What is not Python passes every other look with the marks of a merge in it."""
    kept = [path for name in ("kiosk", "tests", "config", "assets", "packaging") for path in (ROOT / name).rglob("*.*")]
    marked = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
    texts = [path for path in (*ROOT.glob("*.*"), *kept) if path.is_file() and path.suffix not in {".pyc", ".png"}]
    assert [str(path) for path in texts if marked.search(path.read_bytes())] == []


def test_locks_name_no_host() -> None:
    locks = sorted((ROOT / "packaging" / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text, lock.name
        assert "--hash=sha256:" in text, lock.name


def test_locks_are_not_older_than_the_ranges() -> None:
    """Every direct requirement is pinned in the development lock."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(one for many in project["optional-dependencies"].values() for one in many)]
    pinned = (ROOT / "packaging" / "requirements" / "development.txt").read_text().lower().replace("_", "-")
    for requirement in wanted:
        name = re.sub(r"[-_.]+", "-", re.split(r"[\[><=; ]", requirement)[0].lower())  # as packaging compares names
        assert re.search(rf"^{re.escape(name)}(\[[^\]]*\])?==", pinned, re.MULTILINE), name
