"""A virtual camera: an invented resident who nods and talks, drawn once and then repeated, marked as 予行.

`open_camera` also writes the clock into its pictures, by which their age is measured; `open_resident` is for people.
"""

import math
import time
from typing import Final

from kiosk.media import clock_bar
from kiosk.media.sources import Pace, Picture, SourceLost
from kiosk.rehearsal.canvas import Canvas, Plane, write_mark

_LOOP: Final = 30
"""Pictures that are drawn; shown there and back, so the loop has no jump."""

# Brightness and colour (Y, U, V) of what is seen.
_WALL: Final = (168, 122, 134)
_SKIN: Final = (176, 112, 152)
_HAIR: Final = (92, 128, 130)
_COAT: Final = (84, 142, 118)
_DARK: Final = (48, 128, 128)
_LIPS: Final = (120, 118, 168)


def room(width: int, height: int) -> Canvas:
    """What is behind the resident."""
    canvas = Canvas(width, height, _WALL)
    canvas.light()
    return canvas


def draw(behind: Canvas, phase: float) -> Plane:
    """The invented resident at `phase` (0 to 1) of the loop, without mark and clock."""
    canvas = behind.copy()
    nod = 0.012 * math.cos(3 * math.pi * phase)
    x = 0.05 * math.cos(math.pi * phase)
    head = 0.43 + nod
    canvas.ellipse(x * 0.4, 1.08, 0.44, 0.42, _COAT)
    canvas.ellipse(x * 0.7, 0.68, 0.09, 0.14, _SKIN)
    canvas.ellipse(x, head - 0.05, 0.185, 0.235, _HAIR)
    canvas.ellipse(x, head, 0.155, 0.205, _SKIN)
    canvas.ellipse(x, head - 0.20, 0.165, 0.085, _HAIR)
    for side in (-1, 1):
        canvas.ellipse(x + side * 0.062, head - 0.02, 0.020, 0.006 if 0.46 < phase < 0.52 else 0.013, _DARK)
        canvas.ellipse(x + side * 0.062, head - 0.062, 0.034, 0.006, _HAIR)
    canvas.ellipse(x, head + 0.04, 0.012, 0.022, (162, 114, 150))
    canvas.ellipse(x, head + 0.105, 0.045, 0.010 + 0.014 * abs(math.sin(6 * math.pi * phase)), _LIPS)
    return canvas.i420()


class VirtualCamera:
    """The invented resident at a steady rate; with `clock`, the time is in the first lines of every picture.

    Each picture is drawn when it is first shown: a camera that drew all of them first gave none for a second.
    """

    def __init__(self, width: int, height: int, fps: int, *, clock: bool = True) -> None:
        self._width, self._height = width, height
        self._clock = clock
        self._room = room(width, height)
        self._pictures: dict[int, Plane] = {}
        self._number = 0
        self._pace = Pace(fps)

    def read(self) -> Picture:
        """The next picture; raise `SourceLost` after `close`."""
        if not self._pace.wait():
            raise SourceLost
        self._number = (self._number + 1) % (2 * _LOOP)
        place = self._number if self._number < _LOOP else 2 * _LOOP - 1 - self._number
        planes = self._drawn(place)
        if self._clock:
            planes = planes.copy()
            brightness = planes[: self._width * self._height].reshape(self._height, self._width)
            clock_bar.stamp(brightness, time.time_ns() // 1_000_000)
        return Picture(self._width, self._height, planes, time.monotonic_ns())

    def _drawn(self, place: int) -> Plane:
        planes = self._pictures.get(place)
        if planes is None:
            planes = self._pictures[place] = draw(self._room, place / _LOOP)
            write_mark(planes, self._width, self._height)
        return planes

    def close(self) -> None:
        """Stop waiting."""
        self._pace.end()


def open_camera(width: int, height: int, fps: int) -> VirtualCamera:
    """For measuring and tests: every picture carries the clock it was taken at."""
    return VirtualCamera(width, height, fps)


def open_resident(width: int, height: int, fps: int) -> VirtualCamera:
    """For people who look at the call: the invented resident alone."""
    return VirtualCamera(width, height, fps, clock=False)
