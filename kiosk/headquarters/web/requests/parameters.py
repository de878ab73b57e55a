"""What the routes take beside their bodies, each with its bound."""

from typing import Annotated

from fastapi import Form, Header, Path

from kiosk.headquarters.web.desk import CSRF_HEADER

Key = Annotated[str, Path(max_length=80)]
"""The id or the name of something in a path; whether there is such a thing is asked of the room it lives in."""
CsrfField = Annotated[str, Form(max_length=100)]
CsrfHeader = Annotated[str | None, Header(alias=CSRF_HEADER, max_length=100)]
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=100)]
