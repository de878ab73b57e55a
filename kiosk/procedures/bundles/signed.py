"""Signing a bundle at headquarters, and believing one at a booth: signed by its authority, newer than is there."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.procedures.bundles.contents import Contents, packed, unpacked
from kiosk.protocol.bundles import (
    LARGEST_BUNDLE_BYTES,
    LARGEST_CONTENTS_BYTES,
    BadBundle,
    BundleHeader,
    header_bytes,
    pack,
    signed_bytes,
    unpack,
)
from kiosk.protocol.submissions import Sha256
from kiosk.values import dataclass


@dataclass(frozen=True)
class Bundle:
    """A bundle that is believed."""

    number: int
    sha256: Sha256
    contents: Contents


def sign(contents: Contents, number: int, key: ec.EllipticCurvePrivateKey) -> bytes:
    """The files as a bundle, signed by the authority's key; raise `BadBundle` (``too_large``) for too many."""
    body, size = packed(contents)
    if size > LARGEST_CONTENTS_BYTES:
        raise BadBundle("too_large")
    digest = hashes.Hash(hashes.SHA256())
    digest.update(body)
    header = header_bytes(BundleHeader(number=number, contents_bytes=size, sha256=digest.finalize().hex()))
    made = pack(header, key.sign(signed_bytes(header, body), ec.ECDSA(hashes.SHA256())), body)
    if len(made) > LARGEST_BUNDLE_BYTES:
        raise BadBundle("too_large")
    return made


def believed(data: bytes, authority: str, after: int = 0) -> Bundle:
    """The bundle in `data`, signed by one of the authority's certificates (PEM) and of a number above `after`.

    Nothing is unpacked before it is believed. Raises `BadBundle`.
    """
    envelope = unpack(data)
    if not _vouched(envelope.signed_bytes, envelope.signature, authority):
        raise BadBundle("wrong_signature")
    header = envelope.header
    if header.number <= after:
        raise BadBundle("not_newer")
    contents = unpacked(envelope.packed, header.contents_bytes)
    return Bundle(header.number, header.sha256, contents)


def _vouched(content: bytes, signature: bytes, authority: str) -> bool:
    try:
        certificates = x509.load_pem_x509_certificates(authority.encode())
    except ValueError:
        return False
    return any(_signed_by(one.public_key(), signature, content) for one in certificates)


def _signed_by(key: object, signature: bytes, content: bytes) -> bool:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
