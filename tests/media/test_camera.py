"""The camera keeps the newest picture, mirrors it unless the curtain is drawn, and comes back after a loss."""

import asyncio
import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.media import camera as camera_module
from kiosk.media.camera import Camera, V4l2Camera
from kiosk.media.frames import FrameMemory, FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.sources import Picture, SourceLost, black


class HandCamera:
    """Gives a picture when the test says so; None is a loss."""

    def __init__(self) -> None:
        self.pictures: queue.Queue[int | None] = queue.Queue()
        self.closed = False

    def read(self) -> Picture:
        captured = self.pictures.get()
        if captured is None:
            raise SourceLost
        return Picture(64, 36, black(64, 36), captured)

    def close(self) -> None:
        self.closed = True
        self.pictures.put(None)


@pytest.fixture
def memory() -> Iterator[FrameMemory]:
    memory = FrameMemory("test")
    yield memory
    memory.close()


async def test_the_newest_picture_is_given_and_mirrored(memory: FrameMemory) -> None:
    source = HandCamera()
    mirror = FrameWriter(memory.path)
    gate = Gate(mirror.blank)
    camera = Camera(lambda: source, gate, mirror, lambda: None)
    source.pictures.put(5)
    assert (await camera.next(0)).captured_at_ns == 5
    frame = memory.reader.latest()
    assert frame is not None
    assert frame.width == 64
    gate.draw(True)
    source.pictures.put(6)
    assert (await camera.next(5)).captured_at_ns == 6
    assert memory.reader.latest() is None
    gate.draw(False)
    source.pictures.put(7)
    await camera.next(6)
    assert memory.reader.latest() is not None
    await camera.close()
    assert source.closed


async def test_it_knows_how_often_pictures_come(memory: FrameMemory) -> None:
    source = HandCamera()
    mirror = FrameWriter(memory.path)
    camera = Camera(lambda: source, Gate(mirror.blank), mirror, lambda: None)
    at_ns = 1
    for gap_ms, every_s in ((0, 0.0), (40, 0.04), (60, 0.041), (9_000, 0.041 + 0.05 * (0.5 - 0.041))):
        at_ns += gap_ms * 1_000_000
        source.pictures.put(at_ns)
        await camera.next(at_ns - 1)
        assert camera.every_s == pytest.approx(every_s), "a camera that stood still is not slow"
    await camera.close()


async def test_a_lost_camera_is_reported_and_opened_again(memory: FrameMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "_REOPEN_S", 0.0)
    sources = [HandCamera(), HandCamera()]
    opened = iter(sources)
    lost = asyncio.Event()
    mirror = FrameWriter(memory.path)
    camera = Camera(lambda: next(opened), Gate(mirror.blank), mirror, lost.set)
    sources[0].pictures.put(None)
    async with asyncio.timeout(10):
        await lost.wait()
        sources[1].pictures.put(9)
        assert (await camera.next(0)).captured_at_ns == 9
    await camera.close()


def test_a_path_that_is_no_camera_is_lost_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "video0"
    path.write_bytes(b"no camera")
    with pytest.raises(SourceLost):
        V4l2Camera(str(path), 1280, 720, 30)
