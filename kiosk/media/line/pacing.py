"""When a packet of the picture may leave, and which lost one is sent again: pure, times are passed in seconds."""

from typing import Final

_FASTER: Final = 1.5
"""How much faster than the estimate packets leave: a key picture does not hold the next one up for long."""
_FASTER_FIRST: Final = 2.0
_LEAST_FIRST_BITS: Final = 400_000
"""A second, before the line was ever full: the first key picture is not held up, so short a burst fits any queue."""
_USEFUL_S: Final = 0.8
_USEFUL_ROUND_TRIPS: Final = 2.0
_AHEAD_S: Final = 0.005
_AGAIN_SHARE: Final = 0.3
_AGAIN_STORE_S: Final = 0.4
KEY_EVERY_S: Final = 0.5
"""Between two key pictures that were asked for."""
_KEY_BITS: Final = 100_000
"""What a key picture may take of the line: on a thin one they come further apart."""


class Pacer:
    """A leaky bucket for the picture, and a store of what may be spent on repeats; sound passes beside it.

    Attributes:
        beginning: the line was not full yet.
    """

    def __init__(self) -> None:
        self.beginning = True
        self._free_s = 0.0
        self._again_bits = 0.0
        self._again_s = 0.0

    def wait_s(self, size: int, bits: float, now_s: float) -> float:
        """So long must a packet of `size` bytes wait where the line carries `bits` a second; it is counted as sent."""
        begin_s = max(self._free_s, now_s)
        self._free_s = begin_s + size * 8 / self._pace(bits)
        waiting_s = begin_s - now_s
        return waiting_s if waiting_s > _AHEAD_S else 0.0

    def may_repeat(self, size: int, bits: float, now_s: float) -> bool:
        """Whether a repeat of `size` bytes is sent now, in its place in the bucket; else it is asked for again."""
        share = _AGAIN_SHARE * bits
        self._again_bits = min(self._again_bits + (now_s - self._again_s) * share, _AGAIN_STORE_S * share)
        self._again_s = now_s
        if self._again_bits < size * 8:
            return False
        self._again_bits -= size * 8
        self._free_s = max(self._free_s, now_s) + size * 8 / self._pace(bits)
        return True

    def _pace(self, bits: float) -> float:
        return max(_FASTER_FIRST * bits, _LEAST_FIRST_BITS) if self.beginning else _FASTER * bits


def useful_s(round_trip_s: float) -> float:
    """How old a packet may be that is repeated.

    With an older one a picture would be whole, but late, and whoever receives it would keep all behind it as late for
    long; a key picture is sooner there.
    """
    return max(_USEFUL_S, _USEFUL_ROUND_TRIPS * round_trip_s)


def key_pause_s(bits: float) -> float:
    """Seconds between two key pictures on a line of `bits` a second."""
    return max(KEY_EVERY_S, _KEY_BITS / bits)
