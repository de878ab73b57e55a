"""What the program of the minor before (0.1, protocol 1.0) says and takes, frozen as its own models described it."""

import json
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from kiosk.protocol.model import Wire
from kiosk.protocol.versions import MINOR as CURRENT
from kiosk.protocol.versions import Since
from tests.bounds import models

MINOR: Final = 0
_FROZEN: Final = json.loads((Path(__file__).parent / "protocol/previous/1.0.json").read_text(encoding="utf-8"))
KINDS: Final = tuple(sorted(_FROZEN))
"""Both directions of the link, and every body and envelope."""


def samples(kind: str) -> list[dict[str, Any]]:
    """What that program says."""
    said: list[dict[str, Any]] = _FROZEN[kind]["samples"]
    return said


def complaints(kind: str, said: str | bytes) -> list[str]:
    """Why that program would refuse this, as it refused every key it did not know; nothing where it would not."""
    return [error.message for error in Draft202012Validator(_FROZEN[kind]["schema"]).iter_errors(json.loads(said))]


def keys(kind: str) -> set[str]:
    """Every ``Model.key`` it knows."""
    schema = _FROZEN[kind]["schema"]
    shared = schema.get("$defs", {})
    return {f"{name}.{key}" for name, one in {**shared, kind: schema}.items() for key in one.get("properties", {})}


def unknown(kind: str, now: Any) -> set[str]:
    """Every ``Model.key`` of the type `now` that it does not know, within the models it does."""
    schema = TypeAdapter(now).json_schema()
    every = {**schema.get("$defs", {}), kind: schema}
    models_known = {key.split(".")[0] for key in keys(kind)}
    said = {f"{name}.{key}" for name, one in every.items() for key in one.get("properties", {})}
    return {key for key in said - keys(kind) if key.split(".")[0] in models_known}


def marked() -> set[str]:
    """Every ``Model.key`` that says with which minor it came."""
    return {
        f"{model.__name__}.{name}"
        for model in models(Wire)
        for name, field in model.model_fields.items()
        if any(isinstance(mark, Since) and 0 < mark.minor <= CURRENT for mark in field.metadata)
    }
