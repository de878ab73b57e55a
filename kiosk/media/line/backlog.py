"""How long packets wait on the line, from the delay of each: its queue as it stands, and as it is felt. Pure."""

from collections import deque
from typing import Final

_BASE_US: Final = 20_000_000
_STANDING_US: Final = 300_000
_SMOOTHING: Final = 0.2


class Least:
    """The least of the values of the last `span_us`."""

    def __init__(self, span_us: int) -> None:
        self._span_us = span_us
        self._rising: deque[tuple[int, int]] = deque()  # at, value: the least first, each later one larger

    def add(self, at_us: int, value: int) -> None:
        """One value; times do not go back by much."""
        while self._rising and self._rising[-1][1] >= value:
            self._rising.pop()
        self._rising.append((at_us, value))
        while self._rising[0][0] < at_us - self._span_us:
            self._rising.popleft()

    def forget_before(self, at_us: int) -> None:
        """As if nothing had been added before; the newest value stays."""
        while len(self._rising) > 1 and self._rising[0][0] < at_us:
            self._rising.popleft()

    @property
    def value(self) -> int:
        """It; `IndexError` before the first."""
        return self._rising[0][1]


class Backlog:
    """The queue of one line.

    Attributes:
        felt_ms: what the newest packets waited, smoothed.
        standing_ms: what even the luckiest packet of the last moments waited: not jitter, nor a picture's own packets
            behind each other, but what the line was given too much.
    """

    def __init__(self) -> None:
        self.felt_ms = 0.0
        self.standing_ms = 0.0
        self._base, self._lucky = Least(_BASE_US), Least(_STANDING_US)
        self._newest_us = 0

    def add(self, at_us: int, delay_us: int) -> None:
        """A packet that took `delay_us`, of clocks that need not agree, came at `at_us`."""
        self._newest_us = max(self._newest_us, at_us)
        self._base.add(at_us, delay_us)
        self._lucky.add(at_us, delay_us)
        self.standing_ms = (self._lucky.value - self._base.value) / 1000
        self.felt_ms += _SMOOTHING * ((delay_us - self._base.value) / 1000 - self.felt_ms)

    def take_for_the_way(self) -> None:
        """What stands there now does so whatever we send: the way is longer, or others fill it."""
        self._base.forget_before(self._newest_us - _STANDING_US)
        self.standing_ms = self.felt_ms = 0.0
