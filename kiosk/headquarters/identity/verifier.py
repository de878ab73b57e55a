"""The identity desk: gives nonces, judges proofs and taps of booths, and writes down what staff saw in a call."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlmodel import col

from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.identity import evidence, evidence_records, tap_registry
from kiosk.headquarters.identity.evidence import Finding
from kiosk.headquarters.identity.evidence_records import Where
from kiosk.headquarters.identity.nonces import Nonces, NotSpent, Spent
from kiosk.headquarters.identity.trust import Trust
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseFile
from kiosk.jpki.certificates import Check, Purpose, Step
from kiosk.jpki.tap_key import tap_key
from kiosk.log import Log
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import (
    CaseShown,
    Evidence,
    EvidenceGiven,
    Integrity,
    NonceGiven,
    ProofGiven,
    ProofJudged,
    TapJudged,
    TapShown,
    Verdict,
)

_log = Log("headquarters.identity")
TellCall = Callable[[str, Evidence], None]
"""Tell both ends of a call what was found."""
CallOf = Callable[[str], str | None]
"""The answered call of a booth, if it is in one."""


@dataclass
class Counts:
    """How often each happened since the start."""

    proofs: int = 0
    proofs_refused: int = 0
    taps: int = 0
    looks: int = 0


class IdentityDesk:
    """Who somebody is, as far as a card and a staff member can say."""

    def __init__(self, store: Store, trust: Trust, site_key: bytes, now: Callable[[], datetime]) -> None:
        self.counts = Counts()
        self._store = store
        self._trust = trust
        self._site_key = site_key
        self._now = now
        self._nonces = Nonces(store, now)
        self._call_of: CallOf = lambda _booth: None
        self._tell_call: TellCall = lambda _call, _evidence: None

    def connect(self, call_of: CallOf, tell_call: TellCall) -> None:
        """Say where the calls of this moment are known."""
        self._call_of, self._tell_call = call_of, tell_call

    async def nonce(self, booth: KnownBooth) -> NonceGiven:
        """Random bytes for one proof by this booth."""
        return await self._nonces.give(booth.booth_id)

    async def prove(self, booth: KnownBooth, given: ProofGiven) -> ProofJudged | NotSpent:
        """Judge a proof. The nonce is gone before anything of the proof is looked at.

        A nonce used again is a finding (C-23); one that is unknown, of another booth or expired makes none.
        """
        spent = await self._nonces.spend(booth.booth_id, given.nonce_id)
        der = bytes.fromhex(given.certificate)
        if isinstance(spent, Spent):
            found = await self._judge_proof(der, bytes.fromhex(given.signature), spent.content)
        elif spent is NotSpent.USED_AGAIN:
            found = evidence.nonce_used_again()
        else:
            return await self._refused(booth, spent)
        judged = await self._keep_proof(booth, given, found, der)
        self._count(found)
        if (call_id := self._call(booth, given)) is not None:
            self._tell_call(call_id, judged.evidence)
        return judged

    async def tap(self, booth: KnownBooth, shown: TapShown) -> TapJudged:
        """Judge a card that was only laid down, and tell its resident's cases."""
        der, now = bytes.fromhex(shown.certificate), self._now()
        checks = await asyncio.to_thread(self._trust.check, der, Purpose.AUTH, now)
        checks = await self._trust.asked(der, Purpose.AUTH, checks, now)

        def act(connection: Connection) -> TapJudged:
            resident = tap_registry.resident_of(connection, self._key(der)) if _may_be_known(checks) else None
            found = evidence.tap(checks, registered=resident is not None, asks=self._trust.asks)
            written = found.written(new_id(), now)
            evidence_records.keep(connection, written, Where(booth.booth_id), _actor(booth), "tap_judged")
            told: tuple[CaseShown, ...] = ()
            if resident is not None and found.code is None:
                tap_registry.saw(connection, resident, now)
                told = tap_registry.cases(connection, resident)
            return TapJudged(evidence=written, cases=told)

        judged = await self._store.write(act)
        self.counts.taps += 1
        _log.event("tap_judged", booth=booth.booth_id, outcome=judged.evidence.outcome, code=judged.evidence.code)
        return judged

    async def saw(
        self, booth: KnownBooth, staff: StaffMember, given: EvidenceGiven, face: Integrity | None
    ) -> Evidence:
        """Write down what a staff member saw in a call; raises `StoreUnavailable`."""
        found = evidence.seen(given.method, given.outcome, face)
        written = found.written(new_id(), self._now(), by=staff.name[:60])
        where = Where(booth.booth_id, call_id=given.call_id, paper=given.paper)
        actor = staff.actor
        await self._store.write(lambda c: evidence_records.keep(c, written, where, actor, "identity_looked_at"))
        self.counts.looks += 1
        _log.event("identity_looked_at", call=given.call_id, method=written.method, outcome=written.outcome)
        return written

    async def _refused(self, booth: KnownBooth, why: NotSpent) -> NotSpent:
        now, actor = self._now(), _actor(booth)
        await self._store.write(lambda c: audit.append(c, now, actor, "proof_refused", actor.key, f"nonce {why.value}"))
        _log.warning("proof_refused", booth=booth.booth_id, why=why)
        return why

    async def _judge_proof(self, der: bytes, signature: bytes, nonce: bytes) -> Finding:
        now = self._now()

        def look() -> tuple[Check, ...]:
            return evidence.possession(self._trust.check(der, Purpose.AUTH, now), der, signature, nonce)

        checks = await asyncio.to_thread(look)
        return evidence.proof(await self._trust.asked(der, Purpose.AUTH, checks, now))

    async def _keep_proof(self, booth: KnownBooth, given: ProofGiven, found: Finding, der: bytes) -> ProofJudged:
        now, call_id = self._now(), self._call(booth, given)
        written = found.written(new_id(), now)
        key = self._key(der) if evidence.may_register(found, asks=self._trust.asks) else None
        registers = given.register_tap and key is not None

        def act(connection: Connection) -> ProofJudged:
            known = key is not None and (registers or tap_registry.resident_of(connection, key) is not None)
            where = Where(
                booth.booth_id,
                call_id,
                submission_id=given.submission_id if registers else None,
                tap_key=key if known else None,  # nothing is kept of somebody who did not ask for it
            )
            evidence_records.keep(connection, written, where, _actor(booth), "proof_judged")
            if registers and key is not None:
                tap_registry.register(connection, key, now)
            return ProofJudged(evidence=written, registered=registers)

        judged = await self._store.write(act)
        if registers and key is not None:
            # afterwards: what was filed while that was written has not seen it, and everything from now on will
            await self._store.write(lambda c: self._link(c, booth, key, given.submission_id))
        return judged

    def _link(self, connection: Connection, booth: KnownBooth, key: str, submission_id: str | None) -> None:
        """The case handed in just before and the others of its visit, if they are here already; else filing links."""
        resident = tap_registry.resident_of(connection, key)
        lately = col(CaseFile.received_at) >= self._now() - evidence_records.SAME_VISIT
        ours = col(CaseFile.booth_id) == booth.booth_id
        visit = select(col(CaseFile.visit_reference)).where(col(CaseFile.submission_id) == submission_id, ours, lately)
        same = col(CaseFile.visit_reference).in_(visit) & (col(CaseFile.visit_reference) != "")
        named = (col(CaseFile.submission_id) == submission_id) | same
        cases = connection.execute(select(col(CaseFile.case_id)).where(named, ours, lately)).scalars().all()
        if resident is not None:
            for case_id in cases:
                tap_registry.link(connection, resident, case_id)

    def _call(self, booth: KnownBooth, given: ProofGiven) -> str | None:
        """The call a proof names, if this booth is in it; one that ended or is another's is passed over."""
        return given.call_id if given.call_id and given.call_id == self._call_of(booth.booth_id) else None

    def _key(self, der: bytes) -> str:
        return tap_key(der, self._site_key)

    def _count(self, found: Finding) -> None:
        self.counts.proofs += 1
        self.counts.proofs_refused += found.outcome.value == "not_confirmed"
        if found.code is not None:
            _log.warning("proof_not_confirmed", outcome=found.outcome, code=found.code)


def _may_be_known(checks: tuple[Check, ...]) -> bool:
    """Only a certificate of ours is looked up: a stranger's cannot be used to search the list."""
    return all(one.verdict is not Verdict.BAD for one in checks) and any(one.step is Step.ISSUER for one in checks)


def _actor(booth: KnownBooth) -> audit.Actor:
    return audit.Actor(f"booth:{booth.booth_id}", booth.place)
