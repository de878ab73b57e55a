"""Call records: written in order, closed after a crash, never in the way of a call."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.insights.today import Insights, Today
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CallRecord
from tests.headquarters.headquarters_world import Clock


def call(call_id: str, at: datetime, number: int = 1) -> CallRecord:
    return CallRecord(call_id=call_id, booth_id="b1", place="p", language="ja", waiting_number=number, requested_at=at)


async def test_a_call_is_written_in_order_and_the_figures_follow(store: Store, clock: Clock) -> None:
    figures: list[Today] = []
    records = CallRecords(store, Insights(store, clock), figures.append, clock)
    assert await records.start() == 0
    records.requested(call("c1", clock(), number=7))
    records.noted("c1", answered_at=clock())
    records.noted("c1", ended_at=clock(), end_reason="staff_hung_up")
    await records.written()
    await records.stop()
    kept = await store.read(lambda c: c.execute(select(CallRecord)).one())
    assert (kept.waiting_number, kept.end_reason) == (7, "staff_hung_up")
    assert figures[-1].answered == 1


async def test_what_a_crash_left_open_is_closed_as_lost_and_numbers_go_on(store: Store, clock: Clock) -> None:
    first = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
    await first.start()
    first.requested(call("c1", clock(), number=7))
    await first.stop()
    second = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
    assert await second.start() == 7
    await second.stop()
    assert await store.read(lambda c: c.execute(select(col(CallRecord.end_reason))).scalar_one()) == "lost"


async def test_a_call_that_cannot_be_recorded_does_not_stop_the_next(store: Store, clock: Clock) -> None:
    records = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
    await records.start()
    unfit = call("c1", clock())
    unfit.booth_id = None  # type: ignore[assignment]
    records.requested(unfit)
    records.requested(call("c2", clock()))
    records.requested(call("c2", clock()))
    await records.stop()
    assert await store.read(lambda c: c.execute(select(col(CallRecord.call_id))).scalars().all()) == ["c2"]
