"""Commands to a bad line that runs, each one line of JSON, answered by one. Pure but for the line they change.

``{"do": "set", "loss_percent": 3}`` changes what is named and keeps the rest; ``{"do": "cut", "seconds": 5}`` cuts the
line; both take ``"way": "up"`` (from the booth) or ``"down"`` where only one direction is meant. ``{"do": "count"}``
tells what became of the packets, ``{"do": "quit"}`` ends.
"""

import json
from dataclasses import asdict
from typing import Any, Final, Generic

from pydantic import ValidationError

from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.rehearsal.bad_line.profiles import Profile
from kiosk.rehearsal.bad_line.way import Packet, Way

_S: Final = 1_000_000_000
_LONGEST_CUT_S: Final = 3600
Reply = dict[str, Any]


class Line(Generic[Packet]):
    """Both directions.

    Attributes:
        ways: ``up`` from the booth to headquarters, ``down`` the other way.
        over: it was told to end.
    """

    def __init__(self, profile: Profile, seed: int, now_ns: int) -> None:
        self.ways: dict[str, Way[Packet]] = {
            "up": Way(profile.up, f"{seed} up"),
            "down": Way(profile.down, f"{seed} down"),
        }
        self.over = False
        self._profile = profile
        self._next_cut_ns = now_ns + round(profile.cut_every_s * _S) if profile.cut_s else None

    def turn(self, now_ns: int) -> None:
        """Cut the line where its profile says so."""
        if self._next_cut_ns is not None and now_ns >= self._next_cut_ns:
            self.cut(self._profile.cut_s, now_ns)
            self._next_cut_ns += round(self._profile.cut_every_s * _S)

    def cut(self, seconds: float, now_ns: int, way: str = "both") -> None:
        """Nothing passes for so long."""
        for one in self._meant(way):
            one.cut(now_ns + round(seconds * _S))

    def obey(self, said: str, now_ns: int) -> Reply:
        """Carry out one command and say how it went; what cannot be done changes nothing."""
        try:
            command: dict[str, Any] = dict(json.loads(said))
            return {"ok": True, **self._obey(command.pop("do", None), command, now_ns)}
        except ValidationError as error:
            first = error.errors()[0]
            return {"ok": False, "why": f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"}
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            return {"ok": False, "why": f"no command: {error}"}

    def _obey(self, verb: object, given: dict[str, Any], now_ns: int) -> Reply:
        if verb == "count":
            return self.count()
        if verb == "quit":
            self.over = True
            return {}
        way = str(given.pop("way", "both"))
        if verb == "set":
            changed = [
                (one, Conditions.model_validate(one.conditions.model_dump() | given)) for one in self._meant(way)
            ]
            for one, conditions in changed:
                one.change(conditions, now_ns)
            return {name: one.conditions.model_dump(exclude_defaults=True) for name, one in self.ways.items()}
        if verb == "cut":
            seconds = float(given.pop("seconds"))
            if given or not 0 <= seconds <= _LONGEST_CUT_S:
                raise ValueError(f"cut takes 0 to {_LONGEST_CUT_S} seconds")
            self.cut(seconds, now_ns, way)
            return {}
        raise ValueError("known are set, cut, count, quit")

    def count(self) -> Reply:
        """What became of the packets of each direction."""
        return {name: asdict(way.counts) for name, way in self.ways.items()}

    def _meant(self, way: str) -> list[Way[Packet]]:
        if way == "both":
            return list(self.ways.values())
        if way not in self.ways:
            raise ValueError("way is up, down or both")
        return [self.ways[way]]
