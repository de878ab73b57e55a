"""Marks follow the clock, can be told apart, and survive a stall."""

import time
import wave
from pathlib import Path

import numpy as np
import pytest

from kiosk.rehearsal import marked_voice
from kiosk.rehearsal.marked_voice import (
    BLOCK,
    EVERY_SAMPLES,
    KINDS,
    LENGTH_SAMPLES,
    marks,
    open_microphone,
    write_marks,
)


def test_no_mark_is_like_another() -> None:
    shapes = [marked_voice.mark(kind) for kind in range(KINDS)]
    for place, one in enumerate(shapes):
        for other in shapes[:place]:
            like = np.abs(np.correlate(one, other, "full")).max() / (np.linalg.norm(one) * np.linalg.norm(other))
            assert like < 0.8


def test_between_marks_there_is_silence() -> None:
    said = marks().reshape(KINDS, EVERY_SAMPLES)
    assert np.abs(said[:, LENGTH_SAMPLES:]).max() == 0
    assert np.abs(said[:, :LENGTH_SAMPLES]).max(axis=1).min() > 5000


@pytest.fixture
def clock_ms(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [2_400_000_000]
    monkeypatch.setattr(time, "time_ns", lambda: now[0] * 1_000_000)
    return now


def test_the_first_mark_begins_when_the_clock_says_so(clock_ms: list[int]) -> None:
    voice = open_microphone()
    assert np.array_equal(voice.block(), marks()[:BLOCK])
    clock_ms[0] += 19  # a little late: nothing is left out
    assert np.array_equal(voice.block(), marks()[BLOCK : 2 * BLOCK])


def test_after_a_stall_it_goes_on_where_the_clock_is(clock_ms: list[int]) -> None:
    voice = open_microphone()
    voice.block()
    clock_ms[0] += 2400 - 5  # over the end of the round
    assert np.array_equal(voice.block(), np.roll(marks(), 5 * 48)[:BLOCK])


def test_a_browser_hears_the_same_from_a_file(tmp_path: Path) -> None:
    with wave.open(str(write_marks(tmp_path / "marks.wav"))) as file:
        assert file.getframerate() == 48_000
        assert np.array_equal(np.frombuffer(file.readframes(file.getnframes()), np.int16), marks())
