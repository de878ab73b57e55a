"""The cookies of the staff door over HTTP: closed to scripts, and known at the next sign-in."""

from typing import Any

from tests.headquarters.headquarters_world import PASSWORD, World


async def test_both_cookies_are_closed_to_scripts_and_only_the_browsers_is_kept(world: World) -> None:
    await world.staff()
    http = await world.session()
    async with http.post(f"{world.ready.staff_url}/api/sign-in", json={"name": "sato", "password": PASSWORD}) as answer:
        session, browser = answer.headers.getall("Set-Cookie")
    for cookie in (session, browser):
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
    assert ("Max-Age" in session, "Max-Age=15552000" in browser) == (False, True)


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
