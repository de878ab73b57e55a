"""What a person may type for a card, checked before anything is sent: a wrong form would cost a real try.

Entries are bytes in a `bytearray`, changed in place so that no copy stays behind.
"""

from datetime import date
from typing import Final

PIN_LENGTH: Final = 4
PASSWORD_LENGTHS: Final = range(6, 17)
CODE_LENGTH: Final = 14
_EXPIRY_YEARS: Final = range(2016, 2100)  # the first cards were made in 2016
_LAST_ERA_YEAR: Final = 64  # 昭和64年: no era had more years
_ERAS: Final = (("20190501", 2019), ("19890108", 1989), ("19261225", 1926), ("19120730", 1912), ("18680125", 1868))
_LEAP_YEAR: Final = 2000


def fold(entry: bytearray) -> None:
    """Full-width letters and digits become plain ones, small letters capitals; everything else stays."""
    write = read = 0
    while read < len(entry):
        plain = _full_width(entry, read)
        read += 1 if plain is None else 3
        letter = entry[read - 1] if plain is None else plain
        entry[write] = letter - 32 if ord("a") <= letter <= ord("z") else letter
        write += 1
    entry[write:] = bytes(len(entry) - write)
    del entry[write:]


def can_be_pin(entry: bytearray) -> bool:
    """Four digits."""
    return len(entry) == PIN_LENGTH and entry.isdigit()


def can_be_password(entry: bytearray) -> bool:
    """6 to 16 capital letters and digits, at least one of each."""
    letters = sum(ord("A") <= one <= ord("Z") for one in entry)
    digits = sum(ord("0") <= one <= ord("9") for one in entry)
    fits = len(entry) in PASSWORD_LENGTHS and letters + digits == len(entry)
    return fits and letters > 0 and digits > 0


def can_be_code(entry: bytearray) -> bool:
    """照合番号B: birth date YYMMDD in its era, the year of the card's expiry, and the four digits of the face.

    Zeros are let through: nobody knows how an unknown birth date is written there.
    """
    if len(entry) != CODE_LENGTH or not entry.isdigit():
        return False
    year, month, day, expiry = (_number(entry, at, to) for at, to in ((0, 2), (2, 4), (4, 6), (6, 10)))
    return year <= _LAST_ERA_YEAR and _in_calendar(month, day) and expiry in _EXPIRY_YEARS


def printed_code(birth: str, expiry_year: int, security_code: str) -> str:
    """照合番号B of a card: `birth` is YYYYMMDD, `security_code` the four digits at the right edge of the face."""
    first = next(first for begins, first in _ERAS if birth >= begins)
    return f"{int(birth[:4]) - first + 1:02d}{birth[4:]}{expiry_year:04d}{security_code}"


def _full_width(entry: bytearray, at: int) -> int | None:
    """The plain character of a full-width one (three bytes of UTF-8) at `at`."""
    if len(entry) - at < 3 or entry[at] != 0xEF or entry[at + 1] not in (0xBC, 0xBD):
        return None
    code = 0xFF00 + (entry[at + 1] - 0xBC) * 64 + entry[at + 2] - 0x80
    plain = code - 0xFEE0
    return plain if 0x21 <= plain <= 0x7E else None


def _number(entry: bytearray, at: int, to: int) -> int:
    number = 0
    for one in entry[at:to]:
        number = number * 10 + one - ord("0")
    return number


def _in_calendar(month: int, day: int) -> bool:
    if not month or not day:
        return month <= 12 and day <= 31
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
