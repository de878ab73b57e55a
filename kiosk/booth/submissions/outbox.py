"""The outbox: sealed submissions that headquarters has not received yet. Nothing leaves it without a receipt."""

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import and_, case, func
from sqlmodel import Session, col, select

from kiosk.booth.storage.store import OutboxRow, Store, StoreBroken, StoreFull
from kiosk.log import Log
from kiosk.protocol.submissions import Receipt

_log = Log("booth.outbox")
_PATIENCE: Final = 5
_FAILED_ON: Final = "http_500"  # 502 and 503 are about headquarters as a whole, this one about the submission


class OutboxState(StrEnum):
    """Where a submission is: waiting, set aside because headquarters refused it, or received."""

    PENDING = "pending"
    PARKED = "parked"
    RECEIVED = "received"


@dataclass(frozen=True)
class Waiting:
    """One submission to carry: its envelope as it goes over the wire."""

    submission_id: str
    reference: str
    sha256: str
    envelope: bytes
    attempts: int
    next_try_at: float


@dataclass(frozen=True)
class OutboxLine:
    """One line of ``kiosk outbox``: nothing personal is known about a submission."""

    submission_id: str
    reference: str
    state: OutboxState
    created_at: str
    size: int
    attempts: int
    last_code: str
    receipt_number: str | None


@dataclass(frozen=True)
class Backlog:
    """How much waits: number, age of the oldest in seconds, and how many were set aside."""

    waiting: int
    oldest_seconds: int
    parked: int


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

    async def put(self, submission_id: str, reference: str, sha256: str, envelope: bytes) -> None:
        """Store one submission; when this returns it survives a power cut. Raises `StoreFull` or `StoreBroken`."""
        row = OutboxRow(
            submission_id=submission_id,
            reference=reference,
            created_at=self._now().isoformat(),
            sha256=sha256,
            envelope=envelope,
            state=OutboxState.PENDING,
        )

        def work(session: Session) -> None:
            held = select(func.coalesce(func.sum(func.length(col(OutboxRow.envelope))), 0))
            if session.exec(held).one() + len(envelope) > self._most_bytes:
                raise StoreFull("the outbox holds as much as it may")
            session.add(row)

        await self._store.run(work)
        _log.event("submission_stored", submission=submission_id, size=len(envelope))

    async def oldest(self, at: float = 0.0) -> Waiting | None:
        """The submission to carry next, whether due or not: the oldest.

        One that headquarters failed on again and again lets the others pass while it is not due at wall-clock second
        `at`, so that a fault over one submission never holds up the rest.
        """
        fails = and_(
            col(OutboxRow.attempts) >= _PATIENCE,
            col(OutboxRow.last_code) == _FAILED_ON,
            col(OutboxRow.next_try_at) > at,
        )

        def work(session: Session) -> Waiting | None:
            query = (
                select(OutboxRow)
                .where(OutboxRow.state == OutboxState.PENDING)
                .order_by(case((fails, 1), else_=0), col(OutboxRow.created_at), col(OutboxRow.submission_id))
                .limit(1)
            )
            row = session.exec(query).first()
            if row is None or row.envelope is None:
                return None
            return Waiting(row.submission_id, row.reference, row.sha256, row.envelope, row.attempts, row.next_try_at)

        return await self._store.run(work)

    async def postpone(self, submission_id: str, code: str, until: float) -> None:
        """One attempt failed; try again at wall-clock second `until`."""

        def work(session: Session) -> None:
            row = session.get_one(OutboxRow, submission_id)
            row.attempts += 1
            row.last_code = code
            row.next_try_at = until

        await self._store.run(work)

    async def park(self, submission_id: str, code: str) -> None:
        """Headquarters refuses it for good: keep it sealed for staff, and let the rest go on."""

        def work(session: Session) -> None:
            row = session.get_one(OutboxRow, submission_id)
            row.attempts += 1
            row.state = OutboxState.PARKED
            row.last_code = code

        await self._store.run(work)
        _log.warning("submission_parked", submission=submission_id, code=code)

    async def receive(self, receipt: Receipt) -> bool:
        """Forget the sealed bytes after a receipt that names id and hash; False for a receipt that fits nothing."""

        def work(session: Session) -> bool:
            row = session.get(OutboxRow, receipt.submission_id)
            if row is None or row.sha256 != receipt.sha256:
                return False
            row.state = OutboxState.RECEIVED
            row.envelope = None
            row.receipt_number = receipt.receipt_number
            row.received_at = receipt.received_at.isoformat()
            return True

        return await self._store.run(work)

    async def release(self) -> int:
        """Put everything that was set aside back into the queue (``kiosk outbox retry``)."""

        def work(session: Session) -> int:
            rows = session.exec(select(OutboxRow).where(OutboxRow.state == OutboxState.PARKED)).all()
            for row in rows:
                row.state = OutboxState.PENDING
                row.next_try_at = 0.0
            return len(rows)

        return await self._store.run(work)

    async def backlog(self) -> Backlog:
        """How much waits."""

        def work(session: Session) -> Backlog:
            pending = OutboxRow.state == OutboxState.PENDING
            count, oldest = session.exec(
                select(func.count(), func.min(OutboxRow.created_at)).select_from(OutboxRow).where(pending)
            ).one()
            parked = session.exec(
                select(func.count()).select_from(OutboxRow).where(OutboxRow.state == OutboxState.PARKED)
            ).one()
            age = self._now() - datetime.fromisoformat(oldest) if oldest else timedelta()
            return Backlog(count, int(age.total_seconds()), parked)

        return await self._store.run(work)

    async def lines(self) -> list[OutboxLine]:
        """Every submission the booth remembers, newest first."""

        def work(session: Session) -> list[OutboxLine]:
            size = func.coalesce(func.length(col(OutboxRow.envelope)), 0)
            query = select(OutboxRow, size).order_by(col(OutboxRow.created_at).desc())
            return [_line(row, held) for row, held in session.exec(query).all()]

        return await self._store.run(work)

    async def tidy(self) -> None:
        """Forget the lines of submissions received more than `keep_days` ago."""
        before = (self._now() - timedelta(days=self._keep_days)).isoformat()

        def work(session: Session) -> None:
            old = select(OutboxRow).where(OutboxRow.state == OutboxState.RECEIVED, OutboxRow.created_at < before)
            for row in session.exec(old).all():
                session.delete(row)

        await self._store.run(work)


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


def _line(row: OutboxRow, size: int) -> OutboxLine:
    return OutboxLine(
        row.submission_id,
        row.reference,
        OutboxState(row.state),
        row.created_at,
        size,
        row.attempts,
        row.last_code,
        row.receipt_number,
    )
