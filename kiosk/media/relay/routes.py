"""The addresses of a relay, one route each, and what a refusal means. Pure."""

import re
import ssl
from collections.abc import Sequence
from dataclasses import field
from typing import Final

from aioice.stun import TransactionFailed

from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import RouteTrial
from kiosk.values import dataclass

UDP, TCP, TLS = "udp", "tcp", "tls"
_URL: Final = re.compile(
    r"(?P<scheme>turns?):(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:?/]+)(:(?P<port>\d{1,5}))?(\?transport=(?P<over>\w+))?"
)  # RFC 7065
_PORTS: Final = {"turn": 3478, "turns": 5349}
_OVER: Final = {
    ("turn", None): UDP, ("turn", "udp"): UDP, ("turn", "tcp"): TCP, ("turns", None): TLS, ("turns", "tcp"): TLS,
}  # fmt: skip
_WRONG_PASSWORD: Final = (401, 403, 441)
_FULL: Final = (486, 508)  # RFC 8656, 5.2 and 19


@dataclass(frozen=True)
class Route:
    """One way to a relay. `over` is empty where the address cannot be used."""

    url: str
    over: str
    host: str = ""
    port: int = 0
    username: str | None = None
    password: str | None = field(default=None, repr=False)


def routes(servers: Sequence[IceServer]) -> tuple[Route, ...]:
    """Every way to a relay, in headquarters' order; STUN servers are none."""
    return tuple(
        _route(url, server) for server in servers for url in server.urls if not url.startswith(("stun:", "stuns:"))
    )


def _route(url: str, server: IceServer) -> Route:
    found = _URL.fullmatch(url)
    over = _OVER.get((found["scheme"], found["over"])) if found else None
    if found is None or over is None:
        return Route(url, "")
    port = int(found["port"] or _PORTS[found["scheme"]])
    return Route(url, over, found["host"].strip("[]"), port, server.username, server.credential)


def only(servers: Sequence[IceServer], route: Route | None) -> tuple[IceServer, ...]:
    """The same servers with this way to the relay and no other, None: with none. aiortc takes the first it is given."""
    left = []
    for server in servers:
        urls = tuple(url for url in server.urls if url.startswith(("stun:", "stuns:")) or (route and url == route.url))
        if urls:
            left.append(server.model_copy(update={"urls": urls}))
    return tuple(left)


def meaning(error: BaseException) -> RouteTrial:
    """What a relay that gives no place says by it."""
    match error:
        case ssl.SSLError():
            return RouteTrial.UNTRUSTED
        case TransactionFailed() if error.response.error_code in _WRONG_PASSWORD:
            return RouteTrial.REFUSED
        case TransactionFailed() if error.response.error_code in _FULL:
            return RouteTrial.FULL
        case _:
            return RouteTrial.UNREACHABLE
