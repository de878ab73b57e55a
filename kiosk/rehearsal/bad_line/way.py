"""One direction of a bad line: from a packet's size and time it decides what leaves when. Pure, exact to a nanosecond.

A packet waits for its turn, is sent at the line's rate, may be lost on its way, and arrives after delay and jitter.
"""

import heapq
from collections import deque
from random import Random
from typing import Final, Generic, TypeVar

from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.values import dataclass

Packet = TypeVar("Packet")
_MS: Final = 1_000_000
_BIT: Final = 1_000_000
"""Work is counted in millionths of a bit: at 1 kbit/s one of them is done in a nanosecond, so nothing is rounded."""


@dataclass(frozen=True)
class Counts:
    """What became of the packets of one direction.

    Attributes:
        sent_bytes: of all packets that were given to the line, whatever became of them.
        passed: arrived, or on their way.
        lost: by chance.
        dropped: by the full queue.
        cut: came while the line was cut.
    """

    sent_bytes: int = 0
    passed: int = 0
    lost: int = 0
    dropped: int = 0
    cut: int = 0


class Way(Generic[Packet]):
    """One direction. Times are nanoseconds of one steady clock and never go back.

    The same seed, packets and times give the same end, and changing one condition does not change the chances of
    another: which packets are lost does not depend on jitter.
    """

    def __init__(self, conditions: Conditions, seed: str) -> None:
        self._conditions = conditions
        self._loss_chance = Random(f"{seed} loss")  # noqa: S311 -- a rehearsal is repeated
        self._jitter_chance = Random(f"{seed} jitter")  # noqa: S311 -- the same
        self._in_spell = False
        self._cut_until_ns = 0
        self._waiting: deque[tuple[int, Packet]] = deque()
        self._waiting_work = 0
        self._worked_until_ns = 0
        self._on_the_way: list[tuple[int, int, Packet]] = []
        self._last_arrival_ns = 0
        self._number = 0
        self._counts = [0, 0, 0, 0, 0]

    @property
    def conditions(self) -> Conditions:
        """As they are now."""
        return self._conditions

    @property
    def counts(self) -> Counts:
        """Since the beginning."""
        return Counts(*self._counts)

    def change(self, conditions: Conditions, now_ns: int) -> None:
        """From now on; what waits for its turn is sent at the new rate, what is on its way arrives as it would have."""
        self._work(now_ns)
        self._conditions = conditions
        self._work(now_ns)

    def cut(self, until_ns: int) -> None:
        """Nothing that is given before `until_ns` arrives; what was given earlier does."""
        self._cut_until_ns = until_ns

    def take(self, packet: Packet, size_bytes: int, now_ns: int) -> None:
        """Give one packet to the line."""
        self._work(now_ns)
        self._counts[0] += size_bytes
        if now_ns < self._cut_until_ns:
            self._counts[4] += 1
            return
        rate_kbit, queue_ms = self._conditions.rate_kbit, self._conditions.queue_ms
        if rate_kbit is not None and self._waiting_work > queue_ms * _MS * rate_kbit:
            self._counts[3] += 1
            return
        work = size_bytes * 8 * _BIT
        self._waiting.append((work, packet))
        self._waiting_work += work
        self._work(now_ns)

    def arrived(self, now_ns: int) -> list[Packet]:
        """What is there by now and was not asked for yet, in the order in which it arrived."""
        self._work(now_ns)
        found: list[Packet] = []
        while self._on_the_way and self._on_the_way[0][0] <= now_ns:
            found.append(heapq.heappop(self._on_the_way)[2])
        return found

    def next_ns(self) -> int | None:
        """When to ask again: the next moment at which something arrives or leaves the queue; None while it is empty."""
        moments = [self._on_the_way[0][0]] if self._on_the_way else []
        if self._waiting and self._conditions.rate_kbit is not None:
            moments.append(self._worked_until_ns + -(-self._waiting[0][0] // self._conditions.rate_kbit))
        return min(moments, default=None)

    def _work(self, now_ns: int) -> None:
        """Send what the rate lets through until now."""
        rate_kbit = self._conditions.rate_kbit
        while self._waiting:
            work, packet = self._waiting[0]
            done_ns = self._worked_until_ns if rate_kbit is None else self._worked_until_ns + -(-work // rate_kbit)
            if done_ns > now_ns:
                done = (now_ns - self._worked_until_ns) * (rate_kbit or 0)
                self._waiting[0] = (work - done, packet)
                self._waiting_work -= done
                break
            self._waiting.popleft()
            self._waiting_work -= work
            self._worked_until_ns = done_ns
            self._send(packet, done_ns)
        self._worked_until_ns = now_ns

    def _send(self, packet: Packet, at_ns: int) -> None:
        jitter_ms = self._jitter_chance.random() * self._conditions.jitter_ms
        if self._is_lost():
            self._counts[2] += 1
            return
        arrival_ns = at_ns + round((self._conditions.delay_ms + jitter_ms) * _MS)
        if not self._conditions.reorder:
            arrival_ns = max(arrival_ns, self._last_arrival_ns)
        self._last_arrival_ns = max(arrival_ns, self._last_arrival_ns)
        heapq.heappush(self._on_the_way, (arrival_ns, self._number, packet))
        self._number += 1
        self._counts[1] += 1

    def _is_lost(self) -> bool:
        conditions = self._conditions
        state_chance, chance = self._loss_chance.random(), self._loss_chance.random()
        if conditions.burst_packets <= 1:
            return chance * 100 < conditions.loss_percent
        if self._in_spell:
            self._in_spell = state_chance >= conditions.spell_ends
        else:
            self._in_spell = state_chance < conditions.spell_begins
        return self._in_spell and chance * 100 < conditions.burst_loss_percent
