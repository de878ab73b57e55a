"""Telephone numbers: kept as typed; whether somebody can be called at one."""

from typing import Final

import phonenumbers

from kiosk.procedures.japanese import kana

NONE: Final = "none"
"""The answer of a resident who has no telephone."""
_DASHES: Final = str.maketrans("‐‑–—−ーｰ", "-------")


def is_number(text: str) -> bool:
    """Whether such a number exists, as typed in Japan: full-width digits and any dashes are allowed."""
    try:
        number = phonenumbers.parse(kana.narrow_digits(text).translate(_DASHES), "JP")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)
