"""Navigation: which questions stand now, in which order, how far the resident is, and what the answers lead to."""

import math
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from kiosk.procedures.answers import Answers
from kiosk.procedures.expressions import Unanswered, evaluate, holds, references
from kiosk.procedures.kinds import slots
from kiosk.procedures.procedure import Document, FieldType, FormField, Notice, Page, Procedure, Stop, Text
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.procedures.words import words
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.values import dataclass

_SIDE_BY_SIDE: Final = (FieldType.BOOLEAN, FieldType.INTEGER)
"""Kinds that are answered by a touch each, and are quicker seen together: how many of which age."""
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FormStep:
    """What one screen asks: a page's yes-or-no questions that follow each other together, as its numbers; else one.

    `below` is what is computed and shown there.
    """

    page: Page
    fields: tuple[FormField, ...]
    opens_page: bool = True
    below: tuple[FormField, ...] = ()

    @property
    def field(self) -> str:
        """The first field, by which the step is called."""
        return self.fields[0].id


@dataclass(frozen=True)
class Progress:
    """Where a step stands among those of this resident: `index` from 1, and whole minutes still needed."""

    index: int
    total: int
    minutes_left: int


def steps(form: SharedForm) -> tuple[FormStep, ...]:
    """Every step that stands now, in the order of the file."""
    now = standing(form)
    computed = {item.id for item in now.computed}
    return tuple(step for page, asked in now.pages for step in _steps_of(page, computed | {item.id for item in asked}))


def walked(form: SharedForm) -> tuple[FormStep, ...]:
    """The steps the resident walks through: not those the card has answered, nor quiet ones whose presets stand."""
    return tuple(step for step in steps(form) if _walked(form, step))


def visible_pages(form: SharedForm) -> tuple[Page, ...]:
    """The pages of the steps the resident walks through."""
    return tuple({step.page.id: step.page for step in walked(form)}.values())


def step_at(form: SharedForm, field_id: str) -> FormStep | None:
    """The step that asks this field now, walked or not; None when nobody asks it."""
    return next((step for step in steps(form) if any(item.id == field_id for item in step.fields)), None)


def first_step(form: SharedForm) -> FormStep | None:
    """The first question; None when nothing is left to ask."""
    return next(iter(walked(form)), None)


def next_step(form: SharedForm, field_id: str) -> FormStep | None:
    """The step after this field, also when the field itself is not asked any more; None means the review.

    Example:
        On `members` staff's proposal "the whole household" is accepted, which takes `members` away: `target_name` is
        the next that stands.
    """
    place = _last_place(form, field_id)
    return next((step for step in walked(form) if _place(form, step.field) > place), None)


def previous_step(form: SharedForm, field_id: str) -> FormStep | None:
    """The step before this field; None means before the form."""
    place = _first_place(form, field_id)
    return next((step for step in reversed(walked(form)) if _place(form, step.field) < place), None)


def last_step(form: SharedForm) -> FormStep | None:
    """The last question: where 'back' from the review leads."""
    return next(iter(reversed(walked(form))), None)


def progress(form: SharedForm, field_id: str) -> Progress:
    """How far the step of this field is; one that is not walked counts as the next one walked.

    Open choices are taken as their first option, the usual one, so that the total seldom changes on the way.
    """
    usual, place = walked(_as_usual(form)), _first_place(form, field_id)
    before = sum(1 for step in usual if _place(form, step.field) < place)
    total = max(len(usual), 1)
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


def notices_of(form: SharedForm, step: FormStep) -> tuple[Notice, ...]:
    """The notices that hold now and ask about an answer of this step."""
    here = {item.id for item in step.fields}
    return tuple(item for item in notices(form) if references(item.when).variables & here)


def advice(form: SharedForm, step: FormStep) -> Text | None:
    """What helps to answer a step: a notice that holds because of an answer here, a hint of its own, the page's advice.

    Hints of questions that stand side by side are shown beside each; the page's advice belongs to its first step.
    """
    said = notices_of(form, step)
    if said:
        return said[0].say
    own = step.fields[0].hint if len(step.fields) == 1 else None
    return own or (step.page.advice if step.opens_page else None)


def papers(form: SharedForm) -> tuple[Document, ...]:
    """What to have at hand before beginning: every paper that is needed, or may be once its question is answered."""
    values = standing(form).values
    return tuple(item for item in form.procedure.documents if evaluate(item.when, values, form.today) is not False)


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


def paying(procedure: Procedure, yen: int, locale: str) -> str:
    """How much it costs, and where and how that is paid; empty where nothing is paid, or the file does not say how."""
    pay = procedure.fee.pay if procedure.fee else None
    return words(locale)["fee_paid"].format(fee=f"{yen:,}", how=pay.in_(locale)) if pay and yen else ""


def coming(form: SharedForm) -> slots.Kept | slots.Preferred | None:
    """The time that was chosen, where the form asks for one."""
    return next((found for one in standing(form).answers.by_field.values() if (found := slots.read(one.value))), None)


def answers_that_count(form: SharedForm) -> Answers:
    """The answers that belong into the application: of questions that stand, and of fields that follow others."""
    return standing(form).answers


def _steps_of(page: Page, stand: Collection[str]) -> list[FormStep]:
    found: list[FormStep] = []
    for item in page.fields:
        if item.id not in stand:
            continue
        if item.type is FieldType.COMPUTED:
            found[-1:] = [replace(step, below=(*step.below, item)) for step in found[-1:]]
        elif found and item.type in _SIDE_BY_SIDE and found[-1].fields[0].type is item.type:
            found[-1] = replace(found[-1], fields=(*found[-1].fields, item))
        else:
            found.append(FormStep(page, (item,), opens_page=not found))
    return found


def _walked(form: SharedForm, step: FormStep) -> bool:
    answers = [form.answers.get(item.id) for item in step.fields]
    if any(item.required and answer is None for item, answer in zip(step.fields, answers, strict=True)):
        return True
    if step.page.quiet:
        return False
    if any(form.doubts(item.id) for item in step.fields):  # the card has answered, but not surely
        return True
    return not all(
        answer is not None and (answer.source is Source.CARD or item.id in form.known)
        for item, answer in zip(step.fields, answers, strict=True)
    )


def _as_usual(form: SharedForm) -> SharedForm:
    answers = form.answers
    for item in form.procedure.fields:
        if item.type is FieldType.CHOICE and item.required and item.id not in answers:
            usual = FieldEdited(field=item.id, value=item.options[0].id, source=Source.RESIDENT, at=_NEVER)
            answers = answers.with_edit(usual)
    return replace(form, answers=answers)


def _first_place(form: SharedForm, field_id: str) -> int:
    step = step_at(form, field_id)
    return _place(form, step.fields[0].id if step else field_id)


def _last_place(form: SharedForm, field_id: str) -> int:
    step = step_at(form, field_id)
    return _place(form, step.fields[-1].id if step else field_id)


def _place(form: SharedForm, field_id: str) -> int:
    """The field's place in the file; raise `KeyError` for a field the procedure does not have."""
    for place, item in enumerate(form.procedure.fields):
        if item.id == field_id:
            return place
    raise KeyError(field_id)
