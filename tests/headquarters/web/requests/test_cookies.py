"""The cookies of the staff door over HTTP: closed to scripts, and known at the next sign-in."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.headquarters.settings import StaffDoor
from kiosk.headquarters.staff.views import Role
from tests.headquarters.headquarters_world import PASSWORD, World, running


async def test_both_cookies_are_closed_to_scripts_and_only_the_browsers_is_kept(world: World) -> None:
    await world.staff()
    http = await world.session()
    async with http.post(f"{world.ready.staff_url}/api/sign-in", json={"name": "sato", "password": PASSWORD}) as answer:
        session, browser = answer.headers.getall("Set-Cookie")
    for cookie in (session, browser):
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
    assert ("Max-Age" in session, "Max-Age=15552000" in browser) == (False, True)


@pytest.mark.parametrize("path", ["/api/sign-in", "/sign-in"])
async def test_at_a_door_with_tls_both_cookies_come_back_by_tls_only(tmp_path: Path, path: str) -> None:
    async with running(tmp_path, staff_door=StaffDoor(port=0)) as world:
        await world.headquarters.desk.staff.add("sato", "佐藤花子", "市民課", Role.CLERK, PASSWORD)
        http = await world.session(world.trust())
        sent = {"name": "sato", "password": PASSWORD}
        how: dict[str, Any] = {"json": sent} if path.startswith("/api") else {"data": sent, "allow_redirects": False}
        async with http.post(world.ready.staff_url + path, **how) as answer:
            assert ["Secure" in cookie for cookie in answer.headers.getall("Set-Cookie")] == [True, True]


async def test_a_known_browser_signs_in_while_a_stranger_on_the_same_machine_guesses(world: World) -> None:
    sato = await world.staff()
    await sato.post("/api/sign-out", {})
    stranger = await world.session()
    statuses = []
    for path in ("/api/sign-in", "/sign-in") * 5:
        sent = {"name": "sato", "password": "guess"}
        how: dict[str, Any] = {"json": sent} if path.startswith("/api") else {"data": sent}
        async with stranger.post(world.ready.staff_url + path, **how) as answer:
            statuses.append((answer.status, "Retry-After" in answer.headers))
    assert statuses == [(401, False)] * 5 + [(429, True)] * 5
    async with sato.http.post(f"{sato.url}/api/sign-in", json={"name": "sato", "password": PASSWORD}) as answer:
        assert answer.status == 200
