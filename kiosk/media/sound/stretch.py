"""Sound a little shorter or longer without another pitch: one period of the voice is left out or said twice. Pure."""

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from kiosk.media.sources import SAMPLE_RATE_HZ, Samples

_COARSE: Final = 6  # the period is looked for at 8 kHz
SHORTEST: Final = SAMPLE_RATE_HZ * 25 // 10_000
"""Samples of the shortest period, 400 Hz; nothing shorter is worth the seam."""
LONGEST: Final = SAMPLE_RATE_HZ * 15 // 1000
"""Samples of the longest period, 67 Hz."""


def shorter(sound: Samples, most: int, likeness: float) -> Samples:
    """`sound` without one period of at most `most` samples at its beginning.

    `likeness` (-1 to 1) is what two periods must have in common; `sound` itself where none have.
    """
    most = min(most, sound.size // 2, LONGEST)
    period = _period(sound, most, likeness)
    if not period:
        return sound
    joint = seam(sound[:period], sound[period : 2 * period])
    return np.concatenate([joint, sound[2 * period :]])


def longer(before: Samples, sound: Samples, most: int, likeness: float) -> Samples:
    """`sound` with one period of at most `most` samples before it, made of the end of what was played `before`."""
    most = min(most, before.size, sound.size, LONGEST)
    period = _period(np.concatenate([before[before.size - most :], sound[:most]]), most, likeness, back=True)
    if not period:
        return sound
    joint = seam(sound[:period], before[before.size - period :])
    return np.concatenate([joint, sound])


def seam(first: Samples, second: Samples) -> Samples:
    """From one sound into another of the same length."""
    rising = np.linspace(0.0, 1.0, first.size, dtype=np.float32)
    joint: Samples = np.rint(first * (1.0 - rising) + second * rising).astype(np.int16)
    return joint


def _period(sound: Samples, most: int, likeness: float, *, back: bool = False) -> int:
    """Samples of the best period, compared from the beginning of `sound`, or with `back` around its middle; or 0."""
    if most < SHORTEST or sound.size < 2 * most:
        return 0
    if likeness <= -1.0:  # silence: any length will do
        return most
    coarse = sound[: 2 * most : _COARSE].astype(np.float32)
    longest, shortest = most // _COARSE, SHORTEST // _COARSE
    window = shortest * 2 if longest >= shortest * 2 else longest
    if back:
        fixed = coarse[longest : longest + window]
        others = sliding_window_view(coarse, window)[longest - np.arange(shortest, longest + 1)]
    else:
        fixed = coarse[:window]
        others = sliding_window_view(coarse, window)[shortest : longest + 1]
    energies = np.einsum("ij,ij->i", others, others) * float(fixed @ fixed)
    alike = (others @ fixed) / np.sqrt(energies + 1.0)
    best = int(alike.argmax())
    return (best + shortest) * _COARSE if alike[best] >= likeness else 0
