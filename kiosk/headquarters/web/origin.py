"""Origin: a change may only be asked for by a page of our own (or by a program, which names no origin)."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response

from kiosk.headquarters.web.problems import reply
from kiosk.protocol.submissions import ReplyProblem

_SAFE: Final = {"GET", "HEAD", "OPTIONS"}


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether the page that asks came through the door it asks at."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host", "")


async def refuse_other_origins(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Middleware: a change asked for by another site's page is refused."""
    if request.method not in _SAFE and "origin" in request.headers and not same_origin(request.headers):
        title = "ほかのサイトからの操作は受け付けません"
        return reply(ReplyProblem(type="urn:kiosk:problem:other-origin", title=title, status=403))
    return await call_next(request)
