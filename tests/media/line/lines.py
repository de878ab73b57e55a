"""A line with a queue, in numbers only: what estimate and pacer make of it, and what the voice beside it waits."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kiosk.media.line.estimate import Estimate, Told
from kiosk.media.line.pacing import Pacer

_DELAY_S: Final = 0.02
_QUEUE_S: Final = 0.3
_REPORT_S: Final = 0.06
_FRAME_S: Final = 1 / 30
_VOICE_S: Final = 0.02
_VOICE_BYTES: Final = 60
_LARGEST_BYTES: Final = 1200
_MOODS: Final = (0.6, 1.8)
"""What an encoder makes of the bits it may use, another each second."""


@dataclass
class Run:
    """What happened.

    Attributes:
        bits: the estimate by time.
        queue_ms: what each packet of the picture found waiting before it, by time.
        voice_ms: what each packet of the voice did.
        pictures: when each left whole.
    """

    bits: list[tuple[float, float]] = field(default_factory=list)
    queue_ms: list[tuple[float, float]] = field(default_factory=list)
    voice_ms: list[tuple[float, float]] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)

    def at(self, at_s: float) -> float:
        """The estimate at that time, kbit/s."""
        return next(bits for time_s, bits in self.bits if time_s >= at_s) / 1000

    def between(self, begin_s: float, end_s: float) -> list[float]:
        """The estimates of that time, kbit/s."""
        return [bits / 1000 for time_s, bits in self.bits if begin_s <= time_s < end_s]

    def waited_ms(self, begin_s: float, share: float) -> float:
        """What `share` of the picture's packets after `begin_s` did not exceed."""
        return _quantile(self.queue_ms, begin_s, share)

    def voice_waited_ms(self, begin_s: float, share: float) -> float:
        """The same of the voice's."""
        return _quantile(self.voice_ms, begin_s, share)


def _quantile(waits: list[tuple[float, float]], begin_s: float, share: float) -> float:
    later = sorted(wait for time_s, wait in waits if time_s >= begin_s)
    return later[int(share * (len(later) - 1))]


class _Way:
    """The queue of the line, and the way behind it."""

    def __init__(self, kbit: Callable[[float], float], loss: float, jitter_s: float, far_s: Callable[[float], float]):
        self._kbit = kbit
        self._loss = loss
        self._jitter_s = jitter_s
        self._far_s = far_s
        self._free_s = 0.0
        self._chance = random.Random(2)

    def take(self, size: int, at_s: float) -> tuple[float, float | None]:
        """What a packet finds waiting in seconds, and when it comes; None: never."""
        wait_s = max(self._free_s - at_s, 0.0)
        if wait_s > _QUEUE_S:
            return wait_s, None
        self._free_s = at_s + wait_s + size * 8 / (self._kbit(at_s) * 1000)
        if self._chance.random() < self._loss:
            return wait_s, None
        return wait_s, self._free_s + _DELAY_S + self._far_s(at_s) + self._chance.uniform(0, self._jitter_s)


def run(
    kbit: Callable[[float], float], seconds: float, *, start_kbit: int = 500, least_kbit: int = 100,
    loss: float = 0.0, jitter_s: float = 0.0, far_s: Callable[[float], float] = lambda _: 0.0,
    key_every_s: float = 1000.0,
) -> Run:  # fmt: skip
    """A picture of 30 a second that uses the estimate and at times more, paced, and a voice of 24 kbit/s beside it.

    The line carries `kbit(time)`, has 300 ms of queue, and its way is longer by `far_s(time)`.
    """
    estimate, chance, result = Estimate(start_kbit * 1000, least_kbit * 1000, 3_000_000), random.Random(1), Run()
    way, pacer = _Way(kbit, loss, jitter_s, far_s), Pacer()
    now_s, report_s, voice_s, key_s, mood, mood_s = 0.0, _REPORT_S, 0.0, key_every_s, 1.0, 1.0
    pending: list[tuple[float, Told]] = []

    def until(at_s: float) -> None:
        """Voice and reports up to this time."""
        nonlocal report_s, voice_s, pending
        while min(report_s, voice_s) <= at_s:
            if voice_s <= report_s:
                result.voice_ms.append((voice_s, 1000 * way.take(_VOICE_BYTES, voice_s)[0]))
                voice_s += _VOICE_S
                continue
            ready = [told for heard_s, told in pending if heard_s <= report_s]
            pending = [one for one in pending if one[0] > report_s]
            estimate.take(sorted(ready, key=lambda told: told.sent_us))
            result.bits.append((report_s, estimate.bits))
            report_s += _REPORT_S

    while now_s < seconds:
        until(now_s)
        if now_s >= mood_s:
            mood, mood_s = chance.uniform(*_MOODS), now_s + 1
        left = int(estimate.now_bits * _FRAME_S / 8 * mood * chance.uniform(0.6, 1.4))
        if now_s >= key_s:
            left, key_s = 8 * left, now_s + key_every_s
        began_s = now_s
        while left > 0:
            size = min(_LARGEST_BYTES, max(left, 100))
            left -= size
            pacer.beginning = not estimate.settled
            now_s += pacer.wait_s(size, estimate.bits, now_s)
            until(now_s)
            wait_s, at_s = way.take(size, now_s)
            result.queue_ms.append((now_s, wait_s * 1000))
            told = Told(int(now_s * 1e6), None if at_s is None else int(at_s * 1e6), size)
            pending.append(((at_s or now_s) + _DELAY_S, told))
        result.pictures.append(now_s)
        now_s = max(began_s + _FRAME_S, now_s)
    return result
