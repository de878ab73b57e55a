"""How often a booth may ask."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.headquarters.rate_limit import Pace, Rate, RateLimit, asker


class Now:
    """A clock that stands until it is pushed."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def test_so_many_at_once_and_then_one_by_one() -> None:
    now = Now()
    limit = RateLimit(Rate(at_once=3, every=timedelta(seconds=10)), now)
    assert [limit.wait_s("b1") for _ in range(4)] == [0, 0, 0, 10]
    now.at += timedelta(seconds=4)
    assert limit.wait_s("b1") == 6
    now.at += timedelta(seconds=6)
    assert [limit.wait_s("b1") for _ in range(2)] == [0, 10]


def test_asking_while_one_must_wait_does_not_make_it_longer() -> None:
    now = Now()
    limit = RateLimit(Rate(at_once=1, every=timedelta(seconds=10)), now)
    assert [limit.wait_s("b1") for _ in range(5)] == [0, 10, 10, 10, 10]
    now.at += timedelta(seconds=10)
    assert limit.wait_s("b1") == 0


def test_one_booth_does_not_hold_up_another() -> None:
    limit = RateLimit(Rate(at_once=1, every=timedelta(hours=1)), Now())
    assert [limit.wait_s(booth) for booth in ("b1", "b2", "b1")] == [0, 0, 3600]


def test_a_long_rest_gives_no_more_than_the_whole_allowance() -> None:
    now = Now()
    limit = RateLimit(Rate(at_once=2, every=timedelta(seconds=10)), now)
    limit.wait_s("b1")
    now.at += timedelta(days=1)
    assert [limit.wait_s("b1") for _ in range(3)] == [0, 0, 10]


def test_what_was_rightful_is_given_back() -> None:
    limit = RateLimit(Rate(at_once=2, every=timedelta(seconds=10)), Now())
    for _ in range(5):
        assert limit.wait_s("sato") == 0
        limit.give_back("sato")
    limit.give_back("never asked")
    assert [limit.wait_s("sato") for _ in range(3)] == [0, 0, 10]


def test_a_look_at_the_wait_is_not_counted() -> None:
    limit = RateLimit(Rate(at_once=1, every=timedelta(seconds=10)), Now())
    assert [limit.left_s("b1") for _ in range(3)] == [0, 0, 0]
    limit.wait_s("b1")
    assert limit.left_s("b1") == 10


def test_askers_without_number_do_not_fill_the_memory_nor_make_it_forget_who_asked_most() -> None:
    limit = RateLimit(Rate(at_once=3, every=timedelta(hours=1)), Now(), most_kept=100)
    for _ in range(3):
        limit.wait_s("busy")
    for number in range(5000):
        limit.wait_s(f"stranger {number}")
    assert len(limit) <= 100
    assert limit.wait_s("busy") == 3600


def test_who_has_its_whole_allowance_again_is_forgotten() -> None:
    now = Now()
    limit = RateLimit(Rate(at_once=1, every=timedelta(seconds=10)), now, most_kept=10)
    for number in range(10):
        limit.wait_s(f"early {number}")
    now.at += timedelta(seconds=10)
    limit.wait_s("late")
    assert len(limit) == 1


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("garbage", "garbage"),
        ("", ""),
    ],
)
def test_addresses_of_one_subscriber_are_one_asker(address: str, whose: str) -> None:
    assert asker(address) == whose


def test_whoever_is_within_its_pace_never_waits_and_who_is_not_waits_in_its_own_row() -> None:
    pace = Pace(Rate(at_once=3, every=timedelta(seconds=10)))
    assert [pace.wait_s(100.0) for _ in range(5)] == [0, 0, 0, 10, 20]
    assert pace.wait_s(1000.0) == 0


def test_a_heavy_step_counts_as_many() -> None:
    pace = Pace(Rate(at_once=3, every=timedelta(seconds=10)))
    assert [pace.wait_s(0.0, weight=3), pace.wait_s(0.0), pace.wait_s(40.0, weight=3)] == [0, 10, 0]
