"""The booth door's routes for booking a time: what is free, one held, one given back; only so many a minute."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request

from kiosk.headquarters.bookings.desk import BookingDesk
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.rate_limit import Rate, RateLimit
from kiosk.headquarters.web import wording
from kiosk.headquarters.web.requests.bodies import read_body
from kiosk.headquarters.web.requests.parameters import Key
from kiosk.headquarters.web.requests.problems import Problem
from kiosk.protocol.bookings import HoldAsked, HoldGiven, HoldLeft, SlotsGiven

ASKED: Final = Rate(at_once=20, every=timedelta(seconds=3))
"""Questions of one booth; a resident who looks at every day asks a dozen."""


def make_router(desk: BookingDesk, admitted: Callable[[Request], object], now: Callable[[], datetime]) -> APIRouter:
    """Every route under ``/bookings``."""
    limit = RateLimit(ASKED, now)
    router = APIRouter(prefix="/bookings")

    async def within(booth: Annotated[KnownBooth, Depends(admitted)]) -> KnownBooth:
        if wait := limit.wait_s(booth.booth_id):
            told = f"ask again in {wait} seconds"
            raise Problem(429, "too-many", told, title=wording.too_many(wait), headers={"Retry-After": str(wait)})
        return booth

    Booth = Annotated[KnownBooth, Depends(within)]  # noqa: N806 -- a type

    @router.get("/{calendar}/slots")
    async def slots(calendar: Key, _booth: Booth) -> SlotsGiven:
        given = await desk.slots(calendar)
        if given is None:
            raise Problem(404, "no-such-calendar")
        return given

    @router.post("/{calendar}/holds", status_code=201)
    async def hold(calendar: Key, request: Request, booth: Booth) -> HoldGiven:
        given = await desk.hold(booth.booth_id, calendar, await read_body(request, HoldAsked))
        if given is None:
            raise Problem(409, "slot-taken", "ask for the free times again")
        return given

    @router.post("/left")
    async def leave(request: Request, booth: Booth) -> dict[str, bool]:
        await desk.leave(booth.booth_id, (await read_body(request, HoldLeft)).hold_id)
        return {"left": True}

    return router
