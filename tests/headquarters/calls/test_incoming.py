"""Calls told again by their booth, through the real doors: after a restart, and after a request that was lost."""

import pytest

from kiosk.protocol import calls, duty
from kiosk.protocol.call_state import BoothNow, StaffNow, Waited
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.presence import Refused
from tests.headquarters.calls.call_world import answered
from tests.headquarters.headquarters_world import World


def told(call_id: str, epoch: int, by: str | None = None, attempt: int = 0, seen: int = 0) -> BoothNow:
    waited = Waited(topic="juminhyo", language="ja", waiting_number=31, waited_s=90)
    return BoothNow(call_id=call_id, epoch=epoch, number=1, waited=waited, answered_by=by, attempt=attempt, seen=seen)


def hello(now: StaffNow | None = None, owes: str | None = None) -> duty.ConsoleHello:
    return duty.ConsoleHello(protocol_version=PROTOCOL_VERSION, status="available", now=now, owes=owes)


async def test_who_waited_before_a_restart_keeps_number_and_age(world: World) -> None:
    link = await (await world.booth()).arrive()
    await link.send(told(new_id(), epoch=0))
    console = await (await world.staff()).on_duty()
    ringing = await console.until(duty.CallRings)
    assert ringing.call.waiting_number == 31
    now = await console.until(duty.CallsNow, lambda now: bool(now.waiting))
    assert (now.server_time - now.waiting[0].since).total_seconds() >= 90
    assert (await link.until(calls.CallQueued)).waiting_number == 31


async def test_a_call_of_before_a_restart_goes_on_and_its_outcome_is_kept(world: World) -> None:
    call_id, staff = new_id(), await world.staff()
    link = await (await world.booth()).arrive(call_id=call_id, epoch=3)
    await link.send(told(call_id, 3, staff.staff.staff_id, 2, 2))
    console = await staff.line()
    await console.send(hello(StaffNow(call_id=call_id, epoch=3, number=1, answered=2, seen=2)))
    yours = await console.until(duty.CallYours)
    assert (yours.epoch, yours.call.waiting_number) == (3, 31)
    assert (await console.until(BoothNow)).attempt == 2
    assert (await link.until(calls.CallAnswered)).epoch == 3
    await console.send(calls.CallHungUp(call_id=call_id, epoch=3))
    await console.until(calls.CallEnded)
    await console.send(duty.WrapUp(call_id=call_id, outcome=duty.Outcome.SOLVED, note="済"))
    assert (await console.until(duty.OutcomeKept)).call_id == call_id


async def test_a_call_of_nobody_is_refused_to_whoever_records_its_outcome(world: World) -> None:
    console = await (await world.staff()).on_duty()
    await console.send(duty.WrapUp(call_id=new_id(), outcome=duty.Outcome.SOLVED))
    assert (await console.until(Refused)).code == "unknown_call"


async def test_a_booth_that_never_heard_who_answered_is_told_when_its_state_shows_it(world: World) -> None:
    link, _console, yours = await answered(world)
    await link.until(calls.CallAnswered)
    await link.send(told(yours.call.call_id, epoch=0))
    assert (await link.until(calls.CallAnswered)).epoch == yours.epoch


async def test_a_console_that_comes_back_before_its_booth_is_refused_nothing(world: World) -> None:
    call_id, staff = new_id(), await world.staff()
    console = await staff.line()
    await console.send(hello(StaffNow(call_id=call_id, epoch=3, number=1)))
    assert (await console.until(duty.CallsNow)).state == "in_call"
    link = await (await world.booth()).arrive(call_id=call_id, epoch=3)
    await link.send(told(call_id, 3, staff.staff.staff_id))
    await console.until(duty.CallYours)
    assert not [message for message in console.seen if isinstance(message, Refused)]
    await console.send(calls.CallHungUp(call_id=call_id, epoch=3))
    await console.until(calls.CallEnded)
    await console.send(duty.WrapUp(call_id=call_id, outcome=duty.Outcome.SOLVED))
    assert (await console.until(duty.OutcomeKept)).call_id == call_id


@pytest.mark.parametrize("first", ["booth", "stranger"])
async def test_another_clerk_who_knows_the_id_of_a_call_ends_nothing_and_its_own_comes_back(
    world: World, first: str
) -> None:
    """After a restart, through the doors: a stranger says to be in the call, hangs up, and owes and records it."""
    call_id, own, stranger = new_id(), await world.staff(), await world.staff("suzuki", name="鈴木一郎")
    link, other = await (await world.booth()).arrive(call_id=call_id, epoch=3), await stranger.line()
    if first == "booth":
        await link.send(told(call_id, 3, own.staff.staff_id, 2, 2))
    await other.send(hello(StaffNow(call_id=call_id, epoch=3, number=1), owes=call_id))
    await other.send(calls.CallHungUp(call_id=call_id, epoch=3))
    await other.send(duty.WrapUp(call_id=call_id, outcome=duty.Outcome.DROPPED))
    await other.until(Refused, lambda refused: refused.call_id == call_id)
    if first == "stranger":
        await link.send(told(call_id, 3, own.staff.staff_id, 2, 2))
    console = await own.line()
    await console.send(hello(StaffNow(call_id=call_id, epoch=3, number=1, answered=2, seen=2)))
    assert (await console.until(duty.CallYours)).epoch == 3
    assert (await link.until(calls.CallAnswered)).staff.name == "佐藤花子"
    assert not [one for one in link.seen + other.seen if isinstance(one, calls.CallEnded | duty.CallYours)]
