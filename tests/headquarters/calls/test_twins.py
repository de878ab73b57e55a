"""Two machines with the identity of one booth: who was here first stays, both are told, and staff read what to do."""

import pytest

from kiosk.headquarters.alarms import Alarm
from kiosk.headquarters.calls import twins
from kiosk.protocol.presence import Availability, Beat, BoothHealth, Heartbeat, Refused, Welcome
from tests.headquarters.headquarters_world import World


async def test_a_copy_is_sent_away_to_come_back_later_and_the_first_works_on(world: World) -> None:
    booth = await world.booth()
    first = await booth.arrive(instance="one")
    copy = await booth.link(instance="two")
    await copy.send(booth.hello())
    await first.until(Beat)
    await first.send(Heartbeat(health=BoothHealth(software="0.1.0")))
    assert (await copy.until(Refused)).code == "booth_twice"
    assert await copy.closed() == 1013, "not for ever: somebody may stop the other"
    assert (await first.until(Refused)).code == "booth_twice"
    await (await world.staff()).on_duty()
    await first.until(Availability, lambda now: now.staff_on_duty == 1)
    (line,) = await world.headquarters.desk.fleet()
    assert getattr(line, "twice", None)
    assert world.headquarters.alarms.counts()[Alarm.BOOTH_TWICE] == 1
    world.clock.push(minutes=11)
    (line,) = await world.headquarters.desk.fleet()
    assert not getattr(line, "twice", None), "the copy was stopped"


async def test_a_booth_that_started_again_takes_the_place_of_a_link_that_answers_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins, "ANSWERS_WITHIN_S", 0.1)
    booth = await world.booth()
    broken = await booth.arrive(instance="one")
    again = await booth.link(instance="two")
    await again.send(booth.hello())
    await again.until(Welcome)
    assert await broken.closed() == 1008
    assert world.headquarters.alarms.counts()[Alarm.BOOTH_TWICE] == 0


@pytest.mark.parametrize(("before", "after"), [("one", "one"), ("", "two"), ("one", "")])
async def test_the_same_machine_or_an_older_program_comes_back_at_once(world: World, before: str, after: str) -> None:
    booth = await world.booth()
    earlier = await booth.arrive(instance=before)
    await booth.arrive(instance=after)
    assert await earlier.closed() == 1008
