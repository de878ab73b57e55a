"""The film carries its own numbers."""

from pathlib import Path

import numpy as np

from kiosk.bench.calls.film import PICTURES, write_film
from kiosk.media import clock_bar


def test_every_picture_says_which_it_is(film: Path) -> None:
    content = film.read_bytes()
    head, _, rest = content.partition(b"\n")
    assert head == b"YUV4MPEG2 W640 H360 F30:1 Ip A1:1 C420jpeg"
    size = len(b"FRAME\n") + 640 * 360 * 3 // 2
    assert len(rest) == PICTURES * size
    for number in range(PICTURES):
        y = np.frombuffer(rest, np.uint8, 640 * 360, number * size + len(b"FRAME\n")).reshape(360, 640)
        assert clock_bar.read(y) == number


def test_the_file_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "small.y4m"
    assert write_film(path, 320, 180) == path
