"""The list of cases: one line for each, found by state, procedure and number, newest first."""

import unicodedata
from functools import partial
from typing import Final

from sqlalchemy import Connection, func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from kiosk.applications.reference import is_reference, normalise
from kiosk.headquarters.cases.views import CaseFilter, CaseLine, CasePage, CaseState, SignatureState
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.rows import read, read_one
from kiosk.headquarters.storage.tables import CaseFile, StaffAccount

PAGE_SIZE: Final = 50
MOST_OF_VISIT: Final = 30


def page(connection: Connection, wanted: CaseFilter, number: int) -> CasePage:
    """Page `number` (1 is the first) of what is wanted, with how many cases there are in each state."""
    in_state = read(connection, select(col(CaseFile.state), func.count()).group_by(col(CaseFile.state)))
    counts: dict[str, int] = dict(in_state)
    matching = _filtered(_cases(), wanted)
    total = connection.execute(select(func.count()).select_from(matching.subquery())).scalar_one()
    newest = matching.order_by(col(CaseFile.received_at).desc(), col(CaseFile.case_id).desc())
    rows = read(connection, newest.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return CasePage(
        lines=tuple(readable(partial(line, case, by), case.receipt_number) for case, by in rows),
        page=number,
        pages=max(1, -(-total // PAGE_SIZE)),
        total=total,
        counts={state: counts.get(state.value, 0) for state in CaseState},
    )


def case(connection: Connection, case_id: str) -> tuple[CaseFile, str | None] | None:
    """One case and the name of whoever has it in hand; None where there is none."""
    return read_one(connection, _cases().where(col(CaseFile.case_id) == case_id))


def alone(connection: Connection, case_id: str) -> None:
    """Until this transaction ends nobody else changes this case; who wants to waits, and sees what was changed."""
    connection.execute(select(col(CaseFile.case_id)).where(col(CaseFile.case_id) == case_id).with_for_update())


def of_visit(connection: Connection, row: CaseFile) -> tuple[tuple[CaseFile, str | None], ...]:
    """The other cases of the visit in which this one was handed in, in that order.

    A number is given once at a booth, so the same one of another booth is another visit.
    """
    same = (col(CaseFile.visit_reference) == row.visit_reference) & (col(CaseFile.booth_id) == row.booth_id)
    others = _cases().where(same, col(CaseFile.case_id) != row.case_id, col(CaseFile.visit_reference) != "")
    return tuple(read(connection, others.order_by(col(CaseFile.created_at)).limit(MOST_OF_VISIT)))


def line(row: CaseFile, taken_by: str | None) -> CaseLine:
    """A case as the list shows it; raises `ValueError` for a row of another version."""
    return CaseLine(
        case_id=row.case_id,
        receipt_number=row.receipt_number,
        reference=row.reference,
        procedure_title=row.procedure_title,
        booth_id=row.booth_id,
        place=row.place,
        received_at=row.received_at,
        state=CaseState(row.state),
        signature=SignatureState(row.signature),
        taken_by=taken_by,
    )


def _cases() -> Select[CaseFile, str | None]:
    taken_by = col(StaffAccount.staff_id) == col(CaseFile.taken_by)
    return select(CaseFile, col(StaffAccount.name)).outerjoin(StaffAccount, taken_by)


def _filtered(query: Select[CaseFile, str | None], wanted: CaseFilter) -> Select[CaseFile, str | None]:
    if wanted.state:
        query = query.where(col(CaseFile.state) == wanted.state.value)
    if wanted.procedure:
        query = query.where(col(CaseFile.procedure) == wanted.procedure)
    if part := unicodedata.normalize("NFKC", wanted.number).strip().upper():
        numbers = col(CaseFile.receipt_number), col(CaseFile.reference), col(CaseFile.visit_reference)
        found = [number.contains(part, autoescape=True) for number in numbers]
        if is_reference(whole := normalise(part)):
            found += [col(CaseFile.reference) == whole, col(CaseFile.visit_reference) == whole]
        query = query.where(or_(*found))
    return query
