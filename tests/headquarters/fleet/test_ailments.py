"""What is the matter with a booth's parts, in words for staff."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.headquarters.fleet.ailments import Ailment, ailments
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.trials import PartsTried, RouteTold, RouteTrial, Trial

AT = datetime(2026, 11, 24, tzinfo=UTC)


def told(*relay: str, **parts: Any) -> tuple[Ailment, ...]:
    routes = tuple(RouteTold(over="udp", outcome=outcome) for outcome in relay)
    return ailments(BoothHealth(software="1", card_reader=True, tried=PartsTried(at=AT, relay=routes, **parts)))


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"camera": Trial.WORKS, "microphone": Trial.WORKS, "speaker": Trial.WORKS}, ()),
        ({}, ()),
        ({"camera": "on_fire", "microphone": "sings", "speaker": "dances"}, ()),  # of a later program
        ({"camera": Trial.STILL, "speaker": Trial.UNHEARD}, (Ailment.CAMERA_DEAD, Ailment.SPEAKER_UNHEARD)),
        ({"camera": Trial.DARK, "microphone": Trial.SILENT}, (Ailment.CAMERA_DARK, Ailment.MICROPHONE_SILENT)),
        ({"microphone": Trial.LOST}, (Ailment.MICROPHONE_DEAD,)),
        ({"speaker": Trial.ABSENT}, (Ailment.SPEAKER_DEAD,)),
    ],
)
def test_devices(parts: dict[str, Any], found: tuple[Ailment, ...]) -> None:
    assert told(**parts) == found


@pytest.mark.parametrize(
    ("relay", "found"),
    [
        ((), ()),
        ((RouteTrial.WORKS, RouteTrial.WORKS), ()),
        ((RouteTrial.WORKS, RouteTrial.UNREACHABLE), (Ailment.RELAY_NARROW,)),
        ((RouteTrial.WORKS, RouteTrial.REFUSED), (Ailment.RELAY_REFUSES,)),
        ((RouteTrial.REFUSED, RouteTrial.UNREACHABLE), (Ailment.RELAY_REFUSES,)),
        ((RouteTrial.UNTRUSTED, RouteTrial.UNREACHABLE), (Ailment.RELAY_UNTRUSTED,)),
        ((RouteTrial.UNREACHABLE,), (Ailment.RELAY_AWAY,)),
        ((RouteTrial.FULL,), (Ailment.RELAY_AWAY,)),
    ],
)
def test_the_relay(relay: tuple[str, ...], found: tuple[Ailment, ...]) -> None:
    assert told(*relay) == found


def test_the_printer_and_an_older_booth() -> None:
    older = BoothHealth(software="1", card_reader=True)
    assert ailments(older.model_copy(update={"printer_problem": "no_paper"})) == (Ailment.NO_SLIPS,)
    assert ailments(older.model_copy(update={"printer_problem": "on_fire"})) == ()
    assert ailments(older.model_copy(update={"card_reader": False})) == (Ailment.READER_AWAY,)


@pytest.mark.parametrize("ailment", [one for one in Ailment if one is not Ailment.NO_SLIPS])
def test_staff_read_what_is_wrong_and_what_follows(ailment: Ailment) -> None:
    assert ailment.words.count("。") >= 2


def test_of_a_muted_microphone_staff_read_what_may_be_and_that_it_comes_back_by_itself() -> None:
    words = Ailment.MICROPHONE_SILENT.words
    assert Ailment.MICROPHONE_SILENT.rings, "a resident would find out"
    assert all(said in words for said in ("消音", "休止中", "自動で戻ります"))


def test_what_may_be_so_on_purpose_rings_no_alarm() -> None:
    assert {one for one in Ailment if not one.rings} == {
        Ailment.CAMERA_DARK,
        Ailment.SPEAKER_UNHEARD,
        Ailment.RELAY_NARROW,
    }
