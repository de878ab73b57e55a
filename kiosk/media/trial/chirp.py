"""A short soft sound that is found again in what a microphone hears, and how long it took from the speaker there."""

from typing import Final

import numpy as np

from kiosk.media.sources import SAMPLE_RATE_HZ, Samples

LENGTH_S: Final = 0.25
LONGEST_DELAY_S: Final = 0.8
_FROM_HZ: Final = 700.0
_TO_HZ: Final = 3500.0
_LOUDNESS: Final = 0.12
_FADE_S: Final = 0.03
_CLEAR: Final = 8.0
"""How far the best place must stand out of all others, in their root mean square; noise stays below 6."""


def chirp() -> Samples:
    """A tone that rises for a quarter of a second, faded in and out."""
    count = round(LENGTH_S * SAMPLE_RATE_HZ)
    seconds = np.arange(count) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * (_FROM_HZ * seconds + (_TO_HZ - _FROM_HZ) / (2 * LENGTH_S) * seconds**2)
    fade = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / (_FADE_S * SAMPLE_RATE_HZ))
    return (np.sin(phase) * fade * _LOUDNESS * 32767).astype(np.int16)


def delay_ms(heard: Samples, played_at: int) -> int | None:
    """Milliseconds from handing the chirp to the speaker until it is heard; None if it is not in `heard`.

    `played_at` counts samples of `heard` before the chirp was handed over.
    """
    sought = chirp().astype(np.float64)
    listened = heard[played_at:].astype(np.float64)
    if listened.size <= sought.size or not listened.any():
        return None
    size = 1 << (listened.size + sought.size).bit_length()
    spectrum = np.fft.rfft(listened, size) * np.conj(np.fft.rfft(sought, size))
    likeness = np.fft.irfft(spectrum, size)[: listened.size - sought.size + 1]
    likeness = np.abs(likeness[: round(LONGEST_DELAY_S * SAMPLE_RATE_HZ)])
    best = int(np.argmax(likeness))
    near = round(0.01 * SAMPLE_RATE_HZ)
    others = np.delete(likeness, slice(max(0, best - near), best + near))
    ground = float(np.sqrt(np.mean(np.square(others)))) if others.size else 0.0
    if likeness[best] < _CLEAR * ground or likeness[best] <= 0:
        return None
    return round(1000 * best / SAMPLE_RATE_HZ)
