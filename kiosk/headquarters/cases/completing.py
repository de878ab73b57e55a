"""Completing (pure): an application with what staff wrote since, and what they still owe it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from pydantic import JsonValue

from kiosk.applications.application import Answered, Application
from kiosk.applications.from_form import answered
from kiosk.headquarters.cases.countersigning import COUNTERSIGNED, IN_PERSON
from kiosk.procedures.answers import Answer, Answers
from kiosk.procedures.checks import written_by_staff
from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.procedures.kinds.by_hand import understood
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.values import dataclass


@dataclass(frozen=True)
class Entry:
    """What staff wrote into one field of a case; `entry_id` says which writing of it this is."""

    entry_id: str
    field: str
    value: JsonValue
    at: datetime
    by: str


def form_of(application: Application, procedure: Procedure, entries: Iterable[Entry] = ()) -> SharedForm:
    """The form an application was made of, as far as `procedure` knows its answers, with what staff wrote since."""
    kept: dict[str, Answer] = {}
    for one in application.answers:
        item = procedure.field(one.field)
        if item is not None and one.value is not None and fits(item, one.value):
            kept[one.field] = Answer(value=one.value, source=one.source, at=one.at, by=one.by)
    form = SharedForm(procedure, day_in_japan(application.created_at), Answers(MappingProxyType(kept)))
    for entry in entries:
        after = form.apply(_edit(entry.field, entry.value, entry.at, entry.by))
        form = form if isinstance(after, Refused) else after
    return form


def of_staff(form: SharedForm) -> tuple[FormField, ...]:
    """The fields of this application that are staff's to write, papers last."""
    return standing(form).of_staff


def owed(form: SharedForm) -> tuple[FormField, ...]:
    """Which of them nobody has written yet."""
    return standing(form).owed


def written(form: SharedForm, field: str, typed: JsonValue, at: datetime, by: str) -> Answer | Refused:
    """What staff write now as it will be kept, or why it cannot be."""
    item = form.procedure.field(field)
    if field == COUNTERSIGNED and typed != IN_PERSON:
        return Refused(field, "unfit")
    value = understood(item, typed) if item else typed
    after = written_by_staff(form, _edit(field, value, at, by))
    if isinstance(after, Refused):
        return after
    answer = after.answers.get(field)
    return answer or Refused(field, "unfit")  # nothing is no entry: what was written stays in the history


def completed(application: Application, form: SharedForm, entries: Iterable[Entry]) -> Application:
    """The application as staff read and file it: with their own answers of now, in the order of the form.

    What the resident handed in is as it was; the hash and the signature are of that, not of this.
    """
    since = {entry.field for entry in entries}
    now: Mapping[str, Answered] = {one.field: one for one in answered(form) if one.field in since}
    if not now:
        return application
    order = {row.field: place for place, row in enumerate(answered(form))}
    all_answers = [one for one in application.answers if one.field not in now]
    last = len(order)
    for field, one in now.items():
        place = order[field]
        at = next((n for n, other in enumerate(all_answers) if order.get(other.field, last) > place), len(all_answers))
        all_answers.insert(at, one)
    return application.model_copy(update={"answers": tuple(all_answers)})


def _edit(field: str, value: JsonValue, at: datetime, by: str) -> FieldEdited:
    return FieldEdited(field=field, value=value, source=Source.STAFF, at=at, by=by[:60])
