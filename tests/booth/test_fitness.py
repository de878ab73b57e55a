"""What a booth can still give, decided for each part."""

import pytest

from kiosk.booth.fitness import Fitness, Talk, fitness
from kiosk.booth.trouble import Trouble
from kiosk.media.messages import DevicesTried, RouteTried
from kiosk.printing.outcome import PrinterProblem, PrinterReady, ProblemKind
from kiosk.protocol.trials import RouteTrial, Trial

WORKS = Trial.WORKS


def tried(camera: Trial = WORKS, microphone: Trial = WORKS, speaker: Trial = WORKS) -> DevicesTried:
    return DevicesTried(camera=camera, microphone=microphone, speaker=speaker)


@pytest.mark.parametrize(
    ("devices", "talk", "troubles"),
    [
        (tried(), Talk.WHOLE, ()),
        (tried(camera=Trial.DARK, speaker=Trial.UNHEARD), Talk.WHOLE, ()),
        (tried(Trial.NOT_TRIED, Trial.NOT_TRIED, Trial.NOT_TRIED), Talk.WHOLE, ()),
        (tried(camera=Trial.LOST), Talk.VOICE, (Trouble.UNSEEN,)),
        (tried(camera=Trial.STILL), Talk.VOICE, (Trouble.UNSEEN,)),
        (tried(camera=Trial.ABSENT), Talk.VOICE, (Trouble.UNSEEN,)),
        (tried(microphone=Trial.SILENT), Talk.UNHEARD, (Trouble.UNHEARD,)),
        (tried(microphone=Trial.LOST), Talk.UNHEARD, (Trouble.UNHEARD,)),
        (tried(microphone=Trial.ABSENT), Talk.UNHEARD, (Trouble.UNHEARD,)),
        (tried(speaker=Trial.ABSENT), Talk.UNHEARD, (Trouble.UNHEARD,)),
        (tried(camera=Trial.ABSENT, microphone=Trial.SILENT), Talk.NONE, (Trouble.UNHEARD, Trouble.UNSEEN)),
    ],
)
def test_how_residents_and_staff_can_talk(devices: DevicesTried, talk: Talk, troubles: tuple[Trouble, ...]) -> None:
    assert fitness(devices) == Fitness(talk, troubles=troubles)


@pytest.mark.parametrize(
    ("outcomes", "troubles"),
    [
        ((), ()),
        ((RouteTrial.WORKS, RouteTrial.UNREACHABLE), ()),
        ((RouteTrial.UNREACHABLE, RouteTrial.UNTRUSTED), (Trouble.NO_RELAY,)),
        ((RouteTrial.REFUSED, RouteTrial.UNREACHABLE), (Trouble.RELAY_REFUSED,)),
        ((RouteTrial.REFUSED, RouteTrial.WORKS), (Trouble.RELAY_REFUSED,)),
    ],
)
def test_a_relay_that_gives_nothing_is_for_staff(
    outcomes: tuple[RouteTrial, ...], troubles: tuple[Trouble, ...]
) -> None:
    routes = [RouteTried(url="turn:x", over="udp", outcome=outcome) for outcome in outcomes]
    assert fitness(relay=routes) == Fitness(troubles=troubles)


@pytest.mark.parametrize("problem", ProblemKind)
def test_a_printer_that_tells_a_problem_gives_no_slip(problem: ProblemKind) -> None:
    assert fitness(printer=PrinterProblem(problem)) == Fitness(paper=False, troubles=(Trouble.NO_SLIPS,))


def test_a_reader_that_is_away_reads_no_card() -> None:
    assert fitness(reader=False) == Fitness(card=False, troubles=(Trouble.NO_READER,))


def test_what_was_not_tried_is_taken_for_good() -> None:
    assert fitness() == fitness(printer=PrinterReady()) == Fitness()
