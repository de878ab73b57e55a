"""The booth's identity: a P-256 key made here, headquarters' certificate for it, and the keys to seal to."""

import json
import os
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from kiosk.applications.sealing import BadSealingKey, verify_sealing_key
from kiosk.protocol.enrolment import Enrolled, EnrolmentAsked, RenewalAsked
from kiosk.protocol.presence import SealingKey

_PROOF: Final = "device.pem"  # key and certificate in one file: a power cut leaves the old pair or the new, never half
_ENROLLED: Final = "enrolled.json"


class NotEnrolled(Exception):
    """The booth has no identity yet; the text says what to do."""


class EnrolmentFailed(Exception):
    """Headquarters did not enrol the booth; the text says why and what to do."""


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
        enrolled = Enrolled.model_validate_json((folder / _ENROLLED).read_bytes())
    except (OSError, ValueError, ValidationError) as error:
        raise NotEnrolled(
            f"no identity in {folder}: ask headquarters for a code and run `kiosk enrol --config FILE CODE`"
        ) from error
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    given = certificate.public_bytes(serialization.Encoding.PEM).decode()
    if given.strip() != enrolled.certificate.strip():  # the power went between the two files of a renewal
        enrolled = enrolled.model_copy(update={"certificate": given, "expires_at": certificate.not_valid_after_utc})
    return Device(folder, enrolled, key)


async def enrol(folder: Path, url: str, authority: Path | None, code: str) -> Device:
    """Make a key, ask headquarters at `url` with the one-time `code`, and keep what it gives.

    The connection trusts `authority` (PEM) and nothing else. Raises `EnrolmentFailed`.
    """
    if not _may_be_asked(url):
        raise EnrolmentFailed(f"{url}: headquarters is asked over https only (plain http on this machine alone)")
    trusted = _read_authority(authority)
    if not trusted:
        raise EnrolmentFailed(
            "the certificate of headquarters' authority is missing: set headquarters.authority in the settings"
        )
    key = ec.generate_private_key(ec.SECP256R1())
    asked = _asked(code, key)
    _prepare(folder)  # before the code is spent
    async with aiohttp.ClientSession() as session:
        enrolled = await _post(session, f"{url.rstrip('/')}/enrol", asked.model_dump(), trusting(trusted))
    return keep(folder, key, enrolled)


def _asked(code: str, key: ec.EllipticCurvePrivateKey) -> EnrolmentAsked:
    try:
        return EnrolmentAsked(code=code, csr=_request(key))
    except ValidationError as error:
        raise EnrolmentFailed("this is no code: it looks like K7QM-2D9X") from error


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(folder / "writable", b"")
        (folder / "writable").unlink()
    except OSError as error:
        raise EnrolmentFailed(f"{folder} cannot be written ({error.strerror}): run as the booth's account") from error


def _may_be_asked(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1"))


def _read_authority(authority: Path | None) -> str:
    try:
        return authority.read_text(encoding="utf-8") if authority else ""
    except (OSError, UnicodeDecodeError):
        return ""


async def renew(device: Device, session: aiohttp.ClientSession) -> Device:
    """A new certificate for a new key, asked for with the old one."""
    key = ec.generate_private_key(ec.SECP256R1())
    asked = RenewalAsked(csr=_request(key))
    enrolled = await _post(session, f"{device.enrolled.booth_url}/renew", asked.model_dump(), device.tls())
    return keep(device.folder, key, enrolled)


def keep(folder: Path, key: ec.EllipticCurvePrivateKey, enrolled: Enrolled) -> Device:
    """Write key and certificate; the key is readable by this program's account only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(folder / _PROOF, private + enrolled.certificate.encode())
    _write(folder / _ENROLLED, enrolled.model_dump_json(indent=1).encode())
    return Device(folder, enrolled, key)


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(path.suffix + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _request(key: ec.EllipticCurvePrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "booth")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()


def trusting(authority: str) -> ssl.SSLContext:
    """A client context that trusts `authority` (PEM) and nothing else. Raises `EnrolmentFailed` when it is none."""
    try:
        context = ssl.create_default_context(cadata=authority)
    except (ssl.SSLError, TypeError) as error:
        raise EnrolmentFailed(
            "headquarters.authority is no certificate: copy the authority's PEM file from headquarters"
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


async def _post(session: aiohttp.ClientSession, url: str, body: dict[str, object], tls: ssl.SSLContext) -> Enrolled:
    try:
        limit = aiohttp.ClientTimeout(20)
        async with session.post(url, json=body, ssl=tls, timeout=limit, allow_redirects=False) as reply:
            content = await reply.read()
            if reply.status != 200:
                raise EnrolmentFailed(f"headquarters answered {reply.status}: {_detail(content)}")
            return Enrolled.model_validate_json(content)
    except aiohttp.ClientConnectorCertificateError as error:
        raise EnrolmentFailed(
            f"{url} shows a certificate of another authority: check headquarters.authority and the address"
        ) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise EnrolmentFailed(f"{url} cannot be reached: check the line and headquarters.url") from error
    except ValidationError as error:
        raise EnrolmentFailed(f"{url} answered something that is no enrolment: is it headquarters?") from error


def _detail(content: bytes) -> str:
    try:
        found = json.loads(content)
        return str(found.get("detail") or found.get("title") or "no reason given")[:300]
    except (ValueError, AttributeError):
        return "no reason given"


def vouched(keys: tuple[SealingKey, ...], device: Device) -> tuple[SealingKey, ...]:
    """Those of `keys` that the authority this booth trusts vouches for."""
    authority = device.enrolled.authority.encode()
    return tuple(key for key in keys if verify_sealing_key(key, authority))
