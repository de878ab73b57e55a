"""The clock of a visit: a second after the other, and whether the machine slept in between."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.runner import VisitRunner
from kiosk.clocks import SleepWatch
from kiosk.log import Log

_log = Log("booth")
_SLEPT_S: Final = 5.0
"""Less is how two clocks that are asked one after the other differ."""


async def tick(
    visit: VisitRunner, now: Callable[[], datetime], in_call: Callable[[], bool], on_waking: Callable[[], None]
) -> None:
    """Tell `visit` the time once a second, until cancelled; `on_waking` is called where it also hears of a sleep."""
    loop, watch = asyncio.get_running_loop(), SleepWatch()
    while True:
        if watch.slept_s() >= _SLEPT_S:
            _log.event("woke_up")
            visit.post(ev.Slept())
            on_waking()
        visit.post(ev.Ticked(loop.time(), now(), in_call()))
        await asyncio.sleep(1.0)
