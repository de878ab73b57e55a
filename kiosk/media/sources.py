"""Where picture and sound come from: the two ports that real and virtual devices fill."""

import importlib
import threading
import time
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from kiosk.values import dataclass

Samples: TypeAlias = "npt.NDArray[np.int16]"

SAMPLE_RATE_HZ: Final = 48_000
BLOCK: Final = 480
"""Samples of 10 ms, the unit of everything that handles sound."""


class SourceLost(Exception):
    """The device stopped giving pictures or sound."""


@dataclass(frozen=True, repr=False)
class Picture:
    """One picture of the camera.

    Attributes:
        width, height: even numbers of pixels.
        i420: bytes of the Y, U and V planes one after the other, without line padding; not changed afterwards.
        captured_at_ns: CLOCK_MONOTONIC.
    """

    width: int
    height: int
    i420: npt.NDArray[np.uint8]
    captured_at_ns: int


class PictureSource(Protocol):
    """A camera, real or virtual."""

    def read(self) -> Picture:
        """Wait for the next picture; raise `SourceLost` when there will be none."""

    def close(self) -> None:
        """Let go of the device."""


class SoundSource(Protocol):
    """A virtual microphone; real ones are clocked by their driver (`soundcard`)."""

    def block(self) -> Samples:
        """The next 10 ms, mono; must not wait."""


class SoundSink(Protocol):
    """A virtual speaker."""

    def play(self, block: Samples) -> None:
        """10 ms, mono, begin to be heard; must not wait."""


class NoSpeaker:
    """Nobody hears what is played."""

    def play(self, block: Samples) -> None:
        """Let it go."""


def factory(name: str) -> Any:
    """The function called ``module:function``; virtual devices are named by settings, never imported from here."""
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


class Pace:
    """Waits for the ticks of a steady rate; after a stall it goes on from now instead of hurrying to catch up."""

    def __init__(self, per_second: float) -> None:
        self._period_ns = round(1e9 / per_second)
        self._next_ns = time.monotonic_ns()
        self._ended = threading.Event()

    def wait(self) -> bool:
        """Wait for the next tick; False once `end()` was called."""
        self._next_ns += self._period_ns
        now = time.monotonic_ns()
        if now - self._next_ns > 5 * self._period_ns:
            self._next_ns = now
        return not self._ended.wait(max(0, self._next_ns - now) / 1e9)

    def end(self) -> None:
        """Wake the waiting thread for the last time."""
        self._ended.set()


def black(width: int, height: int) -> npt.NDArray[np.uint8]:
    """A black picture's planes."""
    planes = np.full(width * height * 3 // 2, 128, np.uint8)
    planes[: width * height] = 16
    return planes


class NoCamera:
    """Five small black pictures a second, so that a call without a camera still connects."""

    def __init__(self) -> None:
        self._pace = Pace(5)
        self._planes = black(320, 180)

    def read(self) -> Picture:
        """The next black picture."""
        if not self._pace.wait():
            raise SourceLost
        return Picture(320, 180, self._planes, time.monotonic_ns())

    def close(self) -> None:
        """Stop waiting."""
        self._pace.end()


class NoMicrophone:
    """Silence."""

    def __init__(self) -> None:
        self._silence = np.zeros(BLOCK, np.int16)

    def block(self) -> Samples:
        """Ten milliseconds of nothing."""
        return self._silence
