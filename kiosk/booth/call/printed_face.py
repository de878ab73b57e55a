"""The printed face of a card for staff: read with 照合番号B, shown once, kept nowhere."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from typing import Final, Protocol

from annotated_types import MaxLen

from kiosk.card import entries
from kiosk.card.card import (
    CardKind,
    CardPresent,
    FaceOutcome,
    FaceRead,
    IdentityOutcome,
    IdentityRead,
    Note,
    ReaderLost,
    Removed,
    Silent,
    Swapped,
)
from kiosk.card.faults import cautions
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CardFace
from kiosk.values import dataclass

_MOST_CAUTIONS: Final = 10
_HALF_DONE: Final = (Removed, Swapped, Silent, ReaderLost)
"""After these nobody knows any more whether both halves came from one card, or it has to be laid down again."""
_LOCKED: Final = (Code.LOCKED, Code.FACE_ONLY)
"""A locked PIN does not close the printed face, which 照合番号B opens."""


class Reader(Protocol):
    """The card reader's door, as far as the printed face needs it."""

    @property
    def present(self) -> CardPresent | None:
        """What lies on the reader."""

    async def read_face(self, code: bytearray, insertion: int | None = None) -> FaceOutcome:
        """Show the code once and read the pictures; `code` is overwritten."""

    async def read_identity_by_code(self, code: bytearray, insertion: int | None = None) -> IdentityOutcome:
        """Show the code once and read identity; `code` is overwritten."""


@dataclass(frozen=True)
class Face:
    """What both readings gave: the face for staff, and identity for the visit where the card gave it.

    `insertion` is the reader's number of the card both came from.
    """

    shown: CardFace = field(repr=False)
    identity: IdentityRead | None = field(repr=False)
    insertion: int = field(default=0, repr=False)


class Codes:
    """The printed codes that wait for a yes, by ask: bytes that are overwritten, never text, never shown."""

    def __init__(self) -> None:
        self._codes: dict[str, bytearray] = {}

    def keep(self, ask_id: str, code: str | None) -> bool:
        """Keep the code of this ask, and say whether it can be one."""
        self.wipe(ask_id)
        kept = self._codes[ask_id] = bytearray((code or "").encode("ascii", "replace"))
        return entries.can_be_code(kept)

    def take(self, ask_id: str) -> bytearray:
        """Hand the code over; the receiver overwrites it. Empty when there is none."""
        return self._codes.pop(ask_id, bytearray())

    def wipe(self, ask_id: str) -> None:
        """Overwrite the code of this ask."""
        code = self.take(ask_id)
        code[:] = bytes(len(code))

    def wipe_all(self) -> None:
        """Overwrite every code."""
        for ask_id in tuple(self._codes):
            self.wipe(ask_id)


def why_not(present: CardPresent) -> Code | None:
    """The small code of why this card's printed face cannot be read, None when it can."""
    return None if present.kind is CardKind.MY_NUMBER and present.code in _LOCKED else present.code


async def read(reader: Reader, code: bytearray, today: date) -> Face | Code:
    """Read pictures and identity of the card that lies there now; the small code of the fault when it did not work.

    The pictures come first: a code that does not fit costs one try of one counter, and the other is not shown it.
    """
    again = bytearray(code)
    try:
        present = reader.present
        insertion = present.insertion if present else None
        face = await reader.read_face(code, insertion)
        if not isinstance(face, FaceRead):
            return face.code
        identity = await reader.read_identity_by_code(again, insertion)
        if isinstance(identity, _HALF_DONE):
            return identity.code
        beside = cautions(present, today) if present else ()
        if isinstance(identity, IdentityRead):
            return Face(shown(face, *_seen(face, identity), *beside), identity, insertion or 0)
        return Face(shown(face, identity.code, *beside), None, insertion or 0)
    finally:
        code[:] = bytes(len(code))
        again[:] = bytes(len(again))


def shown(face: FaceRead, *cautions: Code) -> CardFace:
    """`face` as staff get it; what is larger than a message may be is left out and named by a caution."""
    found = [*_codes_of(face.notes), *cautions]
    pictures = {}
    for name in ("name", "address", "photograph"):
        picture = base64.b64encode(bytes.fromhex(getattr(face, name))).decode("ascii")
        if len(picture) > _longest(name):
            picture, found = "", [*found, Code.UNREADABLE_TEXT]
        pictures[name] = picture
    texts = {"birth_date": face.birth_date, "sex": face.sex, "expiry": face.expiry or ""}
    for name, text in texts.items():
        if len(text) > _longest(name):
            texts[name], found = "", [*found, Code.TOO_LONG]
    once = tuple(dict.fromkeys(found))[:_MOST_CAUTIONS]
    return CardFace(**pictures, **texts, integrity=face.integrity, cautions=once)


def _seen(face: FaceRead, identity: IdentityRead) -> Iterator[Code]:
    """What staff should look at in the identity that fills the form, and where the card's two files disagree."""
    yield from _codes_of(identity.notes)
    if face.birth_date != identity.identity.birth_date.raw:
        yield Code.ODD_BIRTH_DATE


def _codes_of(notes: Iterable[Note]) -> Iterator[Code]:
    return (note.code for note in notes)


def _longest(name: str) -> int:
    limits = [limit.max_length for limit in CardFace.model_fields[name].metadata if isinstance(limit, MaxLen)]
    assert limits, f"CardFace.{name} has a limit"
    return limits[0]
