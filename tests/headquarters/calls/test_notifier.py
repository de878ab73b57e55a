"""What both ends are told, and that nobody is told the same twice."""

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from kiosk.headquarters.calls import routing_state as s
from kiosk.headquarters.calls import routing_terms as t
from kiosk.headquarters.calls.live_calls import Line, Link, LiveCall
from kiosk.headquarters.calls.notifier import Teller
from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.calls.shared_forms import SharedForms
from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.insights.today import Insights
from kiosk.headquarters.settings import Turn
from kiosk.headquarters.staff.views import Role, StaffMember
from kiosk.headquarters.storage.store import Store
from kiosk.procedures.japanese.opening_hours import hours
from kiosk.protocol import calls, duty
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.presence import Availability, Closing
from kiosk.protocol.versions import MINOR
from tests.headquarters.headquarters_world import Clock

AT = datetime(2026, 11, 21, tzinfo=UTC)
CALL, STAFF = new_id(), new_id()


class Heard:
    """A socket that remembers."""

    minor = MINOR

    def __init__(self) -> None:
        self.messages: list[BaseModel] = []

    def send(self, message: BaseModel) -> None:
        self.messages.append(message)

    def close(self, reason: str, code: Closing) -> None:
        raise AssertionError(reason)

    def kinds(self) -> list[str]:
        kinds = [type(message).__name__ for message in self.messages]
        self.messages.clear()
        return kinds


def teller(store: Store, clock: Clock) -> tuple[Teller, Heard, Heard]:
    records = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
    made = Teller(records, SharedForms(), Relay(Turn(), clock), Topics(), clock)
    booth, console = Heard(), Heard()
    staff = StaffMember(staff_id=STAFF, account="s", name="佐藤花子", section="市民課", role=Role.CLERK)
    made.links["b1"] = Link(booth, told=Availability(staff_free=0, staff_on_duty=0, waiting=0))
    made.lines[STAFF] = Line(staff, console)
    request = calls.CallRequested(call_id=CALL, topic="juminhyo")
    made.live[CALL] = LiveCall(request, KnownBooth("b1", "家島支所"), AT, 4)
    return made, booth, console


def routing(**call: Any) -> s.Routing:
    worker = s.Worker(STAFF, "shimin", frozenset(), "available", AT)
    one = dataclasses.replace(s.Call(CALL, "b1", s.Wanted(), AT, 4), **call)
    return s.Routing({STAFF: worker}, {CALL: one})


async def test_nobody_is_told_the_same_twice(store: Store, clock: Clock) -> None:
    made, booth, console = teller(store, clock)
    free = Availability(staff_free=1, staff_on_duty=1, waiting=1)
    made.tell_everybody(routing(), free, AT)
    assert (booth.kinds(), console.kinds()) == (["CallQueued", "Availability"], ["CallsNow"])
    made.tell_everybody(routing(), free, AT.replace(hour=1))
    assert (booth.kinds(), console.kinds()) == ([], [])
    made.tell_everybody(routing(reservation=s.Reservation(new_id(), STAFF, AT)), free, AT)
    assert (booth.kinds(), console.kinds()) == ([], ["CallsNow"])


async def test_an_answered_offer_is_not_sent_again(store: Store, clock: Clock) -> None:
    made, _, console = teller(store, clock)
    call = routing(staff_id=STAFF, epoch=2).calls[CALL]
    made.send_offer(call)
    assert console.kinds() == []
    made.live[CALL].offer = calls.MediaOffer(call_id=CALL, epoch=0, attempt=1, sdp="v=0")
    made.send_offer(call)
    sent = console.messages[0]
    assert isinstance(sent, calls.MediaOffer)
    assert (sent.epoch, sent.attempt) == (2, 1)
    console.messages.clear()
    made.live[CALL].answered_attempt = 1
    made.send_offer(call)
    assert console.kinds() == []


async def test_who_sits_at_a_closed_counter_is_told_when_it_opens(store: Store, clock: Clock) -> None:
    made, _, console = teller(store, clock)
    closed = replace(routing().workers[STAFF], hours=hours("10:00-17:15", days=(5,)))
    made.tell_everybody(s.Routing({STAFF: closed}), Availability(staff_free=0, staff_on_duty=0, waiting=0), AT)
    (said,) = console.messages
    assert isinstance(said, duty.CallsNow)
    assert said.opens_at == AT.replace(hour=1)


async def test_a_break_by_the_system_is_told_as_a_status(store: Store, clock: Clock) -> None:
    made, _, console = teller(store, clock)
    made.carry_out(t.SentToBreak(STAFF), routing(), AT)
    away = replace(routing(), workers={STAFF: replace(routing().workers[STAFF], status="break")})
    made.tell_everybody(away, Availability(staff_free=0, staff_on_duty=1, waiting=1), AT)
    (said,) = console.messages
    assert isinstance(said, duty.CallsNow)
    assert said.status == "break"


async def test_whoever_is_away_is_not_told(store: Store, clock: Clock) -> None:
    made, booth, console = teller(store, clock)
    made.links.clear()
    made.lines.clear()
    made.carry_out(t.End(routing(staff_id=STAFF).calls[CALL], calls.EndReason.LOST), s.Routing(), AT)
    assert (booth.kinds(), console.kinds(), made.live) == ([], [], {})


async def test_both_ends_are_told_whether_the_residents_language_is_spoken(store: Store, clock: Clock) -> None:
    made, booth, console = teller(store, clock)
    free = Availability(staff_free=1, staff_on_duty=1, waiting=1)
    vietnamese = s.Wanted(language="vi")
    made.live[CALL] = replace(made.live[CALL], request=calls.CallRequested(call_id=CALL, language="vi"))
    made.tell_everybody(routing(wanted=vietnamese), free, AT)
    queued, now = booth.messages[0], console.messages[0]
    assert isinstance(queued, calls.CallQueued)
    assert isinstance(now, duty.CallsNow)
    assert (queued.language_spoken, [one.language_spoken for one in now.waiting]) == (False, [False])
    answered = routing(wanted=vietnamese, staff_id=STAFF, epoch=1)
    made.carry_out(t.Rejoin(CALL, "console"), answered, AT)
    made.carry_out(t.Rejoin(CALL, "booth"), answered, AT)
    yours, told = console.messages[-1], booth.messages[-1]
    assert isinstance(yours, duty.CallYours)
    assert isinstance(told, calls.CallAnswered)
    assert (yours.call.language_spoken, told.language_spoken) == (False, False)


async def test_the_booth_is_told_anew_when_somebody_who_speaks_the_language_comes(store: Store, clock: Clock) -> None:
    made, booth, _ = teller(store, clock)
    free = Availability(staff_free=0, staff_on_duty=0, waiting=0)
    before = routing(wanted=s.Wanted(language="vi"))
    made.tell_everybody(before, free, AT)
    booth.messages.clear()
    ueda = s.Worker("ueda", "shimin", frozenset({"vi"}), "available", AT)
    made.tell_everybody(replace(before, workers={**before.workers, "ueda": ueda}), free, AT)
    (queued,) = booth.messages
    assert isinstance(queued, calls.CallQueued)
    assert queued.language_spoken
