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
            other.sendto(b"first", to)  # from now on the kernel notes times of this socket
            await ice._recv()
            sent_us = []
            for data in (b"second", b"third"):
                other.sendto(data, to)
                sent_us.append(time.monotonic_ns() // 1000)
                busy_until = time.monotonic() + 0.1
                while time.monotonic() < busy_until:
                    pass  # a loop that is held up
            read = [(await ice._recv(), arrivals.at_us) for _ in sent_us]
        assert [data for data, _ in read] == [b"second", b"third"]
        assert all(at_us < sent + 50_000 for (_, at_us), sent in zip(read, sent_us, strict=True))
        assert read[1][1] - read[0][1] > 50_000
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
