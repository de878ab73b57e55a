"""Both ends of a running call watched together: every picture shown, some of them whole, and the marked sound."""

import asyncio
import base64
import time
from abc import abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
from playwright.async_api import Page
from typing_extensions import override

from kiosk.bench.calls.chromium_media import HERE as CALLS
from kiosk.bench.calls.looking import Reading
from kiosk.bench.lines.hearing import Blocks, Heard, listen, steady
from kiosk.bench.lines.likeness import Bright
from kiosk.bench.lines.seeing import Frame
from kiosk.media import clock_bar
from kiosk.media.frames import FrameReader
from kiosk.rehearsal.marked_voice import SAMPLE_RATE_HZ
from kiosk.rehearsal.recording_speaker import read_recording
from kiosk.tasks import Tasks

_LOOK_EVERY_S: Final = 0.002
_BLOCK_MS: Final = 10.0
_GIVEN: Final = (
    "readBar, decodeBar, watchTaken, observeShown, observeDecoded, observeSound, keepWhole, observeCall, observedCall"
)
SCRIPT: Final = (
    f"() => {{ {(CALLS / 'watch.js').read_text()}\n{(Path(__file__).parent / 'observe.js').read_text()}\n"
    f"Object.assign(window, {{ {_GIVEN} }}); }}"
)


@dataclass
class Watched:
    """What one end told of a stretch of a call.

    Attributes:
        frames: pictures of the other end.
        whole: the brightness of some of them.
        heard: the marks that came from the other end.
        spoken: the marks this end's microphone gave; None where they follow the wall clock.
        taken: which picture of a film its camera gave when; empty where pictures carry the wall clock.
    """

    frames: list[Frame] = field(default_factory=list)
    whole: list[Bright] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    spoken: list[Heard] | None = None
    taken: list[Reading] = field(default_factory=list)


class Watcher(Protocol):
    """One end of a call, watched."""

    @abstractmethod
    async def begin(self) -> None:
        """From now on."""

    @abstractmethod
    async def keep_whole(self) -> None:
        """Keep the next picture whole."""

    @abstractmethod
    async def end(self) -> Watched:
        """What there was."""


class PageWatcher(Watcher):
    """An end that is a page."""

    def __init__(self, page: Page, own: str, *, drawn: bool) -> None:
        """`own` is script for the stream of the own devices; pictures count when `drawn`, or else when decoded."""
        self._page = page
        self._own = own
        self._drawn = "true" if drawn else "false"

    @override
    async def begin(self) -> None:
        await self._page.evaluate(SCRIPT)
        video = "document.getElementById('remote')"
        await self._page.evaluate(f"() => observeCall({video}, {self._drawn}, {self._own})")

    @override
    async def keep_whole(self) -> None:
        await self._page.evaluate("() => { observed.shown.grab = true; }")

    @override
    async def end(self) -> Watched:
        told: dict[str, Any] = await self._page.evaluate("observedCall()")
        offset_ms = (time.time_ns() - time.monotonic_ns()) / 1e6
        return Watched(
            frames=[
                Frame(float(at), None if clock < 0 else int(clock), int(lines)) for clock, at, lines in told["frames"]
            ],
            whole=[_bright(width, height, said) for width, height, said in told["grabs"]],
            heard=await asyncio.to_thread(_marks, told["heard"]),
            spoken=await asyncio.to_thread(_marks, told["spoken"]),
            taken=[(int(number), at + offset_ms) for number, at in told["taken"]],
        )


def _bright(width: int, height: int, said: str) -> Bright:
    return np.frombuffer(base64.b64decode(said), np.uint8)[: width * height].reshape(height, width)


def _marks(told: dict[str, Any]) -> list[Heard]:
    blocks = [np.frombuffer(base64.b64decode(said), np.int16) for said in told["blocks"]]
    size = max((one.size for one in blocks), default=0)
    kept = [(at, one) for at, one in zip(told["at"], blocks, strict=True) if one.size == size]
    if not kept:
        return []
    block_ms = 1000 * size / told["rate"]
    at_ms = np.array([at for at, _ in kept], np.float64) - block_ms  # when it was read, it had been said
    blocks_48k = [_at_our_rate(one, told["rate"]) for _, one in kept]
    return listen(steady(at_ms, block_ms), np.stack(blocks_48k))


def _at_our_rate(block: npt.NDArray[np.int16], rate_hz: int) -> npt.NDArray[np.int16]:
    count = round(block.size * SAMPLE_RATE_HZ / rate_hz)
    if count == block.size:
        return block
    places = np.arange(count) * block.size / count
    found: npt.NDArray[np.int16] = np.interp(places, np.arange(block.size), block).astype(np.int16)
    return found


class BoothWatcher(Watcher):
    """Our booth: its picture memory as its screen reads it, and the file its speaker writes."""

    def __init__(self, frames: FrameReader, sound: Path) -> None:
        self._reader = frames
        self._sound = sound
        self._watched = Watched()
        self._keep = False
        self._from_bytes = 0
        self._tasks = Tasks("watching")

    @property
    def pictures(self) -> int:
        """Seen so far."""
        return len(self._watched.frames)

    @override
    async def begin(self) -> None:
        self._watched = Watched()
        self._from_bytes = self._sound.stat().st_size if self._sound.exists() else 0
        self._tasks.start(self._look(self._reader.newest()), "look")

    @override
    async def keep_whole(self) -> None:
        self._keep = True

    @override
    async def end(self) -> Watched:
        await self._tasks.end()
        at_ms, blocks = await asyncio.to_thread(_recorded, self._sound, self._from_bytes)
        self._watched.heard = await asyncio.to_thread(listen, steady(at_ms, _BLOCK_MS), blocks)
        return self._watched

    async def _look(self, last: int) -> None:
        while True:
            frame = self._reader.latest(last)
            if frame is not None:
                bright = np.frombuffer(frame.y, np.uint8).reshape(frame.height, frame.width)
                clock = clock_bar.read(bright)
                whole = bright.copy() if self._keep else None
                if frame.whole():
                    last = frame.sequence
                    self._watched.frames.append(Frame(time.time_ns() / 1e6, clock, frame.height))
                    if whole is not None:
                        self._watched.whole.append(whole)
                        self._keep = False
            await asyncio.sleep(_LOOK_EVERY_S)


def _recorded(path: Path, from_bytes: int) -> tuple[npt.NDArray[np.float64], Blocks]:
    return read_recording(path, from_bytes)
