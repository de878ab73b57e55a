"""A period left out or said twice leaves no seam and no other pitch."""

import numpy as np
import pytest

from kiosk.media.sound.stretch import LONGEST, SHORTEST, longer, seam, shorter
from kiosk.media.sources import SAMPLE_RATE_HZ, Samples


def _tone(hertz: float, count: int = 2880) -> Samples:
    return (9000 * np.sin(2 * np.pi * hertz * np.arange(count) / SAMPLE_RATE_HZ)).astype(np.int16)


def _roughest(sound: Samples) -> int:
    return int(np.abs(np.diff(sound.astype(int))).max())


@pytest.mark.parametrize("hertz", [90, 120, 200, 333])
def test_a_voice_keeps_its_pitch_and_gets_no_seam(hertz: float) -> None:
    sound = _tone(hertz)
    shortened = shorter(sound, LONGEST, 0.9)
    cut = sound.size - shortened.size
    assert SHORTEST <= cut <= LONGEST
    assert _roughest(shortened) <= 1.2 * _roughest(sound)
    before, after = sound[:1440], sound[1440:]
    lengthened = longer(before, after, LONGEST, 0.9)
    assert SHORTEST <= lengthened.size - after.size <= LONGEST
    assert _roughest(np.concatenate([before, lengthened])) <= 1.2 * _roughest(sound)
    for changed in (shortened, lengthened):
        crossings = np.count_nonzero(np.diff(np.signbit(changed)))
        assert crossings / 2 / changed.size * SAMPLE_RATE_HZ == pytest.approx(hertz, rel=0.15)


def test_what_has_no_period_is_left_alone_unless_it_is_silence() -> None:
    noise = np.random.default_rng(1).normal(0, 3000, 2880).astype(np.int16)
    assert shorter(noise, LONGEST, 0.9) is noise
    assert longer(noise, noise, LONGEST, 0.9) is noise
    assert shorter(noise, 480, -1).size == noise.size - 480
    assert longer(noise, noise, 480, -1).size == noise.size + 480


def test_too_little_sound_is_left_alone() -> None:
    sound = _tone(120, 200)
    assert shorter(sound, LONGEST, 0.9) is sound
    assert longer(sound, sound, 100, 0.9) is sound


def test_a_seam_begins_as_the_one_and_ends_as_the_other() -> None:
    joint = seam(np.full(120, 1000, np.int16), np.full(120, -500, np.int16))
    assert (int(joint[0]), int(joint[-1])) == (1000, -500)
    assert (np.diff(joint) <= 0).all()
