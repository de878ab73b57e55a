"""Messages of a call, from the button to the outcome.

The booth always offers (it is the impolite side), the console answers and trickles. `epoch` grows with every
reservation and hand-over; `attempt` counts peer connections of the booth under one call, so that a restarted media
child can bring the picture back in the same call. A message with an old epoch or attempt is dropped.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kiosk.protocol.identifiers import CallId, Locale, ProcedureId, StaffId
from kiosk.protocol.model import Count, Ordinal, Wire
from kiosk.protocol.versions import Since

Sdp = Annotated[str, Field(max_length=65536)]
IceUrls = Annotated[tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=16)]


class EndReason(StrEnum):
    """Why a call ended, the same words on both sides."""

    BOOTH_HUNG_UP = "booth_hung_up"
    STAFF_HUNG_UP = "staff_hung_up"
    GAVE_UP_WAITING = "gave_up_waiting"
    NOBODY_FREE = "nobody_free"
    LOST = "lost"
    REFUSED = "refused"


class IceServer(Wire):
    """A STUN or TURN server with short-lived credentials."""

    urls: IceUrls
    username: Annotated[str, Field(max_length=300)] | None = None
    credential: Annotated[str, Field(max_length=300)] | None = None


class RelayGiven(Wire):
    """Headquarters' answer at the booth door to ``GET /relay``: the servers of a call, for trying them without one."""

    ice_servers: Annotated[tuple[IceServer, ...], Field(max_length=8)]


class StaffShown(Wire):
    """The person on the screen, proven by headquarters. `staff_id` is for no screen: see `BoothNow.answered_by`."""

    name: Annotated[str, Field(max_length=60)]
    section: Annotated[str, Field(max_length=60)]
    staff_id: Annotated[StaffId | None, Since(2)] = None


# -- booth to headquarters --------------------------------------------------------------------------------------------


class CallRequested(Wire):
    """A resident pressed 職員をよぶ.

    `topic` is a procedure, or a group of the welcome screen: which counter and skills it wants, headquarters knows.
    """

    weight: ClassVar[int] = 20  # rings somebody, and moves the queue of everybody
    kind: Literal["call_requested"] = "call_requested"
    call_id: CallId
    topic: ProcedureId | None = None
    language: Locale = "ja"


class CallCancelled(Wire):
    """The resident stopped waiting."""

    kind: Literal["call_cancelled"] = "call_cancelled"
    call_id: CallId


class PinCurtain(Wire):
    """A PIN pad is (or is no longer) on the booth's screen: its camera and microphone are cut meanwhile."""

    kind: Literal["pin_curtain"] = "pin_curtain"
    call_id: CallId
    epoch: Ordinal
    drawn: bool


# -- both ways --------------------------------------------------------------------------------------------------------


class MediaOffer(Wire):
    """The booth's full SDP (all candidates inside). Made before staff answer (epoch 0), forwarded when they do.

    `ice_servers`: headquarters' word to the console, fresh for this connection; a booth says none.
    """

    kind: Literal["media_offer"] = "media_offer"
    call_id: CallId
    epoch: Ordinal
    attempt: Ordinal
    sdp: Sdp
    ice_servers: Annotated[tuple[IceServer, ...], Field(max_length=8), Since(2)] = ()


class MediaAnswer(Wire):
    """The console's SDP for one attempt."""

    kind: Literal["media_answer"] = "media_answer"
    call_id: CallId
    epoch: Ordinal
    attempt: Ordinal
    sdp: Sdp


class MediaCandidate(Wire):
    """One trickled candidate of the console; an empty `candidate` ends them and must be sent."""

    kind: Literal["media_candidate"] = "media_candidate"
    call_id: CallId
    epoch: Ordinal
    attempt: Ordinal
    candidate: Annotated[str, Field(max_length=2048)]
    sdp_mid: Annotated[str, Field(max_length=32)] | None = None
    sdp_m_line_index: Annotated[int, Field(ge=0, le=255)] | None = None


class MediaConnected(Wire):
    """This end has decoded a frame; the call is connected when both ends said so."""

    kind: Literal["media_connected"] = "media_connected"
    call_id: CallId
    epoch: Ordinal
    attempt: Ordinal


class CallHungUp(Wire):
    """One side hangs up."""

    kind: Literal["call_hung_up"] = "call_hung_up"
    call_id: CallId
    epoch: Ordinal


# -- headquarters to booth --------------------------------------------------------------------------------------------


class CallQueued(Wire):
    """The call waits; repeated when the position changes. `ice_servers` are for the offer the booth makes now.

    `language_spoken`: whether anybody who takes calls now speaks the language of the request.
    """

    kind: Literal["call_queued"] = "call_queued"
    call_id: CallId
    waiting_number: Count
    ahead: Count
    language_spoken: Annotated[bool, Since(1)] = True
    ice_servers: Annotated[tuple[IceServer, ...], Field(max_length=8)] = ()


class CallAnswered(Wire):
    """A staff member answered; from now on `epoch` goes with every message.

    `language_spoken`: whether they speak the language of the request.
    """

    kind: Literal["call_answered"] = "call_answered"
    call_id: CallId
    epoch: Ordinal
    staff: StaffShown
    language_spoken: Annotated[bool, Since(1)] = True
    ice_servers: Annotated[tuple[IceServer, ...], Field(max_length=8)] = ()


class RelayRenewed(Wire):
    """Fresh credentials in good time before those given last run out, for the next connection of this call."""

    came_with: ClassVar[int] = 2
    kind: Literal["relay_renewed"] = "relay_renewed"
    call_id: CallId
    ice_servers: Annotated[tuple[IceServer, ...], Field(max_length=8)] = ()


class CallConnected(Wire):
    """Both ends have decoded a frame."""

    kind: Literal["call_connected"] = "call_connected"
    call_id: CallId
    epoch: Ordinal


class CallEnded(Wire):
    """The call is over, for both sides."""

    kind: Literal["call_ended"] = "call_ended"
    call_id: CallId
    epoch: Ordinal
    reason: EndReason
