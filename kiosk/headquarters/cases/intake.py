"""Intake (受付): receive, number, and only then open.

The order is the promise: the sealed bytes and the receipt are committed in one transaction, the booth gets its receipt,
and what opening finds afterwards - even a bad signature - is a state of the case, never a lost submission. The
submission's id is the idempotency key, for as long as the submission is kept.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select, update
from sqlmodel import col

from kiosk.applications.application import Application
from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.bookings.desk import BookingDesk
from kiosk.headquarters.cases import kept_papers, submission_rows
from kiosk.headquarters.cases.envelopes import NotReceived, fingerprint, read_envelope
from kiosk.headquarters.cases.kept_papers import KeptPapers
from kiosk.headquarters.cases.opening import Opened, Opener
from kiosk.headquarters.cases.signature_check import CaseIdentity
from kiosk.headquarters.cases.submission_rows import Received
from kiosk.headquarters.cases.views import CannotOpen
from kiosk.headquarters.fleet import quota
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.identity.evidence import Finding
from kiosk.headquarters.settings import DailyQuota
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseFile, Submission
from kiosk.log import Log
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.submissions import Envelope, Receipt
from kiosk.tasks import Tasks
from kiosk.values import dataclass

_log = Log("headquarters.intake")
_AGAIN_S: Final = 60.0
_PAPER_MADE_WITHIN: Final = timedelta(days=7)
"""How far back a start looks for papers that a stop kept from being made."""


class Intake:
    """Receives submissions of booths."""

    def __init__(
        self,
        store: Store,
        opener: Opener,
        now: Callable[[], datetime],
        identity: CaseIdentity | None = None,
        *,
        papers: KeptPapers | None = None,
        bookings: BookingDesk | None = None,
        rules: DailyQuota | None = None,
        alarms: Alarms | None = None,
    ) -> None:
        """`papers` makes the paper of each case, `bookings` takes the time it asks for.

        `rules`: how much one booth may send in a day; `alarms` rings when one would send more.
        """
        self._store = store
        self._opener = opener
        self._now = now
        self._identity = identity
        self._papers = papers
        self._bookings = bookings
        self._rules = rules or DailyQuota()
        self._alarms = alarms or Alarms(now)
        self._in_progress: set[str] = set()
        self._filing: asyncio.Queue[str] = asyncio.Queue()
        self._tasks = Tasks("intake")
        self.received = 0
        self.replayed = 0
        self.postponed = 0

    async def start(self) -> None:
        """Begin to file; what an earlier run received but did not open, or made no paper of, comes first."""
        lately = self._now() - _PAPER_MADE_WITHIN
        waiting = await self._store.read(lambda c: submission_rows.unfinished(c, lately))
        for submission_id in waiting:
            self._filing.put_nowait(submission_id)
        self._tasks.start(self._file_all(), "filing")

    async def stop(self) -> None:
        """Stop filing; what is not opened yet is opened at the next start."""
        await self._tasks.end()

    async def filed(self) -> None:
        """Wait until everything received so far was opened."""
        await self._filing.join()

    async def accept(self, booth: KnownBooth, key: str | None, body: bytes) -> Receipt | NotReceived:
        """Take one submission; the answer means that it is kept for good, or why not."""
        envelope, digest = await asyncio.to_thread(lambda: (read_envelope(booth, key, body), fingerprint(body)))
        if isinstance(envelope, NotReceived):
            return envelope
        submission_id = envelope.header.submission_id
        if submission_id in self._in_progress:
            return NotReceived(
                409, "in-progress", "同じ送信物を受け付けている最中です", "retry in a moment", submission_id
            )
        self._in_progress.add(submission_id)
        try:
            found = await self._store.write(lambda c: self._keep(c, booth, envelope, body, digest))
        finally:
            self._in_progress.discard(submission_id)
        return self._answer(submission_id, found)

    async def receipt(self, booth: KnownBooth, submission_id: str) -> Receipt | None:
        """The receipt of a submission of this booth, if it was received."""
        row = await self._store.read(lambda c: submission_rows.find(c, submission_id))
        return (
            submission_rows.receipt(submission_id, row, replayed=True)
            if row and row.booth_id == booth.booth_id
            else None
        )

    def _answer(self, submission_id: str, found: "_Kept | NotReceived") -> Receipt | NotReceived:
        if isinstance(found, NotReceived):
            _log.warning("submission_not_kept", submission=submission_id, why=found.problem)
            return found
        if found.replayed:
            self.replayed += 1
        else:
            self.received += 1
            self._filing.put_nowait(submission_id)
        _log.event("submission_received", submission=submission_id, replayed=found.replayed)
        return submission_rows.receipt(submission_id, found.received, replayed=found.replayed)

    def _keep(
        self, connection: Connection, booth: KnownBooth, envelope: Envelope, body: bytes, digest: str
    ) -> "_Kept | NotReceived":
        header, now = envelope.header, self._now()
        earlier = submission_rows.find(connection, header.submission_id)
        if earlier is None:
            if wait := quota.wait_s(connection, self._rules, booth.booth_id, len(body), now):
                return self._postpone(booth, header.submission_id, wait)
            submission = Submission(
                submission_id=header.submission_id,
                booth_id=booth.booth_id,
                body_sha256=digest,
                sealed_sha256=header.sha256,
                receipt_number=submission_rows.next_number(connection, now),
                case_id=new_id(),
                received_at=now,
                body=body,
                size=len(body),
            )
            received = submission_rows.add_once(connection, submission)
            if received is not None:
                add(connection, submission_rows.new_case(submission, envelope, booth))
                return _Kept(received, replayed=False)
            # A twin committed since we looked. Only a statement of its own can see that row: one that both inserts and
            # selects would still look at its older snapshot.
            earlier = submission_rows.find(connection, header.submission_id)
        if earlier is None or earlier.body_sha256 != digest or earlier.booth_id != booth.booth_id:
            return NotReceived(
                422,
                "key-reused",
                "同じ番号で別の内容が送られました",
                "this submission id was received before with other bytes; nothing was changed",
                header.submission_id,
            )
        return _Kept(earlier, replayed=True)

    def _postpone(self, booth: KnownBooth, submission_id: str, wait_s: int) -> NotReceived:
        self.postponed += 1
        self._alarms.ring(Alarm.OVER_QUOTA, booth=booth.booth_id)
        title = "この端末からの送信がきょうの上限に達しました。送信物は端末に残り、あす受け付けます"
        detail = f"this booth sent as much as it may in a day; ask again in {wait_s} seconds, or raise [quota]"
        return NotReceived(429, "over-quota", title, detail, submission_id, wait_s)

    async def _file_all(self) -> None:
        while True:
            submission_id = await self._filing.get()
            try:
                await self._file(submission_id)
            except Exception as error:  # noqa: BLE001 -- courier boundary: it stays unfiled and is tried again
                _log.failure("filing_failed", error, submission=submission_id)
                self._tasks.start(self._file_later(submission_id), "file_later")
            finally:
                self._filing.task_done()

    async def _file_later(self, submission_id: str) -> None:
        await asyncio.sleep(_AGAIN_S)
        self._filing.put_nowait(submission_id)

    async def _file(self, submission_id: str) -> None:
        wanted = select(
            col(Submission.body),
            col(Submission.case_id),
            col(Submission.received_at),
            col(Submission.booth_id),
            col(Submission.receipt_number),
            col(Submission.filed_at),
        ).where(col(Submission.submission_id) == submission_id)
        body, case_id, received_at, booth_id, number, filed_at = await self._store.read(
            lambda c: c.execute(wanted).one()
        )
        opened: Opened | CannotOpen | None
        if filed_at is None:
            opened = await self._open(submission_id, _Waiting(body, case_id, received_at, booth_id))
        else:
            opened = await asyncio.to_thread(self._opener.open, body)
        if self._papers and isinstance(opened, Opened):  # after filing: no look at the case waits for it
            paper = await asyncio.to_thread(self._papers.make, opened, case_id, number)
            await self._store.write(lambda c: kept_papers.keep(c, paper))

    async def _open(self, submission_id: str, waiting: "_Waiting") -> Opened | None:
        """Open and verify, and say so in the case; gives the application where it could be opened."""
        case_id, booth_id, received_at = waiting.case_id, waiting.booth_id, waiting.received_at
        findings = await asyncio.to_thread(self._opener.examine, waiting.body, received_at)
        identity, signed = self._identity, None
        if identity and findings.opened:
            signed = await asyncio.to_thread(identity.examine, findings.opened, received_at)

        def act(connection: Connection) -> None:
            now = self._now()
            values = {"signature": findings.signature.value, "signature_detail": findings.detail}
            if findings.title:
                values["procedure_title"] = findings.title
            connection.execute(update(CaseFile).where(col(CaseFile.case_id) == case_id).values(**values))
            connection.execute(
                update(Submission).where(col(Submission.submission_id) == submission_id).values(filed_at=now)
            )
            audit.append(connection, now, audit.SYSTEM, "case_filed", f"case:{case_id}", findings.signature.value)
            if findings.opened:
                self._tell_rooms(connection, case_id, booth_id, findings.opened.application, signed)

        await self._store.write(act)
        if identity and signed:
            identity.look_again()
        _log.event("case_filed", submission=submission_id, signature=findings.signature)
        return findings.opened

    def _tell_rooms(
        self, connection: Connection, case_id: str, booth_id: str, application: Application, signed: Finding | None
    ) -> None:
        """In the transaction that files a case: who applies, and the time they booked."""
        if self._identity:
            self._identity.file(connection, case_id, booth_id, application, signed)
        if self._bookings:
            self._bookings.file(connection, case_id, booth_id, application)


@dataclass(frozen=True, repr=False)
class _Waiting:
    """What is received and not yet opened."""

    body: bytes
    case_id: str
    received_at: datetime
    booth_id: str


@dataclass(frozen=True)
class _Kept:
    """What holds the receipt."""

    received: Received
    replayed: bool
