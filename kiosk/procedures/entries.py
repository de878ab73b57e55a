"""Entries: one that is entered into a group as a form of its own, and the whole form with it changed (pure)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.procedure import FieldType
from kiosk.procedures.shared_form import Changed, Refused, SharedForm
from kiosk.procedures.standing import Entered, standing
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.values import dataclass

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Within:
    """An entry of a group: `number` counts from 0; as many as there are entries means a new one."""

    group: str
    number: int


def form_at(form: SharedForm, within: Within | None) -> SharedForm | None:
    """The form whose questions are asked there: the whole one, or an entry's; None where nobody asks the group."""
    if within is None:
        return form
    entered, group = standing(form).entered.get(within.group), form.procedure.field(within.group)
    if entered is None or group is None:
        return None
    if within.number < len(entered.entries):
        return entered.entries[within.number]
    return SharedForm.begin(form.procedure.of_entry(group), form.today, _NEVER, entered.outside)


def count(form: SharedForm, group_id: str) -> int:
    """How many are entered into a group, finished or not."""
    entered = standing(form).entered.get(group_id)
    return len(entered.entries) if entered else 0


def with_entry(form: SharedForm, within: Within, entry: SharedForm, at: datetime) -> Changed:
    """The whole form with this entry in its place, or why not: together they may be too much for one answer."""
    entries = _written(form, within.group)
    here: dict[str, JsonValue] = dict(entry.answers.values())
    return _with(form, within.group, [*entries[: within.number], here, *entries[within.number + 1 :]], at)


def without_entry(form: SharedForm, within: Within, at: datetime) -> Changed:
    """The whole form without this entry."""
    entries = _written(form, within.group)
    return _with(form, within.group, [*entries[: within.number], *entries[within.number + 1 :]], at)


def has_room(form: SharedForm, group: FormField) -> bool:
    """Whether one more may be entered."""
    return group.maximum is not None and count(form, group.id) < group.maximum


def applicant(form: SharedForm, group: FormField) -> Mapping[str, JsonValue]:
    """What わたしを 足す would enter; empty where it has nothing to offer: no answers, no room, or entered already."""
    entered = standing(form).entered.get(group.id)
    if entered is None or not has_room(form, group):
        return {}
    found = {
        inner: entered.outside.answers[outer].value
        for inner, outer in group.first.items()
        if outer in entered.outside.answers
    }
    return {} if _is_there(found, entered) else found


def _is_there(found: Mapping[str, JsonValue], entered: Entered) -> bool:
    return any(found.items() <= entry.answers.values().items() for entry in entered.entries)


def _written(form: SharedForm, group_id: str) -> list[JsonValue]:
    answer = form.answers.get(group_id)
    return list(answer.value) if answer and isinstance(answer.value, list) else []


def _with(form: SharedForm, group_id: str, entries: list[JsonValue], at: datetime) -> Changed:
    group = form.procedure.field(group_id)
    if group is None or group.type is not FieldType.GROUP:
        return Refused(group_id, "unknown_field")
    if not fits(group, entries):
        return Refused(group_id, "wrong_type")
    return form.apply(FieldEdited(field=group_id, value=entries, source=Source.RESIDENT, at=at))
