"""A picture's first bytes say enough to refuse it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.pictures.header import Limits, PictureProblem, png_problem, png_size
from tests.applications.application_samples import png
from tests.pictures.bomb import bomb


def test_size_is_read_from_the_header() -> None:
    assert png_size(png(360, 120)) == (360, 120)
    assert png_problem(png(360, 120)) is None


def test_a_bomb_is_too_large_by_its_header() -> None:
    content = bomb()
    assert (png_size(content), len(content) < 60_000) == ((20_000, 20_000), True)
    assert png_problem(content) is PictureProblem.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", PictureProblem.NO_PICTURE),
        (b"\x89PNG\r\n\x1a\n", PictureProblem.NO_PICTURE),
        (png()[:23], PictureProblem.NO_PICTURE),
        (b"\xff\xd8\xff\xe0" + bytes(60), PictureProblem.NO_PICTURE),
        (png(0, 5), PictureProblem.NO_PICTURE),
        (png(5001, 1), PictureProblem.TOO_LARGE),
        (png(1, 5001), PictureProblem.TOO_LARGE),
        (png() + bytes(16 * 2**20), PictureProblem.TOO_LARGE),
    ],
    ids=["nothing", "only_begun", "cut", "jpeg", "no_width", "wide", "high", "long"],
)
def test_what_is_no_picture_or_too_large_is_named(content: bytes, problem: PictureProblem) -> None:
    assert png_problem(content) is problem


def test_all_dots_together_count_too() -> None:
    limits = Limits(longest_side=100, most_dots=1000, largest_bytes=100)
    assert (limits.allow(100, 10), limits.allow(100, 11), limits.allow(101, 1)) == (True, False, False)


@given(st.binary(max_size=64))
def test_any_bytes_have_a_size_or_none(content: bytes) -> None:
    assert png_size(content) is None
