"""Attachments and what an application says about them."""

import hashlib

import pytest
from pydantic import ValidationError

from kiosk.applications.attachment import Attachment, AttachmentNote
from kiosk.pictures.header import PictureProblem
from tests.applications.application_samples import DRAWN, png
from tests.pictures.bomb import bomb


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


def test_a_picture_is_looked_at_before_anybody_decodes_it() -> None:
    assert Attachment("signature", "image/png", png()).picture_problem() is None
    assert Attachment("signature", "image/png", bomb()).picture_problem() is PictureProblem.TOO_LARGE
    assert Attachment("scan", "image/png", b"of a paper").picture_problem() is PictureProblem.NO_PICTURE
    assert Attachment("scan", "image/tiff", png()).picture_problem() is PictureProblem.NO_PICTURE
    assert Attachment("strokes", "application/json", b"[]").picture_problem() is None
