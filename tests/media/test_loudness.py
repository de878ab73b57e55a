"""Loudness is a root mean square between 0 and 1."""

import numpy as np
import pytest

from kiosk.media.loudness import LoudnessMeter


def test_loudness_of_what_passed_since_it_was_read() -> None:
    meter = LoudnessMeter()
    assert meter.read() == 0
    meter.pass_by(np.empty(0, np.int16))
    assert meter.read() == 0
    meter.pass_by(np.full(480, 16384, np.int16))
    assert meter.read() == pytest.approx(0.5)
    assert meter.read() == 0
