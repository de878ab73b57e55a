"""Transcripts: how the line stands, and what picture it carries."""

from kiosk.media.line.quality import (
    Line,
    Patience,
    Picture,
    Pulse,
    Seen,
    Uplink,
    line_after,
    pulse_after,
)
from kiosk.media.line.quality import picture_after as after
from kiosk.media.messages import LineState

PATIENCE = Patience(reconnecting_s=4, failed_s=15)
NEW, UP = "new", "connected"


def _line(*seen: tuple[float, str, bool, int]) -> list[LineState]:
    states, line = [], Line()
    for at, transport, answered, packets in seen:
        line = line_after(line, Seen(at, transport, answered, packets), PATIENCE)
        states.append(line.state)
    return states


def test_waiting_for_staff_is_not_silence() -> None:
    assert _line((0, NEW, False, 0), (600, NEW, False, 0))[-1] is LineState.CONNECTING


def test_connected_means_that_packets_came() -> None:
    states = _line((0, NEW, True, 0), (1, "connecting", True, 0), (2, UP, True, 0), (3, UP, True, 9))
    assert states == [LineState.CONNECTING] * 3 + [LineState.CONNECTED]


def test_packets_of_a_transport_that_does_not_stand_yet_are_no_call() -> None:
    assert _line((0, NEW, True, 0), (1, "connecting", True, 9)) == [LineState.CONNECTING] * 2


def test_an_answer_that_leads_nowhere_fails() -> None:
    assert _line((0, NEW, True, 0), (14, "connecting", True, 0), (15, "connecting", True, 0)) == [
        LineState.CONNECTING,
        LineState.CONNECTING,
        LineState.FAILED,
    ]


def test_silence_reconnects_then_fails_and_packets_heal_it() -> None:
    assert _line(
        (0, UP, True, 5), (3.9, UP, True, 5), (4, UP, True, 5), (6, UP, True, 6), (20.9, UP, True, 6), (21, UP, True, 6)
    ) == [
        LineState.CONNECTED,
        LineState.CONNECTED,
        LineState.RECONNECTING,
        LineState.CONNECTED,
        LineState.RECONNECTING,
        LineState.FAILED,
    ]


def test_a_transport_that_gave_up_fails_at_once_and_for_good() -> None:
    assert _line((0, UP, True, 5), (1, "failed", True, 6), (2, UP, True, 9)) == [
        LineState.CONNECTED,
        LineState.FAILED,
        LineState.FAILED,
    ]
    assert _line((0, UP, True, 5), (1, "closed", True, 5))[-1] is LineState.FAILED


def test_a_pulse_is_lost_when_it_stands_still_and_comes_back_when_it_grows() -> None:
    pulse, lost = Pulse(), []
    for count, at in ((0, 0.0), (0, 2.9), (0, 3.0), (0, 9.0), (1, 10.0), (1, 12.9), (2, 14.0)):
        pulse = pulse_after(pulse, count, at, 3.0)
        lost.append(pulse.lost)
    assert lost == [False, False, True, True, False, False, False]


def test_without_a_report_the_full_picture_is_sent() -> None:
    assert after(Picture(), Uplink(0, None, 0.5), 400) == Picture()


def test_a_narrow_line_gets_half_the_size_and_a_wide_one_all_with_room_between() -> None:
    half = after(Picture(), Uplink(0, 650, 0), 400)
    assert half.on
    assert half.half
    assert after(half, Uplink(1, 800, 0), 400).half
    assert not after(half, Uplink(2, 950, 0), 400).half
    assert not after(Picture(), Uplink(1, 800, 0), 400).half


def test_on_the_border_the_line_is_still_wide_enough() -> None:
    assert not after(Picture(), Uplink(0, 700, 0), 400).half
    assert after(Picture(), Uplink(0, 699, 0), 400).half
    half = Picture(half=True)
    assert not after(half, Uplink(0, 900, 0), 400).half
    assert after(half, Uplink(0, 899, 0), 400).half
    assert after(Picture(), Uplink(7, 400, 1.0), 400).narrow_since_s is None
    assert after(Picture(), Uplink(7, 160, 0.0), 400).narrow_since_s is None
    assert after(Picture(), Uplink(7, 159, 0.0), 400).narrow_since_s == 7
    assert after(Picture(), Uplink(7, 399, 0.04), 400).narrow_since_s == 7
    assert after(Picture(), Uplink(7, 399, 0.039), 400).narrow_since_s is None


def test_a_low_estimate_alone_does_not_take_the_picture_away() -> None:
    picture = Picture()
    for at in range(60):
        picture = after(picture, Uplink(at, 300, 0.0), 400)
        assert picture.on


def test_a_low_estimate_with_loss_takes_it_away_after_a_while_and_tries_again() -> None:
    picture = after(Picture(), Uplink(0, 300, 0.1), 400)
    assert picture.on
    assert after(picture, Uplink(5.9, 300, 0.1), 400).on
    off = after(picture, Uplink(6, 300, 0.1), 400)
    assert off == Picture(on=False, half=True, off_since_s=6)
    assert after(off, Uplink(25.9, 5000, 0), 400) == off
    again = after(off, Uplink(26, 300, 0.1), 400)
    assert again == Picture(on=True, half=True)


def test_a_moment_of_relief_begins_the_count_anew() -> None:
    picture = after(Picture(), Uplink(0, 300, 0.1), 400)
    picture = after(picture, Uplink(5, 600, 0.0), 400)
    picture = after(picture, Uplink(6, 300, 0.1), 400)
    assert after(picture, Uplink(11, 300, 0.1), 400).on


def test_a_hopeless_estimate_counts_without_loss_and_zero_turns_the_rule_off() -> None:
    hopeless = after(after(Picture(), Uplink(0, 100, 0), 400), Uplink(6, 100, 0), 400)
    assert not hopeless.on
    assert after(after(Picture(), Uplink(0, 100, 0.9), 0), Uplink(60, 100, 0.9), 0).on
