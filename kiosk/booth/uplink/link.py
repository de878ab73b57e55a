"""The booth's WebSocket to headquarters: hello first, heartbeats, back again by itself after any break.

After a break it comes back within seconds; where headquarters said that it may not be there, it asks again once in a
minute, because only somebody at headquarters or at the booth can mend that.
"""

import asyncio
import random
import ssl
from collections.abc import Callable
from typing import Final

import aiohttp
from pydantic import BaseModel

from kiosk.booth.trouble import Trouble
from kiosk.log import Log
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.message import LARGEST_MESSAGE, BadMessage, ToBooth, decode, encode, to_booth
from kiosk.protocol.presence import BoothHealth, BoothHello, Closing, Heartbeat, Refused, Welcome
from kiosk.tasks import Tasks

_log = Log("booth.link")
_LONGEST_WAIT: Final = 60.0
_HEARTBEAT: Final = 20.0
_ALARMS: Final = {"not_enrolled": Trouble.NO_LONGER_ENROLLED, "version_too_old": Trouble.OLD_VERSION}


class Link:
    """One connection at a time; messages that cannot be sent now are dropped and said so.

    Attributes:
        online: whether headquarters said welcome on the present connection.
    """

    def __init__(
        self,
        url: str,
        tls: Callable[[], ssl.SSLContext],
        booth_id: str,
        health: Callable[[], BoothHealth],
        call_now: Callable[[], tuple[str | None, int]],
        on_message: Callable[[ToBooth], None],
        on_change: Callable[[bool], None],
        on_alarm: Callable[[Trouble], None] = lambda _trouble: None,
    ) -> None:
        """`call_now` names call id and epoch to resume; `on_change` hears whether online, `on_alarm` what is wrong."""
        self.online = False
        self._url = f"{url.rstrip('/')}/link"
        self._tls = tls
        self._booth_id = booth_id
        self._health = health
        self._call_now = call_now
        self._on_message = on_message
        self._on_change = on_change
        self._on_alarm = on_alarm
        self._may_not = False
        self._tasks = Tasks("link")
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._outgoing: asyncio.Queue[BaseModel] = asyncio.Queue(256)

    async def start(self) -> None:
        """Begin connecting."""
        self._tasks.start(self._run(), "connect")

    async def stop(self) -> None:
        """Close and stay closed."""
        if self._socket is not None:
            await self._socket.close()
        await self._tasks.end()
        self._set_online(False)

    def send(self, message: BaseModel) -> bool:
        """Queue a message in order; False when there is no connection (the caller says so on screen)."""
        if not self.online:
            return False
        try:
            self._outgoing.put_nowait(message)
        except asyncio.QueueFull:
            return False
        return True

    async def _run(self) -> None:
        failures = 0
        async with aiohttp.ClientSession() as session:
            while True:
                welcomed = await self._connect(session)
                failures = 0 if welcomed else failures + 1
                most = min(_LONGEST_WAIT, 2.0 ** min(failures, 10))
                shortest, longest = (_LONGEST_WAIT / 2, _LONGEST_WAIT) if self._may_not else (0.2, most)
                await asyncio.sleep(random.uniform(shortest, longest))  # noqa: S311 -- full jitter against a storm

    async def _connect(self, session: aiohttp.ClientSession) -> bool:
        welcomed = self._may_not = False
        try:
            async with session.ws_connect(
                self._url,
                ssl=self._tls(),
                max_msg_size=LARGEST_MESSAGE,
                heartbeat=15.0,
                compress=0,
                timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
            ) as socket:
                self._socket = socket
                self._drop_unsent()
                await self._say_hello(socket)
                sender = Tasks("link.sender")
                sender.start(self._send_all(socket), "send")
                sender.start(self._beat(socket), "heartbeat")
                try:
                    async for message in socket:
                        if message.type == aiohttp.WSMsgType.TEXT:
                            self._take(message.data)
                            welcomed = welcomed or self.online
                finally:
                    await sender.end()
                    self._may_not = socket.close_code == Closing.MAY_NOT
        except aiohttp.ClientConnectorCertificateError:
            self._on_alarm(Trouble.WRONG_CERTIFICATE)
        except (aiohttp.ClientError, TimeoutError, OSError):
            _log.event("link_unreachable")
        finally:
            self._socket = None
            self._set_online(False)
        return welcomed

    def _drop_unsent(self) -> None:
        """What was queued when the last connection broke means nothing on this one."""
        while not self._outgoing.empty():
            self._outgoing.get_nowait()

    async def _say_hello(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        call_id, epoch = self._call_now()
        hello = BoothHello(
            protocol_version=PROTOCOL_VERSION,
            booth_id=self._booth_id,
            health=self._health(),
            call_id=call_id,
            epoch=epoch,
        )
        await socket.send_str(encode(hello))

    def _take(self, text: str) -> None:
        try:
            message = decode(text, to_booth)
        except BadMessage as error:
            _log.failure("bad_message", error)
            return
        if isinstance(message, Welcome):
            self._set_online(True)
        elif isinstance(message, Refused):
            _log.warning("refused", code=message.code)
            if message.code in _ALARMS:
                self._on_alarm(_ALARMS[message.code])
        try:
            self._on_message(message)
        except Exception as error:  # noqa: BLE001 -- a message nobody could use must not end the link
            _log.failure("message_not_used", error, kind=message.kind)

    async def _send_all(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        while True:
            message = await self._outgoing.get()
            try:
                await socket.send_str(encode(message))
            except (aiohttp.ClientError, ConnectionError):
                return

    async def _beat(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        while True:
            await asyncio.sleep(_HEARTBEAT)
            try:
                await socket.send_str(encode(Heartbeat(health=self._health())))
            except (aiohttp.ClientError, ConnectionError):
                return

    def _set_online(self, online: bool) -> None:
        if online != self.online:
            self.online = online
            _log.event("link_changed", online=online)
            self._on_change(online)
