"""Bookings of times at an office."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from kiosk.headquarters.storage.tables.columns import (
    STRICT,
    MaybeMoment,
    MaybeWords,
    Moment,
    Storable,
    Table,
    Utc,
    Words,
)


class Booking(Table, table=True):
    """One time: held for a resident at a booth, booked by an application, preferred for, or cancelled.

    `seat` counts those who come at the same time from 0; two can never have one, and who has none has no time for sure.
    Who comes is nowhere here: the case knows.
    """

    __tablename__ = "booking"
    __table_args__ = (
        UniqueConstraint("calendar", "starts_at", "seat", name="booking_seat"),
        CheckConstraint("state IN ('held', 'booked', 'preferred', 'cancelled')", name="state"),
        STRICT,
    )
    booking_id: str = Field(primary_key=True, sa_type=Storable)
    calendar: Words
    starts_at: datetime | None = Field(default=None, index=True, sa_type=Utc)
    minutes: int
    seat: int | None = None
    state: Words
    preferences: Words
    booth_id: Words
    held_until: MaybeMoment = None
    case_id: str | None = Field(default=None, index=True, sa_type=Storable)
    reason: Words
    changed_by: MaybeWords = None
    changed_at: Moment
