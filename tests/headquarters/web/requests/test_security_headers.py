"""What every answer tells a browser, at both doors and whoever made it."""

import pytest

from tests.headquarters.headquarters_world import World

CLOSED = "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("path", ["/api/me", "/nowhere", "/health", "/cases", "/static/nothing.js"])
async def test_what_is_no_page_may_load_nothing_and_is_not_kept(world: World, path: str) -> None:
    http = await world.session()
    async with http.get(world.ready.staff_url + path, allow_redirects=False) as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"] == CLOSED
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert headers["Cache-Control"] == "no-store"


async def test_a_page_may_load_what_is_ours_and_a_file_is_asked_for_again(world: World) -> None:
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/sign-in") as answer:
        assert "script-src 'self'" in answer.headers.getone("Content-Security-Policy")
    async with http.get(f"{world.ready.staff_url}/static/console.css") as answer:
        assert answer.headers.getall("Cache-Control") == ["no-cache"]


async def test_a_fault_of_ours_is_closed_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stumble() -> None:
        raise RuntimeError

    monkeypatch.setattr(world.headquarters.desk.insights, "today", stumble)
    sato = await world.staff()
    async with sato.http.get(f"{sato.url}/api/today") as answer:
        assert (answer.status, answer.headers["Content-Security-Policy"]) == (500, CLOSED)


async def test_the_booths_door_says_the_same(world: World) -> None:
    booth = await world.booth()
    for path, status in (("/health", 200), ("/nowhere", 404)):
        async with booth.http.get(booth.url + path) as answer:
            assert (answer.status, answer.headers["Content-Security-Policy"]) == (status, CLOSED)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
