"""Cases (案件): applications in staff's hands. They stay sealed in the store and are opened for each look.

Every look is in the audit before anything is shown.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from kiosk.applications.application import Application
from kiosk.applications.attachment import Attachment
from kiosk.applications.typesetting import TypesettingFailed
from kiosk.headquarters.cases.opening import Opened, Opener, Render
from kiosk.headquarters.cases.signature_check import holder_beside
from kiosk.headquarters.cases.views import (
    NOT_SHOWN,
    CannotOpen,
    CaseAnswer,
    CaseAttachment,
    CaseEvent,
    CaseFilter,
    CaseLine,
    CaseLook,
    CasePage,
    CaseState,
    CaseView,
    NoSuchCase,
    SignatureState,
    WrongState,
)
from kiosk.headquarters.identity import evidence_records, summary
from kiosk.headquarters.identity.holder_match import Beside
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import AuditLine, CaseEventRow, CaseFile, StaffAccount, Submission
from kiosk.headquarters.view import Unreadable
from kiosk.log import Log
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence

_log = Log("headquarters.cases")
PAGE_SIZE: Final = 50
LONGEST_NOTE: Final = 2000
_case: Final = CaseFile.__table__  # type: ignore[attr-defined]
_event: Final = CaseEventRow.__table__  # type: ignore[attr-defined]
_account: Final = StaffAccount.__table__  # type: ignore[attr-defined]
_submission: Final = Submission.__table__  # type: ignore[attr-defined]
_audit: Final = AuditLine.__table__  # type: ignore[attr-defined]
_LOOKS: Final[dict[str, Literal["case", "document"]]] = {"case_looked_at": "case", "document_looked_at": "document"}


class Cases:
    """The case file of this headquarters."""

    def __init__(
        self, store: Store, opener: Opener, render: Render, catalog: Catalog, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._opener = opener
        self._render = render
        self._catalog = catalog
        self._now = now

    async def page(self, wanted: CaseFilter, page: int) -> CasePage:
        """One page of the list, newest first."""
        page = max(1, page)

        def act(connection: Connection) -> CasePage:
            counts = {
                row[0]: row[1]
                for row in connection.execute(select(_case.c.state, func.count()).group_by(_case.c.state))
            }
            matching = _filtered(_lines(), wanted)
            total = connection.execute(select(func.count()).select_from(matching.subquery())).scalar_one()
            rows = connection.execute(
                matching.order_by(_case.c.received_at.desc(), _case.c.case_id.desc())
                .limit(PAGE_SIZE)
                .offset((page - 1) * PAGE_SIZE)
            )
            return CasePage(
                lines=tuple(readable(partial(_line, row), row.receipt_number) for row in rows),
                page=page,
                pages=max(1, -(-total // PAGE_SIZE)),
                total=total,
                counts={state: counts.get(state.value, 0) for state in CaseState},
            )

        return await self._store.read(act)

    async def look(self, case_id: str, staff: StaffMember) -> CaseView | NoSuchCase | CannotOpen:
        """One case, opened; the look is committed to the audit first. `CannotOpen` for a row of another version."""
        if not await self._record_look(case_id, staff, "case_looked_at"):
            return NoSuchCase(case_id=case_id)

        def act(connection: Connection) -> tuple[_Kept, bytes]:
            row = connection.execute(_lines().where(_case.c.case_id == case_id)).one()
            found = evidence_records.of_case(connection, case_id)
            papers = evidence_records.papers(connection, case_id)
            kept = _Kept(row, _history(connection, row), _looks(connection, case_id), found, papers)
            return kept, _body(connection, row.submission_id)

        kept, body = await self._store.read(act)
        line = readable(partial(_line, kept.row), kept.row.receipt_number)
        if isinstance(line, Unreadable):
            return CannotOpen(words=line.words)
        opened, holder = await asyncio.to_thread(self._opened_beside, body)
        return _view(kept, line, opened, self._procedure(opened), holder)

    def _opened_beside(self, body: bytes) -> tuple[Opened | CannotOpen, tuple[Beside, ...]]:
        opened = self._opener.open(body)
        return opened, holder_beside(opened) if isinstance(opened, Opened) else ()

    async def document(self, case_id: str, staff: StaffMember) -> bytes | NoSuchCase | CannotOpen:
        """The case as a PDF; the look is committed to the audit first."""
        if not await self._record_look(case_id, staff, "document_looked_at"):
            return NoSuchCase(case_id=case_id)
        receipt_number, body = await self._store.read(lambda c: _sealed(c, case_id))
        opened = await asyncio.to_thread(self._opener.open, body)
        if isinstance(opened, CannotOpen):
            return opened
        try:
            return await asyncio.to_thread(self._render, opened.application, opened.attachments, receipt_number)
        except TypesettingFailed as error:
            _log.failure("document_failed", error, case=case_id)
            return CannotOpen(words="PDFを作れませんでした。内容は画面で見られます。管理者に連絡してください。")

    async def attachment(self, case_id: str, name: str, staff: StaffMember) -> Attachment | NoSuchCase | CannotOpen:
        """One paper of a case; the look is committed to the audit first."""
        if not await self._record_look(case_id, staff, "document_looked_at"):
            return NoSuchCase(case_id=case_id)
        _, body = await self._store.read(lambda c: _sealed(c, case_id))
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
    ) -> CaseLine | NoSuchCase | WrongState:
        """Put a case into `state`; the conditional update lets only one of two staff members take it."""
        allowed = [before.value for before in CaseState if state in before.next_states]
        taken = {CaseState.IN_HAND: staff.staff_id, CaseState.NEW: None}

        def act(connection: Connection) -> CaseLine | NoSuchCase | WrongState:
            now = self._now()
            values: dict[str, Any] = {"state": state.value, "changed_at": now}
            if state in taken:
                values["taken_by"] = taken[state]
            changed = connection.execute(
                update(_case)
                .where(_case.c.case_id == case_id, _case.c.state.in_(allowed))
                .values(**values)
                .returning(_case.c.case_id)
            ).first()
            row = connection.execute(_lines().where(_case.c.case_id == case_id)).one_or_none()
            if row is None:
                return NoSuchCase(case_id=case_id)
            if changed is None:
                return WrongState(state=CaseState(row.state))
            event = {"event_id": new_id(), "case_id": case_id, "at": now, "who": staff.name}
            connection.execute(insert(_event), {**event, "act": state.value, "note": note[:LONGEST_NOTE]})
            audit.append(connection, now, staff.actor, "case_changed", f"case:{case_id}", state.value)
            return _line(row)

        return await self._store.write(act)

    async def audit_page(self, subject: str) -> audit.AuditPage:
        """The newest lines of the audit."""
        return await self._store.read(lambda c: audit.page(c, subject))

    def _procedure(self, opened: Opened | CannotOpen) -> Procedure | None:
        """The procedure an application was made with; the newest one where that version is gone."""
        if isinstance(opened, CannotOpen):
            return None
        form = opened.application.form
        return self._catalog.procedure(form.procedure, form.version) or self._catalog.procedure(form.procedure)

    async def _record_look(self, case_id: str, staff: StaffMember, what: str) -> bool:
        def act(connection: Connection) -> bool:
            found = connection.execute(select(_case.c.case_id).where(_case.c.case_id == case_id)).first()
            if found:
                audit.append(connection, self._now(), staff.actor, what, f"case:{case_id}")
            return found is not None

        return await self._store.write(act)


@dataclass(frozen=True)
class _Kept:
    """What the store has of a case besides the sealed application."""

    row: Row[Any]
    history: list[CaseEvent]
    looks: list[CaseLook]
    found: tuple[Evidence, ...]
    papers: dict[str, str]


def _lines() -> Select[Any]:
    return select(_case, _account.c.name.label("taken_name")).outerjoin(
        _account, _account.c.staff_id == _case.c.taken_by
    )


def _filtered(query: Select[Any], wanted: CaseFilter) -> Select[Any]:
    if wanted.state:
        query = query.where(_case.c.state == wanted.state.value)
    if wanted.procedure:
        query = query.where(_case.c.procedure == wanted.procedure)
    if wanted.number.strip():
        part = wanted.number.strip().upper()
        query = query.where(
            _case.c.receipt_number.contains(part, autoescape=True) | _case.c.reference.contains(part, autoescape=True)
        )
    return query


def _line(row: Row[Any]) -> CaseLine:
    return CaseLine(
        case_id=row.case_id,
        receipt_number=row.receipt_number,
        reference=row.reference,
        procedure=row.procedure,
        procedure_title=row.procedure_title,
        booth_id=row.booth_id,
        place=row.place,
        received_at=row.received_at,
        state=CaseState(row.state),
        signature=SignatureState(row.signature),
        taken_by=row.taken_name,
    )


def _body(connection: Connection, submission_id: str) -> bytes:
    query = select(_submission.c.body).where(_submission.c.submission_id == submission_id)
    return bytes(connection.execute(query).scalar_one())


def _sealed(connection: Connection, case_id: str) -> tuple[str, bytes]:
    query = select(_case.c.receipt_number, _case.c.submission_id).where(_case.c.case_id == case_id)
    row = connection.execute(query).one()
    return row.receipt_number, _body(connection, row.submission_id)


def _history(connection: Connection, row: Row[Any]) -> list[CaseEvent]:
    received = CaseEvent(at=row.received_at, who=audit.SYSTEM.who, words=f"受付（{row.receipt_number}）")
    rows = connection.execute(select(_event).where(_event.c.case_id == row.case_id).order_by(_event.c.event_id))
    words = {state.value: state.words for state in CaseState}
    changes = [CaseEvent(at=e.at, who=e.who, words=words.get(e.act, "別の版での変更"), note=e.note) for e in rows]
    return [received, *changes]


def _looks(connection: Connection, case_id: str) -> list[CaseLook]:
    rows = connection.execute(
        select(_audit)
        .where(_audit.c.subject == f"case:{case_id}", _audit.c.act.in_(list(_LOOKS)))
        .order_by(_audit.c.number.desc())
        .limit(100)
    )
    return [CaseLook(at=row.at, who=row.who, section=row.section, what=_LOOKS[row.act]) for row in rows]


def _view(
    kept: _Kept, line: CaseLine, opened: Opened | CannotOpen, procedure: Procedure | None, holder: tuple[Beside, ...]
) -> CaseView:
    row = kept.row
    application = opened.application if isinstance(opened, Opened) else None
    words = opened.words if isinstance(opened, CannotOpen) else line.signature.words
    signed = line.signature is SignatureState.GOOD
    return CaseView(
        line=line,
        submission_id=row.submission_id,
        opened=application is not None,
        title=application.form.title if application else line.procedure_title,
        locale=application.language if application else "ja",
        created_at=row.created_at,
        answers=_answers(application),
        identity_events=(summary.events(application, kept.found, kept.papers, signed=signed) if application else ()),
        identity=summary.summary(application, procedure, kept.found, signed=signed) if application else None,
        holder=summary.beside(holder),
        attachments=_attachments(opened),
        signature=line.signature,
        signature_words=words,
        signature_detail=row.signature_detail,
        history=tuple(kept.history),
        looks=tuple(kept.looks),
        next_states=line.state.next_states,
    )


def _answers(application: Application | None) -> tuple[CaseAnswer, ...]:
    return tuple(
        CaseAnswer(
            field=answer.field,
            label=answer.label,
            text=answer.text,
            source=answer.source,
            is_name=answer.is_name,
            at=answer.at,
            doubts=answer.doubts,
        )
        for answer in (application.answers if application else ())
    )


def _attachments(opened: Opened | CannotOpen) -> tuple[CaseAttachment, ...]:
    return tuple(
        CaseAttachment(
            name=paper.name,
            media_type=paper.media_type,
            size=len(paper.content),
            problem=NOT_SHOWN[problem] if (problem := paper.picture_problem()) else "",
        )
        for paper in (opened.attachments if isinstance(opened, Opened) else ())
    )
