"""The picture leaves in a stream, repeats have a share, key pictures a distance."""

import pytest

from kiosk.media.line.pacing import KEY_EVERY_S, Pacer, key_pause_s


def test_a_key_picture_is_spread_at_twice_the_rate_of_the_line() -> None:
    pacer = Pacer()
    waits = [pacer.wait_s(1200, 480_000, 5.0) for _ in range(50)]
    assert waits[0] == 0
    assert waits[49] == pytest.approx(49 * 1200 * 8 / 960_000)
    assert pacer.wait_s(1200, 480_000, 9.0) == 0, "what was not used is not saved up"
    assert pacer.wait_s(1200, 480_000, 9.0) == pytest.approx(0.01)


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
    assert key_pause_s(200_000) == 1.5
