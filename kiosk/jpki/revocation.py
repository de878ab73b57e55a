"""Whether a certificate was revoked, asked of a source that can be exchanged: none, CRL files, OCSP.

There are three answers, and only one of them is good: a stale list, an answer that does not come or is not signed by
whom it should be, and no source at all are `CannotTell`.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from typing_extensions import override

from kiosk.jpki.certificates import Check, Step, with_verdict
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Verdict
from kiosk.values import dataclass

SKEW: Final = timedelta(minutes=5)  # how far another machine's clock may be ahead of ours
_HANDLED: Final = (x509.IssuingDistributionPoint.oid,)


class Why(StrEnum):
    """Why nobody can tell."""

    NO_SOURCE = "no_source"
    NO_ANSWER = "no_answer"
    STALE = "stale"
    NOT_COVERED = "not_covered"
    BAD_SIGNATURE = "bad_signature"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class NotRevoked:
    """The source vouches for the certificate as of `as_of`."""

    as_of: datetime


@dataclass(frozen=True)
class Revoked:
    """The certificate was revoked; when and for what reason changes nothing about what staff do next."""


@dataclass(frozen=True)
class CannotTell:
    """Nobody knows; never to be taken for good."""

    why: Why


Status = NotRevoked | Revoked | CannotTell


class RevocationSource(Protocol):
    """Something that may know."""

    async def status(self, leaf: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        """What is known of `leaf`, which `issuer` has signed."""


class NoSource(RevocationSource):
    """Nobody is asked."""

    @override
    async def status(self, leaf: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        return CannotTell(Why.NO_SOURCE)


class CrlFolder(RevocationSource):
    """Revocation lists (`*.crl`, DER) that something else fetches into a folder; read anew at each question."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @override
    async def status(self, leaf: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        try:
            files = sorted(self._folder.glob("*.crl"))
            told = [_said_by(file.read_bytes(), leaf, issuer, now) for file in files]
        except OSError:
            return CannotTell(Why.NO_ANSWER)
        return _weighed(told)


def with_revocation(checks: tuple[Check, ...], status: Status) -> tuple[Check, ...]:
    """The checks of a certificate with the one for revocation decided."""
    match status:
        case NotRevoked():
            return with_verdict(checks, Step.REVOCATION, Verdict.GOOD, Code.STATUS_UNKNOWN)
        case Revoked():
            return with_verdict(checks, Step.REVOCATION, Verdict.BAD, Code.REVOKED)
        case CannotTell():
            return with_verdict(checks, Step.REVOCATION, Verdict.NOT_CHECKED, Code.STATUS_UNKNOWN)


def is_current(begins: datetime, ends: datetime | None, now: datetime) -> bool:
    """Whether an answer made at `begins` and good until `ends` may be used now; without an end it may not."""
    return ends is not None and begins <= now + SKEW and now <= ends


def _weighed(told: list[Status]) -> Status:
    """One list that names the certificate outweighs all others; then one that covers it; else the best excuse."""
    for one in told:
        if isinstance(one, Revoked):
            return one
    good = [one for one in told if isinstance(one, NotRevoked)]
    if good:
        return max(good, key=lambda one: one.as_of)
    excuses = [one for one in told if isinstance(one, CannotTell) and one.why is not Why.NOT_COVERED]
    return excuses[0] if excuses else CannotTell(Why.NOT_COVERED if told else Why.NO_ANSWER)


def _said_by(raw: bytes, leaf: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
    try:
        crl = x509.load_der_x509_crl(raw)
        covered = crl.issuer == leaf.issuer and _covers(crl, leaf)
        key = issuer.public_key()
        signed = isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey) and crl.is_signature_valid(key)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return CannotTell(Why.UNREADABLE)
    if not covered:
        return CannotTell(Why.NOT_COVERED)
    if not signed:
        return CannotTell(Why.BAD_SIGNATURE)
    named = crl.get_revoked_certificate_by_serial_number(leaf.serial_number)
    if named is not None:  # also on an old list: nobody is made good again by waiting
        return Revoked()
    if not is_current(crl.last_update_utc, crl.next_update_utc, now):
        return CannotTell(Why.STALE)
    return NotRevoked(crl.last_update_utc)


def _covers(crl: x509.CertificateRevocationList, leaf: x509.Certificate) -> bool:
    """Whether this list is the one the certificate names; the lists are parted by municipality."""
    for extension in crl.extensions:
        if extension.critical and extension.oid not in _HANDLED:
            return False
        point = extension.value
        if isinstance(point, x509.IssuingDistributionPoint) and not _is_point_of(point, leaf):
            return False
    return True


def _is_point_of(point: x509.IssuingDistributionPoint, leaf: x509.Certificate) -> bool:
    limited = (point.only_contains_ca_certs, point.only_contains_attribute_certs, point.indirect_crl)
    if any(limited) or point.only_some_reasons is not None:
        return False
    try:
        points = leaf.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return False
    return any(one.full_name is not None and one.full_name == point.full_name for one in points)
