"""The booth door's routes for booking a time."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from kiosk.protocol.identifiers import new_id
from tests.headquarters.booking_world import asked, booking_world, free, held
from tests.headquarters.headquarters_world import World


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with booking_world(tmp_path) as opened:
        yield opened


async def test_a_hold_is_given_back_and_what_is_not_here_is_said(world: World) -> None:
    booth = await world.booth()
    start = (await free(booth)).slots[0]
    hold = await held(booth, start)
    assert hold is not None
    assert (await asked(booth, "left", {"hold_id": hold.hold_id}))[0] == 200
    assert (await free(booth)).slots[0] == start
    assert (await asked(booth, "gone/slots"))[0] == 404
    assert (await asked(booth, "gone/holds", {"hold_id": new_id(), "start": start.isoformat()}))[0] == 409
    statuses = [(await asked(booth, "shimin/slots"))[0] for _ in range(30)]
    assert 429 in statuses
