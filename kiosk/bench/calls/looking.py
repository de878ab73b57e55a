"""Looking at a running call from both ends: pictures shown, when each was taken, processor time used."""

import asyncio
import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from playwright.async_api import Page

from kiosk.bench.calls.film import MOST_PICTURES
from kiosk.media import clock_bar
from kiosk.media.frames import FrameReader
from kiosk.media.measure import processor_s
from kiosk.values import dataclass

_LOOK_EVERY_S: Final = 0.002
_OLDEST_MS: Final = 1500.0
"""The film begins again every two seconds: beyond this a number is that of a round whose taking was not seen."""
Reading = tuple[int, float]
"""What stood in a clock bar, and the millisecond of the wall clock at which it was seen."""


@dataclass(frozen=True)
class Looked:
    """What one end saw during one stretch of a call."""

    per_second: float
    readings: tuple[Reading, ...]


def ages_ms(shown: Iterable[Reading], taken: Sequence[Reading], oldest_ms: float = _OLDEST_MS) -> list[float]:
    """How old each shown picture was, in milliseconds.

    A number below `MOST_PICTURES` is one of the film and is looked up among the readings of the camera that showed it;
    anything else is the wall clock itself. A picture whose taking was not seen, or that would be older than
    `oldest_ms`, is left out.
    """
    by_number: dict[int, list[float]] = {}
    for number, at in taken:
        by_number.setdefault(number, []).append(at)
    found: list[float] = []
    for value, at in shown:
        if value >= MOST_PICTURES:
            found.append(float(clock_bar.age_ms(value, int(at))))
            continue
        moments = by_number.get(value, [])
        place = bisect_right(moments, at)
        if place and at - moments[place - 1] < oldest_ms:
            found.append(at - moments[place - 1])
    return found


def processor_of(pids: Iterable[int]) -> dict[int, float]:
    """Processor seconds of each process that still runs."""
    used: dict[int, float] = {}
    for pid in pids:
        try:
            used[pid] = processor_s(pid)
        except FileNotFoundError:
            continue
    return used


def processor_between(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds used between two looks; a process that came in between counts whole."""
    return sum(used - before.get(pid, 0.0) for pid, used in after.items())


class PageEnd:
    """An end of the call that is a page: which pictures its video shows, and when its camera gave them."""

    def __init__(self, page: Page, video: str, own: str) -> None:
        """`video` and `own` are script for the remote video element and the own camera's track."""
        self._page = page
        self._video = video
        self._own = own

    async def begin(self) -> None:
        """Count from now on."""
        await self._page.evaluate(f"() => {{ window.shownHere = watchShown({self._video}); }}")

    async def look(self, seconds: float) -> Looked:
        """Count for a while, without reading clocks."""
        script = "() => [shownHere.count, performance.now()]"
        count, at = await self._page.evaluate(script)
        await asyncio.sleep(seconds)
        later, end = await self._page.evaluate(script)
        return Looked(1000 * (later - count) / (end - at), ())

    async def read_begin(self, *, drawn: bool = True) -> None:
        """Read clocks of what the own camera gives and of what comes in: as it is drawn, or else as it is decoded."""
        shown = "shownHere.ages = true;"
        if not drawn:
            track = f"{self._video}.srcObject.getVideoTracks()[0]"
            shown = f"window.decodedHere = watchTaken({track}, true);"
        await self._page.evaluate(f"() => {{ {shown} window.takenHere = watchTaken({self._own}); }}")

    async def read_end(self) -> tuple[list[Reading], list[Reading]]:
        """Stop reading; what came in and what was taken."""
        found: dict[str, Any] = await self._page.evaluate(
            "() => { shownHere.ages = false; takenHere.stop(); window.decodedHere?.stop();"
            " return {shown: [...shownHere.readings.splice(0), ...(window.decodedHere?.readings.splice(0) ?? [])],"
            " taken: takenHere.readings}; }"
        )
        offset = (time.time_ns() - time.monotonic_ns()) / 1e6
        taken = [(int(number), at + offset) for number, at in found["taken"]]
        return [(int(value), float(at)) for value, at in found["shown"]], taken

    async def lines(self) -> int:
        """Height of the picture shown now."""
        return int(await self._page.evaluate(f"() => {self._video}.videoHeight"))

    async def end(self) -> None:
        """Count no more."""
        await self._page.evaluate("() => { shownHere.stop = true; }")


async def watch_memory(reader: FrameReader, seconds: float, *, clocks: bool) -> Looked:
    """Look at the booth's picture memory as its screen would."""
    loop = asyncio.get_running_loop()
    began, last, frames = loop.time(), reader.newest(), 0
    readings: list[Reading] = []
    while loop.time() - began < seconds:
        frame = reader.latest(last)
        if frame is not None:
            clock = None
            if clocks:
                clock = clock_bar.read(np.frombuffer(frame.y, np.uint8).reshape(frame.height, frame.width))
            if frame.whole():
                frames, last = frames + 1, frame.sequence
                if clock is not None:
                    readings.append((clock, time.time_ns() // 1_000_000))
        await asyncio.sleep(_LOOK_EVERY_S)
    return Looked(frames / (loop.time() - began), tuple(readings))
