"""The calendar of a counter in Japan: its time zone, and which day it is there."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

JAPAN: Final = timezone(timedelta(hours=9), "JST")
"""Japan has one time zone and no summer time."""


def day_in_japan(moment: datetime) -> date:
    """The day a calendar on the wall shows at this moment (aware)."""
    return moment.astimezone(JAPAN).date()
