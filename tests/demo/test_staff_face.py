"""The staff member's film is one Chromium can play: header, whole pictures, a mouth that moves, the mark in sight."""

import numpy as np
import pytest

from kiosk.demo.staff_face import PICTURES, SIZE, draw, write_film
from kiosk.rehearsal.canvas import mark

WIDTH, HEIGHT = SIZE
PICTURE = WIDTH * HEIGHT * 3 // 2


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_film(tmp_path_factory.mktemp("face") / "staff.y4m").read_bytes()


def picture(film: bytes, number: int) -> np.ndarray:
    begin = film.index(b"\n") + 1 + number * (PICTURE + 6) + 6
    return np.frombuffer(film, np.uint8, PICTURE, begin)


def test_the_film_is_whole(film: bytes) -> None:
    header, _, rest = film.partition(b"\n")
    assert header == b"YUV4MPEG2 W1280 H720 F30:1 Ip A1:1 C420jpeg"
    assert len(rest) == PICTURES * (PICTURE + len(b"FRAME\n"))
    assert all(rest[n * (PICTURE + 6) :][:6] == b"FRAME\n" for n in range(PICTURES))


def test_the_mouth_moves_and_the_office_does_not(film: bytes) -> None:
    pictures = [picture(film, n)[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH).astype(int) for n in range(PICTURES)]
    moving = np.max([np.abs(one - pictures[0]) for one in pictures], axis=0)
    assert moving[int(0.5 * HEIGHT) : int(0.6 * HEIGHT), WIDTH // 2 - 20 : WIDTH // 2 + 20].max() > 40
    assert moving[:, : WIDTH // 8].max() == 0


def test_the_loop_has_no_jump() -> None:
    small = 320, 180
    first, second, last = (draw(*small, phase).astype(int) for phase in (0.0, 1 / PICTURES, 1 - 1 / PICTURES))
    assert np.abs(first - last).mean() <= 1.5 * np.abs(first - second).mean()


def test_the_mark_is_seen_also_where_the_booth_cuts_the_sides_off(film: bytes) -> None:
    patch = mark(WIDTH, HEIGHT)[0]
    y = picture(film, 0)[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH)
    seen = y[:, (WIDTH - HEIGHT) // 2 - 40 : (WIDTH + HEIGHT) // 2 + 40]
    top = HEIGHT // 14
    places = [
        left
        for left in range(seen.shape[1] - patch.shape[1])
        if (seen[top : top + patch.shape[0], left : left + patch.shape[1]] == patch).all()
    ]
    assert len(places) == 1
