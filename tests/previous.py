"""What the programs of earlier minors (protocol 1.0 to 1.2) say and take, frozen as their own models described it."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from kiosk.protocol.model import Wire
from kiosk.protocol.versions import MINOR as CURRENT
from kiosk.protocol.versions import Since
from tests.bounds import models

MINORS: Final = (0, 1, 2)
MINOR: Final = 0
"""The oldest."""
_FOLDER: Final = Path(__file__).parent / "protocol/previous"
_FROZEN: Final = {one: json.loads((_FOLDER / f"1.{one}.json").read_text(encoding="utf-8")) for one in MINORS}
KINDS: Final = tuple(sorted(_FROZEN[MINOR]))
"""Both directions of the link, and every body and envelope."""


def samples(kind: str, minor: int = MINOR) -> list[dict[str, Any]]:
    """What that program says."""
    said: list[dict[str, Any]] = _FROZEN[minor][kind]["samples"]
    return said


def complaints(kind: str, said: str | bytes, minor: int = MINOR) -> list[str]:
    """Why that program would refuse this, as it refused every key it did not know; nothing where it would not."""
    return [error.message for error in _validator(kind, minor).iter_errors(json.loads(said))]


@cache
def _validator(kind: str, minor: int) -> Draft202012Validator:
    return Draft202012Validator(_FROZEN[minor][kind]["schema"])


def keys(kind: str, minor: int = MINOR) -> set[str]:
    """Every ``Model.key`` it knows."""
    schema = _FROZEN[minor][kind]["schema"]
    shared = schema.get("$defs", {})
    return {f"{name}.{key}" for name, one in {**shared, kind: schema}.items() for key in one.get("properties", {})}


def unknown(kind: str, now: Any, minor: int = MINOR) -> set[str]:
    """Every ``Model.key`` of the type `now` that it does not know, within the models it does."""
    schema = TypeAdapter(now).json_schema()
    every = {**schema.get("$defs", {}), kind: schema}
    models_known = {key.split(".")[0] for key in keys(kind, minor)}
    said = {f"{name}.{key}" for name, one in every.items() for key in one.get("properties", {})}
    return {key for key in said - keys(kind, minor) if key.split(".")[0] in models_known}


def marked(after: int = MINOR) -> set[str]:
    """Every ``Model.key`` that says it came with a minor later than `after`."""
    return {
        f"{model.__name__}.{name}"
        for model in models(Wire)
        for name, field in model.model_fields.items()
        if any(isinstance(mark, Since) and after < mark.minor <= CURRENT for mark in field.metadata)
    }
