"""Opening hours of an office or a counter, in Japan's time: on working days, unless it says otherwise.

No working days (the usual 休日 of a municipality, 地方自治法4条の2): Saturdays, Sundays, 国民の祝日, 29 December to
3 January. The holidays come from `jpholiday`; a day the Diet moves needs its next release.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.values import dataclass

WEEKDAYS: Final = (0, 1, 2, 3, 4)
"""Monday to Friday, as `date.weekday` counts."""
_LOOK_AHEAD_DAYS: Final = 31


@dataclass(frozen=True)
class Hours:
    """From `opens` up to, not including, `closes` on `days`; with `holidays` on those and at the turn of the year too.

    Example, 08:35 to 17:00, in November 2026 (the 21st is a Saturday, the 23rd 勤労感謝の日):

        ==========================  =======  ======================
        at                          is open  closed until
        ==========================  =======  ======================
        Friday 20th, 16:59          yes      -
        Friday 20th, 17:00          no       Tuesday 24th, 08:35
        Saturday 21st, 10:00        no       Tuesday 24th, 08:35
        Tuesday 24th, 07:00         no       Tuesday 24th, 08:35
        ==========================  =======  ======================
    """

    opens: time
    closes: time
    days: tuple[int, ...] = WEEKDAYS
    holidays: bool = False

    def are_open(self, at: datetime) -> bool:
        """Whether it is open at this moment."""
        return self.closed_until(at) is None

    def closed_until(self, at: datetime) -> datetime | None:
        """When it opens again; None while it is open. The farthest day looked at where it opens on none for a month."""
        here = at.astimezone(JAPAN)
        if self.serves_on(here.date()) and self.opens <= here.time() < self.closes:
            return None
        days = [here.date() + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD_DAYS + 1)]
        openings = (datetime.combine(day, self.opens, JAPAN) for day in days if self.serves_on(day))
        last = datetime.combine(days[-1], self.opens, JAPAN)
        return next((opening for opening in openings if opening > here), last)

    def serves_on(self, day: date) -> bool:
        """Whether it is open at all on this day."""
        return day.weekday() in self.days and (self.holidays or not is_holiday(day))


@lru_cache(maxsize=512)
def is_holiday(day: date) -> bool:
    """国民の祝日, or the turn of the year (29 December to 3 January)."""
    import jpholiday

    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3) or jpholiday.is_holiday(day)


def hours(text: str, days: tuple[int, ...] = WEEKDAYS, *, holidays: bool = False) -> Hours:
    """``08:35-17:00`` as hours; raise `ValueError` for anything else, and where it closes before it opens."""
    found = re.fullmatch(r"(\d\d:\d\d)-(\d\d:\d\d)", text)
    if found is None:
        raise ValueError("hours are written 08:35-17:00")
    opens, closes = (time.fromisoformat(part) for part in found.groups())
    if not opens < closes:
        raise ValueError("it closes before it opens")
    return Hours(opens, closes, days, holidays)


def _checked(text: str) -> str:
    hours(text)
    return text


HoursText = Annotated[str, StringConstraints(pattern=r"^\d\d:\d\d-\d\d:\d\d$"), AfterValidator(_checked)]
"""``08:35-17:00`` in a file."""
