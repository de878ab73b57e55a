"""The switchboard (交換): runs routing. It hears what happened from sockets, tells them what to do, minds the clock.

Media never passes here; what passes is who may talk to whom, and the words both ends need to find each other.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kiosk.headquarters.calls import routing_state as state
from kiosk.headquarters.calls import routing_terms as terms
from kiosk.headquarters.calls.card_talk import CardTalk, Witness
from kiosk.headquarters.calls.counters import Counters
from kiosk.headquarters.calls.in_call import InCall
from kiosk.headquarters.calls.incoming import Incoming
from kiosk.headquarters.calls.live_calls import Line, Link, Peer
from kiosk.headquarters.calls.notifier import Teller
from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.calls.routing import step
from kiosk.headquarters.calls.routing_state import next_deadline
from kiosk.headquarters.calls.shared_forms import SharedForms
from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.calls.twins import is_twin
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.insights.today import Insights, Today, start_of_day
from kiosk.headquarters.settings import CallRules
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage.store import Store
from kiosk.procedures.japanese.opening_hours import Hours
from kiosk.protocol import calls, duty, identity
from kiosk.protocol.call_state import BoothNow
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.message import FromBooth, FromConsole
from kiosk.protocol.presence import Availability, Beat, BoothHello, Closing, Heartbeat, Refused, SealingKey, Welcome
from kiosk.protocol.versions import MINOR
from kiosk.tasks import Tasks

_SWEEP_S: Final = 2.0


class Switchboard:
    """All live calls of this headquarters."""

    def __init__(
        self,
        *,
        settings: CallRules,
        store: Store,
        presence: Presence,
        relay: Relay,
        sealing_keys: tuple[SealingKey, ...],
        counters: Counters,
        topics: Topics,
        witness: Witness,
        now: Callable[[], datetime],
    ) -> None:
        self.routing = state.Routing()
        self.records = CallRecords(store, Insights(store, now), self._figures_changed, now)
        self._rules = state.Rules(
            ring=timedelta(seconds=settings.ring_s),
            cool_off=timedelta(seconds=settings.decline_cool_off_s),
            missed_before_break=settings.missed_before_break,
            resume=timedelta(seconds=settings.resume_s),
            wrap_up=timedelta(seconds=settings.wrap_up_s),
            language_wait=timedelta(seconds=settings.language_wait_s),
        )
        self._presence = presence
        self._sealing_keys = sealing_keys
        self._counters = counters
        self._topics = topics
        self._now = now
        shared = SharedForms()
        self._teller = Teller(self.records, shared, relay, topics, now)
        self._cards = CardTalk(self._teller, witness, self._live)
        self._in_call = InCall(self._teller, shared, self._cards, self._take, now)
        self._incoming = Incoming(self._teller.live, self.records, topics, self._take, now)
        self._tasks = Tasks("switchboard")
        self._look_again = asyncio.Event()
        self._day = start_of_day(now())

    async def start(self) -> None:
        """Begin to mind the clock."""
        self.began(await self.records.start())
        self._tasks.start(self._mind_clock(), "clock")

    def began(self, last_number: int = 0) -> None:
        """From now on ends may come back that an earlier run knew; numbers go on after the last one of today."""
        self.routing = replace(self.routing, last_number=last_number, started_at=self._now())

    async def stop(self) -> None:
        """Stop; sockets are closed by their doors."""
        await self._tasks.end()
        await self._cards.stop()
        await self.records.stop()

    @property
    def stale_messages(self) -> int:
        """How many messages belonged to an earlier epoch or attempt of their call, and were dropped."""
        return self._in_call.stale

    def availability(self) -> Availability:
        """What headquarters can offer now."""
        routing, now = self.routing, self._now()
        on_duty = sum(worker.are_called_at(now) for worker in routing.on_duty())
        return Availability(
            staff_free=sum(worker.are_called_at(now) for worker in routing.free()),
            staff_on_duty=on_duty,
            waiting=len(routing.queue()),
            opens_at=None if on_duty else self._counters.closed_until(now),
        )

    def is_busy(self, staff_id: str) -> bool:
        """Whether a staff member is available or in a call, so that their session must not be locked."""
        worker = self.routing.workers.get(staff_id)
        return bool(worker and (worker.status == "available" or self.routing.doing(staff_id) != "idle"))

    def call_of(self, booth_id: str) -> str | None:
        """The call a booth is in with somebody; None while it waits or is in none."""
        call = self.routing.call_of_booth(booth_id)
        return call.call_id if call and not call.waiting else None

    def evidence_found(self, call_id: str, evidence: identity.Evidence) -> None:
        """Tell both ends of a call what was found out about the resident."""
        self._cards.found(call_id, evidence)

    def _live(self, call_id: str) -> state.Call | None:
        return self.routing.calls.get(call_id)

    def tick(self) -> None:
        """Look at the clock."""
        self._take(terms.TimePassed())
        self._teller.renew_relay(self.routing, self._now())

    # -- coming and going -------------------------------------------------------------------------------------------

    async def is_twin(self, booth: KnownBooth, instance: str) -> bool:
        """Whether another machine with this identity is here and alive; both are to be told."""
        if not await is_twin(self._teller.links.get(booth.booth_id), instance):
            return False
        self._presence.twice(booth.booth_id)
        return True

    def booth_came(self, booth: KnownBooth, peer: Peer, hello: BoothHello, instance: str = "") -> None:
        """A booth opened its link; an older link of the same booth is closed."""
        if before := self._teller.links.pop(booth.booth_id, None):
            before.peer.close("opened again", Closing.MAY_NOT)
        link = self._teller.links[booth.booth_id] = Link(peer, instance=instance)
        self._presence.came(booth.booth_id, hello.health)
        welcome = Welcome(
            protocol_version=PROTOCOL_VERSION,
            server_time=self._now(),
            sealing_keys=self._sealing_keys,
            availability=self.availability(),
            protocol_minor=MINOR,
        )
        peer.send(welcome)
        link.told = welcome.availability
        self._teller.opened(self.routing.call_of_booth(booth.booth_id), "booth", again=before is not None)
        self._take(terms.BoothCame(booth.booth_id, hello.call_id, tells=peer.minor >= BoothNow.came_with))

    def booth_left(self, booth_id: str, peer: Peer) -> bool:
        """A booth's link is gone; False when a newer one took its place."""
        link = self._teller.links.get(booth_id)
        if link is None or link.peer is not peer:
            return False
        del self._teller.links[booth_id]
        self._presence.left(booth_id)
        self._take(terms.BoothLeft(booth_id))
        return True

    def staff_came(self, staff: StaffMember, peer: Peer, hello: duty.ConsoleHello) -> None:
        """A console opened its line; another page of the same person is closed, and told why."""
        if before := self._teller.lines.pop(staff.staff_id, None):
            before.peer.send(Refused(code="not_allowed", detail="別の画面で開かれました"))
            before.peer.close("opened elsewhere", Closing.MAY_NOT)
        self._teller.lines[staff.staff_id] = Line(staff, peer)
        self._teller.opened(self.routing.call_of_staff(staff.staff_id), "console", again=before is not None)
        skills, hours, now = self._skills(staff), self._hours(staff), hello.now
        told = (now.call_id, now.epoch) if now else None
        arrived = terms.StaffArrived(staff.staff_id, staff.counter, skills, hours, hello.status, told, hello.owes)
        self._take(arrived)
        call = self._live(now.call_id) if now else None
        if now and call and call.staff_id == staff.staff_id:  # else its booth has not come back yet
            self._in_call.from_console(staff, call, now)

    def staff_moved(self, staff: StaffMember) -> None:
        """Somebody sits at another counter or speaks other languages from now on."""
        if line := self._teller.lines.get(staff.staff_id):
            line.staff = staff
            self._take(terms.StaffMoved(staff.staff_id, staff.counter, self._skills(staff), self._hours(staff)))

    def _skills(self, staff: StaffMember) -> frozenset[str]:
        return self._counters.skills(staff.counter) | set(staff.skills)

    def _hours(self, staff: StaffMember) -> Hours | None:
        return self._counters.hours(staff.counter)

    def staff_left(self, staff_id: str, peer: Peer, *, for_good: bool = False) -> None:
        """A console's line is gone; `for_good`: its session is over, too."""
        line = self._teller.lines.get(staff_id)
        if line and line.peer is peer:
            del self._teller.lines[staff_id]
            self._take(terms.StaffLeft(staff_id, for_good=for_good))

    # -- messages of a booth ----------------------------------------------------------------------------------------

    def from_booth(self, booth: KnownBooth, message: FromBooth) -> None:
        """One message of a booth that came."""
        match message:
            case Heartbeat():
                self._presence.beat(booth.booth_id, message.health)
                if link := self._teller.links.get(booth.booth_id):
                    link.heard.set()
            case BoothHello():
                self._teller.refuse_booth(booth.booth_id, "bad_message", "hello again")
            case calls.CallRequested():
                self._incoming.requested(self.routing, booth, message)
            case calls.CallCancelled():
                self._take(terms.CallWasCancelled(message.call_id, booth.booth_id))
            case BoothNow():
                self._incoming.told_again(self.routing, booth, message)
                self._in_call.from_booth(booth.booth_id, self._live(message.call_id), message)
            case _:
                self._in_call.from_booth(booth.booth_id, self._live(message.call_id), message)

    # -- messages of a console --------------------------------------------------------------------------------------

    def from_console(self, staff: StaffMember, message: FromConsole) -> None:
        """One message of a console that came."""
        match message:
            case duty.ConsoleHello():
                self._teller.refuse_console(staff.staff_id, "bad_message", "hello again")
            case duty.StatusChosen():
                self._take(terms.StatusWasChosen(staff.staff_id, message.status))
            case duty.RingAnswered():
                self._take(terms.RingWasAnswered(staff.staff_id, message.reservation_id))
            case duty.RingDeclined():
                self._take(terms.RingWasDeclined(staff.staff_id, message.reservation_id))
            case duty.WrapUp():
                self._wrapped_up(staff, message)
            case Beat():
                pass  # that it came is all it says
            case _:
                self._in_call.from_console(staff, self._live(message.call_id), message)

    def _wrapped_up(self, staff: StaffMember, message: duty.WrapUp) -> None:
        def written(theirs: bool) -> None:
            if theirs:
                self._teller.to_console(staff.staff_id, duty.OutcomeKept(call_id=message.call_id))
            else:
                self._teller.refuse_console(staff.staff_id, "unknown_call", call_id=message.call_id)

        self.records.outcome(message, staff.staff_id, written)
        worker = self.routing.workers.get(staff.staff_id)
        claimed = worker.claim.call_id if worker and worker.claim else None
        if worker and message.call_id in (worker.wrapping, claimed):
            self._take(terms.WrappedUp(staff.staff_id, message.call_id))
        else:
            self.routing = self.routing.settled(message.call_id, staff.staff_id)

    # -- what routing makes of it -----------------------------------------------------------------------------------

    def _take(self, event: terms.Event) -> state.Routing:
        now = self._now()
        self._start_day(now)
        self.routing, commands = step(self.routing, event, now, self._rules)
        for command in commands:
            self._teller.carry_out(command, self.routing, now)
        self._presence.in_calls(frozenset(call.booth_id for call in self.routing.calls.values() if not call.waiting))
        self._teller.tell_everybody(self.routing, self.availability(), now)
        self._look_again.set()
        return self.routing

    def _figures_changed(self, today: Today) -> None:
        self._teller.today = today
        self._teller.tell_everybody(self.routing, self.availability(), self._now())

    def _start_day(self, now: datetime) -> None:
        """Waiting numbers begin at 1 every day."""
        today = start_of_day(now)
        if today != self._day and not self.routing.calls:
            self.routing = replace(self.routing, last_number=0)
            self._day = today

    async def _mind_clock(self) -> None:
        while True:
            self._look_again.clear()
            wait_s = _SWEEP_S
            if deadline := next_deadline(self.routing, self._rules):
                wait_s = min(wait_s, max(0.0, (deadline - self._now()).total_seconds()))
            try:
                async with asyncio.timeout(wait_s):
                    await self._look_again.wait()
            except TimeoutError:
                self.tick()
