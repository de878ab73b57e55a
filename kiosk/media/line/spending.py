"""What to ask of an encoder so that it sends what it may: it counts pictures, not seconds. Pure."""

from collections import deque
from typing import Final

_WINDOW_S: Final = 1.0
_LONGEST_GAP_S: Final = 0.5
"""A longer time between two pictures says nothing of the encoder: the camera stood still."""
_MORE, _LESS = 1.0, 3.0
"""How much of a difference is made good in a second; too much is sent into a queue."""
_LEAST, _MOST = 0.5, 4.0
_UNEVEN: Final = 1.1
"""Cameras are not exact."""


class Spending:
    """Compares what was sent in the last second with what might have been.

    x264 takes every picture for one of the rate it was opened with, so that at half the pictures it sends half the
    bits; and its average goes back to the first picture, so that after a thin line it stays behind a wide one for long.

    Attributes:
        factor: what the allowed bits are multiplied with when the encoder is asked.
    """

    def __init__(self) -> None:
        self.factor = 1.0
        self._pictures: deque[tuple[float, float, float, float]] = deque()  # at, bits, bits allowed a second, gap
        self._last_s: float | None = None

    def sent(self, bits: float, allowed_bits: float, at_s: float, every_s: float) -> None:
        """A picture of `bits` taken at `at_s` (of any clock), while `allowed_bits` a second were allowed.

        There is one to be sent `every_s`. Where the one before was so large that the line held it up, and pictures were
        passed over, that is no leave for larger ones: few large pictures would make one another fewer and larger.
        """
        gap_s = 0.0 if self._last_s is None else at_s - self._last_s
        self._last_s = at_s
        if not 0 < gap_s <= _LONGEST_GAP_S:
            self._pictures.clear()  # the first picture is a key picture, and no measure
            return
        self._pictures.append((at_s, bits, allowed_bits, gap_s))
        while self._pictures[0][0] <= at_s - _WINDOW_S:
            self._pictures.popleft()
        passed_s = sum(gap for *_, gap in self._pictures)
        meant_s = _UNEVEN * every_s * len(self._pictures)
        spent = sum(bits for _, bits, _, _ in self._pictures)
        allowed = sum(allowed * gap for _, _, allowed, gap in self._pictures) * min(meant_s / passed_s, 1.0)
        difference = min(max(allowed / max(spent, 1.0), 0.5), 2.0)
        gain = _MORE if difference > 1 else _LESS
        self.factor = min(max(self.factor * difference ** (gain * gap_s), _LEAST), _MOST)
