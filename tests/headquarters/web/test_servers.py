"""Two real doors: who gets in at the booths' and who does not."""

from pathlib import Path

import aiohttp
import pytest

from kiosk.headquarters.keys.authority import Authority, open_authority
from kiosk.headquarters.settings import Door, StaffDoor
from kiosk.headquarters.web import servers
from kiosk.headquarters.web.requests.body_limit import LARGEST_BODY_BYTES
from tests.headquarters.headquarters_world import World, csr, new_key, running


async def test_an_enrolled_booth_comes_in(world: World) -> None:
    booth = await world.booth()
    async with booth.http.get(f"{booth.url}/health") as answer:
        assert answer.status == 200


async def test_without_a_certificate_nobody_comes_in(world: World) -> None:
    http = await world.session(world.trust())
    with pytest.raises(aiohttp.ClientError):
        await http.get(f"{world.ready.booth_url}/health")


async def test_a_certificate_of_another_authority_does_not_open(world: World) -> None:
    stranger: Authority = open_authority(world.folder / "other", "隣の市", world.clock)
    key = new_key()
    issued = stranger.certify_booth(csr(key), "himeji-ieshima-1", world.headquarters.settings.certificate_life)
    booth = await world.enrolled_booth("himeji-ieshima-1", key, issued.pem)
    with pytest.raises(aiohttp.ClientError):
        await booth.http.get(f"{booth.url}/health")


async def test_a_certificate_of_ours_that_was_never_enrolled_is_refused(world: World) -> None:
    key = new_key()
    life = world.headquarters.settings.certificate_life
    issued = world.headquarters.authority.certify_booth(csr(key), "himeji-ieshima-1", life)
    booth = await world.enrolled_booth("himeji-ieshima-1", key, issued.pem)
    status, problem = await booth.submit("any", b"")
    assert (status, problem["type"]) == (403, "urn:kiosk:problem:not-enrolled")


async def test_the_doors_own_certificate_is_no_booths(world: World) -> None:
    context = world.trust()
    context.load_cert_chain(world.headquarters.folder / "keys" / "booth-door.pem")
    http = await world.session(context)
    with pytest.raises(aiohttp.ClientError):
        await http.get(f"{world.ready.booth_url}/health")


async def test_the_staff_door_speaks_tls_that_our_authority_vouches_for(tmp_path: Path) -> None:
    async with running(tmp_path, staff_door=StaffDoor(port=0)) as world:
        http = await world.session(world.trust())
        async with http.get(f"{world.ready.staff_url}/health") as answer:
            assert world.ready.staff_url.startswith("https://")
            assert (await answer.json())["ok"] is True


async def test_every_answer_over_tls_tells_browsers_to_stay_with_it(world: World, tmp_path: Path) -> None:
    async with running(tmp_path / "tls", staff_door=StaffDoor(port=0)) as over_tls:
        url, http = over_tls.ready.staff_url, await over_tls.session(over_tls.trust())
        foreign, large = {"Origin": "https://elsewhere.example"}, b"x" * (LARGEST_BODY_BYTES + 1)
        asked = (
            (200, http.get(f"{url}/health")),
            (404, http.get(f"{url}/nowhere")),
            (403, http.post(f"{url}/sign-in", headers=foreign)),
            (413, http.post(f"{url}/sign-in", data=large)),
        )
        for status, request in asked:
            async with request as answer:
                assert (answer.status, answer.headers["Strict-Transport-Security"]) == (status, "max-age=31536000")
    plain = await world.session()
    async with plain.get(f"{world.ready.staff_url}/health") as answer:
        assert "Strict-Transport-Security" not in answer.headers


async def test_headquarters_stops_while_links_are_open(world: World) -> None:
    link = await (await world.booth()).arrive()
    world.headquarters.doors_open.ask_to_close()
    assert await link.closed() == 1012


def test_a_door_that_is_taken_is_named() -> None:
    with servers.listen(Door()) as taken:
        door = Door(port=taken.getsockname()[1])
        with pytest.raises(servers.DoorBlocked, match=str(door.port)):
            servers.listen(door)


def test_a_door_on_every_address_is_found_by_name() -> None:
    listener = servers.listen(Door(host="127.0.0.1"))
    with listener:
        port = listener.getsockname()[1]
        assert servers.url_of(Door(host="::1"), listener, tls=False) == f"http://[::1]:{port}"
        assert "0.0.0.0" not in servers.url_of(Door(host="0.0.0.0"), listener, tls=True)
