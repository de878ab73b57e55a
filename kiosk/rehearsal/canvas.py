"""Draws invented people for cameras that are not there: soft shapes on three planes, and the mark 予行."""

import math
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]
Colour: TypeAlias = tuple[int, int, int]
"""Brightness and colour: Y, U, V."""
Point: TypeAlias = tuple[float, float]

_MARK_WIDE: Final = 50
_MARK: Final = """\
0000000000000 0000000000000 0000000080000 007ffc01e7fe0 00fffe01c7ff0 00fffe0787ff0 00003c0f00000
000c780e40000 001ff00c70000 000fe000e0000 0001f001cfff0 03ffffc3cfff0 03ffffc7cfff0 03ffff8fc0380
0001c38fc0380 0001c70dc0380 0001c701c0380 0001c201c0380 0001c001c0380 0001c001c0380 0001c001c0380
001f8001c1f80 001f8001c1f80 000c000180e00 0000000000000 0000000000000
"""
"""予行 as dots, one number in hexadecimal for each line."""


class Canvas:
    """Three planes to draw on; positions and sizes in shares of the height, x from the middle, y from the top."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self._width, self._height = width, height
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        self._x = (columns - width / 2) / height
        self._y = rows / height
        self._planes: list[npt.NDArray[np.float32]] = [np.full((height, width), value, np.float32) for value in ground]

    def copy(self) -> "Canvas":
        """What is there so far, to draw on apart from this one."""
        other = object.__new__(Canvas)
        vars(other).update(vars(self), _planes=[plane.copy() for plane in self._planes])
        return other

    def light(self) -> None:
        """Uneven light on what is there so far, brighter above: a wall, not a colour."""
        self._planes[0] += 7 * np.sin(self._x * 9) + 3 * np.sin(self._x * 60) + 20 * (0.5 - self._y)

    def ellipse(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        """Fill an ellipse with soft edges and a little light from above."""
        rows, columns = self._rows(y - high, y + high), self._columns(x - wide, x + wide)
        across, down = self._x[rows, columns] - x, self._y[rows, columns] - y
        distance = (across / wide) ** 2 + (down / high) ** 2
        cover = np.clip((1.0 - distance) * (self._height * min(wide, high) / 3), 0, 1)
        self._fill(rows, columns, colour, cover, (-12 / high) * down)

    def polygon(self, points: list[Point], colour: Colour, soft: float = 0.003) -> None:
        """Fill a convex polygon, its corners clockwise as seen; `soft` is how wide its edges fade."""
        across = [x for x, _ in points]
        down = [y for _, y in points]
        rows = self._rows(min(down) - soft, max(down) + soft)
        columns = self._columns(min(across) - soft, max(across) + soft)
        x, y = self._x[rows, columns], self._y[rows, columns]
        cover = np.ones_like(x)
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            inside = ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / math.hypot(x1 - x0, y1 - y0)
            cover = np.minimum(cover, np.clip(inside / soft + 0.5, 0, 1))
        self._fill(rows, columns, colour, cover, np.zeros_like(x))

    def i420(self) -> Plane:
        """The picture as Y, U, V planes one after the other."""
        brightness, *colours = self._planes
        seen = [brightness, *(plane[::2, ::2] for plane in colours)]
        return np.concatenate([np.clip(plane, 16, 235).astype(np.uint8).reshape(-1) for plane in seen])

    def _fill(
        self,
        rows: slice,
        columns: slice,
        colour: Colour,
        cover: npt.NDArray[np.float32],
        light: npt.NDArray[np.float32],
    ) -> None:
        for number, value in enumerate(colour):
            part = self._planes[number][rows, columns]
            part += (value + (light if number == 0 else 0) - part) * cover

    def _rows(self, begin: float, end: float) -> slice:
        return _part(begin * self._height, end * self._height)

    def _columns(self, begin: float, end: float) -> slice:
        middle = self._width / 2
        return _part(begin * self._height + middle, end * self._height + middle)


def _part(begin: float, end: float) -> slice:
    """The pixels between two positions, none before the first."""
    return slice(max(0, math.floor(begin)), max(0, math.ceil(end)))


def mark(width: int, height: int, inset: float = 0.017) -> tuple[Plane, int, int]:
    """Where 予行 is written: a brightness patch and its left and top position; `inset` from the right, in heights."""
    dots = np.array([[int(dot) for dot in f"{int(line, 16):0{_MARK_WIDE}b}"] for line in _MARK.split()], np.uint8)
    factor = max(1, height // 12 // dots.shape[0])
    patch = np.where(np.kron(dots, np.ones((factor, factor), np.uint8)) > 0, 225, 40).astype(np.uint8)
    return patch, width - patch.shape[1] - round(height * inset), height // 14


def write_mark(i420: Plane, width: int, height: int, inset: float = 0.017) -> None:
    """Write 予行 into a picture, in place."""
    patch, left, top = mark(width, height, inset)
    y = i420[: width * height].reshape(height, width)
    y[top : top + patch.shape[0], left : left + patch.shape[1]] = patch
