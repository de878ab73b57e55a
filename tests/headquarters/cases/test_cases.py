"""Cases: what staff see, what they may change, and that every look is remembered."""

import asyncio
import subprocess
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from kiosk.applications.application import IdentityEvent
from kiosk.headquarters.cases.views import (
    CannotOpen,
    CaseFilter,
    CaseLine,
    CasePage,
    CaseState,
    CaseView,
    NoSuchCase,
    SignatureState,
    WrongState,
)
from kiosk.headquarters.identity import evidence_records, views
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.tables import AuditLine, EvidenceRow
from kiosk.headquarters.view import Unreadable
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome
from tests.headquarters.card_world import KASAI, applied, auth_card, handed_in, proved, sign_certificate, signed, today
from tests.headquarters.headquarters_world import NAME, SignedIn, World


async def received(world: World, **changes: Any) -> str:
    booth = await world.booth()
    key, body = booth.submission(**changes)
    status, receipt = await booth.submit(key, body)
    assert status == 201
    await world.headquarters.intake.filed()
    return str(receipt["case_id"])


async def one_case(world: World) -> tuple[str, SignedIn]:
    return await received(world), await world.staff()


async def test_a_case_shows_every_answer_with_its_source(world: World) -> None:
    case_id, sato = await one_case(world)
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    name, copies = case.answers
    assert (name.text, name.source_words, name.is_name) == (NAME, "マイナンバーカード", True)
    assert (copies.label, copies.text, copies.source_words) == ("通数", "2通", "本人が記入")
    assert (case.title, case.signature, case.signature_words) == (
        "住民票の写し等の請求",
        SignatureState.GOOD,
        "端末の署名を確認済み",
    )
    assert case.signature_detail.startswith("端末の証明書の番号：")
    assert case.identity_events[0].words == "カードの読み取り（暗証番号）"
    assert NAME not in repr(case)


async def test_a_case_of_another_version_is_marked_and_the_others_are_shown(world: World) -> None:
    case_id, sato = await one_case(world)
    booth = await world.booth("himeji-hojo-1", "北条支所")
    await booth.submit(*booth.submission())
    await world.headquarters.intake.filed()

    def act(connection: Connection) -> None:
        connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        connection.execute(
            text("UPDATE case_file SET state = 'sent_on', created_at = '9999-12-31' WHERE case_id = :id"),
            {"id": case_id},
        )

    await world.headquarters.store.write(act)
    desk = world.headquarters.desk
    page = await desk.cases(sato.staff, CaseFilter())
    assert isinstance(page, CasePage)
    shown, marked = page.lines
    assert isinstance(shown, CaseLine)
    assert isinstance(marked, Unreadable)
    assert (shown.place, sum(page.counts.values()), page.total) == ("北条支所", 1, 2)
    async with sato.http.get(f"{sato.url}/cases") as answer:
        html = await answer.text()
    assert answer.status == 200
    assert marked.unreadable in html
    assert marked.words in html
    assert await desk.case(case_id, sato.staff) == CannotOpen(words=marked.words)


async def test_a_case_with_a_time_out_of_bounds_is_shown_without_it(world: World) -> None:
    """Earlier versions took any year."""
    case_id, sato = await one_case(world)
    bad = "UPDATE case_file SET created_at = '9999-12-31T23:59:59-23:59'"
    await world.headquarters.store.write(lambda c: c.execute(text(bad)))
    async with sato.http.get(f"{sato.url}/cases/{case_id}") as answer:
        assert answer.status == 200
        assert "不明" in await answer.text()


async def test_every_look_is_in_the_audit_and_shown(world: World) -> None:
    case_id, sato = await one_case(world)
    desk = world.headquarters.desk
    suzuki = await world.staff("suzuki", Role.SUPERVISOR, name="鈴木一郎")
    await desk.case(case_id, sato.staff)
    await desk.case_document(case_id, suzuki.staff)
    case = await desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    assert [(look.who, look.what) for look in case.looks] == [
        ("佐藤花子", "case"),
        ("鈴木一郎", "document"),
        ("佐藤花子", "case"),
    ]
    assert await world.headquarters.store.read(audit.first_broken) is None


async def test_nothing_a_resident_wrote_is_in_the_store_in_clear(world: World) -> None:
    case_id, sato = await one_case(world)
    await world.headquarters.desk.case(case_id, sato.staff)
    files = [path.read_bytes() for path in world.headquarters.folder.glob("headquarters.sqlite3*")]
    assert files
    assert not any(part.encode() in content for content in files for part in ("葛\U000e0102西", "辻\U000e0102子"))


def text_of(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


async def test_the_document_is_a_pdf_with_the_receipt_number(world: World) -> None:
    case_id, sato = await one_case(world)
    pdf = await world.headquarters.desk.case_document(case_id, sato.staff)
    assert isinstance(pdf, bytes)
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    assert case.line.receipt_number in text_of(pdf)


async def test_staff_and_the_paper_say_what_the_application_rests_on(world: World) -> None:
    case_id, sato = await one_case(world)
    desk = world.headquarters.desk
    case, pdf = await desk.case(case_id, sato.staff), await desk.case_document(case_id, sato.staff)
    assert isinstance(case, CaseView)
    assert (case.form, case.law[0]) == ("juminhyo 3.1.0", "住民基本台帳法12条")
    async with sato.http.get(f"{sato.url}/cases/{case_id}") as answer:
        html = await answer.text()
    assert "、".join(case.law) in html
    assert isinstance(pdf, bytes)
    paper = text_of(pdf).replace("\n", "")
    assert all(one in paper for one in ("様式の版 3.1.0", *case.law))


async def test_a_case_nobody_can_open_says_why(world: World) -> None:
    case_id = await received(world, procedure_version="9.9.9")
    sato = await world.staff()
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    assert (case.opened, case.answers, case.signature) == (False, (), SignatureState.CANNOT_OPEN)
    assert "書き換えられています" in case.signature_words
    assert isinstance(await world.headquarters.desk.case_document(case_id, sato.staff), CannotOpen)


async def test_a_case_that_is_not_there_is_said(world: World) -> None:
    sato = (await world.staff()).staff
    desk = world.headquarters.desk
    assert isinstance(await desk.case("nothing", sato), NoSuchCase)
    assert isinstance(await desk.case_document("nothing", sato), NoSuchCase)
    assert isinstance(await desk.change_case("nothing", sato, CaseState.IN_HAND), NoSuchCase)


async def test_a_case_goes_from_new_to_done_with_its_history(world: World) -> None:
    case_id, sato = await one_case(world)
    desk = world.headquarters.desk
    line = await desk.change_case(case_id, sato.staff, CaseState.IN_HAND, "電話しました")
    assert isinstance(line, CaseLine)
    assert (line.state, line.taken_by) == (CaseState.IN_HAND, "佐藤花子")
    await desk.change_case(case_id, sato.staff, CaseState.DONE)
    case = await desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    assert [(event.words, event.note) for event in case.history[1:]] == [("対応中", "電話しました"), ("完了", "")]
    assert case.next_states == (CaseState.IN_HAND,)


async def test_only_one_of_two_people_takes_a_case(world: World) -> None:
    case_id, sato = await one_case(world)
    suzuki = await world.staff("suzuki", name="鈴木一郎")
    desk = world.headquarters.desk
    answers = await asyncio.gather(*(desk.change_case(case_id, one.staff, CaseState.IN_HAND) for one in (sato, suzuki)))
    assert {type(answer) for answer in answers} == {CaseLine, WrongState}


@pytest.mark.parametrize("state", [CaseState.DONE, CaseState.NEW])
async def test_a_step_that_is_not_possible_is_refused(world: World, state: CaseState) -> None:
    case_id, sato = await one_case(world)
    assert await world.headquarters.desk.change_case(case_id, sato.staff, state) == WrongState(state=CaseState.NEW)


def numbers_of(page: CasePage) -> list[str]:
    return [line.receipt_number for line in page.lines if isinstance(line, CaseLine)]


async def test_the_list_is_filtered_counted_and_paged(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    numbers = []
    for _ in range(3):
        key, body = booth.submission()
        numbers.append((await booth.submit(key, body))[1]["receipt_number"])
    desk = world.headquarters.desk
    page = await desk.cases(sato.staff, CaseFilter())
    assert isinstance(page, CasePage)
    assert numbers_of(page) == numbers[::-1]
    assert page.counts[CaseState.NEW] == 3
    one = await desk.cases(sato.staff, CaseFilter(number=numbers[1][-6:]))
    assert isinstance(one, CasePage)
    assert numbers_of(one) == [numbers[1]]
    none = await desk.cases(sato.staff, CaseFilter(state=CaseState.DONE, procedure="juminhyo", number="%"), 7)
    assert isinstance(none, CasePage)
    assert (none.lines, none.pages, none.total) == ((), 1, 0)


async def test_a_case_shows_who_applied_how_surely_and_what_is_missing(card_world: World) -> None:
    booth, sato = await card_world.booth(), await card_world.staff()
    judged = await proved(booth, auth_card())
    named = IdentityEvent.model_validate(
        {"level": "A3", "method": "card_key", "outcome": "confirmed", "at": today()}
        | {"evidence": judged["evidence"]["evidence_id"]}
    )
    content = applied(booth, identity_events=(named,))
    case_id = await handed_in(card_world, booth, content, signed(content.model_copy(update={"fee": 1})))
    status, case = await sato.get(f"/api/cases/{case_id}")
    assert status == 200
    proof, signature = case["identity_events"]
    assert (proof["method"], proof["outcome"], proof["steps"][0]["verdict"]) == ("card_key", "confirmed", "good")
    assert (signature["outcome"], signature["code"]) == ("not_confirmed", "C-23")
    assert "責任者" in signature["sentence"]
    assert (case["identity"]["reached"], case["identity"]["needed"]) == ("A1", "A3")
    assert len(case["identity"]["missing"]) == 1


@pytest.mark.parametrize(
    "damage", ["steps = 'no json'", "steps = '5'", "method = 'seen_in_a_dream'", "steps = '[{\"step\": 1}]'"]
)
async def test_a_finding_that_cannot_be_read_is_marked_and_the_others_are_shown(world: World, damage: str) -> None:
    case_id, sato = await one_case(world)

    def act(connection: Connection) -> str:
        damaged = face_compared(connection, case_id)
        face_compared(connection, case_id)
        connection.execute(text(f"UPDATE evidence SET {damage} WHERE evidence_id = :id"), {"id": damaged})
        return damaged

    damaged = await world.headquarters.store.write(act)
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    *shown, marked = case.identity_events
    assert marked == Unreadable(unreadable=damaged)
    assert [one.method for one in shown if isinstance(one, views.IdentityEvent)] == ["card_pin", "face_compared"]
    assert case.identity is not None
    assert case.identity.reached == "A3"
    assert "わかりません" in case.identity.words, "what cannot be read may be what outweighs the rest"
    async with sato.http.get(f"{sato.url}/cases/{case_id}") as answer:
        html = await answer.text()
    assert (answer.status, damaged in html, marked.words in html) == (200, True, True)
    assert "済んでいます" not in html


def face_compared(connection: Connection, case_id: str) -> str:
    found = Evidence(
        evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=Outcome.CONFIRMED, at=today()
    )
    where = evidence_records.Where("himeji-ieshima-1", case_id=case_id)
    evidence_records.keep(connection, found, where, audit.SYSTEM, "identity_looked_at")
    return found.evidence_id


async def test_staff_see_what_to_compare_where_the_certificate_writes_a_name_otherwise(card_world: World) -> None:
    booth, sato = await card_world.booth(), await card_world.staff()
    by_sound = sign_certificate(person=replace(KASAI, name="ツジ西　辻子", name_flags="110000"))
    content = applied(booth)
    case_id = await handed_in(card_world, booth, content, signed(content, by_sound))
    _, case = await sato.get(f"/api/cases/{case_id}")
    (signature,) = [one for one in case["identity_events"] if one["method"] == "card_signature"]
    assert signature["outcome"] == "not_checked"
    assert "見くらべて" in signature["sentence"]
    (name,) = case["holder"]
    assert (name["words"], name["certified"]) == ("氏名", [["ツジ", True], ["西　辻子", False]])
    assert name["written"] == KASAI.name
    assert "ツジ" not in await _everything_kept(card_world)


async def _everything_kept(world: World) -> str:
    """All rows of the findings and the audit, as text."""
    kept = (EvidenceRow, AuditLine)
    return str(await world.headquarters.store.read(lambda c: [c.execute(select(one)).all() for one in kept]))
