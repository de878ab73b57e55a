"""Tries: how many wrong sign-ins are allowed, counted before a password is looked at, for names that exist or not.

A browser that signed in before has tries of its own, so that nobody else can use them up. All others share: each
address has a few for each name, a name has a few times as many over all addresses, an address has some over all names.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from kiosk.headquarters.rate_limit import Rate, RateLimit, asker
from kiosk.headquarters.settings import SignIn
from kiosk.values import dataclass

_ADDRESSES_OF_A_NAME: Final = 4
"""So many addresses may use up their tries for one name before strangers must wait for it everywhere."""
_OF_ADDRESS: Final = Rate(at_once=30, every=timedelta(seconds=2))
"""Over all names: an office of thirty behind one address can begin its day at once."""


@dataclass(frozen=True)
class Try:
    """One try that was counted, in each of `counted`."""

    counted: tuple[tuple[RateLimit, str], ...]

    def forgive(self) -> None:
        """It was the right password, or was never looked at: nothing to count."""
        for limit, key in self.counted:
            limit.give_back(key)


@dataclass(frozen=True)
class MustWait:
    """No try now; the next one after `wait_s`."""

    wait_s: int


class Tries:
    """The tries of all names at this door."""

    def __init__(self, rules: SignIn, now: Callable[[], datetime]) -> None:
        each = Rate(rules.tries_before_wait, timedelta(seconds=rules.wait_s / rules.tries_before_wait))
        self._of_browser = RateLimit(each, now)
        self._of_stranger = RateLimit(each, now)
        self._of_name = RateLimit(Rate(each.at_once * _ADDRESSES_OF_A_NAME, each.every), now)
        self._of_address = RateLimit(_OF_ADDRESS, now)

    def begin(self, name: str, address: str, known_browser: str | None) -> Try | MustWait:
        """Count one try for `name` from `address`, or from a browser that this name signed in with before."""
        whose = asker(address)
        keys = (
            ((self._of_browser, f"{known_browser} {name}"),)
            if known_browser
            else ((self._of_stranger, f"{whose} {name}"), (self._of_name, name), (self._of_address, whose))
        )
        if wait := max(limit.left_s(key) for limit, key in keys):
            return MustWait(wait)
        for limit, key in keys:
            limit.wait_s(key)
        return Try(keys)
