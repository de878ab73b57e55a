"""What a process knows of people is neither written out when it crashes nor shown to other programs."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.headquarters import app, cli
from kiosk.headquarters.storage.store import StoreUnavailable

_TELL = "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"


def told(program: str) -> str:
    """What a process of its own says after these lines: its limit of core files, and whether it may be looked into."""
    command = [sys.executable, "-c", f"import ctypes, resource, sys\n{program}\n{_TELL}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]


def test_there_is_neither_a_core_file_nor_a_look_into_a_closed_memory() -> None:
    assert told("from kiosk.memory import close_memory; close_memory()") == "(0, 0) 0"


def test_no_program_leaves_a_core_file() -> None:
    begin = "from kiosk.__main__ import main\nsys.argv = ['kiosk', 'procedures', 'lint']\nmain()"
    assert told(begin) == "(0, 0) 1", "and the booth's children still reach its frames"


def test_headquarters_closes_its_memory_before_it_opens_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def opened(*_: object, **_more: object) -> None:
        done.append("opened")
        raise StoreUnavailable("that is all")

    monkeypatch.setattr(cli, "close_memory", lambda: done.append("closed"))
    monkeypatch.setattr(app, "open_headquarters", opened)
    assert cli.main(["--data", str(tmp_path)]) == 1
    assert done == ["closed", "opened"]
