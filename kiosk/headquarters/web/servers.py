"""Doors: two uvicorn servers in one loop, the booths' with mutual TLS.

Who may be connected is in `connections` and `acceptor`, what may come through in `protocols`.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Generator
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from kiosk.headquarters.alarms import Alarms
from kiosk.headquarters.settings import Door, HeadquartersSettings, Network
from kiosk.headquarters.web import open_files
from kiosk.headquarters.web.acceptor import Acceptor
from kiosk.headquarters.web.connections import Connection, Connections
from kiosk.headquarters.web.protocols import PeerHttp, PeerWebSocket
from kiosk.headquarters.web.requests.security_headers import STAY_WITH_TLS, SecurityHeaders
from kiosk.protocol.message import LARGEST_MESSAGE_BYTES
from kiosk.values import dataclass

_BACKLOG: Final = 4096
_GRACE_S: Final = 5


class DoorBlocked(Exception):
    """The door cannot listen where it should; the text says where and why."""


class DoorServer(uvicorn.Server):
    """A uvicorn server that leaves signals to its owner, counts its connections and says when it is open."""

    def __init__(
        self,
        config: uvicorn.Config,
        context: ssl.SSLContext | None,
        connections: Connections,
        for_many: tuple[Network, ...],
    ) -> None:
        super().__init__(config)
        self.opened = asyncio.Event()
        self._context = context
        self._connections = connections
        self._for_many = for_many
        self._acceptors: list[Acceptor] = []

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.servers = []
        for listener in sockets or ():
            acceptor = Acceptor(
                listener, self._context, self._connections, serve=self._protocol, for_many=self._for_many
            )
            acceptor.start()
            self._acceptors.append(acceptor)
        self.started = True
        self.opened.set()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for acceptor in self._acceptors:
            await acceptor.stop()
        self._connections.end_idle()
        await super().shutdown(sockets)

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    def _protocol(self, connection: Connection) -> PeerHttp:
        return PeerHttp(self.config, self.server_state, {}, connection=connection)


def listen(door: Door) -> socket.socket:
    """The listening socket of a door; port 0 takes any free one. Raises `DoorBlocked`."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(door.host, door.port, type=socket.SOCK_STREAM)[0]
        with contextlib.ExitStack() as undo:
            listener = undo.enter_context(socket.socket(family, kind, number))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
            listener.setblocking(False)
            undo.pop_all()
    except OSError as error:
        raise DoorBlocked(f"{door.host}:{door.port}: cannot listen ({error.strerror or error})") from error
    return listener


def url_of(door: Door, listener: socket.socket, *, tls: bool) -> str:
    """Where others find a door."""
    host = socket.gethostname() if door.host in ("0.0.0.0", "::") else door.host  # noqa: S104 -- compared, not bound
    host = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{host}:{listener.getsockname()[1]}"


def make_server(
    app: ASGIApp, context: ssl.SSLContext | None, connections: Connections, for_many: tuple[Network, ...] = ()
) -> DoorServer:
    """A server for one door; `context` None means plain HTTP. From `for_many` whole crowds come by one address."""
    config = uvicorn.Config(
        SecurityHeaders(app),
        http=PeerHttp,
        ws=PeerWebSocket,
        ws_max_size=LARGEST_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        lifespan="off",
        access_log=False,
        log_config=None,  # its loggers are led into ours, see `kiosk.log.capture`
        server_header=False,
        headers=[STAY_WITH_TLS] if context else [],  # by the server, so that no answer goes without it
        proxy_headers=False,  # see `forwarded`
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE_S,
    )
    return DoorServer(config, context, connections, for_many)


@dataclass(frozen=True)
class DoorCounts:
    """The connections of each door."""

    staff: Connections
    booth: Connections


def count_connections(settings: HeadquartersSettings, alarms: Alarms) -> DoorCounts:
    """Counts with the bounds of the settings, or lower where the process may not open so many files."""
    room = open_files.room_for_connections(open_files.raise_limit(), doors=2)

    def of(door: Door, name: str) -> Connections:
        most = min(door.most_connections, room)
        return Connections(name, most, max(1, door.most_of_one_address * most // door.most_connections), alarms)

    return DoorCounts(of(settings.staff_door, "staff"), of(settings.booth_door, "booth"))
