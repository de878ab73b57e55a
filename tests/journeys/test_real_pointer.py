"""One visit on a real window of a real X server, with a pointer that the X server moves and presses."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from typing_extensions import override

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from tests.journeys.counters import small_counter
from tests.journeys.steps import arrived_once

pytestmark = pytest.mark.asyncio(loop_scope="session")
NAME_STROKES = (
    ((0.15, 0.3), (0.35, 0.28), (0.22, 0.5), (0.14, 0.8)),
    ((0.5, 0.25), (0.68, 0.24), (0.58, 0.5), (0.5, 0.78)),
    ((0.45, 0.52), (0.8, 0.5)),
)


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own on a free display."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        pytest.fail(f"install Debian's xvfb and xdotool: {missing} missing")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            server.terminate()


@pytest_asyncio.fixture(loop_scope="session")
async def windowed(display: str, tmp_path: Path, _parts: None) -> AsyncIterator[Counter]:
    """A counter whose booth has a real window."""
    screen = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "WAYLAND_DISPLAY": ""}
    async with small_counter(tmp_path / "counter", screen=screen, size=(1920, 1080)) as counter:
        yield counter


class ResidentAtTheWindow(Resident):
    """A resident whose finger is the pointer of the X server."""

    def __init__(self, counter: Counter, display: str) -> None:
        super().__init__(counter)
        self._booth = counter.booth
        self._environment = {**os.environ, "DISPLAY": display}
        self._corner: tuple[int, int] | None = None

    @override
    async def touch(self, *names: str) -> None:
        for name in names:
            place = await self._booth.ask({"do": "where", "name": name, "seconds": 10})
            await self._pointer("mousemove", *await self._at(place["x"], place["y"]), "click", "1")

    @override
    async def sign(self) -> None:
        pad = await self._booth.ask({"do": "where", "name": "pad", "seconds": 10})
        left, top = pad["x"] - pad["width"] / 2, pad["y"] - pad["height"] / 2
        for stroke in NAME_STROKES:
            words: list[str] = []
            for number, (x, y) in enumerate(stroke):
                words += ["mousemove", *await self._at(left + x * pad["width"], top + y * pad["height"])]
                words += ["mousedown", "1"] if number == 0 else []
            await self._pointer(*words, "mouseup", "1")

    async def window(self) -> dict[str, int]:
        """Place and size of the booth's window, as the X server knows them."""
        number = (await self._pointer("search", "--onlyvisible", "--pid", str(self._booth.pid))).split()[-1]
        shown = await self._pointer("getwindowgeometry", "--shell", number)
        return {key: int(value) for key, value in (line.split("=") for line in shown.split())}

    async def _at(self, x: float, y: float) -> tuple[str, str]:
        if self._corner is None:
            window = await self.window()
            self._corner = (window["X"], window["Y"])
        return str(round(self._corner[0] + x)), str(round(self._corner[1] + y))

    async def _pointer(self, *words: str) -> str:
        process = await asyncio.create_subprocess_exec(
            "xdotool", *words, env=self._environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        said, wrong = await process.communicate()
        assert process.returncode == 0, (words, wrong)
        return said.decode()


async def test_a_visit_by_pointer_from_the_welcome_screen_to_the_receipt(windowed: Counter, display: str) -> None:
    resident = ResidentAtTheWindow(windowed, display)
    await windowed.until(online=True, stage="Welcoming", seconds=60)
    window = await resident.window()
    assert (window["WIDTH"], window["HEIGHT"]) == (1920, 1080)

    await resident.touch("languagePill", "language-en")
    await resident.until(locale="en")
    await resident.touch("group-certificates")
    await resident.until(stage="Choosing")
    await resident.touch("back")
    await resident.until(stage="Welcoming")
    await resident.touch("languagePill", "language-ja")
    await resident.until(locale="ja")

    await resident.ready_to_hand_in("kasai")
    done: dict[str, Any] = await resident.hand_in()
    assert done["slip"] == "printed"
    await arrived_once(windowed, done["reference"])
    await resident.leave()
