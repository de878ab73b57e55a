"""What the routes take beside their bodies, each with its bound."""

from datetime import date, datetime
from typing import Annotated, TypeVar

from fastapi import Form, Header, Path
from pydantic import BeforeValidator, WithJsonSchema

from kiosk.headquarters.web.desk import CSRF_HEADER
from kiosk.protocol.model import YEARS

_D = TypeVar("_D", date, datetime)


def _day(text: str) -> date:
    """Raise `ValueError` for what is longer than a day, none, or further off than any calendar goes."""
    return _within_years(date.fromisoformat(text[:11]))


def _instant(text: str) -> datetime:
    """Raise `ValueError` for what is longer than a moment, has no zone, or is further off than any calendar goes."""
    found = _within_years(datetime.fromisoformat(text[:41]))
    if found.tzinfo is None:
        raise ValueError("a moment without its zone")
    return found


def _within_years(found: _D) -> _D:
    if found.year not in YEARS:
        raise ValueError("out of bounds")
    return found


Key = Annotated[str, Path(max_length=80)]
"""The id or the name of something in a path; whether there is such a thing is asked of the room it lives in."""
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "maxLength": 10})]
"""A day as 2026-11-21."""
Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "maxLength": 40})]
"""A moment as 2026-11-21T10:00+09:00."""
CsrfField = Annotated[str, Form(max_length=100)]
CsrfHeader = Annotated[str | None, Header(alias=CSRF_HEADER, max_length=100)]
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=100)]
