"""How long packets of sound must wait so that nearly all have come when their turn comes. Pure."""

from collections import deque
from typing import Final

import numpy as np

REMEMBERED_MS: Final = 4_000.0
MOST_MS: Final = 400.0
"""Nothing waits longer: a later packet is as good as lost."""
_FIRST_MS: Final = 60.0
_SHARE: Final = 0.98
_MARGIN_MS: Final = 10.0  # a block; the speaker keeps to what is wanted no more exactly
_NOT_LESS_MS: Final = 1.0
_KNOWN_AFTER: Final = 50
_RENEW_EVERY: Final = 10
_MOVED_MS: Final = 1_000.0
"""A line on which nothing is in reach for so long has become another one."""


class Delay:
    """The wanted offset between the sender's clock and the speaker.

    The offset of a packet is its arrival less its time stamp, both in milliseconds; how the two clocks lie to one
    another does not matter, and that they drift neither, because only the last seconds are remembered. A packet
    is in time when its offset is not above that of the speaker.
    """

    def __init__(self, least_ms: float) -> None:
        """`least_ms`: kept back in any case."""
        self._least_ms = least_ms
        self.clear()

    def clear(self) -> None:
        """Forget the stream."""
        self._offsets: deque[tuple[float, float, bool]] = deque()  # arrived, offset, whether it says how long to wait
        self._last_offset_ms = 0.0
        self._catching_up = False
        self._count = 0
        self._wanted_ms = 0.0
        self._earliest_ms = 0.0
        self._moved_at_ms: float | None = None

    def add(self, arrived_ms: float, offset_ms: float) -> None:
        """One packet came for the first time."""
        self._catching_up = self._is_catching_up(offset_ms)
        self._last_offset_ms = offset_ms
        self._offsets.append((arrived_ms, offset_ms, not self._catching_up))
        self._forget_before(arrived_ms - REMEMBERED_MS)
        self._count += 1
        if offset_ms <= self._earliest_ms + MOST_MS or self._count == 1:
            self._moved_at_ms = None
        elif self._moved_at_ms is None:
            self._moved_at_ms = arrived_ms
        elif arrived_ms - self._moved_at_ms > _MOVED_MS:
            self._forget_before(self._moved_at_ms)
            self._moved_at_ms = None
            self._renew()
        if self._count < _KNOWN_AFTER or self._count % _RENEW_EVERY == 0:
            self._renew()

    def wanted_ms(self, reserve_ms: float = 0.0) -> float:
        """The offset the speaker should have; `reserve_ms` more, so that a packet can be recovered from the next."""
        first_ms = _FIRST_MS if self._count < _KNOWN_AFTER else 0.0
        least = self._earliest_ms + max(self._least_ms, first_ms)
        return min(max(self._wanted_ms + reserve_ms, least), self._earliest_ms + MOST_MS)

    def is_other_clock(self, offset_ms: float) -> bool:
        """Whether a packet is so early that the sender's time stamps must have jumped."""
        return bool(self._offsets) and offset_ms < self._earliest_ms - MOST_MS

    def _is_catching_up(self, offset_ms: float) -> bool:
        """What waited while a line stood still comes later than we would wait, and all behind it less and less late."""
        if not self._count:
            return False
        if offset_ms > self._earliest_ms + MOST_MS:
            return True
        return self._catching_up and offset_ms < self._last_offset_ms - _NOT_LESS_MS

    def _forget_before(self, at_ms: float) -> None:
        while self._offsets[0][0] < at_ms:
            self._offsets.popleft()

    def _renew(self) -> None:
        self._earliest_ms = min(offset for _, offset, _ in self._offsets)
        most_ms = self._earliest_ms + MOST_MS
        telling = [offset for _, offset, tells in self._offsets if tells and offset <= most_ms]
        self._wanted_ms = float(np.quantile(telling or [self._earliest_ms], _SHARE)) + _MARGIN_MS
