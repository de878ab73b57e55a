"""When a datagram reached this machine: the kernel's word, not the moment at which Python came to look at it."""

import fcntl
import struct
import time
from collections import deque
from typing import Any, Final

from aiortc import RTCIceTransport

_STAMP_OF_LAST: Final = 0x8907
"""SIOCGSTAMPNS of Linux (socket(7)): when the datagram last read from a socket was received."""
_TIMESPEC: Final = struct.Struct("@qq")
_BELIEVED_NS: Final = 5_000_000_000


class Arrivals:
    """Keeps with each datagram the time at which it came.

    Whoever measures a line by the distance of packets must not measure how busy the processor was between them.

    Attributes:
        at_us: when the datagram now being read came, microseconds of the monotonic clock.
        count: datagrams that came, the other side's checks of the line (ICE consent, RFC 7675) among them: they come
            from a side without camera and microphone too.
    """

    def __init__(self) -> None:
        self.at_us = time.monotonic_ns() // 1000
        self.count = 0
        self._last_stamp_ns = 0

    def watch(self, ice: RTCIceTransport) -> None:
        """Time what `ice` receives from now on; raise `AttributeError` if aiortc or aioice changed inside."""
        connection: Any = ice._connection
        waiting: deque[tuple[bytes, int]] = deque(maxlen=4096)
        take, read, check = connection.data_received, ice._recv, connection.request_received

        def request_received(*request: Any) -> None:
            self.count += 1
            check(*request)

        def data_received(data: bytes, component: int) -> None:
            self.count += 1
            waiting.append((data, self._now_us(connection)))
            take(data, component)

        async def recv() -> bytes:
            data = await read()
            while waiting:
                timed, at_us = waiting.popleft()
                if timed is data:
                    self.at_us = at_us
                    break
            return data

        connection.request_received = request_received
        connection.data_received = data_received
        ice._recv = recv

    def _now_us(self, connection: Any) -> int:
        stamp_ns = _stamp_ns(connection)
        now_ns, real_ns = time.monotonic_ns(), time.time_ns()
        late_ns = real_ns - stamp_ns
        if stamp_ns <= self._last_stamp_ns or not 0 <= late_ns < _BELIEVED_NS:
            return now_ns // 1000  # another socket, another system, or a clock that was set
        self._last_stamp_ns = stamp_ns
        return (now_ns - late_ns) // 1000


def _stamp_ns(connection: Any) -> int:
    """What the kernel noted of the newest datagram of the pair in use, nanoseconds of the wall clock; 0: unknown."""
    pair = next(iter(connection._nominated.values()), None)
    handle = pair and pair.protocol.transport.get_extra_info("socket")
    if handle is None:
        return 0
    stamp = bytearray(_TIMESPEC.size)
    try:
        fcntl.ioctl(handle.fileno(), _STAMP_OF_LAST, stamp)
    except OSError:
        return 0
    seconds, nanoseconds = _TIMESPEC.unpack(stamp)
    return int(seconds * 1_000_000_000 + nanoseconds)
