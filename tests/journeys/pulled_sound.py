"""A virtual microphone and a virtual speaker that can be pulled out, each by itself: a file names what is out."""

import os
from pathlib import Path
from typing import Any, Final, Literal

from kiosk.media.sources import Samples, SourceLost
from kiosk.rehearsal import marked_voice, recording_speaker

OUT_VARIABLE: Final = "KIOSK_TEST_SOUND_OUT"
"""Environment: the file; while it is not there, or empty, both are plugged in."""
Side = Literal["microphone", "speaker"]


class Pulled:
    """One of the two, as long as the file does not name it."""

    def __init__(self, side: Side, real: Any) -> None:
        self._side = side
        self._real = real
        self._look()

    def block(self) -> Samples:
        """The next 10 ms; raise `SourceLost` when it was pulled out."""
        self._look()
        block: Samples = self._real.block()
        return block

    def play(self, block: Samples) -> None:
        """10 ms begin to be heard; raise `SourceLost` when it was pulled out."""
        self._look()
        self._real.play(block)

    def _look(self) -> None:
        out = Path(os.environ[OUT_VARIABLE])
        if out.exists() and self._side in out.read_text(encoding="utf-8"):
            raise SourceLost


def open_microphone() -> Pulled:
    """What `MediaSettings.virtual_microphone` names."""
    return Pulled("microphone", marked_voice.open_microphone())


def open_speaker() -> Pulled:
    """What `MediaSettings.virtual_speaker` names."""
    return Pulled("speaker", recording_speaker.open_speaker())
