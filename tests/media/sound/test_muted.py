"""A microphone switched off at itself is told from a quiet room, and from one that is silent between words."""

import numpy as np
import pytest

from kiosk.media.sound.muted import MOST_PATIENCE_S, PATIENCE_S, Hush, hush_after, sounds
from kiosk.media.sources import BLOCK, Samples


@pytest.mark.parametrize("level", [0, 1, -700])
def test_a_level_that_stands_still_is_no_sound(level: int) -> None:
    assert not sounds(np.full(BLOCK, level, np.int16))
    wavering = np.full(BLOCK, level, np.int16)
    wavering[::2] += 1
    assert not sounds(wavering)


def test_the_quietest_room_sounds() -> None:
    noise: Samples = np.random.default_rng(1).normal(0, 2, BLOCK).astype(np.int16)
    assert sounds(noise)
    assert sounds(np.array([-32768] + [32767] * (BLOCK - 1), np.int16))


def test_a_pause_is_borne_and_what_lasts_longer_is_muted_until_something_sounds() -> None:
    hush = hush_after(Hush(), 5, 100.0)
    assert not hush_after(hush, 5, 100 + PATIENCE_S - 0.1).muted
    muted = hush_after(hush, 5, 100 + PATIENCE_S)
    assert muted.muted
    assert not hush_after(muted, 6, 111.0).muted


def test_one_that_is_silent_between_words_is_given_more_time_but_not_for_ever() -> None:
    hush, at_s, waited = hush_after(Hush(), 0, 0.0), 0.0, []
    for word in range(1, 7):
        since_s = at_s
        while not hush.muted:
            at_s += 1
            hush = hush_after(hush, word - 1, at_s)
        waited.append(at_s - since_s)
        hush = hush_after(hush, word, at_s)
    assert waited == [10, 20, 40, MOST_PATIENCE_S, MOST_PATIENCE_S, MOST_PATIENCE_S]
