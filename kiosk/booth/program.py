"""The booth as a program: settings read, first screen shown, then all the rest made and opened; ended in order.

A resident sees the first screen before anything else is done: what it does not show (other pages, the store, the
children, the line, the fonts for paper) is loaded, made and opened behind it.
"""

import argparse
import asyncio
import builtins
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.booth.gc_schedule import GcSchedule
from kiosk.booth.settings import REHEARSAL_LINE, BoothSettings
from kiosk.log import Log
from kiosk.printing.printer import choose
from kiosk.settings import SettingsError, load
from kiosk.tasks import Tasks

_log = Log("booth")

if TYPE_CHECKING:
    from kiosk.booth.app import Booth
    from kiosk.booth.front import Front
    from kiosk.booth.screen import Screen

Serve = Callable[["Booth", "Screen"], Coroutine[Any, Any, None]]
"""What is done while booth and screen are open."""


def main(arguments: list[str]) -> int:
    """``kiosk booth --config FILE``: serve residents until told to end."""
    parser = argparse.ArgumentParser("kiosk booth", description="The booth a resident uses.")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the booth's settings")
    options = parser.parse_args(arguments)
    try:
        return run(load_settings(options.config))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def load_settings(path: Path) -> BoothSettings:
    """The settings of one booth, with paths as seen from the file; raises `SettingsError`."""
    settings = load(path, BoothSettings).beside(path.resolve().parent)
    try:
        choose(settings.printer)
    except ValueError as error:
        raise SettingsError(f"{path}: 'printer': {error}") from error
    if not settings.rehearsal and REHEARSAL_LINE in (name for _, name in socket.if_nameindex()):
        raise SettingsError(f"{path}: a booth in production does not begin behind a bad line for rehearsal")
    return settings


def _nothing(_front: "Front") -> None:
    return


def run(settings: BoothSettings) -> int:
    """Open the booth with its screen and serve until the program is told to end."""
    return run_with(settings, _until_told)


def run_with(settings: BoothSettings, serve: Serve, on_first_screen: "Callable[[Front], None]" = _nothing) -> int:
    """Open booth and screen, do `serve`, and close both; the exit status.

    `on_first_screen` hears when the first picture was drawn; the rest is made and opened only then.
    """
    schedule = GcSchedule()
    schedule.rest()
    from PySide6.QtGui import QGuiApplication

    _import_plainly()
    from qasync import QEventLoop

    from kiosk.booth.views.qt_messages import lead_into_log

    lead_into_log()
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    assert isinstance(application, QGuiApplication)
    application.setQuitOnLastWindowClosed(False)  # the booth ends in order, not under its own feet
    loop = QEventLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(_serve(settings, schedule, serve, on_first_screen))
    return 0


def _import_plainly() -> None:
    """Import by Python's own means from now on.

    WORKAROUND until PySide6-Essentials 6.12 (no issue): Qt for Python puts itself in the place of ``import``, for
    ``from __feature__ import``, which is not used here, and reads the source of whatever is imported from then on: a
    quarter of the time that the views take to load.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


async def _serve(
    settings: BoothSettings, schedule: GcSchedule, serve: Serve, on_first_screen: "Callable[[Front], None]"
) -> None:
    from kiosk.booth.front import Front
    from kiosk.booth.screen import Screen

    front = Front(settings)
    front.look()
    screen = Screen(front)
    await screen.drawn()
    _log.event("first_screen_shown")
    on_first_screen(front)
    booth = screen.booth
    await booth.open()
    tasks = Tasks("garbage")
    schedule.take_over()
    tasks.start(_clean_up(schedule, booth), "clean_up")
    try:
        await _until_closed(screen, serve(booth, screen))
    finally:
        await tasks.end()
        await screen.close()
        await booth.close()


async def _clean_up(schedule: GcSchedule, booth: "Booth") -> None:
    from kiosk.booth.visit.stages import OutOfService, Welcoming

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


async def _until_told(_booth: "Booth", _screen: "Screen") -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    await over.wait()
