"""What stands on a line is told from jitter, from a picture's own packets, and from what others put there."""

from kiosk.media.line.backlog import Backlog, Least


def _after(delays_ms: list[float], backlog: Backlog | None = None, begin: int = 0) -> Backlog:
    backlog = backlog or Backlog()
    for number, delay_ms in enumerate(delays_ms):
        backlog.add((begin + number) * 10_000, round(delay_ms * 1000))
    return backlog


def test_the_least_of_a_while_is_forgotten_after_it() -> None:
    least = Least(100)
    for at_us, value in ((0, 5), (50, 3), (60, 9), (140, 7)):
        least.add(at_us, value)
    assert least.value == 3
    least.add(160, 8)
    assert least.value == 7
    least.forget_before(500)
    assert least.value == 8, "the newest stays"


def test_jitter_and_a_picture_of_many_packets_are_felt_and_do_not_stand() -> None:
    backlog = _after([20.0, 50.0, 35.0] * 40)
    assert backlog.standing_ms == 0
    assert 10 < backlog.felt_ms < 20


def test_what_even_the_luckiest_packet_waits_stands_there() -> None:
    backlog = _after([20.0] * 40 + [70.0, 90.0] * 20)
    assert backlog.standing_ms == 50
    assert 50 < backlog.felt_ms <= 70
    assert _after([20.0], backlog, 80).standing_ms == 0, "one that waited for nothing says at once that it is over"


def test_a_queue_that_is_not_ours_is_taken_for_the_way_until_it_is_gone() -> None:
    backlog = _after([20.0] * 40 + [120.0] * 60)
    assert backlog.standing_ms == 100
    backlog.take_for_the_way()
    assert (backlog.standing_ms, backlog.felt_ms) == (0, 0)
    _after([121.0] * 40, backlog, 100)
    assert backlog.standing_ms == 1
    _after([20.0] + [70.0] * 40, backlog, 140)
    assert backlog.standing_ms == 50
