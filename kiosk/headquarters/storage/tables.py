"""Tables of headquarters. Nothing a resident wrote is here in clear: applications stay sealed, and opened only to look.

Values are checked by the models at the edge (``table=True`` validates nothing) and by STRICT tables and CHECKs here.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, Column, Dialect, ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel
from typing_extensions import override

from kiosk.protocol.model import YEARS

UNREADABLE: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Read in the place of a stored time that is none, or outside the years of the wire: whoever shows it says unknown."""


class Utc(TypeDecorator[datetime]):
    """An aware UTC time: ``timestamptz`` in PostgreSQL, ISO 8601 text of fixed length (so that it sorts) in SQLite."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = TIMESTAMP(timezone=True) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.isoformat(timespec="microseconds")

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
            at = at.astimezone(UTC)
        except (ValueError, OverflowError):
            return UNREADABLE
        return at if at.year in YEARS else UNREADABLE


class Table(SQLModel, registry=registry()):
    """What all tables of headquarters share: a registry of their own."""


metadata = Table.metadata
_STRICT = {"sqlite_strict": True}


def _text(*more: Any, **options: Any) -> Any:
    return Field(sa_column=Column(Text, *more, **{"nullable": False, **options}))


def _whole(**options: Any) -> Any:
    return Field(sa_column=Column(Integer, **{"nullable": False, **options}))


def _time(**options: Any) -> Any:
    return Field(sa_column=Column(Utc, **{"nullable": False, **options}))


def _maybe_time() -> Any:
    return Field(default=None, sa_column=Column(Utc, nullable=True))


def _maybe_text(*more: Any, **options: Any) -> Any:
    return Field(default=None, sa_column=Column(Text, *more, nullable=True, **options))


class Booth(Table, table=True):
    """A booth that was enrolled: hashes of the newest certificate it was given and, until used, of the one before."""

    __tablename__ = "booth"
    __table_args__ = (_STRICT,)
    booth_id: str = _text(primary_key=True)
    place: str = _text()
    enrolled_at: datetime = _time()
    certificate: str = _text()
    certificate_before: str | None = _maybe_text()
    certificate_expires_at: datetime = _time()
    revoked_at: datetime | None = _maybe_time()
    last_seen_at: datetime | None = _maybe_time()


class EnrolmentCode(Table, table=True):
    """A one-time code: its keyed hash, by which it is found, and the booth it makes. A booth has one at a time."""

    __tablename__ = "enrolment_code"
    __table_args__ = (CheckConstraint("length(code_hash) = 64", name="code_hash"), _STRICT)
    code_hash: str = _text(primary_key=True)
    booth_id: str = _text(unique=True)
    place: str = _text()
    made_by: str = _text()
    expires_at: datetime = _time()
    used_at: datetime | None = _maybe_time()


class StaffAccount(Table, table=True):
    """One staff account; `skills` is JSON."""

    __tablename__ = "staff_account"
    __table_args__ = (
        CheckConstraint("role IN ('clerk', 'supervisor', 'admin', 'auditor')", name="role"),
        _STRICT,
    )
    staff_id: str = _text(primary_key=True)
    account: str = _text(unique=True)
    name: str = _text()
    section: str = _text()
    role: str = _text()
    counter: str = _text()
    skills: str = _text()
    password_hash: str = _text()
    closed_at: datetime | None = _maybe_time()


class StaffSession(Table, table=True):
    """A signed-in browser: the hash of its token."""

    __tablename__ = "staff_session"
    __table_args__ = (_STRICT,)
    token_hash: str = _text(primary_key=True)
    staff_id: str = _text(ForeignKey("staff_account.staff_id"))
    began_at: datetime = _time()
    seen_at: datetime = _time()


class StaffBrowser(Table, table=True):
    """A browser that somebody signed in with before: the hash of its cookie, one row for each of its people."""

    __tablename__ = "staff_browser"
    __table_args__ = (_STRICT,)
    token_hash: str = _text(primary_key=True)
    staff_id: str = _text(ForeignKey("staff_account.staff_id"), primary_key=True, index=True)
    seen_at: datetime = _time()


class Submission(Table, table=True):
    """A sealed application as it arrived, and its receipt: one row, one transaction."""

    __tablename__ = "submission"
    __table_args__ = (_STRICT,)
    submission_id: str = _text(primary_key=True)
    booth_id: str = _text()
    body_sha256: str = _text()
    sealed_sha256: str = _text()
    receipt_number: str = _text(unique=True)
    case_id: str = _text(unique=True)
    received_at: datetime = _time()
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    filed_at: datetime | None = _maybe_time()


class Numbering(Table, table=True):
    """The last number given, for each kind of number (SQLite only; PostgreSQL has sequences)."""

    __tablename__ = "numbering"
    __table_args__ = (_STRICT,)
    name: str = _text(primary_key=True)
    value: int = _whole()


class CaseFile(Table, table=True):
    """A case: what may be known without opening the application, and what opening it once found."""

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("state IN ('new', 'in_hand', 'done', 'returned')", name="state"),
        CheckConstraint("signature IN ('waiting', 'good', 'bad', 'cannot_open')", name="signature"),
        Index("case_file_newest", "received_at", "case_id"),
        _STRICT,
    )
    case_id: str = _text(primary_key=True)
    submission_id: str = _text(ForeignKey("submission.submission_id"), unique=True)
    receipt_number: str = _text()
    reference: str = _text()
    procedure: str = _text()
    procedure_title: str = _text()
    booth_id: str = _text()
    place: str = _text()
    created_at: datetime = _time()
    received_at: datetime = _time()
    state: str = _text()
    signature: str = _text()
    signature_detail: str = _text()
    taken_by: str | None = _maybe_text(ForeignKey("staff_account.staff_id"))
    changed_at: datetime = _time()


class CaseEventRow(Table, table=True):
    """One line of a case's history."""

    __tablename__ = "case_event"
    __table_args__ = (_STRICT,)
    event_id: str = _text(primary_key=True)
    case_id: str = _text(ForeignKey("case_file.case_id"), index=True)
    at: datetime = _time()
    who: str = _text()
    act: str = _text()
    note: str = _text()


class AuditLine(Table, table=True):
    """One line of the audit; `hash` covers the line and the hash before it."""

    __tablename__ = "audit_line"
    __table_args__ = (_STRICT,)
    number: int = _whole(primary_key=True, autoincrement=False)
    at: datetime = _time()
    actor: str = _text()
    who: str = _text()
    section: str = _text()
    act: str = _text()
    subject: str = _text(index=True)
    detail: str = _text()
    hash: str = _text()


class CallRecord(Table, table=True):
    """One call and its times; what was said is nowhere."""

    __tablename__ = "call_record"
    __table_args__ = (Index("call_record_requested", "requested_at"), _STRICT)
    call_id: str = _text(primary_key=True)
    booth_id: str = _text()
    place: str = _text()
    topic: str | None = _maybe_text()
    language: str = _text()
    waiting_number: int = _whole()
    requested_at: datetime = _time()
    answered_at: datetime | None = _maybe_time()
    connected_at: datetime | None = _maybe_time()
    ended_at: datetime | None = _maybe_time()
    staff_id: str | None = _maybe_text()
    counter: str | None = _maybe_text()
    end_reason: str | None = _maybe_text()
    outcome: str | None = _maybe_text()
    note: str = _text()


class Nonce(Table, table=True):
    """Random bytes for one proof by one booth; `spent_at` is set once, before anybody looks at the proof."""

    __tablename__ = "nonce"
    __table_args__ = (_STRICT,)
    nonce_id: str = _text(primary_key=True)
    booth_id: str = _text()
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    expires_at: datetime = _time(index=True)
    spent_at: datetime | None = _maybe_time()


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
        _STRICT,
    )
    evidence_id: str = _text(primary_key=True)
    booth_id: str = _text()
    call_id: str | None = _maybe_text()
    case_id: str | None = _maybe_text(ForeignKey("case_file.case_id"), index=True)
    level: str = _text()
    method: str = _text()
    outcome: str = _text()
    code: str | None = _maybe_text()
    steps: str = _text()
    at: datetime = _time()
    found_by: str = _text()
    paper: str = _text()
    tap_key: str | None = _maybe_text()
    submission_id: str | None = _maybe_text(index=True)
    again_at: datetime | None = Field(default=None, sa_column=Column(Utc, nullable=True, index=True))
    tries: int = _whole()


class ResidentRow(Table, table=True):
    """Somebody who registered for tap: nothing but an id of our own and when they were here last."""

    __tablename__ = "resident"
    __table_args__ = (_STRICT,)
    resident_id: str = _text(primary_key=True)
    registered_at: datetime = _time()
    seen_at: datetime = _time()


class ResidentTap(Table, table=True):
    """The certificate by which a resident is found again, as a digest keyed with this site's secret."""

    __tablename__ = "resident_tap"
    __table_args__ = (_STRICT,)
    tap_key: str = _text(primary_key=True)
    resident_id: str = _text(ForeignKey("resident.resident_id"), index=True)


class ResidentCase(Table, table=True):
    """A case that a resident is told about when they tap."""

    __tablename__ = "resident_case"
    __table_args__ = (_STRICT,)
    resident_id: str = _text(ForeignKey("resident.resident_id"), primary_key=True)
    case_id: str = _text(ForeignKey("case_file.case_id"), primary_key=True, index=True)
