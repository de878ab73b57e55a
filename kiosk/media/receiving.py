"""What comes in: pictures into shared memory, sound to the speaker, and how much of both."""

import asyncio
import time
from collections.abc import Callable
from statistics import median
from typing import Final

import av
import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from kiosk.media import clock_bar
from kiosk.media.frames import LARGEST_HEIGHT_PX, LARGEST_WIDTH_PX, FrameWriter, plane_sizes
from kiosk.media.sound.playout import Playout

APART_S: Final = 0.011
"""Between two pictures: those that waited together for a repair are all seen, one after the other."""


class Receiving:
    """Takes the tracks of the other side until they end.

    Attributes:
        frames: pictures decoded since the attempt began.
        width, height: of the newest picture.
    """

    def __init__(
        self,
        remote: FrameWriter,
        playout: Playout,
        on_begin: Callable[[], None],
        on_first_frame: Callable[[int, int], None],
        on_first_sound: Callable[[], None],
    ) -> None:
        """`on_begin` is called before the first picture or sound is given on."""
        self.frames = 0
        self.width = 0
        self.height = 0
        self._remote = remote
        self._playout = playout
        self._on_first_frame = on_first_frame
        self._on_first_sound = on_first_sound
        self._on_begin = on_begin
        self._began = self._hushed = False
        self._heard = False
        self._ages_ms: list[int] = []
        self._shown_s = 0.0

    def hush(self) -> None:
        """Show and play nothing more."""
        self._hushed = True

    def _begin(self) -> None:
        if not self._began:
            self._began = True
            self._on_begin()
            self._playout.clear()

    async def pictures(self, track: MediaStreamTrack) -> None:
        """Write every picture of `track` to the shared memory, until it ends."""
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, av.VideoFrame)
            wait_s = self._shown_s + APART_S - time.monotonic()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            self._shown_s = time.monotonic()
            self._show(frame)

    async def sound(self, track: MediaStreamTrack) -> None:
        """Wait until `track` ends; its packets go to `hear` without it."""
        while True:
            try:
                await track.recv()
            except MediaStreamError:
                return

    def hear(self, number: int, timestamp: int, payload: bytes) -> None:
        """Give one packet of sound, with the numbers of its head, to the speaker."""
        self._begin()
        if not self._hushed:
            self._playout.put(number, timestamp, payload)
        if not self._heard:
            self._heard = True
            self._on_first_sound()

    def take_age_ms(self) -> float | None:
        """Middle age in milliseconds of the pictures since the last call, None if they carry no clock."""
        ages_ms, self._ages_ms = self._ages_ms, []
        return float(median(ages_ms)) if ages_ms else None

    def _show(self, frame: av.VideoFrame) -> None:
        if frame.width > LARGEST_WIDTH_PX or frame.height > LARGEST_HEIGHT_PX or frame.format.name not in _PLANAR:
            frame = frame.reformat(
                width=min(frame.width, LARGEST_WIDTH_PX), height=min(frame.height, LARGEST_HEIGHT_PX), format="yuv420p"
            )
        planes = _planes(frame)
        self._begin()
        if self._hushed:
            return
        self._remote.write(frame.width, frame.height, [plane.data for plane in planes])
        self.frames += 1
        self.width, self.height = frame.width, frame.height
        clock = clock_bar.read(planes[0].reshape(frame.height, frame.width))
        if clock is not None:
            self._ages_ms.append(clock_bar.age_ms(clock, time.time_ns() // 1_000_000))
        if self.frames == 1:
            self._on_first_frame(frame.width, frame.height)


_PLANAR = ("yuv420p", "yuvj420p")


def _planes(frame: av.VideoFrame) -> list["np.ndarray[tuple[int], np.dtype[np.uint8]]"]:
    """The planes of a picture without line padding."""
    planes = []
    for plane, (width, height) in zip(frame.planes, plane_sizes(frame.width, frame.height), strict=True):
        lines = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * height].reshape(height, plane.line_size)
        planes.append(np.ascontiguousarray(lines[:, :width]).reshape(-1))
    return planes
