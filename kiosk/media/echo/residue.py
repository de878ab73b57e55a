"""What the learned way leaves of an echo is lowered, band by band, and a voice far above it stays.

In each band a share of the echo is expected to be left. The share is learned as a low quantile of what is found while
the far side is heard, because a voice in the booth only ever adds to it, and not in every moment. Nothing is lowered
below the noise of the room, so the line does not sound dead between words.
"""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from kiosk.media.echo.blocks import BINS, FRAME, Power, Sound, power, spectrum
from kiosk.media.echo.room import Left
from kiosk.media.sources import BLOCK

Bands: TypeAlias = "npt.NDArray[np.float64]"

_NARROWEST: Final = 3  # bins, 150 Hz
_WIDER: Final = 1.12  # from one edge to the next
_TAPS: Final = 257
LATE: Final = _TAPS // 2
"""Samples by which the sound comes later: 2.7 ms."""

_QUANTILE: Final = 0.35
_STEP_DB: Final = 0.4  # of a share in 10 ms
_ABOVE_DB: Final = 8.0  # from that quantile to what hides the echo nearly always
_LEAST_SHARE_DB, _MOST_SHARE_DB = -40.0, 6.0
_REVERBERATES: Final = 0.8  # an echo is gone by no more in 10 ms
_TELLS: Final = 10.0  # times the noise of the room: only so loud an echo teaches a share
_UNHEARD: Final = 0.1  # times the noise of the room: so quiet an echo needs nothing
_LEAST_GAIN: Final = 0.05
_KEPT: Final = 0.7  # how much the last block's gain counts against this one's
_NOISE_KEPT: Final = 0.8
_NOISE_TIMES: Final = 1.5  # from the least that was heard to the middle
_NOISE_RISES: Final = 1.007  # in 10 ms: 3 dB a second
_LEAST_POWER: Final = 1e-9


def _edges() -> list[int]:
    edges = [0]
    while (following := max(edges[-1] + _NARROWEST, round(edges[-1] * _WIDER))) < BINS:
        edges.append(following)
    return edges


_EDGES: Final = _edges()
_WIDTHS: Final = np.diff([*_EDGES, BINS])
_MIDDLES: Final = np.array(_EDGES) + _WIDTHS / 2
_WINDOW: Final = np.hanning(FRAME + 1)[:FRAME].astype(np.float32)
_WINDOW_POWER: Final = float((_WINDOW**2).mean())
_SHORT: Final = np.hanning(_TAPS + 2)[1:-1]
_RISING: Final = np.linspace(0, 1, BLOCK, dtype=np.float32)


class Residue:
    """What is learned of each band: its noise, its echo, and the share of it that is left."""

    def __init__(self) -> None:
        count = len(_EDGES)
        self._before = np.zeros(FRAME, np.float32)
        self._taps = _taps(np.ones(count))
        self._echo = np.zeros(count)
        self._share_db = np.zeros(count)
        self._voice = np.zeros(count)
        self._noise = Noise()

    def take(self, left: Left) -> Sound:
        """The sound that is `left`, lowered where it is echo; it comes `LATE` samples later."""
        if left.anew:
            self._share_db[:] = 0
        sound = np.concatenate([self._before, left.sound])
        found = _bands(power(spectrum(sound[-FRAME:] * _WINDOW))) / _WINDOW_POWER
        taps = _taps(self._gains(found, _bands(left.echo)))
        piece = sound[-BLOCK - _TAPS + 1 :]
        was, now = np.convolve(piece, self._taps, "valid"), np.convolve(piece, taps, "valid")
        self._before, self._taps = sound[-FRAME:], taps
        lowered: Sound = was + (now - was) * _RISING
        return lowered

    def _gains(self, found: Bands, echo: Bands) -> Bands:
        self._echo = np.maximum(echo, _REVERBERATES * self._echo)
        noise = self._noise.take(found, self._echo)
        self._learn(found, self._echo > _TELLS * noise)
        rest = self._echo * 10 ** ((self._share_db + _ABOVE_DB) / 10) + _LEAST_POWER
        # how far the voice is above the rest, steadied by the last block (Ephraim and Malah, IEEE ASSP 32, 1984)
        above = (_KEPT * self._voice + (1 - _KEPT) * np.maximum(found - rest, 0)) / rest
        hidden = np.sqrt(np.minimum(noise / (found + _LEAST_POWER), 1))
        gains = np.maximum(above / (1 + above), np.maximum(hidden, _LEAST_GAIN))
        gains[self._echo < _UNHEARD * noise] = 1
        self._voice = gains**2 * found
        lowering: Bands = gains
        return lowering

    def _learn(self, found: Bands, tells: "npt.NDArray[np.bool_]") -> None:
        share_db = 10 * np.log10((found + _LEAST_POWER) / (self._echo + _LEAST_POWER))
        steps_db = np.where(share_db > self._share_db, _QUANTILE, _QUANTILE - 1) * _STEP_DB
        self._share_db = np.clip(self._share_db + np.where(tells, steps_db, 0), _LEAST_SHARE_DB, _MOST_SHARE_DB)


class Noise:
    """The noise of the room in each band: the least that is heard, and slowly more where no echo explains it."""

    def __init__(self) -> None:
        self._smooth: Bands | None = None
        self._noise = np.zeros(len(_EDGES))

    def take(self, found: Bands, echo: Bands) -> Bands:
        """Its power after another 10 ms; a microphone that is switched off says nothing of it."""
        if not found.any():
            return self._noise * _NOISE_TIMES
        if self._smooth is None:
            self._smooth = self._noise = found
        self._smooth = _NOISE_KEPT * self._smooth + (1 - _NOISE_KEPT) * found
        risen = self._noise * np.where(echo < self._noise, _NOISE_RISES, 1)
        self._noise = np.minimum(self._smooth, risen + _LEAST_POWER)
        noise: Bands = self._noise * _NOISE_TIMES
        return noise


def _bands(of: Power) -> Bands:
    means: Bands = np.add.reduceat(of, _EDGES).astype(np.float64) / _WIDTHS
    return means


def _taps(gains: Bands) -> Sound:
    """A filter of these gains that is short enough to be soon done."""
    answer = np.fft.irfft(np.interp(np.arange(BINS), _MIDDLES, gains), FRAME)
    return (np.roll(answer, LATE)[:_TAPS] * _SHORT).astype(np.float32)
