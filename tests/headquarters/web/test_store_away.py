"""A store that is away for a while: calls go on, nobody is sent away for ever, and nothing noted is lost."""

import asyncio
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CallRecord
from kiosk.protocol import calls, duty
from kiosk.protocol.presence import Refused
from tests import postgres
from tests.headquarters.calls.call_world import answered
from tests.headquarters.headquarters_world import SignedIn, Wire, World, call_requested, running


async def outcome(world: World) -> tuple[str | None, str | None]:
    await world.headquarters.switchboard.records.written()
    query = select(col(CallRecord.outcome), col(CallRecord.end_reason))
    found = await world.headquarters.store.read(lambda c: c.execute(query).one())
    return found.outcome, found.end_reason


async def wrapped_up(link: Wire, console: Wire, yours: duty.CallYours) -> duty.WrapUp:
    """The booth hangs up and the outcome is recorded, while nothing can be written down."""
    await link.send(calls.CallHungUp(call_id=yours.call.call_id, epoch=yours.epoch))
    await console.until(duty.CallsNow, lambda now: now.state == "wrapping")
    wrap_up = duty.WrapUp(call_id=yours.call.call_id, outcome=duty.Outcome.SOLVED)
    await console.send(wrap_up)
    await console.until(duty.CallsNow, lambda now: now.state == "idle")
    return wrap_up


async def test_a_database_that_starts_again_ends_no_call_and_loses_no_outcome(tmp_path: Path) -> None:
    with postgres.cluster() as database:
        async with running(tmp_path, database=database.url + "postgres") as world:
            link, console, yours = await answered(world)
            other = await world.booth("himeji-hojo-1", "北条支所")
            await asyncio.to_thread(database.stop)
            world.clock.push(seconds=60)  # the session would be touched now
            wrap_up = await wrapped_up(link, console, yours)
            new = await other.link()
            assert await new.closed() == 1013, "a fault that passes: come back"
            await asyncio.to_thread(database.start)
            assert (await console.until(duty.OutcomeKept)).call_id == wrap_up.call_id
            assert await outcome(world) == ("solved", "booth_hung_up")
            await other.arrive()


async def test_both_ends_of_a_call_come_back_to_it_while_the_database_is_away(tmp_path: Path) -> None:
    with postgres.cluster() as database:
        async with running(tmp_path, database=database.url + "postgres") as world:
            booth, staff = await world.booth(), await world.staff()
            console, link = await on_duty(staff), await booth.arrive()
            request = call_requested()
            await link.send(request)
            ringing = await console.until(duty.CallRings)
            await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
            told = await link.until(calls.CallAnswered)
            await asyncio.to_thread(database.stop)
            await link.close()
            link = await booth.arrive(call_id=request.call_id, epoch=told.epoch)
            assert (await link.until(calls.CallAnswered)).epoch == told.epoch
            await console.close()
            console = await staff.line()
            await console.send(duty.ConsoleHello(protocol_version=1))
            assert (await console.until(duty.CallYours)).epoch == told.epoch
            await asyncio.to_thread(database.start)
            await world.headquarters.desk.booths.look()  # they are compared again
            await console.send(calls.CallHungUp(call_id=request.call_id, epoch=told.epoch))
            await link.until(calls.CallEnded)


async def test_a_booth_revoked_before_the_database_went_away_is_not_admitted_from_memory(tmp_path: Path) -> None:
    with postgres.cluster() as database:
        async with running(tmp_path, database=database.url + "postgres") as world:
            booth = await world.booth()
            link = await booth.arrive()
            admin = await world.staff("ueda", Role.ADMIN)
            await world.headquarters.desk.booths.revoke(booth.booth_id, admin.staff)
            assert await link.closed() == 1008
            await asyncio.to_thread(database.stop)
            assert await (await booth.link()).closed() == 1013
            await asyncio.to_thread(database.start)


async def test_a_console_is_told_to_come_back_while_the_database_is_away(tmp_path: Path) -> None:
    with postgres.cluster() as database:
        async with running(tmp_path, database=database.url + "postgres") as world:
            staff = await world.staff()
            await asyncio.to_thread(database.stop)
            assert await (await staff.line()).closed() == 1013
            await asyncio.to_thread(database.start)
            await on_duty(staff)


async def on_duty(staff: SignedIn) -> Wire:
    console = await staff.on_duty()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    return console


async def test_whoever_worked_on_while_the_database_was_away_is_not_signed_out_when_it_is_back(tmp_path: Path) -> None:
    with postgres.cluster() as database:
        async with running(tmp_path, database=database.url + "postgres") as world:
            link, console, yours = await answered(world)
            await asyncio.to_thread(database.stop)
            await work_on(world, console)
            await asyncio.to_thread(database.start)
            await console.send(calls.CallHungUp(call_id=yours.call.call_id, epoch=yours.epoch))
            await link.until(calls.CallEnded)
            await console.until(duty.CallsNow, lambda now: now.state == "wrapping")


async def test_on_a_full_disk_pages_are_read_and_nobody_is_signed_out_afterwards(world: World) -> None:
    staff, store = await world.staff(), world.headquarters.store
    console = await on_duty(staff)
    refuse_writes(store, 1)
    await work_on(world, console)
    assert (await staff.get("/api/cases"))[0] == 200
    refuse_writes(store, 0)
    await work_on(world, console)
    assert (await staff.get("/api/cases"))[0] == 200


async def work_on(world: World, console: Wire) -> None:
    """Somebody works longer than a session lasts that is left alone."""
    for _ in range(world.headquarters.settings.sign_in.idle_minutes // 4 + 1):
        world.clock.push(minutes=4)
        await console.send(duty.StatusChosen(status="available"))
        await console.socket.send_str("{}")  # its refusal tells that what was said before it was heard
        await console.until(Refused)


def refuse_writes(store: Store, on: int) -> None:
    """As a disk does that is full, or mounted to be read only."""
    connection = store._writer.raw_connection().driver_connection
    assert connection
    connection.execute(f"PRAGMA query_only = {on}")


async def test_with_a_full_disk_calls_go_on_and_are_written_down_when_there_is_room(world: World) -> None:
    booth, staff, store = await world.booth(), await world.staff(), world.headquarters.store
    refuse_writes(store, 1)
    link, console = await booth.arrive(), await on_duty(staff)
    await link.send(call_requested())
    ringing = await console.until(duty.CallRings)
    await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    yours = await console.until(duty.CallYours)
    world.clock.push(seconds=60)
    wrap_up = await wrapped_up(link, console, yours)
    refuse_writes(store, 0)
    assert (await console.until(duty.OutcomeKept)).call_id == wrap_up.call_id
    assert await outcome(world) == ("solved", "booth_hung_up")
