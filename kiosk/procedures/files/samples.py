"""Samples: a usual value of each field, to try conditions with and to show what would fit."""

import difflib
import json

from pydantic import JsonValue

from kiosk.procedures.files.mistakes import Mistake, mistake
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.procedure import FieldType, FormField, Procedure


def samples(procedure: Procedure) -> dict[str, JsonValue]:
    """A usual value of every field."""
    return {field.id: kind_of(field).sample(field) for field in procedure.fields}


def unfit(field: FormField, value: JsonValue) -> Mistake:
    """A value that does not fit its field, with one that would."""
    strange = [one for one in value if not field.option(one)] if isinstance(value, list) and field.options else []
    return _unfit(field, strange[0] if strange else value, known=isinstance(value, list) and not strange)


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
    return mistake("value_unfit", name=field.id, written=written, example=_as_written(kind_of(field).sample(field)))


def _as_written(value: JsonValue) -> str:
    """A value as a file writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_as_written(one)}" for key, one in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
