"""Asks headquarters for free times at an office, and to keep one meanwhile (``kiosk.protocol.bookings``)."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from pydantic import BaseModel

from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.http import Limits, Unreachable
from kiosk.booth.uplink.identity_client import Refused, judged
from kiosk.log import Log
from kiosk.protocol.bookings import HoldAsked, HoldGiven, HoldLeft, SlotsGiven

_log = Log("booth.bookings")
LIMITS: Final = Limits(total_s=8, connect_s=4)
T = TypeVar("T", bound=BaseModel)


class BookingDoor:
    """Questions over mutual TLS; each ends with one answer, or with why there is none."""

    def __init__(self, device: Callable[[], Device | None], limits: Limits = LIMITS) -> None:
        """`device` gives the identity in force, None while the booth has none."""
        self._device = device
        self._limits = limits

    async def slots(self, calendar: str) -> SlotsGiven | Refused | Unreachable:
        """Every free time of a calendar."""
        return await self._ask(f"{calendar}/slots", None, SlotsGiven)

    async def hold(self, calendar: str, hold_id: str, start: datetime) -> HoldGiven | Refused | Unreachable:
        """Keep this time, or keep it longer."""
        return await self._ask(f"{calendar}/holds", HoldAsked(hold_id=hold_id, start=start), HoldGiven)

    async def leave(self, hold_id: str) -> None:
        """Give it back; where that does not arrive it ends by itself."""
        await self._ask("left", HoldLeft(hold_id=hold_id), _Left)

    async def _ask(self, what: str, said: BaseModel | None, kind: type[T]) -> T | Refused | Unreachable:
        device = self._device()
        if device is None:
            return Unreachable("not_enrolled")
        body = http.Body(said.model_dump_json().encode()) if said else None
        heard = await http.ask(
            f"{device.enrolled.booth_url.rstrip('/')}/bookings/{what}", device.tls, self._limits, body
        )
        answer = heard if isinstance(heard, Unreachable) else judged(heard.status, heard.content, kind)
        if not isinstance(answer, kind):
            _log.event(
                "booking_not_answered", code=getattr(answer, "code", "") or f"http_{getattr(answer, 'status', 0)}"
            )
        return answer


class _Left(BaseModel):
    """The hold was given back, or was not there any more."""
