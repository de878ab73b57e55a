"""What is drawn is where it was asked for, and the mark fits every picture."""

import numpy as np
import pytest

from kiosk.rehearsal.canvas import Canvas, mark, write_mark

SIZE = 320, 180
GROUND, RED = (200, 128, 128), (80, 90, 240)


def brightness(canvas: Canvas) -> np.ndarray:
    return canvas.i420()[: SIZE[0] * SIZE[1]].reshape(SIZE[1], SIZE[0])


def test_an_empty_canvas_is_its_ground() -> None:
    planes = Canvas(*SIZE, GROUND).i420()
    assert planes.size == SIZE[0] * SIZE[1] * 3 // 2
    assert set(np.unique(planes)) == {200, 128}


def test_a_polygon_fills_its_inside_and_nothing_else() -> None:
    canvas = Canvas(*SIZE, GROUND)
    canvas.polygon([(-0.2, 0.3), (0.2, 0.3), (0.2, 0.7), (-0.2, 0.7)], RED)
    y = brightness(canvas)
    assert y[90, 160] == 80
    assert (y[:, :120] == 200).all()
    assert (y[:50] == 200).all()
    colours = canvas.i420()[SIZE[0] * SIZE[1] :].reshape(2, 90, 160)
    assert tuple(colours[:, 45, 80]) == (90, 235)


def test_an_ellipse_over_the_edge_is_cut_at_the_edge() -> None:
    canvas = Canvas(*SIZE, GROUND)
    canvas.ellipse(0.9, 1.0, 0.2, 0.2, RED)
    y = brightness(canvas)
    assert y[-1, -1] < 120
    assert (y[:100] == 200).all()


def test_light_comes_from_above() -> None:
    canvas = Canvas(*SIZE, (150, 128, 128))
    canvas.light()
    assert brightness(canvas)[0].mean() > 155 > 145 > brightness(canvas)[-1].mean()


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (320, 180)])
def test_the_mark_fits_every_size(size: tuple[int, int]) -> None:
    patch, left, top = mark(*size)
    assert left > size[0] // 2
    assert left + patch.shape[1] <= size[0]
    assert top + patch.shape[0] <= size[1] // 3
    assert set(np.unique(patch)) == {40, 225}


def test_the_mark_is_written_where_it_belongs() -> None:
    planes = Canvas(*SIZE, GROUND).i420()
    write_mark(planes, *SIZE)
    patch, left, top = mark(*SIZE)
    y = planes[: SIZE[0] * SIZE[1]].reshape(SIZE[1], SIZE[0])
    assert (y[top : top + patch.shape[0], left : left + patch.shape[1]] == patch).all()
    assert (y[top + patch.shape[0] :] == 200).all()


def test_a_copy_is_drawn_on_apart_from_what_it_was_made_of() -> None:
    canvas = Canvas(*SIZE, GROUND)
    canvas.copy().ellipse(0, 0.5, 0.2, 0.2, RED)
    assert set(np.unique(canvas.i420())) == {200, 128}
