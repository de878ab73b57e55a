"""The booking desk: from a free time to what staff do with a booking."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from kiosk.headquarters.bookings import diary
from kiosk.headquarters.bookings.calendars import Calendar, Calendars
from kiosk.headquarters.bookings.desk import BookingDesk
from kiosk.headquarters.bookings.views import BookingLine, NoSuchBooking, NotFree
from kiosk.headquarters.staff.views import Role, StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from kiosk.procedures.kinds.slots import Kept, Preferred
from kiosk.protocol.identifiers import new_id
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


async def test_of_two_staff_who_change_one_booking_at_once_each_is_told_what_stands(
    either_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = diary.find

    def slowly(*said: Any, **more: Any) -> Any:
        found = find(*said, **more)
        time.sleep(0.02)  # what the network is to a database
        return found

    monkeypatch.setattr(diary, "find", slowly)
    now = datetime(2026, 11, 30, tzinfo=UTC)
    calendar = Calendar(id="shimin", name="市民課", opens="09:00-17:00", at_once=1)
    calendars = Calendars(calendar=(calendar,))
    desk = BookingDesk(either_store, calendars, lambda: now)
    one, two = (
        StaffMember(staff_id=new_id(), account=f"s{n}", name=f"職員{n}", section="市民課", role=Role.CLERK)
        for n in (1, 2)
    )
    for number in range(4):
        row = await either_store.write(
            lambda c: diary.book(c, calendars, Preferred("shimin", ("2026-12-02 am",)), "booth-1", new_id(), now)
        )
        assert row is not None
        start = now + timedelta(days=2, minutes=30 * number)
        placed, cancelled = await asyncio.gather(
            desk.place(row.booking_id, start, "電話で", one), desk.cancel(row.booking_id, "来られない", two)
        )
        assert isinstance(cancelled, BookingLine)
        assert cancelled.state == "cancelled"
        assert placed == NoSuchBooking(booking_id=row.booking_id) or placed.state == "booked"  # type: ignore[union-attr]
        found = await either_store.read(partial(find, booking_id=row.booking_id))
        assert found is not None
        assert found.state == "cancelled"
        assert start in await desk.free("shimin")
        moved = await asyncio.gather(*(desk.place(row.booking_id, start, "", who) for who in (one, two)))
        assert moved == [NoSuchBooking(booking_id=row.booking_id)] * 2


async def test_a_preference_is_owed_a_time_until_staff_give_one(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    await handed_in(world, booth, Preferred("shimin", ("2026-12-01 am",)))
    desk = world.headquarters.desk.bookings
    (line,) = await desk.preferred()
    start = (await desk.free("shimin"))[0]
    assert isinstance(await desk.place(line.booking_id, start, "", sato.staff), BookingLine)
    assert await desk.preferred("shimin") == ()
    assert await desk.free("gone") == ()
