"""One call over a bad line, from pressing the button to hanging up, and what was seen and heard of it at both ends."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np

from kiosk.bench.calls.looking import ages_ms
from kiosk.bench.calls.scene import Scene, scene
from kiosk.bench.calls.side import SETTINGS, OurSide, Side
from kiosk.bench.lines.found import CallFound, End
from kiosk.bench.lines.hearing import SoundFound, compared, spoken_by_clock
from kiosk.bench.lines.likeness import Original, originals
from kiosk.bench.lines.rows import Row
from kiosk.bench.lines.seeing import recovered_s, seen
from kiosk.bench.lines.watching import BoothWatcher, PageWatcher, Watched, Watcher
from kiosk.bench.run import CannotMeasure
from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.rehearsal.bad_line.running import RunningLine, running_line
from kiosk.rehearsal.bad_line.tun import NoBadLine
from kiosk.rehearsal.recording_speaker import FILE_VARIABLE
from kiosk.values import dataclass

_REACTION_S: Final = 1.0
_OLDEST_MS: Final = 5000.0
_MOST_WHOLE: Final = 8
_LATEST_SOUND_MS: Final = 2400.0
_LEAST_AGES: Final = 10
MEDIA: Final = SETTINGS.model_copy(
    update={
        "virtual_microphone": "kiosk.rehearsal.marked_voice:open_microphone",
        "virtual_speaker": "kiosk.rehearsal.recording_speaker:open_speaker",
    }
)


class LineScene:
    """Both booths, the console and the line between them, ready for calls."""

    def __init__(self, ready: Scene, line: RunningLine, original: Original, sound: Path) -> None:
        self.ready = ready
        self._line = line
        self._original = original
        own = "document.getElementById('own').srcObject"
        self._at_staff = PageWatcher(ready.console_browser.page, own, drawn=True)
        self._sound = sound

    @property
    def sides(self) -> dict[str, Side]:
        """Both booths by name."""
        return {"ours": self.ready.ours, "Chromium": self.ready.theirs}

    async def call(self, side: Side, row: Row, look_s: float) -> CallFound:
        """Call over the row's line; raise `CannotMeasure` where it does not connect or does not last."""
        await self._set(row.line)
        try:
            connected_ms = await self._connected(side)
            await asyncio.sleep(row.settle_s)
            found = await self._looked_at(side, row, look_s)
        finally:
            await self._set(Conditions())
            await side.half.hang_up()
            await self.ready.console.wrap_up()
        return await asyncio.to_thread(self._made_of, row, look_s, connected_ms, found)

    async def _set(self, conditions: Conditions) -> None:
        await self._line.set(**conditions.model_dump())

    async def _connected(self, side: Side) -> float:
        console = self.ready.console
        await side.half.call()
        await console.rings()
        await asyncio.sleep(_REACTION_S)
        await console.answer()
        await side.half.connected()
        answered, at_console = await console.times()
        return 1000 * (max(at_console, side.first_frame_at_s()) - answered)

    def _watcher(self, side: Side) -> Watcher:
        if isinstance(side, OurSide):
            return BoothWatcher(side.half.engine.remote_frames, self._sound)
        return PageWatcher(self.ready.theirs.page, "own", drawn=False)

    async def _looked_at(self, side: Side, row: Row, look_s: float) -> "_Looked":
        at_booth = self._watcher(side)
        await at_booth.begin()
        await self._at_staff.begin()
        began_ms, before = time.time_ns() / 1e6, await self._line.count()
        await asyncio.gather(self._happen(row, look_s), self._keep_whole(at_booth, row, look_s), asyncio.sleep(look_s))
        ended_ms, after = time.time_ns() / 1e6, await self._line.count()
        kbit = {
            way: (after[way]["sent_bytes"] - before[way]["sent_bytes"]) * 8 / (ended_ms - began_ms) for way in before
        }
        return _Looked(began_ms, ended_ms, await self._at_staff.end(), await at_booth.end(), kbit)

    async def _happen(self, row: Row, look_s: float) -> None:
        began_s = asyncio.get_running_loop().time()
        for change in row.changes:
            await asyncio.sleep(began_s + change.at * look_s - asyncio.get_running_loop().time())
            if change.cut_s:
                await self._line.cut(change.cut_s)
            if change.rate_kbit is not None:
                await self._line.set(rate_kbit=change.rate_kbit)

    async def _keep_whole(self, at_booth: Watcher, row: Row, look_s: float) -> None:
        for _ in range(_MOST_WHOLE if row.thin else 0):
            await asyncio.sleep(look_s / (_MOST_WHOLE + 1))
            await at_booth.keep_whole()
            await self._at_staff.keep_whole()

    def _made_of(self, row: Row, look_s: float, connected_ms: float, found: "_Looked") -> CallFound:
        return CallFound(
            connected_ms=connected_ms,
            at_staff=self._end(row, look_s, found, found.at_staff, found.at_booth),
            at_booth=self._end(row, look_s, found, found.at_booth, found.at_staff),
            up_kbit=found.kbit["up"],
            down_kbit=found.kbit["down"],
        )

    def _end(self, row: Row, look_s: float, found: "_Looked", here: Watched, there: Watched) -> End:
        ages = ages_ms(
            [(one.clock, one.at_ms) for one in here.frames if one.clock is not None], there.taken, _OLDEST_MS
        )
        middle, high = np.percentile(ages, (50, 95)) if len(ages) >= _LEAST_AGES else (None, None)
        recovered = None
        again_s = row.recovers_at(look_s)
        if again_s is not None:
            calm = seen(here.frames, found.began_ms, found.began_ms + 1000 * row.changes[0].at * look_s)
            recovered = recovered_s(here.frames, calm, found.began_ms + 1000 * again_s)
        return End(
            seen=seen(here.frames, found.began_ms, found.ended_ms),
            age_ms=None if middle is None else float(middle),
            age_p95_ms=None if high is None else float(high),
            sound=_sound(found, here, there),
            recovered_s=recovered,
            likeness=median(self._original.likeness(one) for one in here.whole) if here.whole else None,
        )


@dataclass(frozen=True)
class _Looked:
    began_ms: float
    ended_ms: float
    at_staff: Watched
    at_booth: Watched
    kbit: dict[str, float]


def _sound(found: _Looked, here: Watched, there: Watched) -> SoundFound:
    """Of what was spoken so early that it must have come before the looking ended."""
    last_ms = found.ended_ms - _LATEST_SOUND_MS / 2
    spoken = there.spoken
    if spoken is None:
        spoken = spoken_by_clock(found.began_ms, found.ended_ms)
    return compared([one for one in spoken if found.began_ms < one.at_ms < last_ms], here.heard)


@asynccontextmanager
async def line_scene(folder: Path) -> AsyncIterator[LineScene]:
    """A line and all that stands at its ends; raise `CannotMeasure` where a line is not allowed."""
    sound = folder / "played-at-booth"
    with _environment(FILE_VARIABLE, str(sound)):
        try:
            async with running_line() as line, scene(folder, line=line, media=MEDIA) as ready:
                yield LineScene(ready, line, Original(originals()), sound)
        except NoBadLine as error:
            raise CannotMeasure(str(error)) from error


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]
