import pytest

from kiosk.procedures.japanese.telephones import parse


@pytest.mark.parametrize(
    ("typed", "e164", "national"),
    [
        ("0792210000", "+81792210000", "079-221-0000"),
        ("０７９－２２１－００００", "+81792210000", "079-221-0000"),
        ("090 1234 5678", "+819012345678", "090-1234-5678"),
        ("050-3123-4567", "+815031234567", "050-3123-4567"),
        ("0120-444-444", "+81120444444", "0120-444-444"),
        ("+84 24 3825 5555", "+842438255555", "+84 24 3825 5555"),
    ],
)
def test_numbers_people_have(typed: str, e164: str, national: str) -> None:
    found = parse(typed)
    assert found is not None
    assert (found.as_typed, found.e164, found.national) == (typed, e164, national)


@pytest.mark.parametrize("typed", ["", "079", "電話なし", "12345678901234567890", "079-221-000"])
def test_what_nobody_can_call(typed: str) -> None:
    assert parse(typed) is None


def test_repr_hides_the_number() -> None:
    assert "221" not in repr(parse("079-221-0000"))
