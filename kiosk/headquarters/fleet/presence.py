"""Presence (接続状況): which booths are here and how they are, in memory; the database sees only coming and going."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.fleet.ailments import Ailment, ailments
from kiosk.protocol.presence import BoothHealth
from kiosk.values import dataclass


@dataclass(frozen=True)
class BoothHere:
    """A booth that connected since headquarters started."""

    booth_id: str
    connected: bool
    seen_at: datetime
    health: BoothHealth
    in_call: bool = False
    twice_at: datetime | None = None
    """When another machine came with its identity last."""
    rung: frozenset[Ailment] = frozenset()
    """What was the matter when its alarm was considered last."""


class Presence:
    """What booths last said of themselves."""

    def __init__(self, now: Callable[[], datetime], alarms: Alarms | None = None) -> None:
        """`alarms`: told of a part of a booth that does not work any more."""
        self._now = now
        self._alarms = alarms or Alarms(now)
        self._booths: dict[str, BoothHere] = {}

    def of(self, booth_id: str) -> BoothHere | None:
        """A booth, if it was here since headquarters started."""
        return self._booths.get(booth_id)

    def connected(self) -> list[str]:
        """Ids of the booths with an open link."""
        return [booth.booth_id for booth in self._booths.values() if booth.connected]

    def came(self, booth_id: str, health: BoothHealth) -> None:
        """A booth opened its link."""
        before = self._booths.get(booth_id)
        twice_at = before.twice_at if before else None
        rung = before.rung if before else frozenset()
        # a booth that has only just begun has not heard its card reader yet; its next beat tells
        rung = self._ring(booth_id, rung, health, frozenset({Ailment.READER_AWAY}))
        self._booths[booth_id] = BoothHere(booth_id, True, self._now(), health, twice_at=twice_at, rung=rung)

    def beat(self, booth_id: str, health: BoothHealth) -> None:
        """A booth said how it is."""
        if here := self._booths.get(booth_id):
            rung = self._ring(booth_id, here.rung, health)
            self._booths[booth_id] = replace(here, seen_at=self._now(), health=health, rung=rung)

    def _ring(
        self, booth_id: str, rung: frozenset[Ailment], health: BoothHealth, later: frozenset[Ailment] = frozenset()
    ) -> frozenset[Ailment]:
        """Ring for what is new of it; a line that breaks and comes back is nothing new."""
        found = frozenset(ailments(health))
        for one in sorted(found - rung - later):
            if one.rings:
                refused = one is Ailment.RELAY_REFUSES
                self._alarms.ring(Alarm.RELAY_REFUSES if refused else Alarm.BOOTH_PART, booth=booth_id, part=one)
        return (found - later) | (rung & later & found)

    def twice(self, booth_id: str) -> None:
        """Another machine came with the identity of a booth that is here."""
        if here := self._booths.get(booth_id):
            self._booths[booth_id] = replace(here, twice_at=self._now())

    def left(self, booth_id: str) -> None:
        """A booth's link is gone."""
        if here := self._booths.get(booth_id):
            self._booths[booth_id] = replace(here, connected=False, seen_at=self._now())

    def in_calls(self, booth_ids: frozenset[str]) -> None:
        """Which booths are in a call now."""
        for booth_id, here in self._booths.items():
            if here.in_call != (booth_id in booth_ids):
                self._booths[booth_id] = replace(here, in_call=booth_id in booth_ids)
