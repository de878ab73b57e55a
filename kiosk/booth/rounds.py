"""The round the booth makes every half minute: how its parts are, what was mended, whether its certificate is due."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.booth.health import Health
from kiosk.booth.newer_procedures import NewerProcedures
from kiosk.booth.procedures_today import ProceduresToday
from kiosk.booth.service import Service, alarm
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.trials import Trials
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.link import Link
from kiosk.booth.uplink.own_identity import OwnIdentity
from kiosk.log import Log
from kiosk.media.engine import MediaEngine, MediaFailed
from kiosk.printing.printer import Printer

_log = Log("booth.rounds")
_BETWEEN_S: Final = 30.0


class Rounds:
    """Looks at everything that nobody tells of by itself, and lets others do what is due."""

    def __init__(
        self,
        *,
        health: Health,
        outbox: Outbox,
        printer: Printer,
        engine: MediaEngine,
        service: Service,
        procedures: ProceduresToday,
        own: OwnIdentity,
        link: Link,
        now: Callable[[], datetime],
        in_use: Callable[[], bool] = lambda: False,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """`in_use`: somebody is at the booth; `on_change`: what it can give is another thing now."""
        self._health = health
        self._outbox = outbox
        self._printer = printer
        self._engine = engine
        self._service = service
        self._own = own
        self._link = link
        self._now = now
        self._told_over = False
        self._newer = NewerProcedures(procedures, self._online, in_use)
        self._trials = Trials(health, engine, now, online=self._online, in_use=in_use, on_change=on_change)

    def _online(self) -> Device | None:
        return self._own.device if self._link.online else None

    def headquarters_came(self) -> None:
        """The line to headquarters stands again."""
        self._trials.headquarters_came()

    def procedures_published(self, number: int) -> None:
        """Headquarters' newest procedures have this number; they are fetched in the next round."""
        self._newer.told(number)

    async def make(self) -> None:
        """Once: papers of an earlier run, camera and microphone; then one round after the other, until cancelled."""
        await self._printer.take_back()
        try:
            self._health.devices(await self._engine.find_devices())
        except MediaFailed as error:
            _log.failure("devices_not_found", error)
        while True:
            await self.one()
            await self._trials.make()
            await asyncio.sleep(_BETWEEN_S)

    async def one(self) -> None:
        """One round."""
        try:
            self._health.outbox(await self._outbox.backlog())
            await self._outbox.tidy()
        except (StoreBroken, StoreFull) as error:
            _log.failure("outbox_not_counted", error)
        self._health.printer(await self._printer.state())
        await self._service.recover()
        await self._renew()
        await self._newer.take()
        self._health.procedures(self._newer.state)

    async def _renew(self) -> None:
        """Renew in time while the line is there; what ran out keeps the line away, so then it is asked for anyway."""
        over = self._own.is_over(self._now())
        if over and not self._told_over:
            alarm(Trouble.CERTIFICATE_OVER)
        self._told_over = over
        if over or self._link.online:
            await self._own.renew_when_due(self._now())
