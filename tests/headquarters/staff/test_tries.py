"""How many wrong sign-ins are allowed, and whose they are."""

import pytest

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff.tries import MustWait, Tries, Try
from tests.headquarters.headquarters_world import Clock

HERE = "192.0.2.1"


@pytest.fixture
def tries(clock: Clock) -> Tries:
    return Tries(SignIn(), clock)


def allowed(tries: Tries, count: int, name: str, address: str = HERE, browser: str | None = None) -> int:
    """How many of `count` tries were allowed."""
    return sum(isinstance(tries.begin(name, address, browser), Try) for _ in range(count))


def test_an_address_has_five_tries_for_a_name_and_they_come_back_in_a_minute(tries: Tries, clock: Clock) -> None:
    assert allowed(tries, 300, "sato") == 5
    clock.push(seconds=61)
    assert allowed(tries, 300, "sato") == 5


def test_what_strangers_try_costs_a_known_browser_nothing(tries: Tries) -> None:
    for number in range(60):
        allowed(tries, 10, "sato", f"198.51.100.{number}")
    assert allowed(tries, 1, "sato", "203.0.113.5") == 0
    assert allowed(tries, 10, "sato", HERE, "browser") == 5


def test_a_stranger_at_one_address_costs_another_address_nothing(tries: Tries) -> None:
    allowed(tries, 300, "sato", "198.51.100.1")
    assert allowed(tries, 1, "sato", HERE) == 1


def test_many_addresses_together_get_no_more_than_twenty_tries_for_a_name(tries: Tries) -> None:
    assert sum(allowed(tries, 10, "sato", f"198.51.100.{number}") for number in range(60)) == 20


def test_an_address_has_thirty_tries_over_all_names(tries: Tries) -> None:
    assert sum(allowed(tries, 1, f"name {number}") for number in range(100)) == 30


def test_the_addresses_of_one_subscriber_count_as_one(tries: Tries) -> None:
    assert sum(allowed(tries, 1, "sato", f"2001:db8::{number:x}") for number in range(100)) == 5


def test_a_right_password_is_not_counted(tries: Tries) -> None:
    for _ in range(50):
        begun = tries.begin("sato", HERE, None)
        assert isinstance(begun, Try)
        begun.forgive()


def test_who_must_wait_is_told_how_long(tries: Tries, clock: Clock) -> None:
    allowed(tries, 5, "sato")
    refused = tries.begin("sato", HERE, None)
    assert isinstance(refused, MustWait)
    clock.push(seconds=refused.wait_s)
    assert allowed(tries, 1, "sato") == 1
