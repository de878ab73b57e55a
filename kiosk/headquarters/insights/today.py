"""Insights: figures of calls, never of a person. A day is a day in Japan."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select
from sqlmodel import col

from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CallRecord
from kiosk.headquarters.view import View
from kiosk.procedures.japanese.calendar import JAPAN

_SHORT: Final = timedelta(seconds=10)
"""A call given up sooner is counted nowhere."""


def start_of_day(now: datetime) -> datetime:
    """Midnight in Japan before `now`."""
    local = now.astimezone(JAPAN)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


class Today(View):
    """Figures of today (Japan time)."""

    calls: int = 0
    answered: int = 0
    average_wait_s: float | None = None
    """Mean of press-to-answer over the answered calls."""


class Insights:
    """Figures out of the store."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def today(self) -> Today:
        """Figures since midnight in Japan."""
        since = start_of_day(self._now())

        def act(connection: Connection) -> Today:
            rows = connection.execute(
                select(col(CallRecord.requested_at), col(CallRecord.answered_at), col(CallRecord.ended_at)).where(
                    col(CallRecord.requested_at) >= since
                )
            ).all()
            waits = [max(0.0, (row.answered_at - row.requested_at).total_seconds()) for row in rows if row.answered_at]
            given_up = [row for row in rows if not row.answered_at and row.ended_at]
            short = [row for row in given_up if row.ended_at - row.requested_at < _SHORT]
            return Today(
                calls=len(rows) - len(short),
                answered=len(waits),
                average_wait_s=sum(waits) / len(waits) if waits else None,
            )

        return await self._store.read(act)
