"""How often staff are told of something that changes with every key: at once, then only so often, the latest last."""

from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """Something that will happen unless it is called off."""

    def cancel(self) -> None:
        """Call it off."""


class Clock(Protocol):
    """The running loop, as far as waiting needs it."""

    def time(self) -> float:
        """Seconds of a clock that never steps."""

    def call_later(self, delay_s: float, callback: Callable[[], object], /) -> Timer:
        """Call back after `delay_s`."""


class Paced:
    """Does one thing at most once in `every_s` seconds.

    Asked after a pause it acts at once; asked sooner it acts once when the time is up, however often it was asked: what
    it acts on is looked up only then, so nothing is queued and the latest is never left out.
    """

    def __init__(self, act: Callable[[], object], every_s: float, clock: Callable[[], Clock]) -> None:
        """`clock` is asked for at each use: a booth is put together before its loop runs."""
        self._act = act
        self._every_s = every_s
        self._clock = clock
        self._next_s = float("-inf")
        self._timer: Timer | None = None

    def ask(self) -> None:
        """Act now, or as soon as it may be."""
        if self._timer is not None:
            return
        clock = self._clock()
        wait_s = self._next_s - clock.time()
        if wait_s > 0:
            self._timer = clock.call_later(wait_s, self._now)
        else:
            self._now()

    def drop(self) -> None:
        """What was asked for and is not yet done is not wanted any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _now(self) -> None:
        self._timer = None
        self._next_s = self._clock().time() + self._every_s
        self._act()
