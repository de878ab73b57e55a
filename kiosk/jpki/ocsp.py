"""Revocation by OCSP: one question to a responder, its answer believed only when everything about it is right."""

from datetime import datetime
from hashlib import sha1
from secrets import token_bytes
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from typing_extensions import override

from kiosk.jpki.revocation import CannotTell, NotRevoked, RevocationSource, Revoked, Status, Why, is_current
from kiosk.protocol.bodies import TooLarge, whole

_LARGEST_BYTES: Final = 65536
_NONCE_BYTES: Final = 16
_HEADERS: Final = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}


class OcspSource(RevocationSource):
    """One responder.

    Its HTTP library is loaded with the first responder: headquarters that read lists start without it.
    """

    def __init__(self, url: str, deadline_s: float = 5.0) -> None:
        import aiohttp

        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=deadline_s)

    @override
    async def status(self, leaf: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        import aiohttp

        nonce = token_bytes(_NONCE_BYTES)
        question = (
            ocsp.OCSPRequestBuilder()
            .add_certificate(leaf, issuer, SHA1())  # noqa: S303 -- names the issuer, protects nothing
            .add_extension(x509.OCSPNonce(nonce), critical=False)
            .build()
            .public_bytes(Encoding.DER)
        )
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.post(self._url, data=question, headers=_HEADERS) as answer,
            ):
                if answer.status != 200:
                    return CannotTell(Why.NO_ANSWER)
                raw = await whole(answer.content, _LARGEST_BYTES)
        except (aiohttp.ClientError, TimeoutError, OSError, TooLarge):
            return CannotTell(Why.NO_ANSWER)
        return read_answer(raw, leaf, issuer, now, nonce)


def read_answer(raw: bytes, leaf: x509.Certificate, issuer: x509.Certificate, now: datetime, nonce: bytes) -> Status:
    """What a responder's answer says of `leaf`; an answer to another question says nothing."""
    try:
        answer = ocsp.load_der_ocsp_response(raw)
        if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return CannotTell(Why.NO_ANSWER)
        if not _answers(answer, leaf, issuer) or not _is_fresh(answer, nonce):
            return CannotTell(Why.NOT_COVERED)
        if not _is_signed(answer, issuer, now):
            return CannotTell(Why.BAD_SIGNATURE)
        return _said(answer, now)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return CannotTell(Why.UNREADABLE)


def _answers(answer: ocsp.OCSPResponse, leaf: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether it is about this certificate of this issuer."""
    if answer.serial_number != leaf.serial_number or not isinstance(answer.hash_algorithm, SHA1):
        return False
    name = sha1(issuer.subject.public_bytes(), usedforsecurity=False).digest()
    key = x509.SubjectKeyIdentifier.from_public_key(issuer.public_key()).digest
    return answer.issuer_name_hash == name and answer.issuer_key_hash == key


def _is_fresh(answer: ocsp.OCSPResponse, nonce: bytes) -> bool:
    """A responder may leave the nonce out (answers made beforehand); another one is the answer to somebody else."""
    try:
        return answer.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == nonce
    except x509.ExtensionNotFound:
        return True


def _is_signed(answer: ocsp.OCSPResponse, issuer: x509.Certificate, now: datetime) -> bool:
    """By the issuer itself, or by a responder the issuer has appointed."""
    algorithm = answer.signature_hash_algorithm
    if algorithm is None:
        return False
    signers = [issuer, *(one for one in answer.certificates if _is_appointed(one, issuer, now))]
    return any(_verifies(signer, answer, algorithm) for signer in signers)


def _is_appointed(responder: x509.Certificate, issuer: x509.Certificate, now: datetime) -> bool:
    try:
        responder.verify_directly_issued_by(issuer)
        usages = responder.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    in_time = responder.not_valid_before_utc <= now <= responder.not_valid_after_utc
    return in_time and ExtendedKeyUsageOID.OCSP_SIGNING in usages


def _verifies(signer: x509.Certificate, answer: ocsp.OCSPResponse, algorithm: HashAlgorithm) -> bool:
    key = signer.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _said(answer: ocsp.OCSPResponse, now: datetime) -> Status:
    if answer.certificate_status is ocsp.OCSPCertStatus.REVOKED:
        return Revoked()
    if not is_current(answer.this_update_utc, answer.next_update_utc, now):
        return CannotTell(Why.STALE)
    if answer.certificate_status is ocsp.OCSPCertStatus.GOOD:
        return NotRevoked(answer.this_update_utc)
    return CannotTell(Why.UNKNOWN)
