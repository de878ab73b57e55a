"""Telling the sender when each of its packets came (transport-wide congestion control): pure.

draft-holmer-rmcat-transport-wide-cc-extensions-01. A browser that is told so measures the line itself, probes it when
it begins, and gives way before the queue is full; one that is only told a limit (REMB) grows by 8 % a second.
"""

import struct
from collections.abc import Iterator
from typing import Final

TRANSPORT_WIDE: Final = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
FORMAT: Final = 15
GENERIC: Final = 205  # RTPFB, RFC 4585
_TICK_US: Final = 250
_REFERENCE_US: Final = 64_000
_MOST_PACKETS: Final = 1000
_FORGOTTEN: Final = 500
"""A packet out of order by more is left out."""


def unwrapped(number: int, near: int) -> int:
    """The number that a 16-bit `number` stands for beside `near`."""
    return near + ((number - near + 0x8000) & 0xFFFF) - 0x8000


class Feedback:
    """Packets that came and were not yet reported."""

    def __init__(self) -> None:
        self._pending: dict[int, int] = {}
        self._next: int | None = None
        self._newest = 0
        self._count = 0

    def add(self, number: int, at_us: int) -> None:
        """One packet with the transport-wide `number` (16 bits) came at `at_us`, microseconds of a steady clock."""
        if self._next is None:
            self._newest = self._next = number
        full = unwrapped(number, self._newest)
        self._newest = max(self._newest, full)
        if full >= self._next - _FORGOTTEN:
            self._pending[full] = at_us

    def reports(self, sender: int, media: int) -> list[bytes]:
        """RTCP packets about all that is pending, of the stream `sender` about the stream `media`."""
        made = []
        while self._pending:
            assert self._next is not None
            first = min(self._next, *self._pending)
            made.append(self._report(first, sender, media))
        return made

    def _report(self, first: int, sender: int, media: int) -> bytes:
        last = max(self._pending)
        first = max(first, last - _MOST_PACKETS)
        for old in [number for number in self._pending if number < first]:
            del self._pending[old]
        reference = min(self._pending.items())[1] // _REFERENCE_US
        at_tick, deltas, symbols = reference * _REFERENCE_US // _TICK_US, b"", []
        end = first
        while end <= last:
            at_us = self._pending.get(end)
            if at_us is None:
                symbols.append(0)
                end += 1
                continue
            delta = at_us // _TICK_US - at_tick
            if not -0x8000 <= delta <= 0x7FFF:
                break  # too far from the one before: the next report begins here
            small = 0 <= delta <= 0xFF
            deltas += struct.pack("!B" if small else "!h", delta)
            symbols.append(1 if small else 2)
            at_tick += delta
            del self._pending[end]
            end += 1
        self._next = max(self._next or 0, end)
        body = struct.pack("!HH", first & 0xFFFF, len(symbols)) + (reference & 0xFFFFFF).to_bytes(3, "big")
        body += bytes([self._count & 0xFF]) + b"".join(_chunks(symbols)) + deltas
        self._count += 1
        return _framed(sender, media, body)


def _chunks(symbols: list[int]) -> Iterator[bytes]:
    """Runs of one symbol, else seven symbols of two bits, in 16 bits each."""
    at = 0
    while at < len(symbols):
        run = 1
        while at + run < len(symbols) and symbols[at + run] == symbols[at]:
            run += 1
        if run >= 7:
            yield struct.pack("!H", symbols[at] << 13 | run)
            at += run
            continue
        bits = 0b11 << 14
        for place, symbol in enumerate(symbols[at : at + 7]):
            bits |= symbol << (12 - 2 * place)
        yield struct.pack("!H", bits)
        at += 7


def _framed(sender: int, media: int, body: bytes) -> bytes:
    short = -len(body) % 4
    padded = body + (bytes(short - 1) + bytes([short]) if short else b"")
    first = 0x80 | (0x20 if short else 0) | FORMAT
    return struct.pack("!BBHII", first, GENERIC, len(padded) // 4 + 2, sender, media) + padded


def outcomes(packet: bytes) -> Iterator[tuple[int, int | None]]:
    """Of each packet that an RTCP report speaks of: its number (16 bits), and when it came in microseconds or None.

    Times count from any beginning of the other side and turn over with its reference (24 bits of 64 ms). Raise
    `ValueError` for what is not such a report.
    """
    try:
        first, count = struct.unpack_from("!HH", packet, 12)
        at_us = int.from_bytes(packet[16:19], "big") * _REFERENCE_US
        symbols, place = _symbols(packet, 20, count)
        for offset, symbol in enumerate(symbols):
            number = (first + offset) & 0xFFFF
            if symbol not in (1, 2):
                yield number, None
                continue
            (delta,) = struct.unpack_from("!B" if symbol == 1 else "!h", packet, place)
            place += symbol
            at_us += delta * _TICK_US
            yield number, at_us
    except struct.error as error:
        raise ValueError("report of arrivals is cut off") from error


def _symbols(packet: bytes, place: int, count: int) -> tuple[list[int], int]:
    symbols: list[int] = []
    while len(symbols) < count:
        (chunk,) = struct.unpack_from("!H", packet, place)
        place += 2
        if not chunk >> 15:
            symbols += [chunk >> 13 & 3] * min(chunk & 0x1FFF, count - len(symbols))
            if not chunk & 0x1FFF:
                raise ValueError("a run of nothing")
        elif chunk >> 14 & 1:
            symbols += [chunk >> shift & 3 for shift in range(12, -1, -2)]
        else:
            symbols += [chunk >> shift & 1 for shift in range(13, -1, -1)]
    return symbols[:count], place
