"""Presence in memory."""

from datetime import UTC, datetime

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.fleet.presence import Presence
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.trials import PartsTried, RouteTold, RouteTrial, Trial
from tests.headquarters.headquarters_world import Clock

HEALTH = BoothHealth(software="0.1.0", card_reader=True)


def test_a_booth_comes_beats_and_leaves(clock: Clock) -> None:
    presence = Presence(clock)
    presence.came("b1", HEALTH)
    first = presence.of("b1")
    assert first is not None
    clock.push(seconds=20)
    presence.beat("b1", HEALTH.model_copy(update={"camera": True}))
    beaten = presence.of("b1")
    assert beaten is not None
    assert (beaten.health.camera, beaten.seen_at > first.seen_at) == (True, True)
    presence.left("b1")
    left = presence.of("b1")
    assert left is not None
    assert (left.connected, presence.connected()) == (False, [])


def test_who_never_came_is_unknown(clock: Clock) -> None:
    presence = Presence(clock)
    presence.beat("b1", HEALTH)
    presence.left("b1")
    assert presence.of("b1") is None


def test_calls_are_marked(clock: Clock) -> None:
    presence = Presence(clock)
    presence.came("b1", HEALTH)
    presence.came("b2", HEALTH)
    presence.in_calls(frozenset({"b2"}))
    assert [bool(here and here.in_call) for here in map(presence.of, ("b1", "b2"))] == [False, True]
    presence.in_calls(frozenset())
    assert not any(here and here.in_call for here in map(presence.of, ("b1", "b2")))


def health(microphone: Trial, *relay: RouteTrial) -> BoothHealth:
    routes = tuple(RouteTold(over="udp", outcome=outcome) for outcome in relay)
    at = datetime(2026, 11, 24, tzinfo=UTC)
    return HEALTH.model_copy(update={"tried": PartsTried(at=at, microphone=microphone, relay=routes)})


def test_a_part_that_does_not_work_any_more_rings_once(clock: Clock) -> None:
    alarms = Alarms(clock)
    presence = Presence(clock, alarms)
    presence.came("b1", health(Trial.WORKS, RouteTrial.WORKS))
    assert not any(alarms.counts().values())
    for _ in range(3):
        presence.beat("b1", health(Trial.SILENT, RouteTrial.REFUSED))
    presence.left("b1")
    presence.came("b1", health(Trial.SILENT, RouteTrial.REFUSED))
    assert (alarms.counts()[Alarm.BOOTH_PART], alarms.counts()[Alarm.RELAY_REFUSES]) == (1, 1)
    presence.beat("b1", health(Trial.WORKS, RouteTrial.WORKS))
    presence.beat("b1", health(Trial.SILENT, RouteTrial.WORKS))
    assert (alarms.counts()[Alarm.BOOTH_PART], alarms.counts()[Alarm.RELAY_REFUSES]) == (2, 1)
    presence.came("b2", health(Trial.SILENT))
    assert alarms.counts()[Alarm.BOOTH_PART] == 3


def test_a_card_reader_rings_when_it_is_still_away_at_the_next_beat(clock: Clock) -> None:
    alarms = Alarms(clock)
    presence = Presence(clock, alarms)
    away = HEALTH.model_copy(update={"card_reader": False})
    presence.came("b1", away)
    presence.beat("b1", HEALTH)
    assert not any(alarms.counts().values())
    presence.beat("b1", away)
    presence.came("b1", away)
    presence.beat("b1", away)
    assert alarms.counts()[Alarm.BOOTH_PART] == 1
