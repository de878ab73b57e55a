"""The doors while they are open: a server for each, and TLS certificates that are renewed in service."""

import asyncio
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp

from kiosk.headquarters.keys.authority import Authority
from kiosk.headquarters.keys.door_tls import DoorTls
from kiosk.headquarters.settings import Door, StaffDoor
from kiosk.headquarters.web import servers
from kiosk.headquarters.web.connections import Connections
from kiosk.tasks import Tasks

_LOOKED_AT_S: Final = 3600.0


class Doors:
    """Every open door of one headquarters."""

    def __init__(self, authority: Authority, keys: Path, now: Callable[[], datetime]) -> None:
        """`keys` is the folder the doors' certificates are kept in."""
        self._authority = authority
        self._keys = keys
        self._now = now
        self._tls: list[DoorTls] = []
        self._servers: list[servers.DoorServer] = []
        self._serving: list[asyncio.Task[None]] = []
        self._tasks = Tasks("doors")

    def start(self) -> None:
        """Begin to look after the certificates."""
        self._tasks.start(self._keep_valid(), "certificates")

    async def open(
        self, app: ASGIApp, door: Door, listener: socket.socket, connections: Connections, *, tls: bool
    ) -> None:
        """Serve `app` at a listening socket; ready when this returns."""
        name, context = connections.name, None
        if tls:
            names, booths_only = (door.host, *door.names), name == "booth"
            one = DoorTls(self._authority, self._keys, name, names, self._now, booths_only=booths_only)
            self._tls.append(one)
            context = one.context
        for_many = door.trusted_proxies if isinstance(door, StaffDoor) else ()
        server = servers.make_server(app, context, connections, for_many)
        self._servers.append(server)
        self._serving.append(self._tasks.start(server.serve([listener]), name))
        await server.opened.wait()

    def ask_to_close(self) -> None:
        """Let nobody more in; who is here is told."""
        for server in self._servers:
            server.should_exit = True

    async def close(self) -> None:
        """Close every door, and wait for it."""
        self.ask_to_close()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._tasks.end()

    def renew(self) -> None:
        """Give each door a newer certificate when it is due."""
        for one in self._tls:
            one.renew_when_due()

    async def _keep_valid(self) -> None:
        while True:
            await asyncio.sleep(_LOOKED_AT_S)
            await asyncio.to_thread(self.renew)
