"""What the workaround in `kiosk.media.line.jitter` is for, in a form for aiortc's own `tests/test_jitterbuffer.py`.

Nothing but aiortc's class and the numbers it gives its audio receiver. The assertions say what a receiver should do;
the day they hold, the workaround can go.
"""

import pytest
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

PREFETCH = 4  # as RTCRtpReceiver makes it for audio
PACKET_MS = 20


def receive(*lost: int, count: int = 100) -> list[int | None]:
    """The packet that each arrival brought out, None for none; the packets `lost` do not arrive."""
    jbuffer = JitterBuffer(capacity=16, prefetch=PREFETCH)
    out: list[int | None] = []
    for number in range(count):
        if number in lost:
            continue
        packet = RtpPacket(sequence_number=number, timestamp=number * 960)
        packet._data = number.to_bytes(2, "big")  # type: ignore[attr-defined]
        _, frame = jbuffer.add(packet)
        out.append(int.from_bytes(frame.data, "big") if frame else None)
    return out


def test_without_loss_it_keeps_what_it_prefetches() -> None:
    assert receive()[-1] == 99 - PREFETCH


@pytest.mark.xfail(reason="aiortc/aiortc#543", strict=True)
def test_one_lost_packet_does_not_stop_the_sound() -> None:
    out = receive(50)
    silence = out[PREFETCH:].count(None) * PACKET_MS
    assert silence <= PACKET_MS, f"{silence} ms without sound"


@pytest.mark.xfail(reason="aiortc/aiortc#543", strict=True)
def test_one_lost_packet_leaves_no_delay_behind() -> None:
    last = receive(50)[-1]
    assert last is not None
    late = (99 - PREFETCH - last) * PACKET_MS
    assert late == 0, f"{late} ms later than before for the rest of the call"
