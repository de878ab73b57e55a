"""Numbers and times written into a packet at the moment it leaves: the one-byte header extensions of RFC 8285. Pure."""

import struct
from typing import Final

AT_ONCE: Final = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay"
_ONE_BYTE: Final = 0xBEDE
_SENT_TURN_US: Final = 64_000_000


def place_of(packet: bytes | bytearray, extension: int, length: int) -> int | None:
    """Where in an RTP `packet` the `length` bytes of `extension` are; None where it has none."""
    if len(packet) < 16 or not packet[0] & 0x10:
        return None
    at = 12 + 4 * (packet[0] & 0x0F)
    if at + 4 > len(packet):
        return None
    profile, words = struct.unpack_from("!HH", packet, at)
    at, end = at + 4, min(at + 4 + 4 * words, len(packet))
    while profile == _ONE_BYTE and at < end:
        number, size = packet[at] >> 4, (packet[at] & 0x0F) + 1
        if packet[at] == 0:
            at += 1
        elif number == extension and size == length and at + 1 + size <= end:
            return at + 1
        else:
            at += 1 + size
    return None


def repeated(packet: bytes) -> int:
    """Which packet of the picture an RTX `packet` brings again (RFC 4588, 4): what it carries begins with it."""
    at = 12 + 4 * (packet[0] & 0x0F)
    if packet[0] & 0x10:
        at += 4 + 4 * int.from_bytes(packet[at + 2 : at + 4], "big")
    return int.from_bytes(packet[at : at + 2], "big")


def shown_at_once(extension: int) -> bytes:
    """The word in a head that asks whoever receives a picture to show it when it is there: least and most delay, 0 ms.

    Chromium keeps each picture of a camera back by what it expects of the line, a quarter of a second on a thin one.
    """
    return bytes([extension << 4 | 2, 0, 0, 0])


def write_number(packet: bytearray, extension: int, number: int) -> bool:
    """Write a transport-wide `number`; whether there is a place for it."""
    at = place_of(packet, extension, 2)
    if at is not None:
        struct.pack_into("!H", packet, at, number & 0xFFFF)
    return at is not None


def write_sent(packet: bytearray, extension: int, now_us: int) -> None:
    """Write when it is sent (abs-send-time: seconds in 6.18 bits), where there is a place for it."""
    at = place_of(packet, extension, 3)
    if at is not None:
        packet[at : at + 3] = (((now_us % _SENT_TURN_US) << 18) // 1_000_000).to_bytes(3, "big")


def split_reports(packets: bytes, kind: int, form: int) -> tuple[list[bytes], bytes]:
    """The RTCP packets of this `kind` and `form` within a compound one, and all others as they were."""
    chosen, others, at = [], b"", 0
    while at + 4 <= len(packets):
        end = at + 4 + 4 * struct.unpack_from("!H", packets, at + 2)[0]
        one = packets[at:end]
        if one[1] == kind and one[0] & 0x1F == form:
            chosen.append(one)
        else:
            others += one
        at = end
    return chosen, others + packets[at:]
