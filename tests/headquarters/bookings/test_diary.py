"""Rows of bookings, on both databases: one seat, one resident."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from kiosk.headquarters.bookings import diary
from kiosk.headquarters.bookings.calendars import Calendar, Calendars
from kiosk.headquarters.storage.store import Store
from kiosk.procedures.kinds.slots import Kept, Preferred
from kiosk.protocol.identifiers import new_id

NOW = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)
START = datetime(2026, 12, 2, 0, 0, tzinfo=UTC)
NEXT = START + timedelta(minutes=30)
SHIMIN = Calendar(id="shimin", name="市民課", opens="09:00-10:00", at_once=1, hold_minutes=20)
ALL = Calendars(calendar=(SHIMIN,))
B1, B2 = "himeji-ieshima-1", "himeji-hojo-1"


@pytest.fixture
def store(either_store: Store) -> Store:
    return either_store


async def starts(store: Store, at: datetime = NOW) -> list[datetime]:
    return list(await store.write(lambda c: diary.free(c, SHIMIN, at)))


async def held(store: Store, hold_id: str, start: datetime, booth: str = B1, at: datetime = NOW) -> bool:
    return await store.write(lambda c: diary.hold(c, SHIMIN, hold_id, start, booth, at)) is not None


async def booked(store: Store, said: Kept | Preferred, case_id: str, booth: str = B1, at: datetime = NOW) -> str:
    row = await store.write(lambda c: diary.book(c, ALL, said, booth, case_id, at))
    return row.state if row else ""


async def test_two_booths_that_race_for_one_time_are_told_apart(store: Store) -> None:
    ones = [new_id() for _ in range(8)]
    won = await asyncio.gather(*(held(store, one, START, f"booth-{n}") for n, one in enumerate(ones)))
    assert sorted(won) == [False] * 7 + [True]
    assert START not in await starts(store)
    assert NEXT in await starts(store)


async def test_a_hold_is_made_longer_moved_left_and_ends_by_itself(store: Store) -> None:
    mine = new_id()
    assert await held(store, mine, START)
    assert await held(store, mine, START, at=NOW + timedelta(minutes=15))
    assert START not in await starts(store, NOW + timedelta(minutes=30))
    assert await held(store, mine, NEXT)
    assert START in await starts(store)
    assert not await held(store, mine, START, B2)
    other = new_id()
    assert await held(store, other, START, B2)
    assert not await held(store, mine, START)  # what was held before is still held
    assert NEXT not in await starts(store)
    await store.write(lambda c: diary.leave(c, mine, B2))
    assert NEXT not in await starts(store)
    await store.write(lambda c: diary.leave(c, mine, B1))
    assert NEXT in await starts(store)
    assert START in await starts(store, NOW + timedelta(minutes=21))
    assert not await held(store, mine, START + timedelta(minutes=7))


async def test_what_a_booth_asks_again_while_it_is_answered_is_held_once(store: Store) -> None:
    """A thin line: the booth's question is still on its way when it asks again."""
    mine = new_id()
    assert all(await asyncio.gather(*(held(store, mine, START) for _ in range(6))))
    assert all(await asyncio.gather(*(held(store, mine, NEXT) for _ in range(6))))
    assert START in await starts(store)
    assert NEXT not in await starts(store)


async def test_what_is_handed_in_books_what_was_held_once(store: Store) -> None:
    mine, case_id = new_id(), new_id()
    kept = Kept("shimin", START, 30, mine)
    assert await held(store, mine, START)
    assert await booked(store, kept, case_id) == "booked"
    assert await booked(store, kept, case_id) == "booked"
    assert START not in await starts(store, NOW + timedelta(minutes=40))
    assert not await held(store, mine, NEXT)
    await store.write(lambda c: diary.leave(c, mine, B1))
    assert START not in await starts(store)


async def test_a_hold_that_ran_out_is_booked_if_nobody_else_came_and_else_staff_owe_a_time(store: Store) -> None:
    late = NOW + timedelta(hours=2)
    assert await booked(store, Kept("shimin", START, 30, new_id()), new_id(), at=late) == "booked"
    assert await booked(store, Kept("shimin", START, 30, new_id()), new_id(), at=late) == "preferred"
    assert await booked(store, Preferred("shimin", ("2026-12-02 am",)), new_id()) == "preferred"
    assert await booked(store, Preferred("gone", ("2026-12-02 am",)), new_id()) == ""
    preferences = await store.read(lambda c: diary.preferred(c, ""))
    assert [one.preferences for one in preferences] == ["2026-12-02 am", START.isoformat(timespec="minutes")]
    assert [one.state for one in await store.read(lambda c: diary.of_day(c, START, "shimin"))] == ["booked"]
    assert await store.read(lambda c: diary.of_day(c, START, "fukushi")) == ()


async def test_a_time_that_no_calendar_has_is_never_booked(store: Store) -> None:
    saturday = datetime(2026, 12, 5, 0, 0, tzinfo=UTC)
    at_three_in_the_night, between_two = START - timedelta(hours=6), START + timedelta(minutes=10)
    past, next_year = START - timedelta(days=7), START + timedelta(days=364)
    for start in (saturday, at_three_in_the_night, between_two, past, next_year):
        assert await booked(store, Kept("shimin", start, 30, new_id()), new_id()) == "preferred"


async def test_a_hold_counts_in_its_own_calendar_alone(store: Store) -> None:
    other = SHIMIN.model_copy(update={"id": "fukushi"})
    both, mine = Calendars(calendar=(SHIMIN, other)), new_id()
    assert await held(store, mine, START)
    assert await store.write(lambda c: diary.hold(c, other, mine, START, B1, NOW)) is None
    row = await store.write(lambda c: diary.book(c, both, Kept("fukushi", START, 30, mine), B1, new_id(), NOW))
    assert row is not None
    assert (row.calendar, row.state) == ("fukushi", "booked")


async def test_no_booth_keeps_an_office_to_itself(store: Store) -> None:
    times = [one for one in await starts(store) if one.date() < datetime(2026, 12, 20, tzinfo=UTC).date()]
    assert len(times) > 2 * diary.MOST_HELD
    ours = [new_id() for _ in times]
    assert all([await held(store, mine, at) for mine, at in zip(ours, times, strict=True)])
    free = await starts(store)
    assert [at for at in times if at not in free] == times[-diary.MOST_HELD :]  # who asked last is there


async def test_what_a_booth_holds_last_is_held_though_its_clock_went_back(store: Store) -> None:
    """Ids of holds are the booth's own, and tell its time."""
    times = (await starts(store))[: diary.MOST_HELD + 2]
    ours = sorted((new_id() for _ in times), reverse=True)
    for number, (mine, at) in enumerate(zip(ours, times, strict=True)):
        assert await held(store, mine, at, at=NOW + timedelta(seconds=number))
    assert times[-1] not in await starts(store)
    assert times[0] in await starts(store)


async def test_staff_give_a_preference_its_time_move_and_cancel(store: Store) -> None:
    case_id = new_id()
    await booked(store, Preferred("shimin", ("2026-12-02 am",)), case_id)

    def placed(connection: Connection, start: datetime) -> bool:
        row = diary.of_case(connection, case_id)
        assert row is not None
        return diary.place(connection, SHIMIN, row, start, "田中 恵子", NOW)

    assert await store.write(lambda c: placed(c, START))
    assert await store.write(lambda c: placed(c, NEXT))
    assert START in await starts(store)
    assert not await store.write(lambda c: placed(c, NEXT))  # it is its own
    row = await store.read(lambda c: diary.of_case(c, case_id))
    assert row is not None
    assert (row.state, row.starts_at, row.changed_by, row.preferences) == ("booked", NEXT, "田中 恵子", "2026-12-02 am")
    await store.write(lambda c: diary.cancel(c, row, "来られない", "田中 恵子", NOW))
    assert NEXT in await starts(store)
    await store.write(lambda c: diary.sweep(c, NOW + timedelta(days=91), []))
    assert await store.read(lambda c: diary.of_case(c, case_id)) is None


async def test_a_booking_goes_with_its_case(store: Store) -> None:
    case_id = new_id()
    await booked(store, Kept("shimin", START, 30, new_id()), case_id)
    await store.write(lambda c: diary.sweep(c, NOW, [case_id]))
    assert START in await starts(store)
