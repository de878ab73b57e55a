"""Times to come: one that headquarters keeps, or up to three preferences where it could not be asked."""

import re
from datetime import date, datetime
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.kinds.kind import Kind
from kiosk.procedures.words import words
from kiosk.protocol.model import YEARS
from kiosk.values import dataclass

MOST_PREFERENCES: Final = 3
_PREFERENCE: Final = re.compile(r"(\d{4}-\d\d-\d\d) (am|pm)", re.ASCII)
_LONGEST_ID: Final = 64
_MINUTES: Final = range(5, 481)
_KEPT: Final = frozenset({"calendar", "start", "minutes", "hold"})
_PREFERRED: Final = frozenset({"calendar", "preferences"})


@dataclass(frozen=True)
class Kept:
    """A time that headquarters keeps under `hold`."""

    calendar: str
    start: datetime
    minutes: int
    hold: str

    def to_json(self) -> dict[str, JsonValue]:
        """The shape kept in answers."""
        start = self.start.astimezone(JAPAN).isoformat()
        return {"calendar": self.calendar, "start": start, "minutes": self.minutes, "hold": self.hold}


@dataclass(frozen=True)
class Preferred:
    """Half days the resident could come, the best first: ``2026-12-01 am``. Staff choose a time and say it."""

    calendar: str
    preferences: tuple[str, ...]

    def to_json(self) -> dict[str, JsonValue]:
        """The shape kept in answers."""
        return {"calendar": self.calendar, "preferences": list(self.preferences)}


def read(value: JsonValue) -> Kept | Preferred | None:
    """What an answer says; None for anything that is none."""
    if not isinstance(value, dict) or not _is_id(value.get("calendar")):
        return None
    calendar = str(value["calendar"])
    if set(value) == _PREFERRED:
        preferences = value["preferences"]
        if (
            not isinstance(preferences, list)
            or not 0 < len(preferences) <= MOST_PREFERENCES
            or len(set(map(str, preferences))) < len(preferences)
        ):
            return None
        halves = tuple(str(one) for one in preferences)
        return Preferred(calendar, halves) if all(_half(one) for one in halves) else None
    minutes, hold = value.get("minutes"), value.get("hold")
    if set(value) != _KEPT or not _is_id(hold) or isinstance(minutes, bool) or not isinstance(minutes, int):
        return None
    start = _moment(value["start"])
    return None if start is None or minutes not in _MINUTES else Kept(calendar, start, minutes, str(hold))


def _is_id(value: JsonValue) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_ID


def _moment(value: JsonValue) -> datetime | None:
    """With its zone, and in a year that no zone can carry out of the calendar."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year in YEARS else None


def _half(preference: str) -> tuple[date, str] | None:
    found = _PREFERENCE.fullmatch(preference)
    try:
        return (date.fromisoformat(found[1]), found[2]) if found else None
    except ValueError:
        return None


def day_text(day: date, locale: str) -> str:
    """12月1日（火）."""
    said = words(locale)
    return said["slot_day"].format(month=day.month, day=day.day, weekday=said["slot_weekdays"].split()[day.weekday()])


def time_text(start: datetime, locale: str) -> str:
    """9:30, in Japan."""
    here = start.astimezone(JAPAN)
    return f"{here.hour}:{here.minute:02}"


def preference_text(preference: str, locale: str) -> str:
    """12月1日（火） 午前; as it is where it is no preference."""
    half = _half(preference)
    return f"{day_text(half[0], locale)} {words(locale)['slot_' + half[1]]}" if half else preference


def in_words(found: Kept | Preferred, locale: str) -> str:
    """12月1日（火） 9:30, or the half days in the order they are preferred in."""
    said = words(locale)
    match found:
        case Kept(start=start):
            return f"{day_text(start.astimezone(JAPAN).date(), locale)} {time_text(start, locale)}"
        case Preferred(preferences=preferences):
            told = ((n, preference_text(one, locale)) for n, one in enumerate(preferences, 1))
            return said["between"].join(said["slot_preference"].format(n=n, when=when) for n, when in told)


def coming(found: Kept | Preferred, place: str, sure: bool, locale: str) -> str:
    """What somebody takes home about a time: when and where it is, or that staff will say so where it is not `sure`."""
    said, when = words(locale), in_words(found, locale)
    if isinstance(found, Kept) and sure:
        return said["slot_booked"].format(when=when, place=place).strip()
    return said["slot_wished"].format(when=when)


class Slot(Kind):
    """A value is `Kept` or `Preferred` as JSON."""

    asks = "choose"

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return read(value) is not None

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        found = read(value)
        return in_words(found, locale) if found else str(value)

    @override
    def sample(self, item: FormField) -> JsonValue:
        return Preferred("shimin", ("2026-12-01 am",)).to_json()
