"""Samples become numbers and spectra, and samples again."""

import numpy as np

from kiosk.media.echo.blocks import BINS, FRAME, power, samples, sound, spectrum
from kiosk.media.sources import BLOCK


def test_a_block_comes_back_as_it_was() -> None:
    block = np.linspace(-32_768, 32_767, BLOCK).astype(np.int16)
    assert (samples(sound(block)) == block).all()


def test_what_is_too_loud_is_cut_off_and_does_not_turn_around() -> None:
    assert samples(np.array([1.5, -1.5], np.float32)).tolist() == [32_767, -32_768]


def test_a_tone_is_in_its_bin() -> None:
    tone = np.sin(2 * np.pi * 10 * np.arange(FRAME) / FRAME).astype(np.float32)
    of = power(spectrum(tone))
    assert of.size == BINS
    assert of.dtype == np.float32
    assert int(of.argmax()) == 10
