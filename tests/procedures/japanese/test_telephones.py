import pytest

from kiosk.procedures.japanese import telephones


@pytest.mark.parametrize(
    "typed",
    ["0792210000", "０７９－２２１－００００", "090 1234 5678", "050-3123-4567", "0120-444-444", "+84 24 3825 5555"],
)
def test_numbers_people_have(typed: str) -> None:
    assert telephones.is_number(typed)


@pytest.mark.parametrize("typed", ["", "079", "電話なし", "12345678901234567890", "079-221-000"])
def test_what_nobody_can_call(typed: str) -> None:
    assert not telephones.is_number(typed)
