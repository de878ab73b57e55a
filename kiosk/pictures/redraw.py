"""Pictures drawn anew: decoded under limits in a process that may die, so that nobody else decodes them.

What comes from outside may be forged to break a decoder. A card's pictures are decoded in the reader's process, those
of an application in one of their own (`apart`).
"""

import io
import struct
import warnings
from enum import StrEnum

from kiosk.pictures.header import Limits


class Kind(StrEnum):
    """The picture formats that are read."""

    PNG = "PNG"
    JPEG_2000 = "JPEG2000"


class PictureError(Exception):
    """The bytes are no picture of their kind, or one beyond all measure."""


def redrawn(raw: bytes, kind: Kind, limits: Limits) -> bytes:
    """The picture as a plain PNG of ours on white; raise `PictureError`, also where this machine cannot decode it."""
    try:
        from PIL import Image
    except ImportError as error:
        raise PictureError("Pillow is not installed") from error
    if len(raw) > limits.largest_bytes:
        raise PictureError("too large")
    written = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(raw), formats=[kind.value]) as picture:
                if not limits.allow(*picture.size):
                    raise PictureError("too many dots")
                mode = picture.mode if picture.mode in ("1", "L", "RGB") else "RGB"
                plain = Image.new(mode, picture.size, "white")
                seen = picture.convert("RGBA") if picture.has_transparency_data else None
                plain.paste(picture.convert(mode) if seen is None else seen, mask=seen)
        plain.save(written, "PNG")
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, struct.error) as error:
        raise PictureError(type(error).__name__) from error
    except (Image.DecompressionBombError, Warning, MemoryError) as error:
        raise PictureError(type(error).__name__) from error
    return written.getvalue()
