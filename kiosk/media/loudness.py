"""How loud sound is."""

from typing import Final

import numpy as np

from kiosk.media.sources import Samples

_FULL_SCALE: Final = 32768.0


class LoudnessMeter:
    """Root mean square of what passed since it was last read."""

    def __init__(self) -> None:
        self._squares = 0.0
        self._count = 0

    def pass_by(self, samples: Samples) -> None:
        """Count these samples."""
        self._squares += float(np.square(samples.astype(np.float32)).sum())
        self._count += samples.size

    def read(self) -> float:
        """The loudness, 0 to 1, and begin anew."""
        squares, count = self._squares, self._count
        self._squares, self._count = 0.0, 0
        return (squares / count) ** 0.5 / _FULL_SCALE if count else 0.0
