"""What must be right in a layout: every field asked has its place, and every place its field (pure)."""

from collections.abc import Iterator
from typing import TypeAlias

from kiosk.procedures.expressions import ExpressionError, references
from kiosk.procedures.fields import FieldType, FormField
from kiosk.procedures.japanese import ruby
from kiosk.procedures.papers.layout import Box, Entry, Layout, Listing, Section
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass

Place: TypeAlias = tuple[str | int, ...]
YES, NO = "on", "off"
"""How a layout names the two answers of a yes-or-no question."""


@dataclass(frozen=True)
class Finding:
    """One rule broken, and where: `place` leads through the layout's keys."""

    place: Place
    reason: str


def check(layout: Layout, procedure: Procedure) -> tuple[Finding, ...]:
    """Everything wrong with the layout of this procedure."""
    return (*_boxes(layout, procedure), *_listings(layout, procedure), *_missing(layout, procedure), *_twice(layout))


def _boxes(layout: Layout, procedure: Procedure) -> Iterator[Finding]:
    for place, box in _each_box(layout):
        for kanji in ruby.unread(box.hint or ""):
            yield Finding((*place, "hint"), f"'{kanji}' has no reading: write 漢字(かんじ)")
        for number, entry in enumerate(box.entries):
            where = (*place, "holds", number) if box.holds else place
            yield from _entry(where, entry, procedure)


def _entry(place: Place, entry: Entry, procedure: Procedure) -> Iterator[Finding]:
    if entry.when is not None:
        yield from _condition((*place, "when"), entry.when, procedure)
    if entry.field is None:
        return
    field = procedure.field(entry.field)
    if field is None:
        yield Finding((*place, "field"), f"'{entry.field}' is no field of '{procedure.id}'")
    elif entry.ticks:
        yield from _ticks((*place, "ticks"), entry.ticks, field)


def _condition(place: Place, expression: str, procedure: Procedure) -> Iterator[Finding]:
    try:
        used = references(expression)
    except ExpressionError as error:
        yield Finding(place, f"cannot be read: {error}")
        return
    for name in sorted(used.variables - {field.id for field in procedure.fields}):
        yield Finding(place, f"'{name}' is no field of '{procedure.id}'")
    for name in sorted(used.forbidden):
        yield Finding(place, f"'{name}' may not be used")


def _ticks(place: Place, ticks: dict[str, str], field: FormField) -> Iterator[Finding]:
    if field.type is FieldType.BOOLEAN:
        known, needed = {YES, NO}, {YES}
    else:
        known = needed = {option.id for option in field.options}
    for name in sorted(set(ticks) - known):
        yield Finding((*place, name), f"'{name}' is no answer of '{field.id}'")
    for name in sorted(needed - set(ticks)):
        yield Finding(place, f"the answer '{name}' of '{field.id}' has no box to tick")


def _listings(layout: Layout, procedure: Procedure) -> Iterator[Finding]:
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Listing):
            field = procedure.field(block.field)
            if field is None:
                yield Finding(("blocks", number, "field"), f"'{block.field}' is no field of '{procedure.id}'")


def _missing(layout: Layout, procedure: Procedure) -> Iterator[Finding]:
    asked = [field.id for field in procedure.fields]
    for name in asked:
        if name not in layout.placed and name not in layout.left_out:
            yield Finding(("blocks",), f"'{name}' is asked and has no place on the paper (or say why in 'left_out')")
    for name in layout.left_out:
        if name not in asked:
            yield Finding(("left_out", name), f"'{name}' is no field of '{procedure.id}'")
        elif name in layout.placed:
            yield Finding(("left_out", name), f"'{name}' is left out and has a place on the paper")


def _twice(layout: Layout) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, box in _each_box(layout):
        for entry in box.entries:
            if entry.field in seen:
                yield Finding(place, f"'{entry.field}' has two places on the paper")
            seen |= {entry.field} if entry.field else set()


def _each_box(layout: Layout) -> Iterator[tuple[Place, Box]]:
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Section):
            for at, row in enumerate(block.rows):
                for which, box in enumerate(row):
                    yield ("blocks", number, "rows", at, which), box
