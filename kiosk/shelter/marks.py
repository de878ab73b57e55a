"""What is remembered of a card: a keyed hash of its certificate under the key of each booth that is known here."""

import secrets
from collections.abc import Iterable
from typing import Annotated, Final

from pydantic import StringConstraints

from kiosk.jpki.tap_key import tap_key
from kiosk.protocol.faults import CardFault
from kiosk.shelter.records import MOST_MARKS

MarkKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""Of one booth, 32 random bytes in hex. Booths that handed over know each other's."""
_KEY_BYTES: Final = 32


def new_key() -> str:
    """A key for one opening of a shelter."""
    return secrets.token_hex(_KEY_BYTES)


def together(mine: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """One's own keys first, then those not known yet; more than `MOST_MARKS` booths do not keep one register."""
    return tuple(dict.fromkeys((*mine, *others)))[:MOST_MARKS]


def marks(der: bytes, keys: Iterable[str]) -> tuple[str, ...]:
    """The card of this certificate under each key; empty where it is no certificate."""
    try:
        return tuple(tap_key(der, bytes.fromhex(key)) for key in keys)
    except CardFault:
        return ()
