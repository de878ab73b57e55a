"""How the booth is, put together from what was heard."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.booth.fitness import Fitness, Talk
from kiosk.booth.health import Health
from kiosk.booth.submissions.waiting import Backlog
from kiosk.booth.trouble import Trouble
from kiosk.card.card import CardEvent, CardKind, CardPresent, CardSeen, ReaderAbsent, ReaderWhy, SlotEmpty
from kiosk.media.messages import Device, DevicesFound, DeviceState, DevicesTried, RouteTried
from kiosk.printing.outcome import PrinterProblem, PrinterReady, ProblemKind
from kiosk.protocol.faults import Code
from kiosk.protocol.trials import PartsTried, RouteTold, RouteTrial, Trial


@pytest.fixture
def health(tmp_path: Path) -> Health:
    return Health(tmp_path, rehearsal=False)


def test_before_anything_was_heard_nothing_is_claimed(health: Health) -> None:
    said = health.now()
    assert not any((said.card_reader, said.camera, said.microphone, said.printer, said.rehearsal))
    assert (said.software, said.outbox_waiting) == (__version__, 0)


@pytest.mark.parametrize(
    ("event", "there"),
    [
        (SlotEmpty(reader="R"), True),
        (CardSeen(insertion=1), True),
        (CardPresent(kind=CardKind.MUTE, insertion=1, code=Code.SILENT), True),
        (ReaderAbsent(why=ReaderWhy.NO_READER), False),
        (ReaderAbsent(why=ReaderWhy.NO_SERVICE), False),
    ],
)
def test_a_reader_that_speaks_is_there(health: Health, event: CardEvent, there: bool) -> None:
    health.card_event(SlotEmpty(reader="R"))
    health.card_event(event)
    assert health.now().card_reader is there


def test_devices_count_when_a_call_could_use_them(health: Health) -> None:
    real, virtual, none = (Device(state=state) for state in (DeviceState.REAL, DeviceState.VIRTUAL, DeviceState.NONE))
    health.devices(DevicesFound(camera=virtual, microphone=none, speaker=real))
    assert (health.now().camera, health.now().microphone) == (True, False)


def test_outbox_printer_and_disk_are_told(health: Health) -> None:
    health.outbox(Backlog(waiting=3, oldest_s=600, parked=1, stuck=2, stuck_code="http_409"))
    health.printer(PrinterReady())
    said = health.now()
    assert (said.outbox_stuck, said.outbox_stuck_code, said.outbox_parked) == (2, "http_409", 1)
    assert (said.outbox_waiting, said.outbox_oldest_seconds, said.printer, said.printer_problem) == (3, 600, True, "")
    assert said.disk_free_mb > 0


def test_what_is_the_matter_with_the_printer_is_told(health: Health) -> None:
    health.printer(PrinterProblem(ProblemKind.NO_PAPER))
    said = health.now()
    assert (said.printer, said.printer_problem) == (False, "no_paper")


def test_a_rehearsal_says_so(tmp_path: Path) -> None:
    assert Health(tmp_path, rehearsal=True).now().rehearsal


AT = datetime(2026, 11, 24, 21, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("camera", "microphone", "told"),
    [
        (Trial.WORKS, Trial.WORKS, (True, True)),
        (Trial.STILL, Trial.WORKS, (False, True)),
        (Trial.DARK, Trial.SILENT, (True, False)),
        (Trial.WORKS, Trial.LOST, (True, False)),
    ],
)
def test_what_is_there_and_dead_is_told(
    health: Health, camera: Trial, microphone: Trial, told: tuple[bool, bool]
) -> None:
    health.tried(DevicesTried(camera=camera, microphone=microphone, speaker=Trial.NOT_TRIED), AT)
    now = health.now()
    assert (now.camera, now.microphone) == told


def test_what_a_trial_measured_is_told_whole(health: Health) -> None:
    assert health.now().tried is None
    health.relay_tried((RouteTried(url="turn:x", over="udp", outcome=RouteTrial.REFUSED),), AT)
    relay = (RouteTold(over="udp", outcome="refused"),)
    assert health.now().tried == PartsTried(at=AT, relay=relay)
    works = Trial.WORKS
    health.tried(DevicesTried(camera=works, microphone=works, speaker=works, microphone_dbfs=-52, echo_delay_ms=84), AT)
    assert health.now().tried == PartsTried(
        at=AT, camera=works, microphone=works, speaker=works, microphone_dbfs=-52, echo_delay_ms=84, relay=relay
    )


def test_a_trial_without_a_sound_leaves_what_the_speaker_did_before(health: Health) -> None:
    works, quiet = Trial.WORKS, Trial.NOT_TRIED
    health.tried(DevicesTried(camera=works, microphone=works, speaker=Trial.UNHEARD, echo_delay_ms=None), AT)
    health.tried(DevicesTried(camera=works, microphone=works, speaker=quiet), AT)
    assert health.known.tried is not None
    assert health.known.tried.speaker is Trial.UNHEARD
    health.tried(DevicesTried(camera=works, microphone=works, speaker=Trial.ABSENT), AT)
    health.tried(DevicesTried(camera=works, microphone=works, speaker=quiet), AT)
    assert health.known.tried.speaker is quiet, "a speaker that is there again is not absent"


def test_a_reader_is_missed_only_after_it_said_so(health: Health) -> None:
    assert health.fitness.card
    health.card_event(ReaderAbsent(why=ReaderWhy.NO_READER))
    assert health.fitness.troubles == (Trouble.NO_READER,)
    health.card_event(SlotEmpty(reader="R"))
    assert health.fitness == Fitness()


def test_what_can_be_given_follows_from_all_of_it(health: Health) -> None:
    assert health.fitness == Fitness()
    health.printer(PrinterProblem(ProblemKind.NO_PAPER))
    health.tried(DevicesTried(camera=Trial.LOST, microphone=Trial.WORKS, speaker=Trial.WORKS), AT)
    assert health.fitness == Fitness(Talk.VOICE, paper=False, troubles=(Trouble.UNSEEN, Trouble.NO_SLIPS))
