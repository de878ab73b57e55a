"""Parts: a question whose answer is put together on several screens, one after another (an account)."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.checks import Problem
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.shared_form import Changed, SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Source

_NOTHING: Final[Mapping[str, JsonValue]] = MappingProxyType({})


def parts_of(form: SharedForm, field_id: str) -> tuple[str, ...]:
    """The parts of a field as far as its answer says which there are; none where one screen asks it."""
    item, answer = form.procedure.field(field_id), form.answers.get(field_id)
    return kind_of(item).parts(item, answer.value if answer else None) if item else ()


def part_now(form: SharedForm, field_id: str, part: str) -> str:
    """The part on the screen: this one while there is such a part, else the first; empty where there are none."""
    names = parts_of(form, field_id)
    return part if part in names else next(iter(names), "")


def part_after(form: SharedForm, field_id: str, part: str, problems: tuple[Problem, ...]) -> str | None:
    """The part to open next, because something is missing or wrong there; None where this is the place to mend it.

    Example:
        A bank is chosen and no branch yet: つぎへ opens the branch. With no branch chosen, it stays there and says so.
    """
    names = parts_of(form, field_id)
    wanted = next((one.part for one in problems if one.field == field_id), "")
    if wanted not in names or names.index(wanted) <= names.index(part_now(form, field_id, part)):
        return None
    return wanted


def part_before(form: SharedForm, field_id: str, part: str) -> str | None:
    """The part before this one; None before the first."""
    names = parts_of(form, field_id)
    place = names.index(part_now(form, field_id, part)) if names else 0
    return names[place - 1] if place else None


def way_of(form: SharedForm, field_id: str) -> str:
    """Which parts a field has now, in one word; empty where that is always the same."""
    item, answer = form.procedure.field(field_id), form.answers.get(field_id)
    return kind_of(item).way(answer.value) if item and answer else ""


def with_part(
    form: SharedForm, field_id: str, part: str, given: str, at: datetime, left: Mapping[str, JsonValue] = _NOTHING
) -> Changed:
    """The form after the resident said one part of a field that has parts.

    `left` is what was said where other parts were asked, and is there again when one comes back to them.

    Example:
        Bank, branch and number are said, then ゆうちょ is touched by mistake, then 銀行: all three are there again,
        and the name is the one said last.
    """
    item, answer = form.procedure.field(field_id), form.answers.get(field_id)
    if item is None:
        return form.apply(FieldEdited(field=field_id, source=Source.RESIDENT, at=at))
    value = kind_of(item).with_part(item, answer.value if answer else None, part, given)
    way = kind_of(item).way(value)
    before = left.get(way) if way != way_of(form, field_id) else None
    if isinstance(before, dict) and isinstance(value, dict):
        value = {**before, **value}
    return form.apply(FieldEdited(field=field_id, value=value, source=Source.RESIDENT, at=at))


def with_opened(form: SharedForm, field_id: str, part: str, at: datetime) -> SharedForm:
    """The form when this part comes on the screen, with what other answers already say of it."""
    item, answer = form.procedure.field(field_id), form.answers.get(field_id)
    if item is None or answer is None:
        return form
    value = kind_of(item).opened(item, answer.value, part, standing(form).values)
    if value == answer.value:
        return form
    after = form.apply(FieldEdited(field=field_id, value=value, source=Source.RESIDENT, at=at))
    return after if isinstance(after, SharedForm) else form
