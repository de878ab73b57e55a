"""The booth's only door out: questions to headquarters, and the ways they stay unanswered.

What goes wrong below (names, sockets, TLS, time, an answer without end) is told in our own words and nowhere else: a
question gives `Answer` or `Unreachable`; a WebSocket raises `LineBroken`. Redirects are never followed: nobody sends a
booth elsewhere.

The library takes a third of a second to load. It is loaded when the first question is asked, in a thread, because the
window is being touched by then.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from importlib import import_module
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kiosk.protocol.bodies import TooLarge, whole
from kiosk.protocol.versions import HEADER, SPOKEN
from kiosk.values import dataclass

if TYPE_CHECKING:
    import aiohttp

Address = tuple[str, int]
"""Number and port."""
Trusted = Callable[[], ssl.SSLContext]
"""Whom to trust and what to show, asked for each connection: the identity is renewed while the booth runs."""

WRONG_CERTIFICATE: Final = "wrong_certificate"
NO_ANSWER: Final = "no_answer"
BROKEN_OFF: Final = "broken_off"
"""The connection stood, and what was asked broke it: the line, or what is in between, or headquarters over this one."""
SLOWEST_BYTES_S: Final = 2048
"""What is sent along moves at this rate or is given up: headquarters waits for nothing slower."""
_LONGEST_RETRY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """How long one question may take, in seconds, and how much may come back.

    Attributes:
        total_s: from the first name looked up to the last byte, and beyond it as long as what is sent along may take.
        connect_s: until the connection stands.
        silence_s: between two pieces that move: of the answer, or of what is sent as the other end acknowledges it.
    """

    total_s: float
    connect_s: float | None = None
    silence_s: float | None = None
    most_bytes: int = 256 * 1024


@dataclass(frozen=True)
class Answer:
    """What headquarters said, whole.

    Attributes:
        retry_after_s: how long it asks to be left alone (RFC 9110, 10.2.3), at most a day; None where it does not say.
        date: its clock, as its ``Date`` says, or empty.
    """

    status: int
    content: bytes
    retry_after_s: float | None = None
    date: str = ""


@dataclass(frozen=True)
class Unreachable:
    """No line, no answer in time, or another's door; `code` is for logs and staff."""

    code: str = "unreachable"


class LineBroken(Exception):
    """A connection that did not come to be, or broke.

    Attributes:
        code: as `Unreachable.code`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Body:
    """What is sent along: bytes, their media type, and further headers."""

    content: bytes
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


async def ask(url: str, trusted: Trusted, limits: Limits, body: Body | None = None) -> Answer | Unreachable:
    """POST `body` to `url`, or GET it where there is none; one connection, and one answer or none."""
    await _library()
    import aiohttp

    size_bytes, content = (len(body.content), BytesIO(body.content)) if body else (0, None)
    timeout = aiohttp.ClientTimeout(
        total=limits.total_s + size_bytes / SLOWEST_BYTES_S,
        connect=limits.connect_s,
        sock_read=None if size_bytes else limits.silence_s,  # it would run while we send
    )
    headers = {"Content-Type": body.media_type, **body.headers} if body else {}
    headers[HEADER] = SPOKEN
    try:
        with _in_our_words(late=BROKEN_OFF if limits.connect_s else "unreachable"):
            async with (
                aiohttp.ClientSession(timeout=timeout, connector=_given_up_after(limits.silence_s)) as session,
                session.request(
                    "POST" if body else "GET", url, data=content, headers=headers, ssl=trusted(), allow_redirects=False
                ) as reply,
            ):
                said = await whole(reply.content, limits.most_bytes)
                return Answer(reply.status, said, _retry_after(reply.headers), reply.headers.get("Date", ""))
    except LineBroken as broken:
        return Unreachable(broken.code)


class Socket:
    """A WebSocket that stands; iterating gives its texts until it ends."""

    def __init__(self, socket: "aiohttp.ClientWebSocketResponse") -> None:
        self._socket = socket

    @property
    def close_code(self) -> int | None:
        """Why the other side ended it; None while it stands, or where it said nothing."""
        return self._socket.close_code

    @property
    def address(self) -> Address | None:
        """Where the other side was found."""
        found = self._socket.get_extra_info("peername")
        return (found[0], found[1]) if found else None

    async def say(self, text: str) -> None:
        """Send one text. Raises `LineBroken`."""
        with _in_our_words():
            await self._socket.send_str(text)

    async def close(self) -> None:
        """End it."""
        await self._socket.close()

    async def __aiter__(self) -> AsyncIterator[str]:
        import aiohttp

        with _in_our_words():
            async for message in self._socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    yield message.data


async def answers(address: Address, within_s: float) -> bool:
    """Whether somebody takes a connection there, which is ended at once; no name is asked for."""
    try:
        async with asyncio.timeout(within_s):
            _, writer = await asyncio.open_connection(*address)
    except (TimeoutError, OSError):
        return False
    writer.close()
    return True


@asynccontextmanager
async def websocket(
    url: str,
    trusted: Trusted,
    *,
    most_bytes: int,
    ping_s: float,
    connect_s: float,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Socket]:
    """A WebSocket to `url`, closed at the end; raises `LineBroken` when there is none within `connect_s` seconds.

    A text beyond `most_bytes` ends it, and so does a ping that stays unanswered for half of `ping_s` seconds.
    """
    await _library()
    import aiohttp

    with _in_our_words():
        async with aiohttp.ClientSession() as session:
            async with asyncio.timeout(connect_s):
                socket = await session.ws_connect(
                    url,
                    ssl=trusted(),
                    max_msg_size=most_bytes,
                    heartbeat=ping_s,
                    compress=0,
                    headers={HEADER: SPOKEN, **headers},
                    timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
                )
            async with socket:
                yield Socket(socket)


def _given_up_after(silence_s: float | None) -> "aiohttp.TCPConnector":
    """Connections that end when the other end acknowledged nothing of what it was sent for so long (RFC 5482)."""
    import aiohttp

    if silence_s is None or not hasattr(socket, "TCP_USER_TIMEOUT"):
        return aiohttp.TCPConnector()

    def opened(address: "aiohttp.AddrInfoType") -> socket.socket:
        family, kind, protocol, _, _ = address
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(silence_s * 1000))
        return made

    return aiohttp.TCPConnector(socket_factory=opened)


@contextmanager
def _in_our_words(late: str = "unreachable") -> Iterator[None]:
    """`late`: what a time that ran out is called once the connection stands."""
    import aiohttp

    try:
        yield
    except aiohttp.ClientConnectorCertificateError as error:
        raise LineBroken(WRONG_CERTIFICATE) from error
    except TooLarge as error:
        raise LineBroken(NO_ANSWER) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise LineBroken("unreachable") from error
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, aiohttp.ClientPayloadError) as error:
        raise LineBroken(BROKEN_OFF) from error
    except TimeoutError as error:
        raise LineBroken(late) from error
    except (aiohttp.ClientError, OSError) as error:
        raise LineBroken("unreachable") from error


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, or a time by headquarters' own clock, which its ``Date`` tells."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdecimal():
        wait = timedelta(seconds=int(said[:9]))
    else:
        try:
            wait = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
        except (ValueError, TypeError):
            return None
    return max(0.0, min(wait, _LONGEST_RETRY).total_seconds())


async def _library() -> None:
    await asyncio.to_thread(import_module, "aiohttp")
