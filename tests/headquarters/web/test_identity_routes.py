"""Nonces, proofs and taps over the real booth door."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from kiosk.headquarters.storage import audit
from kiosk.jpki.certificates import Mode
from kiosk.protocol.identifiers import new_id
from tests.headquarters.card_world import REVOKED, YEAR, Card, asked, auth_card, nonce_for, proved, rehearsing
from tests.headquarters.headquarters_world import World, read_figures, running


def ends(evidence: dict[str, Any]) -> tuple[str, str | None]:
    return evidence["outcome"], evidence["code"]


async def test_a_card_whose_key_answers_is_confirmed(either_card_world: World) -> None:
    booth = await either_card_world.booth()
    judged = await proved(booth, auth_card())
    found = judged["evidence"]
    assert (*ends(found), found["level"], found["method"], judged["registered"]) == (
        "confirmed",
        None,
        "A3",
        "card_key",
        False,
    )
    assert [step["step"] for step in found["steps"]] == [
        "nonce", "readable", "issuer", "clock", "begun", "not_over", "usage", "policy", "key", "leaf", "extensions",
        "possession", "revocation",
    ]  # fmt: skip
    assert {step["verdict"] for step in found["steps"]} == {"good"}


@pytest.mark.parametrize(
    ("card", "code", "step"),
    [
        (lambda: auth_card(key="somebody else's"), "C-23", "possession"),
        (lambda: auth_card(organisation="JPKI-TEST"), "C-22", "issuer"),
        (lambda: auth_card(generation="9"), "C-22", "issuer"),
        (lambda: auth_card(ends=-YEAR / 12), "C-18", "not_over"),
        (lambda: auth_card(begins=YEAR / 12), "C-19", "begun"),
        (lambda: auth_card(REVOKED), "C-20", "revocation"),
        (lambda: Card(b"no certificate", auth_card().key), "C-13", "readable"),
    ],
)
async def test_a_bad_card_is_not_confirmed(card_world: World, card: Any, code: str, step: str) -> None:
    found = (await proved(await card_world.booth(), card()))["evidence"]
    assert ends(found) == ("not_confirmed", code)
    assert next(one["step"] for one in found["steps"] if one["verdict"] == "bad") == step


async def test_a_nonce_used_again_is_a_copied_card(either_card_world: World) -> None:
    booth, card = await either_card_world.booth(), auth_card()
    proof = card.proof(await nonce_for(booth))
    answers = await asyncio.gather(*(asked(booth, "proofs", proof) for _ in range(5)))
    assert [status for status, _ in answers] == [200] * 5
    assert (
        sorted(ends(judged["evidence"]) for _, judged in answers if judged["evidence"]["code"])
        == [("not_confirmed", "C-23")] * 4
    )


async def test_a_nonce_is_spent_even_by_a_proof_that_is_wrong(card_world: World) -> None:
    booth = await card_world.booth()
    nonce = await nonce_for(booth)
    _, wrong = await asked(booth, "proofs", auth_card(key="somebody else's").proof(nonce))
    _, right = await asked(booth, "proofs", auth_card().proof(nonce))
    assert (ends(wrong["evidence"]), ends(right["evidence"])) == (("not_confirmed", "C-23"),) * 2
    assert [step["step"] for step in right["evidence"]["steps"]] == ["nonce"]


async def test_a_nonce_of_another_booth_and_one_that_never_was_are_unknown(either_card_world: World) -> None:
    booth, other = await either_card_world.booth(), await either_card_world.booth("himeji-hojo-1", "北条支所")
    theirs = await nonce_for(other)
    for nonce in (theirs, theirs.model_copy(update={"nonce_id": new_id()})):
        status, problem = await asked(booth, "proofs", auth_card().proof(nonce))
        assert (status, problem["type"]) == (404, "urn:kiosk:problem:no-such-nonce")
    assert ends((await asked(other, "proofs", auth_card().proof(theirs)))[1]["evidence"]) == ("confirmed", None)


async def test_an_expired_nonce_is_said_to_be_expired(either_card_world: World) -> None:
    booth = await either_card_world.booth()
    nonce = await nonce_for(booth)
    either_card_world.clock.push(seconds=301)
    status, problem = await asked(booth, "proofs", auth_card().proof(nonce))
    assert (status, problem["type"]) == (410, "urn:kiosk:problem:nonce-expired")


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("proofs", {}),
        ("proofs", {"nonce_id": "x", "certificate": "00", "signature": "00"}),
        ("proofs", {"nonce_id": new_id(), "certificate": "0", "signature": "00"}),
        ("proofs", {"nonce_id": new_id(), "certificate": "00", "signature": "00", "葛西": 1}),
        ("taps", {"certificate": "zz"}),
        ("taps", {"certificate": "00" * 8193}),
    ],
)
async def test_what_is_malformed_is_a_problem_that_repeats_nothing(
    card_world: World, what: str, body: dict[str, Any]
) -> None:
    status, problem = await asked(await card_world.booth(), what, body)
    assert (status, problem["type"]) == (422, "urn:kiosk:problem:invalid")
    assert "葛西" not in str(problem)


async def test_a_body_that_is_too_large_is_not_read(card_world: World) -> None:
    status, problem = await asked(await card_world.booth(), "taps", {"certificate": "00" * 30_000})
    assert (status, problem["type"]) == (413, "urn:kiosk:problem:too-large")


@pytest.mark.parametrize("what", ["nonces", "taps"])
async def test_a_booth_that_asks_too_often_must_wait(card_world: World, what: str) -> None:
    booth, other = await card_world.booth(), await card_world.booth("himeji-hojo-1", "北条支所")
    body = auth_card().tap() if what == "taps" else None
    answers = [await asked(booth, what, body) for _ in range(14)]
    assert answers[0][0] in (200, 201)
    assert (answers[-1][0], answers[-1][1]["type"]) == (429, "urn:kiosk:problem:too-many")
    assert (await asked(other, what, body))[0] in (200, 201)
    card_world.clock.push(minutes=5)
    assert (await asked(booth, what, body))[0] in (200, 201)


async def test_without_an_enrolled_booth_there_is_no_nonce(card_world: World) -> None:
    booth, admin = await card_world.booth(), await card_world.staff()
    await card_world.headquarters.desk.booths.revoke(booth.booth_id, admin.staff)
    assert (await asked(booth, "nonces"))[0] == 403


async def test_where_nobody_is_asked_about_revocation_a_proof_is_not_checked(tmp_path: Path) -> None:
    async with running(tmp_path, cards=rehearsing(tmp_path / "trust", "none")) as world:
        judged = await proved(await world.booth(), auth_card())
        assert ends(judged["evidence"]) == ("not_checked", "C-21")


async def test_a_production_headquarters_refuses_rehearsal_and_test_cards(world: World) -> None:
    booth = await world.booth()
    for organisation in ("JPKI-EMU", "JPKI-TEST"):
        found = (await proved(booth, auth_card(organisation=organisation)))["evidence"]
        assert ends(found) == ("not_confirmed", "C-22")


async def test_a_test_headquarters_refuses_rehearsal_cards(tmp_path: Path) -> None:
    (tmp_path / "trust").mkdir()
    cards = rehearsing(tmp_path / "trust").model_copy(update={"mode": Mode.TEST, "trust": tmp_path / "empty"})
    (tmp_path / "empty").mkdir()
    async with running(tmp_path, cards=cards) as world:
        found = (await proved(await world.booth(), auth_card()))["evidence"]
        assert ends(found) == ("not_confirmed", "C-22")


async def test_every_proof_and_tap_is_in_the_audit_without_a_person(card_world: World) -> None:
    booth, card = await card_world.booth(), auth_card()
    judged = await proved(booth, card, register_tap=True)
    await asked(booth, "taps", card.tap())
    page = await card_world.headquarters.store.read(audit.page)
    told = {entry.act: entry for entry in page.entries}
    assert told["proof_judged"].subject == f"evidence:{judged['evidence']['evidence_id']}"
    assert told["proof_judged"].detail == "card_key confirmed"
    assert told["tap_judged"].detail == "tap confirmed"
    assert page.first_broken is None


async def test_neither_certificate_nor_serial_number_is_kept(card_world: World) -> None:
    booth, card = await card_world.booth(), auth_card(0x1234567890AB)
    await proved(booth, card, register_tap=True)
    await asked(booth, "taps", card.tap())
    store = card_world.headquarters.store
    rows = await store.read(lambda c: c.execute(text("SELECT count(*) FROM resident_tap")).scalar_one())
    assert rows == 1
    files = [path.read_bytes() for path in card_world.headquarters.folder.glob("headquarters.sqlite3*")]
    for kept in files:
        assert card.der[200:240] not in kept
        assert b"1234567890AB" not in kept.upper()
        assert (0x1234567890AB).to_bytes(6, "big") not in kept


async def test_figures_count_what_was_judged(card_world: World) -> None:
    booth, card = await card_world.booth(), auth_card()
    await proved(booth, card)
    await proved(booth, auth_card(key="somebody else's"))
    await asked(booth, "taps", card.tap())
    http = await card_world.session()
    async with http.get(f"{card_world.ready.staff_url}/metrics") as answer:
        figures = read_figures(await answer.text())
    assert figures["kiosk_proofs_judged_total"] == 2
    assert figures["kiosk_proofs_not_confirmed_total"] == 1
    assert figures["kiosk_taps_judged_total"] == 1
