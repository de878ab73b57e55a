"""The booth tries its parts when it is time, and says what is new of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.booth import trials
from kiosk.booth.fitness import Talk
from kiosk.booth.health import Health
from kiosk.booth.trials import Last, Trials, is_due, may_sound
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.http import Unreachable
from kiosk.media import devices
from kiosk.media.devices import Plugged
from kiosk.media.engine import MediaFailed
from kiosk.media.messages import DevicesTried, RelayTried, RouteTried
from kiosk.printing.outcome import PrinterProblem, PrinterReady, ProblemKind
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import RouteTrial, Trial

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 12:00 in Japan
WORKS = Trial.WORKS
GOOD = DevicesTried(camera=WORKS, microphone=WORKS, speaker=WORKS, echo_delay_ms=84)
SILENT = DevicesTried(camera=WORKS, microphone=Trial.SILENT, speaker=Trial.NOT_TRIED)
HEADSET, NOTHING = Plugged(("video0",), "card 0"), Plugged(("video0",), "")


@pytest.mark.parametrize(
    ("last", "at", "plugged", "due"),
    [
        (None, NOON, NOTHING, True),
        (Last(NOON, NOTHING), NOON, HEADSET, True),
        (Last(NOON, NOTHING), NOON + timedelta(hours=9), NOTHING, False),  # 21:00
        (Last(NOON, NOTHING), NOON + timedelta(hours=16), NOTHING, False),  # 4:00
        (Last(NOON, NOTHING), NOON + timedelta(hours=18), NOTHING, True),  # 6:00
        (Last(NOON, NOTHING), NOON - timedelta(days=3), NOTHING, True),  # the clock was wrong before
    ],
)
def test_a_trial_is_due_at_the_start_each_morning_and_after_plugging(
    last: Last | None, at: datetime, plugged: Plugged, due: bool
) -> None:
    assert is_due(last, at, plugged) is due


@pytest.mark.parametrize(("hour", "may"), [(5, False), (6, True), (21, True), (22, False)])
def test_at_night_no_speaker_sounds_by_itself(hour: int, may: bool) -> None:
    assert may_sound(datetime(2026, 11, 24, hour, 30, tzinfo=JAPAN)) is may


class Engine:
    """A media engine that tells what a test says of its parts; None is one that is needed for a call."""

    def __init__(self) -> None:
        self.devices: DevicesTried | None = GOOD
        self.outcome = RouteTrial.WORKS
        self.sounds: list[bool] = []
        self.relays = 0
        self.fails = False

    async def try_devices(self, *, sound: bool) -> DevicesTried | None:
        if self.fails:
            raise MediaFailed("x")
        self.sounds.append(sound)
        return self.devices

    async def try_relay(self, ice_servers: Sequence[IceServer]) -> RelayTried:
        if self.fails:
            raise MediaFailed("x")
        self.relays += 1
        return RelayTried(routes=(RouteTried(url=ice_servers[0].urls[0], over="udp", outcome=self.outcome),))


class Booth:
    """What is around the trials, in a test's hands."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.engine = Engine()
        self.health = Health(folder, rehearsal=False)
        self.at = NOON
        self.used = self.online = False
        self.plugged = HEADSET
        self.given: Any = (IceServer(urls=("turn:x",)),)
        self.alarms: list[Trouble] = []
        self.changes = 0
        monkeypatch.setattr(trials, "alarm", self.alarms.append)
        monkeypatch.setattr(devices, "plugged", lambda: self.plugged)
        monkeypatch.setattr(trials, "relay_given", self._give)
        engine: Any = self.engine
        device: Any = object()
        self.trials = Trials(
            self.health,
            engine,
            lambda: self.at,
            online=lambda: device if self.online else None,
            in_use=lambda: self.used,
            on_change=self._changed,
        )

    async def _give(self, _device: object) -> Any:
        return self.given

    def _changed(self) -> None:
        self.changes += 1

    async def after(self, **passed: float) -> None:
        self.at += timedelta(**passed)
        await self.trials.make()


@pytest.fixture
def booth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Booth:
    return Booth(tmp_path, monkeypatch)


async def test_a_microphone_that_died_is_told_once_and_tried_again_until_it_lives(booth: Booth) -> None:
    booth.engine.devices = SILENT
    await booth.trials.make()
    assert booth.alarms == [Trouble.UNHEARD]
    assert (booth.health.fitness.talk, booth.changes) == (Talk.UNHEARD, 1)
    await booth.after(minutes=9)
    assert len(booth.engine.sounds) == 1
    booth.engine.devices = GOOD
    await booth.after(minutes=1)
    assert booth.engine.sounds == [True, False], "nobody hears a chirp every ten minutes"
    assert (booth.health.fitness.talk, booth.changes) == (Talk.WHOLE, 2)
    await booth.after(hours=2)
    assert len(booth.engine.sounds) == 2
    assert booth.alarms == [Trouble.UNHEARD]


async def test_a_headset_that_was_pulled_out_is_noticed_before_a_resident_comes(booth: Booth) -> None:
    await booth.trials.make()
    booth.plugged, booth.engine.devices = NOTHING, SILENT
    await booth.after(seconds=30)
    assert booth.health.fitness.talk is Talk.UNHEARD
    booth.plugged, booth.engine.devices = HEADSET, GOOD
    await booth.after(seconds=30)
    assert booth.health.fitness.talk is Talk.WHOLE


async def test_nothing_is_tried_while_somebody_is_there(booth: Booth) -> None:
    booth.used = booth.online = True
    await booth.trials.make()
    assert (booth.engine.sounds, booth.engine.relays) == ([], 0)
    booth.used, booth.engine.devices = False, None  # a call began meanwhile
    await booth.trials.make()
    booth.engine.devices = GOOD
    await booth.trials.make()
    await booth.trials.make()
    assert booth.engine.sounds == [True, True]


async def test_the_relay_is_asked_as_soon_as_headquarters_is_there_and_a_wrong_secret_is_told(booth: Booth) -> None:
    await booth.trials.make()
    assert booth.engine.relays == 0
    booth.online, booth.engine.outcome = True, RouteTrial.REFUSED
    await booth.after(seconds=30)
    await booth.after(seconds=30)
    assert (booth.engine.relays, booth.alarms) == (1, [Trouble.RELAY_REFUSED])
    booth.engine.outcome = RouteTrial.WORKS
    await booth.after(minutes=10)
    assert (booth.engine.relays, booth.health.fitness.troubles) == (2, ())
    await booth.after(hours=18)
    assert booth.engine.relays == 3


async def test_a_headquarters_that_came_back_may_have_another_secret(booth: Booth) -> None:
    booth.online = True
    await booth.trials.make()
    booth.trials.headquarters_came()
    booth.engine.outcome = RouteTrial.REFUSED
    await booth.after(seconds=30)
    assert booth.alarms == [Trouble.RELAY_REFUSED]


async def test_an_older_headquarters_gives_no_relay_to_try(booth: Booth) -> None:
    booth.online, booth.given = True, Unreachable("http_404")
    await booth.trials.make()
    assert (booth.engine.relays, booth.alarms) == (0, [])


async def test_an_engine_that_fails_is_asked_again(booth: Booth) -> None:
    booth.online = booth.engine.fails = True
    await booth.trials.make()
    booth.engine.fails = False
    await booth.after(seconds=30)
    assert booth.engine.sounds == [True]


async def test_a_printer_without_paper_is_told_when_it_is_new(booth: Booth) -> None:
    await booth.trials.make()
    for state in (PrinterProblem(ProblemKind.NO_PAPER), PrinterProblem(ProblemKind.NO_PAPER), PrinterReady()):
        booth.health.printer(state)
        booth.trials.tell()
    assert (booth.alarms, booth.changes) == ([Trouble.NO_SLIPS], 2)
