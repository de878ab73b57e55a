"""Rate limit: how often somebody (a booth, an address, a name) may ask for something, counted in this process."""

import heapq
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

from kiosk.values import dataclass

_MOST_KEPT: Final = 20_000
"""Keys remembered at once; one costs about 200 bytes."""
_IPV6_HOST_BITS: Final = 64
"""RFC 6177: what one subscriber gets at least is a /64, so its 2^64 addresses are one asker."""


@dataclass(frozen=True)
class Rate:
    """So many at once, and one more each `every`."""

    at_once: int
    every: timedelta


class RateLimit:
    """Counts what each asker did lately; kept in memory, and no longer than it matters."""

    def __init__(self, rate: Rate, now: Callable[[], datetime], most_kept: int = _MOST_KEPT) -> None:
        self._rate = rate
        self._now = now
        self._most_kept = most_kept
        self._full_at: dict[str, datetime] = {}
        """For each asker, when its allowance will be whole again."""

    def wait_s(self, key: str) -> int:
        """0 when `key` may ask now, which is counted; otherwise how long it must wait, in whole seconds."""
        wait = self.left_s(key)
        if not wait:
            self._make_room(key)
            self._full_at[key] = max(self._full_at.get(key, self._now()), self._now()) + self._rate.every
        return wait

    def left_s(self, key: str) -> int:
        """How long `key` must wait, in whole seconds; nothing is counted."""
        now, every = self._now(), self._rate.every
        ahead = max(self._full_at.get(key, now), now) + every - now - self._rate.at_once * every
        return max(1, math.ceil(ahead.total_seconds())) if ahead > timedelta() else 0

    def give_back(self, key: str) -> None:
        """Take back one that was counted: it was rightful after all."""
        if full_at := self._full_at.get(key):
            self._full_at[key] = full_at - self._rate.every

    def __len__(self) -> int:
        """How many askers are remembered."""
        return len(self._full_at)

    def _make_room(self, key: str) -> None:
        if key in self._full_at or len(self._full_at) < self._most_kept:
            return
        now, half = self._now(), self._most_kept // 2
        kept = {one: full_at for one, full_at in self._full_at.items() if full_at > now}
        if len(kept) > half:  # those who asked most are remembered longest
            kept = dict(heapq.nlargest(half, kept.items(), key=lambda item: item[1]))
        self._full_at = kept


def asker(address: str) -> str:
    """Whose address this is: itself, or for IPv6 the network of one subscriber; text that is none stays as it is."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return f"{IPv6Address(int(read) >> _IPV6_HOST_BITS << _IPV6_HOST_BITS)}/{128 - _IPV6_HOST_BITS}"


class Pace:
    """How fast one end may go on. It is never refused: it is told how long to wait, and waits in its own row."""

    def __init__(self, rate: Rate) -> None:
        self._every_s = rate.every.total_seconds()
        self._at_once_s = rate.at_once * self._every_s
        self._even_at_s = -math.inf

    def wait_s(self, now_s: float, weight: int = 1) -> float:
        """Count `weight` steps at the moment `now_s` (of any steady clock), and say how long to wait before them."""
        self._even_at_s = max(self._even_at_s, now_s) + weight * self._every_s
        return max(0.0, self._even_at_s - now_s - self._at_once_s)
