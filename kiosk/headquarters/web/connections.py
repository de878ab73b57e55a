"""Connections: who is connected at one door, how many there may be, and who has to go when there is no room.

A process may open only so many files, and one that cannot open another serves nobody, silently. So each door has a
bound below that, in all and for each address; when it is reached, whoever has the most loses the connection that has
been idle longest. Only where nobody is idle the newcomer is turned away. Pure; the server counts and closes.
"""

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.headquarters.alarms import Alarm, Alarms

_NEAR: Final = 0.8
"""Share of the bound from which an alarm is raised, once; it is over when it has sunk to `_FAR`."""
_FAR: Final = 0.6


class Connection:
    """One connection, from its acceptance to its end, TLS or not yet.

    Attributes:
        of: whose it is, as `rate_limit.asker` says.
        idle_since_s: since when headquarters waits for the other end; None while it works for it.
    """

    def __init__(self, of: str, now_s: float, end: Callable[[], None]) -> None:
        self.of = of
        self.end = end
        self.changed: Callable[[], None] = lambda: None
        self._idle_since_s: float | None = now_s

    @property
    def idle_since_s(self) -> float | None:
        """Seconds of the loop's clock, which never goes back."""
        return self._idle_since_s

    @idle_since_s.setter
    def idle_since_s(self, now_s: float | None) -> None:
        self._idle_since_s = now_s
        self.changed()


class _Own:
    """The connections of one asker: the idle ones in the order in which they became so, and the others."""

    def __init__(self) -> None:
        self.idle: dict[Connection, None] = {}
        self.busy: set[Connection] = set()

    def __len__(self) -> int:
        return len(self.idle) + len(self.busy)

    def __contains__(self, connection: Connection) -> bool:
        return connection in self.idle or connection in self.busy

    def put(self, connection: Connection) -> None:
        """It is here, and its idleness may have changed."""
        self.remove(connection)
        if connection.idle_since_s is None:
            self.busy.add(connection)
        else:
            self.idle[connection] = None

    def remove(self, connection: Connection) -> None:
        """It is here no more."""
        self.idle.pop(connection, None)
        self.busy.discard(connection)


class Connections:
    """All connections of one door.

    Attributes:
        name: which door.
        turned_away: how many newcomers found no room, since the start.
        idle_ended: how many idle ones had to go for a newcomer.
    """

    def __init__(self, name: str, most: int, most_of_one: int, alarms: Alarms) -> None:
        self.name = name
        self.turned_away = self.idle_ended = 0
        self._most = most
        self._most_of_one = most_of_one
        self._alarms = alarms
        self._by_asker: dict[str, _Own] = {}
        self._idle: dict[Connection, None] = {}  # of all askers, the longest idle first
        self._count = 0
        self._near = False

    def __len__(self) -> int:
        """How many are open."""
        return self._count

    def come(self, connection: Connection) -> bool:
        """Take a new connection, if need be in the place of an idle one; False when there is no room."""
        own = self._by_asker.get(connection.of, _Own())
        room = len(own) < self._most_of_one or self._end_idle(own.idle)
        if not room or not (self._count < self._most or self.make_room()):
            self.turned_away += 1
            return False
        own = self._by_asker.setdefault(connection.of, own)
        self._put(own, connection)
        connection.changed = lambda: self._put(own, connection)
        self._count += 1
        self._raise_alarm()
        return True

    def go(self, connection: Connection) -> None:
        """A connection is over; saying it again is harmless."""
        own = self._by_asker.get(connection.of)
        if own is None or connection not in own:
            return
        own.remove(connection)
        self._idle.pop(connection, None)
        connection.changed = lambda: None
        if not len(own):
            del self._by_asker[connection.of]
        self._count -= 1
        self._near = self._near and self._count > self._most * _FAR

    def make_room(self) -> bool:
        """End the longest idle connection of whoever has the most, or else of anybody; False when nobody is idle."""
        if not self._idle:
            return False
        most = max(self._by_asker.values(), key=len)
        return self._end_idle(most.idle) or self._end_idle(self._idle)

    def end_idle(self) -> None:
        """End every idle one: the door is closed, and whoever is served may still be answered."""
        for one in tuple(self._idle):
            self.go(one)
            one.end()

    def _put(self, own: _Own, connection: Connection) -> None:
        own.put(connection)
        self._idle.pop(connection, None)
        if connection.idle_since_s is not None:
            self._idle[connection] = None

    def _end_idle(self, idle: Mapping[Connection, None]) -> bool:
        longest = next(iter(idle), None)
        if longest is None:
            return False
        self.go(longest)
        self.idle_ended += 1
        longest.end()
        return True

    def _raise_alarm(self) -> None:
        if not self._near and self._count >= self._most * _NEAR:
            self._near = True
            facts = {"open": self._count, "most": self._most, "addresses": len(self._by_asker)}
            self._alarms.ring(Alarm.CONNECTIONS_NEAR_BOUND, door=self.name, **facts)

    def out_of_files(self) -> None:
        """No connection can be taken, here or by anything else in the process: one must go."""
        self._alarms.ring(Alarm.FILES_USED_UP, door=self.name, open=self._count)
        self.make_room()
