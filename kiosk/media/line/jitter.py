"""Sound goes from the line straight to whoever plays it."""

from collections.abc import Callable
from typing import TypeAlias

from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket
from typing_extensions import override

Hear: TypeAlias = Callable[[int, int, bytes], None]
"""Takes number, time stamp and payload of a packet."""


class SoundDoor(JitterBuffer):
    """Hands every packet of sound on as it comes, and leaves nothing for aiortc to decode.

    WORKAROUND until aiortc 1.17 (aiortc/aiortc#543): its buffer stops sound for 240 ms when one packet is lost and
    keeps 200 ms of delay for the rest of the call; its decoder is not told that something is missing. Order, waiting
    and what is missing are the business of `kiosk.media.sound.playout`.
    """

    def __init__(self, hear: Hear) -> None:
        super().__init__(capacity=1)
        self._hear = hear

    @override
    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        self._hear(packet.sequence_number, packet.timestamp, packet.payload)
        return False, None
