"""The lines with names are bad in the way their names say."""

import pytest

from kiosk.rehearsal.bad_line.profiles import CLEAN, PROFILES


def test_every_line_but_the_clean_one_is_worse_than_a_perfect_one() -> None:
    clean = PROFILES[CLEAN]
    assert clean.up == clean.down
    for name, profile in PROFILES.items():
        assert (profile.up == clean.up and not profile.cut_s) == (name == CLEAN), name


@pytest.mark.parametrize("name", PROFILES)
def test_what_a_booth_sends_has_no_wider_way_than_what_comes_to_it(name: str) -> None:
    profile = PROFILES[name]
    assert (profile.up.rate_kbit or 10**9) <= (profile.down.rate_kbit or 10**9)
    assert profile.cut_s <= profile.cut_every_s
