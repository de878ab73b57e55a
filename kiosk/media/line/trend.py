"""Whether the queue of a line grows: groups of packets, their delay, and the slope of it. Pure.

As in draft-ietf-rmcat-gcc-02 (5.1 to 5.4), with a line fitted through the last delays in place of the Kalman filter, as
today's browsers do.
"""

from collections import deque
from enum import Enum
from typing import Final

_BURST_US: Final = 5_000
_WINDOW: Final = 20
_SMOOTHING: Final = 0.9
_GAIN: Final = 4.0
_MOST_COUNTED: Final = 60
_UP, _DOWN = 0.0087, 0.039
_LEAST_MS, _MOST_MS = 6.0, 600.0
_OVERUSE_MS: Final = 10.0


class Slope(Enum):
    """What becomes of the queue."""

    STEADY = "steady"
    GROWS = "grows"
    EMPTIES = "empties"


class Trend:
    """Delay of groups of packets against the first one, smoothed, and its slope against an adaptive threshold."""

    def __init__(self) -> None:
        self.queue = Slope.STEADY
        self._group: tuple[int, int, int] | None = None  # first sent, last sent, last arrived
        self._before: tuple[int, int] | None = None
        self._points: deque[tuple[float, float]] = deque(maxlen=_WINDOW)
        self._sum_ms = self._smooth_ms = 0.0
        self._count = 0
        self._threshold_ms = 12.5
        self._over_ms = -1.0
        self._slope_before = 0.0
        self._began_us = 0

    def add(self, sent_us: int, at_us: int) -> None:
        """One packet, in the order of sending; each time in microseconds of a clock of its own."""
        group = self._group
        if group is None:
            self._began_us = at_us
            self._group = (sent_us, sent_us, at_us)
            return
        first, last, came = group
        if sent_us < first:
            return
        bunched = at_us - came < sent_us - last and at_us - came <= _BURST_US
        if sent_us - first <= _BURST_US or bunched:
            self._group = (first, max(last, sent_us), max(came, at_us))
            return
        if self._before is not None:
            self._delta((came - self._before[1]) / 1000, (last - self._before[0]) / 1000, came)
        self._before = (last, came)
        self._group = (sent_us, sent_us, at_us)

    def _delta(self, came_ms: float, sent_ms: float, at_us: int) -> None:
        self._count = min(self._count + 1, _MOST_COUNTED)
        self._sum_ms += came_ms - sent_ms
        self._smooth_ms = _SMOOTHING * self._smooth_ms + (1 - _SMOOTHING) * self._sum_ms
        self._points.append(((at_us - self._began_us) / 1000, self._smooth_ms))
        if len(self._points) < _WINDOW // 2:
            return
        slope = _slope(self._points)
        self._judge(slope, slope * self._count * _GAIN, sent_ms)
        self._slope_before = slope

    def _judge(self, slope: float, offset_ms: float, sent_ms: float) -> None:
        if offset_ms > self._threshold_ms:
            self._over_ms = sent_ms / 2 if self._over_ms < 0 else self._over_ms + sent_ms
            if self._over_ms > _OVERUSE_MS and slope >= self._slope_before:
                self._over_ms = 0.0
                self.queue = Slope.GROWS
        else:
            self._over_ms = -1.0
            self.queue = Slope.EMPTIES if offset_ms < -self._threshold_ms else Slope.STEADY
        if abs(offset_ms) > self._threshold_ms + 15:
            return
        step = _DOWN if abs(offset_ms) < self._threshold_ms else _UP
        self._threshold_ms += step * (abs(offset_ms) - self._threshold_ms) * min(sent_ms, 100.0)
        self._threshold_ms = min(max(self._threshold_ms, _LEAST_MS), _MOST_MS)


def _slope(points: "deque[tuple[float, float]]") -> float:
    """Least squares; 0 where all stand at one place."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    below = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / below if below else 0.0
