"""Pictures from the media child to the screen: three slots of YUV 4:2:0 in shared memory, never copied by Python.

The parent owns the memory (an anonymous file: a killed program leaves no picture behind) and the child opens it by
its path under /proc. The writer fills the slot after the published one, marks it whole and publishes its number; the
reader takes the published slot and can ask afterwards whether it was overtaken while reading. At 30 pictures a second
that leaves at least 33 ms for a copy of half a millisecond.

Layout (little endian): magic, largest slot, published number, then per slot number (0 while it is being written),
width, height, captured-at nanoseconds (CLOCK_MONOTONIC), then the slots.
"""

import contextlib
import mmap
import os
import struct
from collections.abc import Sequence
from typing import Final, TypeAlias

from typing_extensions import override

from kiosk.values import dataclass

Plane: TypeAlias = "bytes | bytearray | memoryview"

LARGEST_WIDTH_PX: Final = 1920
LARGEST_HEIGHT_PX: Final = 1088
_MAGIC: Final = 0x4B56_4652
_SLOTS: Final = 3
_TOP: Final = struct.Struct("<IIQ")
_SLOT: Final = struct.Struct("<QII")
_NUMBER: Final = struct.Struct("<Q")
_PUBLISHED_AT: Final = 8
_HEADER_BYTES: Final = 4096
_SLOT_BYTES: Final = LARGEST_WIDTH_PX * LARGEST_HEIGHT_PX * 3 // 2
_TOTAL_BYTES: Final = _HEADER_BYTES + _SLOTS * _SLOT_BYTES


def plane_sizes(width: int, height: int) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Width and height of the Y, U and V planes of a picture; lines lie next to each other without padding."""
    half = ((width + 1) // 2, (height + 1) // 2)
    return (width, height), half, half


@dataclass(frozen=True, repr=False)
class Frame:
    """One picture as it lies in shared memory; copy the planes, then ask `whole()`.

    Attributes:
        sequence: grows by one with every picture, also over a restart of the child.
        width, height: in pixels; the planes are as in `plane_sizes`.
        y, u, v: read-only views without line padding.
    """

    sequence: int
    width: int
    height: int
    y: memoryview
    u: memoryview
    v: memoryview
    _memory: mmap.mmap

    @override
    def __repr__(self) -> str:
        return f"Frame({self.sequence}, {self.width}x{self.height})"

    def whole(self) -> bool:
        """False if the writer has begun to overwrite this slot: throw the copy away and take `latest()`."""
        (number,) = _NUMBER.unpack_from(self._memory, _slot_header(self.sequence % _SLOTS))
        return bool(number == self.sequence)


class FrameReader:
    """The screen's side: the newest picture, or none."""

    def __init__(self, memory: mmap.mmap) -> None:
        self._memory = memory
        self._view = memoryview(memory).toreadonly()

    def newest(self) -> int:
        """Sequence number of the newest picture, 0 if there is none; cheap enough for every screen refresh."""
        (number,) = _NUMBER.unpack_from(self._memory, _PUBLISHED_AT)
        return int(number)

    def latest(self, after: int = 0) -> Frame | None:
        """The newest picture if its sequence is above `after`, else None."""
        for _ in range(_SLOTS):
            sequence = self.newest()
            if not sequence or sequence <= after:
                return None
            slot = sequence % _SLOTS
            number, width, height = _SLOT.unpack_from(self._memory, _slot_header(slot))
            if number == sequence and width:
                return self._frame(sequence, slot, width, height)
            if number == sequence:
                return None  # blanked
        return None

    def _frame(self, sequence: int, slot: int, width: int, height: int) -> Frame:
        planes: list[memoryview] = []
        at = _HEADER_BYTES + slot * _SLOT_BYTES
        for columns, lines in plane_sizes(width, height):
            planes.append(self._view[at : at + columns * lines])
            at += columns * lines
        return Frame(sequence, width, height, planes[0], planes[1], planes[2], self._memory)


class FrameWriter:
    """The child's side; one writer at a time, a new one goes on counting where a dead one stopped."""

    def __init__(self, path: str) -> None:
        """Open the memory the parent made; raise `OSError` or `ValueError` if it is not one."""
        with open(path, "r+b", buffering=0) as file:  # noqa: PTH123 -- a descriptor under /proc, not a file of ours
            self._memory = mmap.mmap(file.fileno(), _TOTAL_BYTES)
        self._sequence = 0
        magic, slot_bytes, _ = _TOP.unpack_from(self._memory, 0)
        if magic != _MAGIC or slot_bytes != _SLOT_BYTES:
            raise ValueError("not a frame memory of this version")

    def write(self, width: int, height: int, planes: Sequence[Plane]) -> None:
        """Publish one picture; `planes` are Y, U, V without line padding, or one buffer of all three."""
        if width > LARGEST_WIDTH_PX or height > LARGEST_HEIGHT_PX:
            raise ValueError(f"{width}x{height} is larger than a slot")
        slot = self._begin()
        at = _HEADER_BYTES + slot * _SLOT_BYTES
        for plane in planes:
            self._memory[at : at + len(plane)] = plane
            at += len(plane)
        self._publish(slot, width, height)

    def blank(self) -> None:
        """Publish that there is no picture now."""
        self._publish(self._begin(), 0, 0)

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()

    def _begin(self) -> int:
        (self._sequence,) = _NUMBER.unpack_from(self._memory, _PUBLISHED_AT)  # another one wrote while this stood by
        slot = (self._sequence + 1) % _SLOTS
        _NUMBER.pack_into(self._memory, _slot_header(slot), 0)
        return slot

    def _publish(self, slot: int, width: int, height: int) -> None:
        self._sequence += 1
        _SLOT.pack_into(self._memory, _slot_header(slot), 0, width, height)
        _NUMBER.pack_into(self._memory, _slot_header(slot), self._sequence)
        _NUMBER.pack_into(self._memory, _PUBLISHED_AT, self._sequence)


class FrameMemory:
    """The parent's side: makes the memory, wipes it after a call, gives it back at the end.

    Attributes:
        path: where a child of this process opens it.
        reader: for the screen.
    """

    def __init__(self, name: str) -> None:
        self._descriptor = os.memfd_create(f"kiosk-{name}", os.MFD_CLOEXEC)
        os.ftruncate(self._descriptor, _TOTAL_BYTES)
        self._memory = mmap.mmap(self._descriptor, _TOTAL_BYTES)
        _TOP.pack_into(self._memory, 0, _MAGIC, _SLOT_BYTES, 0)
        self.path = f"/proc/{os.getpid()}/fd/{self._descriptor}"
        self.reader = FrameReader(self._memory)

    def wipe(self) -> None:
        """Overwrite every picture; numbers go on, so that a reader never takes an old one for new."""
        sequence = self.reader.newest()
        used = 0
        for slot in range(_SLOTS):
            _, width, height = _SLOT.unpack_from(self._memory, _slot_header(slot))
            used = max(used, width * height * 3 // 2 + width + height)
            _SLOT.pack_into(self._memory, _slot_header(slot), sequence if slot == sequence % _SLOTS else 0, 0, 0)
        for slot in range(_SLOTS):
            at = _HEADER_BYTES + slot * _SLOT_BYTES
            self._memory[at : at + min(used, _SLOT_BYTES)] = bytes(min(used, _SLOT_BYTES))

    def close(self) -> None:
        """Give the memory back; views still held elsewhere keep their pages until they are dropped."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        with contextlib.suppress(BufferError):
            self._memory.close()


def _slot_header(slot: int) -> int:
    return _TOP.size + slot * _SLOT.size
