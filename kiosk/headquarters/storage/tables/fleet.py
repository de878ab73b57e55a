"""Booths, and the codes that make one."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from kiosk.headquarters.storage.tables.columns import STRICT, MaybeMoment, MaybeWords, Moment, Storable, Table, Words


class Booth(Table, table=True):
    """A booth that was enrolled: hashes of the newest certificate it was given and, until used, of the one before."""

    __tablename__ = "booth"
    __table_args__ = (STRICT,)
    booth_id: str = Field(primary_key=True, sa_type=Storable)
    place: Words
    enrolled_at: Moment
    certificate: Words
    certificate_before: MaybeWords = None
    certificate_expires_at: Moment
    revoked_at: MaybeMoment = None
    last_seen_at: MaybeMoment = None


class EnrolmentCode(Table, table=True):
    """A one-time code: its keyed hash, by which it is found, and the booth it makes. A booth has one at a time."""

    __tablename__ = "enrolment_code"
    __table_args__ = (CheckConstraint("length(code_hash) = 64", name="code_hash"), STRICT)
    code_hash: str = Field(primary_key=True, sa_type=Storable)
    booth_id: str = Field(unique=True, sa_type=Storable)
    place: Words
    made_by: Words
    expires_at: Moment
    used_at: MaybeMoment = None
