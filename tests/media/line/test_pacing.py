"""The picture leaves in a stream, repeats have a share, key pictures a distance."""

import pytest

from kiosk.media.line.pacing import KEY_EVERY_S, Pacer, key_pause_s, useful_s


def _waits(pacer: Pacer, bits: float, packets: int) -> list[float]:
    """Of packets of 1200 bytes that were all ready at once."""
    return [pacer.wait_s(1200, bits, 5.0) for _ in range(packets)]


def test_a_usual_picture_leaves_much_faster_than_the_line_carries() -> None:
    pacer = Pacer()
    pacer.beginning = False
    waits = _waits(pacer, 2_400_000, 10)
    assert waits[0] == 0
    assert waits[9] == pytest.approx(9 * 1200 * 8 / (2.5 * 2_400_000))
    assert pacer.wait_s(1200, 2_400_000, 9.0) == 0, "what was not used is not saved up"


def test_no_more_leaves_ahead_of_the_line_than_the_voice_can_bear_to_wait_for() -> None:
    for bits in (100_000, 480_000, 2_400_000):
        pacer = Pacer()
        pacer.beginning = False
        waits = _waits(pacer, bits, 50)
        assert 49 * 1200 * 8 - waits[49] * 1.1 * bits == pytest.approx(0.04 * 1.1 * bits)


def test_the_first_key_picture_is_not_held_up_by_a_low_beginning() -> None:
    first, later = Pacer(), Pacer()
    later.beginning = False
    waits = [_waits(pacer, 50_000, 5)[-1] for pacer in (first, later)]
    assert waits[0] == pytest.approx(4 * 1200 * 8 / 400_000)
    assert waits[1] > 5 * waits[0]


def test_what_would_come_too_late_is_not_repeated_and_a_far_line_has_more_time() -> None:
    assert useful_s(0.05) == 0.8
    assert useful_s(0.9) == 1.8


def test_small_pictures_of_a_wide_line_do_not_wait() -> None:
    pacer = Pacer()
    assert [pacer.wait_s(1200, 3_000_000, 1.0) for _ in range(3)] == [0, 0, 0]


def test_repeats_get_a_share_and_take_their_place() -> None:
    pacer, sent = Pacer(), 0
    for turn in range(1000):
        sent += 1200 * 8 * pacer.may_repeat(1200, 500_000, 10 + turn * 0.01)
    assert 0.25 * 500_000 * 10 < sent < 0.36 * 500_000 * 10
    paced = Pacer()
    assert paced.may_repeat(1200, 500_000, 10.0)
    assert paced.wait_s(1200, 500_000, 10.0) > 0


def test_key_pictures_come_further_apart_on_a_thin_line() -> None:
    assert key_pause_s(3_000_000) == KEY_EVERY_S
    assert key_pause_s(50_000) == 2.0
