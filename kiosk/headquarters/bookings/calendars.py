"""Calendars: the times an office offers for booking, from ``bookings.toml``."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.japanese.opening_hours import Hours, HoursText, hours
from kiosk.protocol.bookings import MOST_SLOTS
from kiosk.protocol.identifiers import CounterId
from kiosk.settings import Settings, load

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAYS: Final = get_args(Day)


class Calendar(Settings):
    """One office: when it is open, how long a booking lasts, how many come at the same time."""

    id: CounterId
    name: Annotated[str, Field(max_length=60)]
    place: Annotated[str, Field(max_length=120)] = ""
    opens: HoursText
    days: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: bool = False
    closed: tuple[date, ...] = ()
    pause: HoursText | None = None
    slot_minutes: Annotated[int, Field(ge=5, le=480)] = 30
    at_once: Annotated[int, Field(ge=1, le=50)] = 1
    lead_hours: Annotated[int, Field(ge=0, le=24 * 60)] = 24
    horizon_days: Annotated[int, Field(ge=1, le=120)] = 30
    hold_minutes: Annotated[int, Field(ge=5, le=240)] = 20

    @property
    def hours(self) -> Hours:
        """When it is open."""
        return hours(self.opens, tuple(_DAYS.index(day) for day in self.days), holidays=self.holidays)


class Calendars(Settings):
    """All calendars of a municipality."""

    calendar: tuple[Calendar, ...] = ()

    def get(self, calendar_id: str) -> Calendar | None:
        """The calendar of this id."""
        return next((one for one in self.calendar if one.id == calendar_id), None)


def load_calendars(path: Path) -> Calendars:
    """Read ``bookings.toml``; raises `SettingsError` naming file, key and remedy."""
    return load(path, Calendars)


def offered(calendar: Calendar, now: datetime) -> tuple[datetime, ...]:
    """Every time the calendar offers at this moment, booked or not, the earliest first.

    Example, 09:00 to 11:00 by 30 minutes, a pause from 10:00 to 10:30, one day ahead at least: asked on Monday at
    09:10, Tuesday begins with 09:30, then 10:30.
    """
    earliest = now + timedelta(hours=calendar.lead_hours)
    today = now.astimezone(JAPAN).date()
    days = (today + timedelta(days=ahead) for ahead in range(calendar.horizon_days + 1))
    found = (start for day in days for start in _of_day(calendar, day) if start >= earliest)
    return tuple(start for start, _ in zip(found, range(MOST_SLOTS), strict=False))


def has(calendar: Calendar, start: datetime, now: datetime) -> bool:
    """Whether this is a time of the calendar that is still to come, however soon, and no further off than it offers."""
    day = start.astimezone(JAPAN).date()
    within = day <= now.astimezone(JAPAN).date() + timedelta(days=calendar.horizon_days)
    return start > now and within and start in _of_day(calendar, day)


def _of_day(calendar: Calendar, day: date) -> Iterator[datetime]:
    if day in calendar.closed or not calendar.hours.serves_on(day):
        return
    length = timedelta(minutes=calendar.slot_minutes)
    at, end = (datetime.combine(day, time, JAPAN) for time in (calendar.hours.opens, calendar.hours.closes))
    pause = hours(calendar.pause) if calendar.pause else None
    while at + length <= end:
        if pause is None or not (at.time() < pause.closes and (at + length).time() > pause.opens):
            yield at
        at += length
