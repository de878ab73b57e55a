"""How our voice is sent: the picture yields first, then the voice takes fewer bits, then fewer packets. Pure."""

from typing import Final

from kiosk.media.line.picture import Uplink
from kiosk.values import dataclass

_USUAL_LOSS: Final = 0.05
"""Expected before anything was lost: the first loss is not announced."""
_FORGETTING: Final = 0.8
_UP: Final = 1.3
_HEADS_BITS: Final = 20_000
"""A second, of packets of 20 ms: their heads, the checks, the report that goes with them."""


@dataclass(frozen=True)
class Voice:
    """What to make of the microphone.

    Attributes:
        bits: a second, without the heads of packets.
        packet_ms: 20, 40 or 60.
        pauses: leave out silence (DTX).
        loss: share of packets expected to be lost, 0 to 1; what is spent on copies of earlier packets.
    """

    bits: int = 40_000
    packet_ms: int = 20
    pauses: bool = False
    loss: float = _USUAL_LOSS

    @property
    def line_bits(self) -> float:
        """What it takes of the line in a second, and what the picture leaves it."""
        return self.bits + _HEADS_BITS * 20 / self.packet_ms


_THIN_KBIT: Final = 300.0
_STEPS: Final = ((_THIN_KBIT, 40_000, 20), (96.0, 24_000, 20), (60.0, 16_000, 40), (0.0, 12_000, 60))
"""From so many kbit/s for picture and voice together: bits a second and milliseconds of a packet."""


def voice_after(voice: Voice, uplink: Uplink, *, picture: bool) -> Voice:
    """What to send after the report `uplink`, which tells what the picture may have; beside it or, without a `picture`,
    instead of it.
    """
    expected = max(uplink.loss, voice.loss * _FORGETTING)
    if uplink.allowed_kbit is None:
        return Voice(loss=max(expected, _USUAL_LOSS))
    whole_kbit = uplink.allowed_kbit + voice.line_bits / 1000
    for from_kbit, bits, packet_ms in _STEPS if picture else _STEPS[1:]:
        if whole_kbit >= from_kbit * (_UP if bits > voice.bits else 1.0):
            thin = from_kbit < _THIN_KBIT
            return Voice(bits, packet_ms, pauses=thin, loss=expected if thin else max(expected, _USUAL_LOSS))
    raise AssertionError("the last step begins at nothing")
