"""The booth's signature over a submission: made with the device key, verified against the authority's certificate."""

import hashlib
import warnings
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.protocol.submissions import Envelope, SubmissionHeader, header_bytes, pack
from kiosk.values import dataclass

RENEWAL_GRACE: Final = timedelta(days=180)
"""How long after its certificate ran out a booth that is still enrolled may renew it, and what it signed meanwhile
counts: it was off, or without a line, and its key never left it."""
CLOCK_SLACK: Final = timedelta(hours=24)
"""How far a booth's clock may run ahead of headquarters' before its signature is doubted."""


class DeviceKey(Protocol):
    """What signs for a booth: a P-256 key in a file, or one that stays inside a TPM."""

    def sign(self, data: bytes, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:
        """An ECDSA signature in DER."""


@dataclass(frozen=True)
class VerifiedBy:
    """The submission was signed by the key of the booth it names; `serial` is that of its certificate."""

    serial: int


@dataclass(frozen=True)
class BadSignature:
    """Why the signature is not believed; a state of the case, never a lost submission."""

    reason: Literal[
        "certificate_unreadable",
        "not_our_authority",
        "not_a_booth_certificate",
        "wrong_booth",
        "not_valid_then",
        "from_the_future",
        "signature_wrong",
    ]


def sign_envelope(header: SubmissionHeader, sealed: bytes, device_key: DeviceKey, digest: bytes | None = None) -> bytes:
    """The whole submission as it is sent; raise ValueError when `header` was not made for these sealed bytes.

    `digest` is the SHA-256 of `sealed` where the caller has just reckoned it; large papers take a while.
    """
    digest = hashlib.sha256(sealed).digest() if digest is None else digest
    if digest.hex() != header.sha256:
        raise ValueError("the header was made for other sealed bytes")
    head = header_bytes(header)
    return pack(head, device_key.sign(head + digest, ec.ECDSA(hashes.SHA256())), sealed)


def verify_envelope(envelope: Envelope, authority: bytes, at: datetime) -> VerifiedBy | BadSignature:
    """Whether the booth named in the header made this.

    `authority` is one or more certificates (PEM); `at` is when headquarters received it (aware). The certificate has to
    be valid when the submission was made, not now: a booth may have been offline while its certificate was renewed. One
    that ran out less than `RENEWAL_GRACE` before counts, because only a booth that is enrolled hands in what it made: a
    certificate that was withdrawn, or never renewed, is refused at the door.
    """
    header = envelope.header
    found = booth_key(header.device_certificate, header.booth_id, authority, header.created_at, at)
    if isinstance(found, BadSignature):
        return found
    key, serial = found
    try:
        key.verify(envelope.signature, envelope.signed_bytes, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return BadSignature("signature_wrong")
    return VerifiedBy(serial)


def booth_key(
    certificate: str, booth_id: str, authority: bytes, made: datetime, at: datetime
) -> tuple[ec.EllipticCurvePublicKey, int] | BadSignature:
    """The key of this booth and the serial number of its certificate (PEM), which one of `authority` has issued.

    `made`: when what it signed was made; `at`: now. Both aware.
    """
    try:
        read = _read_strictly(certificate)
        key = read.public_key()
    except (ValueError, Warning, x509.InvalidVersion, UnsupportedAlgorithm):
        return BadSignature("certificate_unreadable")
    if not _issued_by_one_of(read, x509.load_pem_x509_certificates(authority)):
        return BadSignature("not_our_authority")
    if not isinstance(key, ec.EllipticCurvePublicKey) or not _for_booths(read):
        return BadSignature("not_a_booth_certificate")
    names = [str(name.value) for name in read.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    if names != [booth_id]:
        return BadSignature("wrong_booth")
    if not read.not_valid_before_utc <= made <= read.not_valid_after_utc + RENEWAL_GRACE:
        return BadSignature("not_valid_then")
    if made > at + CLOCK_SLACK:
        return BadSignature("from_the_future")
    return key, read.serial_number


def _read_strictly(pem: str) -> x509.Certificate:
    """The certificate; what is odd enough for a warning (no serial number, say) is none of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return x509.load_pem_x509_certificate(pem.encode("utf-8"))


def _issued_by_one_of(certificate: x509.Certificate, authorities: list[x509.Certificate]) -> bool:
    for authority in authorities:
        try:
            certificate.verify_directly_issued_by(authority)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue
        return True
    return False


def _for_booths(certificate: x509.Certificate) -> bool:
    """No authority and, where the use is stated, a client certificate: a server's cannot sign for a booth."""
    try:
        extensions = certificate.extensions
    except ValueError:
        return False
    for value in (extension.value for extension in extensions):
        if isinstance(value, x509.BasicConstraints) and value.ca:
            return False
        if isinstance(value, x509.ExtendedKeyUsage) and ExtendedKeyUsageOID.CLIENT_AUTH not in value:
            return False
    return True
