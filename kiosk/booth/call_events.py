"""What can happen to a call (past tense) and what a call can want done (imperative)."""

from dataclasses import dataclass

from kiosk.protocol import calls, forms
from kiosk.protocol.message import FromBooth

# -- events -----------------------------------------------------------------------------------------------------------


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
)

# -- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Send:
    """Send this to headquarters."""

    message: FromBooth


@dataclass(frozen=True)
class StartMedia:
    """Wake camera and microphone."""


@dataclass(frozen=True)
class MakeOffer:
    """Make a peer connection and its offer."""

    attempt: int
    ice_servers: tuple[calls.IceServer, ...]


@dataclass(frozen=True)
class TakeAnswer:
    """Give the console's SDP to the peer connection."""

    attempt: int
    sdp: str


@dataclass(frozen=True)
class TakeCandidate:
    """Give a candidate to the peer connection."""

    message: calls.MediaCandidate


@dataclass(frozen=True)
class DrawMediaCurtain:
    """Cut or open outgoing picture and sound."""

    drawn: bool


@dataclass(frozen=True)
class Mute:
    """Cut or open the microphone."""

    on: bool


@dataclass(frozen=True)
class ShowForm:
    """Send the form now and after every change."""


@dataclass(frozen=True)
class HideForm:
    """Say that the form is not shown."""


@dataclass(frozen=True)
class EndMedia:
    """Close the peer connection, camera and microphone."""


Command = (
    Send
    | StartMedia
    | MakeOffer
    | TakeAnswer
    | TakeCandidate
    | DrawMediaCurtain
    | Mute
    | ShowForm
    | HideForm
    | EndMedia
)
