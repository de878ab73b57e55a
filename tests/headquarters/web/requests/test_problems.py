"""Errors over HTTP all have one shape."""

import pytest
from sqlalchemy import text

from tests.headquarters.headquarters_world import World


async def test_unknown_pages_and_wrong_verbs_are_problems(world: World) -> None:
    http = await world.session()
    for verb, path, status in (("GET", "/nothing", 404), ("DELETE", "/health", 405)):
        async with http.request(verb, world.ready.staff_url + path) as answer:
            problem = await answer.json(content_type=None)
            assert (answer.status, problem["status"], problem["type"]) == (
                status,
                status,
                f"urn:kiosk:problem:http-{status}",
            )
            assert answer.content_type == "application/problem+json"


async def test_what_was_typed_is_not_repeated(world: World) -> None:
    http = await world.session()
    body = {"name": "x" * 61, "password": "秘密のことば"}
    async with http.post(f"{world.ready.staff_url}/api/sign-in", json=body) as answer:
        text_of_it = await answer.text()
    assert (answer.status, "秘密" in text_of_it, "body.name" in text_of_it) == (422, False, True)


async def test_a_store_that_fails_is_said_and_the_booth_may_try_again(world: World) -> None:
    booth = await world.booth()
    store = world.headquarters.store
    pages = await store.read(lambda c: c.execute(text("PRAGMA page_count")).scalar_one())
    await store.write(lambda c: c.execute(text(f"PRAGMA max_page_count = {pages}")).scalar_one())
    key, body = booth.submission()
    tries = 0
    while (answer := await booth.submit(key, body))[0] == 201:
        tries += 1
        assert tries < 30
        key, body = booth.submission()
    assert (answer[0], answer[1]["type"]) == (503, "urn:kiosk:problem:store-unavailable")
    await store.write(lambda c: c.execute(text("PRAGMA max_page_count = 1000000")).scalar_one())
    assert (await booth.submit(key, body))[0] == 201


async def test_a_fault_of_ours_tells_nothing_and_logs_no_text(
    world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def stumble() -> None:
        raise RuntimeError("葛西さんの住所")

    monkeypatch.setattr(world.headquarters.desk.insights, "today", stumble)
    sato = await world.staff()
    async with sato.http.get(f"{sato.url}/api/today") as answer:
        problem = await answer.json(content_type=None)
    assert (answer.status, problem["type"]) == (500, "urn:kiosk:problem:fault")
    written = capfd.readouterr()
    assert "葛西" not in written.err + written.out
    assert "request_failed" in written.err
