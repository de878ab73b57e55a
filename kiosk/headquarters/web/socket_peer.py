"""One end of an open WebSocket, as whoever talks through it sees it."""

import asyncio
import contextlib
from typing import Any, Final

from pydantic import BaseModel
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from kiosk.log import Log
from kiosk.protocol.message import encode
from kiosk.protocol.presence import Closing, Refused
from kiosk.tasks import Tasks

_log = Log("headquarters.sockets")
_LONGEST_QUEUE: Final = 500
_LAST_WORDS_SECONDS: Final = 5.0


class SocketGone(Exception):
    """The other end closed, or was told to go."""


class SocketPeer:
    """One accepted WebSocket with its own queue of messages to send.

    From `close` on nothing more is heard from the other end, whether it reads what it was told or not.
    """

    def __init__(self, socket: WebSocket, tasks: Tasks) -> None:
        self._socket = socket
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._code: Closing = Closing.COME_BACK
        self._closing = False
        self._waiting: asyncio.Timeout | None = None
        self._sending = tasks.start(self._send_all(), "sending")

    @property
    def closing(self) -> bool:
        """Whether this end decided to close."""
        return self._closing

    def send(self, message: BaseModel) -> None:
        """Send soon, in order; an end that does not read is given up."""
        if self._closing:
            return
        if self._queue.qsize() > _LONGEST_QUEUE:
            self.close("too slow", Closing.COME_BACK)
            return
        self._queue.put_nowait(encode(message))

    def refuse(self, code: Any, detail: str) -> None:
        """Say why the other end may not be here, and close."""
        if not self._closing:
            self._queue.put_nowait(encode(Refused(code=code, detail=detail)))
        self.close(code, Closing.MAY_NOT)

    def close(self, reason: str, code: Closing) -> None:
        """Send what waits and close; the first reason counts."""
        if self._closing:
            return
        self._closing = True
        self._code = code
        _log.event("socket_closing", reason=reason.replace(" ", "_"), code=code.value)
        self._queue.put_nowait(None)
        if self._waiting is not None:
            self._waiting.reschedule(asyncio.get_running_loop().time())

    async def ended(self) -> None:
        """Wait until what waits was sent and the socket is closed; an end that does not read is not waited for."""
        self._queue.put_nowait(None)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS_SECONDS):
                await self._sending

    async def receive(self, seconds: float | None) -> str | bytes:
        """The next message; raise `SocketGone` at the end and `TimeoutError` after `seconds`."""
        if self._closing:
            raise SocketGone
        try:
            async with asyncio.timeout(seconds) as self._waiting:
                event = await self._socket.receive()
        finally:
            self._waiting = None
        if self.closing or event["type"] != "websocket.receive":
            raise SocketGone
        text: str | bytes | None = event.get("text")
        return text if text is not None else event["bytes"]

    async def _send_all(self) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):  # the other end was faster
            while (text := await self._queue.get()) is not None:
                await self._socket.send_text(text)
            if self._socket.application_state is not WebSocketState.DISCONNECTED:
                await self._socket.close(self._code.value)
