"""Packets of sound that came and wait for their turn, in the order they were spoken. Pure."""

from collections import deque
from typing import Final

from kiosk.media.sound import opus
from kiosk.media.sources import SAMPLE_RATE_HZ
from kiosk.values import dataclass

_REMEMBERED: Final = 512
_MOST_WAITING: Final = 256
_OTHER_STREAM: Final = 1000


@dataclass(frozen=True, repr=False)
class Packet:
    """One packet.

    Attributes:
        number: counts packets as the sender sent them, without wrapping around.
        at: its first sample, counted from anywhere, without wrapping around.
        samples: how much sound is in it.
        arrived_ms: on a steady clock.
    """

    number: int
    at: int
    samples: int
    payload: bytes
    arrived_ms: float

    @property
    def offset_ms(self) -> float:
        """See `delay.Delay`."""
        return self.arrived_ms - self.at * 1000 / SAMPLE_RATE_HZ

    @property
    def begins_pause(self) -> bool:
        """Whether the sender says nothing more until it speaks again (DTX): the packet is no more than its head."""
        return len(self.payload) <= 2


class Waiting:
    """The packets not yet played."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._newest: Packet | None = None
        self._seen: set[int] = set()
        self._seen_order: deque[int] = deque()
        self._packets: dict[int, Packet] = {}

    def add(self, number: int, timestamp: int, payload: bytes, arrived_ms: float) -> Packet | None:
        """Take a packet with the numbers of its head (16 and 32 bits); None if it is broken or came before."""
        try:
            samples = opus.length(payload)
        except opus.BadPacket:
            return None
        newest = self._newest
        if newest:
            number = newest.number + _signed(number - newest.number, 16)
            timestamp = newest.at + _signed(timestamp - newest.at, 32)
        packet = Packet(number, timestamp, samples, payload, arrived_ms)
        if number in self._seen:
            return None
        self._remember(number)
        self._packets[packet.at] = packet
        if newest is None or number > newest.number:
            self._newest = packet
        if len(self._packets) > _MOST_WAITING:
            del self._packets[min(self._packets)]
        return packet

    def is_other_stream(self, number: int, timestamp: int) -> bool:
        """Whether these numbers cannot go on from the newest packet: the sender began anew."""
        newest = self._newest
        if newest is None:
            return False
        ahead = _signed(number - newest.number, 16)
        return abs(ahead) > _OTHER_STREAM or (ahead > 0 and _signed(timestamp - newest.at, 32) < 0)

    def first(self, position: int) -> Packet | None:
        """The next packet to be heard at or after `position`; earlier ones are dropped."""
        while self._packets:
            at = min(self._packets)
            if at >= position:
                return self._packets[at]
            del self._packets[at]
        return None

    def pop(self, packet: Packet) -> None:
        """Its turn has come."""
        del self._packets[packet.at]

    def due_after(self, offset_ms: float, now_ms: float) -> int:
        """The position of the first packet whose turn at this offset is not over, or of the last; some must wait."""
        due = [at for at in self._packets if now_ms - at * 1000 / SAMPLE_RATE_HZ <= offset_ms]
        return min(due) if due else max(self._packets)

    def _remember(self, number: int) -> None:
        self._seen.add(number)
        self._seen_order.append(number)
        if len(self._seen_order) > _REMEMBERED:
            self._seen.discard(self._seen_order.popleft())


def _signed(difference: int, bits: int) -> int:
    half = 1 << (bits - 1)
    return (difference + half) % (2 * half) - half
