"""Taps (かざし): residents who registered are found again by their certificate's digest, and told of their cases.

A renewed certificate has another digest and so is a stranger: nobody is ever linked by guessing.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, select

from kiosk.headquarters.storage.rows import add, read
from kiosk.headquarters.storage.tables import CaseFile, ResidentCase, ResidentRow, ResidentTap
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CaseShown

MOST_CASES: Final = 20
_LONGEST_TITLE: Final = 120


def register(connection: Connection, tap_key: str, now: datetime) -> str:
    """The resident of a certificate, made at its first registration; twins get the same one."""
    resident_id = new_id()
    add(connection, ResidentRow(resident_id=resident_id, registered_at=now, seen_at=now))
    _add_once(connection, ResidentTap(tap_key=tap_key, resident_id=resident_id))
    kept = resident_of(connection, tap_key)
    assert kept is not None
    if kept != resident_id:
        connection.execute(delete(ResidentRow).where(col(ResidentRow.resident_id) == resident_id))
        saw(connection, kept, now)
    return kept


def resident_of(connection: Connection, tap_key: str) -> str | None:
    """Who registered this certificate; None for nobody."""
    found = connection.execute(
        select(col(ResidentTap.resident_id)).where(col(ResidentTap.tap_key) == tap_key)
    ).scalar_one_or_none()
    return str(found) if found is not None else None


def saw(connection: Connection, resident_id: str, now: datetime) -> None:
    """Note that a resident came."""
    connection.execute(update(ResidentRow).where(col(ResidentRow.resident_id) == resident_id).values(seen_at=now))


def link(connection: Connection, resident_id: str, case_id: str) -> None:
    """Let a resident be told of a case from now on."""
    _add_once(connection, ResidentCase(resident_id=resident_id, case_id=case_id))


def cases(connection: Connection, resident_id: str) -> tuple[CaseShown, ...]:
    """What a resident is told, newest first: numbers and states, nothing of what was written."""
    rows = read(
        connection,
        select(CaseFile)
        .join(ResidentCase, col(ResidentCase.case_id) == col(CaseFile.case_id))
        .where(col(ResidentCase.resident_id) == resident_id)
        .order_by(col(CaseFile.received_at).desc(), col(CaseFile.case_id).desc())
        .limit(MOST_CASES),
    )
    return tuple(_shown(row) for row in rows)


def _shown(row: CaseFile) -> CaseShown:
    return CaseShown.model_validate({
        "procedure": row.procedure,
        "title": row.procedure_title[:_LONGEST_TITLE],
        "reference": row.visit_reference or row.reference,
        "receipt_number": row.receipt_number,
        "received_at": row.received_at,
        "state": row.state,
    })  # fmt: skip


def forget_cases(connection: Connection, case_ids: Iterable[str]) -> None:
    """Cases that are erased are told to nobody."""
    connection.execute(delete(ResidentCase).where(col(ResidentCase.case_id).in_(list(case_ids))))


def sweep(connection: Connection, now: datetime, days: int) -> None:
    """Erase residents who did not come for `days`."""
    gone = select(col(ResidentRow.resident_id)).where(col(ResidentRow.seen_at) < now - timedelta(days=days))
    connection.execute(delete(ResidentCase).where(col(ResidentCase.resident_id).in_(gone)))
    connection.execute(delete(ResidentTap).where(col(ResidentTap.resident_id).in_(gone)))
    connection.execute(delete(ResidentRow).where(col(ResidentRow.resident_id).in_(gone)))


def _add_once(connection: Connection, row: ResidentTap | ResidentCase) -> None:
    maker = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    connection.execute(maker(type(row)).values(row.model_dump()).on_conflict_do_nothing())
