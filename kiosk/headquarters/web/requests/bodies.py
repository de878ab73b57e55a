"""Bodies that booths send, read as the minor of their program says."""

from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from kiosk.headquarters.web.requests.problems import Problem
from kiosk.protocol.versions import HEADER, MINOR, minor_said

M = TypeVar("M", bound=BaseModel)


async def read_body(request: Request, kind: type[M]) -> M:
    """The body as a `kind`; keys of another minor are passed over. Raises `Problem` for what is none."""
    body = await request.body()
    same = minor_said(request.headers.get(HEADER)) == MINOR
    try:
        return kind.model_validate_json(body, extra=None if same else "ignore")
    except ValidationError as error:
        places = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors(include_input=False)})
        known = [place for place in places if place in kind.model_fields]  # an unknown key is the other side's text
        raise Problem(422, "invalid", ", ".join(known)) from None
