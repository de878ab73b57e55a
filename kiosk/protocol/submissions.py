"""A submission on the wire: a sealed application in its envelope, and what headquarters answers.

Layout: ``KSUB1`` | header length (u32, big-endian) | header JSON (RFC 8785) | signature length (u16) | signature |
sealed bytes. The signature (ECDSA P-256, SHA-256, DER) by the booth's device key covers header JSON followed by the
SHA-256 of the sealed bytes; the header holds that hash too.
"""

import hashlib
import struct
from typing import Annotated, Final, Literal

import rfc8785
from pydantic import Field, ValidationError

from kiosk.protocol.identifiers import BoothId, CaseId, KeyId, ProcedureId, SubmissionId
from kiosk.protocol.model import Moment, Ordinal, Pem, Wire

MAGIC: Final = b"KSUB1"
MEDIA_TYPE: Final = "application/vnd.kiosk.submission"
LARGEST_SUBMISSION_BYTES: Final = 24 * 2**20
HEADER_MINOR: Final = 3
"""The newest minor whose header has a field of its own; earlier programs read what says no more than they know."""
_LARGEST_HEADER_BYTES: Final = 16 * 1024
_LARGEST_SIGNATURE_BYTES: Final = 2**16 - 1  # what its two bytes of length can say; P-256 in DER has at most 72
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Reference = Annotated[str, Field(pattern=r"^[0-9A-Z]{2}-[0-9]{4}-[0-9]{2}[0-9A-HJKMNP-TV-Z]$")]
"""控え番号 as a resident reads it: ``IE-4731-08K``; the last character checks the others."""


class SubmissionHeader(Wire):
    """What may be read without unsealing. `sha256` is the lower-case hex hash of the sealed bytes."""

    protocol_version: Annotated[int, Field(ge=0, le=10**6)]
    submission_id: SubmissionId
    booth_id: BoothId
    procedure: ProcedureId
    procedure_version: Annotated[str, Field(max_length=20)]
    reference: Reference
    key_id: KeyId
    suite: Annotated[str, Field(max_length=60)]
    created_at: Moment
    sha256: Sha256
    device_certificate: Pem
    """PEM of the certificate whose key signed; kept so that an old submission can be verified after renewal."""
    of_visit: Reference | None = None
    """The reference of what was handed in first in the same visit: one slip stands for both. Since minor 3."""
    protocol_minor: Ordinal = 0
    """Not written while 0. A header of a newer minor may say more than is known here; what it says more may be left."""


class Envelope(Wire):
    """Header, signature and sealed bytes, taken apart but not yet believed."""

    header: SubmissionHeader
    header_bytes: Annotated[bytes, Field(max_length=_LARGEST_HEADER_BYTES)]
    signature: Annotated[bytes, Field(max_length=_LARGEST_SIGNATURE_BYTES)]
    sealed: Annotated[bytes, Field(max_length=LARGEST_SUBMISSION_BYTES)]

    @property
    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return self.header_bytes + hashlib.sha256(self.sealed).digest()


class BadEnvelope(Exception):
    """The bytes are no submission; the text says which part is wrong."""


def header_bytes(header: SubmissionHeader) -> bytes:
    """The canonical bytes of a header."""
    return rfc8785.dumps(header.model_dump(mode="json", exclude_defaults=True))


def pack(header: bytes, signature: bytes, sealed: bytes) -> bytes:
    """Join the parts of an envelope."""
    sizes = struct.pack("!I", len(header)), struct.pack("!H", len(signature))
    return b"".join((MAGIC, sizes[0], header, sizes[1], signature, sealed))


def unpack(data: bytes) -> Envelope:
    """Take an envelope apart; raise `BadEnvelope` for anything malformed, oversized or with a wrong hash."""
    if len(data) > LARGEST_SUBMISSION_BYTES:
        raise BadEnvelope(f"larger than {LARGEST_SUBMISSION_BYTES} bytes")
    if not data.startswith(MAGIC):
        raise BadEnvelope("does not start as a submission")
    try:
        at = len(MAGIC)
        (length,) = struct.unpack_from("!I", data, at)
        at += 4
        if length > _LARGEST_HEADER_BYTES:
            raise BadEnvelope("header too long")
        head = data[at : at + length]
        at += length
        (signature_length,) = struct.unpack_from("!H", data, at)
        at += 2
        signature, sealed = data[at : at + signature_length], data[at + signature_length :]
        header = _read_header(head)
    except (struct.error, ValidationError) as error:
        raise BadEnvelope("header cannot be read") from error
    if hashlib.sha256(sealed).hexdigest() != header.sha256:
        raise BadEnvelope("sealed bytes do not match their hash")
    return Envelope(header=header, header_bytes=head, signature=signature, sealed=sealed)


def _read_header(head: bytes) -> SubmissionHeader:
    header = SubmissionHeader.model_validate_json(head, extra="ignore")
    return header if header.protocol_minor > HEADER_MINOR else SubmissionHeader.model_validate_json(head)


class Receipt(Wire):
    """Headquarters has the submission for good; the booth may now forget the sealed bytes."""

    kind: Literal["receipt"] = "receipt"
    submission_id: SubmissionId
    sha256: Sha256
    receipt_number: Annotated[str, Field(max_length=20)]
    case_id: CaseId
    received_at: Moment
    replayed: bool = False


LONGEST_DETAIL: Final = 1000


class ReplyProblem(Wire):
    """An RFC 9457 problem: `type` is a stable ``urn:kiosk:problem:...`` the booth turns into a sentence."""

    type: Annotated[str, Field(max_length=200)]
    title: Annotated[str, Field(max_length=200)]
    status: Annotated[int, Field(ge=100, le=599)]
    detail: Annotated[str, Field(max_length=LONGEST_DETAIL)] = ""
    submission_id: SubmissionId | None = None
