"""A clock in the first lines of a picture that survives encoding and scaling, to measure how old a picture is.

Forty cells over the width: 1 0 1 1, thirty-two bits of wall-clock milliseconds (lowest first), four bits of check sum.
A script in a browser reads it as easily as we do.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

CELLS: Final = 40
_BITS: Final = 32
_START: Final = (1, 0, 1, 1)
_DARK: Final = 16
_BRIGHT: Final = 235
_LINES_PER_PICTURE: Final = 45
_WRAP: Final = 1 << _BITS


def stamp(y: npt.NDArray[np.uint8], milliseconds: int) -> None:
    """Write the clock into the brightness plane `y` of shape (height, width), in place."""
    bits = _cells(milliseconds)
    height, width = y.shape
    lines = max(2, height // _LINES_PER_PICTURE)
    edges = [width * cell // CELLS for cell in range(CELLS + 1)]
    for cell, bit in enumerate(bits):
        y[:lines, edges[cell] : edges[cell + 1]] = _BRIGHT if bit else _DARK


def read(y: npt.NDArray[np.uint8]) -> int | None:
    """The clock in `y`, in milliseconds modulo 2**32, or None where there is none."""
    height, width = y.shape
    line = max(2, height // _LINES_PER_PICTURE) // 2
    columns = [(2 * cell + 1) * width // (2 * CELLS) for cell in range(CELLS)]
    bits = tuple(int(value > 128) for value in y[line, columns])
    if bits[:4] != _START:
        return None
    milliseconds = sum(bit << place for place, bit in enumerate(bits[4 : 4 + _BITS]))
    return milliseconds if bits == _cells(milliseconds) else None


def age_ms(milliseconds: int, now_ms: int) -> int:
    """Milliseconds from a clock that was read to `now_ms`, both modulo 2**32; negative if it runs ahead."""
    return (now_ms - milliseconds + _WRAP // 2) % _WRAP - _WRAP // 2


def _cells(milliseconds: int) -> tuple[int, ...]:
    value = milliseconds % _WRAP
    check = sum((value >> shift) & 15 for shift in range(0, _BITS, 4)) & 15
    return (
        *_START,
        *((value >> place) & 1 for place in range(_BITS)),
        *((check >> place) & 1 for place in range(4)),
    )
