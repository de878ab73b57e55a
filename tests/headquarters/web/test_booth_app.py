"""The booth door's smaller routes."""

from pathlib import Path

from kiosk.headquarters.settings import Turn
from kiosk.protocol.calls import RelayGiven
from tests.headquarters.headquarters_world import World, csr, new_key, running


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
