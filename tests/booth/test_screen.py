"""The screen joined to a booth: states go out, touches come back, nothing stays after a visit."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from kiosk.booth import app
from kiosk.booth.call.state import Over
from kiosk.booth.front import Front
from kiosk.booth.program import load_settings
from kiosk.booth.screen import Screen
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Choosing, OutOfService, WaitingForCard, Welcoming
from kiosk.rehearsal.finger import Finger
from tests.booth.headquarters_doors import authority_of_today, booth_of

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture
def front(tmp_path: Path) -> Front:
    path = tmp_path / "booth.toml"
    path.write_text(
        f'place = "家島支所"\nreference_prefix = "IE"\nstate = "state"\nprocedures = "{CONFIG / "procedures"}"\n'
        '[headquarters]\nurl = "https://127.0.0.1:1"\n[screen]\nfull_screen = false\nsettle_s = 0.05\n'
        '[printer]\nkind = "folder"\n'
    )
    return Front(load_settings(path))


def run(work: Coroutine[Any, Any, None], qapp: QApplication) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(qapp)
    try:
        asyncio.set_event_loop(loop)
        with loop:
            loop.run_until_complete(work)
    finally:
        asyncio.set_event_loop(None)


def test_states_go_out_and_touches_come_back(front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        front.procedures.read_again()
        screen = Screen(front)
        try:
            assert screen.view.page == "WelcomePage"
            screen.booth.visit.post(ev.GroupChosen("certificates"))
            assert screen.view.page == "ProceduresPage"
            assert isinstance(screen.booth.visit.visit.stage, Choosing)
            screen.view.finish()
            assert isinstance(screen.booth.visit.visit.stage, Welcoming)
            assert screen.view.page == "WelcomePage"
        finally:
            await screen.close()
            await screen.booth.visit.stop()

    run(work(), qapp)


def test_closing_the_window_is_told_once(front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        screen = Screen(front)
        told = asyncio.Event()
        screen.on_closed(told.set)
        screen.window.close()
        async with asyncio.timeout(10):
            await told.wait()
        await screen.close()

    run(work(), qapp)


def test_a_fault_in_what_must_always_run_is_told(front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        screen = Screen(front)
        told = asyncio.Event()
        screen.on_failure(told.set)
        screen.booth.on_failure()
        assert told.is_set()
        await screen.close()
        await screen.booth.visit.stop()

    run(work(), qapp)


def test_the_first_picture_is_waited_for_and_shows_what_can_be_done(front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        front.procedures.read_again()
        screen = Screen(front)
        await screen.drawn()
        assert screen.window.isExposed()
        assert screen.view.page == "WelcomePage"
        await screen.close()

    run(work(), qapp)


def test_a_visit_that_ends_after_its_screen_was_closed_begins_nothing(front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        front.procedures.read_again()
        screen = Screen(front)
        screen.booth.visit.post(ev.GroupChosen("certificates"))
        await screen.close()
        screen.booth.visit.post(ev.Slept())
        assert isinstance(screen.booth.visit.visit.stage, Welcoming)
        begun = set()
        for _ in range(5):  # the visit's own forgetting is a task, and tells the screen
            await asyncio.sleep(0)
            begun |= {task.get_name() for task in asyncio.all_tasks()}
        assert "visit.forget" in begun
        assert [name for name in begun if name.startswith("screen.")] == []
        await screen.booth.visit.stop()

    run(work(), qapp)


GROUPS = ("certificates", "moving", "insurance", "children", "care", "life", "talk", "progress")


async def first_picture(front: Front) -> Screen:
    """A booth whose first picture was drawn, and which takes touches; nothing works behind it yet."""
    booth_of(authority_of_today(), front.settings.state)
    front.look()
    screen = Screen(front)
    await screen.drawn()
    await asyncio.sleep(2 * front.settings.screen.settle_s)
    assert screen._behind is None
    return screen


@pytest.mark.parametrize("name", [*(f"group-{one}" for one in GROUPS), "callStaff", "languagePill", "displayPill"])
def test_a_touch_before_anything_works_waits_for_it_and_is_judged(name: str, front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        screen = await first_picture(front)
        finger = Finger(screen.window)
        assert {one for one in finger.shown() if one.startswith("group-")} == {f"group-{one}" for one in GROUPS}
        finger.touch(name)
        stage = screen.booth.visit.visit.stage
        if name == "callStaff":
            assert isinstance(screen.booth.call.call.stage, Over)  # there is no line
            assert "dismissCall" in finger.shown()
        elif name.endswith("Pill"):
            assert "closeMenu" in finger.shown()
        elif name == "group-progress":
            assert isinstance(stage, WaitingForCard)
            assert screen.view.page == "CardPage"
        else:
            assert stage == Choosing(name.removeprefix("group-"))
            assert screen.view.page == "ProceduresPage"
        await screen.close()
        await screen.booth.visit.stop()

    run(work(), qapp)


def test_what_fails_behind_the_first_picture_is_shown_in_its_place(front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        screen = await first_picture(front)
        assert screen.view.page == "WelcomePage"
        (front.settings.state / "booth.sqlite").mkdir()
        await screen.booth.service.open()
        assert isinstance(screen.booth.visit.visit.stage, OutOfService)
        assert screen.view.page == "OutOfServicePage"
        await screen.close()
        await screen.booth.visit.stop()

    run(work(), qapp)


def test_what_cannot_be_made_behind_the_first_picture_is_a_fault_and_the_screen_can_be_closed(
    front: Front, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def __init__(self, _front: Front) -> None:
            raise ZeroDivisionError

    async def work() -> None:
        screen = await first_picture(front)
        with monkeypatch.context() as broken:
            broken.setattr(app, "Booth", Broken)
            with pytest.raises(ZeroDivisionError):
                _ = screen.booth
        assert screen.view.page == "WelcomePage"
        await screen.close()

    run(work(), qapp)


def test_a_program_that_ends_after_its_first_picture_has_made_nothing_more(front: Front, qapp: QApplication) -> None:
    async def work() -> None:
        screen = await first_picture(front)
        await screen.close()
        assert screen._behind is None
        assert not (front.settings.state / "booth.sqlite").exists()

    run(work(), qapp)
