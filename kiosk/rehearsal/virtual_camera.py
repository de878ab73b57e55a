"""A virtual camera: an invented resident who nods and talks, drawn once and then repeated, marked as 予行."""

import math
import time
from typing import Final

import numpy as np
import numpy.typing as npt

from kiosk.media import clock_bar
from kiosk.media.sources import Pace, Picture, SourceLost

_LOOP: Final = 30
"""Pictures that are drawn; shown there and back, so the loop has no jump."""
_MARK_WIDE: Final = 50
_MARK: Final = """\
0000000000000 0000000000000 0000000080000 007ffc01e7fe0 00fffe01c7ff0 00fffe0787ff0 00003c0f00000
000c780e40000 001ff00c70000 000fe000e0000 0001f001cfff0 03ffffc3cfff0 03ffffc7cfff0 03ffff8fc0380
0001c38fc0380 0001c70dc0380 0001c701c0380 0001c201c0380 0001c001c0380 0001c001c0380 0001c001c0380
001f8001c1f80 001f8001c1f80 000c000180e00 0000000000000 0000000000000
"""
"""予行 as dots, one number in hexadecimal for each line."""

Plane = npt.NDArray[np.uint8]

# Brightness and colour (Y, U, V) of what is seen.
_WALL: Final = (168, 122, 134)
_SKIN: Final = (176, 112, 152)
_HAIR: Final = (92, 128, 130)
_COAT: Final = (84, 142, 118)
_DARK: Final = (48, 128, 128)
_LIPS: Final = (120, 118, 168)


class _Canvas:
    """Three planes to draw ellipses on; positions and sizes in shares of the height, x from the middle."""

    def __init__(self, width: int, height: int) -> None:
        self._height = height
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        self._x = (columns - width / 2) / height
        self._y = rows / height
        self.planes: list[npt.NDArray[np.float32]] = [
            np.full((height, width), value, np.float32) for value in _WALL
        ]
        self.planes[0] += 7 * np.sin(self._x * 9) + 3 * np.sin(self._x * 60) + 20 * (0.5 - self._y)

    def ellipse(self, x: float, y: float, wide: float, high: float, colour: tuple[int, int, int]) -> None:
        """Fill an ellipse with soft edges and a little light from above."""
        rows = _part(y - high, y + high, self._height, 0)
        columns = _part(x - wide, x + wide, self._height, self._x.shape[1] / 2)
        across, down = self._x[rows, columns] - x, self._y[rows, columns] - y
        distance = (across / wide) ** 2 + (down / high) ** 2
        cover = np.clip((1.0 - distance) * (self._height * min(wide, high) / 3), 0, 1)
        for number, value in enumerate(colour):
            part = self.planes[number][rows, columns]
            light = (-12 / high) * down if number == 0 else 0
            part += (value + light - part) * cover

    def i420(self) -> Plane:
        """The picture as Y, U, V planes one after the other."""
        brightness, *colours = (np.clip(plane, 16, 235).astype(np.uint8) for plane in self.planes)
        return np.concatenate([brightness.reshape(-1), *(plane[::2, ::2].reshape(-1) for plane in colours)])


def _part(begin: float, end: float, scale: int, origin: float) -> slice:
    """The pixels between two positions."""
    return slice(max(0, math.floor(begin * scale + origin)), max(0, math.ceil(end * scale + origin)))


def draw(width: int, height: int, phase: float) -> Plane:
    """The invented resident at `phase` (0 to 1) of the loop, without mark and clock."""
    canvas = _Canvas(width, height)
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


def mark(width: int, height: int) -> tuple[Plane, int, int]:
    """Where 予行 is written: a brightness patch and its left and top position."""
    dots = np.array([[int(dot) for dot in f"{int(line, 16):0{_MARK_WIDE}b}"] for line in _MARK.split()], np.uint8)
    factor = max(1, height // 12 // dots.shape[0])
    patch = np.where(np.kron(dots, np.ones((factor, factor), np.uint8)) > 0, 225, 40).astype(np.uint8)
    return patch, width - patch.shape[1] - height // 30, height // 14


class VirtualCamera:
    """The invented resident at a steady rate, with the clock in the first lines of every picture."""

    def __init__(self, width: int, height: int, fps: int) -> None:
        self._width, self._height = width, height
        patch, left, top = mark(width, height)
        self._pictures = [draw(width, height, number / _LOOP) for number in range(_LOOP)]
        for picture in self._pictures:
            y = picture[: width * height].reshape(height, width)
            y[top : top + patch.shape[0], left : left + patch.shape[1]] = patch
        self._number = 0
        self._pace = Pace(fps)

    def read(self) -> Picture:
        """The next picture; raise `SourceLost` after `close`."""
        if not self._pace.wait():
            raise SourceLost
        self._number = (self._number + 1) % (2 * _LOOP)
        place = self._number if self._number < _LOOP else 2 * _LOOP - 1 - self._number
        planes = self._pictures[place].copy()
        brightness = planes[: self._width * self._height].reshape(self._height, self._width)
        clock_bar.stamp(brightness, time.time_ns() // 1_000_000)
        return Picture(self._width, self._height, planes, time.monotonic_ns())

    def close(self) -> None:
        """Stop waiting."""
        self._pace.end()


def open_camera(width: int, height: int, fps: int) -> VirtualCamera:
    """What `MediaSettings.virtual_camera` names."""
    return VirtualCamera(width, height, fps)
