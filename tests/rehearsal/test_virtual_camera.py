"""The invented resident moves, is marked, and carries a clock."""

import time

import numpy as np
import pytest

from kiosk.media import clock_bar
from kiosk.media.sources import SourceLost
from kiosk.rehearsal.virtual_camera import draw, mark, open_camera


def test_pictures_move_are_marked_and_carry_the_clock() -> None:
    camera = open_camera(640, 360, 30)
    before = time.time_ns() // 1_000_000
    pictures = [camera.read() for _ in range(4)]
    planes = [picture.i420[: 640 * 360].reshape(360, 640) for picture in pictures]
    patch, left, top = mark(640, 360)
    for picture, y in zip(pictures, planes, strict=True):
        assert picture.i420.size == 640 * 360 * 3 // 2
        clock = clock_bar.read(y)
        assert clock is not None
        assert clock_bar.age(clock, before) <= 0
        assert (y[top : top + patch.shape[0], left : left + patch.shape[1]] == patch).all()
    assert (planes[0][20:] != planes[3][20:]).any()
    assert [picture.captured_at_ns for picture in pictures] == sorted({one.captured_at_ns for one in pictures})
    camera.close()
    with pytest.raises(SourceLost):
        camera.read()


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (320, 180)])
def test_the_mark_fits_every_size(size: tuple[int, int]) -> None:
    patch, left, top = mark(*size)
    assert left > size[0] // 2
    assert left + patch.shape[1] <= size[0]
    assert top + patch.shape[0] <= size[1] // 3
    assert set(np.unique(patch)) == {40, 225}


def test_the_loop_has_no_jump() -> None:
    size = 320, 180
    steps = [draw(*size, phase).astype(int) for phase in (0.0, 1 / 30, 29 / 30, 1.0)]
    ends = [np.abs(steps[0] - steps[1]).mean(), np.abs(steps[2] - steps[3]).mean()]
    assert max(ends) < 2
    assert np.abs(steps[0] - steps[3]).mean() > max(ends)
