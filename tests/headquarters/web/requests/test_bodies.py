"""Bodies of booths whose program is of another minor."""

from kiosk.protocol.versions import HEADER, SPOKEN
from tests.headquarters.headquarters_world import World, csr, new_key


async def test_a_key_of_another_minor_is_passed_over_and_of_the_same_refused(world: World) -> None:
    booth = await world.booth()
    statuses = []
    for said in ("1.9", "1.0", SPOKEN):
        body = {"csr": csr(new_key()), "later": 1}
        async with booth.http.post(f"{booth.url}/renew", json=body, headers={HEADER: said}) as answer:
            statuses.append(answer.status)
    assert statuses == [200, 200, 422]
