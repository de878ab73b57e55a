"""The world around a visit."""

from kiosk.booth.views.world import World
from kiosk.booth.visit.decide import Rules


def test_nothing_is_promised_before_headquarters_spoke() -> None:
    world = World(Rules({}), "姫路市", "家島支所")
    assert not world.online
    assert world.staff_free == world.staff_on_duty == 0
    assert world.groups == ()
