"""A call between a booth and a console over real sockets, from the button to the record."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kiosk.headquarters.settings import CallRules
from kiosk.headquarters.storage.tables import CallRecord
from kiosk.protocol import calls, duty, forms
from kiosk.protocol.call_state import BoothNow, Waited
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.presence import Availability, Refused, Welcome
from tests.headquarters.calls.call_world import answered
from tests.headquarters.headquarters_world import World, call_requested, running


async def record(world: World) -> Any:
    await world.headquarters.switchboard.records.written()
    return await world.headquarters.store.read(lambda c: c.execute(select(CallRecord)).one())


async def test_a_call_from_the_button_to_the_record(world: World) -> None:
    link, console, yours = await answered(world)
    call_id, epoch = yours.call.call_id, yours.epoch
    assert (yours.call.place, yours.call.topic, yours.counter) == ("家島支所", "住民票の写し", "shimin")
    offer = await console.until(calls.MediaOffer)
    assert (offer.sdp, offer.epoch, offer.attempt) == ("v=0 new", epoch, 1)
    told = await link.until(calls.CallAnswered)
    assert (told.staff.name, told.epoch) == ("佐藤花子", epoch)
    common: dict[str, Any] = {"call_id": call_id, "epoch": epoch, "attempt": 1}
    await console.send(calls.MediaAnswer(**common, sdp="v=0 answer"))
    await console.send(calls.MediaCandidate(**common, candidate=""))
    assert (await link.until(calls.MediaAnswer)).sdp == "v=0 answer"
    assert (await link.until(calls.MediaCandidate)).candidate == ""
    await console.send(calls.MediaConnected(**common))
    await link.send(calls.MediaConnected(**common))
    await link.until(calls.CallConnected)
    await console.until(calls.CallConnected)
    await link.send(calls.CallHungUp(call_id=call_id, epoch=epoch))
    assert (await console.until(calls.CallEnded)).reason is calls.EndReason.BOOTH_HUNG_UP
    assert (await link.until(calls.CallEnded)).reason is calls.EndReason.BOOTH_HUNG_UP
    await console.until(duty.CallsNow, lambda now: now.state == "wrapping")
    await console.send(duty.WrapUp(call_id=call_id, outcome=duty.Outcome.SOLVED, note="住民票を案内"))
    now = await console.until(duty.CallsNow, lambda now: now.state == "idle" and now.answered_today == 1)
    assert now.average_wait_seconds is not None
    kept = await record(world)
    assert (kept.outcome, kept.end_reason, kept.note, kept.counter) == (
        "solved",
        "booth_hung_up",
        "住民票を案内",
        "shimin",
    )
    assert kept.requested_at <= kept.answered_at <= kept.connected_at <= kept.ended_at


async def test_the_second_of_two_answers_is_told_so(world: World) -> None:
    booth, staff = await world.booth(), await world.staff()
    console, link = await staff.on_duty(), await booth.arrive()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    await link.send(call_requested())
    ringing = await console.until(duty.CallRings)
    for _ in range(2):
        await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    await console.until(duty.CallYours)
    assert (await console.until(Refused)).code == "already_answered"


async def test_only_one_of_two_people_gets_a_call(tmp_path: Any) -> None:
    async with running(tmp_path, calls=CallRules(ring_s=0.3)) as world:
        booth = await world.booth()
        sato, suzuki = await world.staff("sato"), await world.staff("suzuki", name="鈴木一郎")
        first, second = await sato.on_duty(), await suzuki.on_duty()
        await first.until(duty.CallsNow, lambda now: now.status == "available")
        await second.until(duty.CallsNow, lambda now: now.status == "available")
        link = await booth.arrive()
        await link.send(call_requested())
        missed = await first.until(duty.CallRings)
        assert (await first.until(duty.RingWithdrawn)).why == "expired"
        ringing = await second.until(duty.CallRings)
        await second.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
        await second.until(duty.CallYours)
        await first.send(duty.RingAnswered(reservation_id=missed.reservation_id))
        assert (await first.until(Refused)).code == "already_answered"
        assert (await link.until(calls.CallAnswered)).staff.name == "鈴木一郎"


async def test_a_call_rings_where_its_language_and_its_counter_are(world: World) -> None:
    booth = await world.booth()
    sato = await (await world.staff("sato")).on_duty()
    abe = await (await world.staff("abe", name="阿部次郎", counter="fukushi")).on_duty()
    ueda = await (await world.staff("ueda", name="上田光", skills=("vi",))).on_duty()
    for console in (sato, abe, ueda):
        await console.until(duty.CallsNow, lambda now: now.status == "available")
    link = await booth.arrive()  # Abe and Sato have been idle longer than Ueda, Sato longest
    welfare = call_requested(topic="care", language="ko")
    await link.send(welfare)
    ringing = await abe.until(duty.CallRings)
    assert (ringing.call.topic, ringing.call.language_spoken) == ("介護・福祉", False)
    await link.send(calls.CallCancelled(call_id=welfare.call_id))
    await link.send(call_requested(language="vi"))
    ringing = await ueda.until(duty.CallRings)
    assert ringing.call.language_spoken
    await ueda.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    assert (await link.until(calls.CallAnswered)).language_spoken


async def test_outside_the_hours_of_all_counters_booths_hear_when_one_opens(tmp_path: Path) -> None:
    counters = tmp_path / "counters.toml"
    closed = '[[counter]]\nid = "shimin"\nname = "市民課"\nopens = "08:30-17:15"\ndays = []\n'
    counters.write_text(closed, encoding="utf-8")
    async with running(tmp_path, counters=counters) as world:
        booth, staff = await world.booth(), await world.staff()
        console, link = await staff.on_duty(), await booth.link()
        assert (await console.until(duty.CallsNow, lambda now: now.status == "available")).opens_at is not None
        await link.send(booth.hello())
        welcome = await link.until(Welcome)
        assert welcome.availability.staff_on_duty == 0
        assert welcome.availability.opens_at is not None
        await link.send(call_requested())
        assert (await link.until(calls.CallEnded)).reason is calls.EndReason.NOBODY_FREE


async def test_a_console_that_comes_back_gets_its_call_and_form_again(world: World) -> None:
    link, console, yours = await answered(world)
    common: dict[str, Any] = {"call_id": yours.call.call_id, "epoch": yours.epoch}
    await console.until(calls.MediaOffer)
    shown = forms.FormShown(**common, procedure="juminhyo", version="3.1.0", title="住民票", locale="ja", fields=())
    await link.send(shown)
    await link.send(calls.PinCurtain(**common, drawn=True))
    await console.until(calls.PinCurtain)
    again = await (await world.sign_in("sato")).line()
    await again.send(duty.ConsoleHello(protocol_version=1))
    assert (await again.until(duty.CallYours)).epoch == yours.epoch
    await again.until(calls.MediaOffer)
    assert (await again.until(calls.PinCurtain)).drawn
    assert await again.until(forms.FormShown) == shown
    assert (await console.until(Refused)).detail == "別の画面で開かれました"


async def test_a_booth_whose_link_breaks_keeps_its_call(world: World) -> None:
    booth, staff = await world.booth(), await world.staff()
    console = await staff.on_duty()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    link = await booth.arrive()
    request = call_requested()
    await link.send(request)
    ringing = await console.until(duty.CallRings)
    await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    told = await link.until(calls.CallAnswered)
    await link.close()
    link = await booth.arrive(call_id=request.call_id, epoch=told.epoch)
    assert (await link.until(calls.CallAnswered)).epoch == told.epoch
    await console.send(calls.CallHungUp(call_id=request.call_id, epoch=told.epoch))
    assert (await link.until(calls.CallEnded)).reason is calls.EndReason.STAFF_HUNG_UP


async def test_a_call_that_headquarters_does_not_know_is_refused(world: World) -> None:
    call_id = new_id()
    world.clock.push(seconds=121)  # nobody comes back any more from the run before
    link = await (await world.booth()).arrive(call_id=call_id, epoch=3)
    await link.send(BoothNow(call_id=call_id, epoch=3, number=1, waited=Waited()))
    assert (await link.until(Refused)).code == "unknown_call"


async def test_nobody_on_duty_is_said_honestly(world: World) -> None:
    link = await (await world.booth()).arrive()
    await link.send(call_requested())
    assert (await link.until(calls.CallEnded)).reason is calls.EndReason.NOBODY_FREE
    line = await (await world.staff()).on_duty()
    assert (await link.until(Availability, lambda now: now.staff_free == 1)).staff_on_duty == 1
    assert not line.socket.closed, "who goes at once was never free"
    kept = await record(world)
    assert (kept.end_reason, kept.answered_at) == ("nobody_free", None)


async def test_positions_are_told_again_when_they_change(world: World) -> None:
    first, second = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    staff = await world.staff()
    console = await staff.line()
    await console.send(duty.ConsoleHello(protocol_version=1))
    await console.send(duty.StatusChosen(status="break"))
    await console.until(duty.CallsNow, lambda now: now.status == "break")
    one, two = await first.arrive(), await second.arrive()
    request = call_requested()
    await one.send(request)
    assert (await one.until(calls.CallQueued)).ahead == 0
    await two.send(call_requested())
    assert (await two.until(calls.CallQueued)).ahead == 1
    await one.send(calls.CallCancelled(call_id=request.call_id))
    assert (await one.until(calls.CallEnded)).reason is calls.EndReason.GAVE_UP_WAITING
    moved = await two.until(calls.CallQueued)
    assert (moved.waiting_number, moved.ahead) == (2, 0)


@pytest.mark.parametrize("seconds", [61])
async def test_who_never_comes_back_is_lost(world: World, seconds: int) -> None:
    link, console, _ = await answered(world)
    await link.close()
    world.clock.push(seconds=seconds)
    world.headquarters.switchboard.tick()
    assert (await console.until(calls.CallEnded)).reason is calls.EndReason.LOST


@pytest.mark.parametrize("minutes", [-60, 15])
async def test_a_ring_lasts_as_long_as_it_may_whatever_the_wall_clock_is_set_to(world: World, minutes: int) -> None:
    booth, staff = await world.booth(), await world.staff()
    console, link = await staff.on_duty(), await booth.arrive()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    await link.send(call_requested())
    await console.until(duty.CallRings)
    world.clock.set_by(minutes=minutes)
    world.headquarters.switchboard.tick()
    (call,) = world.headquarters.switchboard.routing.calls.values()
    assert call.reservation, "it still rings"
    world.clock.push(seconds=CallRules().ring_s * 1.2)
    world.headquarters.switchboard.tick()
    assert (await console.until(duty.RingWithdrawn)).why == "expired"
