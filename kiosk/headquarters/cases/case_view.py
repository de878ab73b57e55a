"""One case as staff see it: what the store has of it, what its application says, what was found of its applicant."""

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection
from sqlmodel import col, select

from kiosk.applications.application import Application
from kiosk.headquarters.cases import case_calls, kept_papers
from kiosk.headquarters.cases.opening import Opened
from kiosk.headquarters.cases.views import (
    NOT_SHOWN,
    CannotOpen,
    CaseAnswer,
    CaseAttachment,
    CaseCall,
    CaseEvent,
    CaseLine,
    CaseLook,
    CaseState,
    CaseView,
    ImprintState,
    SignatureState,
)
from kiosk.headquarters.identity import evidence_records, summary
from kiosk.headquarters.identity.holder_match import Beside
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.tables import AuditLine, CaseEventRow, CaseFile
from kiosk.headquarters.view import Unreadable
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.identity import Evidence
from kiosk.values import dataclass

_MOST_LOOKS: Final = 100
_LOOKS: Final[dict[str, Literal["case", "document"]]] = {"case_looked_at": "case", "document_looked_at": "document"}


@dataclass(frozen=True)
class Kept:
    """What the store has of a case besides the sealed application."""

    row: CaseFile
    taken_by: str | None
    history: list[CaseEvent]
    looks: list[CaseLook]
    calls: list[CaseCall]
    found: tuple[Evidence | Unreadable, ...]
    papers: dict[str, str]
    paper: ImprintState | None = None


def kept(connection: Connection, row: CaseFile, taken_by: str | None) -> Kept:
    """Everything that is stored beside this row."""
    return Kept(
        row,
        taken_by,
        _history(connection, row),
        _looks(connection, row.case_id),
        case_calls.of_booth(connection, row),
        evidence_records.of_case(connection, row.case_id),
        evidence_records.papers(connection, row.case_id),
        kept_papers.state(connection, row.case_id),
    )


def view(
    kept: Kept, line: CaseLine, opened: Opened | CannotOpen, procedure: Procedure | None, holder: tuple[Beside, ...]
) -> CaseView:
    """The page of a case whose `line` could be made; an application that cannot be opened says why."""
    row = kept.row
    application = opened.application if isinstance(opened, Opened) else None
    words = opened.words if isinstance(opened, CannotOpen) else line.signature.words
    signed = line.signature is SignatureState.GOOD
    return CaseView(
        line=line,
        opened=application is not None,
        title=application.form.title if application else line.procedure_title,
        form=f"{application.form.procedure} {application.form.version}" if application else "",
        law=procedure.law if procedure else (),
        locale=application.language if application else "ja",
        created_at=row.created_at,
        answers=_answers(application),
        identity_events=(summary.events(application, kept.found, kept.papers, signed=signed) if application else ()),
        identity=summary.summary(application, procedure, kept.found, signed=signed) if application else None,
        holder=summary.beside(holder),
        attachments=_attachments(opened),
        signature=line.signature,
        signature_words=words,
        signature_detail=_detail_words(row.signature_detail),
        paper=kept.paper,
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
    words = {state.value: state.words for state in CaseState}
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
