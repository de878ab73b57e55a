"""What a call can want done (imperative)."""

from dataclasses import field

from kiosk.card.card import IdentityRead
from kiosk.media.messages import AddCandidate
from kiosk.protocol import calls, forms, identity
from kiosk.protocol.message import FromBooth
from kiosk.values import dataclass


@dataclass(frozen=True)
class Send:
    """Send this to headquarters."""

    message: FromBooth


@dataclass(frozen=True)
class TellNow:
    """Tell headquarters all that is true of the call now."""


# -- the media child --------------------------------------------------------------------------------------------------


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

    candidate: AddCandidate


@dataclass(frozen=True)
class DrawMediaCurtain:
    """Cut or open outgoing picture and sound."""

    drawn: bool


@dataclass(frozen=True)
class Mute:
    """Cut or open the microphone."""

    on: bool


@dataclass(frozen=True)
class EndMedia:
    """Close the peer connection, camera and microphone."""


# -- the form ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShowForm:
    """Send the form now and after every change."""


@dataclass(frozen=True)
class HideForm:
    """Say that the form is not shown."""


# -- the card ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadFace:
    """Show the printed code of this ask to the card once and read; the code is overwritten whatever happens."""

    ask_id: str


@dataclass(frozen=True)
class SendFace:
    """Send the face to staff and say (`FaceTold`) whether it went out; it is kept nowhere."""

    ask_id: str
    message: identity.CardTold = field(repr=False)


@dataclass(frozen=True)
class ForgetCode:
    """Overwrite the printed code of this ask."""

    ask_id: str


# -- the visit --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GiveIdentity:
    """The visit gets what the card of this insertion said about its holder, None where only its face was read."""

    read: IdentityRead | None = field(repr=False)
    insertion: int = 0


@dataclass(frozen=True)
class WantProof:
    """The visit asks for the PIN and makes the proof; it says `ProofMoved` at each step."""

    ask_id: str
    call_id: str


@dataclass(frozen=True)
class DropProof:
    """Nobody waits any more for this proof."""

    ask_id: str


@dataclass(frozen=True)
class NoteEvidence:
    """The visit remembers what was found, for the application to name."""

    evidence: identity.Evidence


@dataclass(frozen=True)
class GiveProposal:
    """The visit shows the resident what staff (`by`) propose; it says `ProposalSettled`."""

    proposal: forms.Proposal = field(repr=False)
    by: str = ""


@dataclass(frozen=True)
class KeepProposals:
    """Of what staff proposed only these are still open."""

    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TellOver:
    """The call is over, and what staff proposed in it with it."""


ForMedia = StartMedia | MakeOffer | TakeAnswer | TakeCandidate | DrawMediaCurtain | Mute | EndMedia
ForForm = ShowForm | HideForm
ForCard = ReadFace | SendFace | ForgetCode
ForVisit = GiveIdentity | WantProof | DropProof | NoteEvidence | GiveProposal | KeepProposals | TellOver
Command = Send | TellNow | ForMedia | ForForm | ForCard | ForVisit
