"""Keys of headquarters: its own authority, the certificates it gives, and the keys applications are sealed to.

All are made at the first start and kept in ``DATA/keys`` (0700, files 0600). The authority is ours alone: nothing but
our booths and doors trusts it, and its key never leaves this folder.
"""

import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.files import write_private
from kiosk.values import dataclass

_AUTHORITY_LIFE: Final = timedelta(days=3650)
_DOOR_LIFE: Final = timedelta(days=397)
_IMPRINT_LIFE: Final = timedelta(days=1096)
_DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""id-kp-documentSigning (RFC 9336)."""
_BACKDATED: Final = timedelta(minutes=10)  # clocks of booths differ a little


class BadRequest(Exception):
    """A certificate request that cannot be granted; the text says why."""


class KeysUnusable(Exception):
    """The keys folder is damaged; the text says which file and what to do."""


@dataclass(frozen=True)
class Issued:
    """A certificate given to a booth."""

    pem: str
    fingerprint: str
    expires_at: datetime


class Authority:
    """The authority of this headquarters."""

    def __init__(
        self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, now: Callable[[], datetime]
    ) -> None:
        self.key = key
        self.certificate = certificate
        self._now = now

    @property
    def pem(self) -> str:
        """Its certificate, for booths and browsers to trust."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def certify_booth(self, csr_pem: str, booth_id: str, life: timedelta) -> Issued:
        """Give a booth its client certificate for the key of its PKCS#10 request.

        Only the key is taken from the request: the name is the one that was enrolled. Raises `BadRequest`.
        """
        key = _requested_key(csr_pem)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, booth_id)])
        certificate = (
            self._draft(name, key, life)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(booth_id)]), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return Issued(
            certificate.public_bytes(serialization.Encoding.PEM).decode(),
            fingerprint(certificate.public_bytes(serialization.Encoding.DER)),
            certificate.not_valid_after_utc,
        )

    def certify_door(self, door: str, names: tuple[str, ...]) -> tuple[bytes, datetime]:
        """A fresh server certificate for `names`: private key and chain as PEM, and when a newer one is due."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternative = x509.SubjectAlternativeName([_general_name(name) for name in _door_names(names)])
        certificate = (
            self._draft(
                x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"kiosk {door}")]), key.public_key(), _DOOR_LIFE
            )
            .add_extension(alternative, critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        chain = certificate.public_bytes(serialization.Encoding.PEM) + self.pem.encode()
        return private_pem(key) + chain, certificate.not_valid_before_utc + _DOOR_LIFE * 2 / 3

    def certify_imprint(self) -> bytes:
        """A fresh key for the imprint in papers, certified in the municipality's name: key and chain as PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        town = self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0]
        name = x509.Name([town, x509.NameAttribute(NameOID.COMMON_NAME, f"{str(town.value)[:50]} 電子印")])
        certificate = (
            self._draft(name, key.public_key(), _IMPRINT_LIFE, commits=True)
            .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return private_pem(key) + certificate.public_bytes(serialization.Encoding.PEM) + self.pem.encode()

    def _draft(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, life: timedelta, *, commits: bool = False
    ) -> x509.CertificateBuilder:
        now = self._now()
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.certificate.subject)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _BACKDATED)
            .not_valid_after(now + life)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .add_extension(_usage(signs_certificates=False, commits=commits), critical=True)
        )


def open_authority(folder: Path, name: str, now: Callable[[], datetime]) -> Authority:
    """The authority kept in `folder`, made on first use; `name` is the municipality's. Raises `KeysUnusable`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "authority.pem"
    if not path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _self_signed(key, name, now())
        write_private(path, private_pem(key) + certificate.public_bytes(serialization.Encoding.PEM))
    try:
        content = path.read_bytes()
        key = _private_key(content)
        certificate = x509.load_pem_x509_certificate(content)
    except (OSError, ValueError) as error:
        raise KeysUnusable(f"{path}: not usable ({type(error).__name__}); restore it from the backup") from error
    return Authority(key, certificate, now)


def secret(folder: Path, name: str) -> bytes:
    """32 random bytes kept under `name`, made on first use."""
    path = folder / name
    if not path.exists():
        write_private(path, os.urandom(32))
    return path.read_bytes()


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A private key as PKCS#8 PEM without a password."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate, lower-case hex."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(der)
    return digest.finalize().hex()


def _private_key(content: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(content, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not an elliptic curve key")  # noqa: TRY004 -- a damaged file, not a wrong call
    return key


def _requested_key(csr_pem: str) -> ec.EllipticCurvePublicKey:
    try:
        request = x509.load_pem_x509_csr(csr_pem.encode())
    except ValueError as error:
        raise BadRequest("not a certificate request") from error
    key = request.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BadRequest("the key is not on P-256")
    if not request.is_signature_valid:
        raise BadRequest("the request is not signed by its key")
    return key


def _self_signed(key: ec.EllipticCurvePrivateKey, name: str, now: datetime) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, "kiosk authority"),
        ]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + _AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _usage(*, signs_certificates: bool, commits: bool = False) -> x509.KeyUsage:
    """`commits`: the key says that it stands by what it signs (nonRepudiation), as papers need."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=commits,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _door_names(names: tuple[str, ...]) -> list[str]:
    every = [*names, "localhost", "127.0.0.1", "::1", socket.gethostname()]
    return [name for name in dict.fromkeys(every) if name and name not in ("0.0.0.0", "::")]  # noqa: S104 -- not a bind


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
