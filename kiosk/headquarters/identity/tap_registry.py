"""Taps (かざし): residents who registered are found again by their certificate's digest, and told of their cases.

A renewed certificate has another digest and so is a stranger: nobody is ever linked by guessing.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.headquarters.storage.tables import CaseFile, ResidentCase, ResidentRow, ResidentTap
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CaseShown

MOST_CASES: Final = 20
_LONGEST_TITLE: Final = 120
_resident: Final = ResidentRow.__table__  # type: ignore[attr-defined]
_tap: Final = ResidentTap.__table__  # type: ignore[attr-defined]
_link: Final = ResidentCase.__table__  # type: ignore[attr-defined]
_case: Final = CaseFile.__table__  # type: ignore[attr-defined]


def register(connection: Connection, tap_key: str, now: datetime) -> str:
    """The resident of a certificate, made at its first registration; twins get the same one."""
    resident_id = new_id()
    connection.execute(insert(_resident), {"resident_id": resident_id, "registered_at": now, "seen_at": now})
    _insert_once(connection, _tap, {"tap_key": tap_key, "resident_id": resident_id})
    kept = resident_of(connection, tap_key)
    assert kept is not None
    if kept != resident_id:
        connection.execute(delete(_resident).where(_resident.c.resident_id == resident_id))
        saw(connection, kept, now)
    return kept


def resident_of(connection: Connection, tap_key: str) -> str | None:
    """Who registered this certificate; None for nobody."""
    found = connection.execute(select(_tap.c.resident_id).where(_tap.c.tap_key == tap_key)).scalar_one_or_none()
    return str(found) if found is not None else None


def saw(connection: Connection, resident_id: str, now: datetime) -> None:
    """Note that a resident came."""
    connection.execute(update(_resident).where(_resident.c.resident_id == resident_id).values(seen_at=now))


def link(connection: Connection, resident_id: str, case_id: str) -> None:
    """Let a resident be told of a case from now on."""
    _insert_once(connection, _link, {"resident_id": resident_id, "case_id": case_id})


def cases(connection: Connection, resident_id: str) -> tuple[CaseShown, ...]:
    """What a resident is told, newest first: numbers and states, nothing of what was written."""
    rows = connection.execute(
        select(_case)
        .join(_link, _link.c.case_id == _case.c.case_id)
        .where(_link.c.resident_id == resident_id)
        .order_by(_case.c.received_at.desc(), _case.c.case_id.desc())
        .limit(MOST_CASES)
    )
    return tuple(
        CaseShown(
            procedure=row.procedure,
            title=row.procedure_title[:_LONGEST_TITLE],
            reference=row.reference,
            receipt_number=row.receipt_number,
            received_at=row.received_at,
            state=row.state,
        )
        for row in rows
    )


def forget_cases(connection: Connection, case_ids: Iterable[str]) -> None:
    """Cases that are erased are told to nobody."""
    connection.execute(delete(_link).where(_link.c.case_id.in_(list(case_ids))))


def sweep(connection: Connection, now: datetime, days: int) -> None:
    """Erase residents who did not come for `days`."""
    gone = select(_resident.c.resident_id).where(_resident.c.seen_at < now - timedelta(days=days))
    for table in (_link, _tap, _resident):
        connection.execute(delete(table).where(table.c.resident_id.in_(gone)))


def _insert_once(connection: Connection, table: Any, row: dict[str, str]) -> None:
    maker = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    connection.execute(maker(table).values(row).on_conflict_do_nothing())
