"""The plaintext that is sealed: an application and its attachments in one framed byte string.

Layout: ``KAPP1`` | application length (u32, big-endian) | application (RFC 8785) | for each attachment, in the order
the application names them: length (u32) | bytes. Sizes and hashes of attachments stand in the application itself, so a
signature over the application covers them too.
"""

import struct
from collections.abc import Sequence
from typing import Final

from kiosk.applications.application import Application, MalformedApplication, canonical_bytes, read
from kiosk.applications.attachment import Attachment

MAGIC: Final = b"KAPP1"


def pack_application(application: Application, attachments: Sequence[Attachment] = ()) -> bytes:
    """Join an application and the attachments it names, in its order; raise ValueError when they do not agree."""
    if tuple(attachment.note() for attachment in attachments) != application.attachments:
        raise ValueError("the attachments are not those the application names")
    parts = [MAGIC]
    for content in (canonical_bytes(application), *(attachment.content for attachment in attachments)):
        parts += (struct.pack("!I", len(content)), content)
    return b"".join(parts)


def open_package(package: bytes) -> tuple[Application, tuple[Attachment, ...]]:
    """Take a package apart; raise `MalformedApplication` for anything cut, added, altered or unknown."""
    if not package.startswith(MAGIC):
        raise MalformedApplication("does not start as an application")
    content, at = _frame(package, len(MAGIC))
    application = read(content)
    attachments = []
    for note in application.attachments:
        content, at = _frame(package, at)
        attachment = Attachment(note.name, note.media_type, content)
        if attachment.note() != note:
            raise MalformedApplication(f"attachment {note.name} is not the one the application names")
        attachments.append(attachment)
    if at != len(package):
        raise MalformedApplication("there is more than the application names")
    return application, tuple(attachments)


def _frame(package: bytes, at: int) -> tuple[bytes, int]:
    start = at + 4
    if start > len(package):
        raise MalformedApplication("cut off before a length")
    (length,) = struct.unpack_from("!I", package, at)
    if start + length > len(package):
        raise MalformedApplication("cut off inside a part")
    return package[start : start + length], start + length
