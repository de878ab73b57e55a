"""A virtual speaker that writes what is played, and when, into a file, so that sound can be measured without ears."""

import os
import time
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

FILE_VARIABLE: Final = "KIOSK_REHEARSAL_SOUND"
"""Environment: where the sound goes; without it, nowhere."""
_BLOCK: Final = 480
_RECORD: Final = np.dtype([("at_ms", "<f8"), ("samples", "<i2", (_BLOCK,))])


class RecordingSpeaker:
    """Appends every block to a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def play(self, block: npt.NDArray[np.int16]) -> None:
        """10 ms begin to be heard."""
        record = np.zeros(1, _RECORD)
        record["at_ms"] = time.time_ns() / 1e6
        record["samples"] = block
        with self._path.open("ab") as file:  # nobody tells when the sound ends
            file.write(record.tobytes())


class _Nowhere:
    def play(self, block: npt.NDArray[np.int16]) -> None:
        """Nobody hears it."""


def read_recording(path: Path, begin_bytes: int = 0) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int16]]:
    """When each block began, in ms of the wall clock, and the blocks, from this place of the file on."""
    with path.open("rb") as file:
        file.seek(begin_bytes - begin_bytes % _RECORD.itemsize)
        said = file.read()
    whole = len(said) - len(said) % _RECORD.itemsize
    found = np.frombuffer(said[:whole], _RECORD)
    return found["at_ms"].copy(), found["samples"].copy()


def open_speaker() -> RecordingSpeaker | _Nowhere:
    """What `MediaSettings.virtual_speaker` names."""
    path = os.environ.get(FILE_VARIABLE)
    return RecordingSpeaker(Path(path)) if path else _Nowhere()
