"""The machine's clocks: what each is good for, and one clock that goes on evenly while the wall clock is set.

The wall clock is set by people and by time servers, back and forth; it belongs into records and onto screens. How long
something may last is measured by a clock that nobody sets: of the two there are, one counts on while the machine sleeps
and one stands still, and the difference tells that it slept.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

_FASTEST_SLEW: Final = 0.1
"""Of the time that passed: a clock one minute off is right again after ten."""


def wall_clock() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- the one clock everything else is given


def since_boot_s() -> float:
    """Seconds of a clock that nobody sets and that counts on while the machine sleeps, where the system has one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class SteadyClock:
    """Time of day for limits: agrees with the wall clock, but never jumps with it and never goes back.

    Where the wall clock was set, it is approached by at most a tenth of the time that passes.

    Example:
        The wall clock is set back by an hour while a ring of 20 s runs: the ring still ends after 20 s, and ten hours
        later both clocks say the same.
    """

    def __init__(self, wall: Callable[[], datetime], passed_s: Callable[[], float] = since_boot_s) -> None:
        """`wall` gives aware times; `passed_s` seconds of a clock that nobody sets."""
        self._wall = wall
        self._passed_s = passed_s
        self._last_s = passed_s()
        self._at_s = wall().timestamp()
        self._lock = threading.Lock()  # the store asks from its thread

    def __call__(self) -> datetime:
        """The time, aware, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def seconds(self) -> float:
        """The time as seconds since 1970."""
        with self._lock:
            passed_s = self._passed_s() - self._last_s
            self._last_s += passed_s
            most_s = passed_s * _FASTEST_SLEW
            behind_s = self._wall().timestamp() - self._at_s - passed_s
            self._at_s += passed_s + max(-most_s, min(behind_s, most_s))
            return self._at_s


class SleepWatch:
    """Notices that the machine slept (suspend, a closed lid, hibernation), however the wall clock was set."""

    def __init__(
        self, with_sleep_s: Callable[[], float] = since_boot_s, awake_s: Callable[[], float] = time.monotonic
    ) -> None:
        """`with_sleep_s` counts on while the machine sleeps, `awake_s` stands still."""
        self._with_sleep_s = with_sleep_s
        self._awake_s = awake_s
        self._slept_s = self._sum()

    def slept_s(self) -> float:
        """How many seconds the machine slept since this was asked last."""
        before_s, self._slept_s = self._slept_s, self._sum()
        return self._slept_s - before_s

    def _sum(self) -> float:
        return self._with_sleep_s() - self._awake_s()
