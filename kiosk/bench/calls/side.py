"""One of the two booths that are compared in a call: ours, or one made of Chromium. Both speak to the same console."""

import asyncio
import os
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from playwright.async_api import Playwright
from typing_extensions import override

from kiosk.bench.calls.booth_half import BoothHalf
from kiosk.bench.calls.chromium import Chromium, Start
from kiosk.bench.calls.chromium_media import ChromiumMedia
from kiosk.bench.calls.looking import Looked, PageEnd, Reading, watch_memory
from kiosk.booth.uplink.device_identity import Device
from kiosk.media.engine import MediaEngine
from kiosk.media.settings import MediaSettings

SETTINGS: Final = MediaSettings(
    camera="virtual",
    microphone="virtual",
    speaker="virtual",
    rehearsal=True,
    virtual_camera="kiosk.rehearsal.virtual_camera:open_camera",
    virtual_microphone="kiosk.rehearsal.virtual_voice:open_microphone",
)


class Side(Protocol):
    """A booth in a call, and what can be seen of it."""

    half: BoothHalf

    @abstractmethod
    def first_frame_at_s(self) -> float:
        """When the first picture of staff was there, in seconds of the wall clock."""

    @abstractmethod
    async def pids(self) -> list[int]:
        """The processes that carry the media."""

    @abstractmethod
    async def begin(self) -> None:
        """The call is connected: be ready to look."""

    @abstractmethod
    async def look(self, seconds: float) -> Looked:
        """Count pictures shown, as cheaply as can be."""

    @abstractmethod
    async def read(self, seconds: float) -> tuple[list[Reading], list[Reading]]:
        """Read clocks: of pictures shown, and of pictures taken where they carry no clock of their own."""

    @abstractmethod
    async def lines(self) -> int:
        """Height of the picture shown now."""

    @abstractmethod
    async def close(self) -> None:
        """End everything."""


class OurSide(Side):
    """The booth's own media engine."""

    def __init__(self, device: Device, pin_to: int | None, media: MediaSettings = SETTINGS) -> None:
        self._pin_to = pin_to
        self.half = BoothHalf(device, lambda told: MediaEngine(media, told))

    async def start(self) -> None:
        """Start and come to headquarters."""
        with tied(self._pin_to):
            await self.half.start()

    @override
    def first_frame_at_s(self) -> float:
        assert self.half.first_frame_at_s is not None
        return self.half.first_frame_at_s

    @override
    async def pids(self) -> list[int]:
        pid = self.half.engine.pid
        return [] if pid is None else [pid]

    @override
    async def begin(self) -> None:
        return

    @override
    async def look(self, seconds: float) -> Looked:
        return await watch_memory(self.half.engine.remote_frames, seconds, clocks=False)

    @override
    async def read(self, seconds: float) -> tuple[list[Reading], list[Reading]]:
        looked = await watch_memory(self.half.engine.remote_frames, seconds, clocks=True)
        return list(looked.readings), []

    @override
    async def lines(self) -> int:
        frame = self.half.engine.remote_frames.latest()
        return frame.height if frame else 0

    @override
    async def close(self) -> None:
        await self.half.stop()


class ChromiumSide(Side):
    """A booth made of Chromium: the same link, the same call, a page for the media."""

    def __init__(self, device: Device, chromium: Chromium) -> None:
        self._chromium = chromium
        self.page = chromium.page
        self._end = PageEnd(chromium.page, "document.getElementById('remote')", "own.getVideoTracks()[0]")
        self.half = BoothHalf(device, lambda told: ChromiumMedia(chromium.page, told))

    @staticmethod
    async def open(device: Device, playwright: Playwright, start: Start) -> "ChromiumSide":
        """Start the browser and come to headquarters."""
        side = ChromiumSide(device, await Chromium.open(playwright, start))
        await side.half.start()
        return side

    @override
    def first_frame_at_s(self) -> float:
        engine = self.half.engine
        assert isinstance(engine, ChromiumMedia)
        assert engine.first_frame_at_s is not None
        return engine.first_frame_at_s

    @override
    async def pids(self) -> list[int]:
        return await self._chromium.pids()

    @override
    async def begin(self) -> None:
        await self._end.begin()

    @override
    async def look(self, seconds: float) -> Looked:
        return await self._end.look(seconds)

    @override
    async def read(self, seconds: float) -> tuple[list[Reading], list[Reading]]:
        await self._end.read_begin(drawn=False)  # ours is read from memory, before it is drawn, too
        await asyncio.sleep(seconds)
        return await self._end.read_end()

    @override
    async def lines(self) -> int:
        return await self._end.lines()

    @override
    async def close(self) -> None:
        await self.half.stop()
        await self._chromium.close()


@contextmanager
def tied(processor: int | None) -> Iterator[None]:
    """What is started meanwhile runs on this processor only; None: anywhere."""
    if processor is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {processor})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
