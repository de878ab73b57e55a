"""Evidence records: findings as rows, read back for a case and linked to it once. Never a certificate, never a name."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, and_, delete, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.rows import add, read
from kiosk.headquarters.storage.tables import CaseFile, EvidenceRow
from kiosk.headquarters.view import Unreadable
from kiosk.protocol.identity import Evidence, Method, Outcome, StepFound
from kiosk.values import dataclass

SAME_VISIT: Final = timedelta(hours=24)
"""An application may name findings no older than this."""
_STEPS: Final = TypeAdapter(tuple[StepFound, ...])


@dataclass(frozen=True)
class Where:
    """What a finding belongs to besides the person."""

    booth_id: str
    call_id: str | None = None
    case_id: str | None = None
    submission_id: str | None = None
    tap_key: str | None = None
    paper: str = ""
    again_at: datetime | None = None


def keep(connection: Connection, found: Evidence, where: Where, actor: audit.Actor, act: str) -> None:
    """Write a finding down, and the line of the audit that says so."""
    row = EvidenceRow(
        **_columns(found),
        evidence_id=found.evidence_id,
        booth_id=where.booth_id,
        call_id=where.call_id,
        case_id=where.case_id,
        submission_id=where.submission_id,
        tap_key=where.tap_key,
        paper=where.paper,
        again_at=where.again_at,
        tries=0,
    )
    add(connection, row)
    subject = f"case:{where.case_id}" if where.case_id else f"evidence:{found.evidence_id}"
    audit.append(connection, found.at, actor, act, subject, audit_detail(found))


def audit_detail(found: Evidence) -> str:
    """A finding for the audit: method, end and code."""
    return " ".join(part for part in (found.method.value, found.outcome.value, found.code) if part)


def of_case(connection: Connection, case_id: str) -> tuple[Evidence | Unreadable, ...]:
    """Every finding of a case, oldest first, with a mark (its id) in the place of one that cannot be read."""
    query = select(EvidenceRow).where(col(EvidenceRow.case_id) == case_id)
    in_order = query.order_by(col(EvidenceRow.at), col(EvidenceRow.evidence_id))
    return tuple(readable(partial(told, row), row.evidence_id) for row in read(connection, in_order))


def of_visit(connection: Connection, case_id: str) -> tuple[Evidence | Unreadable, ...]:
    """What the other cases of its visit took in, oldest first: it is about who was there, whatever they applied for.

    A signature is not: it stands under one application.
    """
    others = col(EvidenceRow.case_id).in_(_visit(case_id)) & (col(EvidenceRow.case_id) != case_id)
    query = select(EvidenceRow).where(others, col(EvidenceRow.method) != Method.CARD_SIGNATURE.value)
    in_order = query.order_by(col(EvidenceRow.at), col(EvidenceRow.evidence_id))
    return tuple(readable(partial(told, row), row.evidence_id) for row in read(connection, in_order))


def _visit(case_id: str) -> SelectOfScalar[str]:
    """The ids of the cases handed in in one visit with this one, itself among them where it has a number."""
    this = aliased(CaseFile)
    together = (
        col(this.case_id) == case_id,
        col(CaseFile.booth_id) == col(this.booth_id),
        col(CaseFile.visit_reference) == col(this.visit_reference),
        col(this.visit_reference) != "",
    )
    return select(col(CaseFile.case_id)).select_from(CaseFile).join(this, and_(*together))


def papers(connection: Connection, case_id: str) -> dict[str, str]:
    """Which papers staff were shown in its visit, by the finding; only where one was named."""
    of_visit = (col(EvidenceRow.case_id) == case_id) | col(EvidenceRow.case_id).in_(_visit(case_id))
    named = of_visit & (col(EvidenceRow.paper) != "")
    rows = connection.execute(select(col(EvidenceRow.evidence_id), col(EvidenceRow.paper)).where(named))
    return {str(row.evidence_id): str(row.paper) for row in rows}


def link(
    connection: Connection, case_id: str, booth_id: str, named: Sequence[str], created_at: datetime
) -> tuple[str, ...]:
    """Take the findings an application names into its case; which of them are its own.

    Only those of the same booth that were made within a day before it and belong to no other case: a finding says
    something about one person once. What staff could not confirm in the same call comes along, named or not.
    """
    if not named:
        return ()
    ours = (
        col(EvidenceRow.booth_id) == booth_id,
        col(EvidenceRow.case_id).is_(None) | (col(EvidenceRow.case_id) == case_id),
        col(EvidenceRow.at) >= created_at - SAME_VISIT,
        col(EvidenceRow.at) <= created_at + SAME_VISIT,
    )
    rows = connection.execute(
        update(EvidenceRow)
        .where(col(EvidenceRow.evidence_id).in_(list(named)), *ours)
        .values(case_id=case_id)
        .returning(col(EvidenceRow.evidence_id), col(EvidenceRow.call_id))
    ).all()
    calls = {row.call_id for row in rows if row.call_id}
    refused = col(EvidenceRow.outcome) == Outcome.NOT_CONFIRMED.value
    connection.execute(
        update(EvidenceRow).where(col(EvidenceRow.call_id).in_(calls), refused, *ours).values(case_id=case_id)
    )
    return tuple(str(row.evidence_id) for row in rows)


def tap_keys(connection: Connection, case_id: str, submission_id: str, booth_id: str) -> tuple[str, ...]:
    """By which certificates the resident of a case may be found: those of its visit and of registrations for it."""
    of_visit = (col(EvidenceRow.case_id) == case_id) | col(EvidenceRow.case_id).in_(_visit(case_id))
    ours = (col(EvidenceRow.submission_id) == submission_id) & (col(EvidenceRow.booth_id) == booth_id)
    rows = connection.execute(
        select(col(EvidenceRow.tap_key)).where(of_visit | ours, col(EvidenceRow.tap_key).is_not(None)).distinct()
    )
    return tuple(str(row.tap_key) for row in rows)


def changed(connection: Connection, found: Evidence, again_at: datetime | None, tries: int) -> None:
    """Write down what looking once more has found."""
    connection.execute(
        update(EvidenceRow)
        .where(col(EvidenceRow.evidence_id) == found.evidence_id)
        .values(**_columns(found), again_at=again_at, tries=tries)
    )


def put_off(connection: Connection, evidence_id: str, again_at: datetime | None, tries: int) -> None:
    """Look at a finding another time, or (None) no more; what was found stays as it is, readable or not."""
    ours = col(EvidenceRow.evidence_id) == evidence_id
    connection.execute(update(EvidenceRow).where(ours).values(again_at=again_at, tries=tries))


def forget_cases(connection: Connection, case_ids: Iterable[str]) -> None:
    """Erase the findings of cases that are erased; where another case of the visit stays, they go to that one."""
    gone = list(case_ids)
    of_signatures = col(EvidenceRow.method) == Method.CARD_SIGNATURE.value
    for case_id in gone:
        stays = _visit(case_id).where(col(CaseFile.case_id).not_in(gone)).order_by(col(CaseFile.case_id)).limit(1)
        other = connection.execute(stays).scalar_one_or_none()
        if other is not None:
            theirs = col(EvidenceRow.case_id) == case_id, ~of_signatures
            connection.execute(update(EvidenceRow).where(*theirs).values(case_id=other))
    connection.execute(delete(EvidenceRow).where(col(EvidenceRow.case_id).in_(gone)))


def sweep(connection: Connection, now: datetime, days: int) -> None:
    """Erase findings no application came to."""
    old = col(EvidenceRow.at) < now - timedelta(days=days)
    connection.execute(delete(EvidenceRow).where(col(EvidenceRow.case_id).is_(None), old))


def told(row: EvidenceRow) -> Evidence:
    """One row as it is told; raises `ValueError` for a row of another version."""
    return Evidence.model_validate({
        "evidence_id": row.evidence_id,
        "level": row.level,
        "method": row.method,
        "outcome": row.outcome,
        "at": row.at,
        "code": row.code,
        "by": row.found_by,
        "steps": _STEPS.validate_json(row.steps),
    })  # fmt: skip


def _columns(found: Evidence) -> dict[str, Any]:
    return {
        "level": found.level,
        "method": found.method.value,
        "outcome": found.outcome.value,
        "code": found.code,
        "steps": json.dumps([one.model_dump(mode="json") for one in found.steps], separators=(",", ":")),
        "at": found.at,
        "found_by": found.by,
    }
