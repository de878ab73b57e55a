"""What can happen to a call (past tense); what it can want done stands in `commands`."""

from dataclasses import dataclass, field
from typing import Literal

from kiosk.booth.call.commands import (
    CardCommand,
    Command,
    DrawMediaCurtain,
    DropProof,
    EndMedia,
    ForgetCode,
    GiveIdentity,
    HideForm,
    MakeOffer,
    Mute,
    NoteEvidence,
    ReadFace,
    Send,
    SendFace,
    ShowForm,
    StartMedia,
    TakeAnswer,
    TakeCandidate,
    WantProof,
)
from kiosk.card.card import IdentityRead
from kiosk.protocol import calls, forms, identity

__all__ = [
    "CardCommand",
    "Command",
    "DrawMediaCurtain",
    "DropProof",
    "EndMedia",
    "ForgetCode",
    "GiveIdentity",
    "HideForm",
    "MakeOffer",
    "Mute",
    "NoteEvidence",
    "ReadFace",
    "Send",
    "SendFace",
    "ShowForm",
    "StartMedia",
    "TakeAnswer",
    "TakeCandidate",
    "WantProof",
]
"""Wishes are named beside events: ``ev.Send``."""
ProofState = Literal["declined", "reading", "done", "failed"]


@dataclass(frozen=True)
class CallPressed:
    """職員をよぶ; `call_id` is made by the runner before the touch is judged."""

    call_id: str
    topic: str | None
    language: str


@dataclass(frozen=True)
class HangUpPressed:
    """おわる, or やめる while it rings."""


@dataclass(frozen=True)
class Dismissed:
    """The resident read that the call is over."""


@dataclass(frozen=True)
class MutePressed:
    """声を止める / 声を出す."""

    on: bool


@dataclass(frozen=True)
class FrontChosen:
    """用紙にもどる (call=False) or back to the large face (call=True)."""

    call: bool


@dataclass(frozen=True)
class FormAgreed:
    """The resident's answer to staff's wish to see the form; also 見せるのをやめる."""

    agreed: bool


@dataclass(frozen=True)
class CurtainMoved:
    """A PIN pad came on or left the screen."""

    drawn: bool


@dataclass(frozen=True)
class LinkChanged:
    """Headquarters can, or cannot, be reached."""

    online: bool


@dataclass(frozen=True)
class Queued:
    """Headquarters took the call."""

    message: calls.CallQueued


@dataclass(frozen=True)
class Answered:
    """A staff member answered."""

    message: calls.CallAnswered


@dataclass(frozen=True)
class MediaAnswered:
    """The console's SDP."""

    message: calls.MediaAnswer


@dataclass(frozen=True)
class CandidateArrived:
    """One of the console's candidates."""

    message: calls.MediaCandidate


@dataclass(frozen=True)
class BothConnected:
    """Both ends decoded a frame."""

    message: calls.CallConnected


@dataclass(frozen=True)
class Ended:
    """Headquarters ended the call."""

    message: calls.CallEnded


@dataclass(frozen=True)
class CallRefused:
    """Headquarters does not take this call."""

    call_id: str | None


@dataclass(frozen=True)
class FormAsked:
    """Staff ask to see the form."""

    message: forms.FormAsked


@dataclass(frozen=True)
class OfferMade:
    """The media child made an offer."""

    attempt: int
    sdp: str


@dataclass(frozen=True)
class FirstFrameSeen:
    """The first frame of this attempt was decoded here."""

    attempt: int


@dataclass(frozen=True)
class PictureStalled:
    """No media for some seconds; it may come back by itself."""

    attempt: int


@dataclass(frozen=True)
class PictureLost:
    """The line of this attempt is gone; only a new one helps."""

    attempt: int


@dataclass(frozen=True)
class PictureBack:
    """Media flows; `narrow` says that the voice goes first."""

    attempt: int
    narrow: bool


@dataclass(frozen=True)
class MediaGone:
    """The media child ended and is being started again."""


@dataclass(frozen=True)
class CardAsked:
    """Staff ask for the card. The printed code is not in here; `code_fits` says whether it can be one."""

    call_id: str
    epoch: int
    ask_id: str
    want: Literal["face", "proof"]
    code_fits: bool = False


@dataclass(frozen=True)
class CardAgreed:
    """The resident's answer to it; also やめる while the card is waited for."""

    agreed: bool


@dataclass(frozen=True)
class CardClosed:
    """The resident read how it ended."""


@dataclass(frozen=True)
class CardPlaced:
    """Something lies on the reader, or cannot: `code` says why its printed face cannot be read, empty when it can."""

    code: str = ""


@dataclass(frozen=True)
class CardLifted:
    """Nothing lies on the reader."""


@dataclass(frozen=True)
class FaceRead:
    """The printed face was read, and identity with it where the card gave it."""

    ask_id: str
    face: identity.CardFace = field(repr=False)
    identity: IdentityRead | None = field(default=None, repr=False)
    insertion: int = field(default=0, repr=False)


@dataclass(frozen=True)
class FaceTold:
    """The face went to staff, or could not: there was no line."""

    ask_id: str
    sent: bool


@dataclass(frozen=True)
class FaceNotRead:
    """Reading did not work; `code` names the fault."""

    ask_id: str
    code: str


@dataclass(frozen=True)
class ProofMoved:
    """The visit's PIN pages are at this step of the proof staff asked for."""

    ask_id: str
    state: ProofState
    code: str = ""


@dataclass(frozen=True)
class EvidenceArrived:
    """Headquarters wrote something down about who the resident is."""

    message: identity.EvidenceFound


Event = (
    CallPressed
    | HangUpPressed
    | Dismissed
    | MutePressed
    | FrontChosen
    | FormAgreed
    | CurtainMoved
    | LinkChanged
    | Queued
    | Answered
    | MediaAnswered
    | CandidateArrived
    | BothConnected
    | Ended
    | CallRefused
    | FormAsked
    | OfferMade
    | FirstFrameSeen
    | PictureStalled
    | PictureLost
    | PictureBack
    | MediaGone
    | CardAsked
    | CardAgreed
    | CardClosed
    | CardPlaced
    | CardLifted
    | FaceRead
    | FaceTold
    | FaceNotRead
    | ProofMoved
    | EvidenceArrived
)
