"""Attachments and what an application says about them."""

import hashlib

import pytest
from pydantic import ValidationError

from kiosk.applications.attachment import Attachment, AttachmentNote
from tests.applications.application_samples import DRAWN


def test_a_note_vouches_for_the_bytes() -> None:
    note = DRAWN.note()
    assert (note.name, note.size) == ("signature", len(DRAWN.content))
    assert note.sha256 == hashlib.sha256(DRAWN.content).hexdigest()


def test_contents_never_show_in_a_log() -> None:
    assert repr(Attachment("ininjo", "image/jpeg", b"secret")) == "Attachment('ininjo', 6 bytes)"


@pytest.mark.parametrize("name", ["../x", "葛西", "", "A"])
def test_a_name_is_a_plain_word(name: str) -> None:
    with pytest.raises(ValidationError):
        AttachmentNote(name=name, media_type="image/png", size=1, sha256="0" * 64)
