"""A chirp is found in what was heard, however softly, and not in sound that is not it."""

import numpy as np
import pytest

from kiosk.media.sources import SAMPLE_RATE_HZ, Samples
from kiosk.media.trial.chirp import chirp, delay_ms

SECOND = SAMPLE_RATE_HZ


def room(delay: int, share: float, noise: float, *, begin: int = 0) -> Samples:
    """What a microphone hears `delay` milliseconds after the chirp was handed over at `begin`, with noise."""
    heard = np.random.default_rng(7).normal(0, noise, 2 * SECOND)
    at = begin + delay * SAMPLE_RATE_HZ // 1000
    played = chirp()
    for echo, part in ((0, share), (900, share / 3), (2100, share / 5)):
        heard[at + echo : at + echo + played.size] += part * played
    return heard.astype(np.int16)


@pytest.mark.parametrize("delay", [12, 60, 240, 600])
@pytest.mark.parametrize(("share", "noise"), [(0.5, 0.0), (0.2, 150.0), (0.05, 100.0)])
def test_the_delay_of_the_echo_is_found(delay: int, share: float, noise: float) -> None:
    found = delay_ms(room(delay, share, noise, begin=4800), 4800)
    assert found is not None
    assert abs(found - delay) <= 1


@pytest.mark.parametrize("seed", range(12))
def test_noise_of_any_loudness_is_no_echo(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 3 ** (seed % 7 + 1), 2 * SECOND).astype(np.int16)
    assert delay_ms(noise, 0) is None


def test_a_hum_or_a_dead_microphone_is_no_echo() -> None:
    hum = (np.sin(np.arange(2 * SECOND) * 2 * np.pi * 100 / SAMPLE_RATE_HZ) * 3000).astype(np.int16)
    assert delay_ms(hum, 0) is None
    assert delay_ms(np.zeros(2 * SECOND, np.int16), 0) is None
    assert delay_ms(np.zeros(10, np.int16), 0) is None


def test_it_is_soft_and_short() -> None:
    assert np.abs(chirp()).max() < 0.13 * 32768
    assert chirp().size == SECOND // 4
    assert abs(int(chirp()[0])) + abs(int(chirp()[-1])) == 0
