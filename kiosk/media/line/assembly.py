"""Whole pictures out of packets: in order, as soon as they are whole, and a new start where a repair does not come."""

import queue
from collections.abc import Callable
from typing import Any, Final

from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket
from aiortc.utils import uint16_add, uint16_gt
from typing_extensions import override

WAIT_FOR_REPAIR_S: Final = 0.6
"""So long at least a picture waits for its missing packet before a key picture is asked for."""
_REPAIRS: Final = 3.0
"""Round trips it waits where they are long."""
_LONGEST_WAIT_S: Final = 1.5
ASK_AGAIN_S: Final = 0.5
"""Between two questions for a key picture; doubled as long as no picture came of it. Each costs a thin line a second,
and is in the way of the one before.
"""
_ASK_AGAIN_MOST_S: Final = 2.0
_PAYLOAD: Final = "_data"  # where aiortc's receiver puts it
_START_CODE: Final = b"\x00\x00\x00\x01"


class Pictures(JitterFrame):
    """A picture, and those behind it that were whole already but waited for it."""

    def __init__(self, data: bytes, timestamp: int, behind: "list[JitterFrame]") -> None:
        super().__init__(data, timestamp)
        self.on_the_line = timestamp  # the receiver maps the other one to its own beginning
        self.behind = behind


class PictureJitterBuffer(JitterBuffer):
    """Gives a picture out with its last packet, waits for a repair as long as one is likely, then asks for a new start.

    WORKAROUND until aiortc 1.17 (no issue): it waits for the first packet of the next picture, which makes every
    picture one thirtieth of a second older; it waits for a lost packet until 512 others came; and it gives one picture
    out for each packet that comes, so that small pictures which waited for a repair stay behind for ever.

    Attributes:
        given: pictures that were whole and went to the decoder.
        stream: the number (SSRC) of the stream they belong to; None before the first.
    """

    def __init__(self, capacity: int, now_s: Callable[[], float], round_trip_s: Callable[[], float]) -> None:
        """`round_trip_s` is how long a repair takes."""
        super().__init__(capacity=capacity, is_video=True)
        self._now_s = now_s
        self._round_trip_s = round_trip_s
        self._questions = 0
        self.given = 0
        self.stream: int | None = None
        self._highest: int | None = None
        self._stuck_since_s: float | None = None
        self._asked_s: float | None = None

    @override
    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        """As in aiortc: whether a key picture must be asked for, and what became whole."""
        self.stream = packet.ssrc
        if self._highest is None or uint16_gt(packet.sequence_number, self._highest):
            self._highest = packet.sequence_number
        ask, first = super().add(packet)
        now_s = self._now_s()
        if first is None and self._given_up(now_s):
            ask = True
            first = self._from_key(packet.sequence_number)
        if first is not None:
            self._questions = 0
        behind = [] if first is None else list(iter(lambda: self._remove_frame(packet.sequence_number), None))
        self.given += len(behind) + (first is not None)
        if not self._waits():
            self._stuck_since_s = None
        elif first is not None or self._stuck_since_s is None:
            self._stuck_since_s = now_s
        return self._asked(ask, now_s), first and Pictures(first.data, first.timestamp, behind)

    def _asked(self, ask: bool, now_s: float) -> bool:
        """Whether to `ask` for a key picture now, or whether that was done a moment ago."""
        pause_s = min(ASK_AGAIN_S * 2 ** max(self._questions - 1, 0), _ASK_AGAIN_MOST_S)
        if not ask or (self._asked_s is not None and now_s - self._asked_s < pause_s):
            return False
        self._questions += 1
        self._asked_s = now_s
        return True

    def _waits(self) -> bool:
        """Whether a packet is missing while later ones are here, be it the first of its picture or another."""
        origin, highest = self._origin, self._highest
        if origin is None or highest is None or not uint16_gt(highest, origin):
            return False
        behind = min(uint16_add(highest, -origin), self._capacity)
        return any(self._packets[(origin + count) % self._capacity] is None for count in range(behind))

    def _given_up(self, now_s: float) -> bool:
        wait_s = min(max(WAIT_FOR_REPAIR_S, _REPAIRS * self._round_trip_s()), _LONGEST_WAIT_S)
        return self._stuck_since_s is not None and now_s - self._stuck_since_s >= wait_s

    def _from_key(self, sequence_number: int) -> JitterFrame | None:
        """The oldest key picture that is here, if it is whole; everything before it is left out."""
        origin = self._origin
        assert origin is not None
        before: int | None = None
        for count in range(self._capacity):
            packet = self._packets[(origin + count) % self._capacity]
            payload = getattr(packet, _PAYLOAD) if packet else b""
            known = before not in (None, packet.timestamp) if packet else False
            if packet and (_opens_key(payload) or (known and _begins_key(payload))):
                self.remove(count)
                return self._remove_frame(sequence_number)
            before = packet.timestamp if packet else None
        return None

    @override
    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        origin = self._origin
        if origin is None:
            return None
        parts: list[bytes] = []
        timestamp: int | None = None
        for count in range(self._capacity):
            packet = self._packets[(origin + count) % self._capacity]
            if packet is None:
                return None
            if timestamp is None:
                timestamp = packet.timestamp
            elif packet.timestamp != timestamp:  # a sender that sets no marker
                self.remove(count)
                return JitterFrame(data=b"".join(parts), timestamp=timestamp)
            parts.append(getattr(packet, _PAYLOAD))
            if packet.marker:
                self.remove(count + 1)
                return JitterFrame(data=b"".join(parts), timestamp=timestamp)
        return None


def _opens_key(payload: bytes) -> bool:
    """Whether nothing of a key picture comes before `payload`, whatever was lost before it: H.264's parameter sets."""
    return payload[:4] == _START_CODE and len(payload) > 4 and payload[4] & 0x1F in (7, 9)


def _begins_key(payload: bytes) -> bool:
    """Whether a picture that begins with `payload` needs none before it.

    H.264 as aiortc gives it, with start codes: parameter sets (7) or an IDR slice (5) come first. VP8 (RFC 6386, 9.1):
    the lowest bit of the first byte is 0.
    """
    if payload[:4] == _START_CODE:
        return len(payload) > 4 and payload[4] & 0x1F in (5, 7, 9)
    return bool(payload) and not payload[0] & 1


class ToDecoder(queue.Queue[Any]):
    """The queue to aiortc's decoder thread; each of several pictures given at once becomes its own entry."""

    @override
    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """As `queue.Queue.put`; `item` is codec and picture, or None for the end."""
        super().put(item, block, timeout)
        if item is None:
            return
        codec, first = item
        if isinstance(first, Pictures):
            for picture in first.behind:
                picture.timestamp = first.timestamp + ((picture.timestamp - first.on_the_line) & 0xFFFFFFFF)
                super().put((codec, picture), block, timeout)
