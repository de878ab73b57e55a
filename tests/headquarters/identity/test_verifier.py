"""The identity desk beside its door: what it keeps of whom, and what happens when the store is away."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.identity.nonces import NotSpent
from kiosk.headquarters.identity.trust import Trust
from kiosk.headquarters.identity.verifier import IdentityDesk
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import EvidenceRow, ResidentTap
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, ProofGiven, ProofJudged, TapShown
from tests.headquarters.card_world import REVOKED, Card, auth_card, rehearsing
from tests.headquarters.headquarters_world import Clock

BOOTH = KnownBooth("himeji-ieshima-1", "家島支所")


def desk(store: Store, folder: Path, clock: Clock, source: str = "crl", key: bytes = b"site") -> IdentityDesk:
    folder.mkdir(exist_ok=True)
    return IdentityDesk(store, Trust(folder, rehearsing(folder, source)), key, clock)


async def prove(desk: IdentityDesk, card: Card, **more: Any) -> ProofJudged:
    given = ProofGiven.model_validate(card.proof(await desk.nonce(BOOTH)) | more)
    judged = await desk.prove(BOOTH, given)
    assert isinstance(judged, ProofJudged)
    return judged


async def test_a_proof_without_the_command_registers_nobody(store: Store, tmp_path: Path, clock: Clock) -> None:
    made = desk(store, tmp_path / "trust", clock)
    assert (await prove(made, auth_card())).registered is False
    assert await store.read(lambda c: c.execute(select(ResidentTap)).all()) == []


@pytest.mark.parametrize("card", [{"serial": REVOKED}, {"key": "somebody else's"}, {"generation": "9"}])
async def test_a_bad_proof_registers_nobody(store: Store, tmp_path: Path, clock: Clock, card: dict[str, Any]) -> None:
    made = desk(store, tmp_path / "trust", clock)
    judged = await prove(made, auth_card(**card), register_tap=True)
    assert (judged.registered, judged.evidence.outcome) == (False, "not_confirmed")
    assert await store.read(lambda c: c.execute(select(ResidentTap)).all()) == []


async def test_where_nobody_is_asked_about_revocation_a_resident_may_register(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    made = desk(store, tmp_path / "trust", clock, "none")
    judged = await prove(made, auth_card(), register_tap=True)
    assert (judged.registered, judged.evidence.outcome, judged.evidence.code) == (True, "not_checked", "C-21")
    told = await made.tap(BOOTH, TapShown(certificate=auth_card().der.hex()))
    assert (told.evidence.outcome, told.evidence.code) == ("not_checked", None)


async def test_a_stolen_list_names_nobody_at_another_site(store: Store, tmp_path: Path, clock: Clock) -> None:
    await prove(desk(store, tmp_path / "trust", clock), auth_card(), register_tap=True)
    elsewhere = desk(store, tmp_path / "trust", clock, key=b"another site")
    told = await elsewhere.tap(BOOTH, TapShown(certificate=auth_card().der.hex()))
    assert told.evidence.code == "C-30"


async def test_a_call_is_told_of_a_proof_only_when_it_is_that_booths(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    made, call, told = desk(store, tmp_path / "trust", clock), new_id(), []

    def tell(call_id: str, evidence: Evidence) -> None:
        told.append((call_id, evidence.evidence_id))

    made.connect(lambda booth: call if booth == BOOTH.booth_id else None, tell)
    judged = await prove(made, auth_card(), call_id=call)
    await prove(made, auth_card(), call_id=new_id())
    await prove(made, auth_card())
    assert told == [(call, judged.evidence.evidence_id)]
    calls = await store.read(lambda c: c.execute(select(col(EvidenceRow.call_id))).scalars().all())
    assert sorted(calls, key=str) == sorted([call, None, None], key=str)


async def test_a_nonce_that_is_not_there_makes_no_finding(store: Store, tmp_path: Path, clock: Clock) -> None:
    made = desk(store, tmp_path / "trust", clock)
    given = ProofGiven(nonce_id=new_id(), certificate=auth_card().der.hex(), signature="00")
    assert await made.prove(BOOTH, given) is NotSpent.UNKNOWN
    assert await store.read(lambda c: c.execute(select(EvidenceRow)).all()) == []
    (line,) = (await store.read(audit.page)).entries
    assert (line.act, line.subject, line.detail) == ("proof_refused", "booth:himeji-ieshima-1", "nonce unknown")


async def test_a_proof_that_cannot_be_written_down_is_not_answered(
    store: Store, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk(store, tmp_path / "trust", clock)
    given = ProofGiven.model_validate(auth_card().proof(await made.nonce(BOOTH)))

    async def full(_act: object) -> None:
        raise StoreUnavailable("full")

    monkeypatch.setattr(store, "write", full)
    with pytest.raises(StoreUnavailable):
        await made.prove(BOOTH, given)
