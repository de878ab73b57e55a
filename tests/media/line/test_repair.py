"""A lost packet is asked for until it comes or is of no use."""

from itertools import pairwise

from aiortc.rtp import RtpPacket

from kiosk.media.line.repair import GIVE_UP_S, PatientNacks


class _Line:
    """Packets in, and each question with its time out."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.nacks = PatientNacks(lambda: self.now_s)
        self.asked: list[tuple[float, list[int]]] = []

    def packet(self, number: int, at_s: float) -> None:
        self.now_s = at_s
        if self.nacks.add(RtpPacket(sequence_number=number & 0xFFFF)):
            self.asked.append((at_s, sorted(self.nacks.missing)))


def test_a_missing_packet_is_asked_for_at_once_and_again_after_a_round_trip_only() -> None:
    line = _Line()
    line.packet(1, 0.0)
    line.packet(3, 0.01)
    for number in range(4, 30):
        line.packet(number, 0.01 * number)
    times = [at for at, numbers in line.asked if numbers == [2]]
    assert times[0] == 0.01
    assert all(later - before >= 0.1 for before, later in pairwise(times))
    assert len(times) == 3


def test_what_came_is_not_asked_for_again_and_the_round_trip_is_learnt() -> None:
    line, asked = _Line(), 0
    line.packet(0, 0.0)
    for turn in range(40):
        at = 1.0 + turn * 0.2
        line.packet(3 * turn + 2, at)
        line.packet(3 * turn + 1, at + 0.02)
        line.packet(3 * turn + 3, at + 0.19)
        asked += 1
    assert len(line.asked) == asked
    line.packet(200, 20.0)  # a gap of many: each is asked for once now, and again after 30 ms
    line.packet(201, 20.02)
    line.packet(202, 20.04)
    assert [at for at, _ in line.asked[asked:]] == [20.0, 20.04]


def test_it_is_given_up_when_a_key_picture_is_sooner_there() -> None:
    line = _Line()
    line.packet(1, 0.0)
    line.packet(3, 0.0)
    line.packet(4, GIVE_UP_S + 0.1)
    line.packet(5, GIVE_UP_S + 0.5)
    assert [numbers for _, numbers in line.asked] == [[2]]


def test_numbers_turn_over_and_a_cut_line_is_not_mended_packet_by_packet() -> None:
    line = _Line()
    line.packet(65534, 0.0)
    line.packet(65537, 0.0)
    assert line.asked == [(0.0, [0, 65535])]
    line.packet(5000, 1.0)
    assert len(line.asked) == 1
