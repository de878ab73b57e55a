"""The state of routing: who is at the counters, and every call."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Final, Literal, TypeVar

from kiosk.procedures.japanese.opening_hours import Hours
from kiosk.protocol.calls import EndReason
from kiosk.protocol.duty import Doing, Status
from kiosk.values import dataclass

Side = Literal["booth", "console"]
T = TypeVar("T")
EVERYBODY_SPEAKS: Final = ("ja", "easy")


@dataclass(frozen=True)
class Rules:
    """Times and counts of routing."""

    ring: timedelta = timedelta(seconds=20)
    cool_off: timedelta = timedelta(seconds=60)
    missed_before_break: int = 2
    resume: timedelta = timedelta(seconds=60)
    wrap_up: timedelta = timedelta(minutes=10)
    language_wait: timedelta = timedelta(seconds=60)
    """How long a call waits for somebody who speaks its language before it rings at others."""
    resume_after_start: timedelta = timedelta(seconds=120)
    """How long after a start both ends of a call of the run before may come back; booths try once a minute at least."""
    nobody_there: timedelta = timedelta(minutes=3)
    """How long a call waits while everybody who could answer is on a break or gone."""
    ended_known: timedelta = timedelta(minutes=10)
    """How long a booth that still tells a call that ended is told its end again."""


@dataclass(frozen=True)
class Claim:
    """A call a console says it is in, of a run before this one; its booth has not come back yet.

    Attributes:
        known: whether its page still knows it; one that was loaded again does not, and can record nothing about it.
    """

    call_id: str
    epoch: int
    until: datetime
    known: bool = True


@dataclass(frozen=True)
class Worker:
    """A staff member with an open console, or one whose line broke less than `Rules.resume` ago (`lost_at`).

    `skills` are their own and their counter's; a language is a skill named by its locale.
    """

    staff_id: str
    counter: str
    skills: frozenset[str]
    status: Status
    idle_since: datetime
    hours: Hours | None = None
    """Of their counter; None: whenever they are there."""
    lost_at: datetime | None = None
    missed: int = 0
    declined: Mapping[str, datetime] = field(default_factory=dict)
    """Calls this person declined or missed, and until when they do not ring again."""
    wrapping: str | None = None
    wrapping_since: datetime | None = None
    claim: Claim | None = None

    def are_called_at(self, at: datetime) -> bool:
        """Whether their counter is open; who called before it closed is still served."""
        return self.hours is None or self.hours.are_open(at)

    def speaks(self, language: str) -> bool:
        """Whether they can be talked to in `language`; everybody speaks Japanese, also in simple words."""
        return language in EVERYBODY_SPEAKS or language in self.skills


@dataclass(frozen=True)
class Reservation:
    """One call that rings at one person's console until `expires_at`."""

    reservation_id: str
    staff_id: str
    expires_at: datetime


@dataclass(frozen=True)
class Wanted:
    """What a call asks for: `skills` are required of whoever answers, `language` and `counter` preferred."""

    skills: frozenset[str] = frozenset()
    language: str = "ja"
    counter: str | None = None


@dataclass(frozen=True)
class Call:
    """One call from the press of the button to its end. `epoch` grows with every reservation."""

    call_id: str
    booth_id: str
    wanted: Wanted
    since: datetime
    waiting_number: int
    epoch: int = 0
    reservation: Reservation | None = None
    staff_id: str | None = None
    connected: bool = False
    heard_from: frozenset[tuple[Side, int]] = frozenset()
    """Which ends have decoded a frame, by attempt."""
    booth_lost_at: datetime | None = None
    orphaned_at: datetime | None = None
    """Since when it is known that somebody answered in an earlier run; their console has not come yet."""
    answered_by: str | None = None
    """Who that was, as the booth says: nobody else is let into the call, or ends it."""
    resumed: bool = False
    """Whether it waited already under an earlier run, whose staff are given the time to come back."""
    nobody_since: datetime | None = None
    """Since when everybody who could answer is on a break or gone."""

    @property
    def talked_to(self) -> str | None:
        """Who answered, in this run or one before it."""
        return self.staff_id or self.answered_by

    @property
    def waiting(self) -> bool:
        """Nobody has answered yet."""
        return self.staff_id is None and self.orphaned_at is None


@dataclass(frozen=True)
class Ended:
    """How a call ended, for its booth that has not heard it: what it said before that may arrive after it.

    Attributes:
        owed_by: who talked in it and has recorded no outcome, as long as one is waited for.
    """

    reason: EndReason
    at: datetime
    owed_by: str | None = None


MOST_ENDED: Final = 1_000
"""Ends remembered at most; the oldest are forgotten first."""


@dataclass(frozen=True)
class Routing:
    """Everybody at the counters and every call."""

    workers: Mapping[str, Worker] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    ended: Mapping[str, Ended] = field(default_factory=dict)
    """Calls that ended lately, the latest last."""
    given_up: Mapping[str, str] = field(default_factory=dict)
    """By staff member the call they say they hung up in, before its booth could say whether it was theirs."""
    last_number: int = 0
    started_at: datetime | None = None

    def without_call(self, call_id: str, reason: EndReason, at: datetime) -> "Routing":
        """The call is over, and that it is stays known for a while."""
        call = self.calls.get(call_id)
        ended = {**without_key(self.ended, call_id), call_id: Ended(reason, at, call.talked_to if call else None)}
        newest = dict(tuple(ended.items())[-MOST_ENDED:])
        return replace(self, calls=without_key(self.calls, call_id), ended=newest)

    def settled(self, call_id: str, staff_id: str) -> "Routing":
        """Nobody waits any more for what this person says of this call."""
        over = self.ended.get(call_id)
        if over is None or over.owed_by != staff_id:
            return self
        return replace(self, ended={**self.ended, call_id: replace(over, owed_by=None)})

    def owed(self, staff_id: str) -> str | None:
        """The newest call whose outcome this person owes."""
        newest = reversed(tuple(self.ended.items()))
        return next((call_id for call_id, over in newest if over.owed_by == staff_id), None)

    def doing(self, staff_id: str) -> Doing:
        """What a staff member does now."""
        for call in self.calls.values():
            if call.staff_id == staff_id:
                return "in_call"
            if call.reservation and call.reservation.staff_id == staff_id:
                return "reserved"
        worker = self.workers.get(staff_id)
        if worker and worker.claim:
            return "in_call"
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


def with_key(mapping: Mapping[str, T], key: str, value: T) -> dict[str, T]:
    """`mapping` with this value in place."""
    return {**mapping, key: value}


def without_key(mapping: Mapping[str, T], key: str) -> dict[str, T]:
    """`mapping` without this key."""
    return {name: value for name, value in mapping.items() if name != key}


def next_deadline(routing: Routing, rules: Rules) -> datetime | None:
    """When the clock must be looked at again, if nothing else happens."""
    times = [call.reservation.expires_at for call in routing.calls.values() if call.reservation]
    times += [call.booth_lost_at + rules.resume for call in routing.calls.values() if call.booth_lost_at]
    for worker in routing.workers.values():
        times += [worker.lost_at + rules.resume] if worker.lost_at else []
        times += [worker.wrapping_since + rules.wrap_up] if worker.wrapping_since else []
        times += list(worker.declined.values())
        times += [worker.claim.until] if worker.claim else []
    after_start = rules.resume_after_start
    times += [call.orphaned_at + after_start for call in routing.calls.values() if call.orphaned_at]
    times += [call.nobody_since + rules.nobody_there for call in routing.calls.values() if call.nobody_since]
    return min(times, default=None)
