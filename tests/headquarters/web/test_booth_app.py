"""The booth door's smaller routes."""

import re
from pathlib import Path

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from kiosk.headquarters.settings import Turn
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.web.booth_app import RENEWALS
from kiosk.protocol.calls import RelayGiven
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import FakeBooth, World, csr, new_key, running


async def test_a_renewed_certificate_opens_the_door(world: World) -> None:
    booth = await world.booth()
    key = new_key()
    async with booth.http.post(f"{booth.url}/renew", json={"csr": csr(key)}) as answer:
        enrolled = await answer.json()
    fresh = await world.enrolled_booth(booth.booth_id, key, enrolled["certificate"])
    assert (await fresh.submit(*fresh.submission()))[0] == 201
    assert (enrolled["place"], enrolled["municipality"], enrolled["booth_url"]) == ("家島支所", "姫路市", booth.url)


async def test_a_bad_renewal_is_refused(world: World) -> None:
    booth = await world.booth()
    async with booth.http.post(f"{booth.url}/renew", json={"csr": "nonsense"}) as answer:
        assert answer.status == 422


async def test_sealing_keys_are_given(world: World) -> None:
    booth = await world.booth()
    async with booth.http.get(f"{booth.url}/sealing-keys") as answer:
        assert [key["key_id"] for key in await answer.json()] == ["hq-1a", "hq-1b"]


async def test_a_receipt_is_only_for_the_booth_that_sent(world: World) -> None:
    booth, other = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    key, body = booth.submission()
    await booth.submit(key, body)
    for asking, status in ((booth, 200), (other, 404)):
        async with asking.http.get(f"{asking.url}/submissions/{key}/receipt") as answer:
            assert answer.status == status


async def test_there_are_no_pages_at_the_booth_door(world: World) -> None:
    booth = await world.booth()
    for path in ("/", "/cases", "/api/cases", "/openapi.json", "/docs", "/enrol"):
        async with booth.http.get(booth.url + path) as answer:
            assert answer.status == 404


async def test_a_body_without_a_length_is_measured_as_it_comes(world: World) -> None:
    booth = await world.booth()

    async def endless() -> object:
        for _ in range(25):
            yield bytes(2**20)

    headers = {"Content-Type": "application/vnd.kiosk.submission", "Idempotency-Key": "x"}
    async with booth.http.post(f"{booth.url}/submissions", data=endless(), headers=headers) as answer:
        assert answer.status == 413


async def test_a_booth_is_given_the_relay_to_try(tmp_path: Path) -> None:
    secret = tmp_path / "turn.secret"
    secret.write_text("shared")
    async with running(tmp_path / "hq", turn=Turn(urls=("turn:turn.example",), secret_file=secret)) as world:
        booth = await world.booth()
        async with booth.http.get(f"{booth.url}/relay") as answer:
            (server,) = RelayGiven.model_validate(await answer.json()).ice_servers
    assert server.urls == ("turn:turn.example",)
    assert server.username is not None
    assert server.username.endswith(":himeji-ieshima-1")
    assert server.credential


async def test_a_booth_renews_itself_a_few_times_and_not_without_end(world: World) -> None:
    """Each renewal makes a certificate and a line of the audit, which nothing ever takes away again."""
    booth, other = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    request = csr(new_key())

    async def renewed(one: FakeBooth) -> int:
        async with one.http.post(f"{one.url}/renew", json={"csr": request}) as answer:
            return answer.status

    assert [await renewed(booth) for _ in range(RENEWALS.at_once)] == [200] * RENEWALS.at_once
    assert await renewed(booth) == 429
    assert await renewed(other) == 200, "each has its own"
    world.clock.push(minutes=10)
    assert await renewed(booth) == 200


@pytest.mark.parametrize("why", ["revoked", "enrolled again"])
async def test_who_was_shut_out_is_refused_at_every_route(world: World, why: str) -> None:
    booth, admin = await world.booth(), await world.staff("kanri", Role.ADMIN)
    if why == "revoked":
        await world.headquarters.desk.booths.revoke(booth.booth_id, admin.staff)
    else:
        await world.booth()
    routes = [
        (min(route.methods or {""}), re.sub(r"\{\w+\}", new_id(), route.path))
        for context in iter_route_contexts(world.headquarters.booth_door.app().routes)
        if isinstance(route := context.original_route, APIRoute)
    ]
    assert len(routes) >= 12
    answers = {}
    for method, path in routes:
        async with booth.http.request(method, booth.url + path, data=b"{}" if method == "POST" else None) as answer:
            answers[path] = (answer.status, (await answer.json(content_type=None))["type"])
    assert set(answers.values()) == {(403, "urn:kiosk:problem:not-enrolled")}, answers
