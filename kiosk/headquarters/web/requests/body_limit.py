"""Body limit: how much of a request is read at all, before any route sees it.

Frameworks collect a JSON body whole before they look at it, and a body in chunks announces no length: without a limit
one stranger fills the memory of everybody. What all bodies hold together is bounded too (`body_budget`).
"""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.headquarters.rate_limit import asker
from kiosk.headquarters.web.requests.body_budget import AGAIN_S, BodyBudget
from kiosk.headquarters.web.requests.problems import Problem, reply
from kiosk.log import Log

_log = Log("headquarters.doors")
LARGEST_BODY_BYTES: Final = 40_000
"""Bytes of a JSON or form body. Most are a few hundred; the largest is a proof with its certificates."""


class BodyLimit:
    """Refuses a body with 413 as soon as it is known to be larger than its path may send, with 503 for want of room."""

    def __init__(
        self,
        app: ASGIApp,
        budget: BodyBudget,
        largest_bytes: int = LARGEST_BODY_BYTES,
        larger_bytes: Mapping[str, int] | None = None,
    ) -> None:
        self._app = app
        self._budget = budget
        self._largest_bytes = largest_bytes
        self._larger_bytes = larger_bytes or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; only the bodies of HTTP requests are counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest_bytes = self._larger_bytes.get(scope["path"], self._largest_bytes)
        if _announced(scope) > largest_bytes:
            await reply(_too_large(largest_bytes).reply)(scope, receive, send)
            return
        await _Counted(self._app, largest_bytes, self._budget, _whose(scope)).serve(scope, receive, send)


class _Counted:
    """One request whose body is counted while it is read."""

    def __init__(self, app: ASGIApp, largest_bytes: int, budget: BodyBudget, whose: str) -> None:
        self._app = app
        self._largest_bytes = largest_bytes
        self._budget = budget
        self._whose = whose
        self._got = 0
        self._refusal: Problem | None = None

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve it; whatever the application makes of a body that ends too early, the answer is the refusal."""
        refused = False

        async def next_part() -> Message:
            message = await receive()
            self._count(len(message.get("body", b"")))
            if self._refusal:
                raise self._refusal
            return message

        async def answer(message: Message) -> None:
            nonlocal refused
            if self._refusal is None:
                await send(message)
            elif not refused:
                refused = True
                await reply(self._refusal.reply, self._refusal.headers)(scope, receive, send)

        try:
            await self._app(scope, next_part, answer)
        finally:
            self._budget.give_back(self._whose, self._got)

    def _count(self, count: int) -> None:
        if self._got + count > self._largest_bytes:
            self._refusal = _too_large(self._largest_bytes)
        elif count and not self._budget.take(self._whose, count):
            _log.warning("no_room_for_bodies")
            told = f"too many large bodies at once; ask again in {AGAIN_S} seconds"
            self._refusal = Problem(503, "no-room", told, headers={"Retry-After": str(AGAIN_S)})
        else:
            self._got += count


def _whose(scope: Scope) -> str:
    """A booth by its name, anybody else by their address."""
    tls = scope.get("extensions", {}).get("tls")
    return tls["booth_id"] if tls else asker(scope["client"][0] if scope.get("client") else "")


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() and len(length) < 20 else 0  # a length that is none is the server's matter


def _too_large(largest_bytes: int) -> Problem:
    return Problem(413, "too-large", f"at most {largest_bytes} bytes are taken")
