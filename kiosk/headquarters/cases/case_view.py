"""One case as staff see it: what the store has of it, what its application says, what was found of its applicant."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import partial
from typing import Final, Literal

from pydantic import JsonValue
from sqlalchemy import Connection
from sqlmodel import col, select

from kiosk.applications.application import Application
from kiosk.headquarters.cases import case_calls, case_list, completing, entries, kept_papers
from kiosk.headquarters.cases.answer_view import CaseAnswer
from kiosk.headquarters.cases.completing import Entry
from kiosk.headquarters.cases.countersigning import COUNTERSIGNED, IN_PERSON
from kiosk.headquarters.cases.entries import Written
from kiosk.headquarters.cases.opening import Opened
from kiosk.headquarters.cases.views import (
    NOT_SHOWN,
    CannotOpen,
    CaseAttachment,
    CaseCall,
    CaseEvent,
    CaseLine,
    CaseLook,
    CaseState,
    CaseView,
    ImprintState,
    SignatureState,
    StaffLine,
)
from kiosk.headquarters.identity import evidence_records, summary
from kiosk.headquarters.identity.holder_match import Beside
from kiosk.headquarters.identity.views import IdentitySummary
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.tables import AuditLine, CaseEventRow, CaseFile
from kiosk.headquarters.view import Unreadable
from kiosk.procedures.kinds.by_hand import entry
from kiosk.procedures.procedure import FieldType, Procedure
from kiosk.procedures.review import options, value_text
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import ShownOption
from kiosk.protocol.identity import Evidence
from kiosk.values import dataclass

_MOST_LOOKS: Final = 100
_LOOKS: Final[dict[str, Literal["case", "document", "handover"]]] = {
    "case_looked_at": "case",
    "document_looked_at": "document",
    "case_handed_over": "handover",
}


@dataclass(frozen=True)
class Kept:
    """What the store has of a case besides the sealed application."""

    row: CaseFile
    taken_by: str | None
    history: list[CaseEvent]
    looks: list[CaseLook]
    calls: list[CaseCall]
    found: tuple[Evidence | Unreadable, ...]
    found_beside: tuple[Evidence | Unreadable, ...]
    papers: dict[str, str]
    written: tuple[Written, ...]
    paper: ImprintState | None = None
    of_visit: tuple[CaseLine | Unreadable, ...] = ()


def kept(connection: Connection, row: CaseFile, taken_by: str | None) -> Kept:
    """Everything that is stored beside this row."""
    return Kept(
        row,
        taken_by,
        _history(connection, row),
        _looks(connection, row.case_id),
        case_calls.of_booth(connection, row),
        evidence_records.of_case(connection, row.case_id),
        evidence_records.of_visit(connection, row.case_id),
        evidence_records.papers(connection, row.case_id),
        entries.of_case(connection, row.case_id),
        kept_papers.state(connection, row.case_id),
        tuple(
            readable(partial(case_list.line, other, by), other.receipt_number)
            for other, by in case_list.of_visit(connection, row)
        ),
    )


def view(
    kept: Kept,
    line: CaseLine,
    opened: Opened | CannotOpen,
    procedure: Procedure | None,
    holder: tuple[Beside, ...],
    written: tuple[Entry, ...] = (),
) -> CaseView:
    """The page of a case whose `line` could be made; an application that cannot be opened says why."""
    row = kept.row
    application = opened.application if isinstance(opened, Opened) else None
    form = completing.form_of(application, procedure, written) if application and procedure else None
    complete = completing.completed(application, form, written) if application and form else application
    words = opened.words if isinstance(opened, CannotOpen) else line.signature.words
    signed = line.signature is SignatureState.GOOD
    found = summary.with_visit(application, kept.found, kept.found_beside) if application else ()
    return CaseView(
        line=line,
        opened=application is not None,
        title=application.form.title if application else line.procedure_title,
        form=f"{application.form.procedure} {application.form.version}" if application else "",
        law=procedure.law if procedure else (),
        locale=application.language if application else "ja",
        created_at=row.created_at,
        answers=_answers(complete),
        of_staff=_of_staff(form, written, {one.name for one in complete.attachments} if complete else set()),
        identity_events=(summary.events(application, found, kept.papers, signed=signed) if application else ()),
        identity=_identified(application, procedure, found, form, signed=signed) if application else None,
        holder=summary.beside(holder),
        attachments=_attachments(opened),
        signature=line.signature,
        signature_words=words,
        signature_detail=_detail_words(row.signature_detail),
        paper=kept.paper,
        visit_reference=row.visit_reference or row.reference,
        of_visit=kept.of_visit,
        history=tuple(kept.history),
        calls=case_calls.going_on(kept.calls, _first_answer(application)),
        looks=tuple(kept.looks),
        next_states=line.state.next_states,
    )


def _first_answer(application: Application | None) -> datetime | None:
    return min((answer.at for answer in application.answers), default=None) if application else None


def _detail_words(detail: str) -> str:
    """What the signature was found to be, for staff; nothing where the state says it all."""
    if detail.startswith(_SERIAL):
        return f"端末の証明書の番号：{detail.removeprefix(_SERIAL)}"
    return _DETAILS.get(detail, "")


_SERIAL: Final = "serial "
_DETAILS: Final = {
    "certificate_unreadable": "端末の証明書を読めません",
    "not_our_authority": "本庁が出した証明書ではありません",
    "not_a_booth_certificate": "端末の証明書ではありません",
    "wrong_booth": "ほかの端末の証明書です",
    "not_valid_then": "提出した日に有効な証明書ではありません",
    "from_the_future": "端末の時計が進んでいます",
    "signature_wrong": "署名と内容が合いません",
}
"""By the reasons of `kiosk.applications.signature.BadSignature`."""


def _history(connection: Connection, row: CaseFile) -> list[CaseEvent]:
    received = CaseEvent(at=row.received_at, who=audit.SYSTEM.who, words=f"受付（{row.receipt_number}）")
    query = select(CaseEventRow).where(col(CaseEventRow.case_id) == row.case_id).order_by(col(CaseEventRow.event_id))
    words = {state.value: state.words for state in CaseState} | {entries.WROTE: "職員が記入"}
    changes = [
        CaseEvent(at=one.at, who=one.who, words=words.get(one.act, "別の版での変更"), note=one.note)
        for one in read(connection, query)
    ]
    return [received, *changes]


def _looks(connection: Connection, case_id: str) -> list[CaseLook]:
    query = (
        select(AuditLine)
        .where(col(AuditLine.subject) == f"case:{case_id}", col(AuditLine.act).in_(list(_LOOKS)))
        .order_by(col(AuditLine.number).desc())
        .limit(_MOST_LOOKS)
    )
    return [
        CaseLook(at=one.at, who=one.who, section=one.section, what=_LOOKS[one.act]) for one in read(connection, query)
    ]


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
            by=answer.by,
            computed=answer.computed,
            rows=answer.rows,
        )
        for answer in (application.answers if application else ())
    )


def _of_staff(form: SharedForm | None, written: tuple[Entry, ...], kept: AbstractSet[str]) -> tuple[StaffLine, ...]:
    if form is None:
        return ()
    newest, still = {one.field: one for one in written}, {item.id for item in completing.owed(form)}
    found = []
    for item in completing.of_staff(form):
        answer, one = form.answers.get(item.id), newest.get(item.id)
        value = answer.value if answer else None
        found.append(
            StaffLine(
                field=item.id,
                label=item.label.in_("ja"),
                entry=entry(item),
                options=_COUNTERSIGN if item.id == COUNTERSIGNED else options(item),
                several=item.type is FieldType.SEVERAL,
                text=value_text(item, value, "ja") if value is not None else "",
                chosen=tuple(_plain(one) for one in (value if isinstance(value, list) else [value])),
                entry_id=one.entry_id if one else "",
                by=answer.by if answer else "",
                at=answer.at if answer else None,
                owed=item.id in still,
                image=item.id if item.type is FieldType.PAPER and item.id in kept else "",
            )
        )
    return tuple(found)


def _identified(
    application: Application,
    procedure: Procedure | None,
    evidence: tuple[Evidence | Unreadable, ...],
    form: SharedForm | None,
    *,
    signed: bool,
) -> IdentitySummary:
    """How far the applicant is identified; who was checked in person needs nothing more."""
    found = summary.summary(application, procedure, evidence, signed=signed)
    if form is None or COUNTERSIGNED not in standing(form).answers:
        return found
    return found.model_copy(update={"words": "窓口で職員が対面で確認しました", "missing": ()})


_COUNTERSIGN: Final = (ShownOption(value=IN_PERSON, text="対面で確認し受け付けました"),)


def _plain(value: JsonValue) -> str:
    """A value as the page's form sends it."""
    return {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)


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
