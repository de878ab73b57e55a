"""Transcripts: how the line stands."""

from kiosk.media.line.quality import Line, Patience, Pulse, Seen, line_after, pulse_after
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
