"""Attachments and what an application says about them."""

import hashlib

import pytest
from pydantic import ValidationError

from kiosk.applications.attachment import SIGNATURE, Attachment, AttachmentNote
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
    assert Attachment("scan", "image/png", bomb(1500, 1500)).picture_problem() is None
    assert Attachment("strokes", "application/json", b"[]").picture_problem() is None


@pytest.mark.parametrize("kind", ["image/png", "application/json"])
@pytest.mark.parametrize(("width", "height"), [(1500, 1500), (2001, 10), (10, 2001)])
def test_a_signature_is_no_larger_than_twice_what_a_booth_draws(kind: str, width: int, height: int) -> None:
    """A paper is set with it byte by byte: a page of noise, let through as any other picture, took gigabytes."""
    assert Attachment(SIGNATURE, kind, bomb(width, height)).picture_problem() is PictureProblem.TOO_LARGE
    assert Attachment(SIGNATURE, "image/png", png(1000, 500)).picture_problem() is None
    assert Attachment(SIGNATURE, "image/png", png() + bytes(256 * 1024)).picture_problem() is PictureProblem.TOO_LARGE
