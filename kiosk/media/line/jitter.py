"""A jitter buffer that waits no longer than it must: sound gives up on a lost packet."""

from typing import Final

from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from typing_extensions import override

_PAYLOAD: Final = "_data"  # where aiortc's receiver puts it


class SoundJitterBuffer(JitterBuffer):
    """Sound that a lost packet does not stop.

    WORKAROUND until aiortc 1.17 (aiortc/aiortc#543): one lost packet stopped sound for 240 ms and left 200 ms of delay.
    A packet of sound is a whole frame. As soon as more than `prefetch` packets wait, the oldest goes out, whether or
    not one before it is missing: a loss costs its own 20 ms and the delay stays what it was.
    """

    @override
    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        origin = self._origin
        waiting = sum(packet is not None for packet in self._packets)
        if origin is None or waiting <= self._prefetch:
            return None
        for skipped in range(self._capacity):
            packet = self._packets[(origin + skipped) % self._capacity]
            if packet is not None:
                self.remove(skipped + 1)
                data: bytes = getattr(packet, _PAYLOAD)
                return JitterFrame(data=data, timestamp=packet.timestamp)
        return None
