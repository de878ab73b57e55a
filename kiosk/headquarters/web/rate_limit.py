"""Pace: how often one booth may ask for something, so that a stolen one cannot search through a list."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Rate:
    """So many at once, and one more each `every`."""

    at_once: int
    every: timedelta


class Pace:
    """Counts what each booth asked for lately; kept in memory, and no longer than it matters."""

    def __init__(self, rate: Rate, now: Callable[[], datetime]) -> None:
        self._rate = rate
        self._now = now
        self._full_at: dict[str, datetime] = {}
        """For each booth, when its allowance will be whole again."""

    def wait_seconds(self, booth_id: str) -> int:
        """0 when it may ask now, which is counted; otherwise how long it must wait, in whole seconds."""
        now, every = self._now(), self._rate.every
        full_at = max(self._full_at.get(booth_id, now), now)
        ahead = full_at + every - now - self._rate.at_once * every
        if ahead > timedelta():
            return max(1, math.ceil(ahead.total_seconds()))
        self._full_at[booth_id] = full_at + every
        return 0
