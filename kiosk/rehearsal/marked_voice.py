"""A virtual voice of marks, by which lost and late sound is measured: a chirp every 120 ms, twenty kinds in turn.

Which mark begins when follows from the wall clock alone, as the clock bar does for pictures. A mark is told from the
others by where it begins and whether it rises or falls, so a delay is known up to `PERIOD_S`.
"""

import time
import wave
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

SAMPLE_RATE_HZ: Final = 48_000
BLOCK: Final = 480
KINDS: Final = 20
EVERY_SAMPLES: Final = 5760
"""120 ms from one mark to the next."""
LENGTH_SAMPLES: Final = 1440
"""30 ms: no more than two packets of sound are touched."""
PERIOD_SAMPLES: Final = KINDS * EVERY_SAMPLES
PERIOD_S: Final = PERIOD_SAMPLES / SAMPLE_RATE_HZ
_LOUD: Final = 12_000
_LOW_HZ: Final = 400.0
_STEP_HZ: Final = 300.0
_SWEEP_HZ: Final = 1000.0
_LARGEST_GAP_SAMPLES: Final = SAMPLE_RATE_HZ // 40


def mark(kind: int) -> npt.NDArray[np.float64]:
    """The chirp of this kind, between -1 and 1."""
    low_hz = _LOW_HZ + _STEP_HZ * (kind // 2)
    at = np.arange(LENGTH_SAMPLES) / LENGTH_SAMPLES
    sweep_hz = low_hz + _SWEEP_HZ * (at if kind % 2 == 0 else 1 - at)
    tone: npt.NDArray[np.float64] = np.sin(2 * np.pi * np.cumsum(sweep_hz) / SAMPLE_RATE_HZ)
    return tone * np.hanning(LENGTH_SAMPLES) ** 0.5


def marks() -> npt.NDArray[np.int16]:
    """All kinds in turn, to be repeated."""
    found = np.zeros(PERIOD_SAMPLES)
    for kind in range(KINDS):
        begin = kind * EVERY_SAMPLES
        found[begin : begin + LENGTH_SAMPLES] = mark(kind)
    return (found * _LOUD).astype(np.int16)


def write_marks(path: Path) -> Path:
    """The marks as a WAV file, for a browser that plays it again and again as its microphone."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(marks().tobytes())
    return path


class MarkedVoice:
    """The marks by the wall clock, ten milliseconds at a time; after a stall it goes on at the clock's place."""

    def __init__(self) -> None:
        self._marks = marks()
        self._at_samples: int | None = None

    def block(self) -> npt.NDArray[np.int16]:
        """The next 10 ms."""
        clock_samples = time.time_ns() * 3 // 62_500  # 48 samples a millisecond
        if self._at_samples is None or abs(self._at_samples - clock_samples) > _LARGEST_GAP_SAMPLES:
            self._at_samples = clock_samples
        begin = self._at_samples % PERIOD_SAMPLES
        self._at_samples += BLOCK
        return np.take(self._marks, np.arange(begin, begin + BLOCK), mode="wrap")


def open_microphone() -> MarkedVoice:
    """What `MediaSettings.virtual_microphone` names."""
    return MarkedVoice()
