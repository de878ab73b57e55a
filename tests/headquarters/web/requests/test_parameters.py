"""Whatever a route takes has a bound."""

from tests.bounds import taken_by
from tests.headquarters.headquarters_world import World


async def test_every_value_that_a_route_of_the_staff_door_takes_has_a_bound(world: World) -> None:
    taken = taken_by(world.headquarters.staff_app)
    assert {"POST /enrol", "POST /api/sign-in", "POST /sign-in", "GET /api/cases", "POST /cases/{case_id}"} <= set(
        taken
    )
    assert not {route: places for route, places in taken.items() if places}


async def test_every_value_that_a_route_of_the_booth_door_takes_has_a_bound(world: World) -> None:
    taken = taken_by(world.headquarters.booth_door.app())
    assert {"POST /submissions", "POST /renew", "GET /submissions/{submission_id}/receipt"} <= set(taken)
    assert not {route: places for route, places in taken.items() if places}
