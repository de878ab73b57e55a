"""Marks are found again after what a call does to sound."""

import numpy as np
import numpy.typing as npt
import pytest

from kiosk.bench.lines.hearing import Heard, SoundFound, compared, listen, spoken_by_clock, steady
from kiosk.rehearsal.marked_voice import BLOCK, KINDS, PERIOD_SAMPLES, marks

Sound = npt.NDArray[np.float64]
BEGAN_MS = 1_700_000_000_400.0


def heard(sound: Sound) -> list[Heard]:
    blocks = sound[: sound.size // BLOCK * BLOCK].astype(np.int16).reshape(-1, BLOCK)
    return listen(np.array([BEGAN_MS + 10 * number for number in range(len(blocks))]), blocks)


@pytest.fixture
def spoken() -> Sound:
    return np.tile(marks(), 2).astype(np.float64)


def test_every_mark_is_known_by_its_kind_and_its_moment(spoken: Sound) -> None:
    found = heard(spoken)
    assert [one.kind for one in found] == [*range(KINDS)] * 2
    assert [one.at_ms for one in found] == pytest.approx([BEGAN_MS + 120 * n for n in range(2 * KINDS)], abs=0.1)


def test_softer_turned_round_and_in_noise_they_are_known_too(spoken: Sound) -> None:
    noise = np.random.default_rng(1).normal(scale=150, size=spoken.size)
    assert [one.kind for one in heard(-0.2 * spoken + noise)] == [*range(KINDS)] * 2


def test_silence_noise_and_nothing_hold_no_mark() -> None:
    assert heard(np.zeros(48_000)) == []
    assert heard(np.random.default_rng(2).normal(scale=3000, size=96_000)) == []
    assert listen(np.zeros(0), np.zeros((0, BLOCK), np.int16)) == []
    assert heard(np.zeros(BLOCK)) == []


def test_what_was_lost_and_how_late_the_rest_came(spoken: Sound) -> None:
    late = np.concatenate((np.zeros(48 * 200), spoken))
    late[48 * (200 + 240) :][: 48 * 100] = 0  # the third mark
    found = compared(heard(spoken)[:KINDS], heard(late))
    assert found.lost_percent == pytest.approx(100 / KINDS)
    assert found.delay_ms == pytest.approx(200, abs=0.1)
    assert found.delay_p95_ms == pytest.approx(200, abs=0.1)


def test_nothing_heard_and_nothing_spoken() -> None:
    one = Heard(3, BEGAN_MS)
    assert compared([one], []) == SoundFound(100.0, None, None)
    assert compared([], [one]) == SoundFound(100.0, None, None)


def test_a_mark_of_the_next_round_is_not_the_one_that_was_lost() -> None:
    said = [Heard(5, BEGAN_MS), Heard(5, BEGAN_MS + 2400)]
    found = compared(said, [Heard(5, BEGAN_MS + 2400 + 90)])
    assert found.lost_percent == 50
    assert found.delay_ms == 90


def test_a_voice_by_the_clock_said_what_its_marks_are() -> None:
    said = spoken_by_clock(2_399.0, 2_700.0)
    assert said == [Heard(0, 2_400.0), Heard(1, 2_520.0)]
    assert PERIOD_SAMPLES == 2400 * 48


def test_blocks_read_late_began_when_their_neighbours_say() -> None:
    read_ms = np.array([0.0, 10.0, 45.0, 46.0, 47.0, 50.0])
    assert steady(read_ms, 10.0) == pytest.approx([0, 10, 20, 30, 40, 50])
