"""Conditions and formulas: whether each can be read, names only what there is, and makes a difference for somebody."""

import difflib
from collections.abc import Collection, Iterator
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.expressions import ExpressionError, Unanswered, evaluate, references
from kiosk.procedures.files import cel_slips
from kiosk.procedures.files.mistakes import Finding, Place, mistake
from kiosk.procedures.files.reachable import TODAY, is_true, known_names, reachable
from kiosk.procedures.files.samples import samples
from kiosk.procedures.procedure import FieldType, FormField, Procedure, Stop

_NO: Final = frozenset({"false", "no", "off", "いいえ"})
"""What is written for a no where `false` is wanted."""


def conditions(procedure: Procedure) -> Iterator[Finding]:
    """Conditions of pages and fields may look only at what was asked before; all others at every field."""
    declared = {field.id for field in procedure.fields}
    before: set[str] = set()
    for number, page in enumerate(procedure.pages):
        if page.show_if:
            yield from condition(procedure, ("pages", number, "show_if"), page.show_if, before)
        for at, field in enumerate(page.fields):
            yield from conditions_of(procedure, ("pages", number, "fields", at), field, before, declared)
            before.add(field.id)
    if all(page.show_if for page in procedure.pages):
        yield Finding(("pages",), mistake("nothing_asked"))
    yield from _outcomes(procedure, declared)
    if procedure.fee:
        yield from _fee(procedure, declared)


def _outcomes(procedure: Procedure, declared: set[str]) -> Iterator[Finding]:
    """Conditions of stops, notices and documents."""
    for number, stop in enumerate(procedure.stops):
        place: Place = ("stops", number, "when")
        yield from tuple(_makes_sense(procedure, place, stop.when, declared)) or _stop(procedure, place, stop)
    for part in ("notices", "documents"):
        for number, item in enumerate(getattr(procedure, part)):
            yield from condition(procedure, (part, number, "when"), item.when, declared)


def _stop(procedure: Procedure, place: Place, stop: Stop) -> Iterator[Finding]:
    """A stop must be reachable, and must not be there whatever the resident answers."""
    used = known_names(stop.when)
    presets: dict[str, JsonValue] = {one.id: one.default for one in procedure.fields if one.default is not None}
    if not used:
        yield Finding(place, mistake("stop_looks_at_nothing"))
    elif not reachable(procedure, stop.when, used):
        yield Finding(place, mistake("stop_unreachable", name=stop.id))
    elif is_true(stop.when, presets):
        yield Finding(place, mistake("stop_at_once", name=stop.id))


def conditions_of(
    procedure: Procedure, place: Place, field: FormField, before: Collection[str], declared: Collection[str]
) -> Iterator[Finding]:
    """Of one field: when it is asked looks at what is asked `before` it, its checks at every field `declared`."""
    if field.show_if:
        yield from condition(procedure, (*place, "show_if"), field.show_if, before)
    if field.follows:
        yield from condition(procedure, (*place, "follows", "when"), field.follows.when, before)
    for number, rule in enumerate(field.check):
        yield from condition(procedure, (*place, "check", number, "rule"), rule.rule, declared)


def condition(procedure: Procedure, place: Place, expression: str, allowed: Collection[str]) -> Iterator[Finding]:
    """What is wrong with something that must be true or false; it may look at the fields `allowed`."""
    found = tuple(_makes_sense(procedure, place, expression, allowed))
    yield from found
    if not found and not reachable(procedure, expression, known_names(expression)):
        yield Finding(place, mistake("never_true"))


def _makes_sense(procedure: Procedure, place: Place, expression: str, allowed: Collection[str]) -> Iterator[Finding]:
    """What keeps an expression from being a condition at all."""
    found = list(names(procedure, place, expression, allowed))
    yield from found
    if found:
        return
    try:
        value = evaluate(expression, samples(procedure), TODAY)
    except ExpressionError as error:
        yield Finding(place, mistake("condition_nonsense", told=str(error)))
        return
    if not isinstance(value, bool):
        yield Finding(place, mistake("no_condition"))


def names(procedure: Procedure, place: Place, expression: str, allowed: Collection[str]) -> Iterator[Finding]:
    """What stands in an expression that cannot be there; it may look at the fields `allowed`."""
    if (slip := cel_slips.slip(expression)) is not None:
        yield Finding(place, slip.mistake, slip.at)
        return
    try:
        used = references(expression)
    except ExpressionError as error:
        yield Finding(place, mistake("condition_unreadable", told=str(error)))
        return
    declared = {field.id for field in procedure.fields}
    for name in sorted(used.variables - declared):
        yield _no_field(procedure, place, name)
    for name in sorted((used.variables & declared).difference(allowed)):
        yield Finding(place, mistake("asked_later", name=name), name)
    for name in sorted(used.forbidden):
        told = mistake("size_of_text") if name == "size" else mistake("forbidden_function", name=name)
        yield Finding(place, told, name)
    yield from _one_of_many(procedure, place, expression)
    yield from _options(procedure, place, expression)


def _no_field(procedure: Procedure, place: Place, name: str) -> Finding:
    """A name that no field has: an answer without its quotes, or a slip of the pen."""
    if any(name == option.id for field in procedure.fields for option in field.options):
        return Finding(place, mistake("answer_without_quotes", name=name), name)
    return no_field(procedure, place, name)


def no_field(procedure: Procedure, place: Place, name: str) -> Finding:
    """A name that no field of the procedure has."""
    for group in procedure.fields:
        if any(inner.id == name for inner in group.fields):
            return Finding(place, mistake("field_inside_group", name=name, group=group.id), name)
    near = difflib.get_close_matches(name, [field.id for field in procedure.fields], n=1)
    if near:
        return Finding(place, mistake("near_field", name=name, near=near[0]), name)
    return Finding(place, mistake("no_field", name=name), name)


def _one_of_many(procedure: Procedure, place: Place, expression: str) -> Iterator[Finding]:
    """A group looked into as if it were one: nobody knows whose answer is meant."""
    for name, inner in dict.fromkeys(cel_slips.looked_into(expression)):
        group = procedure.field(name)
        if group is not None and any(one.id == inner for one in group.fields):
            yield Finding(place, mistake("field_inside_group", name=inner, group=name), f"{name}.{inner}")


def _options(procedure: Procedure, place: Place, expression: str) -> Iterator[Finding]:
    """Answers compared with that cannot be given."""
    other = {(field.id, text): (field, example) for field, text, example in _other_kinds(procedure, expression)}
    for (name, text), (field, example) in other.items():
        told = mistake("compared_with_text", name=name, type=str(field.type), written=text, example=example)
        yield Finding(place, told, name)
    for name, text in cel_slips.compared(expression):
        asked = procedure.field(name)
        if asked is None or not asked.options or asked.option(text) or (name, text) in other:
            continue
        ids = [option.id for option in asked.options]
        near = difflib.get_close_matches(text, ids, n=1)
        if near:
            yield Finding(place, mistake("near_option", name=name, written=text, near=near[0]), text)
        else:
            yield Finding(place, mistake("no_option", name=name, written=text, ids=", ".join(ids)), text)


def _other_kinds(procedure: Procedure, expression: str) -> Iterator[tuple[FormField, str, str]]:
    """Each field that is never one text though it is compared with one, that text, and what was probably meant."""
    for name, text in cel_slips.equalled(expression):
        match procedure.field(name):
            case FormField(type=FieldType.SEVERAL) as field:
                yield field, text, f"'{text}' in {name}"
            case FormField(type=FieldType.BOOLEAN) as field:
                yield field, text, f"{name} == {'false' if text.lower() in _NO else 'true'}"
            case FormField(type=FieldType.INTEGER | FieldType.AMOUNT) as field:
                yield field, text, f"{name} == {text if text.isdecimal() else 1}"
            case FormField(type=FieldType.DATE) as field:
                yield field, text, f"days_since({name}) > 30"
            case _:
                continue


def _fee(procedure: Procedure, declared: set[str]) -> Iterator[Finding]:
    assert procedure.fee is not None
    place: Place = ("fee", "formula")
    found = list(names(procedure, place, procedure.fee.formula, declared))
    yield from found
    if procedure.fee.shown_with is not None and procedure.fee.shown_with not in declared:
        yield no_field(procedure, ("fee", "shown_with"), procedure.fee.shown_with)
    if found:
        return
    try:
        amount = evaluate(procedure.fee.formula, samples(procedure), TODAY)
    except ExpressionError as error:
        yield Finding(place, mistake("condition_nonsense", told=str(error)))
        return
    if isinstance(amount, Unanswered) or not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
        yield Finding(place, mistake("no_yen"))
