"""How a connection is opened where packets are lost: what was not answered is said again at once, not after a second.

ICE checks of aioice are repeated after 500 ms (RFC 8445, 14.3, for the worst line there is) and flights of DTLS by
OpenSSL after a second; a browser repeats both after 50. On a line that loses one packet in ten every third call began
seconds later for it.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, Final

from aioice import stun
from aiortc import RTCDtlsTransport
from typing_extensions import override

CHECK_AGAIN_S: Final = 0.1
"""A check that was not answered, for the first time; doubled with each."""
_CHECKS: Final = 9
FLIGHT_AGAIN_S: Final = (0.08, 0.2)
"""After these pauses a flight of the handshake is sent once more, unless it was answered."""
_DELAY: Final = "_Transaction__timeout_delay"
_TRIES: Final = "_Transaction__tries_max"


class QuickTransaction(stun.Transaction):
    """A check or a request to the relay; one that is sent once only (consent, RFC 7675) waits as long as before."""

    @override
    def __init__(self, request: Any, addr: Any, protocol: Any, retransmissions: int | None = None, **more: Any) -> None:
        super().__init__(request, addr, protocol, retransmissions, **more)
        getattr(self, _DELAY), getattr(self, _TRIES)
        if retransmissions is None:
            setattr(self, _DELAY, CHECK_AGAIN_S)
            setattr(self, _TRIES, _CHECKS)


def check_quickly() -> None:
    """Let every connection of this process repeat its checks so; raise `AttributeError` if aioice changed inside."""
    vars(stun)["Transaction"] = QuickTransaction


class Flights:
    """Sends each flight of a DTLS handshake again after a moment: the same datagram, which the other side drops."""

    def __init__(self, dtls: RTCDtlsTransport, run: Callable[[Coroutine[Any, Any, None], str], object]) -> None:
        """Take what `dtls` sends from now on; `run` starts a named task."""
        ice: Any = dtls.transport
        self._send = ice._send
        self._run = run
        self._flights = 0
        ice._send = self._taken

    async def _taken(self, data: bytes) -> None:
        if data and 20 <= data[0] < 64:  # RFC 7983, 7
            self._flights += 1
            self._run(self._again(data, self._flights), "flight")
        await self._send(data)

    async def _again(self, data: bytes, flight: int) -> None:
        with contextlib.suppress(ConnectionError):
            for pause_s in FLIGHT_AGAIN_S:
                await asyncio.sleep(pause_s)
                if flight != self._flights:
                    return  # the other side answered, and this is behind us
                await self._send(data)
