"""The virtual camera's pictures as a film for Chromium's camera, numbered by their clock bar."""

from pathlib import Path
from typing import Final

from kiosk.media import clock_bar
from kiosk.rehearsal.virtual_camera import VirtualCamera

PICTURES: Final = 60
"""There and back: the film has no jump where it begins again; two seconds at 30 pictures a second."""


MOST_PICTURES: Final = 1000
"""No film is so long: a larger number in a clock bar is a time."""


def write_film(path: Path, width: int = 1280, height: int = 720, fps: int = 30, rounds: int = 1) -> Path:
    """Write the film (YUV4MPEG2, 83 MB a round at 720p); picture `n` carries `n` where the camera writes its clock.

    More `rounds` show the same again under higher numbers, for pictures that come seconds late.
    """
    camera = VirtualCamera(width, height, fps)
    try:
        with path.open("wb") as film:
            film.write(f"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
            for number in range(rounds * PICTURES):
                planes = camera.read().i420
                clock_bar.stamp(planes[: width * height].reshape(height, width), number)
                film.write(b"FRAME\n" + planes.tobytes())
    finally:
        camera.close()
    return path
