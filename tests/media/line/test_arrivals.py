"""The time at which a datagram came is the kernel's, however late it is read."""

import asyncio
import socket
import time
from types import SimpleNamespace
from typing import Any

from aioice.ice import Connection
from typing_extensions import override

from kiosk.media.line.arrivals import Arrivals


def _ice() -> Any:
    """A transport with a real queue of aioice, and nothing else of it."""
    connection = Connection(ice_controlling=True)
    return SimpleNamespace(_connection=connection, _recv=connection.recv)


class _Reads(asyncio.DatagramProtocol):
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @override
    def datagram_received(self, data: bytes, _address: Any) -> None:
        self.connection.data_received(data, 1)


async def test_a_datagram_read_late_keeps_the_time_of_its_arrival(monkeypatch: Any) -> None:
    ice, arrivals = _ice(), Arrivals()
    monkeypatch.setattr(type(ice._connection), "recv", _open_recv)
    ice._recv = ice._connection.recv
    arrivals.watch(ice)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Reads(ice._connection), local_addr=("127.0.0.1", 0))
    pair = SimpleNamespace(protocol=SimpleNamespace(transport=transport))
    ice._connection._nominated[1] = pair
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            to = transport.get_extra_info("sockname")
            times, before_reading_us = [0, 0], 0
            for _ in range(100):  # the kernel begins to note times some moments after it was asked
                other.sendto(b"one", to)
                other.sendto(b"two", to)
                time.sleep(0.01)  # noqa: ASYNC251 -- a loop that is held up
                before_reading_us = time.monotonic_ns() // 1000
                times = []
                for data in (b"one", b"two"):
                    assert await ice._recv() == data
                    times.append(arrivals.at_us)
                if times[1] <= before_reading_us:
                    break
        assert times[0] < times[1] <= before_reading_us
    finally:
        transport.close()


async def _open_recv(self: Any) -> bytes:
    data, _ = await self._queue.get()
    assert isinstance(data, bytes)
    return data


async def test_without_a_socket_the_time_is_that_of_the_callback(monkeypatch: Any) -> None:
    ice, arrivals = _ice(), Arrivals()
    monkeypatch.setattr(type(ice._connection), "recv", _open_recv)
    ice._recv = ice._connection.recv
    arrivals.watch(ice)
    before_us = time.monotonic_ns() // 1000
    ice._connection.data_received(b"one", 1)
    after_us = time.monotonic_ns() // 1000
    assert await ice._recv() == b"one"
    assert before_us <= arrivals.at_us <= after_us
