"""A booth whose certificate ran out renews it, and does nothing else before that."""

import pytest

from kiosk.applications.signature import RENEWAL_GRACE
from kiosk.protocol.presence import Refused
from tests.headquarters.headquarters_world import FakeBooth, World, csr, new_key

LIFE_DAYS = 90


async def renewed(world: World, booth: FakeBooth) -> FakeBooth | int:
    key = new_key()
    async with booth.http.post(f"{booth.url}/renew", json={"csr": csr(key)}) as answer:
        if answer.status != 200:
            return answer.status
        return await world.enrolled_booth(booth.booth_id, key, (await answer.json())["certificate"])


async def test_what_ran_out_opens_the_renewal_and_nothing_else(world: World) -> None:
    booth = await world.booth()
    world.clock.set_by(days=LIFE_DAYS + 30)
    assert (await booth.submit(*booth.submission()))[0] == 403
    for path in ("/health", "/sealing-keys"):
        async with booth.http.get(booth.url + path) as answer:
            assert answer.status == 403
    link = await booth.link()
    assert (await link.until(Refused)).code == "not_enrolled"
    fresh = await renewed(world, booth)
    assert isinstance(fresh, FakeBooth)
    world.clock.set_by(days=-LIFE_DAYS - 30)  # this machine's TLS goes by its own clock
    assert (await fresh.submit(*fresh.submission()))[0] == 201


@pytest.mark.parametrize("why", ["too long ago", "revoked"])
async def test_some_may_not_renew(world: World, why: str) -> None:
    booth, admin = await world.booth(), await world.staff(account="kanri")
    if why == "revoked":
        await world.headquarters.desk.booths.revoke(booth.booth_id, admin.staff)
        world.clock.set_by(days=LIFE_DAYS + 1)
    else:
        world.clock.set_by(days=LIFE_DAYS + RENEWAL_GRACE.days + 1)
    assert await renewed(world, booth) == 403


async def test_the_fleet_says_whose_certificate_ran_out(world: World) -> None:
    await world.booth()
    world.clock.set_by(days=LIFE_DAYS + 1)
    (line,) = await world.headquarters.desk.fleet()
    assert getattr(line, "certificate_over", None)
