"""The booth's identity: a P-256 key made here, headquarters' certificate for it, and the keys to seal to."""

import ssl
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.applications.sealing import BadSealingKey, verify_sealing_key
from kiosk.files import write_private
from kiosk.protocol.enrolment import Enrolled
from kiosk.protocol.presence import SealingKey
from kiosk.values import dataclass

_PROOF: Final = "device.pem"  # key and certificate in one file: a power cut leaves the old pair or the new, never half
_ENROLLED: Final = "enrolled.json"


class NotEnrolled(Exception):
    """The booth has no identity yet; the text says what to do."""


class NoCertificate(Exception):
    """What should be the certificate of headquarters' authority is none; the text says what to do."""


@dataclass(frozen=True)
class Device:
    """An enrolled booth: what it is called, and what it proves itself with."""

    folder: Path
    enrolled: Enrolled
    key: ec.EllipticCurvePrivateKey

    @property
    def booth_id(self) -> str:
        """The name in its certificate."""
        return self.enrolled.booth_id

    @property
    def sealing_key(self) -> SealingKey:
        """The key to seal to: the first headquarters offers. Raises `BadSealingKey` when it offers none."""
        if not self.enrolled.sealing_keys:
            raise BadSealingKey("headquarters gave no key to seal to")
        return self.enrolled.sealing_keys[0]

    def tls(self) -> ssl.SSLContext:
        """A client context that trusts headquarters' authority only and shows this booth's certificate (TLS 1.3)."""
        context = trusting(self.enrolled.authority)
        context.load_cert_chain(self.folder / _PROOF)
        return context

    def due_for_renewal(self, now: datetime) -> bool:
        """Whether two thirds of the certificate's life are over."""
        certificate = x509.load_pem_x509_certificate(self.enrolled.certificate.encode())
        begun, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        return now >= begun + (ends - begun) * 2 / 3

    def expires_in(self, now: datetime) -> timedelta:
        """How long the certificate is still good for; negative when it is over."""
        return self.enrolled.expires_at - now


def load(folder: Path) -> Device:
    """The identity in `folder`; raises `NotEnrolled` with the command that makes one."""
    try:
        proof = (folder / _PROOF).read_bytes()
        key = serialization.load_pem_private_key(proof, None)
        certificate = x509.load_pem_x509_certificate(proof)
        enrolled = Enrolled.model_validate_json((folder / _ENROLLED).read_bytes(), extra="ignore")
        trusting(enrolled.authority)
    except (OSError, ValueError, NoCertificate) as error:
        raise NotEnrolled(
            f"no identity in {folder}: ask headquarters for a code and run `kiosk enrol --config FILE CODE`"
        ) from error
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    given = certificate.public_bytes(serialization.Encoding.PEM).decode()
    if given.strip() != enrolled.certificate.strip():  # the power went between the two files of a renewal
        enrolled = enrolled.model_copy(update={"certificate": given, "expires_at": certificate.not_valid_after_utc})
    return Device(folder, enrolled, key)


def keep(folder: Path, key: ec.EllipticCurvePrivateKey, enrolled: Enrolled) -> Device:
    """Write key and certificate; the key is readable by this program's account only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_private(folder / _PROOF, private + enrolled.certificate.encode())
    write_private(folder / _ENROLLED, enrolled.model_dump_json(indent=1).encode())
    return Device(folder, enrolled, key)


def trusting(authority: str) -> ssl.SSLContext:
    """A client context that trusts `authority` (PEM) and nothing else. Raises `NoCertificate` when it is none."""
    try:
        context = ssl.create_default_context(cadata=authority)
    except (ssl.SSLError, TypeError) as error:
        raise NoCertificate(
            "headquarters.authority is no certificate: copy the authority's PEM file from headquarters"
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def vouched(keys: tuple[SealingKey, ...], device: Device) -> tuple[SealingKey, ...]:
    """Those of `keys` that the authority this booth trusts vouches for."""
    authority = device.enrolled.authority.encode()
    return tuple(key for key in keys if verify_sealing_key(key, authority))
