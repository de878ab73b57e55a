"""What every answer tells a browser, at both doors and whoever made it."""

import aiohttp
import pytest

from kiosk.headquarters.web.requests.security_headers import FOR_ALL, STAY_WITH_TLS
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


async def test_a_socket_that_is_refused_is_answered_like_any_other_request(world: World) -> None:
    booth, stranger = await world.booth(), await world.session()
    refused = []
    for http, url in (
        (stranger, f"{world.ready.staff_url}/console/line"),
        (stranger, f"{world.ready.staff_url}/nowhere"),
        (booth.http, f"{booth.url}/nowhere"),
    ):
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await http.ws_connect(url)
        assert error.value.headers is not None
        refused.append((error.value.status, error.value.headers))
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "99"}
    async with stranger.get(f"{world.ready.staff_url}/console/line", headers=upgrade) as answer:
        refused.append((answer.status, answer.headers))
    assert [status for status, _ in refused] == [403, 403, 403, 400]
    for _, headers in refused:
        assert {name: headers.getall(name) for name in FOR_ALL} == {name: [value] for name, value in FOR_ALL.items()}
        assert len(headers.getall("Date")) == 1
    assert STAY_WITH_TLS[0] in refused[2][1], "that door has TLS"
