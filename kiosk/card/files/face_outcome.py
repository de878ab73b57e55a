"""The printed face as an outcome: its pictures drawn anew, what is odd about them named."""

from typing import Final, Literal

from kiosk.card.card import FaceRead, Note
from kiosk.card.files.face_file import FaceFile
from kiosk.pictures.header import Limits
from kiosk.pictures.redraw import Kind, PictureError, redrawn
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Integrity

ON_CARD: Final = Limits(longest_side=1200, most_dots=1200 * 1200, largest_bytes=16384)
"""The whole face of a card is not larger."""
_Field = Literal["name_picture", "address_picture", "photograph"]


def face_outcome(face: FaceFile, *, integrity: Integrity, municipality: str | None, apdus: int) -> FaceRead:
    """What the booth gets of a face; a picture that cannot be shown is empty and noted."""
    notes: list[Note] = []

    def picture(raw: bytes, kind: Kind, field: _Field) -> str:
        try:
            return redrawn(raw, kind, ON_CARD).hex()
        except PictureError:
            notes.append(Note(code=Code.UNREADABLE_TEXT, field=field))
            return ""

    expiry = face.expiry.decode("ascii") if len(face.expiry) == 8 and face.expiry.isdigit() else None
    return FaceRead(
        birth_date=_text(face.birth_date),
        sex=_text(face.sex),
        name=picture(face.name, Kind.PNG, "name_picture"),
        address=picture(face.address, Kind.PNG, "address_picture"),
        photograph=picture(face.photograph, Kind.JPEG_2000, "photograph"),
        expiry=expiry,
        municipality=municipality,
        notes=tuple(notes),
        integrity=integrity,
        apdus=apdus,
    )


def _text(raw: bytes) -> str:
    """Raw text with what cannot be seen as □."""
    return "".join(one if one.isprintable() and one.isascii() else "□" for one in raw.decode("latin-1"))
