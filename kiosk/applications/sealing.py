"""Sealing (封緘): an application is encrypted to headquarters' public key so that the booth itself cannot read it back.

HPKE (RFC 9180) of ``cryptography``, single shot, base mode. Two suites: X-Wing (ML-KEM-768 with X25519, for records
that must stay secret for decades) and plain X25519, so that a weakness found in one can be answered by a setting.
``info`` binds booth, submission, procedure, version, key and suite: bytes moved under another header do not open.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, Literal

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import ec, mlkem, x25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from typing_extensions import override

from kiosk.protocol.presence import SealingKey
from kiosk.protocol.submissions import SubmissionHeader
from kiosk.values import dataclass


class SuiteId(StrEnum):
    """The suites a submission may be sealed with; the text travels in its header."""

    XWING = "mlkem768-x25519/hkdf-sha256/aes-256-gcm"
    X25519 = "x25519/hkdf-sha256/aes-256-gcm"


_PublicKey = hpke.MLKEM768X25519PublicKey | x25519.X25519PublicKey
_PrivateKey = hpke.MLKEM768X25519PrivateKey | x25519.X25519PrivateKey
_KEMS: Final = {SuiteId.XWING: hpke.KEM.MLKEM768_X25519, SuiteId.X25519: hpke.KEM.X25519}
_MLKEM_PUBLIC: Final = 1184
_X25519_PUBLIC: Final = 32


class BadSealingKey(Exception):
    """A sealing key cannot be used: not readable, of an unknown suite, or not vouched for."""


@dataclass(frozen=True)
class CannotUnseal:
    """Why sealed bytes stay closed: the key is not here, is of another suite, or bytes or header were altered."""

    reason: Literal["unknown_key", "wrong_suite", "altered"]


@dataclass(frozen=True)
class SealingKeyPair:
    """Headquarters' key pair for sealing; the private part never leaves headquarters."""

    key_id: str
    suite: SuiteId
    private_parts: tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey] | tuple[x25519.X25519PrivateKey]

    @staticmethod
    def generate(key_id: str, suite: SuiteId = SuiteId.XWING) -> "SealingKeyPair":
        """A new pair."""
        short = x25519.X25519PrivateKey.generate()
        if suite is SuiteId.X25519:
            return SealingKeyPair(key_id, suite, (short,))
        return SealingKeyPair(key_id, suite, (mlkem.MLKEM768PrivateKey.generate(), short))

    def public_raw(self) -> bytes:
        """The raw public key: 32 bytes, or for X-Wing 1184 bytes of ML-KEM-768 followed by 32 of X25519."""
        return b"".join(part.public_key().public_bytes_raw() for part in self.private_parts)

    def private_pem(self, password: bytes | None = None) -> bytes:
        """PKCS#8 blocks in PEM, one for each part, under a line that names key and suite."""
        lock = BestAvailableEncryption(password) if password else NoEncryption()
        blocks = [part.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock) for part in self.private_parts]
        return f"Sealing-Key: {self.key_id} {self.suite}\n".encode() + b"".join(blocks)

    @staticmethod
    def from_pem(pem: bytes, password: bytes | None = None) -> "SealingKeyPair":
        """Read what `private_pem` wrote; raise `BadSealingKey` for anything else or a wrong password."""
        try:
            title, _, rest = pem.partition(b"\n")
            label, key_id, suite = title.decode("ascii").split()
            blocks = [b"-----BEGIN" + block for block in rest.split(b"-----BEGIN")[1:]]
            parts = [load_pem_private_key(block, password) for block in blocks]
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise BadSealingKey(f"the private sealing key cannot be read ({error})") from error
        match SuiteId(suite) if label == "Sealing-Key:" and suite in set(SuiteId) else None, parts:
            case SuiteId.X25519, [x25519.X25519PrivateKey() as short]:
                return SealingKeyPair(key_id, SuiteId.X25519, (short,))
            case SuiteId.XWING, [mlkem.MLKEM768PrivateKey() as lattice, x25519.X25519PrivateKey() as short]:
                return SealingKeyPair(key_id, SuiteId.XWING, (lattice, short))
            case _:
                raise BadSealingKey("the private sealing key is of an unknown suite")

    def hpke_key(self) -> _PrivateKey:
        """The key as the HPKE suite takes it."""
        if len(self.private_parts) == 1:
            return self.private_parts[0]
        return hpke.MLKEM768X25519PrivateKey(*self.private_parts)

    def public_key(self) -> _PublicKey:
        """The public half as the HPKE suite takes it."""
        if len(self.private_parts) == 1:
            return self.private_parts[0].public_key()
        lattice, short = self.private_parts
        return hpke.MLKEM768X25519PublicKey(lattice.public_key(), short.public_key())

    @override
    def __repr__(self) -> str:
        return f"SealingKeyPair({self.key_id!r}, {self.suite.value!r})"


@dataclass(frozen=True)
class SealedFor:
    """What sealed bytes are bound to."""

    booth_id: str
    submission_id: str
    procedure: str
    procedure_version: str

    @staticmethod
    def of(header: SubmissionHeader) -> "SealedFor":
        """The binding a header claims."""
        return SealedFor(header.booth_id, header.submission_id, header.procedure, header.procedure_version)

    def info(self, key_id: str, suite: str) -> bytes:
        """The HPKE ``info``: unambiguous whatever the texts hold."""
        texts = [self.booth_id, self.submission_id, self.procedure, self.procedure_version, key_id, suite]
        return b"kiosk-submission/v1|" + rfc8785.dumps(texts)


def seal(plaintext: bytes, key: SealingKey, bound_to: SealedFor) -> bytes:
    """Seal to `key`, which the caller has checked with `verify_sealing_key`; raise `BadSealingKey` if unusable."""
    suite = _suite(key.suite)
    return _hpke(suite).encrypt(plaintext, _public(key), info=bound_to.info(key.key_id, key.suite))


def unseal(sealed: bytes, header: SubmissionHeader, keys: Iterable[SealingKeyPair]) -> bytes | CannotUnseal:
    """Open sealed bytes with the one of `keys` the header names."""
    pair = next((pair for pair in keys if pair.key_id == header.key_id), None)
    if pair is None:
        return CannotUnseal("unknown_key")
    if pair.suite != header.suite:
        return CannotUnseal("wrong_suite")
    info = SealedFor.of(header).info(header.key_id, header.suite)
    try:
        return _hpke(pair.suite).decrypt(sealed, pair.hpke_key(), info=info)
    except (InvalidTag, ValueError):
        return CannotUnseal("altered")


def seal_own(plaintext: bytes, pair: SealingKeyPair, place: str) -> bytes:
    """Seal what headquarters keeps for itself at `place`, to its own key."""
    return _hpke(pair.suite).encrypt(plaintext, pair.public_key(), info=_kept_at(place, pair))


def seal_for(plaintext: bytes, key: SealingKey, place: str) -> bytes:
    """Seal what somebody else keeps at `place` to their public key, which the caller has checked; `open_own` opens it.

    Raises `BadSealingKey` when it is unusable.
    """
    suite = _suite(key.suite)
    return _hpke(suite).encrypt(plaintext, _public(key), info=_kept_under(place, key.key_id, suite))


def open_own(sealed: bytes, key_id: str, place: str, keys: Iterable[SealingKeyPair]) -> bytes | CannotUnseal:
    """Open what `seal_own` sealed for this place with the key of this id."""
    pair = next((pair for pair in keys if pair.key_id == key_id), None)
    if pair is None:
        return CannotUnseal("unknown_key")
    try:
        return _hpke(pair.suite).decrypt(sealed, pair.hpke_key(), info=_kept_at(place, pair))
    except (InvalidTag, ValueError):
        return CannotUnseal("altered")


def _kept_at(place: str, pair: SealingKeyPair) -> bytes:
    return _kept_under(place, pair.key_id, pair.suite)


def _kept_under(place: str, key_id: str, suite: SuiteId) -> bytes:
    return b"kiosk-kept/v1|" + rfc8785.dumps([place, key_id, suite.value])


def sign_sealing_key(pair: SealingKeyPair, authority_key: ec.EllipticCurvePrivateKey) -> SealingKey:
    """The public half as booths get it, vouched for by the authority's P-256 key (ECDSA, SHA-256, DER, base64)."""
    public_key = base64.b64encode(pair.public_raw()).decode("ascii")
    signature = authority_key.sign(_vouched(pair.key_id, pair.suite, public_key), ec.ECDSA(hashes.SHA256()))
    return SealingKey(
        key_id=pair.key_id,
        suite=pair.suite.value,
        public_key=public_key,
        signature=base64.b64encode(signature).decode("ascii"),
    )


def verify_sealing_key(key: SealingKey, authority: bytes) -> bool:
    """Whether one of the authority certificates (PEM, one or more) vouches for `key`, and its suite is known here."""
    try:
        _public(key)
        signature = base64.b64decode(key.signature, validate=True)
        certificates = x509.load_pem_x509_certificates(authority)
    except (BadSealingKey, ValueError):
        return False
    return any(_vouches(certificate, key, signature) for certificate in certificates)


def _vouches(certificate: x509.Certificate, key: SealingKey, signature: bytes) -> bool:
    public_key = certificate.public_key()
    if not isinstance(public_key, ec.EllipticCurvePublicKey):
        return False
    try:
        public_key.verify(signature, _vouched(key.key_id, key.suite, key.public_key), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _vouched(key_id: str, suite: str, public_key: str) -> bytes:
    return b"kiosk-sealing-key/v1|" + rfc8785.dumps([key_id, suite, public_key])


def _hpke(suite: SuiteId) -> hpke.Suite:
    return hpke.Suite(_KEMS[suite], hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def _suite(text: str) -> SuiteId:
    try:
        return SuiteId(text)
    except ValueError:
        raise BadSealingKey(f"unknown suite {text!r}; a newer booth program may know it") from None


def _public(key: SealingKey) -> _PublicKey:
    sizes: Mapping[SuiteId, int] = {SuiteId.XWING: _MLKEM_PUBLIC + _X25519_PUBLIC, SuiteId.X25519: _X25519_PUBLIC}
    suite = _suite(key.suite)
    try:
        raw = base64.b64decode(key.public_key, validate=True)
        if len(raw) != sizes[suite]:
            raise BadSealingKey("the public sealing key has a wrong length")
        short = x25519.X25519PublicKey.from_public_bytes(raw[-_X25519_PUBLIC:])
        if suite is SuiteId.X25519:
            return short
        lattice = mlkem.MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC])
        return hpke.MLKEM768X25519PublicKey(lattice, short)
    except (ValueError, binascii.Error) as error:
        raise BadSealingKey("the public sealing key cannot be read") from error
