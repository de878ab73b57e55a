"""What the things an audit line is about are called: by receipt number, person or place, where there still is one."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection
from sqlmodel import col, select

from kiosk.headquarters.storage.tables import Booth, CaseFile, EvidenceRow, StaffAccount

_NAMED: Final[dict[str, tuple[Any, Any]]] = {
    "booth": (col(Booth.booth_id), col(Booth.place)),
    "case": (col(CaseFile.case_id), col(CaseFile.receipt_number)),
    "staff": (col(StaffAccount.staff_id), col(StaffAccount.name)),
}


def names(connection: Connection, subjects: Iterable[str]) -> dict[str, str]:
    """The name of each subject (``case:…``) that has one; what was erased, or is none of these, is left out."""
    found: dict[str, str] = {}
    by_kind: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _, key = subject.partition(":")
        by_kind.setdefault(kind, set()).add(key)
    for kind, (key, name) in _NAMED.items():
        if kind in by_kind:
            found |= _told(connection, kind, select(key, name).where(key.in_(by_kind[kind])))
    if "evidence" in by_kind:  # a finding has no name; where it was made, is one
        finding, booth = col(EvidenceRow.evidence_id), col(Booth.booth_id) == col(EvidenceRow.booth_id)
        where = select(finding, col(Booth.place)).join(Booth, booth).where(finding.in_(by_kind["evidence"]))
        found |= _told(connection, "evidence", where)
    return found


def _told(connection: Connection, kind: str, query: Any) -> dict[str, str]:
    return {f"{kind}:{key}": str(name) for key, name in connection.execute(query)}
