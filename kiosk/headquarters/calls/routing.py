"""Routing (振り分け), decided purely: ``step(routing, event, at, rules)`` gives the next state and what to do.

A call rings at one staff member's console at a time (a *reservation* with its own id, an expiry and an epoch as fencing
token). What a staff member *chose* (available, break, off) is kept apart from what they *do* (idle, reserved, in call,
wrapping), and what they do is derived, never stored twice. The matcher runs after every event, over all waiting calls:
oldest first, and nobody at the head of the line blocks the others. Who gets a call is chosen in `matching`.
"""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from kiosk.headquarters.calls import resuming
from kiosk.headquarters.calls import routing_terms as terms
from kiosk.headquarters.calls.matching import anybody_there, can_ever_answer, next_worker
from kiosk.headquarters.calls.routing_state import Call, Reservation, Routing, Rules, Worker, with_key, without_key
from kiosk.protocol.calls import EndReason

_RESERVATIONS: Final = uuid.UUID("6f1f3c0e-8c0b-5b5e-9d0a-0c8f5a1e7d21")


def step(routing: Routing, event: terms.Event, at: datetime, rules: Rules) -> tuple[Routing, list[terms.Command]]:
    """Decide what `event`, at the time `at`, changes. The clock is looked at before and the matcher runs after it."""
    turn = _Turn(routing, at, rules)
    turn.pass_time()
    turn.take(event)
    turn.end_without_staff()
    turn.match()
    return turn.routing, turn.commands


def reservation_id(call_id: str, epoch: int) -> str:
    """The id of the reservation of a call under an epoch."""
    return str(uuid.uuid5(_RESERVATIONS, f"{call_id}/{epoch}"))


class _Turn:
    """One step being decided: the state so far and the commands so far."""

    def __init__(self, routing: Routing, at: datetime, rules: Rules) -> None:
        self.routing = routing
        self.commands: list[terms.Command] = []
        self._at = at
        self._rules = rules

    # -- changing the state -----------------------------------------------------------------------------------------

    def _put_call(self, call: Call, **changes: Any) -> Call:
        call = replace(call, **changes)
        self.routing = replace(self.routing, calls=with_key(self.routing.calls, call.call_id, call))
        return call

    def _put_worker(self, worker: Worker, **changes: Any) -> None:
        worker = replace(worker, **changes)
        self.routing = replace(self.routing, workers=with_key(self.routing.workers, worker.staff_id, worker))

    def _end(self, call: Call, reason: EndReason) -> None:
        if call.reservation:
            self._withdraw(call, call.reservation, "lost" if reason is EndReason.LOST else "cancelled")
        self.routing = self.routing.without_call(call.call_id, reason, self._at)
        worker = self.routing.workers.get(call.staff_id or "")
        if worker:
            self._put_worker(worker, wrapping=call.call_id, wrapping_since=self._at)
        self.commands.append(terms.End(call, reason))

    def _withdraw(self, call: Call, reservation: Reservation, why: Any) -> None:
        self._put_call(call, reservation=None)
        self.commands.append(terms.Withdraw(reservation.staff_id, reservation.reservation_id, why))

    # -- the clock --------------------------------------------------------------------------------------------------

    def pass_time(self) -> None:
        for call in list(self.routing.calls.values()):
            if call.reservation and call.reservation.expires_at <= self._at:
                self._miss(call, call.reservation)
            if call.booth_lost_at and call.booth_lost_at + self._rules.resume <= self._at:
                self._end(self.routing.calls[call.call_id], EndReason.LOST)
        for worker in list(self.routing.workers.values()):
            self._pass_time_of(worker)
        self._go_on(resuming.expire(self.routing, self._at, self._rules))

    def _go_on(self, resumed: resuming.Resumed) -> None:
        self.routing, commands = resumed
        self.commands += commands

    def _miss(self, call: Call, reservation: Reservation) -> None:
        self._withdraw(call, reservation, "expired")
        worker = self.routing.workers[reservation.staff_id]
        declined = with_key(worker.declined, call.call_id, self._at + self._rules.cool_off)
        if worker.missed + 1 >= self._rules.missed_before_break:
            self._put_worker(worker, missed=0, declined=declined, status="break")
            self.commands.append(terms.SentToBreak(worker.staff_id))
        else:
            self._put_worker(worker, missed=worker.missed + 1, declined=declined)

    def _pass_time_of(self, worker: Worker) -> None:
        if worker.lost_at and worker.lost_at + self._rules.resume <= self._at:
            call = self.routing.call_of_staff(worker.staff_id)
            self.routing = replace(self.routing, workers=without_key(self.routing.workers, worker.staff_id))
            if call:
                self._end(call, EndReason.LOST)
            return
        if worker.wrapping_since and worker.wrapping_since + self._rules.wrap_up <= self._at:
            self.routing = self.routing.settled(worker.wrapping or "", worker.staff_id)
            worker = replace(worker, wrapping=None, wrapping_since=None, idle_since=self._at)
        still = {call: until for call, until in worker.declined.items() if until > self._at}
        self._put_worker(worker, declined=still)

    # -- events -----------------------------------------------------------------------------------------------------

    def take(self, event: terms.Event) -> None:  # noqa: C901 -- one line an event
        if isinstance(event, terms.OfStaff):
            self._take_of_staff(event)
            return
        match event:
            case terms.StaffMoved():
                self._staff_moved(event)
            case terms.RingWasAnswered() | terms.RingWasDeclined():
                self._take_of_ring(event)
            case terms.CallWasRequested() | terms.CallWasCancelled() | terms.BoothLeft() | terms.BoothCame():
                self._take_of_booth(event)
            case terms.BoothIsBehind():
                self.commands.append(terms.Rejoin(event.call_id, "booth"))
            case terms.BoothTells():
                self._go_on(resuming.booth_tells(self.routing, event, self._at, self._rules))
            case terms.FrameDecoded():
                self._frame_decoded(event)
            case terms.HungUp():
                self._hung_up(event)
            case terms.TimePassed():
                pass

    def _take_of_staff(self, event: terms.OfStaff) -> None:
        worker = self.routing.workers.get(event.staff_id)
        match event:
            case terms.StaffArrived():
                self._staff_arrived(event, worker)
            case _ if worker is None:
                pass
            case terms.StaffLeft():
                self._staff_left(event, worker)
            case terms.StatusWasChosen(status=status):
                if status != "available" and (call := self.routing.reserved_for(worker.staff_id)) and call.reservation:
                    self._withdraw(call, call.reservation, "cancelled")
                self._put_worker(worker, status=status, missed=0)
            case terms.ClaimGivenUp(call_id=call_id):
                self._go_on(resuming.gave_up(self.routing, worker, call_id, self._at, self._rules))
            case terms.WrappedUp(call_id=call_id):
                self._wrapped_up(worker, call_id)

    def _staff_left(self, event: terms.StaffLeft, worker: Worker) -> None:
        self._take_back_ring(worker)
        self._put_worker(worker, lost_at=self._at)
        if event.for_good and (call := self.routing.call_of_staff(worker.staff_id)):
            self._end(call, EndReason.STAFF_HUNG_UP)

    def _wrapped_up(self, worker: Worker, call_id: str) -> None:
        self._go_on(resuming.gave_up(self.routing, worker, call_id, self._at, self._rules))
        worker = self.routing.workers[worker.staff_id]
        if worker.wrapping == call_id:
            self.routing = self.routing.settled(call_id, worker.staff_id)
            self._put_worker(worker, wrapping=None, wrapping_since=None, idle_since=self._at)
        else:
            self.commands.append(terms.RefuseStaff(worker.staff_id, "unknown_call"))

    def _staff_arrived(self, event: terms.StaffArrived, worker: Worker | None) -> None:
        if worker is None:
            status = event.status or "off"
            worker = Worker(event.staff_id, event.counter, event.skills, status, idle_since=self._at)
            if owed := event.owes or self.routing.owed(event.staff_id):
                worker = replace(worker, wrapping=owed, wrapping_since=self._at)
        self._take_back_ring(worker)
        self._put_worker(worker, lost_at=None, counter=event.counter, skills=event.skills, hours=event.hours)
        if call := self.routing.call_of_staff(event.staff_id):
            if event.owes == call.call_id:  # hung up while nobody could hear it
                self._end(call, EndReason.STAFF_HUNG_UP)
            else:
                self.commands.append(terms.Rejoin(call.call_id, "console"))
        else:
            there = self.routing.workers[event.staff_id]
            self._go_on(resuming.staff_claims(self.routing, there, event, self._at, self._rules))

    def _staff_moved(self, event: terms.StaffMoved) -> None:
        if worker := self.routing.workers.get(event.staff_id):
            self._put_worker(worker, counter=event.counter, skills=event.skills, hours=event.hours)

    def _take_back_ring(self, worker: Worker) -> None:
        """The console that rang is gone: nothing to tell it, and nobody missed anything."""
        if call := self.routing.reserved_for(worker.staff_id):
            self._put_call(call, reservation=None)

    def _take_of_ring(self, event: terms.RingWasAnswered | terms.RingWasDeclined) -> None:
        worker = self.routing.workers.get(event.staff_id)
        call = self.routing.reserved_for(event.staff_id)
        if not worker or not call or not call.reservation or call.reservation.reservation_id != event.reservation_id:
            if isinstance(event, terms.RingWasAnswered):
                self.commands.append(terms.RefuseStaff(event.staff_id, "already_answered"))
            return
        if isinstance(event, terms.RingWasAnswered):
            self._put_call(call, reservation=None, staff_id=event.staff_id)
            self._put_worker(worker, missed=0)
            self.commands.append(terms.Join(call.call_id, event.staff_id, call.epoch))
        else:
            self._put_call(call, reservation=None)
            until = self._at + self._rules.cool_off
            self._put_worker(worker, declined=with_key(worker.declined, call.call_id, until), idle_since=self._at)

    def _take_of_booth(
        self, event: terms.CallWasRequested | terms.CallWasCancelled | terms.BoothLeft | terms.BoothCame
    ) -> None:
        call = self.routing.call_of_booth(event.booth_id)
        match event:
            case terms.CallWasRequested():
                self._call_requested(event, call)
            case terms.BoothCame():
                self._booth_came(event, call)
            case terms.CallWasCancelled() if call and call.call_id == event.call_id:
                self._end(call, EndReason.GAVE_UP_WAITING if call.waiting else EndReason.BOOTH_HUNG_UP)
            case terms.CallWasCancelled():
                self.commands.append(terms.RefuseBooth(event.booth_id, "unknown_call", event.call_id))
            case terms.BoothLeft() if call:
                if call.reservation:
                    self._withdraw(call, call.reservation, "lost")
                self._put_call(self.routing.calls[call.call_id], booth_lost_at=self._at)
            case terms.BoothLeft():
                pass

    def _call_requested(self, event: terms.CallWasRequested, call: Call | None) -> None:
        if call and call.call_id == event.call_id:
            return  # asked again: it keeps its place
        if call or event.call_id in self.routing.calls:
            self.commands.append(terms.RefuseBooth(event.booth_id, "already_in_call", event.call_id))
            return
        number = self.routing.last_number + 1
        self.routing = replace(self.routing, last_number=number)
        self._put_call(Call(event.call_id, event.booth_id, event.wanted, self._at, number))

    def _booth_came(self, event: terms.BoothCame, call: Call | None) -> None:
        if call and call.call_id == event.call_id:
            self._put_call(call, booth_lost_at=None)
            self.commands.append(terms.Rejoin(call.call_id, "booth"))
            return
        if call:  # the booth forgot it
            self._end(call, EndReason.LOST)
        if event.call_id and not event.tells:
            self.commands.append(terms.RefuseBooth(event.booth_id, "unknown_call", event.call_id))

    def _frame_decoded(self, event: terms.FrameDecoded) -> None:
        call = self.routing.calls.get(event.call_id)
        if call is None or call.waiting or call.epoch != event.epoch:
            return
        heard = call.heard_from | {(event.side, event.attempt)}
        both = {("booth", event.attempt), ("console", event.attempt)} <= heard
        if both and heard != call.heard_from:
            self.commands.append(terms.SayConnected(call.call_id, call.epoch))
        self._put_call(call, heard_from=heard, connected=call.connected or both)

    def _hung_up(self, event: terms.HungUp) -> None:
        call = self.routing.calls.get(event.call_id)
        if call is None:
            return
        if event.side == "booth":  # whoever sits there may always leave, whatever epoch the booth has heard of
            reason = EndReason.GAVE_UP_WAITING if call.waiting else EndReason.BOOTH_HUNG_UP
            self._end(call, reason)
        elif not call.waiting and call.epoch == event.epoch:
            self._end(call, EndReason.STAFF_HUNG_UP)

    # -- after every event ------------------------------------------------------------------------------------------

    def end_without_staff(self) -> None:
        """Nobody on duty can answer it: say so at once rather than let somebody wait for nothing. Where all who can are
        on a break or gone, after a while; and after a start those are given the time to come back.
        """
        starting = resuming.started_lately(self.routing, self._at, self._rules)
        for call in self.routing.queue():
            if anybody_there(call, self.routing):
                self._put_call(call, nobody_since=None)
                continue
            since = call.nobody_since or self._at
            never = not can_ever_answer(call, self.routing) and not (starting and call.resumed)
            if never or since + self._rules.nobody_there <= self._at:
                self._end(call, EndReason.NOBODY_FREE)
            else:
                self._put_call(call, nobody_since=since)

    def match(self) -> None:
        """Let every waiting call ring that somebody free can take."""
        for call in self.routing.queue():
            if call.reservation or call.booth_lost_at:
                continue
            if worker := next_worker(call, self.routing, self._at, self._rules):
                self._ring(call, worker)

    def _ring(self, call: Call, worker: Worker) -> None:
        epoch = call.epoch + 1
        expires_at = self._at + self._rules.ring
        reservation = Reservation(reservation_id(call.call_id, epoch), worker.staff_id, expires_at)
        self._put_call(call, epoch=epoch, reservation=reservation)
        self.commands.append(terms.Ring(worker.staff_id, reservation.reservation_id, call.call_id, expires_at))
