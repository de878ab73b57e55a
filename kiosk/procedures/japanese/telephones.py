"""Telephone numbers: kept as typed, with the E.164 form beside it."""

from dataclasses import dataclass
from typing import Final

import phonenumbers
from typing_extensions import override

from kiosk.procedures.japanese import kana

NONE: Final = "none"
"""The answer of a resident who has no telephone."""


@dataclass(frozen=True)
class Telephone:
    """A number somebody can be called at: as typed, E.164 (+81792210000) and as Japan writes it (079-221-0000)."""

    as_typed: str
    e164: str
    national: str

    @override
    def __repr__(self) -> str:
        return "Telephone(...)"


def parse(text: str) -> Telephone | None:
    """Read a number as typed in Japan, full-width digits and any dashes allowed; None when no such number exists."""
    plain = kana.narrow_digits(text).translate(str.maketrans("‐‑–—−ーｰ", "-------"))
    try:
        number = phonenumbers.parse(plain, "JP")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    kind = phonenumbers.PhoneNumberFormat
    local = kind.NATIONAL if number.country_code == 81 else kind.INTERNATIONAL
    return Telephone(text, phonenumbers.format_number(number, kind.E164), phonenumbers.format_number(number, local))
