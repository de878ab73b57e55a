"""Marked sound heard again: which marks came through a call, and how late. Pure."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from kiosk.rehearsal.marked_voice import EVERY_SAMPLES, KINDS, LENGTH_SAMPLES, PERIOD_S, SAMPLE_RATE_HZ, mark
from kiosk.values import dataclass

Blocks = npt.NDArray[np.int16]
_LIKE: Final = 0.55
"""How much a sound is like a mark (correlation, 1: the same), to be taken for it."""
_LOUD_SHARE: Final = 0.05
"""Of the loudest marks' energy; what is softer is the rest of a mark, or none."""
_RATE_PER_MS: Final = SAMPLE_RATE_HZ / 1000
_THINNED: Final = 4
_WINDOW_BLOCKS: Final = 100


@dataclass(frozen=True)
class Heard:
    """One mark: its kind, and when it began, in ms of the wall clock."""

    kind: int
    at_ms: float


@dataclass(frozen=True)
class SoundFound:
    """What came of the sound of one direction.

    Attributes:
        lost_percent: of the marks that were spoken.
        delay_ms: middle of those that were heard; None where none was.
        delay_p95_ms: what nineteen of twenty stay under.
    """

    lost_percent: float
    delay_ms: float | None
    delay_p95_ms: float | None


def steady(at_ms: npt.NDArray[np.float64], block_ms: float) -> npt.NDArray[np.float64]:
    """When blocks that follow each other without a gap began, where `at_ms` is when they were read, some late."""
    early = at_ms - np.arange(at_ms.size) * block_ms
    floor = np.array(
        [early[max(0, place - _WINDOW_BLOCKS) : place + _WINDOW_BLOCKS].min() for place in range(early.size)]
    )
    found: npt.NDArray[np.float64] = floor + np.arange(at_ms.size) * block_ms
    return found


def listen(at_ms: npt.NDArray[np.float64], blocks: Blocks) -> list[Heard]:
    """The marks in a recording: rows of `blocks` follow each other, each began at its `at_ms`."""
    if not len(blocks):
        return []
    sound = _thinned(blocks.reshape(-1))
    length = LENGTH_SAMPLES // _THINNED
    if sound.size < length:
        return []
    size = 1 << (sound.size + length - 1).bit_length()
    spectrum = np.fft.rfft(sound, size)
    sums = np.concatenate(([0.0], np.cumsum(sound**2)))
    energy = sums[length:] - sums[:-length]
    loud = max(_LOUD_SHARE * float(np.percentile(energy, 98)), 1.0)
    best, kinds = np.zeros(energy.size), np.zeros(energy.size, np.int64)
    for kind in range(KINDS):
        shape = _thinned(mark(kind))
        shape /= np.sqrt((shape**2).sum())
        found = np.fft.irfft(spectrum * np.conj(np.fft.rfft(shape, size)), size)[: energy.size]
        like = np.abs(found) / np.sqrt(np.maximum(energy, loud))  # somebody on the way may turn the sign
        better = like > best
        best[better], kinds[better] = like[better], kind
    heard = []
    for place in _peaks(best):
        block, within = divmod(place * _THINNED, blocks.shape[1])
        heard.append(Heard(int(kinds[place]), float(at_ms[block] + within / _RATE_PER_MS)))
    return heard


def _thinned(sound: npt.NDArray[np.int16] | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Every few samples together: marks lie low enough, and there is so much less to look through."""
    whole = sound[: sound.size // _THINNED * _THINNED].astype(np.float64)
    found: npt.NDArray[np.float64] = whole.reshape(-1, _THINNED).mean(1)
    return found


def _peaks(best: npt.NDArray[np.float64]) -> list[int]:
    """Places of the best likeness, no two within half the way from mark to mark."""
    left, found = best.copy(), []
    near = EVERY_SAMPLES // _THINNED // 2
    while left[place := int(left.argmax())] >= _LIKE:
        found.append(place)
        left[max(0, place - near) : place + near + 1] = 0
    return sorted(found)


def spoken_by_clock(begin_ms: float, end_ms: float) -> list[Heard]:
    """What a voice that goes by the wall clock said in this time."""
    every_ms = EVERY_SAMPLES / _RATE_PER_MS
    first, last = int(np.ceil(begin_ms / every_ms)), int(np.floor(end_ms / every_ms))
    return [Heard(number % KINDS, number * every_ms) for number in range(first, last)]


def compared(spoken: Sequence[Heard], heard: Sequence[Heard]) -> SoundFound:
    """How many of the spoken marks were heard, and how late.

    A mark that was heard is the latest spoken one of its kind, so nothing later than `PERIOD_S` is known.
    """
    late_ms: list[float] = []
    for one in spoken:
        later = [other.at_ms - one.at_ms for other in heard if other.kind == one.kind]
        within = [value for value in later if -20.0 < value < 1000 * PERIOD_S - 20]
        if within:
            late_ms.append(min(within))
    if not spoken:
        return SoundFound(100.0, None, None)
    lost = 100 * (1 - len(late_ms) / len(spoken))
    if not late_ms:
        return SoundFound(lost, None, None)
    middle, high = np.percentile(late_ms, (50, 95))
    return SoundFound(lost, float(middle), float(high))
