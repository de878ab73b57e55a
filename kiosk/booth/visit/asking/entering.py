"""Rules for a group: who is entered, one question at a time about each, and who is taken away again.

An entry is a form of its own (`kiosk.procedures.entries`), so what holds of the questions of the whole form holds
inside it too; here is only how one comes in and out.
"""

from dataclasses import replace

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking.parts import refused
from kiosk.booth.visit.stages import Answering, Reviewing
from kiosk.booth.visit.state import Rules, Step, Visit, go, stay
from kiosk.procedures import checks, entries, navigation
from kiosk.procedures.entries import Within
from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.shared_form import Changed, Refused, SharedForm
from kiosk.protocol.forms import FieldEdited, Source

LINES = (3, 3, 2, 2)
"""Entries on one screen by text size."""


def group_on_screen(visit: Visit) -> FormField | None:
    """The group whose entries are listed on the screen."""
    stage, form = visit.stage, visit.form
    item = form.procedure.field(stage.field) if form and isinstance(stage, Answering) and not stage.within else None
    return item if item and item.type is FieldType.GROUP else None


def applied(form: SharedForm, stage: Answering, edit: FieldEdited) -> Changed:
    """The whole form after one edit of the form at hand: itself, or the entry that is asked about."""
    place = entries.form_at(form, stage.within)
    if place is None:
        return Refused(edit.field, "unknown_field")
    after = place.apply(edit)
    if isinstance(after, Refused) or stage.within is None:
        return after
    return entries.with_entry(form, stage.within, after, edit.at)


def add(visit: Visit, event: ev.AddPressed, _rules: Rules) -> Step:
    """One more, empty or filled from the applicant's answers; then what is still missing of it."""
    group, form, stage = group_on_screen(visit), visit.form, visit.stage
    if group is None or form is None or not isinstance(stage, Answering) or not entries.has_room(form, group):
        return stay(visit)
    within = Within(group.id, entries.count(form, group.id))
    if not event.applicant:
        return go(visit, _opened(form, within, stage, visit.locale))
    found: SharedForm | Refused = form
    for name, value in entries.applicant(form, group).items():
        edit = FieldEdited(field=name, value=value, source=Source.RESIDENT, at=visit.at)
        found = applied(found, replace(stage, within=within), edit) if isinstance(found, SharedForm) else found
    if isinstance(found, Refused):
        return refused(visit, found)
    listed = replace(stage, row=within.number, removing=False, problems=())
    missing = any(one.within == within for one in checks.problems(found, None, visit.locale))
    return go(visit, _opened(found, within, stage, visit.locale) if missing else listed, form=found)


def open_entry(visit: Visit, event: ev.EntryPressed, _rules: Rules) -> Step:
    """なおす beside one of them."""
    group, form, stage = group_on_screen(visit), visit.form, visit.stage
    if group is None or form is None or not isinstance(stage, Answering):
        return stay(visit)
    if not 0 <= event.number < entries.count(form, group.id):
        return stay(visit)
    return go(visit, _opened(form, Within(group.id, event.number), stage, visit.locale))


def from_review(form: SharedForm, within: Within, locale: str) -> Answering | None:
    """An entry opened from the review, at what is missing of it, else at its first question."""
    if within.number >= entries.count(form, within.group):
        return None
    return replace(_opened(form, within, Answering(within.group, to_review=True), locale), direct=True)


def _opened(form: SharedForm, within: Within, listed: Answering, locale: str) -> Answering:
    place = entries.form_at(form, within)
    assert place is not None  # the group is asked
    problem = next((one for one in checks.problems(form, None, locale) if one.within == within), None)
    step = navigation.step_at(place, problem.field) if problem else navigation.first_step(place)
    first = step.field if step else place.procedure.fields[0].id
    return Answering(first, to_review=listed.to_review, within=within)


def remove(visit: Visit, event: ev.RemovePressed, _rules: Rules) -> Step:
    """けす asks once: who is gone is gone with all that was written."""
    group, form, stage = group_on_screen(visit), visit.form, visit.stage
    if group is None or form is None or not isinstance(stage, Answering):
        return stay(visit)
    if not 0 <= event.number < entries.count(form, group.id):
        return stay(visit)
    return go(visit, replace(stage, row=event.number, removing=True, problems=()))


def remove_settled(visit: Visit, event: ev.RemoveSettled, _rules: Rules) -> Step:
    """Yes or no to that."""
    group, form, stage = group_on_screen(visit), visit.form, visit.stage
    if group is None or form is None or not isinstance(stage, Answering) or not stage.removing:
        return stay(visit)
    if not event.yes:
        return go(visit, replace(stage, removing=False))
    after = entries.without_entry(form, Within(group.id, stage.row), visit.at)
    assert isinstance(after, SharedForm)  # a group with one entry fewer fits
    return go(visit, replace(stage, removing=False, row=max(0, stage.row - 1)), form=after)


def turned(visit: Visit, event: ev.ReviewTurned) -> Step:
    """▲ ▼ beside the entries."""
    group, form, stage = group_on_screen(visit), visit.form, visit.stage
    if group is None or form is None or not isinstance(stage, Answering):
        return stay(visit)
    most = LINES[visit.text_size]
    row = (stage.row // most + (1 if event.down else -1)) * most
    if not 0 <= row < entries.count(form, group.id):
        return stay(visit)
    return go(visit, replace(stage, row=row, removing=False))


def next_inside(visit: Visit, stage: Answering) -> Answering | None:
    """The next question about an entry, or this one with what is wrong; None behind the last one."""
    place = _place(visit, stage)
    problems = tuple(replace(one, within=stage.within) for one in up_to_here(place, stage.field, visit.locale))
    if problems:
        there = navigation.step_at(place, problems[0].field)
        return replace(stage, field=there.field if there else stage.field, problems=problems)
    step = navigation.next_step(place, stage.field)
    return replace(stage, field=step.field, problems=()) if step else None


def previous_inside(visit: Visit, stage: Answering) -> Answering | Reviewing:
    """The question before, the list of entries before the first one, or the review where it was opened from there."""
    step = navigation.previous_step(_place(visit, stage), stage.field)
    if step is not None:
        return replace(stage, field=step.field, problems=())
    return Reviewing() if stage.direct else listed(stage)


def listed(stage: Answering) -> Answering:
    """The list of entries, with this one on the screen."""
    assert stage.within is not None
    return Answering(stage.within.group, to_review=stage.to_review, row=stage.within.number)


def standing_inside(form: SharedForm, stage: Answering) -> Answering | None:
    """This question about an entry, or the next that stands, or the list; None where nobody asks the group any more."""
    place = entries.form_at(form, stage.within)
    if place is None:
        return None
    step = navigation.step_at(place, stage.field) or navigation.next_step(place, stage.field)
    return replace(stage, field=step.field, problems=()) if step else listed(stage)


def problems_at(form: SharedForm, within: Within | None, locale: str) -> tuple[checks.Problem, ...]:
    """Every problem of the form at hand, also of an entry of which nothing was answered yet."""
    place = entries.form_at(form, within)
    found = checks.problems(place, None, locale) if place else ()
    return tuple(replace(one, within=within) for one in found) if within else found


def up_to_here(form: SharedForm, field: str, locale: str) -> tuple[checks.Problem, ...]:
    """What is missing or wrong on the page of this step, as far as it was asked."""
    step = navigation.step_at(form, field)
    if step is None:
        return ()
    asked = [item.id for item in step.page.fields]
    so_far = set(asked[: asked.index(step.fields[-1].id) + 1])
    return tuple(one for one in checks.problems(form, step.page.id, locale) if one.asked_as in so_far)


def _place(visit: Visit, stage: Answering) -> SharedForm:
    assert visit.form is not None
    place = entries.form_at(visit.form, stage.within)
    assert place is not None  # `kept_up` leaves an entry whose group is asked no more
    return place
