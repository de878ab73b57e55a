"""Tap (かざし): a resident who registered once is found again by the certificate alone, without a PIN.

It shows that a card was there, not who holds it. What is stored is a keyed digest of issuer and serial number, so that
a stolen list names nobody; a renewed certificate has another one and is never linked by guessing.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from kiosk.jpki.certificates import holder_key, load_certificate
from kiosk.protocol.faults import Code


@dataclass(frozen=True)
class Registered:
    """The certificate was registered as this resident's."""

    resident: str


@dataclass(frozen=True)
class NotRegistered:
    """Nobody has registered this certificate: a first visit, or a renewed certificate."""

    @property
    def code(self) -> Code:
        return Code.NOT_REGISTERED


def tap_key(der: bytes, site_key: bytes) -> str:
    """What to store for a certificate, in hex; another site's list cannot be compared with it."""
    issuer, serial = holder_key(load_certificate(der))
    said = len(issuer).to_bytes(4, "big") + issuer + serial.to_bytes(20, "big")
    return hmac.new(site_key, said, sha256).hexdigest()


def find(der: bytes, site_key: bytes, registered: Mapping[str, str]) -> Registered | NotRegistered:
    """The resident whose certificate this is, among those registered by `tap_key`."""
    resident = registered.get(tap_key(der, site_key))
    return NotRegistered() if resident is None else Registered(resident)
