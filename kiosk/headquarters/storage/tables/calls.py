"""Calls, their times and their breaks; what was said is nowhere."""

from datetime import datetime

from sqlalchemy import Index
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


class CallRecord(Table, table=True):
    """One call and its times; what was said is nowhere."""

    __tablename__ = "call_record"
    __table_args__ = (Index("call_record_requested", "requested_at"), STRICT)
    call_id: str = Field(primary_key=True, sa_type=Storable)
    booth_id: Words
    place: Words
    topic: MaybeWords = None
    language: Words
    waiting_number: int
    requested_at: Moment
    answered_at: MaybeMoment = None
    connected_at: MaybeMoment = None
    ended_at: MaybeMoment = None
    staff_id: MaybeWords = None
    counter: MaybeWords = None
    end_reason: MaybeWords = None
    outcome: MaybeWords = None
    note: Words = ""


class CallBreak(Table, table=True):
    """Something that was away in a call and came back, or was away when it ended.

    Attributes:
        what: as `kiosk.headquarters.calls.breaks.What`.
        began_at: of a line, when it was last heard: up to 20 s before it broke.
    """

    __tablename__ = "call_break"
    __table_args__ = (STRICT,)
    break_id: str = Field(primary_key=True, sa_type=Storable)
    call_id: str = Field(index=True, sa_type=Storable)
    what: Words
    began_at: Moment
    ended_at: datetime = Field(index=True, sa_type=Utc)
