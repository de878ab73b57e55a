"""The booking desk: from a free time to what staff do with a booking."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from kiosk.headquarters.bookings.views import BookingLine, NoSuchBooking, NotFree
from kiosk.headquarters.storage import audit
from kiosk.procedures.kinds.slots import Kept, Preferred
from tests.headquarters.booking_world import booking_world, free, handed_in, held
from tests.headquarters.headquarters_world import World


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with booking_world(tmp_path) as opened:
        yield opened


async def test_a_time_is_held_booked_with_the_application_and_stands_in_the_day(world: World) -> None:
    booth, other, sato = await world.booth(), await world.booth("himeji-hojo-1", "北条支所"), await world.staff()
    given = await free(booth)
    start = given.slots[0]
    assert given.place == "1階"
    hold = await held(booth, start)
    assert hold is not None
    await held(other, start, 409)
    assert start not in (await free(other)).slots
    case_id = await handed_in(world, booth, Kept("shimin", start, 30, hold.hold_id))
    desk = world.headquarters.desk.bookings
    (line,) = await desk.day(start.astimezone().date(), "shimin")
    assert (line.case_id, line.words, line.procedure) == (case_id, "予約ずみ", "住民票の写し等の請求")
    moved = await desk.place(line.booking_id, given.slots[1], "電話で依頼", sato.staff)
    assert isinstance(moved, BookingLine)
    assert (moved.starts_at, moved.reason, moved.changed_by) == (given.slots[1], "電話で依頼", sato.staff.name)
    assert await desk.place(line.booking_id, world.clock() - timedelta(days=1), "", sato.staff) == NotFree()
    await held(other, start)
    assert await desk.place(line.booking_id, start, "", sato.staff) == NotFree()
    cancelled = await desk.cancel(line.booking_id, "来られない", sato.staff)
    assert isinstance(cancelled, BookingLine)
    assert cancelled.words == "取消"
    gone = NoSuchBooking(booking_id=line.booking_id)
    assert await desk.cancel(line.booking_id, "", sato.staff) == gone
    assert await desk.place(line.booking_id, start, "", sato.staff) == gone
    page = await world.headquarters.store.read(lambda c: audit.page(c, f"case:{case_id}"))
    assert [one.act for one in page.entries if one.act.startswith("booking")] == [
        "booking_cancelled", "booking_moved", "booking_booked",
    ]  # fmt: skip


async def test_a_preference_is_owed_a_time_until_staff_give_one(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    await handed_in(world, booth, Preferred("shimin", ("2026-12-01 am",)))
    desk = world.headquarters.desk.bookings
    (line,) = await desk.preferred()
    start = (await desk.free("shimin"))[0]
    assert isinstance(await desk.place(line.booking_id, start, "", sato.staff), BookingLine)
    assert await desk.preferred("shimin") == ()
    assert await desk.free("gone") == ()
