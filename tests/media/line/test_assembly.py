"""Pictures go out when whole, wait for a repair, catch up at once, and begin anew where no repair came."""

import itertools
from typing import Any

from aiortc.jitterbuffer import JitterFrame
from aiortc.rtp import RtpPacket

from kiosk.media.line.assembly import ASK_AGAIN_S, WAIT_FOR_REPAIR_S, PictureJitterBuffer, ToDecoder

KEY, INTER = b"\x00\x00\x00\x01\x67", b"\x00\x00\x00\x01\x41"


def _packet(number: int, timestamp: int, *, marker: bool = True, data: bytes | None = None) -> RtpPacket:
    packet = RtpPacket(sequence_number=number % 65536, timestamp=timestamp, marker=int(marker))
    vars(packet)["_data"] = f"{number} ".encode() if data is None else data
    return packet


class _Buffer:
    """The buffer with a clock of ours, and what left it in order."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.round_trip_s = 0.0
        self.buffer = PictureJitterBuffer(512, lambda: self.now_s, lambda: self.round_trip_s)
        self.asked: list[float] = []

    def add(self, packet: RtpPacket, at_s: float = 0.0) -> list[JitterFrame]:
        self.now_s = at_s
        ask, frame = self.buffer.add(packet)
        if ask:
            self.asked.append(at_s)
        queue = ToDecoder()
        if frame is not None:
            queue.put(("codec", frame))
        return [queue.get()[1] for _ in range(queue.qsize())]


def _data(frames: list[JitterFrame]) -> list[bytes]:
    return [frame.data for frame in frames]


def test_a_picture_goes_out_with_its_last_packet() -> None:
    buffer = _Buffer()
    assert not buffer.add(_packet(1, 0, marker=False))
    assert _data(buffer.add(_packet(2, 0))) == [b"1 2 "]
    assert [frame.timestamp for frame in buffer.add(_packet(3, 3000))] == [3000]


def test_a_picture_waits_for_its_missing_packet_and_all_behind_it_come_at_once() -> None:
    buffer = _Buffer()
    buffer.add(_packet(1, 0, marker=False))
    assert not buffer.add(_packet(3, 0))
    lost = _packet(2, 0, marker=False)
    for number in range(4, 9):
        assert not buffer.add(_packet(number, number * 3000))
    out = buffer.add(lost)
    assert _data(out) == [b"1 2 3 ", b"4 ", b"5 ", b"6 ", b"7 ", b"8 "]
    assert [frame.timestamp for frame in out] == [0, 12000, 15000, 18000, 21000, 24000]
    assert not buffer.asked


def test_times_of_those_behind_follow_the_mapped_first_one_over_the_turn() -> None:
    queue, first = ToDecoder(), _Buffer()
    first.add(_packet(1, 2**32 - 3000, marker=False))
    first.now_s = 0.0
    first.buffer.add(_packet(3, 0))
    _, frame = first.buffer.add(_packet(2, 2**32 - 3000))
    assert frame is not None
    frame.timestamp = 90
    queue.put(("codec", frame))
    assert [queue.get()[1].timestamp for _ in range(2)] == [90, 3090]


def test_a_sender_without_markers_is_served() -> None:
    buffer = _Buffer()
    buffer.add(_packet(1, 0, marker=False))
    buffer.add(_packet(2, 0, marker=False))
    assert _data(buffer.add(_packet(3, 3000, marker=False))) == [b"1 2 "]


def test_without_a_repair_a_key_picture_is_asked_for_and_begins_anew() -> None:
    buffer = _Buffer()
    buffer.add(_packet(1, 0, data=KEY))
    number, at = 3, 0.0
    while at < WAIT_FOR_REPAIR_S:
        assert not buffer.add(_packet(number, number * 3000, data=INTER), at)
        assert not buffer.asked, "a repair may still come"
        number, at = number + 1, at + 0.033
    buffer.add(_packet(number, number * 3000, data=INTER), at)
    assert len(buffer.asked) == 1
    out = buffer.add(_packet(number + 1, (number + 1) * 3000, data=KEY), at + 0.1)
    assert _data(out) == [KEY]
    assert _data(buffer.add(_packet(number + 2, (number + 2) * 3000, data=INTER), at + 0.2)) == [INTER]
    assert len(buffer.asked) == 1


def test_a_key_picture_is_asked_for_again_but_not_with_every_packet() -> None:
    buffer, step = _Buffer(), 0.02
    buffer.add(_packet(1, 0, data=KEY))
    for number in range(3, 103):
        buffer.add(_packet(number, number * 3000, data=INTER), number * step)
    assert 2 <= len(buffer.asked) <= 1 + (100 * step - WAIT_FOR_REPAIR_S) / ASK_AGAIN_S


def test_the_longer_no_picture_comes_of_it_the_rarer_it_is_asked_for_and_after_one_as_before() -> None:
    buffer, step = _Buffer(), 0.1
    buffer.add(_packet(1, 0, data=KEY))
    for number in range(3, 203):
        buffer.add(_packet(number, number * 3000, data=INTER), number * step)
    pauses = [round(after - before, 3) for before, after in itertools.pairwise(buffer.asked)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 2 > 1 > pauses[0]
    assert buffer.add(_packet(203, 203 * 3000, data=KEY), 20.3)
    asked = len(buffer.asked)
    for number in range(205, 225):
        buffer.add(_packet(number, number * 3000, data=INTER), number * step)
    assert len(buffer.asked) == asked + 2


def test_where_a_repair_takes_long_it_is_waited_for_longer() -> None:
    buffer = _Buffer()
    buffer.round_trip_s = 0.4
    buffer.add(_packet(1, 0, data=KEY))
    for number in range(3, 15):
        buffer.add(_packet(number, number * 3000, data=INTER), number * 0.1)
    assert not buffer.asked
    buffer.add(_packet(15, 15 * 3000, data=INTER), 1.6)
    assert buffer.asked == [1.6]


def test_the_first_byte_of_vp8_says_what_begins_anew() -> None:
    buffer = _Buffer()
    buffer.add(_packet(1, 0, data=b"\x10key"))
    buffer.add(_packet(3, 3000, data=b"\x11inter"))
    out = buffer.add(_packet(4, 6000, data=b"\x10key"), WAIT_FOR_REPAIR_S + 0.1)
    assert _data(out) == [b"\x10key"]


def test_the_end_passes_the_queue() -> None:
    queue: Any = ToDecoder()
    queue.put(None)
    assert queue.get() is None


def test_what_went_to_the_decoder_is_counted_and_what_waits_is_not() -> None:
    buffer = _Buffer()
    buffer.add(_packet(1, 0))
    for number in (3, 4, 5):
        buffer.add(_packet(number, number * 3000))
    assert buffer.buffer.given == 1
    buffer.add(_packet(2, 6000))
    assert buffer.buffer.given == 5


def test_a_key_picture_is_found_though_what_came_before_it_was_lost_too() -> None:
    buffer = _Buffer()
    buffer.add(_packet(1, 0, data=KEY))
    buffer.add(_packet(3, 3000, data=INTER))
    assert not buffer.add(_packet(5, 9000, data=KEY, marker=False), 2.0)
    assert _data(buffer.add(_packet(6, 9000, data=b"rest"), 2.0)) == [KEY + b"rest"]


def test_a_picture_whose_middle_never_comes_is_given_up_as_one_whose_beginning_does() -> None:
    buffer = _Buffer()
    buffer.add(_packet(65530, 0, data=KEY))
    buffer.add(_packet(65531, 3000, marker=False, data=INTER))
    buffer.add(_packet(65533, 3000, data=INTER))
    for number in range(65534, 65560):
        assert not buffer.add(_packet(number, number * 3000, data=INTER), (number - 65533) * 0.05)
    assert len(buffer.asked) == 2
    assert _data(buffer.add(_packet(65560, 65560 * 3000, data=KEY), 1.5)) == [KEY]
