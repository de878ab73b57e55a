"""The demo for people: a window that fits, keys that may be missing, and an end that leaves nothing."""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.demo.interactive import Keys, display_size, fitted, open_in_browser
from kiosk.demo.programs import ProgramFailed
from kiosk.rehearsal.card.pcscd import missing_parts

KEYS_S = 10


@pytest.mark.parametrize(
    ("display", "window"),
    [
        ((2560, 1440), (1920, 1080)),
        ((1920, 1080), (1834, 1032)),
        ((1366, 768), (1280, 720)),
        ((1200, 1920), (1200, 675)),
        ((800, 600), (1024, 600)),
    ],
)
def test_the_window_fits_the_display(display: tuple[int, int], window: tuple[int, int]) -> None:
    assert fitted(*display) == window


def test_the_display_is_asked_for_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    width, height = display_size()
    assert min(width, height) > 0


def test_a_display_that_does_not_answer_is_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    with pytest.raises(ProgramFailed, match="--play"):
        display_size()


@pytest.mark.parametrize(
    ("user", "opener", "opened"), [(1000, "/usr/bin/xdg-open", 1), (0, "/usr/bin/xdg-open", 0), (1000, None, 0)]
)
def test_the_console_is_opened_where_a_browser_would_open(
    user: int, opener: str | None, opened: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr("shutil.which", lambda _name: opener)
    monkeypatch.setattr("subprocess.Popen", lambda command, **_options: started.append(command))
    open_in_browser("http://127.0.0.1:1")
    assert started == [[opener, "http://127.0.0.1:1"]] * opened


class Terminal:
    """A pipe whose writing end is somebody at the keys."""

    def __init__(self) -> None:
        self.reading, self._writing = os.pipe()

    def type(self, text: str) -> None:
        os.write(self._writing, text.encode())

    def hang_up(self) -> None:
        os.close(self._writing)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    os.close(made.reading)


async def test_keys_come_line_by_line_however_they_arrive(terminal: Terminal) -> None:
    keys = Keys(terminal.reading)
    terminal.type("1\n2\n in")
    terminal.type("sert \nq\n")
    async with asyncio.timeout(KEYS_S):
        assert [await keys.next() for _ in range(4)] == ["1", "2", "insert", "q"]
    keys.close()
    terminal.hang_up()


async def test_the_end_of_input_is_not_a_command_to_end(terminal: Terminal) -> None:
    keys = Keys(terminal.reading)
    terminal.type("3\n")
    terminal.hang_up()
    async with asyncio.timeout(KEYS_S):
        assert await keys.next() == "3"
        while keys._open:
            await asyncio.sleep(0)
    assert keys._lines.empty()


async def test_where_there_are_no_keys_nothing_is_read(tmp_path: Path) -> None:
    with (tmp_path / "empty").open("w") as nothing:
        keys = Keys(nothing.fileno())
        assert not keys._open
        keys.close()


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    assert number
    yield f":{number}"
    server.terminate()
    server.wait(20)


@pytest.mark.pcsc
def test_the_whole_demo_opens_takes_keys_and_leaves_nothing(display: str, tmp_path: Path) -> None:
    if missing_parts():
        pytest.fail(f"install Debian's {' '.join(missing_parts())}")
    browser = tmp_path / "bin" / "xdg-open"  # nobody's real browser
    browser.parent.mkdir()
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    environment: dict[str, Any] = {
        **os.environ, "DISPLAY": display, "TMPDIR": str(tmp_path), "PATH": f"{browser.parent}:{os.environ['PATH']}",
    }  # fmt: skip
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        environment.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "demo"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    ) as demo:  # fmt: skip
        try:
            printed, complained = demo.communicate("1\n6\n9\nq\n", timeout=120)
        finally:
            demo.terminate()
    assert demo.returncode == 0, complained
    assert re.search(r"職員画面 +http://127\.0\.0\.1:\d+\n +アカウント tanaka\n +パスワード \S+", printed)
    assert printed.count("  はい") == 2
    assert printed.count("q  終わる") == 2, "a key that means nothing shows the menu again"
    assert not list(tmp_path.glob("kiosk-demo-*")), f"left in {tempfile.gettempdir()}"
    assert not [line for line in running() if str(tmp_path) in line]


def running() -> list[str]:
    """The command lines of all processes."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return found
