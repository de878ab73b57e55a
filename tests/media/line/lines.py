"""A line with a queue, in numbers only: what an estimate makes of it."""

import random
from collections.abc import Callable
from typing import Final

from kiosk.media.line.estimate import Estimate, Told

_DELAY_S: Final = 0.02
_QUEUE_S: Final = 0.3
_REPORT_S: Final = 0.06
_FRAME_S: Final = 1 / 30


class Run:
    """What happened.

    Attributes:
        bits: the estimate by time.
        queue_ms: what each packet found waiting before it, by time.
    """

    def __init__(self) -> None:
        self.bits: list[tuple[float, float]] = []
        self.queue_ms: list[tuple[float, float]] = []

    def at(self, at_s: float) -> float:
        """The estimate at that time, kbit/s."""
        return next(bits for time_s, bits in self.bits if time_s >= at_s) / 1000

    def between(self, begin_s: float, end_s: float) -> list[float]:
        """The estimates of that time, kbit/s."""
        return [bits / 1000 for time_s, bits in self.bits if begin_s <= time_s < end_s]

    def waited_ms(self, begin_s: float, share: float) -> float:
        """What `share` of the packets after `begin_s` did not exceed."""
        waits = sorted(wait for time_s, wait in self.queue_ms if time_s >= begin_s)
        return waits[int(share * (len(waits) - 1))]


def run(
    kbit: Callable[[float], float], seconds: float, *, start_kbit: int = 500, least_kbit: int = 100,
    loss: float = 0.0, jitter_s: float = 0.0,
) -> Run:  # fmt: skip
    """A picture of 30 a second that uses the whole estimate, paced, over a line of `kbit(time)` and 300 ms of queue."""
    estimate, chance, result = Estimate(start_kbit * 1000, least_kbit * 1000, 3_000_000), random.Random(1), Run()
    free_s, now_s, report_s = 0.0, 0.0, _REPORT_S
    pending: list[tuple[float, Told]] = []
    while now_s < seconds:
        left, sent_s = int(estimate.now_bits * _FRAME_S / 8 * chance.uniform(0.6, 1.4)), now_s
        while left > 0:
            size = min(1200, max(left, 100))
            left -= size
            wait_s = max(free_s - sent_s, 0.0)
            at_s: float | None = None
            if wait_s <= _QUEUE_S and chance.random() >= loss:
                free_s = sent_s + wait_s + size * 8 / (kbit(sent_s) * 1000)
                at_s = free_s + _DELAY_S + chance.uniform(0, jitter_s)
                result.queue_ms.append((sent_s, wait_s * 1000))
            told = Told(int(sent_s * 1e6), None if at_s is None else int(at_s * 1e6), size)
            pending.append(((at_s or sent_s) + _DELAY_S, told))
            sent_s += size * 8 / (2 * estimate.bits)
        now_s += _FRAME_S
        if now_s >= report_s:
            report_s = now_s + _REPORT_S
            ready = [told for heard_s, told in pending if heard_s <= now_s]
            pending = [one for one in pending if one[0] > now_s]
            estimate.take(sorted(ready, key=lambda told: told.sent_us))
        result.bits.append((now_s, estimate.bits))
    return result
