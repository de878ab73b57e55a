"""Versions of the protocol: a *major*, which both sides share or part, and a *minor*, which may differ by one and more.

A minor only adds: fields that may be left out, kinds that may go unheard. Whoever writes to an older minor leaves out
what came later (`Since`, `Wire.came_with`); whoever reads from another minor passes over what it does not know, within
the same bounds. Between equals everything unknown is refused. The booth says its version in a header of each request,
and headquarters in its welcome; who says none is of minor 0.

To add a field: raise `MINOR`, mark the field ``Annotated[..., Since(MINOR)]`` with a default, and freeze what the minor
before said as test data (``tests/protocol/previous``). What cannot be said that way needs a new major.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from pydantic import BaseModel

from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.values import dataclass

MINOR: Final = 3
HEADER: Final = "Kiosk-Protocol"
"""Of each request of a booth; the minor of what is sealed stands in the submission's own header."""
SPOKEN: Final = f"{PROTOCOL_VERSION}.{MINOR}"
_SAID: Final = re.compile(r"[0-9]{1,6}\.([0-9]{1,6})", re.ASCII)


@dataclass(frozen=True)
class Since:
    """Marks a field that came with a minor; it has a default, and an older peer is not told it."""

    minor: int


def minor_said(header: str | None) -> int:
    """The minor of a peer that said this in `HEADER`; 0 for nothing, or for what is no version."""
    said = _SAID.fullmatch(header or "")
    return int(said[1]) if said else 0


def shaped_for(message: BaseModel, minor: int) -> dict[str, Any]:
    """`message` as plain values, without the fields that came after `minor`."""
    return message.model_dump(mode="json", exclude=_later(message, minor))


def _later(message: BaseModel, minor: int) -> dict[Any, Any]:
    """What to leave out, as `model_dump` takes it."""
    left_out: dict[Any, Any] = {}
    for name, field in type(message).model_fields.items():
        if any(isinstance(mark, Since) and mark.minor > minor for mark in field.metadata):
            left_out[name] = True
        elif inner := _later_within(getattr(message, name), minor):
            left_out[name] = inner
    return left_out


def _later_within(value: object, minor: int) -> dict[Any, Any]:
    if isinstance(value, BaseModel):
        return _later(value, minor)
    if isinstance(value, tuple | list):
        return _later_of_each(value, minor)
    return {}


def _later_of_each(values: Iterable[object], minor: int) -> dict[Any, Any]:
    found = ((place, _later_within(value, minor)) for place, value in enumerate(values))
    return {place: inner for place, inner in found if inner}
