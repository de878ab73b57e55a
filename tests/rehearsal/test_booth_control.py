"""Commands to a booth: each is carried out on its window, or answered with why not."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtQuick import QQuickWindow

from kiosk.booth.call.state import Call, Ringing
from kiosk.booth.settings import ScreenSettings
from kiosk.booth.visit import stages
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.state import Visit
from kiosk.rehearsal import booth_control
from kiosk.rehearsal.booth_control import Control
from tests.rehearsal.rehearsal_window import small_window


class View(QObject):
    """The page that the screen says it shows."""

    pageChanged = Signal()  # noqa: N815 -- as QML sees it
    page = "WelcomePage"


class Engine:
    """A media child that can be killed."""

    pid: int | None = 42
    mirror_frames = SimpleNamespace(latest=lambda: None)

    def kill(self) -> None:
        self.pid = None


class SmallBooth:
    """A control on a small window, with a booth that stands where the test puts it."""

    def __init__(self, window: QQuickWindow) -> None:
        self.window = window
        self.visit = SimpleNamespace(visit=Visit())
        self.call = SimpleNamespace(call=Call(), statistics=None)
        self.engine = Engine()
        self.view = View()
        booth: Any = SimpleNamespace(
            visit=self.visit, call=self.call, link=SimpleNamespace(online=True), pad=PinPad(), engine=self.engine,
            settings=SimpleNamespace(screen=ScreenSettings(settle_s=0.05)),
        )  # fmt: skip
        self.booth = booth
        feeds = SimpleNamespace(remote=SimpleNamespace(frames_shown=7))
        screen: Any = SimpleNamespace(window=window, view=self.view, feeds=feeds)
        self.control = Control(booth, screen)

    async def ask(self, do: str, **more: Any) -> dict[str, Any]:
        """One command, with the window's events going on meanwhile."""
        asked = asyncio.ensure_future(self.control.obey({"do": do, **more}))  # noqa: TID251 -- awaited below
        while not asked.done():
            QCoreApplication.processEvents()
            await asyncio.sleep(0)
        return asked.result()


@pytest.fixture
def small(qapp: QObject) -> Iterator[SmallBooth]:
    with small_window() as window:
        yield SmallBooth(window)


async def test_the_state_says_where_things_are_and_nothing_a_person_wrote(small: SmallBooth) -> None:
    state = await small.ask("state")
    assert state["ok"]
    assert (state["stage"], state["call"], state["page"]) == ("Welcoming", "NoCall", "WelcomePage")
    assert state["shown"] == ["first", "inner", "pad"]
    small.visit.visit = Visit(stage=stages.EnteringPin(left=2, wrong=True))
    state = await small.ask("state")
    assert (state["stage"], state["left"], state["wrong"]) == ("EnteringPin", 2, True)


async def test_a_touch_is_made_on_the_window(small: SmallBooth) -> None:
    assert (await small.ask("touch", name="first"))["ok"]
    assert small.window.property("log") == "first "


async def test_a_touch_waits_for_what_will_come(small: SmallBooth) -> None:
    asyncio.get_running_loop().call_later(0.1, small.window.setProperty, "later", True)
    assert (await small.ask("touch", name="appears"))["ok"]
    assert small.window.property("log") == "appears "


async def test_what_does_not_come_is_answered_with_what_is_shown(small: SmallBooth) -> None:
    reply = await small.ask("touch", name="hidden", seconds=0.0)
    assert reply == {
        "ok": False,
        "why": "hidden is not shown; shown are: first, inner, pad",
        "page": "WelcomePage",
    }


async def test_where_something_is(small: SmallBooth) -> None:
    reply = await small.ask("where", name="inner")
    assert (reply["x"], reply["y"], reply["width"], reply["height"]) == (190, 180, 80, 40)


async def test_waiting_ends_when_all_of_it_holds(small: SmallBooth) -> None:
    def offline() -> None:
        small.booth.link.online = False

    asyncio.get_running_loop().call_later(0.05, offline)
    reply = await small.ask("wait", **{"for": {"online": False, "stage": ["Welcoming", "Choosing"]}})
    assert (reply["ok"], reply["online"]) == (True, False)


async def test_waiting_in_vain_says_how_things_stand(small: SmallBooth) -> None:
    reply = await small.ask("wait", **{"for": {"stage": "HandedIn"}, "seconds": 0.0})
    assert (reply["ok"], reply["why"], reply["stage"]) == (False, "it did not come", "Welcoming")


async def test_a_picture_of_the_window(small: SmallBooth, tmp_path: Path) -> None:
    reply = await small.ask("picture", file=str(tmp_path / "window.png"))
    assert reply == {"ok": True, "saved": True, "width": 400, "height": 300}
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")


async def test_touches_are_timed_or_it_is_said_why_not(small: SmallBooth) -> None:
    pictures = QTimer(interval=10)  # they come all the time
    pictures.timeout.connect(small.window.update)
    pictures.start()
    reply = await small.ask("touch-times", names=["first"], times=2, every_s=0.0)
    assert len(reply["milliseconds"]) == 2
    assert small.window.property("log") == "first first "
    pictures.stop()


async def test_a_name_is_written_on_the_pad(small: SmallBooth) -> None:
    assert (await small.ask("sign"))["ok"]
    pad = next(item for item in small.window.contentItem().childItems() if item.objectName() == "pad")
    assert pad.property("strokes") == len(booth_control._NAME_STROKES)


async def test_media_is_seen_and_killed(small: SmallBooth) -> None:
    assert await small.ask("media") == {
        "ok": True,
        "pid": 42,
        "mirror": False,
        "frames_shown": 7,
        "statistics": None,
    }
    assert await small.ask("kill-media") == {"ok": True, "pid": 42}
    assert small.engine.pid is None


async def test_it_tells_what_the_booth_holds_for_true_of_its_call(small: SmallBooth) -> None:
    assert await small.ask("call") == {"ok": True, "now": None}
    small.call.call = Call(Ringing("019f0000-0000-7000-8000-000000000001"))
    assert (await small.ask("call"))["now"]["call_id"] == "019f0000-0000-7000-8000-000000000001"


async def test_an_unknown_command_is_answered_with_the_known_ones(small: SmallBooth) -> None:
    reply = await small.ask("dance")
    assert not reply["ok"]
    assert "touch" in reply["why"]


async def test_a_command_with_a_part_missing_is_answered_and_the_next_one_done(small: SmallBooth) -> None:
    assert await small.ask("touch") == {"ok": False, "why": "'name' is missing"}
    assert (await small.ask("touch", name="first"))["ok"]


def booth_settings(folder: Path, *, rehearsal: bool) -> Path:
    config = folder / "booth.toml"
    config.write_text(
        f'place = "家島支所"\nreference_prefix = "IE"\nstate = "state"\nprocedures = "procedures"\n'
        f'rehearsal = {str(rehearsal).lower()}\n[headquarters]\nurl = "https://127.0.0.1:9"\n'
        "[screen]\nfull_screen = false\n",
        encoding="utf-8",
    )
    return config


def test_only_a_rehearsals_booth_is_driven_by_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert booth_control.run(booth_settings(tmp_path, rehearsal=False)) == 2
    assert "rehearsal = true" in capsys.readouterr().err


def test_broken_settings_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert booth_control.run(tmp_path / "missing.toml") == 2
    assert "missing.toml" in capsys.readouterr().err


def test_a_booth_obeys_line_by_line_until_quit(tmp_path: Path) -> None:
    (tmp_path / "procedures").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "rehearsal", "booth", "--config", booth_settings(tmp_path, rehearsal=True)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
    ) as booth:  # fmt: skip
        try:
            printed, complained = booth.communicate('not JSON\n[1]\n{"do": "state"}\n{"do": "quit"}\n', timeout=60)
        finally:
            booth.terminate()
    assert booth.returncode == 0, complained
    ready, nonsense, list_, state, gone = (json.loads(line) for line in printed.splitlines())
    assert (ready["did"], gone["did"]) == ("ready", "quit")
    assert (nonsense["ok"], list_["ok"]) == (False, False)
    assert state["stage"] == "OutOfService", "nobody enrolled it and there is no procedure"
