"""Tap (かざし): a resident who registered once is found again by the certificate alone, without a PIN.

It shows that a card was there, not who holds it. What is stored is a keyed digest of issuer and serial number, so that
a stolen list names nobody; a renewed certificate has another one and is never linked by guessing.
"""

import hmac
from hashlib import sha256

from kiosk.jpki.certificates import holder_key, load_certificate


def tap_key(der: bytes, site_key: bytes) -> str:
    """What to store for a certificate, in hex; another site's list cannot be compared with it."""
    issuer, serial = holder_key(load_certificate(der))
    said = len(issuer).to_bytes(4, "big") + issuer + serial.to_bytes(20, "big")
    return hmac.new(site_key, said, sha256).hexdigest()
