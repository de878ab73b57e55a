"""The two rows that a submission becomes, and its number (受付番号), given once; intake commits them."""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col

from kiosk.headquarters.cases.views import CaseState, SignatureState
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.storage.tables import CaseFile, CasePaper, Submission
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.submissions import Envelope, Receipt

_RECEIVED: Final = (
    col(Submission.booth_id),
    col(Submission.body_sha256),
    col(Submission.sealed_sha256),
    col(Submission.receipt_number),
    col(Submission.case_id),
    col(Submission.received_at),
)
"""What is asked of a submission that is here: everything but its body."""


class Received(NamedTuple):
    """A submission that is here, without its body."""

    booth_id: str
    body_sha256: str
    sealed_sha256: str
    receipt_number: str
    case_id: str
    received_at: datetime


def find(connection: Connection, submission_id: str) -> Received | None:
    """A submission that is here."""
    query = select(*_RECEIVED).where(col(Submission.submission_id) == submission_id)
    row = connection.execute(query).one_or_none()
    return Received(*row) if row else None


def unfinished(connection: Connection, lately: datetime) -> list[str]:
    """What is not opened yet, and what was opened since `lately` and has no paper yet; the oldest first."""
    readable = col(CaseFile.signature) != SignatureState.CANNOT_OPEN.value
    no_paper = (col(CasePaper.case_id).is_(None)) & (col(Submission.filed_at) >= lately) & readable
    query = (
        select(col(Submission.submission_id))
        .join(CaseFile, col(CaseFile.case_id) == col(Submission.case_id))
        .outerjoin(CasePaper, col(CasePaper.case_id) == col(Submission.case_id))
        .where(col(Submission.filed_at).is_(None) | no_paper)
        .order_by(col(Submission.received_at))
    )
    return list(connection.execute(query).scalars())


def add_once(connection: Connection, submission: Submission) -> Received | None:
    """Insert it; None where a submission of this id is here already."""
    maker = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    once = maker(Submission).values(submission.model_dump()).on_conflict_do_nothing(index_elements=["submission_id"])
    row = connection.execute(once.returning(*_RECEIVED)).one_or_none()
    return Received(*row) if row else None


def next_number(connection: Connection, now: datetime) -> str:
    """The next receipt number, given to nobody else."""
    if connection.dialect.name == "postgresql":
        number = connection.execute(text("SELECT nextval('receipt_number')")).scalar_one()
    else:
        number = connection.execute(
            text("UPDATE numbering SET value = value + 1 WHERE name = 'receipt' RETURNING value")
        ).scalar_one()
    return f"{now.astimezone(JAPAN).year}-{number:06d}"


def new_case(submission: Submission, envelope: Envelope, booth: KnownBooth) -> CaseFile:
    """The case of a submission that nobody has opened yet."""
    header = envelope.header
    return CaseFile(
        case_id=submission.case_id,
        submission_id=submission.submission_id,
        receipt_number=submission.receipt_number,
        reference=header.reference,
        visit_reference=header.of_visit or header.reference,
        procedure=header.procedure,
        procedure_title=header.procedure,
        booth_id=booth.booth_id,
        place=booth.place,
        created_at=header.created_at,
        received_at=submission.received_at,
        state=CaseState.NEW.value,
        signature=SignatureState.WAITING.value,
        signature_detail="",
        changed_at=submission.received_at,
    )


def body_of(connection: Connection, submission_id: str) -> bytes:
    """The sealed bytes of a submission that is here."""
    query = select(col(Submission.body)).where(col(Submission.submission_id) == submission_id)
    return bytes(connection.execute(query).scalar_one())


def receipt(submission_id: str, found: Received, *, replayed: bool) -> Receipt:
    """What the booth is told."""
    return Receipt(
        submission_id=submission_id,
        sha256=found.sealed_sha256,
        receipt_number=found.receipt_number,
        case_id=found.case_id,
        received_at=found.received_at,
        replayed=replayed,
    )
