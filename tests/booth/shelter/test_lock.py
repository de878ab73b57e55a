import pytest

from kiosk.booth.shelter.lock import CODE_DIGITS, lock, new_code, unlock

CHEAP = 2**4


def test_the_code_opens_what_it_locked_and_nothing_else_does() -> None:
    locked = lock(b"register", b"0123456789", CHEAP)
    assert unlock(locked, b"0123456789") == b"register"
    assert unlock(locked, b"0123456788") is None
    assert b"register" not in locked


@pytest.mark.parametrize("place", [0, 1, 20, 40])
def test_what_was_altered_stays_closed(place: int) -> None:
    locked = bytearray(lock(b"register", b"0123456789", CHEAP))
    locked[place] ^= 1
    assert unlock(bytes(locked), b"0123456789") is None


@pytest.mark.parametrize("said", [b"", b"\x05short", bytes([200]) + bytes(60), bytes(60)])
def test_what_nobody_locked_costs_nothing(said: bytes) -> None:
    assert unlock(said, b"0123456789") is None


def test_a_code_is_ten_digits_and_another_each_time() -> None:
    codes = {new_code() for _ in range(20)}
    assert all(len(code) == CODE_DIGITS and code.isdigit() for code in codes)
    assert len(codes) == 20
