"""The staff door: the pages are there, the API describes itself, TLS or not."""

from tests.headquarters.headquarters_world import World


async def test_the_api_describes_itself(world: World) -> None:
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/openapi.json") as answer:
        described = await answer.json()
    assert described["openapi"].startswith("3.1")
    assert {"/enrol", "/api/cases/{case_id}", "/health", "/metrics"} <= set(described["paths"])

    shapes = described["components"]["schemas"]
    assert {"identity", "identity_events"} <= set(shapes["CaseView"]["properties"])
    assert {"level", "outcome", "code", "sentence", "steps", "by"} <= set(shapes["IdentityEvent"]["properties"])


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
