"""The one place that knows visit and shelter: who comes in fills in a form, and is in the register then."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kiosk.applications.typesetting import Typesetter
from kiosk.booth.call.runner import CallRunner
from kiosk.booth.health import Health
from kiosk.booth.procedures_today import ProceduresToday
from kiosk.booth.settings import BoothSettings
from kiosk.booth.shelter.desk import Desk, Phase
from kiosk.booth.shelter.ports import Edges
from kiosk.booth.shelter.register_file import RegisterFile
from kiosk.booth.shelter.runner import ShelterRunner
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.courier import Courier
from kiosk.booth.uplink.own_identity import OwnIdentity
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.runner import VisitRunner
from kiosk.card.reader import CardReader
from kiosk.printing.printer import Printer


class _Booth(Protocol):
    settings: BoothSettings
    now: Callable[[], datetime]
    on_change: Callable[[], None]
    health: Health
    own: OwnIdentity
    procedures: ProceduresToday
    store: Store
    courier: Courier
    card: CardReader
    printer: Printer
    typesetter: Typesetter
    call: CallRunner
    visit: VisitRunner


class Arrivals:
    """The shelter of a booth.

    Attributes:
        code: the pad for the code of whoever keeps the desk.
        shelter: the desk.
    """

    def __init__(self, booth: _Booth) -> None:
        self._booth = booth
        self.code = PinPad()
        self.code.expect(password=True)
        edges = Edges(
            file=RegisterFile(booth.store, lambda: booth.own.in_force().booth_id, booth.now),
            card=booth.card,
            pad=self.code,
            device=booth.own.known,
            typesetter=booth.typesetter,
            printer=booth.printer,
            begin_arrival=self._begin,
            now=booth.now,
            settings=booth.settings,
        )
        self.shelter = ShelterRunner(edges, lambda: self.free, self._changed)
        booth.health.shelter = lambda: self.shelter.told

    @property
    def free(self) -> bool:
        """Whether nobody is in the middle of a form or of a call."""
        return self._booth.visit.visit.at_home and not self._booth.call.call.active

    def stored(self) -> None:
        """What was handed in last is stored for good."""
        self.shelter.stored()
        self._booth.courier.wake()

    def _changed(self, desk: Desk) -> None:
        self._booth.procedures.shelter(is_open=desk.phase is Phase.OPEN)
        self._booth.on_change()

    def _begin(self) -> None:
        """The form of an arrival, without the page that asks for a card: nobody comes in by a number they forgot."""
        self._booth.visit.post(ev.ProcedureChosen(self._booth.settings.shelter.procedure))
        self._booth.visit.post(ev.WithoutCardChosen())
