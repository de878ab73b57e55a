"""Likeness falls with what a line takes from a picture."""

import numpy as np
import pytest

from kiosk.bench.lines.likeness import Bright, Original, enlarged, originals, similarity


@pytest.fixture(scope="module")
def pictures() -> list[Bright]:
    return originals(640, 360)


def halved(picture: Bright) -> Bright:
    means = picture.reshape(picture.shape[0] // 2, 2, picture.shape[1] // 2, 2).mean((1, 3))
    found: Bright = means.astype(np.uint8)
    return found


def test_a_picture_is_like_itself_and_unlike_noise(pictures: list[Bright]) -> None:
    one = pictures[0].astype(np.float64)
    assert similarity(one, one) == pytest.approx(1.0)
    assert similarity(one, np.random.default_rng(1).uniform(0, 255, one.shape)) < 0.1


def test_a_known_value() -> None:
    """Two flat pictures differ by their brightness alone: (2ab + c1) / (a² + b² + c1)."""
    found = similarity(np.full((16, 16), 100.0), np.full((16, 16), 50.0))
    assert found == pytest.approx((2 * 100 * 50 + 6.5025) / (100**2 + 50**2 + 6.5025))


def test_enlarging_keeps_what_is_flat_and_leads_over_what_is_not() -> None:
    assert enlarged(np.full((4, 6), 9, np.uint8), 9, 13) == pytest.approx(np.full((9, 13), 9.0))
    assert list(enlarged(np.array([[0, 100]], np.uint8), 1, 4)[0]) == pytest.approx([0, 25, 75, 100])


def test_the_worse_a_picture_is_the_less_it_is_like(pictures: list[Bright]) -> None:
    original = Original(pictures)
    one = pictures[7]
    noisy = np.clip(one + np.random.default_rng(3).normal(scale=8, size=one.shape), 0, 255).astype(np.uint8)
    quarter = halved(halved(one))
    found = [original.likeness(picture) for picture in (one, halved(one), quarter)]
    assert found[0] == pytest.approx(1.0)
    assert found[0] > found[1] > found[2] > 0.3
    assert original.likeness(noisy) < 0.95


def test_the_clock_bar_does_not_count(pictures: list[Bright]) -> None:
    marked = pictures[3].copy()
    marked[: 360 // 45] = 235
    assert Original(pictures).likeness(marked) == pytest.approx(1.0)
