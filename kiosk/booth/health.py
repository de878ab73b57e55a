"""How the booth is: numbers and flags for headquarters' fleet page, gathered without asking anything slow."""

import shutil
from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk import __version__
from kiosk.booth.fitness import Fitness, fitness
from kiosk.booth.storage.kept_bundle import BundleState
from kiosk.booth.submissions.waiting import Backlog
from kiosk.card.card import CardEvent, ReaderAbsent
from kiosk.media.messages import DevicesFound, DeviceState, DevicesTried, RouteTried
from kiosk.printing.outcome import PrinterProblem, PrinterReady, PrinterState
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.shelter import ShelterNow
from kiosk.protocol.trials import PartsTried, RouteTold, Trial
from kiosk.values import dataclass

_GOOD: Final = (Trial.WORKS, Trial.DARK)
"""A room may be dark before it opens."""


@dataclass(frozen=True)
class Known:
    """What was last heard of each part."""

    backlog: Backlog = field(default_factory=lambda: Backlog(0, 0, 0))
    card_reader: bool | None = None
    """None before it said anything."""
    camera: bool = False
    microphone: bool = False
    printer: PrinterState | None = None
    tried: DevicesTried | None = None
    relay: tuple[RouteTried, ...] = ()
    tried_at: datetime | None = None
    procedures: BundleState = field(default_factory=BundleState)


class Health:
    """Keeps what was last heard, and puts it together when headquarters asks."""

    def __init__(self, state: Path, *, rehearsal: bool) -> None:
        self._state = state
        self._rehearsal = rehearsal
        self.known = Known()
        self.shelter: Callable[[], ShelterNow | None] = lambda: None

    def card_event(self, event: CardEvent) -> None:
        """The reader said something, so it is there, or said that it is not."""
        self.known = replace(self.known, card_reader=not isinstance(event, ReaderAbsent))

    def devices(self, found: DevicesFound) -> None:
        """The media child looked for camera and microphone."""
        camera, microphone = (device.state is not DeviceState.NONE for device in (found.camera, found.microphone))
        self.known = replace(self.known, camera=camera, microphone=microphone)

    def tried(self, tried: DevicesTried, at: datetime) -> None:
        """Camera, microphone and speaker were tried: what is there and dead is not there for a call.

        Where no sound could be made this time, what the speaker did before stands.
        """
        before = self.known.tried
        if before and tried.speaker is Trial.NOT_TRIED and before.speaker is not Trial.ABSENT:
            tried = tried.model_copy(update={"speaker": before.speaker, "echo_delay_ms": before.echo_delay_ms})
        camera, microphone = tried.camera in _GOOD, tried.microphone is Trial.WORKS
        self.known = replace(self.known, camera=camera, microphone=microphone, tried=tried, tried_at=at)

    def relay_tried(self, routes: tuple[RouteTried, ...], at: datetime) -> None:
        """The relay was asked for a place on each of its addresses."""
        self.known = replace(self.known, relay=routes, tried_at=at)

    @property
    def fitness(self) -> Fitness:
        """What the booth can give now."""
        known = self.known
        return fitness(known.tried, known.relay, known.printer, reader=known.card_reader is not False)

    def outbox(self, backlog: Backlog) -> None:
        """The outbox was counted."""
        self.known = replace(self.known, backlog=backlog)

    def procedures(self, state: BundleState) -> None:
        """Which procedures are in force, or could not be."""
        self.known = replace(self.known, procedures=state)

    def printer(self, state: PrinterState) -> None:
        """The printer was asked."""
        self.known = replace(self.known, printer=state)

    def now(self) -> BoothHealth:
        """All of it."""
        known = self.known
        return BoothHealth(
            software=__version__,
            outbox_waiting=known.backlog.waiting,
            outbox_oldest_seconds=known.backlog.oldest_s,
            card_reader=bool(known.card_reader),
            camera=known.camera,
            microphone=known.microphone,
            printer=isinstance(known.printer, PrinterReady),
            printer_problem=known.printer.kind if isinstance(known.printer, PrinterProblem) else "",
            disk_free_mb=shutil.disk_usage(self._state).free // 2**20,
            rehearsal=self._rehearsal,
            outbox_stuck=known.backlog.stuck,
            outbox_stuck_code=known.backlog.stuck_code,
            tried=_told(known),
            outbox_parked=known.backlog.parked,
            procedures=known.procedures.number,
            procedures_refused=known.procedures.refused,
            procedures_refused_code=known.procedures.code,
            procedures_refused_why=known.procedures.why,
            shelter=self.shelter(),
        )


def _told(known: Known) -> PartsTried | None:
    if known.tried_at is None:
        return None
    relay = tuple(RouteTold(over=route.over, outcome=route.outcome) for route in known.relay)
    tried = known.tried
    if tried is None:
        return PartsTried(at=known.tried_at, relay=relay)
    return PartsTried(
        at=known.tried_at,
        camera=tried.camera,
        microphone=tried.microphone,
        speaker=tried.speaker,
        microphone_dbfs=tried.microphone_dbfs,
        echo_delay_ms=tried.echo_delay_ms,
        relay=relay,
    )
