"""One end of an open WebSocket, as whoever talks through it sees it."""

import asyncio
import contextlib
from typing import Any, Final

from pydantic import BaseModel
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from kiosk.headquarters.web.inbox import Inbox
from kiosk.log import Log
from kiosk.protocol.message import encode_for
from kiosk.protocol.outgoing import Outbox
from kiosk.protocol.presence import Closing, Refused
from kiosk.protocol.versions import MINOR
from kiosk.tasks import Tasks

_log = Log("headquarters.sockets")
_LAST_WORDS_S: Final = 5.0
_TOO_MUCH: Final = "more messages than a link may send"


class SocketGone(Exception):
    """The other end closed, or was told to go."""


class SocketPeer:
    """One accepted WebSocket: what waits to be sent to it, and what it said that waits for its turn.

    From `close` on nothing more is heard from the other end, whether it reads what it was told or not.
    """

    def __init__(self, socket: WebSocket, tasks: Tasks, minor: int = MINOR) -> None:
        """`minor`: what the other end speaks."""
        self.minor = minor
        self.headers = socket.headers
        self._socket = socket
        self._inbox = Inbox()
        self._outbox = Outbox()
        self._to_send = asyncio.Event()
        self._code: Closing = Closing.COME_BACK
        self._closed = asyncio.Event()
        self._last: Refused | None = None
        self._leaving = False
        self._listening = tasks.start(self._listen(), "listening")
        self._sending = tasks.start(self._send_all(), "sending")

    @property
    def closing(self) -> bool:
        """Whether this end decided to close."""
        return self._closed.is_set()

    def send(self, message: BaseModel) -> None:
        """Send soon, in order; of a state only the newest. An end that reads no events is given up."""
        if self.closing:
            return
        if self._outbox.put(message):
            self._to_send.set()
        else:
            self.close("too slow", Closing.COME_BACK)

    def refuse(self, code: Any, detail: str, closing: Closing = Closing.MAY_NOT) -> None:
        """Say why the other end may not be here, and close; `closing` says whether to come back."""
        if not self.closing:
            self._last = Refused(code=code, detail=detail)
        self.close(code, closing)

    def close(self, reason: str, code: Closing) -> None:
        """Send what waits and close; the first reason counts."""
        if self.closing:
            return
        self._closed.set()
        self._code = code
        _log.event("socket_closing", reason=reason.replace(" ", "_"), code=code.value)
        self._inbox.drop()
        self._leave()

    async def ended(self) -> None:
        """Wait until what waits was sent and the socket is closed; an end that does not read is not waited for."""
        self._leave()
        self._listening.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS_S):
                await self._sending

    async def receive(self, seconds: float | None) -> str | bytes:
        """The next message; raise `SocketGone` at the end and `TimeoutError` after `seconds`."""
        async with asyncio.timeout(seconds):
            text = await self._inbox.take()
        if text is None or self.closing:
            raise SocketGone
        return text

    async def turn(self, seconds: float) -> None:
        """Let all others have their turn, and rest for `seconds`; raise `SocketGone` when closed meanwhile."""
        await asyncio.sleep(0)
        if seconds and not self.closing:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._closed.wait()
        if self.closing:
            raise SocketGone

    async def _listen(self) -> None:
        while (event := await self._socket.receive())["type"] == "websocket.receive":
            text: str | bytes | None = event.get("text")
            if not self._inbox.put(text if text is not None else event["bytes"]):
                _log.warning("socket_flooded")
                self.refuse("not_allowed", _TOO_MUCH)
                return
        self._inbox.end()

    def _leave(self) -> None:
        self._leaving = True
        self._to_send.set()

    async def _send_all(self) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):  # the other end was faster
            while (message := await self._next()) is not None:
                if text := encode_for(message, self.minor):
                    await self._socket.send_text(text)
            if self._socket.application_state is not WebSocketState.DISCONNECTED:
                await self._socket.close(self._code.value)

    async def _next(self) -> BaseModel | None:
        """The next message to send, waited for; None when this end leaves and all was sent."""
        while (message := self._outbox.take()) is None and not self._leaving:
            self._to_send.clear()
            await self._to_send.wait()
        if message is None:
            message, self._last = self._last, None
        return message
