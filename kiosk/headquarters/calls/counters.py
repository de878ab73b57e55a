"""Counters (窓口): the staffed desks and what each can do, from ``counters.toml``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from kiosk.procedures.japanese.opening_hours import Hours, HoursText, hours
from kiosk.protocol.identifiers import CounterId, Skill
from kiosk.settings import Settings, load

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAYS: Final = get_args(Day)


class Counter(Settings):
    """One staffed desk; `skills` are what everybody who sits there can do (languages, sign language, topics).

    Outside its hours nobody there is called, even where a page was left open. Without `opens` it has no hours.
    """

    id: CounterId
    name: Annotated[str, Field(max_length=60)]
    skills: tuple[Skill, ...] = ()
    opens: HoursText | None = None
    """``08:30-17:15``."""
    days: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: bool = False
    """Open on 国民の祝日 and at the turn of the year too."""

    @property
    def hours(self) -> Hours | None:
        """When somebody may be called; None: whenever somebody is there."""
        if self.opens is None:
            return None
        return hours(self.opens, tuple(_DAYS.index(day) for day in self.days), holidays=self.holidays)


class Counters(Settings):
    """All counters of a municipality."""

    counter: tuple[Counter, ...] = ()

    def skills(self, counter_id: str) -> frozenset[str]:
        """What everybody at a counter can do; nothing special at one that is not in the file."""
        return frozenset(skill for counter in self.counter if counter.id == counter_id for skill in counter.skills)

    def hours(self, counter_id: str) -> Hours | None:
        """When a counter is open; None where it has no hours, or is not in the file."""
        return next((counter.hours for counter in self.counter if counter.id == counter_id), None)

    def closed_until(self, at: datetime) -> datetime | None:
        """When the first counter opens; None while one is open or has no hours."""
        openings = [counter.hours.closed_until(at) if counter.hours else None for counter in self.counter]
        return min((one for one in openings if one), default=None) if all(openings) else None


def load_counters(path: Path) -> Counters:
    """Read ``counters.toml``; raises `SettingsError` naming file, key and remedy."""
    return load(path, Counters)
