"""A clock that stands still until a test moves it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(eq=False)
class GivenTimer:
    """One thing that is due at a moment of a `GivenClock`."""

    due_s: float
    callback: Callable[[], object]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


class GivenClock:
    """`kiosk.booth.call.pace.Clock`; `pass_s` is the only thing that moves it."""

    def __init__(self, now_s: float = 100.0) -> None:
        self.now_s = now_s
        self._timers: list[GivenTimer] = []

    def __call__(self) -> "GivenClock":
        return self

    def time(self) -> float:
        return self.now_s

    def call_later(self, delay: float, callback: Callable[[], object], /) -> GivenTimer:
        timer = GivenTimer(self.now_s + delay, callback)
        self._timers.append(timer)
        return timer

    def pass_s(self, seconds: float) -> None:
        """Let time pass, and what is due happen in its order and at its moment."""
        end_s = self.now_s + seconds
        while due := [one for one in self._timers if one.due_s <= end_s and not one.cancelled]:
            first = min(due, key=lambda one: one.due_s)
            self._timers.remove(first)
            self.now_s = first.due_s
            first.callback()
        self.now_s = end_s

    @property
    def waiting(self) -> int:
        """How many things are still to happen."""
        return sum(not one.cancelled for one in self._timers)
