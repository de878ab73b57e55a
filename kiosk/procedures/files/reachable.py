"""Conditions tried with every answer the finite fields can have: whether any of them makes one true."""

import itertools
import math
from datetime import date
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.expressions import ExpressionError, evaluate, references
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.procedure import Procedure

TODAY: Final = date(2026, 4, 1)
_OF_DAY: Final = frozenset({"age_on", "days_since", "fiscal_year_end", "months_since", "today"})
_MOST_TRIED: Final = 4096
"""Choices of answers; every file is read so before the first picture of a booth."""


def known_names(expression: str) -> frozenset[str]:
    """The fields an expression looks at; none when it cannot be read."""
    try:
        return references(expression).variables
    except ExpressionError:
        return frozenset()


def reachable(procedure: Procedure, expression: str, used: frozenset[str]) -> bool:
    """Whether some choice of the finite fields makes it true; free fields, and too many choices, are taken for yes.

    A field has an answer only where it is asked, so the fields that decide about that are chosen, too.
    """
    if not used or not _can_be_tried(expression):
        return True
    conditions = _asked(procedure)
    for names in (_deciding(procedure, conditions, used), used):
        if (chosen := _choices(procedure, names)) is not None:
            return any(is_true(expression, _standing(one, conditions)) for one in chosen)
    return True


def _can_be_tried(expression: str) -> bool:
    """Whether it can be read, and says the same on every day."""
    try:
        return not references(expression).functions & _OF_DAY
    except ExpressionError:
        return False


def _asked(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """By field, in the order of the pages: the conditions that can be tried, under which it has an answer.

    None for what follows another field or what staff write: that is there without being asked.
    """
    found: dict[str, tuple[str, ...]] = {}
    for page in procedure.pages:
        for field in page.fields:
            both = () if field.follows or field.by_staff else (page.show_if, field.show_if)
            found[field.id] = tuple(one for one in both if one and _can_be_tried(one))
    return found


def _deciding(procedure: Procedure, conditions: dict[str, tuple[str, ...]], used: frozenset[str]) -> frozenset[str]:
    """The fields `used`, and the finite ones on whose answers it depends whether those are asked."""
    found, rest = set(used), set(used)
    while rest:
        for one in conditions.get(rest.pop(), ()):
            looked_at = known_names(one)
            if all(_values(procedure, name) for name in looked_at):
                rest |= looked_at - found
                found |= looked_at
    return frozenset(found)


def _values(procedure: Procedure, name: str) -> list[JsonValue]:
    """Every answer of a finite field; none of others."""
    field = procedure.field(name)
    return kind_of(field).possible(field) if field else []


def _choices(procedure: Procedure, names: frozenset[str]) -> list[dict[str, JsonValue]] | None:
    """Every choice of answers to these fields; None where one of them is free, or there are too many."""
    every = {name: _values(procedure, name) for name in sorted(names)}
    if math.prod(len(values) for values in every.values()) not in range(1, _MOST_TRIED + 1):
        return None
    return [dict(zip(every, one, strict=True)) for one in itertools.product(*every.values())]


def _standing(chosen: dict[str, JsonValue], conditions: dict[str, tuple[str, ...]]) -> dict[str, JsonValue]:
    """What counts of a choice: the answers to what is asked. A condition over fields not chosen is taken to hold."""
    found: dict[str, JsonValue] = {}
    for name, those in conditions.items():
        decided = (one for one in those if known_names(one) <= chosen.keys())
        if name in chosen and all(is_true(one, found) for one in decided):
            found[name] = chosen[name]
    return found | {name: value for name, value in chosen.items() if name not in conditions}


def is_true(expression: str, given: dict[str, JsonValue]) -> bool:
    """Whether it holds for these answers; what makes no sense does not."""
    try:
        return evaluate(expression, given, TODAY) is True
    except ExpressionError:
        return False
