"""Handing a register over without a line: a file on a stick, for one other booth and nobody else.

The other booth first writes an *offer* onto the stick: the key of its register, vouched for by its own certificate,
which the authority of both has issued. The *bundle* is sealed to that key and signed with the key of the booth that
gives it. It is taken whole or not at all; taken twice, or late, it brings nothing new. When a shelter ends its key is
destroyed, and with it every bundle for it.
"""

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import Field, StringConstraints, ValidationError

from kiosk.applications.sealing import SealingKeyPair, open_own, seal_for, verify_sealing_key
from kiosk.applications.signature import BadSignature, DeviceKey, booth_key
from kiosk.protocol.identifiers import BoothId, KeyId
from kiosk.protocol.model import Moment, Pem, Wire
from kiosk.protocol.presence import SealingKey
from kiosk.shelter.marks import MarkKey
from kiosk.shelter.records import MOST_MARKS, MOST_RECORDS, Record
from kiosk.values import dataclass

LARGEST_OFFER_BYTES: Final = 32 * 1024
LARGEST_BUNDLE_BYTES: Final = 64 * 2**20
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=LARGEST_BUNDLE_BYTES)]


class Why(StrEnum):
    """Why a file is not taken."""

    UNREADABLE = "unreadable"
    NOT_OURS = "not_ours"
    NOT_FOR_US = "not_for_us"
    ALTERED = "altered"
    CONTRADICTED = "contradicted"
    FULL = "full"


@dataclass(frozen=True)
class NotTaken:
    """Nothing of the file was taken, and why."""

    why: Why


class Offer(Wire):
    """Where a booth wants to be handed a register: `key` is vouched for by the booth of `certificate`."""

    booth_id: BoothId
    key: SealingKey
    certificate: Pem


class Header(Wire):
    """Who gives to whom; the signature stands over this."""

    booth_id: BoothId
    to: BoothId
    key_id: KeyId
    at: Moment
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    certificate: Pem


class Bundle(Wire):
    """One file, as JSON."""

    header: Header
    sealed: Base64
    signature: Annotated[Base64, Field(max_length=200)]


class Contents(Wire):
    """What is inside: the keys that cards are remembered under, and every record."""

    keys: Annotated[tuple[MarkKey, ...], Field(max_length=MOST_MARKS)]
    records: Annotated[tuple[Record, ...], Field(max_length=MOST_RECORDS)]


def read_offer(said: bytes, authority: bytes, at: datetime) -> Offer | None:
    """The offer in a file; None unless a booth of this authority made it, whose certificate has not run out."""
    if len(said) > LARGEST_OFFER_BYTES:
        return None
    try:
        offer = Offer.model_validate_json(said)
    except ValidationError:
        return None
    if isinstance(_booth(offer.certificate, offer.booth_id, authority, at), BadSignature):
        return None
    return offer if verify_sealing_key(offer.key, offer.certificate.encode()) else None


def bundle(
    contents: Contents, offer: Offer, giver: str, certificate: str, device_key: DeviceKey, at: datetime
) -> bytes:
    """A file for the booth of `offer`. Raises `BadSealingKey`."""
    sealed = seal_for(contents.model_dump_json().encode(), offer.key, _place(giver, offer.booth_id))
    header = Header(
        booth_id=giver,
        to=offer.booth_id,
        key_id=offer.key.key_id,
        at=at,
        sha256=hashlib.sha256(sealed).hexdigest(),
        certificate=certificate,
    )
    signature = device_key.sign(_signed(header), ec.ECDSA(hashes.SHA256()))
    made = Bundle(header=header, sealed=_text(sealed), signature=_text(signature))
    return made.model_dump_json().encode()


def unbundle(
    said: bytes, us: str, keys: Iterable[SealingKeyPair], authority: bytes, at: datetime
) -> Contents | NotTaken:
    """What a file for this booth holds. Every doubt refuses all of it."""
    if len(said) > LARGEST_BUNDLE_BYTES:
        return NotTaken(Why.UNREADABLE)
    try:
        found = Bundle.model_validate_json(said)
        sealed, signature = base64.b64decode(found.sealed), base64.b64decode(found.signature)
    except (ValidationError, ValueError):
        return NotTaken(Why.UNREADABLE)
    header = found.header
    if doubt := _doubt(header, sealed, signature, authority, min(header.at, at)):
        return NotTaken(doubt)
    if header.to != us:
        return NotTaken(Why.NOT_FOR_US)
    opened = open_own(sealed, header.key_id, _place(header.booth_id, us), keys)
    if not isinstance(opened, bytes):
        return NotTaken(Why.NOT_FOR_US if opened.reason == "unknown_key" else Why.ALTERED)
    try:
        return Contents.model_validate_json(opened)
    except ValidationError:
        return NotTaken(Why.UNREADABLE)


def _doubt(header: Header, sealed: bytes, signature: bytes, authority: bytes, at: datetime) -> Why | None:
    """Whether the booth named in the header made these very bytes."""
    signer = _booth(header.certificate, header.booth_id, authority, at)
    if isinstance(signer, BadSignature):
        return Why.NOT_OURS
    try:
        signer[0].verify(signature, _signed(header), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return Why.ALTERED
    return None if hashlib.sha256(sealed).hexdigest() == header.sha256 else Why.ALTERED


def _booth(
    certificate: str, booth_id: str, authority: bytes, at: datetime
) -> tuple[ec.EllipticCurvePublicKey, int] | BadSignature:
    """The key of a booth of this authority whose certificate had not run out at `at`.

    Booths that were without power and line may tell any time, mostly one that is past: nobody is turned away by a
    clock that says the certificate is still to come, or that the other one is ahead.
    """
    found = booth_key(certificate, booth_id, authority, at, at)
    if not (isinstance(found, BadSignature) and found.reason == "not_valid_then"):
        return found
    begins = x509.load_pem_x509_certificate(certificate.encode()).not_valid_before_utc
    return booth_key(certificate, booth_id, authority, begins, begins) if at < begins else found


def _place(giver: str, taker: str) -> str:
    return f"shelter/{giver}/{taker}"


def _signed(header: Header) -> bytes:
    return b"kiosk-shelter/v1|" + rfc8785.dumps(header.model_dump(mode="json"))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
