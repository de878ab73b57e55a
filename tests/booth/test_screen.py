"""The screen joined to a booth: states go out, touches come back, nothing stays after a visit."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from kiosk.booth.app import Booth
from kiosk.booth.program import load_settings
from kiosk.booth.screen import Screen
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Choosing, Welcoming

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture
def booth(tmp_path: Path) -> Booth:
    path = tmp_path / "booth.toml"
    path.write_text(
        f'place = "家島支所"\nreference_prefix = "IE"\nstate = "state"\nprocedures = "{CONFIG / "procedures"}"\n'
        '[headquarters]\nurl = "https://127.0.0.1:1"\n[screen]\nfull_screen = false\n[printer]\nkind = "folder"\n'
    )
    return Booth(load_settings(path))


def run(work: Coroutine[Any, Any, None], qapp: QApplication) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(qapp)
    try:
        asyncio.set_event_loop(loop)
        with loop:
            loop.run_until_complete(work)
    finally:
        asyncio.set_event_loop(None)


def test_states_go_out_and_touches_come_back(booth: Booth, qapp: QApplication) -> None:
    async def work() -> None:
        booth.procedures.read_again()
        screen = Screen(booth)
        try:
            assert screen.view.page == "WelcomePage"
            booth.visit.post(ev.GroupChosen("certificates"))
            assert screen.view.page == "ProceduresPage"
            assert isinstance(booth.visit.visit.stage, Choosing)
            screen.view.finish()
            assert isinstance(booth.visit.visit.stage, Welcoming)
            assert screen.view.page == "WelcomePage"
        finally:
            await screen.close()
            await booth.visit.stop()

    run(work(), qapp)


def test_closing_the_window_is_told_once(booth: Booth, qapp: QApplication) -> None:
    async def work() -> None:
        screen = Screen(booth)
        told = asyncio.Event()
        screen.on_closed(told.set)
        screen.window.close()
        async with asyncio.timeout(10):
            await told.wait()
        await screen.close()
        await booth.visit.stop()

    run(work(), qapp)


def test_a_fault_in_what_must_always_run_is_told(booth: Booth, qapp: QApplication) -> None:
    async def work() -> None:
        screen = Screen(booth)
        told = asyncio.Event()
        screen.on_failure(told.set)
        booth.on_failure()
        assert told.is_set()
        await screen.close()
        await booth.visit.stop()

    run(work(), qapp)


def test_the_first_picture_is_waited_for_and_shows_what_can_be_done(booth: Booth, qapp: QApplication) -> None:
    async def work() -> None:
        booth.procedures.read_again()
        screen = Screen(booth)
        await screen.drawn()
        assert screen.window.isExposed()
        assert screen.view.page == "WelcomePage"
        await screen.close()
        await booth.visit.stop()

    run(work(), qapp)


def test_a_visit_that_ends_after_its_screen_was_closed_begins_nothing(booth: Booth, qapp: QApplication) -> None:
    async def work() -> None:
        booth.procedures.read_again()
        screen = Screen(booth)
        booth.visit.post(ev.GroupChosen("certificates"))
        await screen.close()
        booth.visit.post(ev.Slept())
        assert isinstance(booth.visit.visit.stage, Welcoming)
        begun = set()
        for _ in range(5):  # the visit's own forgetting is a task, and tells the screen
            await asyncio.sleep(0)
            begun |= {task.get_name() for task in asyncio.all_tasks()}
        assert "visit.forget" in begun
        assert [name for name in begun if name.startswith("screen.")] == []
        await booth.visit.stop()

    run(work(), qapp)
