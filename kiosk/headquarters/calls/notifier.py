"""Telling both ends: what routing decided, as messages to booths and consoles, and what everybody must know."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, assert_never

from pydantic import BaseModel

from kiosk.headquarters.calls import routing_state as state
from kiosk.headquarters.calls import routing_terms as terms
from kiosk.headquarters.calls.card_requests import SharedCards
from kiosk.headquarters.calls.matching import speakers
from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.calls.shared_forms import SharedForms
from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.insights.today import Today
from kiosk.headquarters.staff.views import StaffMember
from kiosk.log import Log
from kiosk.protocol import calls
from kiosk.protocol.identity import Evidence, EvidenceFound
from kiosk.protocol.presence import Availability, Closing, Refused

_log = Log("headquarters.telling")


class Peer(Protocol):
    """One open socket, as the switchboard sees it."""

    def send(self, message: BaseModel) -> None:
        """Send soon, in order; never blocks."""

    def close(self, reason: str, code: Closing) -> None:
        """Send what waits and close; `code` says whether to come back."""


@dataclass
class Line:
    """A console with an open line, and what it was told last."""

    staff: StaffMember
    peer: Peer
    told: calls.CallsNow | None = None


@dataclass
class Link:
    """The open link of a booth, and what it was last told of who is there."""

    peer: Peer
    told: Availability | None = None


@dataclass
class LiveCall:
    """What is kept of a call beside its routing."""

    request: calls.CallRequested
    booth: KnownBooth
    since: datetime
    waiting_number: int
    offer: calls.MediaOffer | None = None
    """The booth's newest offer, forwarded when staff answer."""
    answered_attempt: int = -1
    unsent: list[BaseModel] = field(default_factory=list)
    """The console's words about media while the booth's link was broken."""
    curtain: calls.PinCurtain | None = None
    cards: SharedCards = field(default_factory=SharedCards)
    found: list[Evidence] = field(default_factory=list)
    """What was found out about the resident in this call, for an end that comes back."""
    told: tuple[int, int, bool] | None = None
    """Waiting number, position and whether its language is spoken, as the booth was told last."""


class Teller:
    """Everybody who can be told something, and how."""

    def __init__(self, records: CallRecords, shared_forms: SharedForms, relay: Relay, topics: Topics) -> None:
        self.lines: dict[str, Line] = {}
        self.links: dict[str, Link] = {}
        self.live: dict[str, LiveCall] = {}
        self.today = Today()
        self._records = records
        self._forms = shared_forms
        self._relay = relay
        self._topics = topics

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
            self.to_console(call.staff_id, live.offer.model_copy(update={"epoch": call.epoch}))

    # -- what routing decided ---------------------------------------------------------------------------------------

    def carry_out(self, command: terms.Command, routing: state.Routing, now: datetime) -> None:
        """Do one thing that routing decided."""
        match command:
            case terms.Ring():
                self._ring(command, routing)
            case terms.Withdraw(staff_id, reservation_id, why):
                self.to_console(staff_id, calls.RingWithdrawn(reservation_id=reservation_id, why=why))
            case terms.RefuseStaff(staff_id, code):
                self.refuse_console(staff_id, code)
            case terms.RefuseBooth(booth_id, code, call_id):
                self.refuse_booth(booth_id, code, call_id=call_id)
            case terms.SentToBreak(staff_id):
                _log.event("sent_to_break", staff=staff_id)  # the console is told by its next CallsNow
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
                    self._tell_console_of(call, routing)
                elif not call.waiting:
                    self._tell_booth_again(call, routing)
            case terms.SayConnected(call_id, epoch):
                connected = calls.CallConnected(call_id=call_id, epoch=epoch)
                self.to_booth(routing.calls[call_id].booth_id, connected)
                self.to_console(routing.calls[call_id].staff_id, connected)
                self._records.noted(call_id, connected_at=now)
                _log.event("call_connected", call=call_id, epoch=epoch)
            case terms.End(call, reason):
                self._end(call, reason, now)
            case _:
                assert_never(command)

    def _ring(self, ring: terms.Ring, routing: state.Routing) -> None:
        spoken = routing.workers[ring.staff_id].speaks(self.live[ring.call_id].request.language)
        call = self._waiting_call(self.live[ring.call_id], spoken=spoken, reserved=True)
        message = calls.CallRings(reservation_id=ring.reservation_id, expires_at=ring.expires_at, call=call)
        self.to_console(ring.staff_id, message)

    def _tell_console_of(self, call: state.Call, routing: state.Routing) -> None:
        live, line = self.live[call.call_id], self.lines.get(call.staff_id or "")
        if line is None:
            return
        shown = self._waiting_call(live, spoken=_spoken(call, routing), reserved=True)
        servers = self._relay.servers(f"console-{call.waiting_number}")
        line.peer.send(calls.CallYours(call=shown, counter=line.staff.counter, epoch=call.epoch, ice_servers=servers))
        self.send_offer(call)
        for kept in (live.curtain, self._forms.shown(call.call_id)):
            if kept:
                line.peer.send(kept)
        for found in live.found:
            line.peer.send(EvidenceFound(call_id=call.call_id, epoch=call.epoch, evidence=found))

    def _tell_booth_of(self, call: state.Call, routing: state.Routing) -> None:
        line = self.lines.get(call.staff_id or "")
        if line is None:
            return
        staff = calls.StaffShown(name=line.staff.name, section=line.staff.section)
        servers = self._relay.servers(call.booth_id)
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
        unsent, live.unsent = live.unsent, []
        found = [EvidenceFound(call_id=call.call_id, epoch=call.epoch, evidence=one) for one in live.found]
        for message in (*unsent, *found):
            self.to_booth(call.booth_id, message)

    def _end(self, call: state.Call, reason: calls.EndReason, now: datetime) -> None:
        ended = calls.CallEnded(call_id=call.call_id, epoch=call.epoch, reason=reason)
        self.to_booth(call.booth_id, ended)
        self.to_console(call.staff_id, ended)
        self._forms.forget(call.call_id)
        self.live.pop(call.call_id, None)
        self._records.noted(call.call_id, ended_at=now, end_reason=reason.value)
        _log.event("call_ended", call=call.call_id, reason=reason)

    # -- what everybody must know -----------------------------------------------------------------------------------

    def tell_everybody(self, routing: state.Routing, availability: Availability, now: datetime) -> None:
        """Tell each end what changed for it since it was told last."""
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
        servers = self._relay.servers(call.booth_id)
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
            for call in routing.queue()[: calls.MOST_WAITING]
        )
        message = calls.CallsNow(
            server_time=now,
            status=worker.status,
            state=routing.doing(worker.staff_id),
            waiting=waiting,
            answered_today=self.today.answered,
            calls_today=self.today.calls,
            average_wait_seconds=self.today.average_wait_s,
            opens_at=worker.hours.closed_until(now) if worker.hours else None,
        )
        if line.told is None or line.told.model_copy(update={"server_time": now}) != message:
            line.told = message
            line.peer.send(message)

    def _waiting_call(self, live: LiveCall, *, spoken: bool, reserved: bool) -> calls.WaitingCall:
        request = live.request
        return calls.WaitingCall(
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
