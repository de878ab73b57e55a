"""Telephone numbers: kept as typed; whether somebody can be called at one.

What is known of the world's numbers is loaded with the first one that is looked at.
"""

from typing import Final

from kiosk.procedures.japanese import kana

_DASHES: Final = str.maketrans("‐‑–—−ーｰ", "-------")


def is_number(text: str) -> bool:
    """Whether such a number exists, as typed in Japan: full-width digits and any dashes are allowed."""
    import phonenumbers

    try:
        number = phonenumbers.parse(kana.narrow_digits(text).translate(_DASHES), "JP")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)
