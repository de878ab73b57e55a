"""How the booth is: numbers and flags for headquarters' fleet page, gathered without asking anything slow."""

import shutil
from dataclasses import field, replace
from pathlib import Path

from kiosk import __version__
from kiosk.booth.submissions.waiting import Backlog
from kiosk.card.card import CardEvent, ReaderAbsent
from kiosk.media.messages import DevicesFound, DeviceState
from kiosk.printing.outcome import PrinterProblem, PrinterReady, PrinterState
from kiosk.protocol.presence import BoothHealth
from kiosk.values import dataclass


@dataclass(frozen=True)
class Known:
    """What was last heard of each part."""

    backlog: Backlog = field(default_factory=lambda: Backlog(0, 0, 0))
    card_reader: bool = False
    camera: bool = False
    microphone: bool = False
    printer: PrinterState | None = None


class Health:
    """Keeps what was last heard, and puts it together when headquarters asks."""

    def __init__(self, state: Path, *, rehearsal: bool) -> None:
        self._state = state
        self._rehearsal = rehearsal
        self.known = Known()

    def card_event(self, event: CardEvent) -> None:
        """The reader said something, so it is there, or said that it is not."""
        self.known = replace(self.known, card_reader=not isinstance(event, ReaderAbsent))

    def devices(self, found: DevicesFound) -> None:
        """The media child looked for camera and microphone."""
        camera, microphone = (device.state is not DeviceState.NONE for device in (found.camera, found.microphone))
        self.known = replace(self.known, camera=camera, microphone=microphone)

    def outbox(self, backlog: Backlog) -> None:
        """The outbox was counted."""
        self.known = replace(self.known, backlog=backlog)

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
            card_reader=known.card_reader,
            camera=known.camera,
            microphone=known.microphone,
            printer=isinstance(known.printer, PrinterReady),
            printer_problem=known.printer.kind if isinstance(known.printer, PrinterProblem) else "",
            disk_free_mb=shutil.disk_usage(self._state).free // 2**20,
            rehearsal=self._rehearsal,
            outbox_stuck=known.backlog.stuck,
            outbox_stuck_code=known.backlog.stuck_code,
        )
