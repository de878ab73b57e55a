"""An encoder that counts pictures and remembers for ever is asked for more or less, until it sends what it may."""

from collections.abc import Callable

import pytest

from kiosk.media.line.spending import Spending


def _sent(encoder: Callable[[float], float], fps: float, allowed_bits: float, seconds: float = 12.0) -> list[float]:
    """Bits in each second of an encoder that is asked for so many a second and gives so many a picture."""
    spending, by_second = Spending(), [0.0] * int(seconds)
    for number in range(int(seconds * fps)):
        bits = encoder(allowed_bits * spending.factor)
        by_second[int(number / fps)] += bits
        spending.sent(bits, allowed_bits, number / fps, 1 / fps)
    return by_second


@pytest.mark.parametrize("fps", [30, 20, 15, 10])
def test_an_encoder_that_counts_pictures_sends_what_it_may_at_any_rate(fps: float) -> None:
    seconds = _sent(lambda asked: asked / 30, fps, 200_000)
    assert all(180_000 < bits < 220_000 for bits in seconds[6:])
    assert max(seconds) < 240_000


def test_one_that_gives_too_much_is_asked_for_less_sooner_than_one_that_gives_too_little_for_more() -> None:
    much = _sent(lambda asked: 1.6 * asked / 30, 30, 200_000)
    little = _sent(lambda asked: asked / 1.6 / 30, 30, 200_000)
    assert all(bits < 215_000 for bits in much[3:])
    assert all(bits > 185_000 for bits in little[6:])
    assert 200_000 - little[2] > much[2] - 200_000


def test_what_an_encoder_cannot_do_is_not_asked_without_bound() -> None:
    spending = Spending()
    for number in range(3000):
        spending.sent(0.0, 200_000, number / 30, 1 / 30)
    assert spending.factor == 4.0
    for number in range(3000, 6000):
        spending.sent(1e9, 200_000, number / 30, 1 / 30)
    assert spending.factor == 0.5


def test_a_camera_that_stood_still_says_nothing_of_the_encoder() -> None:
    spending = Spending()
    for second in range(60):
        spending.sent(5_000, 200_000, float(second), 1.0)
    assert spending.factor == 1.0


def test_pictures_that_hold_each_other_up_are_made_smaller_not_fewer() -> None:
    spending, at_s, sizes, allowed_bits = Spending(), 0.0, [], 300_000.0
    owed = 3.0  # an encoder that thinks it has much to make good
    for _ in range(300):
        bits = owed * allowed_bits * spending.factor / 30
        owed = max(1.0, 0.98 * owed)
        sizes.append(bits)
        spending.sent(bits, allowed_bits, at_s, 1 / 30)
        at_s += max(1 / 30, bits / allowed_bits)  # the pacer lets the next one go when the line has carried this one
    assert sum(sizes[-30:]) / 30 < 1.2 * allowed_bits / 30
