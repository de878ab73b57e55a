"""Who may ask for a change."""

import pytest

from kiosk.headquarters.web.requests.origin import same_origin
from tests.headquarters.headquarters_world import PASSWORD, World


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"origin": "https://hq.example:8443", "host": "hq.example:8443"}, True),
        ({"origin": "http://hq.example:8443", "host": "hq.example:8443"}, False),
        ({"origin": "https://hq.example", "host": "hq.example:8443"}, False),
        ({"origin": "null", "host": "hq.example"}, False),
        ({"host": "hq.example"}, False),
    ],
)
def test_same_origin(headers: dict[str, str], same: bool) -> None:
    assert same_origin(headers, "https") is same
    assert same_origin(headers, "wss") is same


def test_a_proxy_may_speak_tls_and_not_say_so() -> None:
    assert same_origin({"origin": "https://hq.example", "host": "hq.example"}, "http")
    assert same_origin({"origin": "http://hq.example", "host": "hq.example"}, "ws")


async def test_another_sites_page_cannot_even_sign_in(world: World) -> None:
    await world.staff()
    http = await world.session()
    body = {"name": "sato", "password": PASSWORD}
    for origin, status in (("https://elsewhere.example", 403), (world.ready.staff_url, 200)):
        url = f"{world.ready.staff_url}/api/sign-in"
        async with http.post(url, json=body, headers={"Origin": origin}) as answer:
            assert answer.status == status


@pytest.mark.parametrize(
    "origin", ["http://[", "http://hq.example@elsewhere.example", "null", "//", "http://127.0.0.1:1"]
)
async def test_an_origin_that_cannot_be_read_is_not_ours(world: World, origin: str) -> None:
    http = await world.session()
    url = f"{world.ready.staff_url}/api/sign-in"
    async with http.post(url, json={"name": "sato", "password": PASSWORD}, headers={"Origin": origin}) as answer:
        assert answer.status == 403
