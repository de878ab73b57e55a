"""Growing, emptying and steady queues are told apart."""

from kiosk.media.line.trend import Slope, Trend


def _after(delays_ms: list[float]) -> list[Slope]:
    trend, seen = Trend(), []
    for number, delay_ms in enumerate(delays_ms):
        sent_us = number * 10_000
        trend.add(sent_us, sent_us + int(delay_ms * 1000))
        seen.append(trend.queue)
    return seen


def test_a_queue_that_fills_grows_and_one_that_drains_empties() -> None:
    steady, up, down = [20.0] * 40, [20.0 + 4 * n for n in range(40)], [176.0 - 4 * n for n in range(40)]
    assert set(_after(steady)) == {Slope.STEADY}
    assert Slope.GROWS in _after(steady + up)
    assert _after(steady + up + down)[-1] is Slope.EMPTIES


def test_delay_that_stays_high_is_steady() -> None:
    assert _after([20.0] * 40 + [200.0] * 200)[-1] is Slope.STEADY


def test_packets_of_one_burst_count_once_and_old_ones_not_at_all() -> None:
    trend = Trend()
    for number in range(200):
        sent_us = number * 33_000
        for part in range(8):  # eight packets at once, spread out by the line
            trend.add(sent_us, sent_us + 20_000 + part * 2_000)
        trend.add(sent_us - 500_000, sent_us + 400_000)
        assert trend.queue is Slope.STEADY
