"""The way from speaker to microphone, learned while the far side speaks, and the echo without what it explains.

A frequency-domain Kalman filter in blocks (Enzner and Vary, "Frequency-domain adaptive Kalman filter for acoustic echo
control in hands-free telephones", Signal Processing 86, 2006; in partitions: Kuech, Mabande and Enzner, ICASSP 2014).
It knows how sure it is of each part of the way, so a voice in the booth slows its learning by itself and nothing has
to decide who speaks.
"""

from typing import Final

import numpy as np

from kiosk.media.echo.blocks import BINS, FRAME, Power, Sound, Spectrum, power, spectrum
from kiosk.media.sources import BLOCK
from kiosk.values import dataclass

_PARTS: Final = 40
"""Blocks of the past that are heard in the microphone: 400 ms of delay and reverberation."""
_HEARD_FOR: Final = _PARTS + 1  # blocks until a sound is in no spectrum any more
_STEADY: Final = np.float32(0.9998**2)  # a way changes by this much in 10 ms
_UNSURE: Final = np.float32(0.02)  # of each part, before anything was heard
_OTHERS: Final = np.float32(0.8)  # of what else is heard, how much is kept for the next 10 ms
_LEAST: Final = np.float32(1e-6)  # power of about one step of 16 bits
_LOUDNESS_KEPT: Final = 0.95  # over 200 ms
_WORSE: Final = 1.4  # times as much power behind the filter as before it
_HARMLESS: Final = 1e-5 * BLOCK / (1 - _LOUDNESS_KEPT)  # -50 dBFS: so little does nobody hear


@dataclass(frozen=True)
class Left:
    """What one block leaves.

    Attributes:
        sound: the microphone without the echo that was explained.
        echo: power of the echo as it must have been in the microphone, for each bin; zeros where nothing was played.
        anew: the way became another one and is learned from the beginning.
    """

    sound: Sound
    echo: Power
    anew: bool = False


class Room:
    """The way from speaker to microphone. It holds 40 blocks of what was played and never more."""

    def __init__(self) -> None:
        self._before = np.zeros(BLOCK, np.float32)
        self._played = np.zeros((_PARTS, BINS), np.complex64)
        self._loud = np.zeros((_PARTS, BINS), np.float32)
        self._others = np.ones(BINS, np.float32)
        self._quiet = _HEARD_FOR  # blocks of silence played in a row
        self._forget()

    def _forget(self) -> None:
        self._way = np.zeros((_PARTS, BINS), np.complex64)
        self._doubt = np.full((_PARTS, BINS), _UNSURE)
        self._heard_power = self._left_power = self._doubt_power = 0.0

    def take(self, played: Sound, heard: Sound) -> Left:
        """The block that goes to the speaker now and the one that came from the microphone now."""
        self._quiet = 0 if played.any() else self._quiet + 1
        if self._quiet > _HEARD_FOR:  # no echo can be on its way
            return Left(heard, np.zeros(BINS, np.float32))
        self._remember(played)
        if not heard.any():  # a microphone that is switched off tells nothing of the way
            return Left(heard, np.zeros(BINS, np.float32))
        echo = np.fft.irfft(np.einsum("pf,pf->f", self._played, self._way), FRAME)[BLOCK:].astype(
            np.float32, copy=False
        )
        left = heard - echo
        unexplained = np.einsum("pf,pf->f", self._loud, self._doubt)
        self._learn(spectrum(np.concatenate([np.zeros(BLOCK, np.float32), left])), unexplained)
        expected = np.einsum("pf,pf->f", self._loud, power(self._way)) + unexplained
        if self._is_worse(heard, left, unexplained):
            self._forget()
            return Left(heard, expected, anew=True)
        return Left(left, expected)

    def _remember(self, played: Sound) -> None:
        now = spectrum(np.concatenate([self._before, played]))
        self._before = played
        self._played[1:] = self._played[:-1]
        self._played[0] = now
        self._loud[1:] = self._loud[:-1]
        self._loud[0] = power(now)

    def _learn(self, left: Spectrum, unexplained: Power) -> None:
        # half: a block of zeros is in each spectrum of what is left
        self._others = _OTHERS * self._others + (1 - _OTHERS) * power(left)
        pace = self._doubt / (np.float32(0.5) * unexplained + self._others + _LEAST)
        way = np.fft.irfft(self._way + pace * np.conj(self._played) * left, FRAME, axis=1).astype(
            np.float32, copy=False
        )
        way[:, BLOCK:] = 0  # each part is one block long
        self._way = spectrum(way)
        known = 1 - np.float32(0.5) * pace * self._loud
        self._doubt = _STEADY * known * self._doubt + (1 - _STEADY) * power(self._way)

    def _is_worse(self, heard: Sound, left: Sound, unexplained: Power) -> bool:
        """Whether the echo comes another way than it did: what was surely learned makes the microphone louder."""
        self._heard_power = _LOUDNESS_KEPT * self._heard_power + float(heard @ heard)
        self._left_power = _LOUDNESS_KEPT * self._left_power + float(left @ left)
        self._doubt_power = _LOUDNESS_KEPT * self._doubt_power + float(unexplained.sum()) / FRAME
        return self._left_power > _WORSE * self._heard_power + self._doubt_power + _HARMLESS
