"""What a card reader may report and a card may answer, as types that cross the child's door."""

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from kiosk.procedures.identity import Identity
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Integrity


class CardKind(StrEnum):
    """What lies on the reader, told by its applications, never by its ATR alone."""

    MY_NUMBER = "my_number"
    OLD_JUKI = "old_juki"
    PHONE = "phone"
    RESIDENCE = "residence"
    LICENCE = "licence"
    FELICA = "felica"
    OTHER = "other"
    MUTE = "mute"


class ReaderWhy(StrEnum):
    """Why there is no reader to use."""

    NO_SERVICE = "no_service"
    NO_READER = "no_reader"
    VIRTUAL_REFUSED = "virtual_refused"


class Crossing(BaseModel):
    """Anything that crosses the door between the booth and the reader's process."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Tries(Crossing):
    """Tries left of each PIN; None where the card has no such PIN, sets no limit or could not say."""

    card_face: int | None = None
    auth: int | None = None
    sign: int | None = None


class Certificates(Crossing):
    """Which certificates the card says it holds; None when it did not say."""

    sign: bool | None = None
    auth: bool | None = None


class ReaderAbsent(Crossing):
    """No reader can be used: card procedures stop, everything else goes on."""

    event: Literal["reader_absent"] = "reader_absent"
    why: ReaderWhy

    code: ClassVar[Code] = Code.NO_READER


class SlotEmpty(Crossing):
    """The reader works and nothing lies on it."""

    event: Literal["slot_empty"] = "slot_empty"
    reader: str


class CardSeen(Crossing):
    """Something was put on the reader and is being recognised; `CardPresent` follows."""

    event: Literal["card_seen"] = "card_seen"
    insertion: int


class CardPresent(Crossing):
    """What lies on the reader, told before anything is asked of the resident.

    Attributes:
        label: the token label of the JPKI application, empty where there is none.
        expiry: the card's own expiry, YYYYMMDD, unsigned and therefore a hint only.
        municipality: the five-digit code of the issuing municipality, a hint only.
        insertion: counts insertions at this reader; a flow belongs to one insertion.
        code: why this card cannot be used, None when identity can be read from it.
        apdus: how many commands recognising took.
    """

    event: Literal["card_present"] = "card_present"
    kind: CardKind
    insertion: int
    label: str = ""
    certificates: Certificates = Certificates()
    tries: Tries = Tries()
    expiry: str | None = None
    municipality: str | None = None
    code: Code | None = None
    apdus: int = 0


CardEvent = ReaderAbsent | SlotEmpty | CardSeen | CardPresent


class Note(Crossing):
    """Something staff should look at in an identity that was read: a field and what is odd about it.

    Attributes:
        positions: which characters, counted from 0; empty means the whole field.
    """

    code: Code
    field: Literal["name", "address", "birth_date", "sex", "file", "name_picture", "address_picture", "photograph"]
    positions: tuple[int, ...] = ()


class TriesRead(Crossing):
    """The card's own counters."""

    outcome: Literal["tries_read"] = "tries_read"
    tries: Tries


class IdentityRead(Crossing):
    """The identity on the card, as the card has it.

    Attributes:
        integrity: whether the issuing municipality's signature was checked.
        apdus: how many commands the flow took.
    """

    outcome: Literal["identity_read"] = "identity_read"
    identity: Identity
    notes: tuple[Note, ...] = ()
    integrity: Integrity = Integrity.UNCHECKED
    apdus: int = 0


class FaceRead(Crossing):
    """The printed face of the card, to compare with the person and the exact glyphs; pictures are PNG, in hex.

    They were drawn anew from the card's own pictures: nobody behind the door decodes what came from a card.

    Attributes:
        birth_date, sex: as on the card.
        name, address, photograph: empty where the picture cannot be shown, which a note names.
        expiry: YYYYMMDD, outside the signature and therefore a hint only.
        municipality: the five-digit code of the issuing municipality, a hint only.
        integrity: whether the issuing municipality's signature was checked.
    """

    outcome: Literal["face_read"] = "face_read"
    birth_date: str = Field(repr=False)
    sex: str = Field(repr=False)
    name: str = Field(repr=False)
    address: str = Field(repr=False)
    photograph: str = Field(repr=False)
    expiry: str | None = None
    municipality: str | None = None
    notes: tuple[Note, ...] = ()
    integrity: Integrity = Integrity.UNCHECKED
    apdus: int = 0


class CertificateRead(Crossing):
    """The holder's authentication certificate as DER, in hex.

    Attributes:
        der: the certificate exactly as the card holds it, without filler.
    """

    outcome: Literal["certificate_read"] = "certificate_read"
    der: str = Field(repr=False)


class ChallengeSigned(Crossing):
    """A nonce signed by the authentication key, with the certificate read in the same flow; both in hex."""

    outcome: Literal["challenge_signed"] = "challenge_signed"
    der: str = Field(repr=False)
    signature: str = Field(repr=False)


class DocumentSigned(Crossing):
    """A document's digest signed by the signing key, with its certificate read in the same flow; both in hex."""

    outcome: Literal["document_signed"] = "document_signed"
    der: str = Field(repr=False)
    signature: str = Field(repr=False)


class Forgotten(Crossing):
    """The card's power was cut; it no longer remembers any PIN."""

    outcome: Literal["forgotten"] = "forgotten"


class WrongPin(Crossing):
    """The PIN was wrong; `left` is the card's own counter and never 0."""

    outcome: Literal["wrong_pin"] = "wrong_pin"
    left: int

    @property
    def code(self) -> Code:
        return Code.LAST_TRY if self.left == 1 else Code.WRONG_PIN


class Locked(Crossing):
    """The PIN is locked, from before or by this entry; `code` is C-09 where it may be a card without PINs."""

    outcome: Literal["locked"] = "locked"
    code: Code = Code.LOCKED


class BadForm(Crossing):
    """The entry cannot be a PIN of this kind; nothing was sent to the card and no try was spent."""

    outcome: Literal["bad_form"] = "bad_form"

    code: ClassVar[Code] = Code.BAD_FORM


class Removed(Crossing):
    """The card left the reader before the flow ended.

    Attributes:
        pin_uncertain: a PIN was on its way; only the card knows whether it counted.
    """

    outcome: Literal["removed"] = "removed"
    pin_uncertain: bool = False

    code: ClassVar[Code] = Code.PULLED_OUT


class Swapped(Crossing):
    """Another card lies there than the one the flow began with; nothing of either is kept."""

    outcome: Literal["swapped"] = "swapped"

    code: ClassVar[Code] = Code.SWAPPED


class NotSupported(Crossing):
    """This card cannot do what was asked."""

    outcome: Literal["not_supported"] = "not_supported"
    kind: CardKind
    code: Code


class Damaged(Crossing):
    """The card's content or answers make no sense; `code` says which way."""

    outcome: Literal["damaged"] = "damaged"
    code: Code
    pin_uncertain: bool = False


class Busy(Crossing):
    """Another program holds the card."""

    outcome: Literal["busy"] = "busy"

    code: ClassVar[Code] = Code.BUSY


class Silent(Crossing):
    """The card did not answer in time; it has to be taken away before the reader works again."""

    outcome: Literal["silent"] = "silent"
    pin_uncertain: bool = False

    code: ClassVar[Code] = Code.SILENT


class ReaderLost(Crossing):
    """The reader or its service went away during the flow, or was not there."""

    outcome: Literal["reader_lost"] = "reader_lost"
    pin_uncertain: bool = False

    code: ClassVar[Code] = Code.NO_READER


Fault = WrongPin | Locked | BadForm | Removed | Swapped | NotSupported | Damaged | Busy | Silent | ReaderLost
TriesOutcome = TriesRead | Fault
IdentityOutcome = IdentityRead | Fault
FaceOutcome = FaceRead | Fault
CertificateOutcome = CertificateRead | Fault
ChallengeOutcome = ChallengeSigned | Fault
DocumentOutcome = DocumentSigned | Fault
Outcome = TriesRead | IdentityRead | FaceRead | CertificateRead | ChallengeSigned | DocumentSigned | Forgotten | Fault
