"""Calls and their times; what was said is nowhere."""

from sqlalchemy import Index
from sqlmodel import Field

from kiosk.headquarters.storage.tables.columns import STRICT, MaybeMoment, MaybeWords, Moment, Storable, Table, Words


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
