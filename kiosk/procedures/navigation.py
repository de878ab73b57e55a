"""Navigation: which questions stand now, in which order, how far the resident is, and what the answers lead to."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from kiosk.procedures.answers import Answers
from kiosk.procedures.expressions import Unanswered, evaluate, holds
from kiosk.procedures.procedure import Document, FieldType, FormField, Notice, Page, Stop
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Source

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Progress:
    """Where a page stands among the questions of this resident: `index` from 1, and whole minutes still needed."""

    index: int
    total: int
    minutes_left: int


def fields_of(form: SharedForm, page_id: str) -> tuple[FormField, ...]:
    """The fields asked now on one page; empty when the page does not stand."""
    return standing(form).fields(page_id)


def visible_pages(form: SharedForm) -> tuple[Page, ...]:
    """The pages the resident walks through: not those the card has answered, nor quiet ones whose presets stand."""
    return tuple(page for page, fields in standing(form).pages if _walked(form, page, fields))


def first_page(form: SharedForm) -> Page | None:
    """The first question; None when nothing is left to ask."""
    return next(iter(visible_pages(form)), None)


def next_page(form: SharedForm, page_id: str) -> Page | None:
    """The question after this page, also when the page itself is not walked; None means the review."""
    place = _place(form, page_id)
    return next((page for page in visible_pages(form) if _place(form, page.id) > place), None)


def previous_page(form: SharedForm, page_id: str) -> Page | None:
    """The question before this page; None means before the form."""
    place = _place(form, page_id)
    return next((page for page in reversed(visible_pages(form)) if _place(form, page.id) < place), None)


def last_page(form: SharedForm) -> Page | None:
    """The last question: where 'back' from the review leads."""
    return next(iter(reversed(visible_pages(form))), None)


def progress(form: SharedForm, page_id: str) -> Progress:
    """How far this page is; a page that is not walked counts as the next one walked.

    Open choices are taken as their first option, the usual one, so that the total seldom changes on the way.
    """
    pages, place = visible_pages(_as_usual(form)), _place(form, page_id)
    before = sum(1 for page in pages if _place(form, page.id) < place)
    total = max(len(pages), 1)
    index = min(before + 1, total)
    return Progress(index, total, max(1, math.ceil(form.procedure.minutes * (total - index + 1) / total)))


def stop(form: SharedForm) -> Stop | None:
    """The first stop that holds: the form ends here, kindly."""
    values = standing(form).values
    return next((item for item in form.procedure.stops if holds(item.when, values, form.today)), None)


def notices(form: SharedForm) -> tuple[Notice, ...]:
    """The notices that hold now."""
    values = standing(form).values
    return tuple(item for item in form.procedure.notices if holds(item.when, values, form.today))


def documents(form: SharedForm) -> tuple[Document, ...]:
    """The papers the resident has to show."""
    values = standing(form).values
    return tuple(item for item in form.procedure.documents if holds(item.when, values, form.today))


def fee(form: SharedForm) -> int:
    """The fee in yen; 0 while an answer it needs is missing."""
    if form.procedure.fee is None:
        return 0
    amount = evaluate(form.procedure.fee.formula, standing(form).values, form.today)
    if isinstance(amount, Unanswered):
        return 0
    assert isinstance(amount, int)  # the catalog lets no other formula into service
    return amount


def handed_in(form: SharedForm) -> Answers:
    """The answers that belong into the application: of questions that stand, and of fields that follow others."""
    return standing(form).answers


def _walked(form: SharedForm, page: Page, fields: tuple[FormField, ...]) -> bool:
    answers = [form.answers.get(item.id) for item in fields]
    if any(item.required and answer is None for item, answer in zip(fields, answers, strict=True)):
        return True
    if page.quiet:
        return False
    if any(form.doubts(item.id) for item in fields):  # the card has answered, but not surely
        return True
    return not all(answer is not None and answer.source is Source.CARD for answer in answers)


def _as_usual(form: SharedForm) -> SharedForm:
    answers = form.answers
    for item in form.procedure.fields:
        if item.type is FieldType.CHOICE and item.required and item.id not in answers:
            usual = FieldEdited(field=item.id, value=item.options[0].id, source=Source.RESIDENT, at=_NEVER)
            answers = answers.with_edit(usual)
    return replace(form, answers=answers)


def _place(form: SharedForm, page_id: str) -> int:
    """The page's place in the file; raise `KeyError` for a page the procedure does not have."""
    for place, page in enumerate(form.procedure.pages):
        if page.id == page_id:
            return place
    raise KeyError(page_id)
