"""What is written about arrivals is read again, at the edges of numbers and times."""

import random

import pytest
from aiortc.rtp import is_rtcp

from kiosk.media.line.feedback import Feedback, outcomes, unwrapped

BEGAN_US = 1_000_000_000


def _told(arrivals: list[tuple[int, int]]) -> dict[int, int | None]:
    """What the other side reads of packets that came as (number, microseconds); times made comparable."""
    feedback = Feedback()
    for number, at_us in arrivals:
        feedback.add(number & 0xFFFF, at_us)
    told: dict[int, int | None] = {}
    for report in feedback.reports(1, 2):
        assert is_rtcp(report)
        told.update(outcomes(report))
    return told


def test_losses_and_times_are_told_as_they_were() -> None:
    chance = random.Random(4)
    came = {n: BEGAN_US + n * 3_000 + chance.randrange(90_000) for n in range(300) if chance.random() > 0.2 or n == 0}
    told = _told(list(came.items()))
    assert set(told) == set(range(max(came) + 1))
    assert {n for n, at in told.items() if at is not None} == set(came)
    for number, at_us in came.items():
        heard_us = told[number]
        assert heard_us is not None
        assert abs(heard_us - at_us) < 500


def test_numbers_turn_over_and_order_does_not_matter() -> None:
    told = _told([(65534, BEGAN_US), (65536, BEGAN_US + 2_000), (65535, BEGAN_US + 3_000), (65538, BEGAN_US + 9_000)])
    assert list(told) == [65534, 65535, 0, 1, 2]
    assert [number for number, at in told.items() if at is None] == [1]
    assert unwrapped(1, 65535) == 65537
    assert unwrapped(65535, 65537) == 65535


def test_a_long_pause_becomes_a_report_of_its_own() -> None:
    feedback = Feedback()
    feedback.add(1, BEGAN_US)
    feedback.add(2, BEGAN_US + 20_000_000)
    reports = feedback.reports(1, 2)
    assert [list(outcomes(report))[-1] for report in reports] == [(1, BEGAN_US), (2, BEGAN_US + 20_000_000)]
    assert not feedback.reports(1, 2), "nothing is told twice"


def test_what_was_reported_is_not_reported_again_and_a_late_one_is() -> None:
    feedback = Feedback()
    feedback.add(1, BEGAN_US)
    feedback.add(3, BEGAN_US + 1_000)
    assert [number for number, _ in outcomes(feedback.reports(1, 2)[0])] == [1, 2, 3]
    feedback.add(4, BEGAN_US + 2_000)
    assert [number for number, _ in outcomes(feedback.reports(1, 2)[0])] == [4]
    feedback.add(2, BEGAN_US + 3_000)
    assert dict(outcomes(feedback.reports(1, 2)[0])) == {2: BEGAN_US + 3_000}


def test_runs_are_written_short() -> None:
    feedback = Feedback()
    for number in range(400):
        feedback.add(number, BEGAN_US + number * 1_000)
    (report,) = feedback.reports(7, 9)
    assert len(report) < 20 + 2 * 2 + 400 + 8


def test_a_report_cut_off_or_of_nothing_is_refused() -> None:
    feedback = Feedback()
    for number in (1, 2, 9):
        feedback.add(number, BEGAN_US)
    (report,) = feedback.reports(1, 2)
    for end in range(20):
        with pytest.raises(ValueError, match="cut off"):
            list(outcomes(report[:end]))
    with pytest.raises(ValueError, match="nothing"):
        list(outcomes(report[:14] + b"\xff\xff" + report[16:20] + b"\x00\x00"))


def test_a_run_of_small_ones_is_read() -> None:
    body = b"\x8f\xcd\x00\x05" + bytes(8) + (5).to_bytes(2, "big") + (2).to_bytes(2, "big") + bytes(4)
    assert list(outcomes(body + b"\xb0\x00" + bytes([4, 4]))) == [(5, 1_000), (6, 2_000)]  # one bit each
