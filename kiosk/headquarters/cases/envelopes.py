"""Envelopes (封筒): what of a submission is looked at before anything is kept, and why one is not taken."""

import hashlib
import json
import struct

from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.submissions import MAGIC, BadEnvelope, Envelope, unpack
from kiosk.values import dataclass


@dataclass(frozen=True)
class NotReceived:
    """Why a submission was not taken (now); `problem` is the last part of ``urn:kiosk:problem:...``."""

    status: int
    problem: str
    title: str
    detail: str = ""
    submission_id: str | None = None
    retry_after_s: int = 0
    """Where it will be taken later; the booth keeps it until then."""


def read_envelope(booth: KnownBooth, key: str | None, body: bytes) -> Envelope | NotReceived:
    """The envelope in `body`, where it is one of this booth and of a version that is understood.

    One that was sealed before an update of the booth is taken as long as it can be read: nobody can seal it anew.
    """
    if not key:
        return NotReceived(
            400, "key-missing", "Idempotency-Key がありません", "send the submission id as Idempotency-Key"
        )
    version = _version(body)
    if version is not None and version > PROTOCOL_VERSION:
        detail = f"protocol {version} is not known yet, {PROTOCOL_VERSION} is; update headquarters first"
        return NotReceived(503, "version-too-new", "本庁のソフトウェアが古いため受け付けできません", detail)
    try:
        envelope = unpack(body)
    except BadEnvelope as error:
        if version is not None and version < PROTOCOL_VERSION:
            detail = f"protocol {version} is no longer understood, {PROTOCOL_VERSION} is; update the booth's program"
            return NotReceived(426, "version-too-old", "端末のソフトウェアが古いため受け付けできません", detail)
        return NotReceived(400, "malformed-submission", "送信物を読み取れません", str(error))
    submission_id = envelope.header.submission_id
    if key != submission_id:
        detail = "Idempotency-Key is not the submission id in the header"
        return NotReceived(400, "key-wrong", "送信物の番号が一致しません", detail, submission_id)
    if envelope.header.booth_id != booth.booth_id:
        detail = "the header names another booth than the certificate"
        return NotReceived(403, "wrong-booth", "この端末の送信物ではありません", detail, submission_id)
    return envelope


def fingerprint(body: bytes) -> str:
    """What tells one body from another that came with the same id."""
    return hashlib.sha256(body).hexdigest()


def _version(body: bytes) -> int | None:
    """The protocol version a header claims, even when this program cannot read the rest of it."""
    start = len(MAGIC) + 4
    if not body.startswith(MAGIC) or len(body) < start:
        return None
    (length,) = struct.unpack_from("!I", body, len(MAGIC))
    try:
        version = json.loads(body[start : start + min(length, 16384)])["protocol_version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return version if isinstance(version, int) else None
