"""Security headers: what every answer of both doors tells a browser, whoever made it - a page, the API, an error."""

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from websockets.http11 import Response
from websockets.server import ServerProtocol
from websockets.typing import StatusLike

FOR_ALL: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What an answer says unless it knows better."""
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "media-src 'self' blob:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STAY_WITH_TLS: Final = ("Strict-Transport-Security", "max-age=31536000")
"""RFC 6797: for a year a browser asks this door by TLS only."""


def stay_with_tls(send: Send) -> Send:
    """A `send` whose answers ask a browser to stay with TLS."""

    async def asking(message: Message) -> None:
        if message["type"] == "http.response.start":
            name, value = STAY_WITH_TLS
            MutableHeaders(scope=message).setdefault(name, value)
        await send(message)

    return asking


def close_refusals(connection: ServerProtocol, more: Iterable[tuple[bytes, bytes]]) -> None:
    """Have every handshake of a socket that `connection` refuses say the same, and `more`.

    No application sees that answer: the protocol makes it alone.
    """
    reject = connection.reject
    said = FOR_ALL | {name.decode("latin-1"): value.decode("latin-1") for name, value in more if name != b"date"}

    def closed(status: StatusLike, text: str) -> Response:
        response = reject(status, text)
        response.headers.update(said)
        return response

    connection.reject = closed  # type: ignore[method-assign]


class SecurityHeaders:
    """Adds the headers that an answer did not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
                for name, value in FOR_ALL.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, closed if scope["type"] == "http" else send)
