import unicodedata
from datetime import date

from kiosk.rehearsal.residents import residents

TODAY = date(2026, 11, 21)
PEOPLE = residents(TODAY)


def test_names_break_programs_that_normalise() -> None:
    fragile = [one.key for one in PEOPLE.values() if unicodedata.normalize("NFKC", one.name) != one.name]
    assert {"tsukamoto", "kasai"} & set(fragile) >= {"tsukamoto"}
    assert "\U000e0102" in PEOPLE["kasai"].name
    assert "\U000e0100" in PEOPLE["kasai_aj1"].name
    assert "\ue000" in PEOPLE["gaiji"].name
    assert any(ord(character) > 0x20000 for character in PEOPLE["takasaki"].name)


def test_the_first_resident_is_the_one_the_house_talks_about() -> None:
    kasai = PEOPLE["kasai"]
    assert (kasai.name, kasai.birth, kasai.pin) == ("葛\U000e0102西　辻\U000e0102子", "19590506", "1234")
    assert kasai.address.startswith("兵庫県姫路市")


def test_ages_are_counted_from_today() -> None:
    assert PEOPLE["turning65"].birth == "19611122"
    assert PEOPLE["age14"].birth == "20121121"
    assert PEOPLE["age15"].birth == "20111121"
    assert residents(date(2028, 2, 29))["age15"].birth == "20130228"


def test_nobody_shows_a_pin() -> None:
    assert not [one for one in PEOPLE.values() if one.pin in repr(one) or one.password in repr(one)]


def test_every_pin_and_password_can_be_typed() -> None:
    for one in PEOPLE.values():
        assert len(one.pin) == 4
        assert one.pin.isdigit()
        assert 6 <= len(one.password) <= 16
        assert one.password.isalnum()


def test_addresses_and_births_fit_the_card() -> None:
    for one in PEOPLE.values():
        assert len(one.address) <= 200
        assert len(one.birth) == 8
    assert len(PEOPLE["long_address"].address) == 200
