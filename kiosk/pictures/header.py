"""What the first bytes of a picture say about it (pure); nothing is decoded."""

import struct
from enum import StrEnum
from typing import Final

from kiosk.values import dataclass

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEAD: Final = struct.Struct("!8sI4sII")  # signature, then length, kind, width and height of the first chunk
_HEADER_BYTES: Final = 13


class PictureProblem(StrEnum):
    """Why a picture from outside is not shown."""

    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class Limits:
    """How large a picture may be: its longest side and all of it in dots, its file in bytes."""

    longest_side: int
    most_dots: int
    largest_bytes: int

    def allow(self, width: int, height: int) -> bool:
        """Whether a picture of this size is within them."""
        return 0 < width <= self.longest_side and 0 < height <= self.longest_side and width * height <= self.most_dots


OUTSIDE: Final = Limits(longest_side=5000, most_dots=16_000_000, largest_bytes=16 * 2**20)
"""A page of paper at 300 dots an inch with some room; decoded it takes 64 MB."""


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height as a PNG's header says (ISO/IEC 15948, section 11.2.2); None when it does not begin as one."""
    if len(content) < _HEAD.size:
        return None
    signature, length, kind, width, height = _HEAD.unpack_from(content)
    return (width, height) if (signature, length, kind) == (_SIGNATURE, _HEADER_BYTES, b"IHDR") else None


def png_problem(content: bytes, limits: Limits = OUTSIDE) -> PictureProblem | None:
    """What speaks against decoding this as a PNG, by its header and length alone."""
    if len(content) > limits.largest_bytes:
        return PictureProblem.TOO_LARGE
    size = png_size(content)
    if size is None or 0 in size:
        return PictureProblem.NO_PICTURE
    return None if limits.allow(*size) else PictureProblem.TOO_LARGE
