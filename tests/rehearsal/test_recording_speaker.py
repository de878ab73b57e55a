"""What was played can be read again, with its time."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.rehearsal.recording_speaker import FILE_VARIABLE, open_speaker, read_recording


def test_every_block_is_there_with_its_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "played"
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    speaker = open_speaker()
    speaker.play(np.full(480, 7, np.int16))
    size = path.stat().st_size
    speaker.play(np.full(480, -7, np.int16))
    at_ms, blocks = read_recording(path)
    assert [int(block[0]) for block in blocks] == [7, -7]
    assert at_ms[1] >= at_ms[0] > 0
    assert [int(block[0]) for block in read_recording(path, size)[1]] == [-7]
    with path.open("ab") as file:
        file.write(b"half a block")
    assert len(read_recording(path)[1]) == 2


def test_without_a_file_it_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FILE_VARIABLE, raising=False)
    open_speaker().play(np.zeros(480, np.int16))
