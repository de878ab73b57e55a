"""Telling both ends: what routing decided, as messages to booths and consoles, and what everybody must know."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, assert_never

from pydantic import BaseModel

from kiosk.headquarters.calls import routing_state as state
from kiosk.headquarters.calls import routing_terms as terms
from kiosk.headquarters.calls.breaks import Breaks
from kiosk.headquarters.calls.live_calls import Line, Link, LiveCall
from kiosk.headquarters.calls.matching import speakers
from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.calls.shared_forms import SharedForms
from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.insights.today import Today
from kiosk.log import Log
from kiosk.protocol import calls, duty
from kiosk.protocol.call_state import BoothNow
from kiosk.protocol.identity import EvidenceFound
from kiosk.protocol.presence import Availability, Refused

_log = Log("headquarters.telling")


class Teller:
    """Everybody who can be told something, and how."""

    def __init__(
        self, records: CallRecords, shared_forms: SharedForms, relay: Relay, topics: Topics, now: Callable[[], datetime]
    ) -> None:
        self.lines: dict[str, Line] = {}
        self.links: dict[str, Link] = {}
        self.live: dict[str, LiveCall] = {}
        self.owed: dict[str, duty.OutcomeOwed] = {}
        """Calls that ended lately, for whoever owes their outcome; the latest last."""
        self.today = Today()
        self.breaks = Breaks(records)
        self._records = records
        self._forms = shared_forms
        self._relay = relay
        self._topics = topics
        self._now = now

    # -- one message -----------------------------------------------------------------------------------------------

    def to_booth(self, booth_id: str, message: BaseModel) -> bool:
        """Send to a booth; False when its link is not open."""
        link = self.links.get(booth_id)
        if link:
            link.peer.send(message)
        return link is not None

    def to_console(self, staff_id: str | None, message: BaseModel) -> None:
        """Send to a console, if its line is open."""
        if line := self.lines.get(staff_id or ""):
            line.peer.send(message)

    def refuse_booth(self, booth_id: str, code: Any, detail: str = "", call_id: str | None = None) -> None:
        """Tell a booth that its message was not accepted."""
        self.to_booth(booth_id, Refused(code=code, detail=detail, call_id=call_id))

    def refuse_console(self, staff_id: str, code: Any, detail: str = "", call_id: str | None = None) -> None:
        """Tell a console that its message was not accepted."""
        self.to_console(staff_id, Refused(code=code, detail=detail, call_id=call_id))

    def send_offer(self, call: state.Call) -> None:
        """Forward the booth's newest offer, unless it was answered already."""
        live = self.live[call.call_id]
        if live.offer and live.offer.attempt > live.answered_attempt:
            fresh = {"epoch": call.epoch, "ice_servers": self._relay.servers(f"console-{call.waiting_number}")}
            self.to_console(call.staff_id, live.offer.model_copy(update=fresh))

    def opened(self, call: state.Call | None, side: state.Side, *, again: bool) -> None:
        """The end of `call` opened a line; `again`: the one before had not ended."""
        live = self.live.get(call.call_id) if call else None
        if live is None:
            return
        live.told_by.begin(side)
        if again:
            self.breaks.opened_again(live, side)

    # -- what routing decided ---------------------------------------------------------------------------------------

    def carry_out(self, command: terms.Command, routing: state.Routing, now: datetime) -> None:
        """Do one thing that routing decided."""
        match command:
            case terms.Ring():
                self._ring(command, routing)
            case terms.Withdraw(staff_id, reservation_id, why):
                self.to_console(staff_id, duty.RingWithdrawn(reservation_id=reservation_id, why=why))
            case terms.RefuseStaff(staff_id, code):
                self.refuse_console(staff_id, code)
            case terms.RefuseBooth(booth_id, code, call_id):
                self.refuse_booth(booth_id, code, call_id=call_id)
            case terms.SentToBreak(staff_id):
                _log.event("sent_to_break", staff=staff_id)  # the console is told by its next CallsNow
            case terms.EndAgain(booth_id, call_id, epoch, reason):
                self.to_booth(booth_id, calls.CallEnded(call_id=call_id, epoch=epoch, reason=reason))
            case terms.EndClaim(staff_id, call_id, epoch, reason):
                self.to_console(staff_id, calls.CallEnded(call_id=call_id, epoch=epoch, reason=reason))
            case _:
                self._carry_out_in_call(command, routing, now)

    def _carry_out_in_call(
        self,
        command: terms.Join | terms.Rejoin | terms.SayConnected | terms.End,
        routing: state.Routing,
        now: datetime,
    ) -> None:
        match command:
            case terms.Join(call_id, staff_id, epoch):
                self.live[call_id].answered_at, self.live[call_id].answered_by = now, self.lines[staff_id].staff
                self._records.noted(
                    call_id, answered_at=now, staff_id=staff_id, counter=self.lines[staff_id].staff.counter
                )
                self._tell_console_of(routing.calls[call_id], routing)
                self._tell_booth_of(routing.calls[call_id], routing)
                _log.event("call_answered", call=call_id, epoch=epoch)
            case terms.Rejoin(call_id, side):
                call = routing.calls[call_id]
                self.live[call_id].told = None
                if side == "console":
                    self._note_answered(call, self.live[call_id], now)
                    self._tell_console_of(call, routing)
                elif call.staff_id is not None:
                    self._tell_booth_again(call, routing)
            case terms.SayConnected(call_id, epoch):
                connected = calls.CallConnected(call_id=call_id, epoch=epoch)
                self.to_booth(routing.calls[call_id].booth_id, connected)
                self.to_console(routing.calls[call_id].staff_id, connected)
                self._records.noted(call_id, connected_at=now)
                _log.event("call_connected", call=call_id, epoch=epoch)
            case terms.End(call, reason):
                self._end(call, reason, routing, now)
            case _:
                assert_never(command)

    def _note_answered(self, call: state.Call, live: LiveCall, now: datetime) -> None:
        """Who talks in a call that outlived a headquarters may not have been written down by it."""
        line = self.lines.get(call.staff_id or "")
        if live.answered_at is None and line is not None:
            live.answered_at, live.answered_by = now, line.staff
            self._records.answered_before(call.call_id, line.staff, now)

    def _ring(self, ring: terms.Ring, routing: state.Routing) -> None:
        spoken = routing.workers[ring.staff_id].speaks(self.live[ring.call_id].request.language)
        call = self._waiting_call(self.live[ring.call_id], spoken=spoken, reserved=True)
        message = duty.CallRings(reservation_id=ring.reservation_id, expires_at=ring.expires_at, call=call)
        self.to_console(ring.staff_id, message)

    def _tell_console_of(self, call: state.Call, routing: state.Routing) -> None:
        live, line = self.live[call.call_id], self.lines.get(call.staff_id or "")
        if line is None:
            return
        shown = self._waiting_call(live, spoken=_spoken(call, routing), reserved=True)
        servers = self._relay.servers(f"console-{call.waiting_number}")
        line.peer.send(duty.CallYours(call=shown, counter=line.staff.counter, epoch=call.epoch, ice_servers=servers))
        self.send_offer(call)
        for kept in (live.curtain, self._forms.shown(call.call_id), live.told_by.booth):
            if isinstance(kept, BoothNow):
                line.peer.send(live.told_by.again(kept))
            elif kept:
                line.peer.send(kept)
        for found in live.found:
            line.peer.send(EvidenceFound(call_id=call.call_id, epoch=call.epoch, evidence=found))

    def _tell_booth_of(self, call: state.Call, routing: state.Routing) -> None:
        answered_by = self.live[call.call_id].answered_by
        if answered_by is None:
            return
        staff = calls.StaffShown(name=answered_by.name, section=answered_by.section, staff_id=answered_by.staff_id)
        servers = self._servers(call.booth_id, self.live[call.call_id])
        message = calls.CallAnswered(
            call_id=call.call_id,
            epoch=call.epoch,
            staff=staff,
            language_spoken=_spoken(call, routing),
            ice_servers=servers,
        )
        self.to_booth(call.booth_id, message)

    def _tell_booth_again(self, call: state.Call, routing: state.Routing) -> None:
        self._tell_booth_of(call, routing)
        live = self.live[call.call_id]
        if live.told_by.staff:
            self.to_booth(call.booth_id, live.told_by.again(live.told_by.staff))
        for one in live.found:
            self.to_booth(call.booth_id, EvidenceFound(call_id=call.call_id, epoch=call.epoch, evidence=one))

    def _end(self, call: state.Call, reason: calls.EndReason, routing: state.Routing, now: datetime) -> None:
        ended = calls.CallEnded(call_id=call.call_id, epoch=call.epoch, reason=reason)
        self.to_booth(call.booth_id, ended)
        self.to_console(call.staff_id, ended)
        self._forms.forget(call.call_id)
        self.owed = {key: one for key, one in self.owed.items() if key in routing.ended}
        live = self.live.pop(call.call_id, None)
        if live:
            self.breaks.ended(call.call_id, live, now)
        if live and call.staff_id:
            self._note_answered(call, live, now)
        if live and call.talked_to:
            talked_s = int((now - live.answered_at).total_seconds()) if live.answered_at else 0
            shown = self._waiting_call(live, spoken=True, reserved=False)
            self.owed[call.call_id] = duty.OutcomeOwed(call=shown, reason=reason, talked_s=max(0, talked_s))
        self._records.noted(call.call_id, ended_at=now, end_reason=reason.value)
        _log.event("call_ended", call=call.call_id, reason=reason)

    # -- what everybody must know -----------------------------------------------------------------------------------

    def tell_everybody(self, routing: state.Routing, availability: Availability, now: datetime) -> None:
        """Tell each end what changed for it since it was told last."""
        self.breaks.look(routing, self.live, now)
        queue = routing.queue()
        for ahead, call in enumerate(queue):
            self._tell_position(call, ahead, spoken=bool(speakers(call, routing)))
        for line in self.lines.values():
            self._tell_console(line, routing, now)
        for link in self.links.values():
            if link.told is not None and link.told != availability:
                link.told = availability
                link.peer.send(availability)

    def _tell_position(self, call: state.Call, ahead: int, *, spoken: bool) -> None:
        live = self.live[call.call_id]
        position = (live.waiting_number, ahead, spoken)
        if live.told == position or call.booth_lost_at:
            return
        live.told = position
        servers = self._servers(call.booth_id, live)
        message = calls.CallQueued(
            call_id=call.call_id,
            waiting_number=live.waiting_number,
            ahead=ahead,
            language_spoken=spoken,
            ice_servers=servers,
        )
        self.to_booth(call.booth_id, message)

    def _tell_console(self, line: Line, routing: state.Routing, now: datetime) -> None:
        worker = routing.workers.get(line.staff.staff_id)
        if worker is None:
            return
        waiting = tuple(
            self._waiting_call(
                self.live[call.call_id],
                spoken=worker.speaks(call.wanted.language),
                reserved=bool(call.reservation),
            )
            for call in routing.queue()[: duty.MOST_WAITING]
        )
        message = duty.CallsNow(
            server_time=now,
            status=worker.status,
            state=routing.doing(worker.staff_id),
            waiting=waiting,
            answered_today=self.today.answered,
            calls_today=self.today.calls,
            average_wait_seconds=self.today.average_wait_s,
            opens_at=worker.hours.closed_until(now) if worker.hours else None,
            owed=self.owed.get(worker.wrapping or ""),
        )
        if line.told is None or line.told.model_copy(update={"server_time": now}) != message:
            line.told = message
            line.peer.send(message)

    def renew_relay(self, routing: state.Routing, now: datetime) -> None:
        """Fresh credentials for the booth of each call before those it has run out."""
        for call in routing.calls.values():
            live = self.live.get(call.call_id)
            if live and live.relay_at and self._relay.are_old(live.relay_at, now) and call.booth_lost_at is None:
                servers = self._servers(call.booth_id, live)
                self.to_booth(call.booth_id, calls.RelayRenewed(call_id=call.call_id, ice_servers=servers))

    def _servers(self, booth_id: str, live: LiveCall) -> tuple[calls.IceServer, ...]:
        live.relay_at = self._now()
        return self._relay.servers(booth_id)

    def _waiting_call(self, live: LiveCall, *, spoken: bool, reserved: bool) -> duty.WaitingCall:
        request = live.request
        return duty.WaitingCall(
            call_id=request.call_id,
            place=live.booth.place,
            topic=self._topics.title(request.topic) if request.topic else None,
            language=request.language,
            language_spoken=spoken,
            since=live.since,
            waiting_number=live.waiting_number,
            reserved=reserved,
        )


def _spoken(call: state.Call, routing: state.Routing) -> bool:
    """Whether whoever answered speaks the resident's language."""
    worker = routing.workers.get(call.staff_id or "")
    return worker is not None and worker.speaks(call.wanted.language)
