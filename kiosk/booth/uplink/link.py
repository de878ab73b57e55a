"""The booth's WebSocket to headquarters: hello first, heartbeats, back again by itself after any break.

After a break it comes back within seconds, and in a call it never waits longer than a second: two people may look at a
picture that stands still, which only this line can bring back. Where headquarters said that it may not be there, it
asks again once in a minute, because only somebody at headquarters or at the booth can mend that. Before enrolment it is
offline.
"""

import asyncio
import random
import secrets
from collections.abc import Callable
from typing import Final

from pydantic import BaseModel

from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device
from kiosk.log import Log
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.message import LARGEST_MESSAGE_BYTES, BadMessage, ToBooth, UnknownKind, decode, encode_for, to_booth
from kiosk.protocol.outgoing import Outbox
from kiosk.protocol.presence import INSTANCE, Beat, BoothHealth, BoothHello, Closing, Heartbeat, Refused, Welcome
from kiosk.tasks import Tasks

_log = Log("booth.link")
_LONGEST_WAIT_S: Final = 60.0
_HEARTBEAT_EVERY_S: Final = 20.0
_LONGEST_WAIT_IN_CALL_S: Final = 1.0
_CONNECT_S: Final = 20.0
_CONNECT_IN_CALL_S: Final = (4.0, 4.0, 4.0, 12.0)
"""How long a connection may take to stand, in turns: where the cable was out a new one comes up sooner than one whose
first packet was lost long ago (RFC 6298 doubles the wait), and a line that is only slow gets its time, too."""
_KNOCKS: Final = 4
_KNOCK_S: Final = 2.0
"""In a call it is asked so often, and so briefly each time, whether the line carries anything where it was last."""
_PING_EVERY_S: Final = 6.0
"""A line without an answer for half of that is gone: so a cable that was out for longer is known to have been."""
_MOST_WAITING: Final = 200
"""Messages, and fewer than headquarters lets wait: a booth that says more at once is closed for a flood."""
_ALARMS: Final = {
    "not_enrolled": Trouble.NO_LONGER_ENROLLED,
    "version_too_old": Trouble.OLD_VERSION,
    "booth_twice": Trouble.SAME_BOOTH_TWICE,
}


class Link:
    """One connection at a time; messages that cannot be sent now are dropped and said so.

    Attributes:
        online: whether headquarters said welcome on the present connection.
    """

    def __init__(
        self,
        *,
        device: Callable[[], Device | None],
        health: Callable[[], BoothHealth],
        call_now: Callable[[], tuple[str | None, int]],
        on_message: Callable[[ToBooth], None],
        on_change: Callable[[bool], None],
        on_alarm: Callable[[Trouble], None] = lambda _trouble: None,
    ) -> None:
        """`device` gives the identity in force, None while there is none; `call_now` call id and epoch to resume.

        `on_change` hears whether online, `on_alarm` what somebody must see to.
        """
        self.online = False
        self._device = device
        self._health = health
        self._call_now = call_now
        self._on_message = on_message
        self._on_change = on_change
        self._on_alarm = on_alarm
        self._may_not = False
        self._instance = secrets.token_hex(8)
        self._minor = 0
        """What headquarters speaks on this connection; the oldest minor until it said so."""
        self._enrolled = asyncio.Event()
        self._tasks = Tasks("link")
        self._socket: http.Socket | None = None
        self._address: http.Address | None = None
        """Where headquarters was found last."""
        self._outgoing = Outbox(_MOST_WAITING)
        self._to_send = asyncio.Event()

    async def start(self) -> None:
        """Begin connecting, as soon as the booth is enrolled."""
        self._tasks.start(self._run(), "connect")

    async def stop(self) -> None:
        """Close and stay closed."""
        if self._socket is not None:
            await self._socket.close()
        await self._tasks.end()
        self._set_online(False)

    def enrolled(self) -> None:
        """The booth has an identity now."""
        self._enrolled.set()

    def send(self, message: BaseModel) -> bool:
        """Send in order, of a state only the newest; False without a connection (the caller says so on screen)."""
        if not (self.online and self._outgoing.put(message)):
            return False
        self._to_send.set()
        return True

    async def _run(self) -> None:
        failures = 0
        while True:
            device = await self._known_device()
            patience_s = await self._patience_s(failures)
            welcomed = await self._connect(device, patience_s)
            failures = 0 if welcomed else failures + 1
            most = _LONGEST_WAIT_IN_CALL_S if self._in_call else min(_LONGEST_WAIT_S, 2.0 ** min(failures, 10))
            shortest, longest = (_LONGEST_WAIT_S / 2, _LONGEST_WAIT_S) if self._may_not else (0.2, most)
            await asyncio.sleep(random.uniform(shortest, longest))  # noqa: S311 -- full jitter against a storm

    async def _patience_s(self, failures: int) -> float:
        """How long the next connection may take to stand; in a call it is told when the line carries something."""
        if not self._in_call:
            return _CONNECT_S
        for _ in range(_KNOCKS if self._address else 0):
            assert self._address is not None
            if await http.answers(self._address, _KNOCK_S):
                return max(_CONNECT_IN_CALL_S)
            await asyncio.sleep(random.uniform(0.1, 0.5))  # noqa: S311 -- as below; where nobody is there it is told at once
        return _CONNECT_IN_CALL_S[failures % len(_CONNECT_IN_CALL_S)]

    @property
    def _in_call(self) -> bool:
        return self._call_now()[0] is not None

    async def _known_device(self) -> Device:
        while (device := self._device()) is None:
            self._enrolled.clear()
            await self._enrolled.wait()
        return device

    async def _connect(self, device: Device, patience_s: float) -> bool:
        welcomed = self._may_not = False
        url = f"{device.enrolled.booth_url.rstrip('/')}/link"
        try:
            async with http.websocket(
                url,
                device.tls,
                most_bytes=LARGEST_MESSAGE_BYTES,
                ping_s=_PING_EVERY_S,
                connect_s=patience_s,
                headers={INSTANCE: self._instance},
            ) as socket:
                self._socket, self._address = socket, socket.address
                self._outgoing.clear()  # what waited when the last connection broke means nothing on this one
                self._minor = 0
                await self._say_hello(socket, device)
                sender = Tasks("link.sender")
                sender.start(self._send_all(socket), "send")
                sender.start(self._beat(socket), "heartbeat")
                try:
                    async for text in socket:
                        self._take(text)
                        welcomed = welcomed or self.online
                finally:
                    await sender.end()
                    self._may_not = socket.close_code == Closing.MAY_NOT
        except http.LineBroken as broken:
            if broken.code == http.WRONG_CERTIFICATE:
                self._on_alarm(Trouble.WRONG_CERTIFICATE)
            else:
                _log.event("link_unreachable")
        finally:
            self._socket = None
            self._set_online(False)
        return welcomed

    async def _say_hello(self, socket: http.Socket, device: Device) -> None:
        call_id, epoch = self._call_now()
        hello = BoothHello(
            protocol_version=PROTOCOL_VERSION,
            booth_id=device.booth_id,
            health=self._health(),
            call_id=call_id,
            epoch=epoch,
        )
        await self._say(socket, hello)

    def _take(self, text: str) -> None:
        try:
            message = decode(text, to_booth, self._minor)
        except UnknownKind:
            return
        except BadMessage as error:
            _log.failure("bad_message", error)
            return
        if isinstance(message, Welcome):
            self._minor = message.protocol_minor
            self._set_online(True)
        elif isinstance(message, Beat):
            self.send(Heartbeat(health=self._health()))
        elif isinstance(message, Refused):
            _log.warning("refused", code=message.code)
            if message.code in _ALARMS:
                self._on_alarm(_ALARMS[message.code])
        try:
            self._on_message(message)
        except Exception as error:  # noqa: BLE001 -- a message nobody could use must not end the link
            _log.failure("message_not_used", error, kind=message.kind)

    async def _send_all(self, socket: http.Socket) -> None:
        while True:
            while (message := self._outgoing.take()) is None:
                self._to_send.clear()
                await self._to_send.wait()
            try:
                await self._say(socket, message)
            except http.LineBroken:
                return

    async def _say(self, socket: http.Socket, message: BaseModel) -> None:
        if text := encode_for(message, self._minor):
            await socket.say(text)

    async def _beat(self, socket: http.Socket) -> None:
        while True:
            await asyncio.sleep(_HEARTBEAT_EVERY_S)
            try:
                await self._say(socket, Heartbeat(health=self._health()))
            except http.LineBroken:
                return

    def _set_online(self, online: bool) -> None:
        if online != self.online:
            self.online = online
            _log.event("link_changed", online=online)
            self._on_change(online)
