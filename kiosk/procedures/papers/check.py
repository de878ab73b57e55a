"""What must be right in a layout: every field asked has its place, and every place its field (pure)."""

from collections.abc import Iterator

from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField
from kiosk.procedures.files.conditions import condition, no_field
from kiosk.procedures.files.lint import readings
from kiosk.procedures.files.mistakes import Finding, Place, mistake
from kiosk.procedures.papers.layout import Box, Entry, Headed, Layout, Listing, Section
from kiosk.procedures.procedure import Procedure

YES, NO = "on", "off"
"""How a layout names the two answers of a yes-or-no question."""


def check(layout: Layout, procedure: Procedure) -> tuple[Finding, ...]:
    """Everything wrong with the layout of this procedure."""
    misspelt = (*_boxes(layout, procedure), *_listings(layout, procedure))
    meant = {dict(one.mistake.facts).get("near") for one in misspelt if one.mistake.kind == "near_field"}
    missing = (one for one in _missing(layout, procedure) if dict(one.mistake.facts).get("name") not in meant)
    return (*_when(layout, procedure), *misspelt, *missing, *_twice(layout))


def _when(layout: Layout, procedure: Procedure) -> Iterator[Finding]:
    """Titles and blocks that stand only under a condition."""
    asked = {field.id for field in procedure.fields}
    for number, titled in enumerate(layout.titles):
        yield from condition(procedure, ("titles", number, "when"), titled.when, asked)
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Headed) and block.when is not None:
            yield from condition(procedure, ("blocks", number, "when"), block.when, asked)


def _boxes(layout: Layout, procedure: Procedure) -> Iterator[Finding]:
    for place, box in _each_box(layout):
        yield from readings((*place, "hint"), box.hint or "")
        for number, entry in enumerate(box.entries):
            where = (*place, "holds", number) if box.holds else place
            yield from _entry(where, entry, procedure)


def _entry(place: Place, entry: Entry, procedure: Procedure) -> Iterator[Finding]:
    if entry.when is not None:
        yield from condition(procedure, (*place, "when"), entry.when, {field.id for field in procedure.fields})
    if entry.field is None:
        return
    field = procedure.field(entry.field)
    if field is None:
        yield no_field(procedure, (*place, "field"), entry.field)
    elif entry.ticks:
        yield from _ticks((*place, "ticks"), entry.ticks, field)


def _ticks(place: Place, ticks: dict[str, str], field: FormField) -> Iterator[Finding]:
    if field.type is FieldType.BOOLEAN:
        known, needed = {YES, NO}, {YES}
    else:
        known = needed = {option.id for option in field.options}
    for name in sorted(set(ticks) - known):
        yield Finding(
            (*place, name), mistake("no_option", name=field.id, written=name, ids=", ".join(sorted(known))), name
        )
    for name in sorted(needed - set(ticks)):
        yield Finding(place, mistake("no_box_to_tick", name=field.id, option=name))


def _listings(layout: Layout, procedure: Procedure) -> Iterator[Finding]:
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Listing):
            field = procedure.field(block.field)
            if field is None:
                yield no_field(procedure, ("blocks", number, "field"), block.field)
            else:
                yield from _columns(("blocks", number, "columns"), block, field, layout)


def _columns(place: Place, block: Listing, field: FormField, layout: Layout) -> Iterator[Finding]:
    """Every item of the entry has a column, and every column its item."""
    items = {item.id: item for item in field.fields}
    for number, column in enumerate(block.columns):
        item = items.get(column.item)
        if item is None:
            yield Finding((*place, number, "item"), mistake("no_such_item", name=column.item, field=field.id))
        elif column.ticks:
            yield from _ticks((*place, number, "ticks"), column.ticks, item)
    for name in items.keys() - {column.item for column in block.columns} - layout.left_out.keys():
        yield Finding(place, mistake("not_on_paper", name=name))


def _missing(layout: Layout, procedure: Procedure) -> Iterator[Finding]:
    asked = [field.id for field in procedure.fields]
    for name in asked:
        if name not in layout.placed and name not in layout.left_out:
            yield Finding(("blocks",), mistake("not_on_paper", name=name))
    for name in layout.left_out:
        if name not in asked and not any(item.id == name for field in procedure.fields for item in field.fields):
            yield no_field(procedure, ("left_out", name), name)
        elif name in layout.placed:
            yield Finding(("left_out", name), mistake("left_out_and_placed", name=name))


def _twice(layout: Layout) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, box in _each_box(layout):
        for entry in box.entries:
            if entry.field in seen:
                yield Finding(place, mistake("two_places", name=entry.field or ""))
            seen |= {entry.field} if entry.field else set()


def _each_box(layout: Layout) -> Iterator[tuple[Place, Box]]:
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Section):
            for at, row in enumerate(block.rows):
                for which, box in enumerate(row):
                    yield ("blocks", number, "rows", at, which), box
