"""The clock survives scaling and coarse encoding, and a picture without one has none."""

import av
import numpy as np
import pytest

from kiosk.media import clock_bar


@pytest.mark.parametrize("milliseconds", [0, 1, 0xFFFFFFFF, 1_796_000_000_123])
def test_what_was_stamped_is_read(milliseconds: int) -> None:
    y = np.full((720, 1280), 90, np.uint8)
    clock_bar.stamp(y, milliseconds)
    assert clock_bar.read(y) == milliseconds % 2**32
    assert (y[16:] == 90).all()


def test_it_survives_half_and_quarter_size_and_noise() -> None:
    planes = np.full((1080, 1280), 128, np.uint8)
    clock_bar.stamp(planes[:720], 123_456_789)
    frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
    for width, height in ((640, 360), (320, 180)):
        small = frame.reformat(width, height).to_ndarray()[:height].astype(np.int16)
        noisy = (small + np.random.default_rng(1).integers(-40, 40, small.shape)).clip(0, 255).astype(np.uint8)
        assert clock_bar.read(noisy) == 123_456_789


def test_a_picture_without_a_clock_has_none() -> None:
    assert clock_bar.read(np.full((720, 1280), 16, np.uint8)) is None
    damaged = np.full((720, 1280), 90, np.uint8)
    clock_bar.stamp(damaged, 5)
    damaged[:, 400:432] ^= 0xFF
    assert clock_bar.read(damaged) is None


def test_age_goes_over_the_end_of_the_numbers_and_may_be_negative() -> None:
    assert clock_bar.age_ms(0xFFFFFFF0, 2**32 + 16) == 32
    assert clock_bar.age_ms(100, 90) == -10
