"""Conditions tried with every answer the finite fields can have: whether any of them makes one true."""

from datetime import date
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.expressions import ExpressionError, evaluate, references
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.procedure import Procedure

TODAY: Final = date(2026, 4, 1)


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
        possible = kind_of(field).possible(field) if field else []
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
