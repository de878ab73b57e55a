"""Enrolment: how a booth gets its identity with a one-time code, and renews it by itself.

A code is twelve characters of Crockford's letters, shown as ``K7QM-2D9X-4HTA``: eleven drawn at random (54 bits) and
one that checks them, so that a typing error is found where it is made.
"""

import re
import secrets
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from kiosk.protocol.check_character import LETTERS, check_character
from kiosk.protocol.identifiers import BoothId
from kiosk.protocol.model import Moment, Pem, Wire
from kiosk.protocol.presence import SealingKeys

_DRAWN: Final = 11
_AS_MEANT: Final = str.maketrans("OIL", "011")


def new_code() -> str:
    """A code nobody can guess, as it is shown."""
    drawn = [secrets.randbelow(len(LETTERS)) for _ in range(_DRAWN)]
    plain = "".join(LETTERS[value] for value in drawn) + check_character(drawn)
    return "-".join(re.findall("....", plain))


def read_code(typed: str) -> str:
    """A code as it was meant: full width or small letters, with or without hyphens, O for 0, I or L for 1.

    Raises `ValueError` for what is no code.
    """
    upper = unicodedata.normalize("NFKC", typed).upper().translate(_AS_MEANT)
    plain = "".join(letter for letter in upper if letter.isalnum())
    if len(plain) != _DRAWN + 1 or not set(plain) <= set(LETTERS):
        raise ValueError("a code has twelve characters")
    if check_character([LETTERS.index(letter) for letter in plain[:-1]]) != plain[-1]:
        raise ValueError("a character of the code is not right")
    return plain


class EnrolmentAsked(Wire):
    """``POST /enrol``: the one-time code and a PKCS#10 request (PEM) with the P-256 key made on the booth."""

    code: Annotated[str, Field(max_length=40, repr=False), AfterValidator(read_code)]
    csr: Pem


class Enrolled(Wire):
    """The booth's name, its 90-day client certificate (PEM), the authority (PEM) and the keys to seal to."""

    booth_id: BoothId
    place: Annotated[str, Field(max_length=60)]
    municipality: Annotated[str, Field(max_length=60)]
    certificate: Pem
    authority: Annotated[str, Field(max_length=65536)]
    sealing_keys: SealingKeys
    booth_url: Annotated[str, Field(max_length=300)]
    """Where the mutual-TLS door is: ``https://host:port``."""
    expires_at: Moment


class RenewalAsked(Wire):
    """``POST /renew`` over mutual TLS with the old certificate."""

    csr: Pem
