"""Call records: one row for each call with its times and outcome, written in order behind the switchboard's back."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlmodel import col

from kiosk.headquarters.insights.today import Insights, Today, start_of_day
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import CallBreak, CallRecord
from kiosk.log import Log
from kiosk.protocol.duty import WrapUp
from kiosk.protocol.identifiers import new_id
from kiosk.tasks import Tasks

_log = Log("headquarters.call_records")


MOST_WAITING: Final = 5_000
"""Notes that wait while the store is away; a busy day of a city has fewer."""
_SHORTEST_PAUSE_S: Final = 0.2
_LONGEST_PAUSE_S: Final = 10.0
_LAST_WORDS_S: Final = 5.0


@dataclass(frozen=True)
class _Act:
    """Something to write, and who hears what came of it."""

    write: Callable[[Connection], Any]
    written: Callable[[Any], None] = lambda _result: None


def close_left_open(connection: Connection, now: datetime) -> int:
    """Close what an earlier run left open; the last waiting number of today."""
    left_open = update(CallRecord).where(col(CallRecord.ended_at).is_(None))
    connection.execute(left_open.values(ended_at=now, end_reason="lost"))
    since = col(CallRecord.requested_at) >= start_of_day(now)
    return int(connection.execute(select(func.max(col(CallRecord.waiting_number))).where(since)).scalar() or 0)


class CallRecords:
    """Writes what the switchboard notes, and keeps today's figures fresh.

    While the store is away or full, notes wait in their order and are written when it is back: no call ends for it.

    Attributes:
        breaks: how many breaks of calls were noted.
    """

    def __init__(
        self, store: Store, insights: Insights, on_figures: Callable[[Today], None], now: Callable[[], datetime]
    ) -> None:
        self.breaks = 0
        self._store = store
        self._insights = insights
        self._on_figures = on_figures
        self._now = now
        self._waiting: asyncio.Queue[_Act] = asyncio.Queue(MOST_WAITING)
        self._tasks = Tasks("call_records")

    async def start(self) -> int:
        """Close what an earlier run left open, begin to write, and say the last waiting number of today."""
        last = await self._store.write(partial(close_left_open, now=self._now()))
        self._on_figures(await self._insights.today())
        self._tasks.start(self._write_all(), "writing")
        return last

    async def stop(self) -> None:
        """Write what waits, if the store is there, then stop."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS_S):
                await self._waiting.join()
        await self._tasks.end()

    def requested(self, call: CallRecord) -> None:
        """Note a new call; one that is noted already stays as it is."""

        def act(connection: Connection) -> None:
            if not connection.execute(select(col(CallRecord.call_id)).where(_of(call.call_id))).first():
                add(connection, call)

        self._put(_Act(act))

    def noted(self, call_id: str, **columns: Any) -> None:
        """Note what became of a call."""
        self._put(_Act(lambda c: c.execute(update(CallRecord).where(_of(call_id)).values(**columns))))

    def reopened(self, call_id: str) -> None:
        """A call that was taken for lost goes on."""
        self.noted(call_id, ended_at=None, end_reason=None)

    def broke(self, call_id: str, what: str, began_at: datetime, ended_at: datetime) -> None:
        """Note that something was away in a call."""
        self.breaks += 1
        row = {"break_id": new_id(), "call_id": call_id, "what": what, "began_at": began_at, "ended_at": ended_at}
        self._put(_Act(lambda c: add(c, CallBreak.model_validate(row))))

    def answered_before(self, call_id: str, staff: StaffMember, at: datetime) -> None:
        """A call was answered by this person, at the latest at `at`."""
        moment = func.coalesce(col(CallRecord.answered_at), at)
        self.noted(call_id, staff_id=staff.staff_id, counter=staff.counter, answered_at=moment)

    def outcome(self, wrap_up: WrapUp, staff_id: str, written: Callable[[bool], None]) -> None:
        """Note what a staff member recorded, once; `written` hears whether it was their call, when it is stored."""

        def act(connection: Connection) -> bool:
            theirs = _of(wrap_up.call_id) & (col(CallRecord.staff_id) == staff_id)
            values = {"outcome": wrap_up.outcome.value, "note": wrap_up.note}
            connection.execute(update(CallRecord).where(theirs & col(CallRecord.outcome).is_(None)).values(**values))
            return connection.execute(select(col(CallRecord.call_id)).where(theirs)).first() is not None

        self._put(_Act(act, written))

    def _put(self, act: _Act) -> None:
        try:
            self._waiting.put_nowait(act)
        except asyncio.QueueFull:
            _log.warning("call_not_recorded_too_many_wait")

    async def written(self) -> None:
        """Wait until everything noted so far is in the store."""
        await self._waiting.join()

    async def _write_all(self) -> None:
        while True:
            act = await self._waiting.get()
            try:
                act.written(await self._written_at_last(act))
                self._on_figures(await self._insights.today())
            except (StoreUnavailable, ValidationError) as error:
                _log.failure("call_not_recorded", error)  # a call goes on even when it cannot be counted
            finally:
                self._waiting.task_done()

    async def _written_at_last(self, act: _Act) -> Any:
        """Write it as soon as the store can; raise when the store can write, and not this."""
        pause_s = _SHORTEST_PAUSE_S
        while True:
            try:
                return await self._store.write(act.write)
            except StoreUnavailable as error:
                if await self._can_write():
                    raise
                if pause_s == _SHORTEST_PAUSE_S:
                    _log.failure("call_records_wait", error)
            await asyncio.sleep(pause_s)
            pause_s = min(_LONGEST_PAUSE_S, pause_s * 2)

    async def _can_write(self) -> bool:
        nobody = update(CallRecord).where(col(CallRecord.call_id) == "").values(note="")
        try:
            await self._store.write(lambda c: c.execute(nobody))
        except StoreUnavailable:
            return False
        return True


def _of(call_id: str) -> ColumnElement[bool]:
    return col(CallRecord.call_id) == call_id
