"""Words as Qt's translator reads them: the format of its ``.qm`` files, for texts that are named by keys. Pure.

Qt's own tool for this is a program, started on the window's thread for each language somebody chooses, and before the
first picture; the format is a table of hashes and one of texts, and has been the same since Qt 4 (``load``,
``translate`` and ``getMessage`` in qtranslator.cpp).
"""

import struct
from collections.abc import Mapping
from typing import Final

_MAGIC: Final = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _TEXTS = 0x42, 0x69
_TRANSLATION, _KEY, _END = 3, 6, 1


def compiled(texts: Mapping[str, str]) -> bytes:
    """The content of a ``.qm`` file in which each key of `texts` (letters of ASCII) has its text."""
    hashes: list[tuple[int, int]] = []
    written = bytearray()
    for key, text in texts.items():
        hashes.append((_hash(key), len(written)))
        for tag, content in ((_TRANSLATION, text.encode("utf-16-be")), (_KEY, key.encode("ascii"))):
            written += struct.pack(">BI", tag, len(content)) + content
        written.append(_END)
    found = b"".join(struct.pack(">II", *one) for one in sorted(hashes))
    return _MAGIC + _section(_HASHES, found) + _section(_TEXTS, bytes(written))


def _section(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _hash(key: str) -> int:
    """The hash of the ELF format, never nought."""
    value = 0
    for letter in key.encode("ascii"):
        value = (value << 4) + letter
        high = value & 0xF000_0000
        value = (value ^ high >> 24) & ~high
    return value or 1
