"""The plaintext that is sealed: an application, its attachments and its card signature in one framed byte string.

Layout: ``KAPP1`` | application length (u32, big-endian) | application (RFC 8785) | for each attachment, in the order
the application names them: length (u32) | bytes | where the application says it was signed by card: length (u32) | CMS.
Sizes and hashes of attachments stand in the application itself, so a signature over the application covers them too.
"""

import struct
from collections.abc import Sequence
from dataclasses import field
from typing import Final

from kiosk.applications.application import Application, MalformedApplication, canonical_bytes, read
from kiosk.applications.attachment import Attachment
from kiosk.values import dataclass

MAGIC: Final = b"KAPP1"


LARGEST_CARD_SIGNATURE_BYTES: Final = 65536


@dataclass(frozen=True)
class Package:
    """Everything of one application; `card_signature` (CMS, DER) is empty unless it says it was signed by card.

    `written`: the application's bytes as they came, which that signature covers; of a newer minor they say more than
    is read.
    """

    application: Application
    attachments: tuple[Attachment, ...] = ()
    card_signature: bytes = field(default=b"", repr=False)
    written: bytes = field(default=b"", repr=False, compare=False)


def pack_application(
    application: Application, attachments: Sequence[Attachment] = (), card_signature: bytes = b""
) -> bytes:
    """Join an application and what it names, in its order; raise ValueError when they do not agree."""
    if tuple(attachment.note() for attachment in attachments) != application.attachments:
        raise ValueError("the attachments are not those the application names")
    if (application.signature.kind == "card") != bool(card_signature):
        raise ValueError("a signature by card and what the application says of it do not agree")
    if len(card_signature) > LARGEST_CARD_SIGNATURE_BYTES:
        raise ValueError("the signature by card is too large")
    parts = [MAGIC]
    contents = [canonical_bytes(application), *(attachment.content for attachment in attachments)]
    for content in [*contents, card_signature] if card_signature else contents:
        parts += (struct.pack("!I", len(content)), content)
    return b"".join(parts)


def open_package(package: bytes) -> Package:
    """Take a package apart; raise `MalformedApplication` for anything cut, added, altered or unknown."""
    if not package.startswith(MAGIC):
        raise MalformedApplication("does not start as an application")
    written, at = _frame(package, len(MAGIC))
    application = read(written)
    attachments = []
    for note in application.attachments:
        content, at = _frame(package, at)
        attachment = Attachment(note.name, note.media_type, content)
        if attachment.note() != note:
            raise MalformedApplication(f"attachment {note.name} is not the one the application names")
        attachments.append(attachment)
    card_signature = b""
    if application.signature.kind == "card":
        card_signature, at = _frame(package, at)
        if not 0 < len(card_signature) <= LARGEST_CARD_SIGNATURE_BYTES:
            raise MalformedApplication("the signature by card is empty or too large")
    if at != len(package):
        raise MalformedApplication("there is more than the application names")
    return Package(application, tuple(attachments), card_signature, written)


def _frame(package: bytes, at: int) -> tuple[bytes, int]:
    start = at + 4
    if start > len(package):
        raise MalformedApplication("cut off before a length")
    (length,) = struct.unpack_from("!I", package, at)
    if start + length > len(package):
        raise MalformedApplication("cut off inside a part")
    return package[start : start + length], start + length
