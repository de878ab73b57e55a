"""Forwarded: who asks, where a proxy stands before the door. Only what a trusted proxy itself wrote is believed.

Each proxy adds the address it was asked from at the right end of ``X-Forwarded-For``. So the list is read from the
right, and the first address that is no trusted proxy's is whoever asks; everything left of it is anybody's word. One
that speaks TLS says so in ``X-Forwarded-Proto``: cookies, redirects and the origin's check are then as with TLS here.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.headquarters.settings import Network
from kiosk.headquarters.web.requests.problems import Problem, reply
from kiosk.headquarters.web.requests.security_headers import stay_with_tls
from kiosk.log import Log
from kiosk.protocol.presence import Closing

_log = Log("headquarters.doors")
_HEADER: Final = "x-forwarded-for"
_PROTO: Final = "x-forwarded-proto"
_WITH_TLS: Final = {"http": "https", "websocket": "wss"}


def is_of(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address is in one of the networks; text that is no address is in none."""
    read = _read(address)
    return read is not None and any(read in network for network in networks)


def client_of(peer: str, written: Sequence[str], trusted: Iterable[Network]) -> str | None:
    """Who asks: `peer` is the other end of the connection, `written` the header's lines. None where it is unreadable.

    Nothing is believed from a peer that is not trusted.
    """
    networks = tuple(trusted)
    hops = [hop.strip() for line in written for hop in line.split(",")]
    at = peer
    while hops and is_of(at, networks):
        read = _read(hops.pop())
        if read is None:
            return None
        at = str(read)
    return at


def by_tls(written: Sequence[str]) -> bool:
    """Whether the nearest proxy was asked by TLS; `written` the lines of ``X-Forwarded-Proto``."""
    return bool(written) and written[-1].split(",")[-1].strip().lower() == "https"


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        read = ip_address(text)
    except ValueError:
        return None
    return read.ipv4_mapped or read if isinstance(read, IPv6Address) else read


class Forwarded:
    """Puts whoever asks into the scope, in the place of the trusted proxy that asked for them."""

    def __init__(self, app: ASGIApp, trusted: Iterable[Network]) -> None:
        self._app = app
        self._trusted = tuple(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; one that a trusted proxy describes in no readable way is refused."""
        peer = scope.get("client")
        if peer and is_of(peer[0], self._trusted) and by_tls(Headers(scope=scope).getlist(_PROTO)):
            scope, send = {**scope, "scheme": _WITH_TLS[scope["type"]]}, stay_with_tls(send)
        written = Headers(scope=scope).getlist(_HEADER)
        if peer is None or not is_of(peer[0], self._trusted) or not written:
            await self._app(scope, receive, send)
            return
        client = client_of(peer[0], written, self._trusted)
        if client is not None:
            await self._app({**scope, "client": (client, 0)}, receive, send)
            return
        _log.warning("forwarded_unreadable")
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": Closing.MAY_NOT})
        else:
            problem = Problem(400, "forwarded-unreadable", "the proxy must write X-Forwarded-For anew")
            await reply(problem.reply)(scope, receive, send)
