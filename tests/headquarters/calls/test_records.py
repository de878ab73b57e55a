"""Call records: written in order, closed after a crash, never in the way of a call."""

from sqlalchemy import select

from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.insights.today import Insights, Today
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CallRecord
from tests.headquarters.headquarters_world import Clock

_call = CallRecord.__table__  # type: ignore[attr-defined]


async def test_a_call_is_written_in_order_and_the_figures_follow(store: Store, clock: Clock) -> None:
    figures: list[Today] = []
    records = CallRecords(store, Insights(store, clock), figures.append, clock)
    assert await records.start() == 0
    row = {"call_id": "c1", "booth_id": "b1", "place": "p", "topic": None, "language": "ja", "waiting_number": 7}
    records.requested(row | {"requested_at": clock()})
    records.noted("c1", answered_at=clock())
    records.noted("c1", ended_at=clock(), end_reason="staff_hung_up")
    await records.written()
    await records.stop()
    kept = await store.read(lambda c: c.execute(select(_call)).one())
    assert (kept.waiting_number, kept.end_reason) == (7, "staff_hung_up")
    assert figures[-1].answered == 1


async def test_what_a_crash_left_open_is_closed_as_lost_and_numbers_go_on(store: Store, clock: Clock) -> None:
    first = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
    await first.start()
    row = {"call_id": "c1", "booth_id": "b1", "place": "p", "topic": None, "language": "ja", "waiting_number": 7}
    first.requested(row | {"requested_at": clock()})
    await first.stop()
    second = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
    assert await second.start() == 7
    await second.stop()
    assert await store.read(lambda c: c.execute(select(_call.c.end_reason)).scalar_one()) == "lost"


async def test_a_call_that_cannot_be_recorded_does_not_stop_the_next(store: Store, clock: Clock) -> None:
    records = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
    await records.start()
    row = {"call_id": "c1", "booth_id": None, "place": "p", "topic": None, "language": "ja", "waiting_number": 1}
    records.requested(row | {"requested_at": clock()})
    records.requested(row | {"call_id": "c2", "booth_id": "b2", "requested_at": clock()})
    await records.stop()
    assert await store.read(lambda c: c.execute(select(_call.c.call_id)).scalars().all()) == ["c2"]
