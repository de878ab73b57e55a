"""The scripted staff member's face: an invented person in a bright office, drawn as a film for Chromium's camera."""

import math
from pathlib import Path
from typing import Final

from kiosk.rehearsal.canvas import Canvas, Plane, write_mark

SIZE: Final = (1280, 720)
PICTURES: Final = 24
"""Drawn as one round, so the film has no jump where it begins again."""
_MARK_INSET: Final = 0.37
"""The booth cuts the sides off; the mark must stay in what is seen."""

# Brightness and colour (Y, U, V) of what is seen.
_WALL: Final = (206, 126, 129)
_WINDOW: Final = (228, 132, 124)
_FRAME: Final = (186, 127, 129)
_SHELF: Final = (168, 116, 138)
_BOOKS: Final = ((120, 150, 112), (140, 112, 150), (176, 108, 140), (104, 134, 120), (190, 122, 132), (132, 120, 118))
_LEAVES: Final = (112, 112, 108)
_POT: Final = (150, 116, 146)
_SKIN: Final = (188, 114, 147)
_SHADE: Final = (166, 114, 149)
_HAIR: Final = (44, 124, 134)
_JACKET: Final = (52, 146, 118)
_LAPEL: Final = (44, 145, 119)
_SHIRT: Final = (224, 128, 128)
_STRAP: Final = (98, 168, 104)
_BADGE: Final = (230, 128, 128)
_DARK: Final = (36, 128, 130)
_MOUTH: Final = (96, 122, 160)
_LIPS: Final = (138, 112, 168)
_LIP_SKIN: Final = (181, 114, 147)


def draw(width: int, height: int, phase: float) -> Plane:
    """The staff member at `phase` (0 to 1) of the round, without the mark."""
    canvas = Canvas(width, height, _WALL)
    _office(canvas)
    turn = math.sin(2 * math.pi * phase)
    _body(canvas, 0.003 * turn)
    _head(canvas, 0.006 * turn, 0.44 + 0.004 * math.cos(2 * math.pi * phase), abs(math.sin(2 * math.pi * phase)))
    return canvas.i420()


def write_film(path: Path) -> Path:
    """Write the film (YUV4MPEG2, 30 pictures a second, 33 MB) and return its path."""
    width, height = SIZE
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{width} H{height} F30:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(PICTURES):
            picture = draw(width, height, number / PICTURES)
            write_mark(picture, width, height, _MARK_INSET)
            film.write(b"FRAME\n" + picture.tobytes())
    return path


def _office(canvas: Canvas) -> None:
    """A window on the left, shelves on the right, out of focus."""
    _box(canvas, -0.80, 0.06, 0.42, 0.50, _FRAME)
    for left in (-0.785, -0.585):
        _box(canvas, left, 0.075, 0.185, 0.47, _WINDOW)
    for leaf in range(5):
        angle = math.pi * (0.15 + 0.175 * leaf)
        canvas.ellipse(-0.62 + 0.07 * math.cos(angle), 0.60 - 0.10 * math.sin(angle), 0.035, 0.075, _LEAVES)
    _box(canvas, -0.67, 0.64, 0.10, 0.12, _POT)
    _box(canvas, -0.84, 0.76, 0.50, 0.26, _FRAME)
    for shelf in (0.34, 0.60, 0.86):
        _box(canvas, 0.44, shelf, 0.50, 0.016, _SHELF)
        for book in range(9):
            high = 0.13 + 0.035 * ((book * 5 + round(shelf * 50)) % 3)
            _box(canvas, 0.46 + 0.05 * book, shelf - high, 0.038, high, _BOOKS[(book * 7 + round(shelf * 9)) % 6])


def _body(canvas: Canvas, x: float) -> None:
    """Navy jacket, white shirt, a card on a strap."""
    canvas.ellipse(x, 1.10, 0.43, 0.36, _JACKET)
    canvas.polygon([(x - 0.11, 0.77), (x + 0.11, 0.77), (x + 0.02, 1.02), (x - 0.02, 1.02)], _SHIRT)
    canvas.ellipse(x, 0.71, 0.075, 0.115, _SHADE)
    for side in (-1, 1):
        collar = [(x + side * 0.10, 0.745), (x + side * 0.015, 0.84), (x + side * 0.055, 0.90), (x + side * 0.13, 0.79)]
        canvas.polygon(collar if side < 0 else collar[::-1], _SHIRT)
        lapel = [(x + side * 0.115, 0.755), (x + side * 0.02, 1.02), (x + side * 0.10, 1.02), (x + side * 0.19, 0.80)]
        canvas.polygon(lapel if side < 0 else lapel[::-1], _LAPEL)
        strap = [(x + side * 0.125, 0.77), (x + side * 0.115, 0.765), (x + side * 0.01, 0.99), (x + side * 0.02, 0.99)]
        canvas.polygon(strap if side < 0 else strap[::-1], _STRAP)


def _head(canvas: Canvas, x: float, y: float, open_wide: float) -> None:
    """Hair to the chin, a smile, a mouth that talks."""
    canvas.ellipse(x, y - 0.03, 0.192, 0.232, _HAIR)
    for side in (-1, 1):
        canvas.ellipse(x + side * 0.145, y + 0.06, 0.052, 0.165, _HAIR)
    canvas.ellipse(x, y + 0.01, 0.143, 0.190, _SKIN)
    canvas.ellipse(x - 0.030, y - 0.160, 0.145, 0.074, _HAIR)
    canvas.ellipse(x + 0.075, y - 0.150, 0.090, 0.070, _HAIR)
    for side in (-1, 1):
        canvas.ellipse(x + side * 0.058, y - 0.005, 0.022, 0.013, (222, 126, 130))
        canvas.ellipse(x + side * 0.058, y - 0.005, 0.013, 0.014, _DARK)
        canvas.ellipse(x + side * 0.060, y - 0.046, 0.030, 0.005, _HAIR)
        canvas.ellipse(x + side * 0.085, y + 0.065, 0.030, 0.020, (182, 112, 153))
    canvas.ellipse(x, y + 0.050, 0.011, 0.018, _SHADE)
    canvas.ellipse(x, y + 0.104, 0.050, 0.020 + 0.010 * open_wide, _LIPS)
    canvas.ellipse(x, y + 0.102, 0.038, 0.010 + 0.010 * open_wide, _MOUTH)
    canvas.ellipse(x, y + 0.088, 0.060, 0.016, _LIP_SKIN)


def _box(canvas: Canvas, left: float, top: float, wide: float, high: float, colour: tuple[int, int, int]) -> None:
    right, bottom = left + wide, top + high
    canvas.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour, soft=0.012)
