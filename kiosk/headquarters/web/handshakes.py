"""Handshakes: whose TLS is begun next, and how many are begun in a second.

A handshake costs the one loop, which carries every call, half a millisecond and more; a stranger it costs nothing. So
only so many are begun, and addresses take turns: whoever comes with thousands waits behind themselves, and is let go.
"""

import asyncio
import socket
from collections import deque
from datetime import timedelta
from typing import Final

from kiosk.headquarters.rate_limit import Pace, Rate

PACE: Final = Rate(at_once=50, every=timedelta(milliseconds=5))
"""200 a second, a fifth of the loop at worst; every booth and browser of a town is back within seconds of a restart."""
MOST_WAITING: Final = 256
"""Of one address: more than a second's worth. Beyond that a newcomer is let go before it costs anything."""
_TCP_STATE: Final = 0
_ENDED: Final = {7, 8}  # TCP_CLOSE and TCP_CLOSE_WAIT of linux/tcp_states.h: the other end reset, or said its last


class Handshakes:
    """The handshakes of one door that wait for their turn."""

    def __init__(self, rate: Rate = PACE) -> None:
        self._pace = Pace(rate)
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}
        """By whose they are; the first line has the next turn."""
        self._timer: asyncio.TimerHandle | None = None

    def full(self, whose: str) -> bool:
        """Whether so many of `whose` wait already that no more are taken."""
        return len(self._lines.get(whose, ())) >= MOST_WAITING

    async def turn(self, whose: str) -> None:
        """Wait for a turn of `whose`."""
        called = asyncio.get_running_loop().create_future()
        self._lines.setdefault(whose, deque()).append(called)
        self._call_next()
        await called

    def _call_next(self) -> None:
        if self._timer is None and self._lines:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._pace.wait_s(loop.time()), self._call)

    def _call(self) -> None:
        self._timer = None
        while self._lines:
            whose = next(iter(self._lines))
            line = self._lines.pop(whose)
            called = line.popleft()
            if line:
                self._lines[whose] = line  # to the end of the row
            if not called.done():  # whoever left has no turn
                called.set_result(None)
                break
        self._call_next()


async def has_spoken(connection: socket.socket) -> None:
    """Wait until the other end sent something, or ended; nothing is read. Who says nothing needs no turn."""
    loop = asyncio.get_running_loop()
    spoke = loop.create_future()

    def tell() -> None:
        if not spoke.done():
            spoke.set_result(None)

    loop.add_reader(connection, tell)
    try:
        await spoke
    finally:
        loop.remove_reader(connection)


def hung_up(connection: socket.socket) -> bool:
    """Whether the other end of a TCP connection ended it, whatever it sent before."""
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[_TCP_STATE] in _ENDED
