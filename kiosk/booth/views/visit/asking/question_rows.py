"""What a question offers to touch: cards of a choice, yes-or-no rows, keys of a small number."""

from collections.abc import Sequence
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.words import unit_for
from kiosk.values import dataclass

QUICK: Final = 10
"""Up to so many numbers have a key each."""
YES: Final = "on"
NO: Final = "off"
"""The cards of a yes-or-no question that stands alone."""

_KINDS: Final = {
    FieldType.CHOICE: "choice",
    FieldType.SEVERAL: "several",
    FieldType.BOOLEAN: "switch",
    FieldType.INTEGER: "number",
    FieldType.GROUP: "group",
    FieldType.SLOT: "choice",
}


@dataclass(frozen=True)
class OptionCard:
    """One answer of a choice or of several."""

    option: str
    label: str
    hint: str
    icon: str
    chosen: bool


@dataclass(frozen=True)
class SwitchRow:
    """One of several questions on a screen: yes or no as 1 or 0, or a number with its unit as `on`; -1 for neither."""

    field: str
    label: str
    hint: str
    icon: str
    on: str
    off: str
    value: int


@dataclass(frozen=True)
class NumberKey:
    """One number to touch."""

    number: int
    chosen: bool


def answered_with(fields: Sequence[FormField]) -> str:
    """choice, several, switch, number, group or typing; a yes-or-no question that stands alone is a choice of two.

    Several numbers on one screen are counts.
    """
    first = fields[0].type
    if first is FieldType.INTEGER and len(fields) > 1:
        return "counts"
    return "choice" if first is FieldType.BOOLEAN and len(fields) == 1 else _KINDS.get(first, "typing")


def option_cards(item: FormField, value: JsonValue, locale: str) -> tuple[OptionCard, ...]:
    """The answers of a choice or of several, the two of a yes-or-no question; none for a field of another type."""
    if item.on and item.off:
        said = ((YES, item.on, "check"), (NO, item.off, "close"))
        return tuple(OptionCard(name, word.in_(locale), "", icon, value is (name == YES)) for name, word, icon in said)
    chosen = (item.option(value), *item.chosen(value))
    return tuple(
        OptionCard(
            option.id, option.label.in_(locale), option.hint.in_(locale) if option.hint else "", option.icon or "",
            option in chosen,
        )
        for option in item.options
    )  # fmt: skip


def switch_row(item: FormField, value: JsonValue, locale: str) -> SwitchRow:
    """A yes-or-no question with its two words, or a number with its unit."""
    number = value if isinstance(value, int) else -1
    unit = unit_for(number, item.unit.in_(locale)).strip() if item.unit else ""
    on, off = item.on.in_(locale) if item.on else unit, item.off.in_(locale) if item.off else ""
    hint = item.hint.in_(locale) if item.hint else ""
    return SwitchRow(item.id, item.label.in_(locale), hint, item.icon or "", on, off, int(number))


def number_keys(item: FormField, value: JsonValue) -> tuple[NumberKey, ...]:
    """A key for each number; none where they are too many."""
    if item.type is not FieldType.INTEGER or item.minimum is None or item.maximum is None:
        return ()
    if item.maximum - item.minimum >= QUICK:
        return ()
    return tuple(NumberKey(number, number == value) for number in range(item.minimum, item.maximum + 1))


def within_bounds(item: FormField, number: int) -> int:
    """The nearest number that the field takes."""
    most = 10**9 - 1 if item.maximum is None else item.maximum
    return max(item.minimum or 0, min(most, number))
