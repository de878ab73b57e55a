"""Messages of a call, from the button to the outcome.

The booth always offers (it is the impolite side), the console answers and trickles. `epoch` grows with every
reservation and hand-over; `attempt` counts peer connections of the booth under one call, so that a restarted media
child can bring the picture back in the same call. A message with an old epoch or attempt is dropped.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from kiosk.protocol.identifiers import CallId, CounterId, Locale, ProcedureId, ReservationId
from kiosk.protocol.model import LARGEST_NUMBER, Count, Moment, Ordinal, Wire
from kiosk.protocol.versions import Since

MOST_WAITING: Final = 500
"""Waiting calls a console is told of, the longest waiting first; more than anybody reads, and well below a message."""
Status = Literal["available", "break", "off"]
"""What a staff member chose: whether calls ring at them."""
Doing = Literal["idle", "reserved", "in_call", "wrapping"]
"""What a staff member does now, as headquarters knows it."""
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


class Outcome(StrEnum):
    """What staff record at wrap-up."""

    SOLVED = "solved"
    APPLIED = "applied"
    CALL_BACK = "call_back"
    REFERRED = "referred"
    NOT_SOLVED = "not_solved"
    DROPPED = "dropped"


class IceServer(Wire):
    """A STUN or TURN server with short-lived credentials."""

    urls: IceUrls
    username: Annotated[str, Field(max_length=300)] | None = None
    credential: Annotated[str, Field(max_length=300)] | None = None


class StaffShown(Wire):
    """The person on the screen, proven by headquarters."""

    name: Annotated[str, Field(max_length=60)]
    section: Annotated[str, Field(max_length=60)]


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
    """The booth's full SDP (all candidates inside). Made before staff answer (epoch 0), forwarded when they do."""

    kind: Literal["media_offer"] = "media_offer"
    call_id: CallId
    epoch: Ordinal
    attempt: Ordinal
    sdp: Sdp


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


# -- headquarters to console ------------------------------------------------------------------------------------------


class WaitingCall(Wire):
    """One line of the list of waiting calls.

    `language_spoken`: whether whoever this is sent to speaks the resident's language.
    """

    call_id: CallId
    place: Annotated[str, Field(max_length=60)]
    topic: Annotated[str, Field(max_length=120)] | None = None
    language: Locale = "ja"
    since: Moment
    waiting_number: Count
    language_spoken: bool = True
    reserved: bool = False


class CallsNow(Wire):
    """All a console shows beside its own call; sent whenever it changes.

    `opens_at`: when this person's counter opens, while it is closed and nobody is called there.
    """

    kind: Literal["calls_now"] = "calls_now"
    server_time: Moment
    status: Status
    state: Doing
    waiting: Annotated[tuple[WaitingCall, ...], Field(max_length=MOST_WAITING)]
    answered_today: Count = 0
    calls_today: Count = 0
    average_wait_seconds: Annotated[float, Field(ge=0, le=LARGEST_NUMBER)] | None = None
    opens_at: Moment | None = None


class CallRings(Wire):
    """A reservation: this call rings at this console until `expires_at`."""

    kind: Literal["call_rings"] = "call_rings"
    reservation_id: ReservationId
    expires_at: Moment
    call: WaitingCall


class RingWithdrawn(Wire):
    """The reservation is over: expired, taken by nobody, or the resident left."""

    kind: Literal["ring_withdrawn"] = "ring_withdrawn"
    reservation_id: ReservationId
    why: Literal["expired", "cancelled", "lost"]


class CallYours(Wire):
    """The answer was accepted: the call is this console's; the booth's offer follows as `MediaOffer`."""

    kind: Literal["call_yours"] = "call_yours"
    call: WaitingCall
    counter: CounterId
    epoch: Ordinal
    ice_servers: Annotated[tuple[IceServer, ...], Field(max_length=8)] = ()


# -- console to headquarters ------------------------------------------------------------------------------------------


class ConsoleHello(Wire):
    """First message of a console on its line."""

    weight: ClassVar[int] = 10  # every booth is told who is on duty
    kind: Literal["console_hello"] = "console_hello"
    protocol_version: Annotated[int, Field(ge=0, le=10**6)]


class StatusChosen(Wire):
    """A status chosen by the person (never set by the system without saying so)."""

    weight: ClassVar[int] = 5  # every booth is told who is free
    kind: Literal["status_chosen"] = "status_chosen"
    status: Status


class RingAnswered(Wire):
    """応答: take the reserved call."""

    kind: Literal["ring_answered"] = "ring_answered"
    reservation_id: ReservationId


class RingDeclined(Wire):
    """Not now; the call goes to the next person."""

    kind: Literal["ring_declined"] = "ring_declined"
    reservation_id: ReservationId


class WrapUp(Wire):
    """Outcome and note after a call; ends the wrap-up."""

    kind: Literal["wrap_up"] = "wrap_up"
    call_id: CallId
    outcome: Outcome
    note: Annotated[str, Field(max_length=2000)] = ""
