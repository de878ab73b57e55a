"""The wait grows with the unevenness of the line, shrinks after it, and follows clocks and lines that change."""

import numpy as np
import pytest

from kiosk.media.sound.delay import MOST_MS, REMEMBERED_MS, Delay

PACKET_MS = 20


def _feed(delay: Delay, offsets_ms: "np.typing.ArrayLike", begin_ms: float = 0.0) -> float:
    at_ms = begin_ms
    for offset_ms in np.asarray(offsets_ms, float):
        at_ms += PACKET_MS
        delay.add(at_ms + offset_ms, offset_ms)
    return at_ms


def test_an_even_line_waits_for_the_least() -> None:
    delay = Delay(30)
    _feed(delay, [-500.0] * 200)
    assert delay.wanted_ms() == -470


def test_at_the_beginning_it_is_careful() -> None:
    delay = Delay(30)
    _feed(delay, [7.0])
    assert delay.wanted_ms() == 67


def test_it_waits_for_nearly_all_packets_and_forgets_that_after_a_while() -> None:
    delay = Delay(20)
    uneven = np.random.default_rng(2).uniform(0, 120, 500)
    at_ms = _feed(delay, uneven)
    assert 120 <= delay.wanted_ms() <= 130
    assert delay.wanted_ms(20) == delay.wanted_ms() + 20
    _feed(delay, [0.0] * int(REMEMBERED_MS / PACKET_MS + 10), at_ms)
    assert delay.wanted_ms() == 20


def test_it_never_waits_longer_than_the_most() -> None:
    delay = Delay(20)
    _feed(delay, np.random.default_rng(2).uniform(0, 900, 800))
    assert delay.wanted_ms(50) <= MOST_MS + 20


def test_a_line_that_stood_still_does_not_make_all_later_sound_late() -> None:
    delay = Delay(20)
    at_ms = _feed(delay, [0.0] * 1000)
    at_ms = _feed(delay, np.arange(2000, 0, -20), at_ms)
    _feed(delay, [0.0] * 10, at_ms)
    assert delay.wanted_ms() < 100


@pytest.mark.parametrize("further_ms", [150, 900])
def test_a_longer_way_is_taken_for_the_new_one(further_ms: float) -> None:
    delay = Delay(20)
    at_ms = _feed(delay, [0.0] * 1000)
    _feed(delay, [further_ms] * 1100, at_ms)
    assert delay.wanted_ms() == further_ms + 20


@pytest.mark.parametrize("ppm", [-2000, 2000])
def test_clocks_that_drift_are_followed(ppm: float) -> None:
    delay = Delay(20)
    offsets_ms = np.arange(5_000) * PACKET_MS * ppm / 1e6  # a hundred seconds
    _feed(delay, offsets_ms)
    assert abs(delay.wanted_ms() - offsets_ms[-1] - 20) < 50


def test_a_packet_far_too_early_is_of_another_clock() -> None:
    delay = Delay(20)
    assert not delay.is_other_clock(-1000)
    _feed(delay, [0.0] * 100)
    assert delay.is_other_clock(-1000)
    assert not delay.is_other_clock(-100)
    delay.clear()
    assert not delay.is_other_clock(-1000)
