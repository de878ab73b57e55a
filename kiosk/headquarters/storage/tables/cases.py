"""Applications as they arrived, sealed, and the cases made of them."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from kiosk.headquarters.storage.tables.columns import STRICT, MaybeMoment, Moment, Storable, Table, Words


class Submission(Table, table=True):
    """A sealed application as it arrived, and its receipt: one row, one transaction. `size` in bytes, of the body."""

    __tablename__ = "submission"
    __table_args__ = (Index("submission_of_day", "booth_id", "received_at", "size"), STRICT)
    submission_id: str = Field(primary_key=True, sa_type=Storable)
    booth_id: Words
    body_sha256: Words
    sealed_sha256: Words
    receipt_number: str = Field(unique=True, sa_type=Storable)
    case_id: str = Field(unique=True, sa_type=Storable)
    received_at: Moment
    body: bytes
    filed_at: MaybeMoment = None
    size: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class Numbering(Table, table=True):
    """The last number given, for each kind of number (SQLite only; PostgreSQL has sequences)."""

    __tablename__ = "numbering"
    __table_args__ = (STRICT,)
    name: str = Field(primary_key=True, sa_type=Storable)
    value: int


class CaseFile(Table, table=True):
    """A case: what may be known without opening the application, and what opening it once found."""

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("state IN ('new', 'in_hand', 'done', 'returned')", name="state"),
        CheckConstraint("signature IN ('waiting', 'good', 'bad', 'cannot_open')", name="signature"),
        Index("case_file_newest", "received_at", "case_id"),
        STRICT,
    )
    case_id: str = Field(primary_key=True, sa_type=Storable)
    submission_id: str = Field(foreign_key="submission.submission_id", unique=True, sa_type=Storable)
    receipt_number: Words
    reference: Words
    visit_reference: str = Field(default="", index=True, sa_type=Storable, sa_column_kwargs={"server_default": ""})
    """The reference of what was handed in first in the same visit, its own where it was the first or only one."""
    procedure: Words
    procedure_title: Words
    booth_id: Words
    place: Words
    created_at: Moment
    received_at: Moment
    state: Words
    signature: Words
    signature_detail: Words
    taken_by: str | None = Field(default=None, foreign_key="staff_account.staff_id", sa_type=Storable)
    changed_at: Moment
    keep_days: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How long its procedure asked it to be kept once it is done, as soon as somebody looked; 0 before."""


class CaseEntry(Table, table=True):
    """What staff wrote into a field of a case: the newest of a field counts. The value is sealed, as applications are.

    No foreign key: a program that does not know the table still erases cases; the rows left are swept by one that does.
    """

    __tablename__ = "case_entry"
    __table_args__ = (STRICT,)
    entry_id: str = Field(primary_key=True, sa_type=Storable)
    case_id: str = Field(index=True, sa_type=Storable)
    field: Words
    at: Moment
    written_by: Words
    key_id: Words
    sealed: bytes


class CaseEventRow(Table, table=True):
    """One line of a case's history."""

    __tablename__ = "case_event"
    __table_args__ = (STRICT,)
    event_id: str = Field(primary_key=True, sa_type=Storable)
    case_id: str = Field(foreign_key="case_file.case_id", index=True, sa_type=Storable)
    at: Moment
    who: Words
    act: Words
    note: Words


class CasePaper(Table, table=True):
    """The paper of a case as it was made when the application was received, sealed to headquarters' own key.

    `body` is empty where none came out. Its case is looked for, not enforced: a program that does not know this table
    erases cases all the same.
    """

    __tablename__ = "case_paper"
    __table_args__ = (CheckConstraint("imprint IN ('made', 'no_key', 'failed')", name="imprint"), STRICT)
    case_id: str = Field(primary_key=True, sa_type=Storable)
    made_at: Moment
    imprint: Words
    certificate: Words
    """Fingerprint of that of the imprint; empty without one."""
    key_id: Words
    body: bytes
