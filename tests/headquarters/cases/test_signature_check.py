"""At filing: who signed by card, which findings belong to the case, and who may be told of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from kiosk.applications.application import Application, IdentityEvent
from kiosk.headquarters.cases.signature_check import WAITS
from kiosk.headquarters.cases.views import CannotOpen
from kiosk.headquarters.identity import evidence_records
from kiosk.headquarters.settings import Cards, Revocation
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.tables import CaseFile, EvidenceRow
from kiosk.jpki.certificates import Mode
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome
from kiosk.rehearsal.card.roots import CRL_FOLDER, lay_down_roots
from tests.headquarters.card_world import (
    KASAI,
    REVOKED,
    answers,
    applied,
    asked,
    auth_card,
    handed_in,
    proved,
    rehearsing,
    sign_certificate,
    signed,
    today,
)
from tests.headquarters.headquarters_world import FakeBooth, World, running


async def found(world: World, case_id: str) -> list[Evidence]:
    await world.headquarters.case_identity.asked()
    of_case = await world.headquarters.store.read(lambda c: evidence_records.of_case(c, case_id))
    readable = [one for one in of_case if isinstance(one, Evidence)]
    assert len(readable) == len(of_case)
    return readable


async def judged(world: World, booth: FakeBooth, content: Application, cms: bytes) -> Evidence:
    (one,) = await found(world, await handed_in(world, booth, content, cms))
    return one


def verdicts(one: Evidence) -> dict[str, str]:
    return {step.step: step.verdict for step in one.steps}


def naming(*evidence_ids: str) -> tuple[IdentityEvent, ...]:
    return tuple(
        IdentityEvent(level="A3", method=Method.CARD_KEY, at=today(), outcome=Outcome.CONFIRMED, evidence=one)
        for one in evidence_ids
    )


async def test_a_good_signature_of_the_applicant_is_evidence_of_the_case(either_card_world: World) -> None:
    booth = await either_card_world.booth()
    content = applied(booth)
    one = await judged(either_card_world, booth, content, signed(content))
    assert (one.level, one.method, one.outcome, one.code) == ("A4", "card_signature", "confirmed", None)
    assert set(verdicts(one).values()) == {"good"}
    assert list(verdicts(one)) == [
        "signature", "readable", "issuer", "clock", "begun", "not_over", "usage", "policy", "key", "leaf",
        "extensions", "possession", "revocation", "name", "birth_date", "address", "holder",
    ]  # fmt: skip
    page = await either_card_world.headquarters.store.read(audit.page)
    assert [line.act for line in page.entries][:3] == ["revocation_asked", "signature_judged", "case_filed"]


async def test_a_signature_over_something_else_is_not_one(card_world: World) -> None:
    booth = await card_world.booth()
    content = applied(booth)
    other = signed(content.model_copy(update={"place": "北条支所"}))
    one = await judged(card_world, booth, content, other)
    assert (one.outcome, one.code, verdicts(one)) == ("not_confirmed", "C-23", {"signature": "bad"})


async def test_what_is_no_signature_at_all_never_loses_the_application(card_world: World) -> None:
    booth = await card_world.booth()
    content = applied(booth)
    one = await judged(card_world, booth, content, b"\x30\x82\xff\xff nonsense")
    assert (one.outcome, one.code) == ("not_confirmed", "C-23")
    state = await card_world.headquarters.store.read(lambda c: c.execute(select(col(CaseFile.signature))).scalar_one())
    assert state == "good"


@pytest.mark.parametrize(
    ("certificate", "code"),
    [
        (lambda: sign_certificate(organisation="JPKI-TEST"), "C-22"),
        (lambda: auth_card(key="sign", certified="sign").der, "C-22"),
        (lambda: sign_certificate(REVOKED + 1), "C-20"),
    ],
)
async def test_a_bad_certificate_is_a_finding_and_no_more(card_world: World, certificate: Any, code: str) -> None:
    booth = await card_world.booth()
    content = applied(booth)
    one = await judged(card_world, booth, content, signed(content, certificate()))
    assert (one.outcome, one.code) == ("not_confirmed", code)


@pytest.mark.parametrize(
    ("more", "holder", "outcome"),
    [
        ({"ap_name": "高崎　一男"}, "bad", "not_confirmed"),
        ({"ap_birth": {"year": 1960, "month": 5, "day": 6, "as_written": ""}}, "bad", "not_confirmed"),
        ({"ap_birth": {"year": 1959, "month": None, "day": None, "as_written": ""}}, "not_checked", "not_checked"),
        ({"ap_addr": "姫路市本町68"}, "not_checked", "not_checked"),
        ({"ap_addr": None}, "good", "confirmed"),
        ({"ap_name": None}, "not_checked", "not_checked"),
    ],
)
async def test_whoever_signed_is_compared_with_the_applicant(
    card_world: World, more: dict[str, Any], holder: str, outcome: str
) -> None:
    booth = await card_world.booth()
    content = applied(booth, answers=answers(KASAI, **more))
    one = await judged(card_world, booth, content, signed(content))
    assert (verdicts(one)["holder"], one.outcome, one.code) == (holder, outcome, None)


async def test_production_refuses_a_signature_of_the_rehearsal(world: World) -> None:
    booth = await world.booth()
    content = applied(booth, rehearsal=True)
    case_id = await handed_in(world, booth, content, signed(content))
    (one,) = await found(world, case_id)
    assert (one.outcome, one.code) == ("not_confirmed", "C-22")


async def test_without_anybody_to_ask_a_signature_stays_unchecked(tmp_path: Path) -> None:
    async with running(tmp_path, cards=rehearsing(tmp_path / "trust", "none")) as world:
        booth = await world.booth()
        content = applied(booth)
        one = await judged(world, booth, content, signed(content))
        assert (one.outcome, one.code, verdicts(one)["holder"]) == ("not_checked", "C-21", "good")


async def test_where_nobody_could_tell_it_is_asked_again_later(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    lay_down_roots(tmp_path / "trust", today())
    cards = Cards(mode=Mode.REHEARSAL, trust=tmp_path / "trust", revocation=Revocation(source="crl", folder=lists))
    async with running(tmp_path, cards=cards) as world:
        booth, identity = await world.booth(), world.headquarters.case_identity
        content = applied(booth)
        case_id = await handed_in(world, booth, content, signed(content))
        (one,) = await found(world, case_id)
        assert (one.outcome, one.code) == ("not_checked", "C-21")
        (tmp_path / "trust" / CRL_FOLDER / "rehearsal-sign.crl").rename(lists / "sign.crl")
        identity.look_again()
        assert (await found(world, case_id))[0].outcome == "not_checked"  # too early: it waits its time
        world.clock.push(minutes=2)
        identity.look_again()
        (again,) = await found(world, case_id)
        assert (again.evidence_id, again.outcome, again.code) == (one.evidence_id, "confirmed", None)
        open_yet = await world.headquarters.store.read(
            lambda c: c.execute(select(col(EvidenceRow.again_at))).scalar_one()
        )
        assert open_yet is None


async def test_one_odd_application_does_not_hold_up_the_next(
    card_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity, booth = card_world.headquarters.case_identity, await card_world.booth()
    open_really = identity._opener.open
    stumbled: list[bool] = []

    def stumbling(body: bytes) -> object:
        if not stumbled:
            stumbled.append(True)
            raise RuntimeError("a fault of ours")
        return open_really(body)

    monkeypatch.setattr(identity._opener, "open", stumbling)
    cases = []
    for _ in range(2):
        content = applied(booth)
        cases.append(await handed_in(card_world, booth, content, signed(content)))
        await identity.asked()
    ends = [(await found(card_world, case_id))[0].outcome for case_id in cases]
    assert ends == ["not_checked", "confirmed"]
    card_world.clock.push(days=2)
    identity.look_again()
    assert (await found(card_world, cases[0]))[0].outcome == "confirmed"


async def test_a_signature_not_examined_by_a_fault_of_ours_is_examined_later(
    card_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity, booth = card_world.headquarters.case_identity, await card_world.booth()
    verified_really = identity._verified
    stumbled: list[bool] = []

    def stumbling(*values: Any) -> object:
        if not stumbled:
            stumbled.append(True)
            raise RuntimeError("a fault of ours")
        return verified_really(*values)

    monkeypatch.setattr(identity, "_verified", stumbling)
    content = applied(booth)
    case_id = await handed_in(card_world, booth, content, signed(content))
    card_world.clock.push(days=2)
    identity.look_again()
    (one,) = await found(card_world, case_id)
    assert (one.outcome, bool(stumbled)) == ("confirmed", True)


async def test_what_cannot_be_opened_now_is_tried_again(card_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    identity, booth = card_world.headquarters.case_identity, await card_world.booth()
    with monkeypatch.context() as patch:
        patch.setattr(identity, "_opener", Keyless())
        content = applied(booth)
        case_id = await handed_in(card_world, booth, content, signed(content))
        await identity.asked()
    assert (await found(card_world, case_id))[0].outcome == "not_checked"
    card_world.clock.push(days=2)
    identity.look_again()
    assert (await found(card_world, case_id))[0].outcome == "confirmed"


class Keyless:
    """An opener whose key was mislaid."""

    def open(self, body: bytes) -> CannotOpen:
        del body
        return CannotOpen(words="no key")


async def test_nobody_is_asked_for_ever(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    lay_down_roots(tmp_path / "trust", today())
    revocation = Revocation(source="crl", folder=tmp_path / "lists")
    async with running(
        tmp_path, cards=Cards(mode=Mode.REHEARSAL, trust=tmp_path / "trust", revocation=revocation)
    ) as world:
        booth = await world.booth()
        content = applied(booth)
        case_id = await handed_in(world, booth, content, signed(content))
        asked_before = -1
        while True:
            (one,) = await found(world, case_id)
            row = await world.headquarters.store.read(lambda c: c.execute(select(EvidenceRow)).one())
            assert row.tries > asked_before
            asked_before = row.tries
            if row.again_at is None:
                break
            world.clock.push(days=1, minutes=1)
            world.headquarters.case_identity.look_again()
        assert (row.tries, one.outcome, one.code) == (len(WAITS) + 1, "not_checked", "C-21")


@pytest.fixture
async def silent_responder() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """A responder that takes a question and does not answer."""
    came, release = asyncio.Event(), asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        came.set()
        await release.wait()
        return web.Response(status=503)

    app = web.Application()
    app.router.add_post("/", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/", came
    release.set()
    await runner.cleanup()


async def test_filing_does_not_wait_for_a_silent_responder(
    tmp_path: Path, silent_responder: tuple[str, asyncio.Event]
) -> None:
    url, came = silent_responder
    lay_down_roots(tmp_path / "trust", today())
    revocation = Revocation(source="ocsp", url=url, deadline_s=0.5)
    cards = Cards(mode=Mode.REHEARSAL, trust=tmp_path / "trust", revocation=revocation)
    async with running(tmp_path, cards=cards) as world:
        booth = await world.booth()
        content = applied(booth)
        case_id = await handed_in(world, booth, content, signed(content))
        state = await world.headquarters.store.read(lambda c: c.execute(select(col(CaseFile.signature))).scalar_one())
        assert state == "good"
        (one,) = await found(world, case_id)
        assert came.is_set()
        assert (one.outcome, one.code) == ("not_checked", "C-21")


async def test_what_was_left_open_before_a_crash_is_asked_at_the_next_start(tmp_path: Path) -> None:
    cards = rehearsing(tmp_path / "trust")
    async with running(tmp_path, cards=cards) as world:
        await world.headquarters.case_identity.stop()
        booth = await world.booth()
        content = applied(booth)
        case_id = await handed_in(world, booth, content, signed(content))
    async with running(tmp_path, cards=cards) as restarted:
        (one,) = await found(restarted, case_id)
        assert one.outcome == "confirmed"


# -- findings an application names -------------------------------------------------------------------------------


async def test_a_finding_of_the_same_visit_goes_into_the_case(either_card_world: World) -> None:
    booth = await either_card_world.booth()
    evidence_id = (await proved(booth, auth_card()))["evidence"]["evidence_id"]
    content = applied(booth, identity_events=naming(evidence_id))
    case_id = await handed_in(either_card_world, booth, content, signed(content))
    assert [one.method for one in await found(either_card_world, case_id)] == ["card_key", "card_signature"]


async def test_a_finding_belongs_to_one_case_only(card_world: World) -> None:
    booth = await card_world.booth()
    evidence_id = (await proved(booth, auth_card()))["evidence"]["evidence_id"]
    cases = []
    for _ in range(2):
        content = applied(booth, identity_events=naming(evidence_id))
        cases.append(await handed_in(card_world, booth, content, signed(content)))
    assert [len(await found(card_world, case_id)) for case_id in cases] == [2, 1]


@pytest.mark.parametrize("visit", ["the same", "another"])
async def test_what_was_found_in_a_visit_counts_for_each_application_of_it(
    either_card_world: World, visit: str
) -> None:
    world, booth = either_card_world, await either_card_world.booth()
    sato = await world.staff()
    evidence_id = (await proved(booth, auth_card()))["evidence"]["evidence_id"]
    cases = []
    for reference, of_visit in (("IE-4731-08K", None), ("IE-4731-16A", "IE-4731-08K" if visit == "the same" else None)):
        content = applied(booth, identity_events=naming(evidence_id)).model_copy(update={"reference": reference})
        key, body = booth.submission(content=content, card_signature=signed(content), of_visit=of_visit)
        cases.append((await booth.submit(key, body))[1]["case_id"])
    await world.headquarters.intake.filed()

    async def shown_in(case_id: str) -> list[tuple[str, str]]:
        events = (await sato.get(f"/api/cases/{case_id}"))[1]["identity_events"]
        return sorted((one["method"], one["outcome"]) for one in events if one["method"] == "card_key")

    assert await shown_in(cases[0]) == [("card_key", "confirmed")]
    believed = "confirmed" if visit == "the same" else "not_checked"
    assert await shown_in(cases[1]) == [("card_key", believed)]
    assert [len(await found(world, case_id)) for case_id in cases] == [2, 1], "it is kept once"


async def test_findings_of_another_booth_of_yesterday_and_of_nobody_are_not_believed(card_world: World) -> None:
    booth, other = await card_world.booth(), await card_world.booth("himeji-hojo-1", "北条支所")
    theirs = (await proved(other, auth_card()))["evidence"]["evidence_id"]
    card_world.clock.push(hours=-25)
    old = (await proved(booth, auth_card()))["evidence"]["evidence_id"]
    card_world.clock.push(hours=25)
    content = applied(booth, identity_events=naming(theirs, old, new_id()))
    case_id = await handed_in(card_world, booth, content, signed(content))
    assert [one.method for one in await found(card_world, case_id)] == ["card_signature"]


# -- tap ---------------------------------------------------------------------------------------------------------


async def shown(booth: FakeBooth, **more: Any) -> list[str]:
    status, told = await asked(booth, "taps", auth_card(**more).tap())
    assert status == 200
    return [case["receipt_number"] for case in told["cases"]]


async def number(world: World, case_id: str) -> str:
    query = select(col(CaseFile.receipt_number)).where(col(CaseFile.case_id) == case_id)
    return str(await world.headquarters.store.read(lambda c: c.execute(query).scalar_one()))


async def test_registering_after_handing_in_shows_the_case_by_tap(either_card_world: World) -> None:
    world, booth = either_card_world, await either_card_world.booth()
    content = applied(booth)
    case_id = await handed_in(world, booth, content, signed(content))
    told = await proved(booth, auth_card(), register_tap=True, submission_id=content.submission_id)
    assert told["registered"] is True
    assert await shown(booth) == [await number(world, case_id)]


async def test_registering_while_the_application_is_on_its_way_shows_it_when_it_has_come(card_world: World) -> None:
    booth = await card_world.booth()
    content = applied(booth)
    await proved(booth, auth_card(), register_tap=True, submission_id=content.submission_id)
    assert await shown(booth) == []
    case_id = await handed_in(card_world, booth, content, signed(content))
    assert await shown(booth) == [await number(card_world, case_id)]


async def test_a_registered_resident_who_proves_themselves_finds_the_new_case_too(card_world: World) -> None:
    booth = await card_world.booth()
    await proved(booth, auth_card(), register_tap=True)
    evidence_id = (await proved(booth, auth_card()))["evidence"]["evidence_id"]
    content = applied(booth, identity_events=naming(evidence_id))
    case_id = await handed_in(card_world, booth, content, signed(content))
    assert await shown(booth) == [await number(card_world, case_id)]


async def test_a_registered_resident_finds_every_case_of_the_visit_and_none_of_the_next(card_world: World) -> None:
    booth = await card_world.booth()
    await proved(booth, auth_card(), register_tap=True)
    events = naming((await proved(booth, auth_card()))["evidence"]["evidence_id"])
    for reference, of_visit in (("IE-4731-08K", None), ("IE-4731-16A", "IE-4731-08K"), ("IE-4731-24B", None)):
        content = applied(booth, identity_events=events).model_copy(update={"reference": reference})
        key, body = booth.submission(content=content, card_signature=signed(content), of_visit=of_visit)
        assert (await booth.submit(key, body))[0] == 201
    await card_world.headquarters.intake.filed()
    assert sorted(await shown(booth)) == ["2026-000001", "2026-000002"]


async def test_somebody_who_did_not_register_is_not_remembered(card_world: World) -> None:
    booth = await card_world.booth()
    evidence_id = (await proved(booth, auth_card()))["evidence"]["evidence_id"]
    content = applied(booth, identity_events=naming(evidence_id))
    await handed_in(card_world, booth, content, signed(content))
    keys = await card_world.headquarters.store.read(
        lambda c: c.execute(select(col(EvidenceRow.tap_key))).scalars().all()
    )
    assert set(keys) == {None}
    await proved(booth, auth_card(), register_tap=True)
    assert await shown(booth) == []


async def test_a_booth_cannot_register_somebody_for_the_case_of_another_booth(card_world: World) -> None:
    booth, other = await card_world.booth(), await card_world.booth("himeji-hojo-1", "北条支所")
    content = applied(booth)
    await handed_in(card_world, booth, content, signed(content))
    await proved(other, auth_card(), register_tap=True, submission_id=content.submission_id)
    assert await shown(other) == []


async def test_a_renewed_certificate_is_a_stranger(card_world: World) -> None:
    booth = await card_world.booth()
    await proved(booth, auth_card(7), register_tap=True)
    _, told = await asked(booth, "taps", auth_card(99, begins=timedelta(days=-1)).tap())
    assert (told["evidence"]["code"], told["cases"]) == ("C-30", [])
