"""Resuming (続き): what goes on although this headquarters does not know it, decided purely.

Media runs between the two ends and outlives headquarters. After a start both ends come back and tell the call they are
in, each with its id and epoch; when both told the same one it goes on as if nothing had been, and its outcome can be
recorded. Until the other end came, a call told by the booth is an *orphan* and one told by a console a *claim*; neither
outlives `Rules.resume_after_start`, and an orphan ends as soon as whoever answered is here without it. A waiting call
needs nobody else: whoever waits keeps number and age.

A call that ended lately is not resumed by what its booth said before it heard so; it is told the end again.

Neither end can take, or end, a call that is not its own. A booth never hears the id of another's. Staff hear that of
each call that waits, so its booth says which person answered; until it has, that somebody hung up is only remembered.
"""

from dataclasses import replace
from datetime import datetime

from kiosk.headquarters.calls.routing_state import Call, Claim, Routing, Rules, Worker, with_key
from kiosk.headquarters.calls.routing_terms import (
    BoothTells,
    Command,
    End,
    EndAgain,
    EndClaim,
    RefuseBooth,
    Rejoin,
    StaffArrived,
)
from kiosk.protocol.calls import EndReason

Resumed = tuple[Routing, list[Command]]


def started_lately(routing: Routing, at: datetime, rules: Rules) -> bool:
    """Whether ends may still come back that an earlier run knew."""
    return routing.started_at is not None and at < routing.started_at + rules.resume_after_start


def booth_tells(routing: Routing, event: BoothTells, at: datetime, rules: Rules) -> Resumed:
    """A booth tells the call it is in; what is known already changes nothing."""
    call = routing.call_of_booth(event.booth_id)
    if call is not None and call.call_id == event.call_id:
        return routing, []
    if over := routing.ended.get(event.call_id):
        return routing, [EndAgain(event.booth_id, event.call_id, event.epoch, over.reason)]
    unknown: list[Command] = [RefuseBooth(event.booth_id, "unknown_call", event.call_id)]
    if call is not None or event.call_id in routing.calls:
        return routing, unknown
    if event.epoch == 0:
        return _waits_again(routing, event, at)
    if not started_lately(routing, at, rules):
        return routing, unknown
    number = _number(routing, event)
    orphan = Call(
        event.call_id,
        event.booth_id,
        event.wanted,
        at - event.waited,
        number,
        epoch=event.epoch,
        orphaned_at=at,
        answered_by=event.answered_by,
    )
    routing = _put(replace(routing, last_number=max(routing.last_number, number)), orphan)
    theirs = event.answered_by or ""
    worker = routing.workers.get(theirs)
    if routing.given_up.get(theirs) == event.call_id:
        after, commands = _hung_up(routing, orphan, theirs, at)
        still = worker is not None and worker.wrapping == event.call_id  # else its outcome was recorded before
        return after if still else after.settled(event.call_id, theirs), commands
    return _met(routing, orphan, worker, at) if worker and worker.lost_at is None else (routing, [])


def staff_claims(routing: Routing, worker: Worker, event: StaffArrived, at: datetime, rules: Rules) -> Resumed:
    """A console tells the call it is in, which headquarters does not know to be its own."""
    told, commands = event.told, list[Command]()
    if worker.claim and (told is None or told[0] != worker.claim.call_id):
        worker = replace(worker, claim=replace(worker.claim, known=False))
        routing = _put_worker(routing, worker)
    if event.owes:
        routing, commands = gave_up(routing, worker, event.owes, at, rules)
        worker = routing.workers[worker.staff_id]
    routing, lost = _without(routing, worker, at, besides=told and told[0])
    commands += lost
    if told is None:
        return routing, commands
    if over := routing.ended.get(told[0]):
        return routing, [*commands, EndClaim(worker.staff_id, *told, over.reason)]
    call = routing.calls.get(told[0])
    if not started_lately(routing, at, rules):
        return _over_long_ago(routing, worker, told[0], at) if call is None else routing, commands
    if call is not None and _is_of(call, worker) and call.epoch == told[1]:
        return _joined(routing, call, worker)
    if call is not None:
        return routing, commands
    claim = Claim(*told, until=at + rules.resume_after_start)
    return _put_worker(routing, replace(worker, claim=claim)), commands


def gave_up(routing: Routing, worker: Worker, call_id: str, at: datetime, rules: Rules) -> Resumed:
    """Staff say they hung up in a call of the run before, of which not both ends have come back; they owe its outcome.

    It ends when its booth said that it was this person who answered, and not before.
    """
    call, commands = routing.calls.get(call_id), list[Command]()
    theirs = worker.claim is not None and worker.claim.call_id == call_id
    if call is None and call_id not in routing.ended and started_lately(routing, at, rules):
        routing = replace(routing, given_up=with_key(routing.given_up, worker.staff_id, call_id))
    elif call is not None and _is_of(call, worker):
        theirs = True
        routing, commands = _hung_up(routing, call, worker.staff_id, at)
    if theirs:
        routing = _put_worker(routing, replace(worker, claim=None, wrapping=call_id, wrapping_since=at))
    return routing, commands


def expire(routing: Routing, at: datetime, rules: Rules) -> Resumed:
    """End what only one end came back to, and forget what ended long ago."""
    commands: list[Command] = []
    for call in tuple(routing.calls.values()):
        if call.orphaned_at is not None and call.orphaned_at + rules.resume_after_start <= at:
            routing = routing.without_call(call.call_id, EndReason.LOST, at)
            commands.append(End(call, EndReason.LOST))
    for worker in tuple(routing.workers.values()):
        if worker.claim is not None and worker.claim.until <= at:
            commands.append(EndClaim(worker.staff_id, worker.claim.call_id, worker.claim.epoch))
            owed = worker.claim.call_id if worker.claim.known else None
            after = replace(worker, claim=None, wrapping=owed, wrapping_since=at if owed else None, idle_since=at)
            routing = _put_worker(routing, after)
    if routing.given_up and not started_lately(routing, at, rules):
        routing = replace(routing, given_up={})
    still = {call_id: over for call_id, over in routing.ended.items() if at < over.at + rules.ended_known}
    return routing if len(still) == len(routing.ended) else replace(routing, ended=still), commands


def _is_of(call: Call, worker: Worker) -> bool:
    """Whether this call waits for this person to come back."""
    return call.orphaned_at is not None and call.answered_by == worker.staff_id


def _over_long_ago(routing: Routing, worker: Worker, call_id: str, at: datetime) -> Routing:
    """Nobody knows this call any more; whoever says they talked in it may still record its outcome."""
    return _put_worker(routing, replace(worker, wrapping=call_id, wrapping_since=at))


def _met(routing: Routing, orphan: Call, worker: Worker, at: datetime) -> Resumed:
    """Whoever answered is here, and says whether they are in this call."""
    claim = worker.claim
    if claim and (claim.call_id, claim.epoch) == (orphan.call_id, orphan.epoch):
        return _joined(routing, orphan, worker)
    return (routing, []) if claim else _without(routing, worker, at)


def _without(routing: Routing, worker: Worker, at: datetime, besides: str | None = None) -> Resumed:
    """Whoever answered is here and in no such call, or in another (`besides`): its booth need not wait for them.

    They never heard that it was theirs, or know that it is over, so they owe nothing.
    """
    commands: list[Command] = []
    for call in tuple(routing.calls.values()):
        if _is_of(call, worker) and call.call_id != besides:
            over = routing.without_call(call.call_id, EndReason.LOST, at)
            routing = over.settled(call.call_id, worker.staff_id)
            commands.append(End(call, EndReason.LOST))
    return routing, commands


def _hung_up(routing: Routing, orphan: Call, staff_id: str, at: datetime) -> Resumed:
    over = replace(orphan, staff_id=staff_id, orphaned_at=None)
    return _put(routing, over).without_call(over.call_id, EndReason.STAFF_HUNG_UP, at), [
        End(over, EndReason.STAFF_HUNG_UP)
    ]


def _waits_again(routing: Routing, event: BoothTells, at: datetime) -> Resumed:
    number = _number(routing, event)
    call = Call(event.call_id, event.booth_id, event.wanted, at - event.waited, number, resumed=True)
    return _put(replace(routing, last_number=max(routing.last_number, number)), call), []


def _number(routing: Routing, event: BoothTells) -> int:
    """The number they were given, unless another call has it now."""
    taken = {call.waiting_number for call in routing.calls.values()}
    told = event.waiting_number
    return routing.last_number + 1 if told is None or told in taken else told


def _joined(routing: Routing, call: Call, worker: Worker) -> Resumed:
    routing = _put(routing, replace(call, staff_id=worker.staff_id, orphaned_at=None))
    routing = _put_worker(routing, replace(worker, claim=None))
    return routing, [Rejoin(call.call_id, "console"), Rejoin(call.call_id, "booth")]


def _put(routing: Routing, call: Call) -> Routing:
    return replace(routing, calls=with_key(routing.calls, call.call_id, call))


def _put_worker(routing: Routing, worker: Worker) -> Routing:
    return replace(routing, workers=with_key(routing.workers, worker.staff_id, worker))
