"""Messages of duty: what a console is told of calls and rings, and what staff say to it, up to the outcome."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from kiosk.protocol.call_state import StaffNow
from kiosk.protocol.calls import EndReason, IceServer
from kiosk.protocol.identifiers import CallId, CounterId, Locale, ReservationId
from kiosk.protocol.model import LARGEST_NUMBER, Count, Moment, Ordinal, Wire
from kiosk.protocol.versions import Since

MOST_WAITING: Final = 500
"""Waiting calls a console is told of, the longest waiting first; more than anybody reads, and well below a message."""
Status = Literal["available", "break", "off"]
"""What a staff member chose: whether calls ring at them."""
Doing = Literal["idle", "reserved", "in_call", "wrapping"]
"""What a staff member does now, as headquarters knows it."""


class Outcome(StrEnum):
    """What staff record at wrap-up."""

    SOLVED = "solved"
    APPLIED = "applied"
    CALL_BACK = "call_back"
    REFERRED = "referred"
    NOT_SOLVED = "not_solved"
    DROPPED = "dropped"


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


class OutcomeOwed(Wire):
    """A call whose outcome nobody has recorded yet, for a page that does not remember it."""

    call: WaitingCall
    reason: EndReason
    talked_s: Count = 0


class CallsNow(Wire):
    """All a console shows beside its own call; sent whenever it changes.

    `opens_at`: when this person's counter opens, while it is closed and nobody is called there.
    `owed`: the call this person has to record the outcome of now, as far as headquarters remembers it.
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
    owed: Annotated[OutcomeOwed | None, Since(2)] = None


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


class OutcomeKept(Wire):
    """The outcome of this call is in the store: the console may forget it."""

    came_with: ClassVar[int] = 2
    kind: Literal["outcome_kept"] = "outcome_kept"
    call_id: CallId


# -- console to headquarters ------------------------------------------------------------------------------------------


class ConsoleHello(Wire):
    """First message of a console on its line, with what the page remembers of an earlier one.

    `status`: what the person chose, None on a page that was not told yet. `now`: the call the page is in. `owes`: the
    call whose outcome it still has to record. Headquarters believes all three only where it knows nothing itself.
    """

    weight: ClassVar[int] = 10  # every booth is told who is on duty
    kind: Literal["console_hello"] = "console_hello"
    protocol_version: Annotated[int, Field(ge=0, le=10**6)]
    status: Annotated[Status | None, Since(2)] = None
    now: Annotated[StaffNow | None, Since(2)] = None
    owes: Annotated[CallId | None, Since(2)] = None


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
    """Outcome and note after a call; ends the wrap-up. Said again until `OutcomeKept` comes."""

    kind: Literal["wrap_up"] = "wrap_up"
    call_id: CallId
    outcome: Outcome
    note: Annotated[str, Field(max_length=2000)] = ""
