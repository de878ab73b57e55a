"""When a packet of the picture may leave, and which lost one is sent again: pure, times are passed in seconds."""

from typing import Final

_FASTER: Final = 2.5
"""How much faster than the estimate the packets of one picture leave: it is so much younger."""
_STEADY: Final = 1.1
_AHEAD_S: Final = 0.04
"""No more than this leaves ahead of what the line carries, or a little more: it stands in the queue before the voice,
whatever an encoder makes of what it may.
"""
_LEAST_FIRST_BITS: Final = 400_000
"""A second, before the line was ever full: the first key picture is not held up, so short a burst fits any queue."""
_USEFUL_S: Final = 0.8
_USEFUL_ROUND_TRIPS: Final = 2.0
_AT_ONCE_S: Final = 0.005
_AGAIN_SHARE: Final = 0.3
_AGAIN_STORE_S: Final = 0.4
KEY_EVERY_S: Final = 0.5
"""Between two key pictures that were asked for."""
_KEY_BITS: Final = 100_000
"""What a key picture may take of the line: on a thin one they come further apart."""


class Pacer:
    """Two leaky buckets for the picture, a quick one for its packets and a slow one for what it takes of the line.

    And a store of what may be spent on repeats; sound passes beside it.

    Attributes:
        beginning: the line was not full yet.
    """

    def __init__(self) -> None:
        self.beginning = True
        self._free_s = 0.0
        self._carried_s = 0.0
        self._again_bits = 0.0
        self._again_s = 0.0

    def wait_s(self, size: int, bits: float, now_s: float) -> float:
        """So long must a packet of `size` bytes wait where the line carries `bits` a second; it is counted as sent."""
        begin_s = max(self._free_s, self._carried_s - _AHEAD_S, now_s)
        self._leave(size, bits, begin_s)
        waiting_s = begin_s - now_s
        return waiting_s if waiting_s > _AT_ONCE_S else 0.0

    def may_repeat(self, size: int, bits: float, now_s: float) -> bool:
        """Whether a repeat of `size` bytes is sent now, in its place in the bucket; else it is asked for again."""
        share = _AGAIN_SHARE * bits
        self._again_bits = min(self._again_bits + (now_s - self._again_s) * share, _AGAIN_STORE_S * share)
        self._again_s = now_s
        if self._again_bits < size * 8:
            return False
        self._again_bits -= size * 8
        self._leave(size, bits, now_s)
        return True

    def _leave(self, size: int, bits: float, now_s: float) -> None:
        quick, slow = _FASTER * bits, _STEADY * bits
        if self.beginning:
            quick, slow = max(quick, _LEAST_FIRST_BITS), max(slow, _LEAST_FIRST_BITS)
        self._free_s = max(self._free_s, now_s) + size * 8 / quick
        self._carried_s = max(self._carried_s, now_s) + size * 8 / slow


def useful_s(round_trip_s: float) -> float:
    """How old a packet may be that is repeated.

    With an older one a picture would be whole, but late, and whoever receives it would keep all behind it as late for
    long; a key picture is sooner there.
    """
    return max(_USEFUL_S, _USEFUL_ROUND_TRIPS * round_trip_s)


def key_pause_s(bits: float) -> float:
    """Seconds between two key pictures on a line of `bits` a second."""
    return max(KEY_EVERY_S, _KEY_BITS / bits)
