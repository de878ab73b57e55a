"""Retention (保存期間): what headquarters no longer needs is erased, by rule, once an hour."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, case, delete, false, or_, select, update
from sqlmodel import col

from kiosk.headquarters import settings
from kiosk.headquarters.bookings import diary
from kiosk.headquarters.cases import entries, kept_papers
from kiosk.headquarters.identity import evidence_records, nonces, tap_registry
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import CallBreak, CallRecord, CaseEventRow, CaseFile, StaffSession, Submission
from kiosk.log import Log
from kiosk.procedures.procedure import Procedure
from kiosk.tasks import Tasks

_log = Log("headquarters.retention")
_EVERY_S: Final = 3600.0
_AT_ONCE: Final = 200


class Retention:
    """Erases cases that were done long ago with what was found out about their residents, and what came to no case:
    old call records, findings, nonces, registrations nobody uses, dead sessions. The audit stays.

    Attributes:
        days_by_procedure: days a done case is kept, as its procedure's file says (`days_to_keep`); the setting
            `sealed_days_after_done` stands for procedures without a file. Each case remembers what its file said while
            it was there: a file that is taken away, or asks for less later, erases nothing sooner.
    """

    def __init__(
        self,
        store: Store,
        rules: settings.Retention,
        now: Callable[[], datetime],
        days_by_procedure: Mapping[str, int],
    ) -> None:
        self._store = store
        self._rules = rules
        self.days_by_procedure = days_by_procedure
        self._now = now
        self._tasks = Tasks("retention")

    def start(self) -> None:
        """Look now and once an hour."""
        self._tasks.start(self._run(), "sweep")

    async def stop(self) -> None:
        """Stop looking."""
        await self._tasks.end()

    async def sweep(self) -> int:
        """Erase what is due; how many cases were erased."""
        return await self._store.write(self._erase)

    def _erase(self, connection: Connection) -> int:
        now = self._now()
        self._remember(connection)
        due = connection.execute(
            select(col(CaseFile.case_id), col(CaseFile.submission_id))
            .where(*self._is_old(connection, now))
            .limit(_AT_ONCE)
        ).all()
        cases = [one.case_id for one in due]
        entries.forget_cases(connection, cases)
        diary.sweep(connection, now, cases)
        evidence_records.forget_cases(connection, cases)
        tap_registry.forget_cases(connection, cases)
        for one in due:
            connection.execute(delete(CaseEventRow).where(col(CaseEventRow.case_id) == one.case_id))
            connection.execute(delete(CaseFile).where(col(CaseFile.case_id) == one.case_id))
            connection.execute(delete(Submission).where(col(Submission.submission_id) == one.submission_id))
            audit.append(connection, now, audit.SYSTEM, "case_erased", f"case:{one.case_id}", "retention")
        kept_papers.sweep(connection)
        call_is_old = now - timedelta(days=self._rules.call_days)
        connection.execute(delete(CallBreak).where(col(CallBreak.ended_at) < call_is_old))
        connection.execute(delete(CallRecord).where(col(CallRecord.requested_at) < call_is_old))
        connection.execute(delete(StaffSession).where(col(StaffSession.began_at) < now - timedelta(days=2)))
        nonces.sweep(connection, now)
        evidence_records.sweep(connection, now, self._rules.evidence_days)
        tap_registry.sweep(connection, now, self._rules.tap_days)
        return len(due)

    async def _run(self) -> None:
        while True:
            try:
                erased = await self.sweep()
                _log.event("retention_swept", cases=erased)
            except StoreUnavailable as error:
                _log.failure("retention_failed", error)
            await asyncio.sleep(_EVERY_S)

    def _remember(self, connection: Connection) -> None:
        """In each case that does not know yet, how long its procedure asks it to be kept."""
        days = dict(self.days_by_procedure)
        if not days:
            return
        unknown = col(CaseFile.keep_days) == 0, col(CaseFile.procedure).in_(list(days))
        connection.execute(update(CaseFile).where(*unknown).values(keep_days=case(days, value=col(CaseFile.procedure))))

    def _is_old(self, connection: Connection, now: datetime) -> tuple[ColumnElement[bool], ...]:
        """Done for longer than the procedure's file keeps it or ever kept it; than the setting where none ever did."""
        procedure, remembered = col(CaseFile.procedure), col(CaseFile.keep_days)
        done = col(CaseFile.state) == "done"
        kinds = connection.execute(select(procedure, remembered).where(done).distinct()).all()
        days = self.days_by_procedure
        over = (
            and_(procedure == one, remembered == kept, col(CaseFile.changed_at) < now - timedelta(days=keep))
            for one, kept in kinds
            for keep in [max(kept, days.get(one, 0)) or self._rules.sealed_days_after_done]
        )
        return done, or_(false(), *over)


def days_to_keep(procedures: Iterable[Procedure]) -> dict[str, int]:
    """Days a done case of each procedure is kept (`keeps.headquarters_days`).

    A case does not say which version it was written by, so the longest of the versions counts: what a law once
    asked to be kept is not erased because a later version asks for less.
    """
    days: dict[str, int] = {}
    for one in procedures:
        days[one.id] = max(days.get(one.id, 0), one.keeps.headquarters_days)
    return days
