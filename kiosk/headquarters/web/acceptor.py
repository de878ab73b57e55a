"""Acceptor: takes connections at a listening socket, counted from the first moment, before any TLS.

The loop's own servers count nobody and give up the listening socket when no file is left; a connection that never
begins its TLS is known to nobody at all. Here each is counted when it is accepted and until its file is closed.
"""

import asyncio
import contextlib
import errno
import socket
import ssl
from collections.abc import Callable
from typing import Final

from typing_extensions import override

from kiosk.headquarters.rate_limit import asker
from kiosk.headquarters.settings import Network
from kiosk.headquarters.web.connections import Connection, Connections
from kiosk.headquarters.web.handshakes import Handshakes, has_spoken, hung_up
from kiosk.headquarters.web.requests.forwarded import is_of
from kiosk.tasks import Tasks

_HANDSHAKE_S: Final = 10.0
_GOODBYE_S: Final = 5.0
_BREATH_S: Final = 0.1
_AT_ONCE: Final = 64
"""Connections taken in one go: a crowd is counted, and turned away, faster than it comes."""
_NO_FILES: Final = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
ProtocolFor = Callable[[Connection], asyncio.Protocol]
"""Makes the protocol that serves a connection."""


class _Counted(socket.socket):
    """An accepted socket that tells when its file is closed, by whichever loop: asyncio closes it, uvloop detaches."""

    on_gone: Callable[[], None] = staticmethod(lambda: None)

    @override
    def close(self) -> None:
        super().close()
        self.on_gone()

    @override
    def detach(self) -> int:
        number = super().detach()
        self.on_gone()
        return number


class Acceptor:
    """One listening socket and everybody who came in by it."""

    def __init__(
        self,
        listener: socket.socket,
        context: ssl.SSLContext | None,
        connections: Connections,
        *,
        serve: ProtocolFor,
        for_many: tuple[Network, ...] = (),
    ) -> None:
        """From `for_many` whole crowds come by one address: each of their connections is somebody of its own."""
        self._listener = listener
        self._context = context
        self._connections = connections
        self._serve = serve
        self._for_many = for_many
        self._handshakes = Handshakes()
        self._tasks = Tasks("acceptor")

    def start(self) -> None:
        """Begin to accept."""
        self._tasks.start(self._accept_all(), "accept")

    async def stop(self) -> None:
        """Accept nobody more; whoever has not finished its TLS is left out."""
        await self._tasks.end()

    async def _accept_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._listener.fileno() != -1:
            try:
                self._let_in(*await loop.sock_accept(self._listener))
                for _ in range(_AT_ONCE):
                    self._let_in(*self._listener.accept())
            except BlockingIOError:
                continue  # that was all
            except OSError as error:
                if error.errno in _NO_FILES:
                    self._connections.out_of_files()
                    await asyncio.sleep(_BREATH_S)
                continue  # otherwise the other end went away before it was accepted

    def _let_in(self, accepted: socket.socket, address: tuple[str, int]) -> None:
        whose = str(address[:2]) if is_of(address[0], self._for_many) else asker(address[0])
        if self._context is not None and self._handshakes.full(whose):
            self._connections.turned_away += 1
            accepted.close()
            return
        counted = _Counted(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())

        counted.setblocking(False)

        def end() -> None:
            with contextlib.suppress(OSError):
                counted.shutdown(socket.SHUT_RDWR)  # whoever serves it sees its end, at whatever stage

        connection = Connection(whose, asyncio.get_running_loop().time(), end)
        counted.on_gone = lambda: self._connections.go(connection)
        if self._connections.come(connection):
            self._tasks.start(self._begin(counted, connection), "begin")
        else:
            counted.close()

    async def _begin(self, counted: _Counted, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        try:
            if self._context is None:
                await loop.connect_accepted_socket(lambda: self._serve(connection), counted)
            else:
                await self._turn(counted, connection)
                await loop.connect_accepted_socket(
                    lambda: self._serve(connection),
                    counted,
                    ssl=self._context,
                    ssl_handshake_timeout=_HANDSHAKE_S,
                    ssl_shutdown_timeout=_GOODBYE_S,
                )
        except (OSError, TimeoutError):  # no TLS, not ours, too slow, or gone
            counted.close()
        except asyncio.CancelledError:
            counted.close()
            raise

    async def _turn(self, counted: _Counted, connection: Connection) -> None:
        """Wait until its TLS may begin; raises `TimeoutError` when that takes too long, or it had to go meanwhile."""
        end, loop = connection.end, asyncio.get_running_loop()
        async with asyncio.timeout(_HANDSHAKE_S) as patience:

            def give_up() -> None:
                if not patience.expired():
                    patience.reschedule(loop.time())

            connection.end = give_up
            try:
                await has_spoken(counted)
                await self._handshakes.turn(connection.of)
            finally:
                connection.end = end
        if hung_up(counted):
            raise ConnectionAbortedError
