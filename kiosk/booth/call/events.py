"""What can happen to a call (past tense).

What headquarters and the media child say is an event as it is, in their own words (`calls.CallQueued`,
`media.FirstFrame`); here is what happens at the booth itself.
"""

from dataclasses import field

from kiosk.card.card import IdentityRead
from kiosk.media import messages as media
from kiosk.protocol import call_state, calls, forms, identity
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CardWant, ProofState
from kiosk.values import dataclass

# -- the resident -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CallPressed:
    """職員をよぶ; `call_id` is made by the runner before the touch is judged, `able`: it could be seen or heard."""

    call_id: str
    topic: str | None
    language: str
    at_s: float = 0.0
    able: bool = True


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
    """The resident's answer to staff's question to see the form; also 見せるのをやめる."""

    agreed: bool


@dataclass(frozen=True)
class CardAgreed:
    """The resident's answer to an ask for the card; also やめる while the card is waited for."""

    agreed: bool


@dataclass(frozen=True)
class CardClosed:
    """The resident read how it ended."""


# -- the visit behind the call ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CurtainMoved:
    """A PIN pad came on or left the screen."""

    drawn: bool


@dataclass(frozen=True)
class FormChanged:
    """The form of the visit is another one now, or there is none any more (`there`)."""

    there: bool


@dataclass(frozen=True)
class ProposalSettled:
    """The resident's answer to a proposal, or why they never saw it (`why`); `written`: it is staff's own to write."""

    proposal: forms.Proposal = field(repr=False)
    accepted: bool
    why: forms.NotOffered | None = None
    written: bool = False


@dataclass(frozen=True)
class ProofMoved:
    """The visit's PIN pages are at this step of the proof staff asked for."""

    ask_id: str
    state: ProofState
    code: Code | None = None


# -- the line ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LinkChanged:
    """Headquarters can, or cannot, be reached."""

    online: bool


@dataclass(frozen=True)
class TimePassed:
    """A second passed; `at_s` is of a clock that never steps."""

    at_s: float


@dataclass(frozen=True)
class CallRefused:
    """Headquarters does not take this call."""

    call_id: str


@dataclass(frozen=True)
class CardAsked:
    """Staff ask for the card. The printed code is not in here; `code_fits` says whether it can be one."""

    call_id: str
    epoch: int
    ask_id: str
    want: CardWant
    code_fits: bool = False


# -- the media child and the reader -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnswerFailed:
    """The media child could not use the console's SDP."""

    attempt: int


@dataclass(frozen=True)
class CardPlaced:
    """Something lies on the reader, or cannot: `code` says why its printed face cannot be read, None when it can."""

    code: Code | None = None


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
    code: Code


FromResident = (
    CallPressed | HangUpPressed | Dismissed | MutePressed | FrontChosen | FormAgreed | CardAgreed | CardClosed
)
FromVisit = CurtainMoved | FormChanged | ProposalSettled | ProofMoved
OfMoment = (
    calls.CallConnected | forms.FormAsked | forms.Proposal | identity.EvidenceFound | CardAsked | call_state.StaffNow
)
"""Words of headquarters that count under the present epoch only."""
OfConnection = calls.MediaAnswer | calls.MediaCandidate
"""Words of headquarters that count for the present peer connection only."""
FromHeadquarters = (
    LinkChanged
    | TimePassed
    | calls.CallQueued
    | calls.CallAnswered
    | calls.CallEnded
    | calls.RelayRenewed
    | CallRefused
    | OfMoment
    | OfConnection
)
FromMedia = (
    media.OfferMade
    | media.FirstFrame
    | media.FirstSound
    | media.StateChanged
    | media.PictureSending
    | media.DevicesGone
    | media.MediaGone
    | AnswerFailed
)
FromReader = CardPlaced | CardLifted | FaceRead | FaceTold | FaceNotRead
Event = FromResident | FromVisit | FromHeadquarters | FromMedia | FromReader
