"""The booth tries its parts before a resident finds out: at the start, each morning, and when something was plugged in.

What does not work is tried again every ten minutes, so that what was mended is back without anybody's help. Nothing is
tried while somebody is at the booth.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from kiosk.booth.health import Health
from kiosk.booth.service import alarm
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.relay_client import relay_given
from kiosk.log import Log
from kiosk.media import devices
from kiosk.media.engine import MediaEngine, MediaFailed
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.calls import IceServer
from kiosk.values import dataclass

_log = Log("booth.trials")
_MORNING: Final = 6
_NIGHT: Final = 22
"""Hours of the day in Japan; before and after them no speaker makes a sound by itself."""
_AGAIN: Final = timedelta(minutes=10)
_OF_DEVICES: Final = frozenset({Trouble.UNHEARD, Trouble.UNSEEN})
_OF_RELAY: Final = frozenset({Trouble.RELAY_REFUSED, Trouble.NO_RELAY})


@dataclass(frozen=True)
class Last:
    """When something was tried last, and what was plugged in then."""

    at: datetime
    plugged: devices.Plugged | None = None


def is_due(last: Last | None, now: datetime, plugged: devices.Plugged | None = None) -> bool:
    """Whether it is time for a whole trial, as on the first day."""
    if last is None or last.plugged != plugged or now < last.at:  # the last: the clock was set back
        return True
    here, before = now.astimezone(JAPAN), last.at.astimezone(JAPAN)
    return before.date() < here.date() and here.hour >= _MORNING


def may_sound(now: datetime) -> bool:
    """Whether a speaker may make a sound by itself."""
    return _MORNING <= now.astimezone(JAPAN).hour < _NIGHT


class Trials:
    """Tries what is due, keeps what came of it in `health`, and raises the alarm for what is new of it."""

    def __init__(
        self,
        health: Health,
        engine: MediaEngine,
        now: Callable[[], datetime],
        *,
        online: Callable[[], Device | None],
        in_use: Callable[[], bool],
        on_change: Callable[[], None],
    ) -> None:
        """`online`: who the booth is while headquarters can be reached, else None; `in_use`: somebody is at the booth.

        `on_change`: what can be given is another thing now.
        """
        self._health = health
        self._engine = engine
        self._now = now
        self._online = online
        self._in_use = in_use
        self._on_change = on_change
        self._devices: Last | None = None
        self._relay: Last | None = None
        self._told = health.fitness

    async def make(self) -> None:
        """Whatever is due now."""
        if not self._in_use():
            await self._try_devices()
        device = self._online()
        if device is not None and not self._in_use():
            await self._try_relay(device)
        self.tell()

    def headquarters_came(self) -> None:
        """Headquarters is there again, maybe with another relay or secret: ask anew in the next round."""
        self._relay = None

    def tell(self) -> None:
        """Say what is new of what can be given: to the screen, and as an alarm what staff must see to."""
        now, before = self._health.fitness, self._told
        self._told = now
        for trouble in now.troubles:
            if trouble not in before.troubles:
                alarm(trouble)
        if now != before:
            self._on_change()

    def _failing(self, troubles: frozenset[Trouble], last: Last | None, now: datetime) -> bool:
        """Whether something of it did not work, some while ago."""
        return last is not None and bool(troubles & set(self._told.troubles)) and now - last.at >= _AGAIN

    async def _try_devices(self) -> None:
        now, plugged = self._now(), devices.plugged()
        whole = is_due(self._devices, now, plugged)
        if not whole and not self._failing(_OF_DEVICES, self._devices, now):
            return
        try:
            tried = await self._engine.try_devices(sound=whole and may_sound(now))
        except MediaFailed as error:
            _log.failure("devices_not_tried", error)
            return
        if tried is not None:
            self._devices = Last(now, plugged)
            self._health.tried(tried, now)

    async def _try_relay(self, device: Device) -> None:
        now = self._now()
        if not is_due(self._relay, now) and not self._failing(_OF_RELAY, self._relay, now):
            return
        self._relay = Last(now)
        given = await relay_given(device)
        if isinstance(given, Unreachable):
            _log.event("relay_not_given", code=given.code)
            return
        await self._ask_relay(given, now)

    async def _ask_relay(self, given: Sequence[IceServer], now: datetime) -> None:
        try:
            self._health.relay_tried((await self._engine.try_relay(given)).routes, now)
        except MediaFailed as error:
            _log.failure("relay_not_tried", error)
