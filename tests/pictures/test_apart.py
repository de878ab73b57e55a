"""A picture from outside is decoded in a process of its own, or refused."""

import io

import pytest
from PIL import Image

from kiosk.pictures.apart import redrawn_apart
from kiosk.pictures.header import PictureProblem
from tests.applications.application_samples import png
from tests.pictures.bomb import bomb, lying


def test_an_honest_picture_comes_back_as_one_of_ours() -> None:
    drawn = redrawn_apart(png(360, 120))
    assert isinstance(drawn, bytes)
    with Image.open(io.BytesIO(drawn), formats=["PNG"]) as picture:
        assert (picture.mode, picture.size, picture.getpixel((0, 0))) == ("RGB", (360, 120), (255, 255, 255))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (bomb(), PictureProblem.TOO_LARGE),
        (b"no picture", PictureProblem.NO_PICTURE),
        (png()[:-40], PictureProblem.NO_PICTURE),
    ],
    ids=["bomb", "no_picture", "cut"],
)
def test_any_other_is_refused(content: bytes, problem: PictureProblem) -> None:
    assert redrawn_apart(content) is problem


def test_what_its_data_say_beyond_its_header_is_not_decoded() -> None:
    drawn = redrawn_apart(lying())
    assert drawn is PictureProblem.NO_PICTURE or len(drawn) < 10_000


def test_a_picture_that_takes_too_long_is_refused() -> None:
    assert redrawn_apart(png(), deadline_s=0.001) is PictureProblem.NO_PICTURE
