"""What all bodies in work hold together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from kiosk.headquarters.web import booth_app
from kiosk.headquarters.web.requests.body_budget import BodyBudget
from kiosk.protocol.submissions import LARGEST_SUBMISSION_BYTES, MEDIA_TYPE
from tests.headquarters.headquarters_world import FakeBooth, World, running
from tests.until import until


def test_one_uses_up_only_its_own_part() -> None:
    budget = BodyBudget(100, most_of_one=30, little=5)
    assert budget.take("greedy", 20)
    assert budget.take("greedy", 10)
    assert not budget.take("greedy", 1)
    assert budget.take("honest", 30)
    budget.give_back("greedy", 10)
    assert budget.take("greedy", 1)


def test_who_holds_little_has_room_where_who_holds_much_has_none() -> None:
    budget = BodyBudget(100, most_of_one=30, little=5)
    assert [budget.take(f"large {one}", 25) for one in range(4)] == [True, True, True, False]
    assert [budget.take(f"small {one}", 5) for one in range(6)] == [True] * 5 + [False]
    assert budget.held == 100


def test_what_is_given_back_leaves_nothing_behind() -> None:
    budget = BodyBudget(100, most_of_one=30, little=5)
    for one in range(50):
        assert budget.take(str(one), 2)
        budget.give_back(str(one), 2)
        budget.give_back(str(one), 0)
    assert (budget.held, len(budget)) == (0, 0)


def test_the_largest_submission_fits() -> None:
    assert BodyBudget().take("booth", LARGEST_SUBMISSION_BYTES)


@contextlib.asynccontextmanager
async def under_way(booth: FakeBooth, size: int) -> AsyncIterator[None]:
    """A submission of which `size` bytes were sent, and whose rest is still to come."""
    rest, sent = asyncio.Event(), asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b"x" * size
        sent.set()
        await rest.wait()
        yield b"x"

    async def send() -> None:
        headers = {"Content-Type": MEDIA_TYPE, "Idempotency-Key": "x"}
        with contextlib.suppress(aiohttp.ClientError):
            async with booth.http.post(f"{booth.url}/submissions", data=body(), headers=headers):
                pass

    async with asyncio.TaskGroup() as group:
        group.create_task(send())
        await sent.wait()
        try:
            yield
        finally:
            rest.set()


async def test_a_booth_that_sends_much_at_once_is_told_to_wait_and_no_other_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = BodyBudget(400_000, most_of_one=60_000, little=60_000)
    monkeypatch.setattr(booth_app, "BodyBudget", lambda: budget)
    async with running(tmp_path) as world:
        await one_is_told_to_wait(world, budget)


async def one_is_told_to_wait(world: World, budget: BodyBudget) -> None:
    greedy, honest = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    async with under_way(greedy, 50_000):
        await until(lambda: budget.held == 50_000)
        key, body = greedy.submission()
        headers = {"Content-Type": MEDIA_TYPE, "Idempotency-Key": key}
        larger = body + b" " * 30_000
        async with greedy.http.post(f"{greedy.url}/submissions", data=larger, headers=headers) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
            assert (await answer.json())["type"] == "urn:kiosk:problem:no-room"
        assert (await honest.submit(*honest.submission()))[0] == 201
    await until(lambda: not budget.held)
    assert (await greedy.submit(key, body))[0] == 201
