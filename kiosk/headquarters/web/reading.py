"""Reading: what one end of a socket says, message by message, at its pace; bad ones are refused, too many end it."""

import asyncio
import json
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from kiosk.headquarters.rate_limit import Pace
from kiosk.headquarters.web.socket_peer import SocketGone, SocketPeer
from kiosk.protocol.duty import ConsoleHello
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.message import BadMessage, UnknownKind, decode
from kiosk.protocol.presence import BoothHello, Closing, Refused

HELLO_S: Final = 10.0
_BAD_MESSAGES: Final = 10


def now_s() -> float:
    """The clock of the running loop."""
    return asyncio.get_running_loop().time()


class Reader:
    """Reads messages of one direction at their pace, and gives up after too many bad ones."""

    def __init__(self, peer: SocketPeer, direction: TypeAdapter[Any], pace: Pace) -> None:
        self._peer = peer
        self._direction = direction
        self._pace = pace
        self._bad = 0

    async def next(self, seconds: float | None) -> Any:
        """The next message; None for a bad one, which was refused. Raises `SocketGone` after too many."""
        text = await self._peer.receive(seconds)
        try:
            message = decode(text, self._direction, self._peer.minor)
            await self._peer.turn(self._pace.wait_s(now_s(), message.weight))
            return message
        except UnknownKind:
            await self._peer.turn(self._pace.wait_s(now_s(), 1))
            return None
        except BadMessage as error:
            self._bad += 1
            self._peer.send(Refused(code="bad_message", detail=str(error)[:300]))
            if self._bad >= _BAD_MESSAGES:
                self._peer.close("too many bad messages", Closing.MAY_NOT)
                raise SocketGone from None
            return None

    async def weigh(self, more: int) -> None:
        """Count the last message for so much more, and rest as long as that takes. Raises `SocketGone`."""
        if more:
            await self._peer.turn(self._pace.wait_s(now_s(), more))


H = TypeVar("H", BoothHello, ConsoleHello)


async def hello_of(peer: SocketPeer, direction: TypeAdapter[Any], kind: type[H]) -> H | None:
    """The first message, once versions agree; None after a refusal."""
    text = await peer.receive(HELLO_S)
    version = _version(text)
    if version is not None and version != PROTOCOL_VERSION:
        code: Any = "version_too_old" if version < PROTOCOL_VERSION else "version_too_new"
        which = "update this program" if version < PROTOCOL_VERSION else "update headquarters first"
        peer.refuse(code, f"protocol {version} met {PROTOCOL_VERSION}: {which}")
        return None
    try:
        message = decode(text, direction, peer.minor)
    except BadMessage as error:
        peer.refuse("bad_message", str(error)[:300])
        return None
    if isinstance(message, kind):
        return message
    peer.refuse("bad_message", "the first message must be the hello")
    return None


def _version(text: str | bytes) -> int | None:
    """The version an otherwise unknown hello claims."""
    try:
        version = json.loads(text)["protocol_version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return version if isinstance(version, int) else None
