"""Origin: a change may only be asked for by a page of our own (or by a program, which names no origin)."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.headquarters.web.requests.problems import Problem, reply

_PLAIN: Final = {"http", "ws"}
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}


def same_origin(headers: Mapping[str, str], scheme: str) -> bool:
    """Whether the page that asks came through the door it asks at; what is asked by TLS, from a page that did too.

    The other way round is allowed: a proxy before the door may speak TLS and not say so.
    """
    try:
        origin = urlsplit(headers["origin"])
        return origin.netloc == headers.get("host", "") and (scheme in _PLAIN or origin.scheme == "https")
    except (KeyError, ValueError):  # none, or none that can be read
        return False


class OwnOrigin:
    """Refuses a change asked for by another site's page, before its body is read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            headers = Headers(scope=scope)
            if "origin" in headers and not same_origin(headers, scope["scheme"]):
                problem = Problem(403, "other-origin")
                await reply(problem.reply)(scope, receive, send)
                return
        await self._app(scope, receive, send)
