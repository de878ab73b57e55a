"""Samples: a usual value of each field, to try conditions with and to show what would fit."""

import difflib
import json
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.files.mistakes import Mistake, mistake
from kiosk.procedures.kinds.table import fits, kind_of
from kiosk.procedures.procedure import FieldType, FormField, Procedure

_LONGEST_TOLD: Final = 60
"""Characters of what is written that are told again."""


def samples(procedure: Procedure) -> dict[str, JsonValue]:
    """A usual value of every field."""
    return {field.id: kind_of(field).sample(field) for field in procedure.fields}


def unfit(field: FormField, value: JsonValue) -> Mistake:
    """A value that does not fit its field, with one that would; of a group, the first thing in it that does not fit."""
    if field.type is FieldType.GROUP and isinstance(value, list) and (found := _inside(field, value)) is not None:
        return found
    strange = [one for one in value if not field.option(one)] if isinstance(value, list) and field.options else []
    return _unfit(field, strange[0] if strange else value, known=isinstance(value, list) and not strange)


def _inside(group: FormField, entries: list[JsonValue]) -> Mistake | None:
    known = {one.id: one for one in group.fields}
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            example = _as_written({name: kind_of(one).sample(one) for name, one in known.items()})
            return mistake("entry_expected", name=group.id, number=number, example=example)
        for name, value in entry.items():
            if name not in known:
                return mistake("no_such_item", field=group.id, name=name)
            if not fits(known[name], value):
                return unfit(known[name], value)
    return None


def _unfit(field: FormField, value: JsonValue, known: bool) -> Mistake:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if field.type is FieldType.BOOLEAN:
        return mistake("yes_no_expected", written=written)
    ids = [] if known else [option.id for option in field.options]
    near = difflib.get_close_matches(written, ids, n=1)
    if near:
        return mistake("near_option", name=field.id, written=written, near=near[0])
    if ids:
        return mistake("no_option", name=field.id, written=written, ids=", ".join(ids))
    written = written if len(written) <= _LONGEST_TOLD else f"{written[:_LONGEST_TOLD]}…"
    return mistake("value_unfit", name=field.id, written=written, example=_as_written(kind_of(field).sample(field)))


def _as_written(value: JsonValue) -> str:
    """A value as a file writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_as_written(one)}" for key, one in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
