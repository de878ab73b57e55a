"""Conditions tried with every answer the finite fields can have: whether any of them makes one true."""

from datetime import date
from itertools import combinations
from typing import Final

from pydantic import JsonValue

from kiosk.procedures import values
from kiosk.procedures.expressions import ExpressionError, evaluate, references
from kiosk.procedures.procedure import FieldType, FormField, Procedure

TODAY: Final = date(2026, 4, 1)
_MOST_TRIED: Final = 8
"""Options of several whose every subset is tried; 256 of them."""


def known_names(expression: str) -> frozenset[str]:
    """The fields an expression looks at; none when it cannot be read."""
    try:
        return references(expression).variables
    except ExpressionError:
        return frozenset()


def reachable(procedure: Procedure, expression: str, used: frozenset[str]) -> bool:
    """Whether some choice of the finite fields makes it true; free fields are taken as reachable."""
    candidates: list[dict[str, JsonValue]] = [{}]
    for name in sorted(used):
        field = procedure.field(name)
        possible = _possible(field) if field else []
        if not possible:
            return True
        candidates = [{**one, name: value} for one in candidates for value in possible][:4096]
    return any(is_true(expression, one) for one in candidates)


def is_true(expression: str, given: dict[str, JsonValue]) -> bool:
    """Whether it holds for these answers; what makes no sense does not."""
    try:
        return evaluate(expression, given, TODAY) is True
    except ExpressionError:
        return False


def _possible(field: FormField) -> list[JsonValue]:
    if field.type is FieldType.CHOICE:
        return [option.id for option in field.options]
    if field.type is FieldType.SEVERAL:
        return _subsets(field)
    return [True, False] if field.type is FieldType.BOOLEAN else []


def _subsets(field: FormField) -> list[JsonValue]:
    """What can be chosen of several; nothing where that is too much to try."""
    ids = [option.id for option in field.options]
    if len(ids) > _MOST_TRIED:
        return []
    some: list[list[JsonValue]] = [list(one) for count in range(len(ids) + 1) for one in combinations(ids, count)]
    return [one for one in some if values.fits(field, one)]
