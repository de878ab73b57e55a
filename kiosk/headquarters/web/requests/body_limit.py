"""Body limit: how much of a request is read at all, before any route sees it.

Frameworks collect a JSON body whole before they look at it, and a body in chunks announces no length: without a limit
one stranger fills the memory of everybody.
"""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.headquarters.web.requests.problems import Problem, reply

LARGEST_BODY: Final = 40_000
"""Bytes of a JSON or form body. Most are a few hundred; the largest is a proof with its certificates."""


class BodyLimit:
    """Refuses a body with 413 as soon as it is known to be larger than its path may send."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._largest = largest
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; only the bodies of HTTP requests are counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = self._larger.get(scope["path"], self._largest)
        if _announced(scope) > largest:
            await reply(_too_large(largest).reply)(scope, receive, send)
            return
        await _Counted(self._app, largest).serve(scope, receive, send)


class _Counted:
    """One request whose body is counted while it is read."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self._app = app
        self._largest = largest
        self._got = 0
        self._refused = False

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve it; whatever the application makes of a body that ends too early, the answer is 413."""

        async def next_part() -> Message:
            message = await receive()
            self._got += len(message.get("body", b""))
            if self._got > self._largest:
                raise _too_large(self._largest)
            return message

        async def answer(message: Message) -> None:
            if self._got <= self._largest:
                await send(message)
            elif not self._refused:
                self._refused = True
                await reply(_too_large(self._largest).reply)(scope, receive, send)

        await self._app(scope, next_part, answer)


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() and len(length) < 20 else 0  # a length that is none is the server's matter


def _too_large(largest: int) -> Problem:
    return Problem(413, "too-large", f"at most {largest} bytes are taken")
