import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card import entries


def folded(text: str) -> bytes:
    entry = bytearray(text.encode())
    entries.fold(entry)
    return bytes(entry)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("１２３４", "1234"), ("ａbＣ１2３", "ABC123"), ("kiosk2026", "KIOSK2026"), ("あ1", "あ1"), ("", "")],
)
def test_full_width_and_small_letters_become_plain_capitals(typed: str, plain: str) -> None:
    assert folded(typed) == plain.encode()


@given(st.binary(max_size=40))
def test_folding_any_bytes_never_makes_them_longer_and_is_done_once(raw: bytes) -> None:
    entry = bytearray(raw)
    entries.fold(entry)
    once = bytes(entry)
    assert len(once) <= len(raw)
    entries.fold(entry)
    assert bytes(entry) == once


@pytest.mark.parametrize(
    ("text", "good"), [("1234", True), ("123", False), ("12345", False), ("12A4", False), ("", False)]
)
def test_a_pin_is_four_digits(text: str, good: bool) -> None:
    assert entries.can_be_pin(bytearray(text.encode())) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [("ABC123", True), ("A1A1A1A1A1A1A1A1", True), ("ABCDEF", False), ("123456", False), ("A1B2", False),
     ("A1" * 9, False), ("abc123", False), ("ABC-12", False)],
)  # fmt: skip
def test_a_password_has_letters_and_digits(text: str, good: bool) -> None:
    assert entries.can_be_password(bytearray(text.encode())) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("55021720352285", True),
        ("02022420300001", True),
        ("06000020350000", True),  # month and day unknown
        ("00000020350000", True),
        ("64010720351234", True),
        ("65010720351234", False),  # no era had a 65th year
        ("55131720352285", False),  # a 13th month
        ("55023020352285", False),  # the 30th of February
        ("55022920352285", True),  # the 29th exists in some year
        ("55021719802285", False),  # a card that ended before cards were made
        ("1980021720352285", False),
        ("5502172035228", False),
        ("5502172035228A", False),
    ],
)
def test_a_printed_code_has_a_date_an_expiry_year_and_four_digits(text: str, good: bool) -> None:
    assert entries.can_be_code(bytearray(text.encode())) is good


@pytest.mark.parametrize(
    ("birth", "expiry", "security", "code"),
    [
        ("19800217", 2035, "2285", "55021720352285"),  # published with a card it opened
        ("20200224", 2030, "0001", "02022420300001"),
        ("19890107", 2035, "0000", "64010720350000"),
        ("19890108", 2035, "0000", "01010820350000"),
        ("20190430", 2035, "0000", "31043020350000"),
        ("20190501", 2035, "0000", "01050120350000"),
        ("19310000", 2035, "0000", "06000020350000"),
    ],
)
def test_the_printed_code_of_a_card_has_the_era_year(birth: str, expiry: int, security: str, code: str) -> None:
    assert entries.printed_code(birth, expiry, security) == code
    assert entries.can_be_code(bytearray(code.encode()))
