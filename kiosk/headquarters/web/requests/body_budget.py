"""Body budget: how many bytes of bodies all requests in work may hold together.

A limit on each body bounds no sum: twenty of the largest at once are half a gigabyte, and more while they are opened.
So all share one budget. One booth, or one address, can use up only its own part of it; and the last quarter is for who
holds little: an ordinary submission passes while several booths with bad lines send their largest. Pure.
"""

from typing import Final

MOST_BYTES: Final = 256 * 2**20
MOST_OF_ONE: Final = 32 * 2**20
"""A booth sends one after the other, and the largest is 24 MiB."""
LITTLE: Final = 2 * 2**20
"""An ordinary submission, with a scanned paper."""
AGAIN_S: Final = 30
"""When whoever found no room should ask again: a submission is kept within seconds of its last byte."""


class BodyBudget:
    """What each asker's requests hold at this moment, in bytes."""

    def __init__(self, most: int = MOST_BYTES, most_of_one: int = MOST_OF_ONE, little: int = LITTLE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._little = little
        self._held: dict[str, int] = {}
        self.held = 0

    def take(self, whose: str, count: int) -> bool:
        """Hold `count` bytes more for `whose`; False, and nothing is held, where there is no room."""
        holding = self._held.get(whose, 0) + count
        room = self._most if holding <= self._little else self._most * 3 // 4
        if holding > self._most_of_one or self.held + count > room:
            return False
        self._held[whose] = holding
        self.held += count
        return True

    def give_back(self, whose: str, count: int) -> None:
        """A request is over: what it held is free."""
        if not count:
            return
        self.held -= count
        self._held[whose] -= count
        if not self._held[whose]:
            del self._held[whose]

    def __len__(self) -> int:
        """How many hold anything."""
        return len(self._held)
