from datetime import UTC, datetime

import pytest

from kiosk.rehearsal.profiles import DEFAULT, profiles
from kiosk.rehearsal.residents import residents

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", list(profiles(NOW)))
def test_every_profile_makes_a_card(name: str) -> None:
    profile = profiles(NOW)[name]
    assert profile.about
    assert len(profile.make(NOW).transmit(bytes.fromhex("00A40000"))) == 2


def test_every_resident_has_a_card(now: datetime) -> None:
    assert set(residents(now.date())) <= set(profiles(now))
    assert DEFAULT in profiles(now)


def test_two_cards_of_one_profile_share_no_counter(now: datetime) -> None:
    profile = profiles(now)["adult"]
    first, second = profile.make(now), profile.make(now)
    first.applications[1].pins[0x11].left = 1
    assert second.applications[1].pins[0x11].left == 3
