"""The booth as a program: settings read, window opened, served until told to end or closed, ended in order."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.booth.app import Booth
from kiosk.booth.gc_schedule import GcSchedule
from kiosk.booth.qt_messages import lead_into_log
from kiosk.booth.settings import BoothSettings
from kiosk.booth.visit.stages import OutOfService, Welcoming
from kiosk.printing.printer import choose
from kiosk.settings import SettingsError, load
from kiosk.tasks import Tasks

if TYPE_CHECKING:
    from kiosk.booth.screen import Screen


def load_settings(path: Path) -> BoothSettings:
    """The settings of one booth, with paths as seen from the file; raises `SettingsError`."""
    settings = load(path, BoothSettings).beside(path.resolve().parent)
    try:
        choose(settings.printer)
    except ValueError as error:
        raise SettingsError(f"{path}: 'printer': {error}") from error
    return settings


def run(settings: BoothSettings) -> int:
    """Open the booth with its screen and serve until the program is told to end."""
    return run_with(settings, _until_told)


def run_with(settings: BoothSettings, serve: "Callable[[Booth, Screen], Coroutine[Any, Any, None]]") -> int:
    """Open booth and screen, do `serve`, and close both; the exit status."""
    from PySide6.QtGui import QGuiApplication
    from qasync import QEventLoop

    lead_into_log()
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    assert isinstance(application, QGuiApplication)
    application.setQuitOnLastWindowClosed(False)  # the booth ends in order, not under its own feet
    loop = QEventLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(_serve(settings, serve))
    return 0


async def _serve(settings: BoothSettings, serve: "Callable[[Booth, Screen], Coroutine[Any, Any, None]]") -> None:
    from kiosk.booth.screen import Screen

    booth = Booth(settings)
    booth.service.need_identity()
    screen = Screen(booth)
    await booth.open()
    schedule, tasks = GcSchedule(), Tasks("garbage")
    schedule.take_over()
    tasks.start(_clean_up(schedule, booth), "clean_up")
    try:
        await _until_closed(screen, serve(booth, screen))
    finally:
        await tasks.end()
        await screen.close()
        await booth.close()


async def _clean_up(schedule: GcSchedule, booth: Booth) -> None:
    while True:
        await asyncio.sleep(1.0)
        schedule.tick(quiet=isinstance(booth.visit.visit.stage, Welcoming | OutOfService))


async def _until_closed(screen: "Screen", serving: Coroutine[Any, Any, None]) -> None:
    """Until `serving` ends, or somebody closes the window."""
    closed = asyncio.Event()
    screen.on_closed(closed.set)
    screen.on_failure(closed.set)
    tasks = Tasks("program")
    work = [tasks.start(serving, "serve"), tasks.start(closed.wait(), "closed")]
    try:
        done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await tasks.end()


async def _until_told(_booth: Booth, _screen: "Screen") -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    await over.wait()
