"""What is sent: the camera and the microphone as tracks of one peer connection."""

import asyncio
import fractions
from typing import Final

import av
import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import VIDEO_CLOCK_RATE, VIDEO_TIME_BASE, MediaStreamError
from typing_extensions import override

from kiosk.media.camera import Camera
from kiosk.media.gate import Gate
from kiosk.media.line.picture import Picture as Sent
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Picture, Samples, black

_PACKET: Final = 2 * BLOCK
_SOUND_BASE: Final = fractions.Fraction(1, SAMPLE_RATE_HZ)
_SMALL: Final = (320, 180)
_SMALL_EVERY_NS: Final = 1_000_000_000
_EARLY_NS: Final = 8_000_000
"""A picture may come before its turn by so much: cameras are not exact."""
_MOST_WAITING: Final = 6


class CameraTrack(MediaStreamTrack):
    """The newest picture whenever the encoder is free for one; black while the curtain is drawn.

    Attributes:
        sent: what to make of the picture; set by the session from what the line can carry.
    """

    kind = "video"

    def __init__(self, camera: Camera, gate: Gate) -> None:
        super().__init__()
        self.sent = Sent()
        self._camera = camera
        self._gate = gate
        self._last_ns = 0
        self._turn_ns: int | None = None
        self._began_ns: int | None = None

    @override
    async def recv(self) -> av.VideoFrame:
        """The next picture to encode."""
        if self.readyState != "live":
            raise MediaStreamError
        picture = await self._camera.next(self._last_ns)
        while self._turn_ns is not None and picture.captured_at_ns < self._turn_ns + self._every_ns() - _EARLY_NS:
            picture = await self._camera.next(picture.captured_at_ns)
        self._last_ns = at_ns = picture.captured_at_ns
        # turns are evenly spaced where pictures are not: two of three make twenty a second
        self._turn_ns = (
            at_ns if self._turn_ns is None else max(self._turn_ns + self._every_ns(), at_ns - self._every_ns())
        )
        if self._began_ns is None:
            self._began_ns = picture.captured_at_ns
        frame = self._frame(picture)
        frame.pts = (picture.captured_at_ns - self._began_ns) * VIDEO_CLOCK_RATE // 1_000_000_000
        frame.time_base = VIDEO_TIME_BASE
        return frame

    @property
    def every_s(self) -> float:
        """Between two pictures, where nothing holds them up."""
        return max(self._camera.every_s, self._every_ns() / 1e9)

    def _every_ns(self) -> int:
        """Between two pictures; 0: as the camera gives them."""
        if not self.sent.on:
            return _SMALL_EVERY_NS
        return 1_000_000_000 // self.sent.fps if self.sent.fps else 0

    def _frame(self, picture: Picture) -> av.VideoFrame:
        width, height = picture.width, picture.height
        planes = black(width, height) if self._gate.curtain else picture.i420
        frame = av.VideoFrame.from_ndarray(planes.reshape(height * 3 // 2, width), format="yuv420p")
        if not self.sent.on:
            return frame.reformat(*_SMALL)
        if self.sent.half:
            return frame.reformat(width // 4 * 2, height // 4 * 2)
        return frame


class MicrophoneTrack(MediaStreamTrack):
    """Packets of 20 ms of what the sound path lets out."""

    kind = "audio"

    def __init__(self, gate: Gate) -> None:
        super().__init__()  # takes the names _loop and _waiting for itself
        self._gate = gate
        self._own_loop = asyncio.get_running_loop()
        self._packets: asyncio.Queue[tuple[int, Samples]] = asyncio.Queue()
        self._half: Samples | None = None
        self._position = 0

    def hear(self, block: Samples) -> None:
        """Take one block; called in the thread of the sound card."""
        if self._half is None:
            self._half = block
            return
        packet = np.concatenate([self._half, block])
        self._half = None
        if not self._own_loop.is_closed():
            self._own_loop.call_soon_threadsafe(self._put, packet)

    @override
    async def recv(self) -> av.AudioFrame:
        """The next packet to encode."""
        if self.readyState != "live":
            raise MediaStreamError
        position, packet = await self._packets.get()
        if self._gate.silent:
            packet = np.zeros(_PACKET, np.int16)
        frame = av.AudioFrame.from_ndarray(packet.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        frame.pts = position
        frame.time_base = _SOUND_BASE
        return frame

    def _put(self, packet: Samples) -> None:
        self._packets.put_nowait((self._position, packet))
        self._position += _PACKET
        while self._packets.qsize() > _MOST_WAITING:
            self._packets.get_nowait()
