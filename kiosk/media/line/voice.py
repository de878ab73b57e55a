"""How our voice is sent: the picture yields first, then the voice takes fewer bits, then fewer packets. Pure."""

from typing import Final

from kiosk.media.line.quality import Uplink
from kiosk.values import dataclass

_FULL_BITS: Final = 40_000
_USUAL_LOSS: Final = 0.05
"""Expected before anything was lost: the first loss is not announced."""
_FORGETTING: Final = 0.8
_UP: Final = 1.3


@dataclass(frozen=True)
class Voice:
    """What to make of the microphone.

    Attributes:
        bits: a second. A packet of 20 ms takes another 16,000 a second for its heads, one of 60 ms a third of that.
        packet_ms: 20, 40 or 60.
        pauses: leave out silence (DTX).
        loss: share of packets expected to be lost, 0 to 1; what is spent on copies of earlier packets.
    """

    bits: int = _FULL_BITS
    packet_ms: int = 20
    pauses: bool = False
    loss: float = _USUAL_LOSS


_THIN: Final = ((120.0, 24_000, 20), (60.0, 16_000, 40), (0.0, 12_000, 60))
"""From so many kbit/s: bits a second and milliseconds of a packet, once the picture is left out."""


def voice_after(voice: Voice, uplink: Uplink, *, picture: bool) -> Voice:
    """What to send after the report `uplink`; with a `picture` still on its way the line is not thin."""
    expected = max(uplink.loss, voice.loss * _FORGETTING)
    if picture or uplink.allowed_kbit is None:
        return Voice(loss=max(expected, _USUAL_LOSS))
    for from_kbit, bits, packet_ms in _THIN:
        better = bits > voice.bits
        if uplink.allowed_kbit >= from_kbit * (_UP if better else 1.0):
            return Voice(bits, packet_ms, pauses=True, loss=expected)
    raise AssertionError("the last step begins at nothing")
