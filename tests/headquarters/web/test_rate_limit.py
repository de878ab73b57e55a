"""How often a booth may ask."""

from datetime import UTC, datetime, timedelta

from kiosk.headquarters.web.rate_limit import Pace, Rate


class Now:
    """A clock that stands until it is pushed."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def test_so_many_at_once_and_then_one_by_one() -> None:
    now = Now()
    pace = Pace(Rate(at_once=3, every=timedelta(seconds=10)), now)
    assert [pace.wait_seconds("b1") for _ in range(4)] == [0, 0, 0, 10]
    now.at += timedelta(seconds=4)
    assert pace.wait_seconds("b1") == 6
    now.at += timedelta(seconds=6)
    assert [pace.wait_seconds("b1") for _ in range(2)] == [0, 10]


def test_asking_while_one_must_wait_does_not_make_it_longer() -> None:
    now = Now()
    pace = Pace(Rate(at_once=1, every=timedelta(seconds=10)), now)
    assert [pace.wait_seconds("b1") for _ in range(5)] == [0, 10, 10, 10, 10]
    now.at += timedelta(seconds=10)
    assert pace.wait_seconds("b1") == 0


def test_one_booth_does_not_hold_up_another() -> None:
    pace = Pace(Rate(at_once=1, every=timedelta(hours=1)), Now())
    assert [pace.wait_seconds(booth) for booth in ("b1", "b2", "b1")] == [0, 0, 3600]


def test_a_long_rest_gives_no_more_than_the_whole_allowance() -> None:
    now = Now()
    pace = Pace(Rate(at_once=2, every=timedelta(seconds=10)), now)
    pace.wait_seconds("b1")
    now.at += timedelta(days=1)
    assert [pace.wait_seconds("b1") for _ in range(3)] == [0, 0, 10]
