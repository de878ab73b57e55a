"""The invented resident moves, is marked, and carries a clock."""

import time

import numpy as np
import pytest

from kiosk.media import clock_bar
from kiosk.media.sources import SourceLost
from kiosk.rehearsal.canvas import mark
from kiosk.rehearsal.virtual_camera import draw, open_camera, open_resident, room


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
        assert clock_bar.age_ms(clock, before) <= 0
        assert (y[top : top + patch.shape[0], left : left + patch.shape[1]] == patch).all()
    assert (planes[0][20:] != planes[3][20:]).any()
    assert [picture.captured_at_ns for picture in pictures] == sorted({one.captured_at_ns for one in pictures})
    camera.close()
    with pytest.raises(SourceLost):
        camera.read()


def test_for_people_the_same_pictures_come_without_the_clock() -> None:
    measured, plain = open_camera(320, 180, 30), open_resident(320, 180, 30)
    size = 320 * 180
    with_clock, without = measured.read().i420[:size].reshape(180, 320), plain.read().i420[:size].reshape(180, 320)
    assert clock_bar.read(with_clock) is not None
    assert clock_bar.read(without) is None
    assert (with_clock[8:] == without[8:]).all()
    measured.close()
    plain.close()


def test_the_loop_has_no_jump() -> None:
    size = 320, 180
    behind = room(*size)
    steps = [draw(behind, phase).astype(int) for phase in (0.0, 1 / 30, 29 / 30, 1.0)]
    ends = [np.abs(steps[0] - steps[1]).mean(), np.abs(steps[2] - steps[3]).mean()]
    assert max(ends) < 2
    assert np.abs(steps[0] - steps[3]).mean() > max(ends)


def test_a_picture_is_drawn_when_it_is_first_shown_so_that_the_first_one_is_there_at_once() -> None:
    camera = open_camera(320, 180, 30)
    assert not camera._pictures
    camera.read()
    assert len(camera._pictures) == 1
    camera.close()
