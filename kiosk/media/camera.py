"""The camera: one thread that reads pictures, shows them in the mirror and keeps the newest for the call."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Final

import av
import numpy as np

from kiosk.log import Log
from kiosk.media.frames import FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.sources import Picture, PictureSource, SourceLost

_log = Log("media.camera")
_REOPEN_S: Final = 2.0
_LONGEST_GAP_S: Final = 0.5
_SMOOTHING: Final = 0.05


class V4l2Camera:
    """A real camera through PyAV; Motion-JPEG first, raw 1280x720 does not fit USB 2."""

    def __init__(self, path: str, width: int, height: int, fps: int) -> None:
        """Open it; raise `SourceLost` if no mode fits."""
        self._size = (width, height)
        self._container = _open(path, width, height, fps)
        self._frames = self._container.decode(video=0)

    def read(self) -> Picture:
        """The next picture, in the size asked for whatever the camera gives."""
        try:
            frame = next(self._frames)
        except (av.FFmpegError, OSError, StopIteration) as error:
            raise SourceLost from error
        captured = time.monotonic_ns()
        width, height = self._size
        if (frame.width, frame.height, frame.format.name) != (width, height, "yuv420p"):
            frame = frame.reformat(width=width, height=height, format="yuv420p")
        return Picture(width, height, np.ascontiguousarray(frame.to_ndarray()).reshape(-1), captured)

    def close(self) -> None:
        """Give the device back."""
        with contextlib.suppress(av.FFmpegError):
            self._container.close()


def _open(path: str, width: int, height: int, fps: int) -> Any:
    wanted = {"video_size": f"{width}x{height}", "framerate": str(fps)}
    for options in ({**wanted, "input_format": "mjpeg"}, wanted, {}):
        try:
            return av.open(path, format="v4l2", options=options)
        except (av.FFmpegError, OSError) as error:
            _log.event("camera_mode_refused", options=len(options), error=type(error).__name__)
    raise SourceLost(path)


class Camera:
    """The running camera of a call.

    Attributes:
        pictures: how many it has given.
        every_s: from one to the next of late; 0 before the second.
    """

    def __init__(
        self,
        open_source: Callable[[], PictureSource],
        gate: Gate,
        mirror: FrameWriter,
        on_lost: Callable[[], None],
    ) -> None:
        """`open_source` is called in the camera's thread, again after a loss; `on_lost` on the loop."""
        self._open_source = open_source
        self._gate = gate
        self._mirror = mirror
        self._on_lost = on_lost
        self._loop = asyncio.get_running_loop()
        self.pictures = 0
        self.every_s = 0.0
        self._picture: Picture | None = None
        self._changed = asyncio.Event()
        self._ended = threading.Event()
        self._other = threading.Event()
        self._source: PictureSource | None = None
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    async def next(self, after_ns: int) -> Picture:
        """The newest picture captured after `after_ns`; waits for one."""
        while self._picture is None or self._picture.captured_at_ns <= after_ns:
            self._changed.clear()
            await self._changed.wait()
        return self._picture

    def reopen(self) -> None:
        """Let go of the present source and open the one that is right now."""
        self._other.set()
        if self._source:
            self._source.close()

    async def close(self) -> None:
        """Stop and give the device back."""
        self._ended.set()
        self._other.set()
        if self._source:
            self._source.close()
        await asyncio.to_thread(self._thread.join, 2.0)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._other.clear()
                self._source = self._open_source()
                while not self._ended.is_set():
                    self._hand_on(self._source.read())
                self._source.close()
            except SourceLost:
                if not self._other.is_set():
                    _log.warning("camera_lost")
                    self._tell(self._on_lost)
            if not self._ended.is_set():
                self._other.wait(_REOPEN_S)

    def _hand_on(self, picture: Picture) -> None:
        with self._gate.lock:
            if not self._gate.curtain:
                self._mirror.write(picture.width, picture.height, [picture.i420.data])
        self._tell(self._take, picture)

    def _take(self, picture: Picture) -> None:
        if self._picture:
            gap_s = min((picture.captured_at_ns - self._picture.captured_at_ns) / 1e9, _LONGEST_GAP_S)
            self.every_s += (gap_s - self.every_s) * (_SMOOTHING if self.every_s else 1.0)
        self._picture = picture
        self.pictures += 1
        self._changed.set()

    def _tell(self, what: Callable[..., None], *arguments: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed
            self._loop.call_soon_threadsafe(what, *arguments)
