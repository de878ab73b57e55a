"""CEL behind one door: conditions and formulas of procedure files over the answers given so far.

Not yet answered inputs are simply absent, and CEL's three-valued logic does the rest (`unknown || true` is true). Text
is counted by our `chars`, because this CEL counts bytes in `size`. Dates are maps {year, month, day}; a question about
an unknown part has no answer rather than an invented one, nor has what the answers make impossible (5 / 0). A group is
a list of maps, one for each that was entered; `exists`, `all`, `filter` and `map` look at each, ``count`` counts them,
``sum`` adds what `map` made of each.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import ModuleType
from typing import Any, Final

from pydantic import JsonValue

from kiosk.procedures.japanese import eras, kana, names
from kiosk.values import dataclass


@contextmanager
def _standing_in(module: str) -> Iterator[None]:
    """Inside, an empty module stands in for `module`, unless that is loaded already."""
    stand_in = ModuleType(module)
    sys.modules.setdefault(module, stand_in)
    try:
        yield
    finally:
        if sys.modules.get(module) is stand_in:
            del sys.modules[module]


# WORKAROUND until common-expression-language 0.11 (no issue): it imports its own command line, with typer, rich and
# prompt_toolkit, which is two thirds of the time it takes to load, at each start of a booth and of headquarters.
with _standing_in("cel.cli"):
    import cel

FUNCTIONS: Final = frozenset({
    "chars", "age_on", "count", "days_after", "days_since", "fiscal_year_end", "is_kana", "months_since", "today",
    "sum", "matches", "startsWith", "endsWith",
})  # fmt: skip
"""What a procedure file may call; operators beside them."""
_OPERATORS: Final = frozenset({
    "_+_", "_-_", "_*_", "_/_", "_%_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_",
    "_&&_", "_||_", "!_", "-_", "_?_:_", "_[_]", "@in", "@not_strictly_false",
})  # fmt: skip
_APRIL: Final = 4
_EACH: Final = re.compile(r"\.\s*(?:all|exists|exists_one|filter|map)\s*\(\s*([A-Za-z_]\w*)\s*,")
"""A look at each of a list; it gives each a name of its own."""
_MOST_LOOKS: Final = 4
"""In one expression: each within another takes as many times longer as the list is long."""


class ExpressionError(Exception):
    """An expression cannot be read or makes no sense; the text says why, never with an answer in it."""


@dataclass(frozen=True)
class Unanswered:
    """The expression has no value yet: an input is not answered or partly unknown."""


@dataclass(frozen=True)
class References:
    """What an expression names; `each` are the names it gives itself to what it looks at one by one."""

    variables: frozenset[str]
    functions: frozenset[str]
    each: frozenset[str] = frozenset()

    @property
    def forbidden(self) -> frozenset[str]:
        """Functions and operators a procedure file may not use."""
        return self.functions - FUNCTIONS - _OPERATORS


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> cel.Program:
    if len(_EACH.findall(expression)) > _MOST_LOOKS:
        raise ExpressionError(f"looks at each of a list more than {_MOST_LOOKS} times")
    try:
        return cel.compile(expression)
    except (ValueError, RuntimeError, RecursionError) as error:
        raise ExpressionError(str(error).splitlines()[0]) from None


def references(expression: str) -> References:
    """Variables and functions of an expression; raise `ExpressionError` if it cannot be read."""
    found, each = _compiled(expression).references(), frozenset(_EACH.findall(expression))
    return References(frozenset(found["variables"]) - each, frozenset(found["functions"]), each)


def evaluate(expression: str, values: Mapping[str, JsonValue], today: date) -> JsonValue | Unanswered:
    """The value of an expression over the answered fields; raise `ExpressionError` when it makes no sense for them."""
    program = _compiled(expression)
    calls = _Calls(today)
    context = cel.Context(dict(values), calls.functions())
    result: JsonValue = None
    try:
        result = program.execute(context)
    except KeyError:  # not everyone who was entered was asked everything
        return Unanswered()
    except (ArithmeticError, IndexError):  # shared among nobody, more than a number holds, the first of none
        result = None
    except (RuntimeError, TypeError, ValueError) as error:
        if not (calls.misused or calls.unknown) and references(expression).variables <= set(values):
            raise ExpressionError(type(error).__name__ + " while evaluating") from None
    if calls.misused:
        raise ExpressionError(f"{calls.misused} was given something it cannot take")
    return Unanswered() if result is None else result


def holds(expression: str | None, values: Mapping[str, JsonValue], today: date) -> bool:
    """Whether a condition is true now; no condition always holds, an unanswered one does not."""
    return expression is None or evaluate(expression, values, today) is True


class _Calls:
    """Our functions for one evaluation; remembers calls without an answer and calls that made no sense."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.unknown = False
        self.misused = ""

    def functions(self) -> dict[str, Callable[..., Any]]:
        own: dict[str, Callable[..., Any]] = {
            "chars": names.chars,
            "count": _count,
            "days_after": _days_after,
            "is_kana": kana.is_kana,
            "sum": _sum,
            "today": self._today.isoformat,
            "age_on": lambda birth, day: _age_on(birth, _day(day)),
            "days_since": lambda day: _days_since(day, self._today),
            "fiscal_year_end": lambda: _fiscal_year_end(self._today).isoformat(),
            "months_since": lambda day: _months_since(day, self._today),
        }
        return {name: self._guarded(name, function) for name, function in own.items()}

    def _guarded(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            try:
                result = function(*arguments)
            except (TypeError, ValueError, AttributeError):
                self.misused = self.misused or name
                return None
            except OverflowError:  # a day that no calendar has
                result = None
            self.unknown = self.unknown or result is None
            return result

        return call


def _day(value: object) -> date | None:
    """A calendar day from an answer or an ISO text, also that of a time; None when a part is unknown."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).date()
    written = eras.from_json(value)
    if written is None:
        raise TypeError("no date")
    return written.known()


def _count(values: object) -> int:
    if not isinstance(values, list):
        raise TypeError("no list")
    return len(values)


def _sum(values: object) -> int:
    """Whole numbers only: money and pieces."""
    if not isinstance(values, list) or any(type(one) is not int for one in values):
        raise TypeError("no list of numbers")
    return sum(values)


def _days_after(value: object, days: int) -> JsonValue:
    """The date so many days after another one, written in its calendar; None where a part of that is unknown."""
    day = _day(value)
    if day is None:
        return None
    later = day + timedelta(days=days)
    written = eras.WrittenDate(later.year, later.month, later.day)
    return eras.WrittenDate(later.year, later.month, later.day, eras.japanese(written)).to_json()


def _days_since(value: object, today: date) -> int | None:
    day = _day(value)
    return None if day is None else (today - day).days


def _months_since(value: object, today: date) -> int | None:
    """How many months lie between that month and this one, whatever their days: 1 for the month before."""
    if isinstance(value, str):
        day = date.fromisoformat(value)
        return (today.year - day.year) * 12 + today.month - day.month
    written = eras.from_json(value)
    if written is None:
        raise TypeError("no date")
    if written.year is None or written.month is None:
        return None
    return (today.year - written.year) * 12 + today.month - written.month


def _fiscal_year_end(today: date) -> date:
    """The last day of this fiscal and school year (年度): 31 March."""
    return date(today.year + (today.month >= _APRIL), 3, 31)


def _age_on(birth: object, day: date | None) -> int | None:
    """Age by law (年齢計算ニ関スル法律), reached on the day before the birthday; None where parts leave doubt."""
    written = eras.from_json(birth)
    if written is None:
        raise TypeError("no date")
    if day is None or written.year is None:
        return None
    next_day = day + timedelta(days=1)
    ages = set()
    for month, of_month in ((written.month or 1, written.day or 1), (written.month or 12, written.day or 31)):
        ages.add(next_day.year - written.year - ((next_day.month, next_day.day) < (month, of_month)))
    return ages.pop() if len(ages) == 1 else None
