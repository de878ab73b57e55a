"""What was found out about persons: nonces, findings, and who registered for tap. Who it was is nowhere here."""

from datetime import datetime

from sqlalchemy import CheckConstraint
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


class Nonce(Table, table=True):
    """Random bytes for one proof by one booth; `spent_at` is set once, before anybody looks at the proof."""

    __tablename__ = "nonce"
    __table_args__ = (STRICT,)
    nonce_id: str = Field(primary_key=True, sa_type=Storable)
    booth_id: Words
    content: bytes
    expires_at: datetime = Field(index=True, sa_type=Utc)
    spent_at: MaybeMoment = None


class EvidenceRow(Table, table=True):
    """One thing headquarters found out about a person: how, when and with what end. Who it was is nowhere here.

    Attributes:
        steps: JSON, the checks in order.
        found_by: the staff member's name, or empty where the program looked.
        paper: what kind of paper staff were shown.
        tap_key: keyed digest of the certificate, only of somebody who registered for tap.
        submission_id: what a registration for tap was to be linked with, which may still be on its way.
        again_at: when its revocation is to be asked for once more.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("level IN ('A1', 'A2', 'A3', 'A4')", name="level"),
        CheckConstraint("outcome IN ('confirmed', 'not_confirmed', 'not_checked')", name="outcome"),
        STRICT,
    )
    evidence_id: str = Field(primary_key=True, sa_type=Storable)
    booth_id: Words
    call_id: MaybeWords = None
    case_id: str | None = Field(default=None, foreign_key="case_file.case_id", index=True, sa_type=Storable)
    level: Words
    method: Words
    outcome: Words
    code: MaybeWords = None
    steps: Words
    at: Moment
    found_by: Words
    paper: Words
    tap_key: MaybeWords = None
    submission_id: str | None = Field(default=None, index=True, sa_type=Storable)
    again_at: datetime | None = Field(default=None, index=True, sa_type=Utc)
    tries: int


class ResidentRow(Table, table=True):
    """Somebody who registered for tap: nothing but an id of our own and when they were here last."""

    __tablename__ = "resident"
    __table_args__ = (STRICT,)
    resident_id: str = Field(primary_key=True, sa_type=Storable)
    registered_at: Moment
    seen_at: Moment


class ResidentTap(Table, table=True):
    """The certificate by which a resident is found again, as a digest keyed with this site's secret."""

    __tablename__ = "resident_tap"
    __table_args__ = (STRICT,)
    tap_key: str = Field(primary_key=True, sa_type=Storable)
    resident_id: str = Field(foreign_key="resident.resident_id", index=True, sa_type=Storable)


class ResidentCase(Table, table=True):
    """A case that a resident is told about when they tap."""

    __tablename__ = "resident_case"
    __table_args__ = (STRICT,)
    resident_id: str = Field(primary_key=True, foreign_key="resident.resident_id", sa_type=Storable)
    case_id: str = Field(primary_key=True, foreign_key="case_file.case_id", index=True, sa_type=Storable)
