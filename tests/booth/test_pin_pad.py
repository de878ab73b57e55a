"""The PIN pad's buffer."""

import pytest

from kiosk.booth.pin_pad import PinPad


def test_digits_come_out_once_and_are_overwritten() -> None:
    pad = PinPad()
    for digit in (1, 2, 3, 4, 5):
        pad.press(digit)
    assert pad.count == 4
    assert pad.take() == bytearray(b"1234")
    assert (pad.count, pad._digits, pad.take()) == (0, bytearray(4), bytearray())


def test_the_last_digit_can_be_taken_back() -> None:
    pad = PinPad()
    pad.press(9)
    pad.erase()
    pad.erase()
    assert (pad.count, pad._digits) == (0, bytearray(4))


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
