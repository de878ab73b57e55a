"""The words of routing: who is at the counters, what happens there, and what is to be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from kiosk.protocol.calls import EndReason

Status = Literal["available", "break", "off"]
Doing = Literal["idle", "reserved", "in_call", "wrapping"]
Side = Literal["booth", "console"]


@dataclass(frozen=True)
class Rules:
    """Times and counts of routing."""

    ring: timedelta = timedelta(seconds=20)
    cool_off: timedelta = timedelta(seconds=60)
    missed_before_break: int = 2
    resume: timedelta = timedelta(seconds=60)
    wrap_up: timedelta = timedelta(minutes=10)


@dataclass(frozen=True)
class Worker:
    """A staff member with an open console, or one whose line broke less than `Rules.resume` ago (`lost_at`)."""

    staff_id: str
    counter: str
    skills: frozenset[str]
    status: Status
    idle_since: datetime
    lost_at: datetime | None = None
    missed: int = 0
    declined: Mapping[str, datetime] = field(default_factory=dict)
    """Calls this person declined or missed, and until when they do not ring again."""
    wrapping: str | None = None
    wrapping_since: datetime | None = None


@dataclass(frozen=True)
class Reservation:
    """One call that rings at one person's console until `expires_at`."""

    reservation_id: str
    staff_id: str
    expires_at: datetime


@dataclass(frozen=True)
class Call:
    """One call from the press of the button to its end. `epoch` grows with every reservation."""

    call_id: str
    booth_id: str
    skills: frozenset[str]
    since: datetime
    waiting_number: int
    epoch: int = 0
    reservation: Reservation | None = None
    staff_id: str | None = None
    connected: bool = False
    heard_from: frozenset[tuple[Side, int]] = frozenset()
    """Which ends have decoded a frame, by attempt."""
    booth_lost_at: datetime | None = None

    @property
    def waiting(self) -> bool:
        """Nobody has answered yet."""
        return self.staff_id is None


@dataclass(frozen=True)
class Routing:
    """Everybody at the counters and every call."""

    workers: Mapping[str, Worker] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    last_number: int = 0

    def doing(self, staff_id: str) -> Doing:
        """What a staff member does now."""
        for call in self.calls.values():
            if call.staff_id == staff_id:
                return "in_call"
            if call.reservation and call.reservation.staff_id == staff_id:
                return "reserved"
        worker = self.workers.get(staff_id)
        return "wrapping" if worker and worker.wrapping else "idle"

    def queue(self) -> list[Call]:
        """The waiting calls, oldest first."""
        return sorted((call for call in self.calls.values() if call.waiting), key=lambda call: call.waiting_number)

    def call_of_booth(self, booth_id: str) -> Call | None:
        """The call a booth is in, waiting or answered."""
        return next((call for call in self.calls.values() if call.booth_id == booth_id), None)

    def call_of_staff(self, staff_id: str) -> Call | None:
        """The call a staff member answered."""
        return next((call for call in self.calls.values() if call.staff_id == staff_id), None)

    def reserved_for(self, staff_id: str) -> Call | None:
        """The call that rings at a staff member."""
        calls = self.calls.values()
        return next((call for call in calls if call.reservation and call.reservation.staff_id == staff_id), None)

    def on_duty(self) -> list[Worker]:
        """Everybody who has not signed off from calls."""
        return [worker for worker in self.workers.values() if worker.status != "off"]

    def free(self) -> list[Worker]:
        """Everybody who could take a call now, longest idle first."""
        free = [w for w in self.workers.values() if w.status == "available" and w.lost_at is None]
        return sorted((w for w in free if self.doing(w.staff_id) == "idle"), key=lambda w: (w.idle_since, w.staff_id))


# -- events --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StaffArrived:
    """A console opened its line (or opened it again)."""

    staff_id: str
    counter: str
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StaffLeft:
    """A console's line is gone."""

    staff_id: str


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
    skills: frozenset[str] = frozenset()


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
    """A booth opened its link; `call_id` and `epoch` of the call it thinks it is in."""

    booth_id: str
    call_id: str | None = None
    epoch: int = 0


@dataclass(frozen=True)
class TimePassed:
    """Look at the clock."""


Event = (
    StaffArrived
    | StaffLeft
    | StatusWasChosen
    | CallWasRequested
    | CallWasCancelled
    | RingWasAnswered
    | RingWasDeclined
    | FrameDecoded
    | HungUp
    | WrappedUp
    | BoothLeft
    | BoothCame
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


Command = Ring | Withdraw | Join | Rejoin | SayConnected | End | RefuseStaff | RefuseBooth | SentToBreak
