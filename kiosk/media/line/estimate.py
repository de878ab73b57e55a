"""What a line carries of what we send, from what the other side told of each packet. Pure.

draft-ietf-rmcat-gcc-02 with two additions: before the line was ever full the estimate doubles twice a second, so that a
good line has its whole picture in seconds; and the standing queue is watched beside its growth, so that the voice does
not stand in it, and loss by chance (radio) is told from loss by a full queue.
"""

from collections import deque
from typing import Final

from kiosk.media.line.backlog import Backlog
from kiosk.media.line.trend import Slope, Trend
from kiosk.values import dataclass

_DOWN: Final = 0.85
_BEGINNING, _BEGINNING_THIN = 4.0, 2.5
"""Growth in a second before the line was first found full; slower at first, where a thin line is soon full."""
_THIN_BITS: Final = 600_000
_SEARCHING: Final = 1.5
"""Growth in a second after it was found to carry more than it did."""
_NEAR_BITS: Final = 10_000
"""Growth in a second near what it last carried, and at least."""
_NEAR_SHARE: Final = 0.05
_TRIED: Final = 1.35
_TRIED_FIRST: Final = 1.6
"""How far above what arrived the estimate goes; an encoder sends less than it may."""
_TRIED_BITS: Final = 30_000
_RATE_US: Final = 500_000
_LOSS_US: Final = 1_000_000
_FELT_MS: Final = 160.0
_LOSSY_MS: Final = 80.0
_EMPTY_MS, _FULL_MS = 15.0, 30.0
"""Of standing queue: up to the first the estimate grows, from the second on it falls."""
_DRAINED_MS: Final = 150.0
_LEAST_SHARE: Final = 0.5
_IN_VAIN_US: Final = 1_200_000
"""A queue that stands for so long though less is sent is not ours."""
_MUCH_LOSS: Final = 0.10
_RUIN: Final = 0.25
_LEAST_HEARD: Final = 0.3
_PATIENCE_US: Final = 250_000


@dataclass(frozen=True)
class Told:
    """What became of one packet: microseconds of our clock and of theirs (None: it did not come), bytes."""

    sent_us: int
    at_us: int | None
    size: int


class Estimate:
    """Follows one line.

    Attributes:
        bits: a second, of the packets that are told of: the picture's, beside the voice.
        loss: share lost in the last second, 0 to 1.
        backlog: what waits on it.
    """

    def __init__(self, start_bits: int, least_bits: int, most_bits: int) -> None:
        self.bits = float(start_bits)
        self.loss = 0.0
        self.backlog = Backlog()
        self._least_bits, self._most_bits = least_bits, most_bits
        self._trend = Trend()
        self._came: deque[tuple[int, int]] = deque()  # arrived, bytes
        self._fate: deque[tuple[int, bool]] = deque()  # sent, lost
        self._full_bits: float | None = None
        self._heard = 1.0
        self._last_us: int | None = None
        self._lowered_us = 0
        self._full_since_us: int | None = None

    @property
    def settled(self) -> bool:
        """Whether the line was full once: before, a low estimate says only that the beginning is not over."""
        return self._full_bits is not None

    @property
    def now_bits(self) -> float:
        """What to send now, a second: less than the line carries while a queue stands, so that it empties."""
        over_ms = self.backlog.standing_ms - _EMPTY_MS
        return self.bits * min(max(1 - over_ms / _DRAINED_MS, _LEAST_SHARE), 1.0)

    def take(self, told: list[Told], heard: float = 1.0) -> None:
        """What one report told, in the order of sending; `heard` is the share of the last reports that came, 0 to 1."""
        self._heard = heard
        for one in told:
            self._fate.append((one.sent_us, one.at_us is None))
            if one.at_us is not None:
                self._trend.add(one.sent_us, one.at_us)
                self._came.append((one.at_us, one.size))
                self.backlog.add(one.at_us, one.at_us - one.sent_us)
        if not told or not self._came:
            return
        now_us = max(one.sent_us for one in told)
        self._forget(now_us)
        elapsed_s = 0.0 if self._last_us is None else min(max(now_us - self._last_us, 0) / 1e6, 1.0)
        self._last_us = now_us
        self._move(now_us, elapsed_s)
        self.bits = min(max(self.bits, self._least_bits), self._most_bits)

    def _forget(self, now_us: int) -> None:
        newest = self._came[-1][0]
        while self._came[0][0] < newest - _RATE_US:
            self._came.popleft()
        while self._fate[0][0] < now_us - _LOSS_US:
            self._fate.popleft()
        self.loss = sum(lost for _, lost in self._fate) / len(self._fate) if len(self._fate) >= 20 else 0.0

    def _carried(self) -> float:
        """Bits a second that arrived of late."""
        span_us = max(self._came[-1][0] - self._came[0][0], _RATE_US // 4)
        return sum(size for _, size in self._came) * 8e6 / span_us / max(self._heard, _LEAST_HEARD)

    def _move(self, now_us: int, elapsed_s: float) -> None:
        backlog = self.backlog
        standing = backlog.standing_ms > _FULL_MS
        full = standing or self._trend.queue is Slope.GROWS or backlog.felt_ms > _FELT_MS
        lossy = (self.loss > _MUCH_LOSS and backlog.felt_ms > _LOSSY_MS) or self.loss > _RUIN
        self._look_whose(now_us, standing=standing)
        if full or lossy:
            if now_us - self._lowered_us >= _PATIENCE_US:
                self._lower(now_us)
        elif self._trend.queue is Slope.STEADY and backlog.standing_ms < _EMPTY_MS:
            self._raise(elapsed_s)

    def _look_whose(self, now_us: int, *, standing: bool) -> None:
        """A queue that we do not fill is nothing to give way to."""
        if not standing:
            self._full_since_us = None
        elif self._full_since_us is None:
            self._full_since_us = now_us
        elif now_us - self._full_since_us > _IN_VAIN_US:
            self._full_since_us = None
            self.backlog.take_for_the_way()

    def _lower(self, now_us: int) -> None:
        self._lowered_us = now_us
        carried = self._carried()
        self.bits = min(self.bits, _DOWN * carried)
        self._full_bits = carried if self._full_bits is None else 0.7 * self._full_bits + 0.3 * carried

    def _raise(self, elapsed_s: float) -> None:
        carried = self._carried()
        if self._full_bits is None:
            grown = self.bits * (_BEGINNING_THIN if self.bits < _THIN_BITS else _BEGINNING) ** elapsed_s
        elif self.bits < 0.8 * self._full_bits or self.bits > 1.15 * self._full_bits:
            grown = self.bits * _SEARCHING**elapsed_s
        else:
            grown = self.bits + max(_NEAR_BITS, _NEAR_SHARE * self.bits) * elapsed_s
        tried = _TRIED if self.settled else _TRIED_FIRST
        most = tried * carried + _TRIED_BITS  # what was not tried is not believed
        self.bits = max(self.bits, min(grown, most))
