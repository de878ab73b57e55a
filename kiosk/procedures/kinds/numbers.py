"""Whole numbers: counted things with their counter, and amounts in yen."""

from typing import ClassVar, Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.kind import About, Kind, Wrong
from kiosk.procedures.words import unit_for, words

_BEYOND: Final = 10**9
"""No number at a counter is this large; a double holds all below exactly."""


class Integer(Kind):
    """A number with its counter word: 2通."""

    proposable = True
    bounds: ClassVar[tuple[str, str]] = ("too_small", "too_large")

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _BEYOND

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        assert isinstance(value, int)
        if item.minimum is not None and value < item.minimum:
            return Wrong(self.bounds[0], {"count": self.number(item.minimum)})
        if item.maximum is not None and value > item.maximum:
            return Wrong(self.bounds[1], {"count": self.number(item.maximum)})
        return None

    def number(self, number: int) -> str:
        """A number as it is written in a sentence."""
        return str(number)

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        assert isinstance(value, int)
        return f"{value}{unit_for(value, item.unit.in_(locale)) if item.unit else ''}"

    @override
    def sample(self, item: FormField) -> JsonValue:
        return 1


class Amount(Integer):
    """Yen, not below 0: 12,800円."""

    proposable = False
    bounds = ("too_little_yen", "too_much_yen")

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return super().fits(item, value) and isinstance(value, int) and value >= 0

    @override
    def number(self, number: int) -> str:
        return f"{number:,}"

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        return words(locale)["yen"].format(amount=f"{value:,}")

    @override
    def sample(self, item: FormField) -> JsonValue:
        return 1000
