"""Alarms: what an administrator should look at soon, logged when it begins and counted for monitoring."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from kiosk.log import Fact, Log

_log = Log("headquarters.alarms")
_LOGGED_EVERY: Final = timedelta(minutes=1)


class Alarm(StrEnum):
    """The kinds there are: the label of a figure, so a fixed set of words and never anything that came in."""

    BOOTH_PART = "booth-part"
    BOOTH_TWICE = "booth-twice"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CONNECTIONS_NEAR_BOUND = "connections-near-bound"
    FAULT = "fault"
    FILES_USED_UP = "files-used-up"
    OVER_QUOTA = "over-quota"
    RELAY_REFUSES = "relay-refuses"
    STORE_UNAVAILABLE = "store-unavailable"


class Alarms:
    """Counts alarms in this process; a flood of one kind is counted whole and logged once a minute."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._counts = Counter(dict.fromkeys(Alarm, 0))
        self._logged: dict[Alarm, datetime] = {}

    def ring(self, alarm: Alarm, **facts: Fact) -> None:
        """Count `alarm`, and write it down with `facts` unless that was done less than a minute ago."""
        self._counts[alarm] += 1
        now = self._now()
        last = self._logged.get(alarm)
        if last is None or not timedelta() <= now - last < _LOGGED_EVERY:
            self._logged[alarm] = now
            _log.warning("alarm", **facts, code=alarm, count=self._counts[alarm])

    def counts(self) -> dict[Alarm, int]:
        """How often each kind rang since the start; every kind is named."""
        return dict(self._counts)
