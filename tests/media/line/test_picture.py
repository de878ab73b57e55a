"""Transcripts: what picture a line carries; down at once, up in time, never to and fro."""

import itertools
import math
from collections.abc import Callable

import pytest

from kiosk.media.line.picture import STEPS, Picture, Uplink
from kiosk.media.line.picture import picture_after as after


def _steps(seconds: int, kbit: Callable[[int], float], picture: Picture = Picture()) -> list[int]:  # noqa: B008
    """The step after each second."""
    steps = []
    for at in range(seconds):
        picture = after(picture, Uplink(at, kbit(at), 0), 0)
        steps.append(picture.step)
    return steps


def _changes(steps: list[int]) -> int:
    return sum(one != other for one, other in itertools.pairwise(steps))


def test_without_a_report_the_whole_picture_is_sent() -> None:
    assert after(Picture(), Uplink(0, None, 0.5), 400) == Picture()


def test_pictures_get_fewer_before_they_get_smaller() -> None:
    needs = [step.from_kbit for step in STEPS]
    assert needs == sorted(needs, reverse=True)
    assert needs[-1] == 0
    rates = [step.fps or math.inf for step in STEPS]
    assert rates == sorted(rates, reverse=True)
    assert [step.half for step in STEPS] == sorted(step.half for step in STEPS)
    assert not STEPS[1].half


@pytest.mark.parametrize(
    ("kbit", "step"), [(260, 0), (259, 1), (150, 1), (149, 2), (100, 2), (99, 3), (60, 3), (59, 4), (0, 4)]
)
def test_a_thin_line_is_given_way_to_at_once(kbit: float, step: int) -> None:
    picture = after(Picture(), Uplink(0, kbit, 0), 0)
    assert picture.step == step
    assert (picture.half, picture.fps) == (STEPS[step].half, STEPS[step].fps)


def test_a_better_picture_waits_until_the_line_carried_it_for_two_seconds_with_room_to_spare() -> None:
    assert _steps(6, lambda at: 200 if at == 0 else 324) == [1] * 6
    assert _steps(6, lambda at: 200 if at == 0 else 325) == [1, 1, 1, 0, 0, 0]
    assert _steps(6, lambda at: 200 if at == 0 else 325 if at != 2 else 300) == [1] * 5 + [0]
    assert _steps(5, lambda at: 120 if at == 0 else 5000)[-1] == 0, "as far as the line goes, not one by one"


def test_a_larger_picture_waits_longer_and_for_more_because_it_begins_with_a_key_picture() -> None:
    assert _steps(30, lambda at: 80 if at == 0 else 159) == [3] * 30
    assert _steps(9, lambda at: 80 if at == 0 else 160) == [3] * 7 + [2] * 2
    assert _steps(4, lambda at: 50 if at == 0 else 75) == [4, 4, 4, 3], "more pictures of the same size do not"


def test_a_line_between_two_steps_is_not_tried_again_and_again() -> None:
    steps = _steps(600, lambda at: 340 if at % 6 < 4 else 240)
    assert _changes(steps) <= 10
    assert _changes(steps[300:]) <= 4


def test_after_a_calm_while_the_line_is_trusted_as_before() -> None:
    hunting = Picture(patience_s=32.0, raised_s=0.0)
    assert after(hunting, Uplink(179, 5000, 0), 0).patience_s == 32
    assert after(hunting, Uplink(180, 5000, 0), 0).patience_s == 2
    step_down_later = after(Picture(raised_s=0.0), Uplink(10, 100, 0), 0)
    assert step_down_later.patience_s == 2
    assert after(Picture(raised_s=0.0), Uplink(9, 100, 0), 0).patience_s == 4
    assert after(Picture(raised_s=0.0, patience_s=32.0), Uplink(9, 100, 0), 0).patience_s == 32


def test_on_the_border_the_line_is_still_wide_enough_for_a_picture() -> None:
    assert after(Picture(), Uplink(7, 400, 1.0), 400).narrow_since_s is None
    assert after(Picture(), Uplink(7, 160, 0.0), 400).narrow_since_s is None
    assert after(Picture(), Uplink(7, 159, 0.0), 400).narrow_since_s == 7
    assert after(Picture(), Uplink(7, 399, 0.04), 400).narrow_since_s == 7
    assert after(Picture(), Uplink(7, 399, 0.039), 400).narrow_since_s is None


def test_a_low_estimate_alone_does_not_take_the_picture_away() -> None:
    picture = Picture()
    for at in range(60):
        picture = after(picture, Uplink(at, 300, 0.0), 400)
        assert picture.on


def test_a_low_estimate_with_loss_takes_it_away_after_a_while_and_tries_again() -> None:
    picture = after(Picture(), Uplink(0, 300, 0.1), 400)
    assert picture.on
    assert after(picture, Uplink(5.9, 300, 0.1), 400).on
    off = after(picture, Uplink(6, 300, 0.1), 400)
    assert (off.on, off.off_since_s) == (False, 6)
    assert after(off, Uplink(25.9, 5000, 0), 400) == off
    again = after(off, Uplink(26, 300, 0.1), 400)
    assert (again.on, again.half, again.off_since_s) == (True, True, None)


def test_a_moment_of_relief_begins_the_count_anew() -> None:
    picture = after(Picture(), Uplink(0, 300, 0.1), 400)
    picture = after(picture, Uplink(5, 600, 0.0), 400)
    picture = after(picture, Uplink(6, 300, 0.1), 400)
    assert after(picture, Uplink(11, 300, 0.1), 400).on


def test_a_hopeless_estimate_counts_without_loss_and_zero_turns_the_rule_off() -> None:
    hopeless = after(after(Picture(), Uplink(0, 100, 0), 400), Uplink(6, 100, 0), 400)
    assert not hopeless.on
    assert after(after(Picture(), Uplink(0, 100, 0.9), 0), Uplink(60, 100, 0.9), 0).on
