"""References (控え番号): short numbers a booth can give without the line, with a character that checks the others.

``IE-4731-08K`` is two letters for the place, six random digits and their check character.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable
from typing import Final

from kiosk.protocol.check_character import check_character

_FORM: Final = re.compile(r"([A-Z]{2})-(\d{4})-(\d{2})([0-9A-HJKMNP-TV-Y])", re.ASCII)
_NUMBERS: Final = 10**6
_AS_DIGIT: Final = str.maketrans("OIL", "011")
_AS_LETTER: Final = str.maketrans("01", "OI")


class NoReferenceLeft(Exception):
    """Every reference of a place is taken."""


def new_reference(prefix: str, taken: Callable[[str], bool]) -> str:
    """A reference of the place `prefix` (two letters A to Z) for which `taken` is false.

    Raise `NoReferenceLeft` when all of the million are taken.
    """
    if not re.fullmatch("[A-Z]{2}", prefix):
        raise ValueError("the place has two letters, A to Z")
    start = secrets.randbelow(_NUMBERS)
    step = secrets.choice((1_003_001, 1_017_127, 1_234_577, 1_299_709))  # coprime to a million: meets every number once
    for turn in range(_NUMBERS):
        reference = _written(prefix, (start + turn * step) % _NUMBERS)
        if not taken(reference):
            return reference
    raise NoReferenceLeft(prefix)


def with_digits(prefix: str, digits: str) -> str:
    """The reference of this place with these six digits, for people who type no more than those."""
    return _written(prefix, int(digits))


def is_reference(text: str) -> bool:
    """Whether `text` is a reference exactly as printed, with the right check character."""
    match = _FORM.fullmatch(text)
    return match is not None and match[4] == _check(match[1] + match[2] + match[3])


def normalise(text: str) -> str:
    """`text` as a reference is printed, from how people type it.

    Full width, lower case, any or no hyphens, O for 0 and I or L for 1 are understood. Text that cannot be a reference
    comes back in capitals without spaces; ask `is_reference` whether the result is one.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isascii() and c.isalnum())
    if len(plain) != 9:
        return plain
    plain = plain[:2].translate(_AS_LETTER) + plain[2:].translate(_AS_DIGIT)
    return f"{plain[:2]}-{plain[2:6]}-{plain[6:]}"


def _written(prefix: str, number: int) -> str:
    digits = f"{number:06d}"
    return f"{prefix}-{digits[:4]}-{digits[4:]}{_check(prefix + digits)}"


def _check(eight: str) -> str:
    values = [ord(c) - ord("A") for c in eight[:2]] + [int(c) for c in eight[2:]]
    return check_character(values)
