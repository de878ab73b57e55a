"""The JSON API over the real staff door: who may what, and how a refusal looks."""

import pytest

from kiosk.applications.application import Signature
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.headquarters.staff.views import Role
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import BOOTH, PASSWORD, PLACE, SCAN, World, application
from tests.pictures.bomb import bomb


async def test_without_a_session_there_is_nothing_to_see(world: World) -> None:
    http = await world.session()
    for path in ("/api/cases", "/api/fleet", "/api/audit", "/api/me", "/api/today"):
        async with http.get(world.ready.staff_url + path) as answer:
            assert answer.status == 401
            assert answer.content_type == "application/problem+json"
            assert (await answer.json(content_type=None))["type"] == "urn:kiosk:problem:not-signed-in"


async def test_a_wrong_password_is_said_kindly(world: World) -> None:
    await world.staff()
    http = await world.session()
    body = {"name": "sato", "password": "まちがい"}
    async with http.post(f"{world.ready.staff_url}/api/sign-in", json=body) as answer:
        assert (answer.status, (await answer.json(content_type=None))["title"]) == (
            401,
            "職員名またはパスワードが違います。",
        )


async def test_the_cookie_is_closed_to_scripts_and_other_sites(world: World) -> None:
    await world.staff()
    http = await world.session()
    body = {"name": "sato", "password": PASSWORD}
    async with http.post(f"{world.ready.staff_url}/api/sign-in", json=body) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


async def test_a_case_is_listed_read_and_changed(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    key, body = booth.submission()
    case_id = (await booth.submit(key, body))[1]["case_id"]
    await world.headquarters.intake.filed()
    assert (await sato.get("/api/cases?state=new"))[1]["total"] == 1
    status, case = await sato.get(f"/api/cases/{case_id}")
    assert (status, case["answers"][0]["source"]) == (200, "card")
    async with sato.http.get(f"{sato.url}/api/cases/{case_id}/document.pdf") as answer:
        assert (answer.content_type, (await answer.read())[:5]) == ("application/pdf", b"%PDF-")
    status, line = await sato.post(f"/api/cases/{case_id}", {"state": "in_hand"})
    assert (status, line["state"]) == (200, "in_hand")
    status, problem = await sato.post(f"/api/cases/{case_id}", {"state": "new", "note": "x" * 2001})
    assert (status, problem["type"]) == (422, "urn:kiosk:problem:invalid")
    assert (await sato.get("/api/cases/nothing"))[0] == 404
    assert (await sato.get("/api/today"))[1]["calls"] == 0


async def test_a_change_needs_the_sessions_value_and_our_own_page(world: World) -> None:
    admin = await world.staff("admin", Role.ADMIN)
    body = {"booth_id": BOOTH, "place": PLACE}
    assert (await admin.post("/api/enrolment-codes", body, csrf="0" * 32))[0] == 403
    headers = {"X-Kiosk-Token": admin.csrf, "Origin": "https://elsewhere.example"}
    async with admin.http.post(f"{admin.url}/api/enrolment-codes", json=body, headers=headers) as answer:
        assert (answer.status, (await answer.json(content_type=None))["type"]) == (
            403,
            "urn:kiosk:problem:other-origin",
        )
    status, code = await admin.post("/api/enrolment-codes", body)
    assert (status, len(code["code"])) == (201, 14)
    assert (await admin.post("/api/enrolment-codes", {"booth_id": "B 1", "place": PLACE}))[0] == 422


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.CLERK, "cases"), (Role.SUPERVISOR, "cases"), (Role.ADMIN, "audit"), (Role.AUDITOR, "audit")],
)
async def test_each_role_sees_its_own(world: World, role: Role, allowed: str) -> None:
    person = await world.staff("person", role)
    for path in ("cases", "audit"):
        assert (await person.get(f"/api/{path}"))[0] == (200 if path == allowed else 403)
    code = (await person.post("/api/enrolment-codes", {"booth_id": BOOTH, "place": PLACE}))[0]
    assert code == (201 if role is Role.ADMIN else 403)
    assert (await person.get("/api/fleet"))[0] == 200


async def test_an_administrator_makes_accounts_and_revokes_booths(world: World) -> None:
    admin = await world.staff("admin", Role.ADMIN)
    new = {"account": "abe", "name": "阿部", "section": "福祉課", "role": "clerk", "password": PASSWORD}
    assert (await admin.post("/api/staff", new))[0] == 201
    assert (await admin.post("/api/staff", new))[1]["type"] == "urn:kiosk:problem:account-taken"
    abe = await world.sign_in("abe")
    assert abe.staff.name == "阿部"
    assert (await abe.post("/api/staff", new))[0] == 403
    assert (await abe.post(f"/api/fleet/{BOOTH}/revoke", {}))[0] == 403
    assert (await admin.post(f"/api/fleet/{BOOTH}/revoke", {}))[0] == 404


async def test_a_picture_too_large_to_decode_is_a_sentence_for_staff(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    large = Attachment(SIGNATURE, "image/png", bomb())
    signed = application(new_id(), booth.booth_id).model_copy(
        update={
            "signature": Signature(kind="drawn", png_sha256=large.note().sha256),
            "attachments": (large.note(),),
        }
    )
    key, body = booth.submission(content=signed, papers=(large,))
    answer = (await booth.submit(key, body))[1]
    case = (await sato.get(f"/api/cases/{answer['case_id']}"))[1]
    shown = {paper["name"]: paper["problem"] for paper in case["attachments"]}
    assert shown[SIGNATURE] == "画像が大きすぎるため表示しません。本人に確認し、書きなおしてもらってください。"
    assert (await sato.get(f"/api/cases/{answer['case_id']}/attachments/{SIGNATURE}"))[0] == 409
    async with sato.http.get(f"{sato.url}/cases/{answer['case_id']}/document.pdf") as document:
        assert (document.status, document.content_type) == (200, "application/pdf")


async def test_after_signing_out_the_session_is_gone(world: World) -> None:
    sato = await world.staff()
    assert (await sato.get("/api/me"))[1]["csrf"] == sato.csrf
    assert (await sato.post("/api/sign-out", {}, csrf="of another page"))[0] == 403
    assert (await sato.get("/api/me"))[0] == 200
    assert (await sato.post("/api/sign-out", {}))[0] == 204
    assert (await sato.get("/api/me"))[0] == 401


async def test_a_paper_of_a_case_is_shown_and_the_look_remembered(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    key, body = booth.submission()
    case_id = (await booth.submit(key, body))[1]["case_id"]
    async with sato.http.get(f"{sato.url}/api/cases/{case_id}/attachments/scan-1") as answer:
        assert (answer.status, answer.content_type, await answer.read()) == (200, "image/png", SCAN.content)
        assert (answer.headers["Content-Security-Policy"], answer.headers["Cache-Control"]) == ("sandbox", "no-store")
    assert (await sato.get(f"/api/cases/{case_id}/attachments/nothing"))[0] == 409
    case = (await sato.get(f"/api/cases/{case_id}"))[1]
    assert case["attachments"] == [
        {"name": "scan-1", "media_type": "image/png", "size": len(SCAN.content), "problem": ""}
    ]
    assert [look["what"] for look in case["looks"]] == ["case", "document", "document"]
