"""A body larger than its path may send is refused before anybody reads it, announced or not."""

from collections.abc import AsyncIterator

import pytest

from kiosk.headquarters.web.requests.body_limit import LARGEST_BODY_BYTES
from tests.headquarters.headquarters_world import World

PATHS = ("/api/sign-in", "/enrol", "/sign-in")


async def in_chunks(count: int) -> AsyncIterator[bytes]:
    yield b'{"account": "'
    for _ in range(count):
        yield b"x" * 8192


@pytest.mark.parametrize("path", PATHS)
async def test_an_announced_body_without_bound_is_refused(world: World, path: str) -> None:
    http = await world.session()
    body, headers = b"x" * (LARGEST_BODY_BYTES + 1), {"Content-Type": "application/json"}
    async with http.post(world.ready.staff_url + path, data=body, headers=headers) as answer:
        assert answer.status == 413
        assert (await answer.json())["type"] == "urn:kiosk:problem:too-large"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/sign-in", "application/json"),
        ("/enrol", "application/json"),
        ("/sign-in", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_body_in_chunks_is_refused_at_its_limit(world: World, path: str, kind: str) -> None:
    http = await world.session()
    headers = {"Content-Type": kind}
    async with http.post(world.ready.staff_url + path, data=in_chunks(9), headers=headers) as answer:
        assert answer.status == 413


async def test_an_honest_body_is_read(world: World) -> None:
    http = await world.session()
    body = {"name": "nobody", "password": "x" * 100}
    async with http.post(f"{world.ready.staff_url}/api/sign-in", json=body) as answer:
        assert answer.status == 401


async def test_a_submission_may_be_larger_than_other_bodies(world: World) -> None:
    booth = await world.booth()
    key, body = booth.submission()
    large = body + b" " * LARGEST_BODY_BYTES
    assert (await booth.submit(key, large))[0] != 413


async def test_a_booth_cannot_fill_the_memory_either(world: World) -> None:
    booth = await world.booth()
    headers = {"Content-Type": "application/json"}
    async with booth.http.post(f"{booth.url}/renew", data=in_chunks(9), headers=headers) as answer:
        assert answer.status == 413
