from datetime import date

from kiosk.procedures.identity import BirthDate, Identity, Sex


def test_a_whole_birth_date_is_known() -> None:
    assert BirthDate("20240229", 2024, 2, 29).known() == date(2024, 2, 29)


def test_an_unknown_part_leaves_the_day_unknown() -> None:
    assert BirthDate("19310000", 1931).known() is None


def test_a_day_not_in_the_calendar_is_not_known() -> None:
    assert BirthDate("20230229", 2023, 2, 29).known() is None


def test_repr_shows_nothing_of_the_person() -> None:
    birth = BirthDate("19590506", 1959, 5, 6)
    shown = repr(Identity("葛西　辻子", "兵庫県姫路市", birth, Sex.FEMALE)) + repr(birth)
    assert not any(part in shown for part in ("葛西", "姫路", "1959", "female"))
