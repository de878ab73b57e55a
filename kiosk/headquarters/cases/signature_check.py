"""Identity of a case: its signature by card is verified, its findings are taken in, and its resident may be told of it.

Filing never waits for anybody: who knows of revocation is asked afterwards, and again later while nobody can tell.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func
from sqlmodel import col, select

from kiosk.applications.application import Application
from kiosk.headquarters.cases.opening import Opened, Opener
from kiosk.headquarters.identity import evidence, evidence_records, tap_registry
from kiosk.headquarters.identity.evidence import Finding
from kiosk.headquarters.identity.evidence_records import Where
from kiosk.headquarters.identity.holder_match import Beside, compare, read_holder, to_compare
from kiosk.headquarters.identity.trust import Trust
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import EvidenceRow, Submission
from kiosk.jpki import cms
from kiosk.jpki.certificates import Check, Purpose, Step, with_verdict
from kiosk.log import Log
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Method, Verdict
from kiosk.tasks import Tasks

_log = Log("headquarters.case_identity")
SIGNATURE: Final = "signature"
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, *[1440] * 7))
"""After each time nobody could tell; then it stays unchecked."""
_SWEEP_S: Final = 60.0
_AT_ONCE: Final = 20


class CaseIdentity:
    """Finds out who signed what was filed."""

    def __init__(self, store: Store, opener: Opener, trust: Trust, now: Callable[[], datetime]) -> None:
        self._store = store
        self._opener = opener
        self._trust = trust
        self._now = now
        self._tasks = Tasks("case_identity")
        self._due = asyncio.Event()
        self._idle = asyncio.Event()

    def start(self) -> None:
        """Begin to ask about revocation, beginning with what an earlier run left open."""
        self._tasks.start(self._ask_all(), "asking")

    async def stop(self) -> None:
        """Stop asking; what is open stays so until the next start."""
        await self._tasks.end()

    def look_again(self) -> None:
        """Something may be due now."""
        self._idle.clear()
        self._due.set()

    async def asked(self) -> None:
        """Wait until everything that is due was asked about."""
        await self._idle.wait()

    def examine(self, opened: Opened, received_at: datetime) -> Finding | None:
        """Verify the signature by card of an application; None where there is none. Call it in a thread.

        A fault of ours leaves it unchecked: no submission waits for it.
        """
        if opened.application.signature.kind != "card":
            return None
        try:
            return _summed(opened.application, *self._verified(opened, received_at))
        except Exception as error:  # noqa: BLE001 -- courier boundary: the application is filed whatever is in its CMS
            _log.failure("signature_not_examined", error)
            return evidence.summed(Method.CARD_SIGNATURE, (evidence.step(SIGNATURE, Verdict.NOT_CHECKED),))

    def file(
        self, connection: Connection, case_id: str, booth_id: str, application: Application, signed: Finding | None
    ) -> None:
        """In the transaction that files a case: keep what was found, take in what it names, link its resident."""
        if signed is not None:
            now = self._now()
            again = now if self._is_open(signed) else None
            where = Where(booth_id, case_id=case_id, again_at=again)
            written = signed.written(new_id(), now)
            evidence_records.keep(connection, written, where, audit.SYSTEM, "signature_judged")
        named = [one.evidence for one in application.identity_events if one.evidence]
        linked = evidence_records.link(connection, case_id, booth_id, named, application.created_at)
        if len(linked) < len(set(named)):
            _log.warning("evidence_not_ours", case=case_id, named=len(set(named)), linked=len(linked))
        for key in evidence_records.tap_keys(connection, case_id, application.submission_id, booth_id):
            resident = tap_registry.resident_of(connection, key)
            if resident is not None:
                tap_registry.link(connection, resident, case_id)

    def _verified(self, opened: Opened, at: datetime) -> tuple[bytes, tuple[Check, ...]]:
        """The signing certificate and its checks; no certificate where it is no signature over this application."""
        verified = cms.verify(opened.card_signature, opened.written)
        if isinstance(verified, cms.NotVerified):
            _log.warning("signature_not_verified", why=verified.why)
            return b"", ()
        checks = self._trust.check(verified.der, Purpose.SIGN, at)
        # the signature was verified with the key of this very certificate: the card was there
        return verified.der, with_verdict(checks, Step.POSSESSION, Verdict.GOOD, Code.COPIED)

    def _is_open(self, found: Finding) -> bool:
        """Whether nothing speaks against it and looking again may tell more: revocation, or our own fault."""
        bad = any(one.verdict == "bad" for one in found.steps)
        unknown = {one.step for one in found.steps if one.verdict == "not_checked"}
        return not bad and (SIGNATURE in unknown or (self._trust.asks and Step.REVOCATION.value in unknown))

    async def _ask_all(self) -> None:
        while True:
            self._due.clear()
            try:
                wait_s = await self._ask_due()
            except StoreUnavailable as error:
                _log.failure("not_asked", error)
                wait_s = _SWEEP_S
            if wait_s <= 0:
                continue
            if not self._due.is_set():
                self._idle.set()
            try:
                async with asyncio.timeout(wait_s):
                    await self._due.wait()
            except TimeoutError:
                continue

    async def _ask_due(self) -> float:
        """Ask about everything that is due; how long to wait then, in seconds."""
        now = self._now()
        query = (
            select(EvidenceRow, Submission)
            .join(Submission, col(Submission.case_id) == col(EvidenceRow.case_id))
            .where(col(EvidenceRow.again_at) <= now)
            .order_by(col(EvidenceRow.again_at))
            .limit(_AT_ONCE)
        )
        rows = await self._store.read(lambda c: read(c, query))
        for row, submission in rows:
            try:
                await self._ask(row, submission)
            except StoreUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 -- courier boundary: one odd application holds up no other
                _log.failure("not_asked", error, case=row.case_id)
                await self._put_off(row)
        if len(rows) == _AT_ONCE:
            return 0.0
        next_at = await self._store.read(lambda c: c.execute(select(func.min(col(EvidenceRow.again_at)))).scalar())
        ahead = (next_at - self._now()).total_seconds() if next_at else _SWEEP_S
        return min(max(ahead, 1.0), _SWEEP_S)

    async def _put_off(self, row: EvidenceRow) -> None:
        tries = row.tries + 1
        again = self._now() + WAITS[-1] if tries < len(WAITS) else None
        await self._store.write(lambda c: evidence_records.put_off(c, row.evidence_id, again, tries))

    async def _ask(self, row: EvidenceRow, submission: Submission) -> None:
        opened = await asyncio.to_thread(self._opener.open, submission.body)
        if not isinstance(opened, Opened):  # the key may come back
            await self._put_off(row)
            return
        now = self._now()
        der, checks = await asyncio.to_thread(self._verified, opened, submission.received_at)
        checks = await self._trust.asked(der, Purpose.SIGN, checks, now)
        found = _summed(opened.application, der, checks)
        again = now + WAITS[row.tries] if self._is_open(found) and row.tries < len(WAITS) else None
        written = found.written(row.evidence_id, row.at)

        def act(connection: Connection) -> None:
            evidence_records.changed(connection, written, again, row.tries + 1)
            detail = evidence_records.audit_detail(written)
            audit.append(connection, now, audit.SYSTEM, "revocation_asked", f"case:{row.case_id}", detail)

        await self._store.write(act)
        _log.event("revocation_asked", case=row.case_id, outcome=written.outcome, code=written.code)


def holder_beside(opened: Opened) -> tuple[Beside, ...]:
    """What of the signing certificate staff compare with the application; nothing where no signature holds."""
    if opened.application.signature.kind != "card":
        return ()
    verified = cms.verify(opened.card_signature, opened.written)
    if isinstance(verified, cms.NotVerified):
        return ()
    return to_compare(read_holder(verified.der), opened.application)


def _summed(application: Application, der: bytes, checks: tuple[Check, ...]) -> Finding:
    """What a signature by card adds up to: over this application, by a good certificate, of the applicant."""
    if not checks:
        return evidence.summed(Method.CARD_SIGNATURE, (evidence.step(SIGNATURE, Verdict.BAD, Code.COPIED),))
    signature = evidence.step(SIGNATURE, Verdict.GOOD)
    holder = compare(read_holder(der), application)
    return evidence.summed(Method.CARD_SIGNATURE, (signature, *evidence.steps(checks), *holder))
