"""A block of sound and its spectrum, as both steps see them. Pure."""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from kiosk.media.sources import BLOCK, Samples

Sound: TypeAlias = "npt.NDArray[np.float32]"
"""Samples from -1 to 1."""
Power: TypeAlias = "npt.NDArray[np.float32]"
"""Squared size of each bin of a spectrum of `FRAME` samples."""
Spectrum: TypeAlias = "npt.NDArray[np.complex64]"

FRAME: Final = 2 * BLOCK
"""Samples of a spectrum: a block and the one before it."""
BINS: Final = FRAME // 2 + 1
_FULL_SCALE: Final = 32768.0


def sound(block: Samples) -> Sound:
    """`block` as numbers from -1 to 1."""
    return block.astype(np.float32) / np.float32(_FULL_SCALE)


def samples(block: Sound) -> Samples:
    """`block` as a sound card takes it; what is too loud is cut off."""
    cut: Samples = np.rint(np.clip(block * _FULL_SCALE, -_FULL_SCALE, _FULL_SCALE - 1)).astype(np.int16)
    return cut


def spectrum(frame: Sound) -> Spectrum:
    """Of `frame`, the last axis `FRAME` samples."""
    return np.fft.rfft(frame, FRAME).astype(np.complex64, copy=False)


def power(of: Spectrum) -> Power:
    """Squared sizes."""
    squared: Power = of.real**2 + of.imag**2
    return squared
