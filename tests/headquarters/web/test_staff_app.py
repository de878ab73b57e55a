"""The staff door: the pages are there, the API describes itself, TLS or not."""

import pytest

from tests.headquarters.headquarters_world import World


async def test_a_stranger_gets_no_map_of_the_doors(world: World) -> None:
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/openapi.json") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("said", ["203.0.113.7", "127.0.0.1", "garbage", "", "1" * 4000])
async def test_figures_are_for_this_machine_and_not_for_who_says_so(world: World, said: str) -> None:
    http = await world.session()
    url = f"{world.ready.staff_url}/metrics"
    async with http.get(url) as answer:
        assert answer.status == 200
    async with http.get(url, headers={"X-Forwarded-For": said}) as answer:
        assert answer.status == 404


@pytest.mark.parametrize("path", ["/nowhere", "/metrics", "/api/cases", "/api/sign-in"])
async def test_errors_carry_the_headers_that_pages_carry(world: World, path: str) -> None:
    http = await world.session()
    async with http.get(world.ready.staff_url + path, headers={"X-Forwarded-For": "x"}) as answer:
        assert answer.status >= 400
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


async def test_the_api_describes_itself_to_its_developers(world: World) -> None:
    described = world.headquarters.staff_app.openapi()
    assert described["openapi"].startswith("3.1")
    assert {"/enrol", "/api/cases/{case_id}", "/health", "/metrics"} <= set(described["paths"])

    shapes = described["components"]["schemas"]
    assert {"identity", "identity_events"} <= set(shapes["CaseView"]["properties"])
    assert {"outcome", "code", "sentence", "steps", "by"} <= set(shapes["IdentityEvent"]["properties"])


async def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(world: World) -> None:
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/cases", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")
    async with http.get(f"{world.ready.staff_url}/sign-in") as answer:
        assert answer.status == 200


async def test_a_used_code_is_explained(world: World) -> None:
    http = await world.session()
    body = {"code": "ABCD-0000", "csr": "x" * 9000}
    async with http.post(f"{world.ready.staff_url}/enrol", json=body) as answer:
        assert answer.status == 422
