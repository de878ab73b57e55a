"""Enrolment and renewal: asking headquarters for a certificate, with a code once and with the old one later."""

import json
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import BaseModel, ValidationError

from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device, NoCertificate, keep, trusting
from kiosk.files import write_private
from kiosk.protocol.enrolment import Enrolled, EnrolmentAsked, RenewalAsked

_LIMITS: Final = http.Limits(total_s=20)


class EnrolmentFailed(Exception):
    """Headquarters did not enrol the booth; the text says why and what to do."""


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
    try:
        context = trusting(trusted)
    except NoCertificate as error:
        raise EnrolmentFailed(str(error)) from error
    enrolled = await _enrolled(f"{url.rstrip('/')}/enrol", lambda: context, asked)
    return _kept(folder, key, enrolled)


def _asked(code: str, key: ec.EllipticCurvePrivateKey) -> EnrolmentAsked:
    try:
        return EnrolmentAsked(code=code, csr=_request(key))
    except ValidationError as error:
        raise EnrolmentFailed("this is no code, or a character is mistyped: it looks like K7QM-2D9X-4HTA") from error


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(folder / "writable", b"")
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


async def renew(device: Device) -> Device:
    """A new certificate for a new key, asked for with the old one. Raises `EnrolmentFailed`; the old one stays then."""
    key = ec.generate_private_key(ec.SECP256R1())
    asked = RenewalAsked(csr=_request(key))
    enrolled = await _enrolled(f"{device.enrolled.booth_url}/renew", device.tls, asked)
    return _kept(device.folder, key, enrolled)


async def _enrolled(url: str, trusted: http.Trusted, asked: BaseModel) -> Enrolled:
    answer = await http.ask(url, trusted, _LIMITS, http.Body(asked.model_dump_json().encode()))
    match answer:
        case http.Unreachable(code=http.WRONG_CERTIFICATE):
            raise EnrolmentFailed(
                f"{url} shows a certificate of another authority: check headquarters.authority and the address"
            )
        case http.Unreachable():
            raise EnrolmentFailed(f"{url} cannot be reached: check the line and headquarters.url")
        case http.Answer(status=200):
            try:
                return Enrolled.model_validate_json(answer.content, extra="ignore")
            except ValidationError as error:
                raise EnrolmentFailed(f"{url} answered something that is no enrolment: is it headquarters?") from error
        case http.Answer():
            raise EnrolmentFailed(f"headquarters answered {answer.status}: {_detail(answer.content)}")


def _kept(folder: Path, key: ec.EllipticCurvePrivateKey, enrolled: Enrolled) -> Device:
    try:
        return keep(folder, key, enrolled)
    except OSError as error:
        raise EnrolmentFailed(f"{folder} cannot be written ({error.strerror}): is the disk full?") from error


def _detail(content: bytes) -> str:
    try:
        found = json.loads(content)
        return str(found.get("detail") or found.get("title") or "no reason given")[:300]
    except (ValueError, AttributeError):
        return "no reason given"


def _request(key: ec.EllipticCurvePrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "booth")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()
