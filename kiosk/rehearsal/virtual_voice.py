"""A virtual microphone: tone bursts with the rhythm of speech, so that sound can be measured without a person."""

from typing import Final

import numpy as np
import numpy.typing as npt

SAMPLE_RATE_HZ: Final = 48_000
BLOCK: Final = 480
_LENGTH_S: Final = 6
_SYLLABLES: Final = (
    (0.18, 150.0), (0.14, 175.0), (0.20, 160.0), (0.06, 0.0), (0.16, 190.0), (0.22, 170.0), (0.30, 0.0),
    (0.15, 165.0), (0.17, 150.0), (0.13, 180.0), (0.25, 140.0), (0.44, 0.0),
)  # fmt: skip
_FORMANTS: Final = ((730.0, 1.0), (1090.0, 0.5), (2440.0, 0.25))


def speech() -> npt.NDArray[np.int16]:
    """Six seconds of invented speech, mono at 48 kHz, that can be repeated without a click."""
    pieces: list[npt.NDArray[np.float64]] = []
    length = 0
    while length < _LENGTH_S * SAMPLE_RATE_HZ:
        seconds, pitch = _SYLLABLES[len(pieces) % len(_SYLLABLES)]
        count = min(int(seconds * SAMPLE_RATE_HZ), _LENGTH_S * SAMPLE_RATE_HZ - length)
        pieces.append(_syllable(count, pitch))
        length += count
    return (np.concatenate(pieces) * 9000).astype(np.int16)


def _syllable(count: int, pitch_hz: float) -> npt.NDArray[np.float64]:
    if not pitch_hz:
        return np.zeros(count)
    turns = np.cumsum(pitch_hz * np.linspace(1.08, 0.94, count)) / SAMPLE_RATE_HZ
    voice = np.zeros(count)
    for harmonic in range(1, 20):
        frequency = harmonic * pitch_hz
        weight = sum(gain / (1 + ((frequency - centre) / 120) ** 2) for centre, gain in _FORMANTS)
        voice += (weight + 0.1 / harmonic) * np.sin(2 * np.pi * harmonic * turns)
    voice += 0.25 * np.random.default_rng(count).normal(size=count)  # breath; the same at every start
    peak = float(np.abs(voice).max()) or 1.0
    return voice / peak * np.hanning(count)


class VirtualVoice:
    """Invented speech, ten milliseconds at a time."""

    def __init__(self) -> None:
        self._speech = speech()
        self._at = 0

    def block(self) -> npt.NDArray[np.int16]:
        """The next 10 ms."""
        block = self._speech[self._at : self._at + BLOCK]
        self._at = (self._at + BLOCK) % self._speech.size
        return block


def open_microphone() -> VirtualVoice:
    """What `MediaSettings.virtual_microphone` names."""
    return VirtualVoice()
