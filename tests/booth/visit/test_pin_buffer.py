"""The PIN pad's buffer."""

import pytest

from kiosk.booth.visit.pin_buffer import LONGEST, PinPad


def test_digits_come_out_once_and_are_overwritten() -> None:
    pad = PinPad()
    for digit in (1, 2, 3, 4, 5):
        pad.press(digit)
    assert pad.count == 4
    assert pad.take() == bytearray(b"1234")
    assert (pad.count, pad._digits, pad.take()) == (0, bytearray(LONGEST), bytearray())


def test_the_last_digit_can_be_taken_back() -> None:
    pad = PinPad()
    pad.press(9)
    pad.erase()
    pad.erase()
    assert (pad.count, pad._digits) == (0, bytearray(LONGEST))


def test_only_digits_are_taken() -> None:
    with pytest.raises(ValueError, match="0 to 9"):
        PinPad().press(10)


def test_it_never_shows_what_is_in_it() -> None:
    pad = PinPad()
    for digit in (7, 3, 5, 9):
        pad.press(digit)
    assert "7359" not in repr(pad)
    assert "7359" not in str(vars(PinPad))


def test_a_shut_pad_takes_no_digit() -> None:
    pad = PinPad()
    pad.shut()
    pad.press(1)
    assert pad.count == 0
    pad.open()
    pad.press(1)
    assert pad.count == 1


def typed(text: str) -> PinPad:
    pad = PinPad()
    pad.expect(password=True)
    for one in text:
        if one.isdigit():
            pad.press(int(one))
        else:
            pad.letter(ord(one) - ord("A"))
    return pad


def test_a_password_has_capital_letters_and_digits() -> None:
    assert typed("ABC123").take() == bytearray(b"ABC123")
    pad = typed("A" * 20)
    assert (pad.count, pad.most) == (16, 16)


@pytest.mark.parametrize(
    ("text", "fits"),
    [("ABC12", False), ("ABC123", True), ("ABCDEF", False), ("123456", False), ("A1" * 8, True)],
)
def test_what_cannot_be_a_password_is_known_before_the_card_is_asked(text: str, fits: bool) -> None:
    assert typed(text).fits is fits


def test_a_pin_fits_with_four_digits_and_has_no_letters() -> None:
    pad = PinPad()
    pad.letter(3)
    for digit in (1, 2, 3):
        pad.press(digit)
    assert (pad.count, pad.fits) == (3, False)
    pad.press(4)
    assert pad.fits


def test_another_kind_of_entry_begins_with_nothing() -> None:
    pad = typed("ABC123")
    pad.expect(password=False)
    assert (pad.count, pad._digits, pad.most) == (0, bytearray(LONGEST), 4)


def test_only_letters_are_letters() -> None:
    with pytest.raises(ValueError, match="0 to 25"):
        PinPad().letter(26)
