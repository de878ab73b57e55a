"""From a form to an application (pure): what the resident confirmed, in Japanese words and as data."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from kiosk.applications.application import (
    Answered,
    AnsweredPart,
    AnsweredRow,
    Application,
    FormStamp,
    IdentityEvent,
    Signature,
    shape_of,
)
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.procedures import navigation, review
from kiosk.procedures.shared_form import SharedForm
from kiosk.values import dataclass

Uncertain: TypeAlias = Callable[[tuple[Answered, ...]], tuple[str, ...]]
"""The fields of answers that no font here draws exactly as written."""


@dataclass(frozen=True)
class Given:
    """What is handed in besides the answers; `seen` is what was found out about the resident, in order."""

    locale: str
    seen: tuple[IdentityEvent, ...]
    attachments: Sequence[Attachment] = ()
    by_card: bool = False


@dataclass(frozen=True)
class TakenIn:
    """Where and when an application is taken in; `at` is aware, `addressee` is written as 姫路市長."""

    submission_id: str
    reference: str
    booth_id: str
    place: str
    addressee: str
    at: datetime
    rehearsal: bool


def application_of(form: SharedForm, given: Given, taken: TakenIn, uncertain: Uncertain) -> Application:
    """Everything handed in together; a drawn signature is the paper of that name."""
    procedure, answers = form.procedure, answered(form)
    picture = next((item.note().sha256 for item in given.attachments if item.name == SIGNATURE), None)
    return Application(
        shape=shape_of(answers),
        form=FormStamp(
            procedure=procedure.id,
            version=procedure.version,
            sha256=procedure.sha256,
            title=procedure.title.in_("ja"),
        ),
        submission_id=taken.submission_id,
        reference=taken.reference,
        booth_id=taken.booth_id,
        place=taken.place,
        addressee=taken.addressee,
        created_at=taken.at,
        language=given.locale,
        answers=answers,
        identity_events=given.seen,
        signature=Signature(kind="card" if given.by_card else "drawn" if picture else "none", png_sha256=picture),
        fee=navigation.fee(form),
        glyph_uncertain=uncertain(answers),
        rehearsal=taken.rehearsal,
        attachments=tuple(item.note() for item in given.attachments),
    )


def answered(form: SharedForm) -> tuple[Answered, ...]:
    """Every answer that counts now, in the order of the form, with what could have been chosen instead."""
    counts = navigation.answers_that_count(form)
    found = []
    for row in review.rows(form, "ja", with_copies=True):
        answer, item = counts.get(row.field), form.procedure.field(row.field)
        if answer is None or item is None:
            continue
        found.append(
            Answered(
                field=row.field,
                label=row.label,
                text=row.whole_text[:4000],
                value=answer.value,
                source=answer.source,
                at=answer.at,
                is_name=row.is_name,
                doubts=row.doubts,
                by=answer.by,
                choices=tuple(option.text for option in review.options(item)),
                chosen=tuple(option.label.in_("ja") for option in item.chosen(answer.value)),
                computed=row.computed,
                rows=tuple(_row(one) for one in row.parts),
            )
        )
    return tuple(found)


def _row(row: review.ReviewRow) -> AnsweredRow:
    answered_parts = (one for one in row.parts if one.value is not None)
    return AnsweredRow(
        title=row.label,
        parts=tuple(
            AnsweredPart(field=one.field, label=one.label, text=one.text, is_name=one.is_name, doubts=one.doubts)
            for one in answered_parts
        ),
    )
