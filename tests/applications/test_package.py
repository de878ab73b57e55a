"""The sealed plaintext: what goes in comes out, and nothing altered does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.applications.application import Application, MalformedApplication, Signature
from kiosk.applications.attachment import Attachment
from kiosk.applications.package import Package, open_package, pack_application
from tests.applications.application_samples import DRAWN, application

ONE_STROKE = Attachment("strokes", "application/json", b"[[1,2,0,0.5]]")
WITH_STROKES = application(attachments=(DRAWN.note(), ONE_STROKE.note()))
PACKAGE = pack_application(WITH_STROKES, (DRAWN, ONE_STROKE))


def test_application_and_attachments_come_back() -> None:
    assert open_package(PACKAGE) == Package(WITH_STROKES, (DRAWN, ONE_STROKE))


def test_an_application_without_attachments_is_a_package_too() -> None:
    bare = application(signature=Signature(kind="none"), attachments=())
    assert open_package(pack_application(bare)) == Package(bare)


@pytest.mark.parametrize("given_ones", [(), (ONE_STROKE,), (DRAWN,), (ONE_STROKE, DRAWN), (DRAWN, ONE_STROKE, DRAWN)])
def test_only_the_attachments_the_application_names_are_packed(given_ones: tuple[Attachment, ...]) -> None:
    with pytest.raises(ValueError, match="not those"):
        pack_application(WITH_STROKES, given_ones)


@given(st.integers(min_value=0, max_value=len(PACKAGE) - 1), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_goes_unnoticed(place: int, by: int) -> None:
    altered = bytearray(PACKAGE)
    altered[place] ^= by
    try:
        assert open_package(bytes(altered)) != Package(WITH_STROKES, (DRAWN, ONE_STROKE))
    except MalformedApplication:
        return
    assert place < len(PACKAGE) - len(DRAWN.content)  # only a text inside the application may still be an application


@given(st.integers(min_value=0, max_value=len(PACKAGE) - 1))
def test_no_cut_package_opens(length: int) -> None:
    with pytest.raises(MalformedApplication):
        open_package(PACKAGE[:length])


def test_nothing_may_follow() -> None:
    with pytest.raises(MalformedApplication, match="more than"):
        open_package(PACKAGE + b"x")


SIGNED = application(signature=Signature(kind="card"), attachments=())


def test_a_signature_by_card_comes_back_beside_the_application() -> None:
    assert open_package(pack_application(SIGNED, (), b"CMS")) == Package(SIGNED, (), b"CMS")


@pytest.mark.parametrize(("one", "signature"), [(SIGNED, b""), (application(), b"CMS"), (SIGNED, b"x" * 70000)])
def test_a_signature_by_card_is_there_exactly_when_the_application_says_so(one: Application, signature: bytes) -> None:
    papers = (DRAWN,) if one.attachments else ()
    with pytest.raises(ValueError, match="by card"):
        pack_application(one, papers, signature)


def test_a_signature_by_card_that_was_taken_away_is_missed() -> None:
    package = pack_application(SIGNED, (), b"CMS")
    with pytest.raises(MalformedApplication):
        open_package(package[:-7])
    with pytest.raises(MalformedApplication, match="empty"):
        open_package(package[:-7] + bytes(4))
