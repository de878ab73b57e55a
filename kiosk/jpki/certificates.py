"""Certificates of the card: parsed from the very bytes the card holds, checked against roots chosen by signature."""

import warnings
from datetime import datetime
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtensionOID, NameOID

from kiosk.protocol.faults import CardFault, Code
from kiosk.protocol.identity import Verdict
from kiosk.values import dataclass

_HANDLED: Final = (ExtensionOID.KEY_USAGE, ExtensionOID.CERTIFICATE_POLICIES, ExtensionOID.BASIC_CONSTRAINTS)
_SMALLEST_RSA: Final = 2048


class Purpose(StrEnum):
    """What a certificate is for; each has its own roots and its own policy."""

    AUTH = "auth"
    SIGN = "sign"


class Mode(StrEnum):
    """Which hierarchies may be trusted; everything but `PRODUCTION` is marked on every screen."""

    PRODUCTION = "production"
    TEST = "test"
    REHEARSAL = "rehearsal"


_POLICIES: Final = {
    (Purpose.AUTH, Mode.PRODUCTION): "1.2.392.200149.8.5.1.3.30",
    (Purpose.SIGN, Mode.PRODUCTION): "1.2.392.200149.8.5.1.1.20",
    (Purpose.AUTH, Mode.TEST): "1.2.392.200149.8.5.1.0.30",
    (Purpose.SIGN, Mode.TEST): "1.2.392.200149.8.5.1.0.20",
    (Purpose.AUTH, Mode.REHEARSAL): "1.2.392.200149.8.5.1.3.30",
    (Purpose.SIGN, Mode.REHEARSAL): "1.2.392.200149.8.5.1.1.20",
}
ORGANISATION_REHEARSAL: Final = "JPKI-EMU"
ORGANISATIONS: Final = {Mode.PRODUCTION: "JPKI", Mode.TEST: "JPKI-TEST", Mode.REHEARSAL: ORGANISATION_REHEARSAL}


class Step(StrEnum):
    """One check of a certificate, in the order in which they are made."""

    READABLE = "readable"
    ISSUER = "issuer"
    CLOCK = "clock"
    BEGUN = "begun"
    NOT_OVER = "not_over"
    USAGE = "usage"
    POLICY = "policy"
    KEY = "key"
    LEAF = "leaf"
    EXTENSIONS = "extensions"
    POSSESSION = "possession"
    REVOCATION = "revocation"


@dataclass(frozen=True)
class Check:
    """One step and its verdict; `code` is the fault a bad or missing check stands for."""

    step: Step
    verdict: Verdict
    code: Code | None = None


@dataclass(frozen=True)
class TrustStore:
    """The roots for one purpose in one mode; the two purposes are never mixed."""

    purpose: Purpose
    mode: Mode
    roots: tuple[x509.Certificate, ...]


def load_certificate(der: bytes) -> x509.Certificate:
    """Parse exactly `der`; raise `CardFault(GARBLED)` when it is not one certificate and nothing else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # names of odd lengths are read as they are
            certificate = x509.load_der_x509_certificate(der)
            # these are parsed only when they are asked for
            lazy = (certificate.issuer, certificate.subject)
            times = (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    except (ValueError, TypeError, OverflowError, x509.InvalidVersion) as error:  # TypeError: a name of odd type
        raise CardFault(Code.GARBLED) from error
    del lazy, times
    if not der.endswith(b"\0" + certificate.signature):  # bits said to be unused are read all the same (X.690, 8.6.2)
        raise CardFault(Code.GARBLED)
    return certificate


def is_rehearsal(der: bytes) -> bool:
    """Whether a certificate comes from our own rehearsal hierarchy."""
    return organisation(load_certificate(der)) == ORGANISATION_REHEARSAL


def organisation(certificate: x509.Certificate) -> str:
    """The issuer's organisation, empty when it names none or several."""
    names = certificate.issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    value = names[0].value if len(names) == 1 else ""
    return value if isinstance(value, str) else ""


def holder_key(certificate: x509.Certificate) -> tuple[bytes, int]:
    """What identifies a certificate: its issuer as DER and its serial number, never the serial number alone."""
    return certificate.issuer.public_bytes(), certificate.serial_number


def check_certificate(der: bytes, store: TrustStore, now: datetime, built: datetime) -> tuple[Check, ...]:
    """Every check that needs the certificate, the roots and the clock; possession and revocation stay unchecked.

    `built` is when this program was made: a clock before that is wrong, and the certificate is not blamed for it.
    """
    try:
        leaf = load_certificate(der)
    except CardFault:
        return (Check(Step.READABLE, Verdict.BAD, Code.GARBLED),)
    clock = now >= built
    return (
        Check(Step.READABLE, Verdict.GOOD),
        _check(Step.ISSUER, issuer_of(leaf, store) is not None, Code.UNKNOWN_ISSUER),
        _check(Step.CLOCK, clock, Code.NOT_YET_VALID),
        _dated(Step.BEGUN, clock, leaf.not_valid_before_utc <= now, Code.NOT_YET_VALID),
        _dated(Step.NOT_OVER, clock, now <= leaf.not_valid_after_utc, Code.EXPIRED),
        _check(Step.USAGE, _usage_fits(leaf, store.purpose), Code.UNKNOWN_ISSUER),
        _check(Step.POLICY, _policy_fits(leaf, store), Code.UNKNOWN_ISSUER),
        _check(Step.KEY, _key_is_strong(leaf), Code.UNKNOWN_ISSUER),
        _check(Step.LEAF, _is_leaf(leaf), Code.UNKNOWN_ISSUER),
        _check(Step.EXTENSIONS, _extensions_are_known(leaf), Code.UNKNOWN_ISSUER),
        Check(Step.POSSESSION, Verdict.NOT_CHECKED, Code.COPIED),
        Check(Step.REVOCATION, Verdict.NOT_CHECKED, Code.STATUS_UNKNOWN),
    )


def with_verdict(checks: tuple[Check, ...], step: Step, verdict: Verdict, code: Code) -> tuple[Check, ...]:
    """`checks` with one step decided that needs more than the certificate; `code` belongs to any verdict but good."""
    told = Check(step, verdict, None if verdict is Verdict.GOOD else code)
    return tuple(told if one.step is step else one for one in checks)


def first_fault(checks: tuple[Check, ...], needed: frozenset[Step] = frozenset()) -> Code | None:
    """Why the certificate cannot be used: the first bad check, or the first of `needed` that was not made."""
    for one in checks:
        if one.verdict is Verdict.BAD or (one.verdict is Verdict.NOT_CHECKED and one.step in needed):
            return one.code
    return None


def proves_possession(der: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` over `message` was made with the key of this very certificate."""
    key = _public_key(load_certificate(der))
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(signature, message, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _check(step: Step, good: bool, code: Code) -> Check:
    return Check(step, Verdict.GOOD) if good else Check(step, Verdict.BAD, code)


def _dated(step: Step, clock: bool, good: bool, code: Code) -> Check:
    return _check(step, good, code) if clock else Check(step, Verdict.NOT_CHECKED, Code.NOT_YET_VALID)


def issuer_of(leaf: x509.Certificate, store: TrustStore) -> x509.Certificate | None:
    """The root that signed `leaf`: all generations share one name, so the signature decides."""
    if organisation(leaf) != ORGANISATIONS[store.mode]:
        return None
    for root in store.roots:
        try:
            leaf.verify_directly_issued_by(root)
        except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
            continue
        return root
    return None


def _public_key(leaf: x509.Certificate) -> object:
    """The key, or None when it is of a kind nobody knows."""
    try:
        return leaf.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None


def _extensions(leaf: x509.Certificate) -> x509.Extensions | None:
    try:
        return leaf.extensions
    except (ValueError, TypeError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None


def _usage_fits(leaf: x509.Certificate, purpose: Purpose) -> bool:
    extensions = _extensions(leaf)
    if extensions is None:
        return False
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.digital_signature and usage.content_commitment == (purpose is Purpose.SIGN)


def _policy_fits(leaf: x509.Certificate, store: TrustStore) -> bool:
    extensions = _extensions(leaf)
    if extensions is None:
        return False
    try:
        policies = extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return False
    named = [policy.policy_identifier.dotted_string for policy in policies]
    return named == [_POLICIES[store.purpose, store.mode]]


def _key_is_strong(leaf: x509.Certificate) -> bool:
    key = _public_key(leaf)
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= _SMALLEST_RSA
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP384R1)


def _is_leaf(leaf: x509.Certificate) -> bool:
    extensions = _extensions(leaf)
    if extensions is None or leaf.issuer == leaf.subject:
        return False
    for extension in extensions:
        value = extension.value
        if isinstance(value, x509.BasicConstraints) and value.ca:
            return False
        if isinstance(value, x509.KeyUsage) and value.key_cert_sign:
            return False
    return True


def _extensions_are_known(leaf: x509.Certificate) -> bool:
    extensions = _extensions(leaf)
    return extensions is not None and all(one.oid in _HANDLED for one in extensions if one.critical)
