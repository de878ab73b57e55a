"""Lint of groups and of what is computed: an entry is looked at as a form that stands behind all that was asked."""

from collections.abc import Collection, Iterator
from typing import Final

from kiosk.procedures.expressions import ExpressionError, Unanswered, evaluate, references
from kiosk.procedures.files.conditions import conditions_of, names
from kiosk.procedures.files.mistakes import Finding, Place, mistake
from kiosk.procedures.files.reachable import TODAY
from kiosk.procedures.files.samples import samples
from kiosk.procedures.kinds.table import fits, kind_of
from kiosk.procedures.procedure import FieldType, FormField, Procedure

_LONGEST: Final = 6000
"""Characters of all that is usually entered into a group: names need twice their letters, and an answer has a bound."""
_WRITTEN: Final = frozenset({FieldType.TEXT, FieldType.NAME, FieldType.KANA, FieldType.ADDRESS, FieldType.TEL})
_OTHERS: Final = 70
"""Characters of a date, the longest of what is not written freely."""


def group_fields(procedure: Procedure) -> Iterator[Finding]:
    """Every rule broken by groups, by what is computed, and by conditions that look at groups."""
    before: list[FormField] = []
    for number, page in enumerate(procedure.pages):
        for at, field in enumerate(page.fields):
            place: Place = ("pages", number, "fields", at)
            if field.type is FieldType.COMPUTED:
                if all(_is_computed(one) for one in page.fields[:at]):
                    yield Finding(place, mistake("computed_first", name=field.id))
                yield from _formula(procedure, place, field, {one.id for one in before})
            if field.type is FieldType.GROUP:
                yield from _group(procedure, place, field, before)
            before.append(field)
    yield from _looking_at_groups(procedure)


def _group(procedure: Procedure, place: Place, group: FormField, before: list[FormField]) -> Iterator[Finding]:
    opening = group.fields[0]
    if not opening.required or opening.show_if or opening.follows or _is_computed(opening):
        yield Finding((*place, "fields", 0), mistake("first_not_asked", name=opening.id))
    yield from _first(place, group, before)
    most = sum(inner.max_chars if inner.type in _WRITTEN else _OTHERS for inner in group.fields)
    if most * (group.maximum or 0) > _LONGEST:
        yield Finding((*place, "maximum"), mistake("group_too_large", name=group.id))
    inside = procedure.model_copy(update={"pages": (*procedure.pages, *group.pages)})
    known = {one.id: one for one in before}
    for at, inner in enumerate(group.fields):
        at_inner = (*place, "fields", at)
        if inner.follows:
            yield from _leader((*at_inner, "follows", "field"), inner, known.get(inner.follows.field))
        if _is_computed(inner):
            yield from _formula(inside, at_inner, inner, set(known))
        all_of_it = {*(one.id for one in before), *(one.id for one in group.fields)}
        yield from conditions_of(inside, at_inner, inner, set(known), all_of_it)
        known[inner.id] = inner


def _first(place: Place, group: FormField, before: list[FormField]) -> Iterator[Finding]:
    own, outside = {one.id: one for one in group.fields}, {one.id: one for one in before}
    for inner, outer in group.first.items():
        here = (*place, "first", inner)
        if inner not in own or outer not in outside:
            yield Finding(here, mistake("first_unknown", name=outer if inner in own else inner))
        elif outside[outer].type is not own[inner].type:
            yield Finding(here, mistake("first_other_type", name=inner, other=outer))


def _leader(place: Place, field: FormField, leader: FormField | None) -> Iterator[Finding]:
    assert field.follows is not None
    if field.follows.field == field.id:
        yield Finding(place, mistake("follows_itself", name=field.id))
    elif leader is None:
        yield Finding(place, mistake("group_leader", name=field.follows.field))
    elif leader.type is not field.type or leader.follows:
        yield Finding(place, mistake("follows_other_type", name=leader.id))


def _formula(procedure: Procedure, place: Place, field: FormField, known: Collection[str]) -> Iterator[Finding]:
    assert field.formula is not None
    assert field.show is not None
    place = (*place, "formula")
    found = list(names(procedure, place, field.formula, known))
    yield from found
    if found:
        return
    try:
        value = evaluate(field.formula, samples(procedure), TODAY)
    except ExpressionError as error:
        yield Finding(place, mistake("condition_nonsense", told=str(error)))
        return
    if isinstance(value, Unanswered) or not fits(field, value):
        yield Finding(place, mistake("computed_other", show=field.show))


def _looking_at_groups(procedure: Procedure) -> Iterator[Finding]:
    """A condition over a group must come to something for everybody in it, also for who is asked least."""
    fields = {field.id: field for field in procedure.fields}
    groups = {name: field for name, field in fields.items() if field.type is FieldType.GROUP}
    least = samples(procedure)
    for name, group in groups.items():
        always = (one for one in group.fields if one.required and not (one.show_if or one.follows or _is_computed(one)))
        least[name] = [{one.id: kind_of(one).sample(one) for one in always}]
    for place, expression in _expressions(procedure):
        try:
            used = references(expression)
            nothing = isinstance(evaluate(expression, least, TODAY), Unanswered)
        except ExpressionError:
            continue  # said where conditions are looked at
        for name in sorted(used.each & set(fields)):
            yield Finding(place, mistake("each_is_field", name=name), name)
        if used.variables & set(groups) and nothing:
            yield Finding(place, mistake("not_of_everyone"))


def _expressions(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    """Every condition and formula over the fields of the procedure, with its place."""
    found: list[tuple[Place, str | None]] = []
    for number, page in enumerate(procedure.pages):
        found.append((("pages", number, "show_if"), page.show_if))
        for at, field in enumerate(page.fields):
            place: Place = ("pages", number, "fields", at)
            found += [((*place, "show_if"), field.show_if), ((*place, "formula"), field.formula)]
            found += [((*place, "check", of, "rule"), rule.rule) for of, rule in enumerate(field.check)]
    for part in ("stops", "notices", "documents"):
        found += [((part, number, "when"), item.when) for number, item in enumerate(getattr(procedure, part))]
    found.append((("fee", "formula"), procedure.fee.formula if procedure.fee else None))
    return ((place, expression) for place, expression in found if expression)


def _is_computed(field: FormField) -> bool:
    return field.type is FieldType.COMPUTED
