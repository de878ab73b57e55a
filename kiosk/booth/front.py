"""What the first screen shows, before anything works behind it: who this booth is, and what it offers or why not.

A booth is put together in two steps. `Front` is what the first picture needs and no more; `kiosk.booth.app.Booth` is
everything that works behind that picture, and is made of a front once the picture was drawn (`screen.Screen.booth`).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.booth.procedures_today import ProceduresToday
from kiosk.booth.service import Service
from kiosk.booth.settings import BoothSettings
from kiosk.booth.storage.interrupted import Interrupted
from kiosk.booth.storage.store import Store
from kiosk.booth.uplink.own_identity import OwnIdentity
from kiosk.booth.visit.events import ServiceResumed, ServiceStopped
from kiosk.booth.visit.stages import OutOfService
from kiosk.booth.visit.state import Visit
from kiosk.clocks import wall_clock


class Front:
    """One booth as its first screen shows it.

    Attributes:
        interrupted: whether a visit was cut off when the booth stopped.
        own: who this booth is.
        procedures: what it offers today.
        store: the disk; opened behind the first picture.
        service: what is missing of these, and what an installer mended.
    """

    def __init__(self, settings: BoothSettings, now: Callable[[], datetime] = wall_clock) -> None:
        self.settings = settings
        self.now = now
        self.interrupted = Interrupted(settings.state / "somebody-is-here")
        self.own = OwnIdentity(settings.state / "identity")
        self.procedures = ProceduresToday(settings, now, self.own.authority)
        self.store = Store(settings.state / "booth.sqlite", now)
        self.service = Service(
            identity=self.own,
            procedures=self.procedures,
            store=self.store,
            tell=lambda event: self._tell(event),  # noqa: PLW0108 -- another one later
            on_enrolled=lambda: self._enrolled(),  # noqa: PLW0108 -- another one later
        )
        self._told: list[ServiceStopped | ServiceResumed] = []
        self._tell: Callable[[ServiceStopped | ServiceResumed], None] = self._told.append
        self._enrolled: Callable[[], None] = lambda: None

    def look(self) -> None:
        """Find out what the first screen shows; what cannot be had is told, never a reason not to start."""
        self.service.look()

    def hand_over(
        self, tell: Callable[[ServiceStopped | ServiceResumed], None], on_enrolled: Callable[[], None]
    ) -> None:
        """From now on somebody hears what becomes of service, and at once what became of it so far."""
        self._tell, self._enrolled = tell, on_enrolled
        for event in self._told:
            tell(event)
        if self.own.device is not None:
            on_enrolled()

    @property
    def visit(self) -> Visit:
        """Nobody's visit, as the first screen shows it."""
        visit = Visit(locale=self.procedures.rules().locale)
        last = self._told[-1] if self._told else None
        return replace(visit, stage=OutOfService(last.why)) if isinstance(last, ServiceStopped) else visit

    def place(self) -> tuple[str, str]:
        """Municipality and branch office, as enrolled."""
        device = self.own.device
        if device is None:
            return "", self.settings.place
        return device.enrolled.municipality, device.enrolled.place or self.settings.place
