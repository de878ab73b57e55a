"""Booking a time at an office, at the booth door: what is free, and one time held while the form is open.

Lost or doubled, nothing is harmed: a hold is named by the booth and asked for again it is only made longer; one that is
never given back ends by itself (`HoldGiven.until`).
"""

from typing import Annotated, Final

from pydantic import Field

from kiosk.protocol.identifiers import SubmissionId
from kiosk.protocol.model import Moment, Wire

MOST_SLOTS: Final = 2000
HoldId = SubmissionId
Minutes = Annotated[int, Field(ge=5, le=480)]


class SlotsGiven(Wire):
    """Headquarters' answer to ``GET /bookings/{calendar}/slots``: every free time, the earliest first."""

    place: Annotated[str, Field(max_length=120)] = ""
    """Where to come, in Japanese."""
    slots: Annotated[tuple[Moment, ...], Field(max_length=MOST_SLOTS)] = ()


class HoldAsked(Wire):
    """``POST /bookings/{calendar}/holds``: keep this time for the resident who is at the booth."""

    hold_id: HoldId
    start: Moment


class HoldGiven(Wire):
    """It is kept until then, and longer when it is asked for again."""

    hold_id: HoldId
    start: Moment
    minutes: Minutes
    until: Moment


class HoldLeft(Wire):
    """``POST /bookings/left``: the resident does not want it any more, or has gone."""

    hold_id: HoldId
