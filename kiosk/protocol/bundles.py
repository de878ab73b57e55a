"""A bundle of procedures on the wire and on a booth's disk: what headquarters published, signed, in its envelope.

Layout: ``KPROC1`` | header length (u32, big-endian) | header JSON (RFC 8785) | signature length (u16) | signature |
packed bytes. The signature (ECDSA P-256, SHA-256, DER) by headquarters' authority covers a domain, the header JSON and
the SHA-256 of the packed bytes; the header holds that hash too. ``GET /procedures?after=N`` gives the newest bundle,
or 204 where none is newer than N. Lost or asked again, nothing is harmed: a number is published once.
"""

import hashlib
import struct
from typing import Annotated, Final

import rfc8785
from pydantic import Field, ValidationError

from kiosk.protocol.model import Wire
from kiosk.protocol.submissions import Sha256

MAGIC: Final = b"KPROC1"
MEDIA_TYPE: Final = "application/vnd.kiosk.procedures"
LARGEST_BUNDLE_BYTES: Final = 8 * 2**20
LARGEST_FILE_BYTES: Final = 2 * 2**20
"""Of one file of a folder of procedures; the largest of ours has a tenth."""
LARGEST_CONTENTS_BYTES: Final = 32 * 2**20
"""Of all files together, unpacked."""
_DOMAIN: Final = b"kiosk-procedures/v1|"
_LARGEST_HEADER_BYTES: Final = 4096
BundleNumber = Annotated[int, Field(ge=1, lt=2**31)]
"""Rises by one with each bundle that a headquarters publishes, and is never given twice."""


class BundleHeader(Wire):
    """What may be read before the signature is believed.

    `sha256` is the lower-case hex hash of the packed bytes, `contents_bytes` what they are unpacked.
    """

    number: BundleNumber
    contents_bytes: Annotated[int, Field(ge=2, le=LARGEST_CONTENTS_BYTES)]
    sha256: Sha256


class BundleEnvelope(Wire):
    """Header, signature and packed bytes, taken apart but not yet believed."""

    header: BundleHeader
    header_bytes: Annotated[bytes, Field(max_length=_LARGEST_HEADER_BYTES)]
    signature: Annotated[bytes, Field(max_length=2**16 - 1)]
    packed: Annotated[bytes, Field(max_length=LARGEST_BUNDLE_BYTES)]

    @property
    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return signed_bytes(self.header_bytes, self.packed)


class BadBundle(Exception):
    """The bytes are no bundle that can be used here.

    Attributes:
        code: stable, for logs and headquarters: ``damaged``, ``too_large``, ``wrong_signature``, ``not_newer``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def signed_bytes(header: bytes, packed: bytes) -> bytes:
    """What the signature covers."""
    return _DOMAIN + header + hashlib.sha256(packed).digest()


def header_bytes(header: BundleHeader) -> bytes:
    """The canonical bytes of a header."""
    return rfc8785.dumps(header.model_dump(mode="json"))


def pack(header: bytes, signature: bytes, packed: bytes) -> bytes:
    """Join the parts of an envelope."""
    sizes = struct.pack("!I", len(header)), struct.pack("!H", len(signature))
    return b"".join((MAGIC, sizes[0], header, sizes[1], signature, packed))


def unpack(data: bytes) -> BundleEnvelope:
    """Take an envelope apart; raise `BadBundle` for anything malformed, oversized or with a wrong hash."""
    if len(data) > LARGEST_BUNDLE_BYTES:
        raise BadBundle("too_large")
    if not data.startswith(MAGIC):
        raise BadBundle("damaged")
    try:
        at = len(MAGIC)
        (length,) = struct.unpack_from("!I", data, at)
        if length > _LARGEST_HEADER_BYTES:
            raise BadBundle("damaged")
        head = data[at + 4 : at + 4 + length]
        at += 4 + length
        (signature_length,) = struct.unpack_from("!H", data, at)
        at += 2
        signature, packed = data[at : at + signature_length], data[at + signature_length :]
        header = BundleHeader.model_validate_json(head, extra="ignore")  # a later program may say more
    except (struct.error, ValidationError) as error:
        raise BadBundle("damaged") from error
    if hashlib.sha256(packed).hexdigest() != header.sha256:
        raise BadBundle("damaged")
    return BundleEnvelope(header=header, header_bytes=head, signature=signature, packed=packed)
