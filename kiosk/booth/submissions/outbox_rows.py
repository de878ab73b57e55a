"""The rows of the outbox (SQL): each method is one step of a transaction that the store commits."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, text
from sqlmodel import Session, col, select

from kiosk.booth.storage.tables import OutboxRow
from kiosk.booth.submissions.waiting import OF_THE_LINE, PATIENCE, Backlog, OutboxState, Waiting
from kiosk.protocol.submissions import Receipt

_FILE_BYTES: Final = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")


class OutboxRows:
    """All rows, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, new: Waiting, created_at: datetime) -> None:
        """Add one that waits."""
        self._session.add(
            OutboxRow(
                submission_id=new.submission_id,
                reference=new.reference,
                created_at=created_at.isoformat(),
                sha256=new.sha256,
                envelope=new.envelope,
                state=OutboxState.PENDING,
            )
        )

    def has_room(self, size_bytes: int, most_bytes: int) -> bool:
        """Whether `size_bytes` more sealed bytes may be kept.

        The file is never smaller than what it keeps, so while it is small nobody counts.
        """
        kept = int(self._session.connection().execute(_FILE_BYTES).scalar_one())
        if kept + size_bytes > most_bytes:
            kept = self._session.exec(select(func.coalesce(func.sum(func.length(col(OutboxRow.envelope))), 0))).one()
        return kept + size_bytes <= most_bytes

    def is_taken(self, reference: str) -> bool:
        """Whether this reference was given and is remembered."""
        same = select(OutboxRow.reference).where(OutboxRow.reference == reference)
        return self._session.exec(same).first() is not None

    def oldest(self, patience: int) -> Waiting | None:
        """As `Outbox.oldest`."""
        stuck = _stuck(patience)
        query = (
            select(OutboxRow, stuck)
            .where(OutboxRow.state == OutboxState.PENDING)
            .order_by(
                case((stuck, 1), else_=0),
                case((stuck, OutboxRow.next_try_at), else_=0.0),
                col(OutboxRow.created_at),
                col(OutboxRow.submission_id),
            )
            .limit(1)
        )
        found = self._session.exec(query).first()
        if found is None or found[0].envelope is None:
            return None
        row, envelope = found[0], found[0].envelope
        return Waiting(
            row.submission_id,
            row.reference,
            row.sha256,
            envelope,
            row.attempts,
            row.next_try_at,
            stuck=bool(found[1]),
            last_code=row.last_code,
        )

    def postpone(self, submission_id: str, code: str, until_s: float) -> None:
        """As `Outbox.postpone`."""
        row = self._session.get_one(OutboxRow, submission_id)
        row.attempts += 1
        row.last_code = code
        row.next_try_at = until_s

    def park(self, submission_id: str, code: str) -> None:
        """As `Outbox.park`."""
        row = self._session.get_one(OutboxRow, submission_id)
        row.attempts += 1
        row.state = OutboxState.PARKED
        row.last_code = code

    def receive(self, receipt: Receipt) -> bool:
        """As `Outbox.receive`."""
        row = self._session.get(OutboxRow, receipt.submission_id)
        if row is None or row.sha256 != receipt.sha256:
            return False
        row.state = OutboxState.RECEIVED
        row.envelope = None
        row.receipt_number = receipt.receipt_number
        row.received_at = receipt.received_at.isoformat()
        return True

    def release(self) -> int:
        """As `Outbox.release`."""
        rows = self._session.exec(select(OutboxRow).where(OutboxRow.state == OutboxState.PARKED)).all()
        for row in rows:
            row.state = OutboxState.PENDING
            row.next_try_at = 0.0
        return len(rows)

    def backlog(self, now: datetime) -> Backlog:
        """How much waits."""
        pending = OutboxRow.state == OutboxState.PENDING
        count, oldest = self._session.exec(
            select(func.count(), func.min(OutboxRow.created_at)).select_from(OutboxRow).where(pending)
        ).one()
        parked = self._session.exec(
            select(func.count()).select_from(OutboxRow).where(OutboxRow.state == OutboxState.PARKED)
        ).one()
        age_s = max(0, int((now - datetime.fromisoformat(oldest)).total_seconds())) if oldest else 0
        stuck = self._session.exec(
            select(OutboxRow.last_code).where(pending, _stuck(PATIENCE)).order_by(col(OutboxRow.created_at))
        ).all()
        return Backlog(count, age_s, parked, len(stuck), stuck[0] if stuck else "")

    def tidy(self, before: datetime) -> None:
        """Forget the lines of submissions received and made before then."""
        old = select(OutboxRow).where(
            OutboxRow.state == OutboxState.RECEIVED, OutboxRow.created_at < before.isoformat()
        )
        for row in self._session.exec(old).all():
            self._session.delete(row)


def _stuck(patience: int) -> ColumnElement[bool]:
    return and_(col(OutboxRow.attempts) >= patience, col(OutboxRow.last_code).not_in(OF_THE_LINE))
