"""Sound survives a lost packet; aiortc's own buffer is the contrast."""

from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from kiosk.media.line.jitter import SoundJitterBuffer


def _packet(number: int, timestamp: int, *, marker: bool = False) -> RtpPacket:
    packet = RtpPacket(sequence_number=number % 65536, timestamp=timestamp, marker=int(marker))
    vars(packet)["_data"] = f"{number} ".encode()  # what the depayloader would have put there
    return packet


def _sound(buffer: JitterBuffer, numbers: list[int]) -> list[int | None]:
    """What came out at each packet that came in, None for nothing."""
    out: list[int | None] = []
    for number in numbers:
        _, frame = buffer.add(_packet(number, number * 960))
        out.append(int(frame.data) if frame else None)
    return out


def test_one_lost_packet_costs_one_packet_and_no_delay() -> None:
    numbers = [n for n in range(100, 140) if n != 110]
    ours = _sound(SoundJitterBuffer(capacity=16, prefetch=3), numbers)
    assert [n for n in ours if n is not None] == [n for n in range(100, 137) if n != 110]
    assert ours.count(None) == 3, "after the beginning every packet brings one out"
    assert ours[-1] == 139 - 3, "the delay is what it was before the loss"


def test_aiortc_itself_still_needs_this() -> None:
    numbers = [n for n in range(100, 140) if n != 110]
    theirs = _sound(JitterBuffer(capacity=16, prefetch=4), numbers)
    assert theirs[10:].count(None) >= 10, "issue 543 is fixed: this buffer can go"


def test_packets_out_of_order_are_put_in_order() -> None:
    out = _sound(SoundJitterBuffer(capacity=16, prefetch=3), [1, 3, 2, 4, 6, 5, 7, 8, 9])
    assert [n for n in out if n is not None] == [1, 2, 3, 4, 5, 6]


def test_a_packet_that_comes_after_its_turn_is_dropped() -> None:
    out = _sound(SoundJitterBuffer(capacity=16, prefetch=3), [1, 3, 4, 5, 6, 7, 2, 8])
    assert [n for n in out if n is not None] == [1, 3, 4, 5]


def test_sound_goes_on_over_the_end_of_the_numbers_and_after_a_long_gap() -> None:
    wrapped = _sound(SoundJitterBuffer(capacity=16, prefetch=3), list(range(65530, 65545)))
    assert wrapped[3:] == list(range(65530, 65542))
    gap = _sound(SoundJitterBuffer(capacity=16, prefetch=3), [*range(10), *range(500, 510)])
    assert gap[-1] == 506
