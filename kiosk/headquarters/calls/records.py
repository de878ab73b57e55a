"""Call records: one row for each call with its times and outcome, written in order behind the switchboard's back."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, func, select, update
from sqlmodel import col

from kiosk.headquarters.insights.today import Insights, Today, start_of_day
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import CallRecord
from kiosk.log import Log
from kiosk.tasks import Tasks

_log = Log("headquarters.call_records")


class CallRecords:
    """Writes what the switchboard notes, and keeps today's figures fresh."""

    def __init__(
        self, store: Store, insights: Insights, on_figures: Callable[[Today], None], now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._insights = insights
        self._on_figures = on_figures
        self._now = now
        self._waiting: asyncio.Queue[Callable[[Connection], Any]] = asyncio.Queue()
        self._tasks = Tasks("call_records")

    async def start(self) -> int:
        """Close what an earlier run left open, begin to write, and say the last waiting number of today."""
        now = self._now()

        def act(connection: Connection) -> int:
            left_open = update(CallRecord).where(col(CallRecord.ended_at).is_(None))
            connection.execute(left_open.values(ended_at=now, end_reason="lost"))
            since = col(CallRecord.requested_at) >= start_of_day(now)
            return int(connection.execute(select(func.max(col(CallRecord.waiting_number))).where(since)).scalar() or 0)

        last = await self._store.write(act)
        self._on_figures(await self._insights.today())
        self._tasks.start(self._write_all(), "writing")
        return last

    async def stop(self) -> None:
        """Write what waits, then stop."""
        await self._waiting.join()
        await self._tasks.end()

    def requested(self, call: CallRecord) -> None:
        """Note a new call."""
        self._waiting.put_nowait(lambda c: add(c, call))

    def noted(self, call_id: str, **columns: Any) -> None:
        """Note what became of a call."""
        self._waiting.put_nowait(
            lambda c: c.execute(update(CallRecord).where(col(CallRecord.call_id) == call_id).values(**columns))
        )

    async def written(self) -> None:
        """Wait until everything noted so far is in the store."""
        await self._waiting.join()

    async def _write_all(self) -> None:
        while True:
            act = await self._waiting.get()
            try:
                await self._store.write(act)
                self._on_figures(await self._insights.today())
            except (StoreUnavailable, ValidationError) as error:
                _log.failure("call_not_recorded", error)  # a call goes on even when it cannot be counted
            finally:
                self._waiting.task_done()
