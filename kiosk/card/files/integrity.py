"""The issuer's signatures over identity and the printed face, checked against keys the operator has configured.

The product ships none of these keys and a card does not carry them: without one, what was read is named unchecked.
Roots lie in `face/` of the folder of roots, one PEM public key each, named by its key id in hex (32 digits).
"""

from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from kiosk.card.files import tlv
from kiosk.card.files.face_file import FaceFile
from kiosk.jpki.certificates import Mode
from kiosk.jpki.roots import SUFFIXES, Root, TrustError
from kiosk.protocol.identity import Integrity
from kiosk.values import dataclass

_FOLDER: Final = "face"
_KEY_ID: Final = 16
_BODY_BYTES: Final = 297
_CERTIFICATE, _BODY, _SEAL = 0x7F21, 0x5F4E, 0x5F37
_EXPONENT, _MODULUS = 0x90, 0x91
_RECORD, _NUMBER_DIGEST, _IDENTITY_DIGEST, _RECORD_SEAL = 0xFF30, 0xDF31, 0xDF32, 0xDF33
_IDENTITY, _OFFSETS = 0xFF20, 0xDF21
_HIERARCHY: Final = {Mode.PRODUCTION: b"5", Mode.TEST: b"6", Mode.REHEARSAL: b"9"}  # first digit of a key id
_THREE_DIGESTS: Final = bytes.fromhex("3071300D060960864801650304020105000460")  # a DigestInfo of 96 bytes


@dataclass(frozen=True)
class IntegrityRoots:
    """The keys that certify municipalities, by key id; with none of them nothing can be checked."""

    keys: Mapping[bytes, rsa.RSAPublicKey] = field(default_factory=dict)


def load_integrity_roots(folder: Path, mode: Mode) -> IntegrityRoots:
    """Every key in `folder`/face; one of another hierarchy or without a key id for a name is refused by name."""
    try:
        files = sorted(one for one in (folder / _FOLDER).iterdir() if one.suffix in SUFFIXES)
    except FileNotFoundError:
        return IntegrityRoots()
    return IntegrityRoots(dict(_load(file, mode) for file in files))


def list_integrity_roots(folder: Path, mode: Mode) -> list[Root]:
    """Every key in `folder`/face with the SHA-256 fingerprint of its SubjectPublicKeyInfo."""
    listed = []
    for key_id, key in load_integrity_roots(folder, mode).keys.items():
        der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        fingerprint = sha256(der).digest().hex(":").upper()
        listed.append(Root(_FOLDER, f"{key_id.hex()}.pem", fingerprint, "", "", mode.value))
    return listed


def _load(file: Path, mode: Mode) -> tuple[bytes, rsa.RSAPublicKey]:
    try:
        key_id = bytes.fromhex(file.stem)
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as error:
        raise TrustError(f"{file}: not a public key named by its key id ({type(error).__name__})") from error
    if len(key_id) != _KEY_ID or not isinstance(key, rsa.RSAPublicKey):
        raise TrustError(f"{file}: not an RSA public key named by its key id of 32 hexadecimal digits")
    if not key_id.startswith(_HIERARCHY[mode]):
        raise TrustError(f"{file}: belongs to another hierarchy than {mode.value}; remove it")
    return key_id, key


def check_identity(identity: bytes, record: bytes, issuer: bytes, roots: IntegrityRoots) -> Integrity:
    """Whether the issuer has signed exactly this identity file.

    The record also holds a digest of the 個人番号, from which the number could be found: it goes through here and is
    kept nowhere.
    """
    if not _has_root(issuer, roots):
        return Integrity.UNCHECKED
    key = _certified_key(issuer, roots)
    try:
        fields = _fields(record, _RECORD)
        signed = fields[_NUMBER_DIGEST].whole + fields[_IDENTITY_DIGEST].whole
        good = fields[_IDENTITY_DIGEST].value == _identity_digest(identity)
        return _verdict(good and key is not None and _verifies(key, fields[_RECORD_SEAL].value, signed))
    except (tlv.TlvError, KeyError):
        return Integrity.BAD


def check_face(face: FaceFile, issuer: bytes, roots: IntegrityRoots) -> Integrity:
    """Whether the issuer has signed exactly this face: birth date, sex, key, both texts and the photograph."""
    if not _has_root(issuer, roots):
        return Integrity.UNCHECKED
    key = _certified_key(issuer, roots)
    if key is None or not face.digests:
        return Integrity.BAD
    try:
        said = key.recover_data_from_signature(face.signature, padding.PKCS1v15(), None)
    except (InvalidSignature, ValueError):
        return Integrity.BAD
    return _verdict(said == _THREE_DIGESTS + face.digests)


def _identity_digest(identity: bytes) -> bytes:
    """From the object after the offset table to the end: the table itself is not protected."""
    header = tlv.read_header(identity)
    if header.tag != _IDENTITY:
        raise tlv.TlvError("not an identity file")
    inner = identity[header.size : header.total]
    table = tlv.read_header(inner)
    return sha256(inner[table.total :] if table.tag == _OFFSETS else inner).digest()


def _has_root(issuer: bytes, roots: IntegrityRoots) -> bool:
    body = _body(issuer)
    return body is not None and body[0][:_KEY_ID] in roots.keys


def _certified_key(issuer: bytes, roots: IntegrityRoots) -> rsa.RSAPublicKey | None:
    """The municipality's key, when a configured root has certified it."""
    parts = _body(issuer)
    if parts is None:
        return None
    body, seal = parts
    if not _verifies(roots.keys[body[:_KEY_ID]], seal, body):
        return None
    try:
        numbers = {one.tag: int.from_bytes(one.value, "big") for one in tlv.parse(body[2 * _KEY_ID :])}
        return rsa.RSAPublicNumbers(numbers[_EXPONENT], numbers[_MODULUS]).public_key()
    except (tlv.TlvError, KeyError, ValueError):
        return None


def _body(issuer: bytes) -> tuple[bytes, bytes] | None:
    """What a card-verifiable certificate says, and its signature."""
    try:
        fields = _fields(issuer, _CERTIFICATE)
        body, seal = fields[_BODY].value, fields[_SEAL].value
    except (tlv.TlvError, KeyError):
        return None
    return (body, seal) if len(body) == _BODY_BYTES else None


def _fields(raw: bytes, outer: int) -> dict[int, tlv.Tlv]:
    header = tlv.read_header(raw)
    if header.tag != outer or header.total > len(raw):
        raise tlv.TlvError("another object than it should be")
    return {one.tag: one for one in tlv.parse(raw[header.size : header.total])}


def _verifies(key: rsa.RSAPublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _verdict(good: bool) -> Integrity:
    return Integrity.GOOD if good else Integrity.BAD
