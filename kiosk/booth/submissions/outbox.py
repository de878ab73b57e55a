"""The outbox: sealed submissions that headquarters has not received yet. Nothing leaves it without a receipt."""

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from kiosk.applications.reference import new_reference
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.waiting import PATIENCE, Backlog, OutboxLine, OutboxState, Waiting
from kiosk.log import Log
from kiosk.protocol.submissions import Receipt

if TYPE_CHECKING:
    from sqlmodel import Session

    from kiosk.booth.submissions.outbox_rows import OutboxRows

_log = Log("booth.outbox")
T = TypeVar("T")
Beside: TypeAlias = Callable[["Session"], None]
"""What is written with a submission."""


class Outbox:
    """Durable queue of submissions, oldest first."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], *, most_bytes: int = 2 * 2**30, keep_days: int = 90
    ) -> None:
        """`most_bytes` caps what waits; `keep_days` is how long the line of a received submission stays."""
        self._store = store
        self._now = now
        self._most_bytes = most_bytes
        self._keep_days = keep_days

    async def put(
        self, submission_id: str, reference: str, sha256: str, envelope: bytes, beside: Beside | None = None
    ) -> None:
        """Store one submission; when this returns it survives a power cut. Raises `StoreFull` or `StoreBroken`.

        `beside` is done in the same transaction: both are stored, or neither.
        """
        new, at = Waiting(submission_id, reference, sha256, envelope, attempts=0, next_try_at_s=0.0), self._now()

        def work(rows: "OutboxRows", session: "Session") -> None:
            if not rows.has_room(len(envelope), self._most_bytes):
                raise StoreFull("the outbox holds as much as it may")
            rows.put(new, at)
            if beside is not None:
                beside(session)

        await self._run_with(work)
        _log.event("submission_stored", submission=submission_id, size=len(envelope))

    async def free_reference(self, prefix: str) -> str:
        """A new reference that no application here has."""
        return await self._run(lambda rows: new_reference(prefix, rows.is_taken))

    async def oldest(self, patience: int = PATIENCE) -> Waiting | None:
        """The submission to carry next, whether due or not: the oldest that is not stuck, or the stuck one due first.

        Stuck is one that headquarters answered without receiving it, `patience` times and more, whatever it answered:
        it lets the others pass, so that a fault over one submission never holds up the rest.
        """
        return await self._run(lambda rows: rows.oldest(patience))

    async def postpone(self, submission_id: str, code: str, until_s: float) -> None:
        """One attempt failed; try again at wall-clock second `until_s`."""
        await self._run(lambda rows: rows.postpone(submission_id, code, until_s))

    async def park(self, submission_id: str, code: str) -> None:
        """Headquarters refuses it for good: keep it sealed for staff, and let the rest go on."""
        await self._run(lambda rows: rows.park(submission_id, code))
        _log.warning("submission_parked", submission=submission_id, code=code)

    async def receive(self, receipt: Receipt) -> bool:
        """Forget the sealed bytes after a receipt that names id and hash; False for a receipt that fits nothing."""
        return await self._run(lambda rows: rows.receive(receipt))

    async def release(self) -> int:
        """Put everything that was set aside back into the queue (``kiosk outbox retry``); how many."""
        return await self._run(lambda rows: rows.release())

    async def backlog(self) -> Backlog:
        """How much waits."""
        now = self._now()
        return await self._run(lambda rows: rows.backlog(now))

    async def tidy(self) -> None:
        """Forget the lines of submissions received more than `keep_days` ago."""
        before = self._now() - timedelta(days=self._keep_days)
        await self._run(lambda rows: rows.tidy(before))

    async def _run(self, work: "Callable[[OutboxRows], T]") -> T:
        return await self._run_with(lambda rows, _session: work(rows))

    async def _run_with(self, work: "Callable[[OutboxRows, Session], T]") -> T:
        def in_transaction(session: "Session") -> T:
            from kiosk.booth.submissions.outbox_rows import OutboxRows  # loaded with the database, in its thread

            return work(OutboxRows(session), session)

        return await self._store.run(in_transaction)


def read_lines(path: Path) -> list[OutboxLine]:
    """The lines of a booth's file, newest first, read beside a running booth without changing anything.

    No file means no lines; raises `StoreBroken` when it cannot be read.
    """
    if not path.is_file():
        return []
    query = (
        "SELECT submission_id, reference, state, created_at, coalesce(length(envelope), 0), attempts, last_code,"
        " receipt_number FROM outbox ORDER BY created_at DESC"
    )
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
            rows = connection.execute(query).fetchall()
    except sqlite3.Error as error:
        raise StoreBroken(f"{path} cannot be read ({error}); see `kiosk check`") from error
    return [OutboxLine(row[0], row[1], OutboxState(row[2]), *row[3:]) for row in rows]
