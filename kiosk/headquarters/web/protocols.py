"""Protocols of the doors: uvicorn's, bounded in what a stranger may send and for how long, and with the peer's name.

uvicorn takes a head of any length at any speed, so small subclasses mind `request_bounds`.

WORKAROUND until uvicorn 0.55 (Kludex/uvicorn#3132): it does not say who is at the other end of TLS; they put it into
``scope["extensions"]["tls"]``: ``{"booth_id": ..., "fingerprint": ..., "expires_at": ...}``.
"""

import asyncio
import ssl
from datetime import timedelta
from typing import Any, Final

import uvicorn
from cryptography import x509
from cryptography.x509.oid import NameOID
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame

from kiosk.headquarters.keys.authority import fingerprint
from kiosk.headquarters.rate_limit import Pace, Rate
from kiosk.headquarters.web.connections import Connection
from kiosk.headquarters.web.requests.request_bounds import RequestBounds
from kiosk.headquarters.web.requests.security_headers import FOR_ALL, close_refusals
from kiosk.log import Log

_log = Log("headquarters.doors")
_SLICE_BYTES: Final = 16 * 1024
"""Bytes given to a parser at once; what it made of them is looked at before the next."""
_UNREAD_S: Final = 30.0
"""An end that takes nothing of its answer for so long is given up."""
_LARGEST_REST_BYTES: Final = 2**20
"""Bytes of a body that are still taken, and thrown away, after it was answered: who is refused should hear it."""
_MOST_FRAMES: Final = 1000
"""Messages read from one WebSocket, or parts of one message, before anybody took them."""
_MOST_UNREAD_BYTES: Final = 2**20
"""Bytes written to a WebSocket that does not read: only answers to its own pings can be so many."""
CONTROLS: Final = Rate(at_once=100, every=timedelta(seconds=1))
"""Pings and pongs of one WebSocket: nobody waits for their turn behind them. An honest end sends six a minute."""
_TOO_MANY: Final = 1008


class _WithPeer:
    """An application that is told who is at the other end."""

    def __init__(self, app: ASGIApp, peer: dict[str, str]) -> None:
        self._app = app
        self._peer = peer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})["tls"] = self._peer
        await self._app(scope, receive, send)


class PeerHttp(HttpToolsProtocol):
    """uvicorn's HTTP protocol within bounds, with the peer's certificate in the scope."""

    def __init__(
        self, config: uvicorn.Config, server_state: ServerState, app_state: dict[str, Any], *, connection: Connection
    ) -> None:
        super().__init__(config, server_state, app_state)
        self._connection = connection

    @override
    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if peer := peer_of(transport.get_extra_info("ssl_object")):
            self.app = _WithPeer(self.app, peer)
        self._bounds = RequestBounds(self.loop.time())
        self._rest = 0
        self._unread = 0
        self._upgraded = False
        self._under_way: list[RequestResponseCycle] = []
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None
        self._look_at_time()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_time()
        self._break_off()
        super().connection_lost(exc)

    @override
    def eof_received(self) -> None:
        self._break_off()  # the loop closes the connection now, and writing to it raises on uvloop
        super().eof_received()

    @override
    def data_received(self, data: bytes) -> None:
        for start in range(0, len(data), _SLICE_BYTES):
            piece = data[start : start + _SLICE_BYTES]
            self._bounds.fed(len(piece), self.loop.time())
            super().data_received(piece)
            if self._upgraded or self.transport.is_closing():
                return
            if self._bounds.too_much:
                self._refuse(431, "request head too large")
                return
        if self._timer is None:
            self._look_at_time()
        self._tell_idleness()

    @override
    def on_headers_complete(self) -> None:
        self._bounds.head_read(self.loop.time())
        self._rest = 0
        super().on_headers_complete()
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and cycle not in self._under_way:
            self._under_way = [one for one in self._under_way if not one.response_complete] + [cycle]

    @override
    def on_body(self, body: bytes) -> None:
        self._bounds.body(len(body))
        super().on_body(body)
        if self.cycle.response_complete:
            self._rest += len(body)
            if self._rest > _LARGEST_REST_BYTES:
                self.transport.close()

    @override
    def on_message_complete(self) -> None:
        self._bounds.request_read()
        super().on_message_complete()

    @override
    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._tell_idleness()

    @override
    def handle_websocket_upgrade(self) -> None:
        if not all(one.response_complete for one in self._under_way):
            self._refuse(400, "a socket may not begin before earlier requests are answered")
            return
        self._upgraded = True
        self._connection.idle_since_s = None  # only the application closes it: it knows who is at the other end
        self._forget_time()
        super().handle_websocket_upgrade()

    @override
    def send_400_response(self, msg: str) -> None:
        self._refuse(400, "not a request")

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self._look_at_writing()

    @override
    def resume_writing(self) -> None:
        super().resume_writing()
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None

    def _tell_idleness(self) -> None:
        """Whether we wait for the other end: for a request, or for more of its body."""
        cycle: RequestResponseCycle | None = self.cycle
        answering = cycle is not None and not cycle.response_complete
        if answering and not self.cycle.more_body:
            self._connection.idle_since_s = None
        elif answering or self._connection.idle_since_s is None:
            self._connection.idle_since_s = self.loop.time()

    def _look_at_time(self) -> None:
        """Refuse a request that is not whole in its time; look again when it must be."""
        self._timer, now = None, self.loop.time()
        if (deadline := self._bounds.deadline_s) is None or self.transport.is_closing():
            return
        if self.flow.read_paused:  # the application has not taken yet what is here
            self._bounds.waited(1.0)
            deadline = max(deadline, now) + 1.0
        if deadline <= now:
            self._refuse(408, "request not whole in time")
            return
        self._timer = self.loop.call_later(deadline - now, self._look_at_time)

    def _look_at_writing(self) -> None:
        """Give up an end that took nothing since the last look."""
        unread = self.transport.get_write_buffer_size()
        if self._writing is not None and unread >= self._unread:
            _log.warning("answer_not_taken")
            self.transport.abort()
            return
        self._unread = unread
        self._writing = self.loop.call_later(_UNREAD_S, self._look_at_writing)

    def _forget_time(self) -> None:
        for timer in (self._timer, self._writing):
            if timer is not None:
                timer.cancel()
        self._timer = self._writing = None

    def _refuse(self, status: int, words: str) -> None:
        """Say why, unless an answer is under way already, and close."""
        _log.warning("request_refused", status=status)
        cycle = self.cycle
        if all(one.response_complete for one in self._under_way) or (
            self._under_way == [cycle] and not cycle.response_started
        ):
            headers = [*self.server_state.default_headers, *_REFUSAL, (b"content-length", b"%d" % len(words))]
            lines = [STATUS_LINE[status], *(name + b": " + value + b"\r\n" for name, value in headers)]
            self.transport.write(b"".join([*lines, b"\r\n", words.encode()]))
        self._break_off()
        self.transport.close()

    def _break_off(self) -> None:
        """Nothing more is said to requests under way; uvicorn tells only the last of those sent in one go."""
        for cycle in self._under_way:
            cycle.disconnected = not cycle.response_complete
            cycle.message_event.set()


class PeerWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol within bounds, with the peer's certificate in the scope."""

    @override
    def connection_made(self, transport: Any) -> None:
        self._controls, self._controls_waited = Pace(CONTROLS), False
        close_refusals(self.conn, self.default_headers)
        super().connection_made(transport)
        if peer := peer_of(transport.get_extra_info("ssl_object")):
            self.app = _WithPeer(self.app, peer)

    @override
    def data_received(self, data: bytes) -> None:
        for start in range(0, len(data), _SLICE_BYTES):
            super().data_received(data[start : start + _SLICE_BYTES])
            if self.transport.is_closing():
                return
            if self._controls_waited or self.queue.qsize() > _MOST_FRAMES or len(self.frames) > _MOST_FRAMES:
                self._flooded()
                return
            if self.transport.get_write_buffer_size() > _MOST_UNREAD_BYTES:
                _log.warning("socket_not_read")
                self.transport.abort()
                return

    @override
    def handle_ping(self) -> None:
        super().handle_ping()
        self._control()

    @override
    def handle_pong(self, event: Frame) -> None:
        super().handle_pong(event)
        self._control()

    def _control(self) -> None:
        self._controls_waited |= self._controls.wait_s(self.loop.time()) > 0

    @override
    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.transport.abort()  # who answers no ping reads nothing either: a close would wait for it without end

    def _flooded(self) -> None:
        _log.warning("socket_flooded")
        if self.close_sent:
            self.transport.abort()
        else:
            self.conn.send_close(_TOO_MANY)
            self.handle_parser_exception()


def peer_of(connection: ssl.SSLObject | ssl.SSLSocket | None) -> dict[str, str] | None:
    """Name, certificate hash and its end (ISO 8601) of a TLS peer whose certificate is ours; None without one.

    It may have run out: `kiosk.headquarters.web.requests.certificate_time`.
    """
    der = connection.getpeercert(binary_form=True) if connection else None
    if der is None:
        return None
    certificate = x509.load_der_x509_certificate(der)
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return {
        "booth_id": str(names[0].value) if len(names) == 1 else "",
        "fingerprint": fingerprint(der),
        "expires_at": certificate.not_valid_after_utc.isoformat(),
    }


_REFUSAL: Final = [
    *((name.lower().encode(), value.encode()) for name, value in FOR_ALL.items()),
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"connection", b"close"),
]
