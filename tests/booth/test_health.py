"""How the booth is, put together from what was heard."""

from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.booth.health import Health
from kiosk.booth.submissions.waiting import Backlog
from kiosk.card.card import CardEvent, CardKind, CardPresent, CardSeen, ReaderAbsent, ReaderWhy, SlotEmpty
from kiosk.media.messages import Device, DevicesFound, DeviceState, DevicesTried
from kiosk.printing.outcome import PrinterProblem, PrinterReady, ProblemKind
from kiosk.protocol.faults import Code
from kiosk.protocol.trials import Trial


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
    assert (said.outbox_stuck, said.outbox_stuck_code) == (2, "http_409")
    assert (said.outbox_waiting, said.outbox_oldest_seconds, said.printer, said.printer_problem) == (3, 600, True, "")
    assert said.disk_free_mb > 0


def test_what_is_the_matter_with_the_printer_is_told(health: Health) -> None:
    health.printer(PrinterProblem(ProblemKind.NO_PAPER))
    said = health.now()
    assert (said.printer, said.printer_problem) == (False, "no_paper")


def test_a_rehearsal_says_so(tmp_path: Path) -> None:
    assert Health(tmp_path, rehearsal=True).now().rehearsal


@pytest.mark.parametrize(
    ("camera", "microphone", "speaker", "told", "possible"),
    [
        (Trial.WORKS, Trial.WORKS, Trial.WORKS, (True, True), True),
        (Trial.STILL, Trial.WORKS, Trial.UNHEARD, (False, True), True),
        (Trial.DARK, Trial.SILENT, Trial.NOT_TRIED, (True, False), False),
        (Trial.WORKS, Trial.LOST, Trial.NOT_TRIED, (True, False), False),
        (Trial.WORKS, Trial.ABSENT, Trial.NOT_TRIED, (True, False), False),
        (Trial.NOT_TRIED, Trial.NOT_TRIED, Trial.NOT_TRIED, (False, False), True),
    ],
)
def test_what_is_there_and_dead_is_told_and_stops_calls(
    tmp_path: Path, camera: Trial, microphone: Trial, speaker: Trial, told: tuple[bool, bool], possible: bool
) -> None:
    health = Health(tmp_path, rehearsal=False)
    assert health.calls_possible
    health.tried(DevicesTried(camera=camera, microphone=microphone, speaker=speaker))
    now = health.now()
    assert ((now.camera, now.microphone), health.calls_possible) == (told, possible)
