"""Figures of a day in Japan."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from kiosk.headquarters.insights.today import Insights, Today, start_of_day
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CallRecord

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def test_a_day_begins_at_midnight_in_japan() -> None:
    assert start_of_day(NOON) == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert start_of_day(datetime(2026, 11, 20, 14, 59, tzinfo=UTC)) == datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


async def test_answered_abandoned_and_short_calls(either_store: Store) -> None:
    def call(number: int, requested: float, answered: float | None, ended: float | None) -> dict[str, Any]:
        def at(seconds: float | None) -> datetime | None:
            return None if seconds is None else NOON + timedelta(seconds=seconds)

        row = {"call_id": f"c{number}", "booth_id": "b", "place": "p", "topic": None, "language": "ja", "note": ""}
        times = {"requested_at": at(requested), "answered_at": at(answered), "ended_at": at(ended)}
        return row | times | {"waiting_number": number}

    rows = [
        call(1, 0, 10, 60),
        call(2, 0, 30, None),
        call(3, 0, None, 5),  # given up at once: not counted
        call(4, 0, None, 40),  # abandoned
        call(5, 0, None, None),  # still waiting
        call(6, -60 * 60 * 24, 5, 10),  # yesterday
    ]
    await either_store.write(lambda c: c.execute(insert(CallRecord), rows))
    today = await Insights(either_store, lambda: NOON + timedelta(hours=1)).today()
    assert today == Today(calls=4, answered=2, average_wait_s=20.0)
