"""A virtual camera that can be pulled out: as long as a file is there, it is not."""

import os
from pathlib import Path
from typing import Final

from kiosk.media.sources import Picture, SourceLost
from kiosk.rehearsal.virtual_camera import VirtualCamera

GONE_VARIABLE: Final = "KIOSK_TEST_CAMERA_GONE"
"""Environment: the file."""


class PulledCamera:
    """The invented resident, while the file is not there."""

    def __init__(self, camera: VirtualCamera, gone: Path) -> None:
        self._camera = camera
        self._gone = gone

    def read(self) -> Picture:
        """The next picture; raise `SourceLost` when it was pulled out."""
        if self._gone.exists():
            raise SourceLost
        return self._camera.read()

    def close(self) -> None:
        """Stop waiting."""
        self._camera.close()


def open_camera(width: int, height: int, fps: int) -> PulledCamera:
    """What `MediaSettings.virtual_camera` names."""
    gone = Path(os.environ[GONE_VARIABLE])
    if gone.exists():
        raise SourceLost
    return PulledCamera(VirtualCamera(width, height, fps), gone)
