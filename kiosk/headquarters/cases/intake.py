"""Intake (受付): receive, number, and only then open.

The order is the promise: the sealed bytes and the receipt are committed in one transaction, the booth gets its receipt,
and what opening finds afterwards - even a bad signature - is a state of the case, never a lost submission. The
submission's id is the idempotency key, for as long as the submission is kept.
"""

import asyncio
import hashlib
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col

from kiosk.headquarters.cases.opening import Opener
from kiosk.headquarters.cases.signature_check import CaseIdentity
from kiosk.headquarters.cases.views import CaseState, SignatureState
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseFile, Submission
from kiosk.log import Log
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.submissions import MAGIC, BadEnvelope, Envelope, Receipt, unpack
from kiosk.tasks import Tasks

_log = Log("headquarters.intake")
_AGAIN_SECONDS: Final = 60.0
_RECEIVED: Final = (
    col(Submission.booth_id),
    col(Submission.body_sha256),
    col(Submission.sealed_sha256),
    col(Submission.receipt_number),
    col(Submission.case_id),
    col(Submission.received_at),
)
"""What is asked of a submission that is here: everything but its body."""


@dataclass(frozen=True)
class NotReceived:
    """Why a submission was not taken; `problem` is the last part of ``urn:kiosk:problem:...``."""

    status: int
    problem: str
    title: str
    detail: str = ""
    submission_id: str | None = None


class Intake:
    """Receives submissions of booths."""

    def __init__(
        self, store: Store, opener: Opener, now: Callable[[], datetime], identity: CaseIdentity | None = None
    ) -> None:
        self._store = store
        self._opener = opener
        self._now = now
        self._identity = identity
        self._in_progress: set[str] = set()
        self._filing: asyncio.Queue[str] = asyncio.Queue()
        self._tasks = Tasks("intake")
        self.received = 0
        self.replayed = 0

    async def start(self) -> None:
        """Begin to file; what an earlier run received but did not open comes first."""
        waiting = await self._store.read(
            lambda c: (
                c.execute(
                    select(col(Submission.submission_id))
                    .where(col(Submission.filed_at).is_(None))
                    .order_by(col(Submission.received_at))
                )
                .scalars()
                .all()
            )
        )
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
        envelope, fingerprint = await asyncio.to_thread(lambda: (_read(booth, key, body), _fingerprint(body)))
        if isinstance(envelope, NotReceived):
            return envelope
        submission_id = envelope.header.submission_id
        if submission_id in self._in_progress:
            return NotReceived(
                409, "in-progress", "同じ送信物を受け付けている最中です", "retry in a moment", submission_id
            )
        self._in_progress.add(submission_id)
        try:
            found = await self._store.write(lambda c: self._keep(c, booth, envelope, body, fingerprint))
        finally:
            self._in_progress.discard(submission_id)
        return self._answer(submission_id, found)

    async def receipt(self, booth: KnownBooth, submission_id: str) -> Receipt | None:
        """The receipt of a submission of this booth, if it was received."""
        row = await self._store.read(lambda c: _find(c, submission_id))
        return _receipt(submission_id, row, replayed=True) if row and row.booth_id == booth.booth_id else None

    def _answer(self, submission_id: str, found: "_Kept | NotReceived") -> Receipt | NotReceived:
        if isinstance(found, NotReceived):
            _log.warning("submission_key_reused", submission=submission_id)
            return found
        if found.replayed:
            self.replayed += 1
        else:
            self.received += 1
            self._filing.put_nowait(submission_id)
        _log.event("submission_received", submission=submission_id, replayed=found.replayed)
        return _receipt(submission_id, found.received, replayed=found.replayed)

    def _keep(
        self, connection: Connection, booth: KnownBooth, envelope: Envelope, body: bytes, fingerprint: str
    ) -> "_Kept | NotReceived":
        header, now = envelope.header, self._now()
        earlier = _find(connection, header.submission_id)
        if earlier is None:
            submission = Submission(
                submission_id=header.submission_id,
                booth_id=booth.booth_id,
                body_sha256=fingerprint,
                sealed_sha256=header.sha256,
                receipt_number=_next_number(connection, now),
                case_id=new_id(),
                received_at=now,
                body=body,
            )
            received = _add_once(connection, submission)
            if received is not None:
                add(connection, _new_case(submission, envelope, booth))
                return _Kept(received, replayed=False)
            # A twin committed since we looked. Only a statement of its own can see that row: one that both inserts and
            # selects would still look at its older snapshot.
            earlier = _find(connection, header.submission_id)
        if earlier is None or earlier.body_sha256 != fingerprint or earlier.booth_id != booth.booth_id:
            return NotReceived(
                422,
                "key-reused",
                "同じ番号で別の内容が送られました",
                "this submission id was received before with other bytes; nothing was changed",
                header.submission_id,
            )
        return _Kept(earlier, replayed=True)

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
        await asyncio.sleep(_AGAIN_SECONDS)
        self._filing.put_nowait(submission_id)

    async def _file(self, submission_id: str) -> None:
        wanted = select(
            col(Submission.body), col(Submission.case_id), col(Submission.received_at), col(Submission.booth_id)
        ).where(col(Submission.submission_id) == submission_id)
        body, case_id, received_at, booth_id = await self._store.read(lambda c: c.execute(wanted).one())
        findings = await asyncio.to_thread(self._opener.examine, body, received_at)
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
            if identity and findings.opened:
                identity.file(connection, case_id, booth_id, findings.opened.application, signed)

        await self._store.write(act)
        if identity and signed:
            identity.look_again()
        _log.event("case_filed", submission=submission_id, signature=findings.signature)


class _Received(NamedTuple):
    """A submission that is here, without its body."""

    booth_id: str
    body_sha256: str
    sealed_sha256: str
    receipt_number: str
    case_id: str
    received_at: datetime


@dataclass(frozen=True)
class _Kept:
    """What holds the receipt."""

    received: _Received
    replayed: bool


def _read(booth: KnownBooth, key: str | None, body: bytes) -> Envelope | NotReceived:
    if not key:
        return NotReceived(
            400, "key-missing", "Idempotency-Key がありません", "send the submission id as Idempotency-Key"
        )
    version = _version(body)
    if version is not None and version < PROTOCOL_VERSION:
        detail = f"protocol {version} is no longer understood, {PROTOCOL_VERSION} is; update the booth's program"
        return NotReceived(426, "version-too-old", "端末のソフトウェアが古いため受け付けできません", detail)
    if version is not None and version > PROTOCOL_VERSION:
        detail = f"protocol {version} is not known yet, {PROTOCOL_VERSION} is; update headquarters first"
        return NotReceived(503, "version-too-new", "本庁のソフトウェアが古いため受け付けできません", detail)
    try:
        envelope = unpack(body)
    except BadEnvelope as error:
        return NotReceived(400, "malformed-submission", "送信物を読み取れません", str(error))
    submission_id = envelope.header.submission_id
    if key != submission_id:
        detail = "Idempotency-Key is not the submission id in the header"
        return NotReceived(400, "key-wrong", "送信物の番号が一致しません", detail, submission_id)
    if envelope.header.booth_id != booth.booth_id:
        detail = "the header names another booth than the certificate"
        return NotReceived(403, "wrong-booth", "この端末の送信物ではありません", detail, submission_id)
    return envelope


def _fingerprint(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _version(body: bytes) -> int | None:
    """The protocol version a header claims, even when this program cannot read the rest of it."""
    start = len(MAGIC) + 4
    if not body.startswith(MAGIC) or len(body) < start:
        return None
    (length,) = struct.unpack_from("!I", body, len(MAGIC))
    try:
        version = json.loads(body[start : start + min(length, 16384)])["protocol_version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return version if isinstance(version, int) else None


def _find(connection: Connection, submission_id: str) -> _Received | None:
    query = select(*_RECEIVED).where(col(Submission.submission_id) == submission_id)
    row = connection.execute(query).one_or_none()
    return _Received(*row) if row else None


def _add_once(connection: Connection, submission: Submission) -> _Received | None:
    """Insert it; None where a submission of this id is here already."""
    maker = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    once = maker(Submission).values(submission.model_dump()).on_conflict_do_nothing(index_elements=["submission_id"])
    row = connection.execute(once.returning(*_RECEIVED)).one_or_none()
    return _Received(*row) if row else None


def _next_number(connection: Connection, now: datetime) -> str:
    if connection.dialect.name == "postgresql":
        number = connection.execute(text("SELECT nextval('receipt_number')")).scalar_one()
    else:
        number = connection.execute(
            text("UPDATE numbering SET value = value + 1 WHERE name = 'receipt' RETURNING value")
        ).scalar_one()
    return f"{now.astimezone(JAPAN).year}-{number:06d}"


def _new_case(submission: Submission, envelope: Envelope, booth: KnownBooth) -> CaseFile:
    header = envelope.header
    return CaseFile(
        case_id=submission.case_id,
        submission_id=submission.submission_id,
        receipt_number=submission.receipt_number,
        reference=header.reference,
        procedure=header.procedure,
        procedure_title=header.procedure,
        booth_id=booth.booth_id,
        place=booth.place,
        created_at=header.created_at,
        received_at=submission.received_at,
        state=CaseState.NEW.value,
        signature=SignatureState.WAITING.value,
        signature_detail="",
        changed_at=submission.received_at,
    )


def _receipt(submission_id: str, found: _Received, *, replayed: bool) -> Receipt:
    return Receipt(
        submission_id=submission_id,
        sha256=found.sealed_sha256,
        receipt_number=found.receipt_number,
        case_id=found.case_id,
        received_at=found.received_at,
        replayed=replayed,
    )
