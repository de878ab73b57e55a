"""Cases (案件): applications in staff's hands. They stay sealed in the store and are opened for each look.

Every look is in the audit before anything is shown.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final, Literal

from sqlalchemy import Connection, update
from sqlmodel import col, select

from kiosk.applications.attachment import Attachment
from kiosk.applications.document import Copy
from kiosk.applications.typesetting import TypesettingFailed
from kiosk.headquarters.cases import case_list, case_view, completing, entries, kept_papers
from kiosk.headquarters.cases.case_view import Kept
from kiosk.headquarters.cases.countersigning import COUNTERSIGNED, owes_countersignature
from kiosk.headquarters.cases.entries import Entries, Written
from kiosk.headquarters.cases.kept_papers import KeptPapers
from kiosk.headquarters.cases.opening import Opened, Opener
from kiosk.headquarters.cases.signature_check import holder_beside
from kiosk.headquarters.cases.submission_rows import body_of
from kiosk.headquarters.cases.views import (
    NOT_SHOWN,
    CannotOpen,
    CaseFilter,
    CaseLine,
    CasePage,
    CaseState,
    CaseView,
    NoSuchCase,
    NotWritten,
    WrongState,
)
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseEventRow, CaseFile
from kiosk.headquarters.view import Unreadable
from kiosk.log import Log
from kiosk.protocol.identifiers import new_id

_log = Log("headquarters.cases")
LONGEST_NOTE: Final = 2000


class Cases:
    """The case file of this headquarters."""

    def __init__(
        self, store: Store, opener: Opener, papers: KeptPapers, now: Callable[[], datetime], entries: Entries
    ) -> None:
        self._store = store
        self._opener = opener
        self._papers = papers
        self._now = now
        self._entries = entries

    async def page(self, wanted: CaseFilter, page: int) -> CasePage:
        """One page of the list, newest first."""
        return await self._store.read(lambda c: case_list.page(c, wanted, max(1, page)))

    async def look(self, case_id: str, staff: StaffMember) -> CaseView | NoSuchCase | CannotOpen:
        """One case, opened; the look is committed to the audit first. `CannotOpen` for a row of another version."""
        if not await self._record_look(case_id, staff, "case_looked_at"):
            return NoSuchCase(case_id=case_id)

        def act(connection: Connection) -> tuple[Kept, bytes] | None:
            found = case_list.case(connection, case_id)
            return (case_view.kept(connection, *found), body_of(connection, found[0].submission_id)) if found else None

        found = await self._store.read(act)
        if found is None:  # erased since
            return NoSuchCase(case_id=case_id)
        kept, body = found
        line = readable(partial(case_list.line, kept.row, kept.taken_by), kept.row.receipt_number)
        if isinstance(line, Unreadable):
            return CannotOpen(words=line.words)
        return await asyncio.to_thread(self._view, kept, line, body)

    def _view(self, kept: Kept, line: CaseLine, body: bytes) -> CaseView:
        opened = self._opener.open(body)
        if isinstance(opened, CannotOpen):
            return case_view.view(kept, line, opened, None, ())
        procedure = self._papers.papers.procedure(opened.application)
        written = self._entries.opened(line.case_id, kept.written)
        return case_view.view(kept, line, opened, procedure, holder_beside(opened), written)

    async def document(
        self, case_id: str, staff: StaffMember, copy: Copy = Copy.TOWN
    ) -> bytes | NoSuchCase | CannotOpen:
        """The case as a PDF: the town's as it was received where that is kept and staff wrote nothing since, else anew.

        The look is committed to the audit first.
        """
        if not await self._record_look(case_id, staff, "document_looked_at"):
            return NoSuchCase(case_id=case_id)
        receipt_number, body, rows = await self._store.read(lambda c: _sealed(c, case_id))
        if copy is Copy.TOWN and not rows and (kept := await self._store.read(lambda c: kept_papers.find(c, case_id))):
            content: bytes | None = await asyncio.to_thread(self._papers.content, kept)
            if content is not None:
                return content
        opened = await asyncio.to_thread(self._opener.open, body)
        if isinstance(opened, CannotOpen):
            return opened
        try:
            return await asyncio.to_thread(self._paper, opened, case_id, receipt_number, rows, copy)
        except TypesettingFailed as error:
            _log.failure("document_failed", error, case=case_id)
            return CannotOpen(words="PDFを作れませんでした。内容は画面で見られます。管理者に連絡してください。")

    def _paper(self, opened: Opened, case_id: str, receipt_number: str, rows: Sequence[Written], copy: Copy) -> bytes:
        """The paper of a case, with what staff wrote since it was handed in."""
        procedure, application = self._papers.papers.procedure(opened.application), opened.application
        if procedure is not None and rows:
            written = self._entries.opened(case_id, rows)
            form = completing.form_of(application, procedure, written)
            opened = replace(opened, application=completing.completed(application, form, written))
        if copy is Copy.TOWN and rows:
            return self._papers.imprinted_now(opened, receipt_number)
        return self._papers.papers.paper(opened, receipt_number, copy)

    async def attachment(self, case_id: str, name: str, staff: StaffMember) -> Attachment | NoSuchCase | CannotOpen:
        """One paper of a case; the look is committed to the audit first."""
        if not await self._record_look(case_id, staff, "document_looked_at"):
            return NoSuchCase(case_id=case_id)
        _, body, _ = await self._store.read(lambda c: _sealed(c, case_id))
        opened = await asyncio.to_thread(self._opener.open, body)
        if isinstance(opened, CannotOpen):
            return opened
        found = next((paper for paper in opened.attachments if paper.name == name), None)
        if found is None:
            return CannotOpen(words="この添付書類はありません。")
        problem = found.picture_problem()
        return CannotOpen(words=NOT_SHOWN[problem]) if problem else found

    async def change(
        self, case_id: str, staff: StaffMember, state: CaseState, note: str
    ) -> CaseLine | NoSuchCase | WrongState | NotWritten:
        """Put a case into `state`; the conditional update lets only one of two staff members take it.

        What needs a countersignature is not done without one, nor is anything while nobody can tell what it needs.
        """
        if state is CaseState.DONE and (why := await self._kept_open(case_id)):
            return NotWritten(field=COUNTERSIGNED, why=why)
        allowed = [before.value for before in CaseState if state in before.next_states]
        taken = {CaseState.IN_HAND: staff.staff_id, CaseState.NEW: None}

        def act(connection: Connection) -> CaseLine | NoSuchCase | WrongState:
            now = self._now()
            values: dict[str, Any] = {"state": state.value, "changed_at": now}
            if state in taken:
                values["taken_by"] = taken[state]
            changed = connection.execute(
                update(CaseFile)
                .where(col(CaseFile.case_id) == case_id, col(CaseFile.state).in_(allowed))
                .values(**values)
                .returning(col(CaseFile.case_id))
            ).first()
            found = case_list.case(connection, case_id)
            if found is None:
                return NoSuchCase(case_id=case_id)
            if changed is None:
                return WrongState(state=CaseState(found[0].state))
            event = CaseEventRow(
                event_id=new_id(), case_id=case_id, at=now, who=staff.name, act=state.value, note=note[:LONGEST_NOTE]
            )
            add(connection, event)
            audit.append(connection, now, staff.actor, "case_changed", f"case:{case_id}", state.value)
            return case_list.line(*found)

        return await self._store.write(act)

    async def _kept_open(self, case_id: str) -> Literal["not_countersigned", "no_procedure"] | None:
        def act(connection: Connection) -> tuple[str, bytes, tuple[Written, ...]] | None:
            return _sealed(connection, case_id) if case_list.case(connection, case_id) else None

        found = await self._store.read(act)
        return await asyncio.to_thread(self._why_open, case_id, found[1], found[2]) if found else None

    def _why_open(
        self, case_id: str, body: bytes, rows: Sequence[Written]
    ) -> Literal["not_countersigned", "no_procedure"] | None:
        opened = self._opener.open(body)
        if not isinstance(opened, Opened):
            return None  # nothing in it can be looked at any more, and it must not stay for ever
        procedure = self._papers.papers.procedure(opened.application)
        if procedure is None:
            return "no_procedure"
        form = completing.form_of(opened.application, procedure, self._entries.opened(case_id, rows))
        return "not_countersigned" if owes_countersignature(form) else None

    async def audit_page(self, subject: str, before: int | None) -> audit.AuditPage:
        """The newest lines of the audit, or those before a number."""
        return await self._store.read(lambda c: audit.page(c, subject, before))

    async def _record_look(self, case_id: str, staff: StaffMember, what: str) -> bool:
        def act(connection: Connection) -> bool:
            found = connection.execute(select(col(CaseFile.case_id)).where(col(CaseFile.case_id) == case_id)).first()
            if found:
                audit.append(connection, self._now(), staff.actor, what, f"case:{case_id}")
            return found is not None

        return await self._store.write(act)


def _sealed(connection: Connection, case_id: str) -> tuple[str, bytes, tuple[Written, ...]]:
    query = select(col(CaseFile.receipt_number), col(CaseFile.submission_id)).where(col(CaseFile.case_id) == case_id)
    row = connection.execute(query).one()
    return row.receipt_number, body_of(connection, row.submission_id), entries.of_case(connection, case_id)
