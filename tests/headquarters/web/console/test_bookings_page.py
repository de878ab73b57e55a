"""The page 予約: a day, and what staff do with its lines."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from kiosk.procedures.kinds.slots import Kept, Preferred
from kiosk.protocol.identifiers import new_id
from tests.headquarters.booking_world import booking_world, free, handed_in
from tests.headquarters.headquarters_world import World


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with booking_world(tmp_path) as opened:
        yield opened


async def test_the_page_shows_a_day_and_takes_what_staff_do(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    given = await free(booth)
    first, second = given.slots[0], given.slots[1]
    await handed_in(world, booth, Kept("shimin", first, 30, new_id()))
    await handed_in(world, booth, Preferred("shimin", ("2026-12-01 am",)))
    desk, day = world.headquarters.desk.bookings, first.astimezone().date()
    (preference,), (line,) = await desk.preferred(), await desk.day(day)

    async def post(booking_id: str, **more: str) -> tuple[int, str]:
        data = {"csrf": sato.csrf, "day": day.isoformat(), **more}
        where = f"{sato.url}/bookings/{booking_id}"
        async with sato.http.post(where, data=data, allow_redirects=False, headers={"Origin": sato.url}) as answer:
            return answer.status, await answer.text()

    async with sato.http.get(f"{sato.url}/bookings", params={"day": day.isoformat()}) as answer:
        page = await answer.text()
    assert "時間を決めてください" in page
    assert line.number in page
    assert (await post(preference.booking_id, act="place"))[0] == 422
    assert (await post(line.booking_id, act="cancel"))[0] == 422
    assert (await post(preference.booking_id, act="place", start=second.isoformat()))[0] == 303
    status, words = await post(line.booking_id, act="place", start=second.isoformat())
    assert (status, "空きがない" in words) == (409, True)
    assert (await post(line.booking_id, act="cancel", reason="来られない"))[0] == 303
    assert (await post(line.booking_id, act="cancel", reason="来られない"))[0] == 404
    assert (await post(line.booking_id, act="place", start=second.isoformat()))[0] == 404


async def test_a_day_or_a_time_that_no_calendar_has_is_no_fault_of_headquarters(world: World) -> None:
    sato = await world.staff()
    for day in ("9999-12-31", "0001-01-01", "2026-02-30", "1969-12-31", "x"):
        async with sato.http.get(f"{sato.url}/bookings", params={"day": day}) as answer:
            assert answer.status == 422, day
    for start in ("2026-12-01T09:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00+14:00", "2026-12-01"):
        data = {"csrf": sato.csrf, "day": "2026-12-01", "act": "place", "start": start}
        async with sato.http.post(f"{sato.url}/bookings/x", data=data, headers={"Origin": sato.url}) as answer:
            assert answer.status == 422, start
