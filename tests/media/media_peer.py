"""The other end of a call in the test's own process: a plain aiortc peer that answers, sends and counts."""

import asyncio
import fractions
import time

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
from aiortc.mediastreams import MediaStreamError
from typing_extensions import override

from kiosk.media import clock_bar


class ClockPicture(VideoStreamTrack):
    """Grey 640x360 pictures with a clock."""

    @override
    async def recv(self) -> av.VideoFrame:
        pts, base = await self.next_timestamp()
        planes = np.full((540, 640), 128, np.uint8)
        clock_bar.stamp(planes[:360], time.time_ns() // 1_000_000)
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = pts, base
        return frame


class Tone(MediaStreamTrack):
    """440 Hz in packets of 20 ms."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._sent = 0
        self._began = time.monotonic()

    @override
    async def recv(self) -> av.AudioFrame:
        at = self._sent * 960
        await asyncio.sleep(max(0.0, self._began + at / 48000 - time.monotonic()))
        samples = (8000 * np.sin(2 * np.pi * 440 * np.arange(at, at + 960) / 48000)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.pts, frame.sample_rate, frame.time_base = at, 48000, fractions.Fraction(1, 48000)
        self._sent += 1
        return frame


class Peer:
    """Answers one offer; counts frames, keeps the last picture's brightness, sums loudness."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.frames = 0
        self.size = (0, 0)
        self.brightness = 0.0
        self.codec = ""
        self.ages: list[int] = []
        self.loudness = 0.0
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.connection.on("track", self._take_track)

    async def answer(self, sdp: str) -> str:
        self.connection.addTrack(Tone())
        self.connection.addTrack(ClockPicture())
        await self.connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="offer"))
        await self.connection.setLocalDescription(await self.connection.createAnswer())
        return self.connection.localDescription.sdp

    async def until(self, condition: "object", seconds: float = 20) -> None:
        assert callable(condition)
        async with asyncio.timeout(seconds):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def close(self) -> None:
        await self.connection.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take_track(self, track: MediaStreamTrack) -> None:
        work = self._watch(track) if track.kind == "video" else self._listen(track)
        self._tasks.append(asyncio.get_running_loop().create_task(work))

    async def _watch(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, av.VideoFrame)
            y = np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(-1, frame.planes[0].line_size)
            y = y[: frame.height, : frame.width]
            self.frames += 1
            self.size = (frame.width, frame.height)
            self.brightness = float(y.mean())
            clock = clock_bar.read(y)
            if clock is not None:
                self.ages.append(clock_bar.age_ms(clock, time.time_ns() // 1_000_000))
            self._changed.set()

    async def _listen(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, av.AudioFrame)
            samples = frame.to_ndarray().astype(np.float32) / 32768
            self.loudness = float(np.sqrt(np.mean(samples**2)))
            self._changed.set()
