"""Entries: what staff write into the fields of a case that are theirs. Each writing is kept, the newest counts."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

from pydantic import JsonValue
from sqlalchemy import Connection, delete
from sqlmodel import col, select

from kiosk.applications.application import Application
from kiosk.applications.sealing import CannotUnseal, SealingKeyPair, open_own, seal_own
from kiosk.headquarters.cases import case_list, completing
from kiosk.headquarters.cases.completing import Entry
from kiosk.headquarters.cases.opening import Opened, Opener
from kiosk.headquarters.cases.submission_rows import body_of
from kiosk.headquarters.cases.views import (
    CannotOpen,
    CaseLine,
    CaseState,
    NoSuchCase,
    NotWritten,
    WrongState,
)
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add, read
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseEntry, CaseEventRow, CaseFile
from kiosk.log import Log
from kiosk.procedures.answers import Answer
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import Refused
from kiosk.protocol.identifiers import new_id
from kiosk.values import dataclass

_log = Log("headquarters.cases")
WROTE: Final = "wrote"
"""The act of a case's history that says which field was written; never what."""
_OPEN: Final = (CaseState.NEW, CaseState.IN_HAND)


class Written(NamedTuple):
    """One row as it is stored, still sealed."""

    entry_id: str
    field: str
    at: datetime
    by: str
    key_id: str
    sealed: bytes


@dataclass(frozen=True)
class _Checked:
    """What staff wrote, looked at and ready to be stored."""

    answer: Answer
    label: str


def of_case(connection: Connection, case_id: str) -> tuple[Written, ...]:
    """Every writing of a case, the oldest first."""
    query = select(CaseEntry).where(col(CaseEntry.case_id) == case_id).order_by(col(CaseEntry.entry_id))
    return tuple(
        Written(one.entry_id, one.field, one.at, one.written_by, one.key_id, one.sealed)
        for one in read(connection, query)
    )


def forget_cases(connection: Connection, case_ids: Iterable[str]) -> None:
    """Erase the entries of cases that are erased, and those an older program left behind."""
    connection.execute(delete(CaseEntry).where(col(CaseEntry.case_id).in_(list(case_ids))))
    connection.execute(delete(CaseEntry).where(col(CaseEntry.case_id).not_in(select(col(CaseFile.case_id)))))


class Entries:
    """Writes into fields of cases; who wrote, when and which field goes into the history and the audit."""

    def __init__(
        self,
        store: Store,
        opener: Opener,
        pairs: Sequence[SealingKeyPair],
        procedure: Callable[[Application], Procedure | None],
        now: Callable[[], datetime],
    ) -> None:
        """`pairs` as for `KeptPapers`; `procedure` finds the one an application was made with."""
        self._store = store
        self._opener = opener
        self._pairs = tuple(pairs)
        self._procedure = procedure
        self._now = now

    def opened(self, case_id: str, rows: Sequence[Written]) -> tuple[Entry, ...]:
        """The newest writing of each field that can be opened. Takes milliseconds each: call it in a thread."""
        found = []
        for one in {row.field: row for row in rows}.values():
            content = open_own(one.sealed, one.key_id, _place(case_id, one.entry_id), self._pairs)
            if isinstance(content, CannotUnseal):
                _log.warning("entry_not_opened", case=case_id, field=one.field, why=content.reason)
                continue
            value: JsonValue = json.loads(content)
            found.append(Entry(one.entry_id, one.field, value, one.at, one.by))
        return tuple(found)

    async def write(
        self, case_id: str, staff: StaffMember, field: str, typed: JsonValue, seen: str
    ) -> CaseLine | NoSuchCase | CannotOpen | WrongState | NotWritten:
        """Write one field; `seen` is the entry staff looked at ("": none), so that nobody overwrites another unseen."""
        found = await self._store.read(partial(_kept, case_id=case_id))
        if found is None:
            return NoSuchCase(case_id=case_id)
        body, rows = found
        checked = await asyncio.to_thread(self._checked, body, case_id, rows, field, typed, staff.name)
        if not isinstance(checked, _Checked):
            return checked
        before = _newest(rows, field)
        entry_id, pair = new_id(before.entry_id if before else ""), self._pairs[0]
        content = json.dumps(checked.answer.value, ensure_ascii=False).encode()
        sealed = await asyncio.to_thread(seal_own, content, pair, _place(case_id, entry_id))

        def act(connection: Connection) -> CaseLine | NoSuchCase | WrongState | NotWritten:
            case_list.alone(connection, case_id)
            case = case_list.case(connection, case_id)
            if case is None:
                return NoSuchCase(case_id=case_id)
            if (state := CaseState(case[0].state)) not in _OPEN:
                return WrongState(state=state)
            newest = _newest(of_case(connection, case_id), field)
            if (newest.entry_id if newest else "") != seen:
                return NotWritten(field=field, why="changed")
            now = self._now()
            row = CaseEntry(
                entry_id=entry_id,
                case_id=case_id,
                field=field,
                at=now,
                written_by=staff.name,
                key_id=pair.key_id,
                sealed=sealed,
            )
            add(connection, row)
            event = CaseEventRow(
                event_id=new_id(), case_id=case_id, at=now, who=staff.name, act=WROTE, note=checked.label
            )
            add(connection, event)
            audit.append(connection, now, staff.actor, "case_field_written", f"case:{case_id}", field)
            return case_list.line(*case)

        return await self._store.write(act)

    def _checked(
        self, body: bytes, case_id: str, rows: Sequence[Written], field: str, typed: JsonValue, by: str
    ) -> "_Checked | CannotOpen | NotWritten":
        application = self._opener.open(body)
        if not isinstance(application, Opened):
            return application
        procedure = self._procedure(application.application)
        if procedure is None:
            return NotWritten(field=field, why="not_here")
        form = completing.form_of(application.application, procedure, self.opened(case_id, rows))
        answer = completing.written(form, field, typed, self._now(), by)
        if isinstance(answer, Refused):
            return NotWritten(field=field, why="not_here" if answer.why in ("of_staff", "unknown_field") else "unfit")
        item = procedure.field(field)
        assert item is not None
        return _Checked(answer, item.label.in_("ja"))


def _kept(connection: Connection, case_id: str) -> tuple[bytes, tuple[Written, ...]] | None:
    found = case_list.case(connection, case_id)
    return (body_of(connection, found[0].submission_id), of_case(connection, case_id)) if found else None


def _newest(rows: Sequence[Written], field: str) -> Written | None:
    return next((one for one in reversed(rows) if one.field == field), None)


def _place(case_id: str, entry_id: str) -> str:
    return f"entry:{case_id}:{entry_id}"
