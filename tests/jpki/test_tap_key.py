from datetime import datetime, timedelta

from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.jpki.tap_key import tap_key
from kiosk.rehearsal.card.virtual_certificates import Authority, made_key

SITE = b"site key of the tests".ljust(32, b"\0")


def leaf(now: datetime, serial: int = 7, organisation: str = "JPKI-EMU") -> bytes:
    issued = Authority(now, organisation).issue_auth(made_key("auth"), serial, now, now + timedelta(days=9))
    return issued.public_bytes(Encoding.DER)


def test_a_certificate_has_the_same_key_each_time(now: datetime) -> None:
    assert tap_key(leaf(now), SITE) == tap_key(leaf(now), SITE)


def test_a_renewed_certificate_is_not_linked(now: datetime) -> None:
    assert tap_key(leaf(now, serial=8), SITE) != tap_key(leaf(now), SITE)


def test_the_same_serial_number_of_another_issuer_is_somebody_else(now: datetime) -> None:
    assert tap_key(leaf(now), SITE) != tap_key(leaf(now, organisation="JPKI-TEST"), SITE)


def test_another_site_cannot_compare(now: datetime) -> None:
    assert tap_key(leaf(now), SITE) != tap_key(leaf(now), b"another site".ljust(32))
    assert len(tap_key(leaf(now), SITE)) == 64
