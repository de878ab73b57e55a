"""Pictures cross the process border whole, or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.media.frames import LARGEST_HEIGHT_PX, LARGEST_WIDTH_PX, FrameMemory, FrameWriter, plane_sizes

WRITER = """
import sys
import time
from kiosk.media.frames import FrameWriter
writer = FrameWriter(sys.argv[1])
print("open", flush=True)
pictures = [bytes([value]) * (640 * 360 * 3 // 2) for value in range(1, 200)]
number = 0
while True:
    number += 1
    writer.write(640, 360, [pictures[number % len(pictures)]])
    time.sleep(0.0003)  # so fast that a reader is overtaken now and then, not always
"""


@pytest.fixture
def memory() -> Iterator[FrameMemory]:
    memory = FrameMemory("test")
    yield memory
    memory.close()


def _write(writer: FrameWriter, value: int, width: int = 64, height: int = 48) -> None:
    planes = [bytes([value + n]) * (w * h) for n, (w, h) in enumerate(plane_sizes(width, height))]
    writer.write(width, height, planes)


def test_what_was_written_is_read_plane_by_plane(memory: FrameMemory) -> None:
    assert memory.reader.latest() is None
    _write(FrameWriter(memory.path), 7, 65, 49)
    frame = memory.reader.latest()
    assert frame is not None
    assert (frame.sequence, frame.width, frame.height) == (1, 65, 49)
    assert (bytes(frame.y), bytes(frame.u), bytes(frame.v)) == (b"\7" * 65 * 49, b"\10" * 33 * 25, b"\11" * 33 * 25)
    assert frame.whole()
    assert frame.y.readonly


def test_only_a_newer_picture_is_given(memory: FrameMemory) -> None:
    writer = FrameWriter(memory.path)
    _write(writer, 1)
    assert memory.reader.latest(after=1) is None
    _write(writer, 2)
    newer = memory.reader.latest(after=1)
    assert newer is not None
    assert newer.sequence == 2 == memory.reader.newest()


def test_a_reader_that_was_overtaken_is_told(memory: FrameMemory) -> None:
    writer = FrameWriter(memory.path)
    _write(writer, 1)
    frame = memory.reader.latest()
    assert frame is not None
    _write(writer, 2)
    _write(writer, 3)
    assert frame.whole()
    _write(writer, 4)
    assert not frame.whole()


def test_a_new_writer_goes_on_counting_even_after_one_that_died_while_writing(memory: FrameMemory) -> None:
    first, standing_by = FrameWriter(memory.path), FrameWriter(memory.path)
    _write(first, 1)
    first._begin()  # died here
    before = memory.reader.latest()
    assert before is not None
    assert before.sequence == 1
    assert before.whole()
    _write(standing_by, 9)
    after = memory.reader.latest()
    assert after is not None
    assert after.sequence == 2
    assert after.y[0] == 9


def test_blank_means_no_picture(memory: FrameMemory) -> None:
    writer = FrameWriter(memory.path)
    _write(writer, 1)
    writer.blank()
    assert memory.reader.latest() is None
    _write(writer, 2)
    assert memory.reader.latest() is not None


def test_wiping_leaves_nothing_of_a_picture(memory: FrameMemory) -> None:
    writer = FrameWriter(memory.path)
    for value in (101, 111, 121, 131):
        _write(writer, value, LARGEST_WIDTH_PX, LARGEST_HEIGHT_PX)
    memory.wipe()
    assert memory.reader.latest() is None
    rest = bytes(memory._memory)[4096:]
    assert not rest.strip(b"\0")
    _write(writer, 5)
    again = memory.reader.latest()
    assert again is not None
    assert again.sequence == 5
    assert again.y[0] == 5


def test_too_large_a_picture_is_refused(memory: FrameMemory) -> None:
    with pytest.raises(ValueError, match="larger than a slot"):
        FrameWriter(memory.path).write(3840, 2160, [b""])


def test_something_else_is_not_taken_for_a_frame_memory(tmp_path: Path) -> None:
    other = tmp_path / "other"
    with other.open("wb") as file:
        file.truncate(16 * 2**20)
    with pytest.raises(ValueError, match="not a frame memory"):
        FrameWriter(str(other))


def test_copies_said_to_be_whole_are_never_torn_while_another_process_writes(memory: FrameMemory) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, memory.path], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        whole = 0
        last = 0
        while whole < 100:
            frame = memory.reader.latest(last)
            if frame is None:
                continue
            copies = [np.array(plane) for plane in (frame.y, frame.u, frame.v)]
            if frame.whole():
                assert len({value for copy in copies for value in (copy.min(), copy.max())}) == 1
                whole += 1
                last = frame.sequence
    finally:
        writer.kill()
        writer.wait()
        assert writer.stdout is not None
        writer.stdout.close()
