"""Packets are put into the order they were spoken, over the ends of their numbers."""

import numpy as np

from kiosk.media.sound.opus import Encoder
from kiosk.media.sound.waiting import Waiting

PAYLOAD = Encoder(32_000).encode(np.zeros(960, np.int16))


def test_order_duplicates_and_the_end_of_the_numbers() -> None:
    waiting = Waiting()
    end, stamp_end = 1 << 16, 1 << 32
    for step in (0, 2, 1, 1, 3):
        waiting.add((end - 2 + step) % end, (stamp_end - 960 + step * 960) % stamp_end, PAYLOAD, 0.0)
    out = []
    position = 0
    while (packet := waiting.first(position)) is not None:
        waiting.pop(packet)
        out.append((packet.number, packet.at))
        position = packet.at + packet.samples
    assert out == [(end - 2 + step, stamp_end - 960 + step * 960) for step in range(4)]


def test_a_packet_that_came_before_or_is_broken_is_none() -> None:
    waiting = Waiting()
    assert waiting.add(5, 4800, PAYLOAD, 0.0) is not None
    assert waiting.add(5, 4800, PAYLOAD, 1.0) is None
    assert waiting.add(6, 5760, b"", 1.0) is None


def test_what_comes_after_its_turn_is_dropped() -> None:
    waiting = Waiting()
    for number in (1, 3, 2):
        waiting.add(number, number * 960, PAYLOAD, 0.0)
    packet = waiting.first(3 * 960)
    assert packet is not None
    assert packet.number == 3
    waiting.pop(packet)
    assert waiting.first(0) is None


def test_a_sender_that_begins_anew_is_noticed_and_one_that_pauses_is_not() -> None:
    waiting = Waiting()
    assert not waiting.is_other_stream(40_000, 7)
    waiting.add(100, 96_000, PAYLOAD, 0.0)
    assert not waiting.is_other_stream(101, 96_960)
    assert not waiting.is_other_stream(101, 96_000 + 48_000 * 600)
    assert not waiting.is_other_stream(99, 95_040)
    assert waiting.is_other_stream(40_000, 7)
    assert waiting.is_other_stream(101, 5_000)


def test_after_a_stop_it_goes_on_with_what_is_due_now() -> None:
    waiting = Waiting()
    for number in range(100):
        waiting.add(number, number * 960, PAYLOAD, 2000.0)
    assert waiting.due_after(500, 2000) == 75 * 960
    assert waiting.due_after(-5000, 2000) == 99 * 960


def test_it_does_not_grow_without_end() -> None:
    waiting = Waiting()
    for number in range(2000):
        waiting.add(number, number * 960, PAYLOAD, 0.0)
    packet = waiting.first(0)
    assert packet is not None
    assert packet.number >= 1700
