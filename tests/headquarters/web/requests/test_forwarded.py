"""Who asks, where a proxy stands before the door."""

from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
from pydantic import ValidationError

from kiosk.headquarters.settings import StaffDoor
from kiosk.headquarters.web.requests.forwarded import by_tls, client_of
from tests.headquarters.headquarters_world import PASSWORD, World, running

PROXIES = tuple(ip_network(text) for text in ("127.0.0.1/32", "10.0.0.0/8", "2001:db8::/64"))


@pytest.mark.parametrize(
    ("peer", "written", "client"),
    [
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["198.51.100.1, 203.0.113.9 , 10.1.2.3"], "203.0.113.9"),
        ("127.0.0.1", ["garbage, 203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["203.0.113.9, garbage"], None),
        ("127.0.0.1", [""], None),
        ("127.0.0.1", ["203.0.113.9:443"], None),
        ("127.0.0.1", ["10.0.0.9"], "10.0.0.9"),
        ("::ffff:127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        ("2001:db8::1", ["2001:db8:1::7"], "2001:db8:1::7"),
        ("", ["203.0.113.9"], ""),
    ],
)
def test_only_what_a_trusted_proxy_wrote_is_believed(peer: str, written: list[str], client: str | None) -> None:
    assert client_of(peer, written, PROXIES) == client


@pytest.mark.parametrize("trusted", ["0.0.0.0/0", "::/0", "proxy.example", "10.0.0.1/8"])
def test_everybody_and_nonsense_cannot_be_trusted(trusted: str) -> None:
    with pytest.raises(ValidationError):
        StaffDoor.model_validate({"trusted_proxies": [trusted]})


async def statuses_of_guesses(world: World, count: int, said: str) -> list[int]:
    http = await world.session()
    found = []
    for _ in range(count):
        found.append((await guess(world, http, said)).status)
    return found


async def guess(world: World, http: aiohttp.ClientSession, said: str) -> aiohttp.ClientResponse:
    body = {"name": "sato", "password": f"{PASSWORD}?"}
    url = f"{world.ready.staff_url}/api/sign-in"
    async with http.post(url, json=body, headers={"X-Forwarded-For": said}) as answer:
        return answer


async def test_whoever_invents_addresses_is_still_one_guesser(world: World) -> None:
    await world.staff()
    http = await world.session()
    found = [(await guess(world, http, f"203.0.113.{number}")).status for number in range(7)]
    assert found == [401] * 5 + [429] * 2


async def test_behind_a_trusted_proxy_each_address_has_its_own_tries(tmp_path: Path) -> None:
    door = StaffDoor.model_validate({"tls": False, "port": 0, "trusted_proxies": ["127.0.0.1"]})
    async with running(tmp_path, staff_door=door) as world:
        await world.staff()
        assert await statuses_of_guesses(world, 6, "6.6.6.6, 203.0.113.1") == [401] * 5 + [429]
        assert await statuses_of_guesses(world, 1, "203.0.113.1, 203.0.113.2") == [401]
        assert await statuses_of_guesses(world, 1, "garbage") == [400]
        http = await world.session()
        for said in ("127.0.0.1", "garbage", "203.0.113.1"):
            async with http.get(f"{world.ready.staff_url}/metrics", headers={"X-Forwarded-For": said}) as answer:
                assert answer.status in {400, 404}
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_trusted_proxy_stands_for_many_and_has_no_bound_of_its_own(tmp_path: Path) -> None:
    door = {"tls": False, "port": 0, "trusted_proxies": ["127.0.0.0/8"], "most_of_one_address": 8}
    async with running(tmp_path, staff_door=StaffDoor.model_validate(door)) as world:
        sessions = [await world.session() for _ in range(20)]
        for http in sessions:
            async with http.get(f"{world.ready.staff_url}/health") as answer:
                assert answer.status == 200
        assert (len(world.headquarters.doors.staff), world.headquarters.doors.staff.idle_ended) == (20, 0)


@pytest.mark.parametrize(
    ("written", "tls"),
    [([], False), (["http"], False), (["HTTPS"], True), (["https, http"], False), (["x", "https"], True)],
)
def test_what_the_nearest_proxy_says_of_tls_counts(written: list[str], tls: bool) -> None:
    assert by_tls(written) is tls


async def signed_in_behind(world: World, proto: str, origin: str) -> aiohttp.ClientResponse:
    body, http = {"name": "sato", "password": PASSWORD}, await world.session()
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": proto, "Origin": origin, "Host": "hq.example"}
    async with http.post(f"{world.ready.staff_url}/api/sign-in", json=body, headers=headers) as answer:
        return answer


@pytest.mark.parametrize(("trusted", "secure"), [(True, True), (False, False)])
async def test_behind_a_proxy_with_tls_cookies_and_browser_stay_with_tls(
    tmp_path: Path, trusted: bool, secure: bool
) -> None:
    proxies = PROXIES if trusted else ()
    async with running(tmp_path, staff_door=StaffDoor(port=0, tls=False, trusted_proxies=proxies)) as world:
        await world.staff()
        answer = await signed_in_behind(world, "https", "https://hq.example")
        assert answer.status == 200
        assert [("Secure" in cookie) for cookie in answer.headers.getall("Set-Cookie")] == [secure, secure]
        assert ("Strict-Transport-Security" in answer.headers) is secure
        assert (await signed_in_behind(world, "https", "http://hq.example")).status == (403 if secure else 200)
