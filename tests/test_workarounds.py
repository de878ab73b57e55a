"""What works around a library says which, where it is told, and at which version of it to look again."""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SAID: Final = re.compile(
    r"WORKAROUND until (?P<library>[\w-]+) (?P<at>\d+(?:\.\d+)*) \((?:[\w.-]+/[\w.-]+#\d+|no issue)\):"
)
PLACES: Final = [
    (path, line)
    for path in sorted((ROOT / "kiosk").rglob("*"))
    if path.suffix in {".py", ".qml", ".js", ".sh", ".toml"}
    for line in re.findall(r".*WORKAROUND.*", path.read_text(encoding="utf-8"))
]


def version(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split("."))


def pinned(library: str) -> str:
    lock = (ROOT / "packaging" / "requirements" / "development.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(library)}==(\S+)", lock, re.MULTILINE | re.IGNORECASE)
    assert found, f"{library} is not pinned"
    return found[1]


def is_due(line: str) -> bool:
    """Whether the library came to the version at which to look again."""
    said = SAID.search(line)
    assert said, f"names no library, version and issue: {line}"
    return version(pinned(said["library"])) >= version(said["at"])


@pytest.mark.parametrize(
    ("path", "line"), PLACES, ids=[f"{path.name}-{number}" for number, (path, _) in enumerate(PLACES)]
)
def test_a_workaround_is_not_due(path: Path, line: str) -> None:
    assert not is_due(line), f"look again whether {path.relative_to(ROOT)} still needs it"


def test_a_workaround_is_due_as_soon_as_its_version_is_there() -> None:
    now = pinned("aiortc")
    assert is_due(f"WORKAROUND until aiortc {now} (aiortc/aiortc#1): x")
    assert not is_due(f"WORKAROUND until aiortc {now}.1 (no issue): x")


@pytest.mark.parametrize(
    "line", ["WORKAROUND for a bug", "WORKAROUND until aiortc (no issue): x", "WORKAROUND until aiortc 2: x"]
)
def test_a_workaround_that_does_not_say_enough_is_found(line: str) -> None:
    with pytest.raises(AssertionError):
        is_due(line)
