"""The envelope of a submission: what goes in comes out, and nothing that was changed on the way is believed."""

import hashlib
import struct
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.applications.signature import VerifiedBy, sign_envelope, verify_envelope
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.submissions import (
    LARGEST_SUBMISSION_BYTES,
    MAGIC,
    BadEnvelope,
    Receipt,
    SubmissionHeader,
    header_bytes,
    pack,
    unpack,
)

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SEALED = bytes(range(256)) * 3
AUTHORITY_KEY, BOOTH_KEY = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))


def certificate(subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, *, booth: bool) -> str:
    draft = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=1))
        .not_valid_after(AT + timedelta(days=90))
        .add_extension(x509.BasicConstraints(ca=not booth, path_length=None), critical=True)
    )
    if booth:
        draft = draft.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        draft = draft.add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
    return draft.sign(AUTHORITY_KEY, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


AUTHORITY = certificate("authority", "authority", AUTHORITY_KEY, booth=False).encode()
DEVICE = certificate("himeji-ieshima-1", "authority", BOOTH_KEY, booth=True)


def header(**changes: Any) -> SubmissionHeader:
    values: dict[str, Any] = {
        "protocol_version": 1,
        "submission_id": new_id(),
        "booth_id": "himeji-ieshima-1",
        "procedure": "juminhyo",
        "procedure_version": "2026.1",
        "reference": "IE-4731-08K",
        "key_id": "k1",
        "suite": "x",
        "created_at": AT,
        "sha256": hashlib.sha256(SEALED).hexdigest(),
        "device_certificate": DEVICE,
    }
    return SubmissionHeader.model_validate({**values, **changes})


GOOD = sign_envelope(header(), SEALED, BOOTH_KEY)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=5000), st.binary(max_size=80))
def test_what_goes_in_comes_out(sealed: bytes, signature: bytes) -> None:
    made = header(sha256=hashlib.sha256(sealed).hexdigest())
    envelope = unpack(pack(header_bytes(made), signature, sealed))
    assert (envelope.header, envelope.signature, envelope.sealed) == (made, signature, sealed)
    assert envelope.signed_bytes == header_bytes(made) + hashlib.sha256(sealed).digest()


def test_the_untouched_envelope_is_believed() -> None:
    assert isinstance(verify_envelope(unpack(GOOD), AUTHORITY, AT), VerifiedBy)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_one_changed_byte_anywhere_is_noticed(place: int, change: int) -> None:
    altered = bytearray(GOOD)
    altered[place] ^= change
    try:
        envelope = unpack(bytes(altered))
    except BadEnvelope:
        return
    assert not isinstance(verify_envelope(envelope, AUTHORITY, AT), VerifiedBy)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1))
def test_a_cut_envelope_is_noticed(length: int) -> None:
    with pytest.raises(BadEnvelope):
        unpack(GOOD[:length])


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=1, max_size=50))
def test_an_envelope_with_something_behind_it_is_noticed(more: bytes) -> None:
    with pytest.raises(BadEnvelope, match="hash"):
        unpack(GOOD + more)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_no_envelope(noise: bytes) -> None:
    for start in (b"", MAGIC):
        with pytest.raises(BadEnvelope):
            unpack(start + noise)


def test_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadEnvelope, match="larger than"):
        unpack(bytes(LARGEST_SUBMISSION_BYTES + 1))


def test_a_header_that_claims_to_be_huge_is_refused() -> None:
    with pytest.raises(BadEnvelope, match="header too long"):
        unpack(MAGIC + struct.pack("!I", 2**31) + bytes(100))


def test_a_header_with_an_unknown_key_is_refused() -> None:
    head = header_bytes(header())[:-1] + b',"zzz":1}'
    with pytest.raises(BadEnvelope, match="header cannot be read"):
        unpack(pack(head, b"s", SEALED))


@pytest.mark.parametrize("version", [0, 99])
def test_the_header_of_another_version_can_be_read_so_that_it_can_be_answered(version: int) -> None:
    made = header(protocol_version=version)
    assert unpack(pack(header_bytes(made), b"s", SEALED)).header.protocol_version == version


def test_the_same_header_has_the_same_bytes_whatever_the_order() -> None:
    made = header()
    turned = SubmissionHeader.model_validate(dict(reversed(list(made.model_dump().items()))))
    assert header_bytes(turned) == header_bytes(made)


@pytest.mark.parametrize("reference", ["IE-4731-08K\n", "ie-4731-08k", "IE-4731-08I", "IE473108K", ""])
def test_a_reference_nobody_was_given_is_refused(reference: str) -> None:
    with pytest.raises(ValidationError):
        header(reference=reference)


def test_a_receipt_is_no_receipt_with_more_in_it() -> None:
    ids = {"submission_id": new_id(), "case_id": new_id()}
    good = {**ids, "sha256": "0" * 64, "receipt_number": "R-1", "received_at": AT}
    assert not Receipt.model_validate(good).replayed
    with pytest.raises(ValidationError):
        Receipt.model_validate({**good, "more": 1})
