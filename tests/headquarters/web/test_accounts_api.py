"""Accounts over the API: who may, and what is refused."""

from kiosk.headquarters.staff.views import Role
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import World


async def test_an_administrator_sees_closes_and_opens_accounts(world: World) -> None:
    sato, admin = await world.staff(), await world.staff("admin", Role.ADMIN)
    path = f"/api/staff/{sato.staff.staff_id}"
    assert (await admin.post(f"{path}/close", {}))[0] == 204
    assert (await sato.get("/api/me"))[0] == 401
    status, roster = await admin.get("/api/staff")
    assert status == 200
    assert [(line["staff"]["account"], line["closed_at"] is None) for line in roster] == [
        ("admin", True),
        ("sato", False),
    ]
    assert (await admin.post(f"{path}/reopen", {}))[0] == 204
    assert (await (await world.sign_in("sato")).get("/api/me"))[0] == 200


async def test_nobody_closes_their_own_account(world: World) -> None:
    admin = await world.staff("admin", Role.ADMIN)
    status, problem = await admin.post(f"/api/staff/{admin.staff.staff_id}/close", {})
    assert (status, problem["type"]) == (409, "urn:kiosk:problem:own-account")
    assert (await admin.get("/api/me"))[0] == 200


async def test_a_clerk_signs_out_themselves_and_nobody_else(world: World) -> None:
    sato, abe = await world.staff(), await world.staff("abe")
    assert (await sato.get("/api/staff"))[0] == 403
    for verb in ("close", "reopen", "sign-out"):
        assert (await sato.post(f"/api/staff/{abe.staff.staff_id}/{verb}", {}))[0] == 403
    assert (await sato.post(f"/api/staff/{sato.staff.staff_id}/sign-out", {}))[0] == 204
    assert (await sato.get("/api/me"))[0] == 401
    assert (await abe.get("/api/me"))[0] == 200


async def test_an_account_that_is_not_there_is_said(world: World) -> None:
    admin = await world.staff("admin", Role.ADMIN)
    for verb in ("close", "reopen", "sign-out"):
        assert (await admin.post(f"/api/staff/{new_id()}/{verb}", {}))[0] == 404


async def test_a_change_needs_the_sessions_own_value(world: World) -> None:
    sato, admin = await world.staff(), await world.staff("admin", Role.ADMIN)
    assert (await admin.post(f"/api/staff/{sato.staff.staff_id}/close", {}, csrf="other"))[0] == 403
    assert (await sato.get("/api/me"))[0] == 200
