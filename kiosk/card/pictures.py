"""Pictures of a card drawn anew: decoded under limits where the card is read, so that nobody else decodes them.

What a card gives may be forged to break a decoder; it is decoded in the reader's process, which may die.
"""

import io
import struct
import warnings
from enum import StrEnum
from typing import Final

_LONGEST_SIDE: Final = 1200
_LARGEST: Final = 16384  # bytes; the whole face is not larger


class Kind(StrEnum):
    """The picture formats a card uses."""

    PNG = "PNG"
    JPEG_2000 = "JPEG2000"


class PictureError(Exception):
    """The bytes are no picture of their kind, or one beyond all measure."""


def redrawn(raw: bytes, kind: Kind) -> bytes:
    """The picture as a plain PNG of ours; raise `PictureError`, also where this machine cannot decode the kind."""
    try:
        from PIL import Image
    except ImportError as error:
        raise PictureError("Pillow is not installed") from error
    if len(raw) > _LARGEST:
        raise PictureError("too large")
    written = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(raw), formats=[kind.value]) as picture:
                if not all(0 < side <= _LONGEST_SIDE for side in picture.size):
                    raise PictureError("too many dots")
                mode = picture.mode if picture.mode in ("1", "L", "RGB") else "RGB"
                plain = Image.new(mode, picture.size)
                plain.paste(picture.convert(mode))
        plain.save(written, "PNG")
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, struct.error) as error:
        raise PictureError(type(error).__name__) from error
    except (Image.DecompressionBombError, Warning, MemoryError) as error:
        raise PictureError(type(error).__name__) from error
    return written.getvalue()
