"""The booth's signature: what an honest booth makes is believed, and every dishonest thing has its reason."""

import hashlib
import ssl
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.applications.signature import BadSignature, VerifiedBy, sign_envelope, verify_envelope
from kiosk.protocol.submissions import BadEnvelope, Envelope, SubmissionHeader, header_bytes, pack, unpack
from tests.applications.application_samples import BOOTH, MADE, SUBMISSION, Authority

AUTHORITY = Authority()
KEY, CERTIFICATE = AUTHORITY.booth()
SEALED = b"sealed bytes"


def header(certificate: str = CERTIFICATE, **changes: Any) -> SubmissionHeader:
    values: dict[str, Any] = {
        "protocol_version": 1,
        "submission_id": SUBMISSION,
        "booth_id": BOOTH,
        "procedure": "juminhyo",
        "procedure_version": "3.1.0",
        "reference": "IE-4731-08K",
        "key_id": "hq-1",
        "suite": "s",
        "created_at": MADE,
        "sha256": hashlib.sha256(SEALED).hexdigest(),
        "device_certificate": certificate,
    }
    return SubmissionHeader.model_validate(values | changes)


def verdict(made: SubmissionHeader, key: ec.EllipticCurvePrivateKey = KEY, days_later: int = 0) -> object:
    envelope = unpack(sign_envelope(made, SEALED, key))
    answer = verify_envelope(envelope, AUTHORITY.pem, MADE + timedelta(days=days_later))
    return answer.reason if isinstance(answer, BadSignature) else made.booth_id


ENVELOPE = sign_envelope(header(), SEALED, KEY)


def test_an_honest_booth_is_believed() -> None:
    assert isinstance(verify_envelope(unpack(ENVELOPE), AUTHORITY.pem, MADE), VerifiedBy)


def test_an_application_that_waited_past_the_end_of_its_certificate_is_believed() -> None:
    assert verdict(header(), days_later=400) == BOOTH


def test_both_authorities_count_while_one_follows_the_other() -> None:
    assert isinstance(verify_envelope(unpack(ENVELOPE), Authority().pem + AUTHORITY.pem, MADE), VerifiedBy)


@pytest.mark.parametrize("text", ["", "no certificate", CERTIFICATE[:300], CERTIFICATE.replace("M", "N", 3)])
def test_a_certificate_that_cannot_be_read(text: str) -> None:
    assert verdict(header(text)) in ("certificate_unreadable", "not_our_authority")


def test_a_certificate_with_an_impossible_serial_number_is_not_read_and_warns_nobody() -> None:
    der = ssl.PEM_cert_to_DER_cert(CERTIFICATE)
    serial = x509.load_der_x509_certificate(der).serial_number
    held = serial.to_bytes((serial.bit_length() + 8) // 8, "big")
    assert der.count(held) == 1
    assert verdict(header(ssl.DER_cert_to_PEM_cert(der.replace(held, b"\x80" + held[1:])))) == "certificate_unreadable"


def test_a_certificate_of_another_authority() -> None:
    key, certificate = Authority().booth()
    assert verdict(header(certificate), key) == "not_our_authority"


def test_a_booth_that_signs_for_another() -> None:
    key, certificate = AUTHORITY.booth("himeji-ieshima-2")
    assert verdict(header(certificate), key) == "wrong_booth"


def test_a_server_certificate_cannot_sign_for_a_booth() -> None:
    key, certificate = AUTHORITY.booth(server=True)
    assert verdict(header(certificate), key) == "not_a_booth_certificate"


def test_the_authority_itself_is_no_booth() -> None:
    assert verdict(header(AUTHORITY.pem.decode()), AUTHORITY.key) == "not_a_booth_certificate"


@pytest.mark.parametrize("days", [(1, 90), (-300, -181)])
def test_a_certificate_that_was_not_valid_then(days: tuple[int, int]) -> None:
    key, certificate = AUTHORITY.booth(days=days)
    assert verdict(header(certificate), key) == "not_valid_then"


def test_what_was_signed_after_the_certificate_ran_out_counts_where_it_could_still_be_renewed() -> None:
    key, certificate = AUTHORITY.booth(days=(-90, -30))
    assert verdict(header(certificate), key) == BOOTH


def test_a_submission_from_the_future() -> None:
    assert verdict(header(), days_later=-2) == "from_the_future"
    assert verdict(header(), days_later=-1) == BOOTH  # a clock may be a little wrong


def test_another_key_with_the_certificate_of_this_booth() -> None:
    assert verdict(header(), ec.generate_private_key(ec.SECP256R1())) == "signature_wrong"


def test_other_sealed_bytes_under_a_matching_hash() -> None:
    good = unpack(ENVELOPE)
    other = header(sha256=hashlib.sha256(b"other").hexdigest())
    forged = unpack(pack(header_bytes(other), good.signature, b"other"))
    assert verify_envelope(forged, AUTHORITY.pem, MADE) == BadSignature("signature_wrong")


@given(st.integers(0, len(ENVELOPE) - 1), st.integers(1, 255))
@settings(max_examples=400, deadline=None)
def test_no_altered_envelope_is_believed(place: int, by: int) -> None:
    altered = bytearray(ENVELOPE)
    altered[place] ^= by
    try:
        envelope: Envelope = unpack(bytes(altered))
    except BadEnvelope:
        return
    assert isinstance(verify_envelope(envelope, AUTHORITY.pem, MADE), BadSignature)


@given(st.integers(0, len(ENVELOPE) - 1))
def test_no_cut_envelope_is_believed(length: int) -> None:
    try:
        envelope = unpack(ENVELOPE[:length])
    except BadEnvelope:
        return
    assert isinstance(verify_envelope(envelope, AUTHORITY.pem, MADE), BadSignature)


def test_a_header_is_only_signed_with_its_own_sealed_bytes() -> None:
    with pytest.raises(ValueError, match="other sealed bytes"):
        sign_envelope(header(), b"others", KEY)
