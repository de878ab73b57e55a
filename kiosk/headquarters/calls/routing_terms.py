"""The words of routing: what happens at the counters, and what is to be done about it."""

from dataclasses import field
from datetime import datetime, timedelta
from typing import Literal

from kiosk.headquarters.calls.routing_state import Call, Side, Wanted
from kiosk.procedures.japanese.opening_hours import Hours
from kiosk.protocol.calls import EndReason
from kiosk.protocol.duty import Status
from kiosk.values import dataclass

# -- events --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StaffArrived:
    """A console opened its line (or opened it again).

    What its page remembers counts only where headquarters knows nothing: the `status` chosen, call id and epoch of the
    call it is in (`told`), the call whose outcome is not recorded yet (`owes`).
    """

    staff_id: str
    counter: str
    skills: frozenset[str] = frozenset()
    hours: Hours | None = None
    status: Status | None = None
    told: tuple[str, int] | None = None
    owes: str | None = None


@dataclass(frozen=True)
class StaffLeft:
    """A console's line is gone; `for_good`: its session is over, too, so nobody comes back to a call."""

    staff_id: str
    for_good: bool = False


@dataclass(frozen=True)
class StaffMoved:
    """Somebody sits at another counter, or speaks other languages."""

    staff_id: str
    counter: str
    skills: frozenset[str]
    hours: Hours | None = None


@dataclass(frozen=True)
class StatusWasChosen:
    """A person chose a status."""

    staff_id: str
    status: Status


@dataclass(frozen=True)
class CallWasRequested:
    """A resident pressed 職員をよぶ."""

    call_id: str
    booth_id: str
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True)
class CallWasCancelled:
    """The resident stopped waiting."""

    call_id: str
    booth_id: str


@dataclass(frozen=True)
class RingWasAnswered:
    """A person took the ringing call."""

    staff_id: str
    reservation_id: str


@dataclass(frozen=True)
class RingWasDeclined:
    """A person did not take the ringing call."""

    staff_id: str
    reservation_id: str


@dataclass(frozen=True)
class FrameDecoded:
    """One end sees or hears the other."""

    call_id: str
    epoch: int
    attempt: int
    side: Side


@dataclass(frozen=True)
class ClaimGivenUp:
    """Staff hung up in a call their console claimed, before its booth came back."""

    staff_id: str
    call_id: str


@dataclass(frozen=True)
class HungUp:
    """One end hung up."""

    call_id: str
    epoch: int
    side: Side


@dataclass(frozen=True)
class WrappedUp:
    """A person recorded the outcome."""

    staff_id: str
    call_id: str


@dataclass(frozen=True)
class BoothLeft:
    """A booth's link is gone."""

    booth_id: str


@dataclass(frozen=True)
class BoothCame:
    """A booth opened its link; `call_id` of the call it thinks it is in, whose epoch it is told.

    `tells`: whether it says more of that call in a moment (`BoothTells`), so that an unknown one is not refused yet.
    """

    booth_id: str
    call_id: str | None = None
    tells: bool = False


@dataclass(frozen=True)
class BoothTells:
    """A booth told all that is true of the call it is in; epoch 0 and nobody in `answered_by` while it waits."""

    booth_id: str
    call_id: str
    epoch: int
    wanted: Wanted
    waited: timedelta
    waiting_number: int | None = None
    answered_by: str | None = None


@dataclass(frozen=True)
class BoothIsBehind:
    """A booth told a state that shows it never heard who answered."""

    call_id: str


@dataclass(frozen=True)
class TimePassed:
    """Look at the clock."""


OfStaff = StaffArrived | StaffLeft | StatusWasChosen | ClaimGivenUp | WrappedUp
Event = (
    StaffArrived
    | StaffLeft
    | StaffMoved
    | StatusWasChosen
    | CallWasRequested
    | CallWasCancelled
    | RingWasAnswered
    | RingWasDeclined
    | FrameDecoded
    | HungUp
    | ClaimGivenUp
    | WrappedUp
    | BoothLeft
    | BoothCame
    | BoothTells
    | BoothIsBehind
    | TimePassed
)

# -- commands -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ring:
    """Let a call ring at a console."""

    staff_id: str
    reservation_id: str
    call_id: str
    expires_at: datetime


@dataclass(frozen=True)
class Withdraw:
    """Stop the ringing."""

    staff_id: str
    reservation_id: str
    why: Literal["expired", "cancelled", "lost"]


@dataclass(frozen=True)
class Join:
    """Bring both ends together under a new epoch."""

    call_id: str
    staff_id: str
    epoch: int


@dataclass(frozen=True)
class Rejoin:
    """One end came back to the call it was in."""

    call_id: str
    side: Side


@dataclass(frozen=True)
class SayConnected:
    """Both ends decoded a frame of one attempt."""

    call_id: str
    epoch: int


@dataclass(frozen=True)
class End:
    """The call is over. `call` is its last state."""

    call: Call
    reason: EndReason


@dataclass(frozen=True)
class EndAgain:
    """A booth tells a call that ended: it has not heard so, or said it before it heard."""

    booth_id: str
    call_id: str
    epoch: int
    reason: EndReason


@dataclass(frozen=True)
class EndClaim:
    """The call a console said it was in is over, or its booth did not come back."""

    staff_id: str
    call_id: str
    epoch: int
    reason: EndReason = EndReason.LOST


@dataclass(frozen=True)
class RefuseStaff:
    """What a console asked is not possible (any more)."""

    staff_id: str
    code: Literal["already_answered", "unknown_call", "stale_epoch", "not_allowed"]


@dataclass(frozen=True)
class RefuseBooth:
    """What a booth asked is not possible."""

    booth_id: str
    code: Literal["already_in_call", "unknown_call", "stale_epoch"]
    call_id: str


@dataclass(frozen=True)
class SentToBreak:
    """Somebody let too many calls ring: their status is break now, and they are told so."""

    staff_id: str


Command = (
    Ring | Withdraw | Join | Rejoin | SayConnected | End | EndAgain | EndClaim | RefuseStaff | RefuseBooth | SentToBreak
)
