"""The booth door's routes for identification: nonces, proofs, taps; small bodies, and only so many a minute."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request

from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.identity.nonces import NotSpent
from kiosk.headquarters.identity.verifier import IdentityDesk
from kiosk.headquarters.rate_limit import Rate, RateLimit
from kiosk.headquarters.web import wording
from kiosk.headquarters.web.requests.bodies import read_body
from kiosk.headquarters.web.requests.problems import Problem
from kiosk.protocol.identity import NonceGiven, ProofGiven, ProofJudged, TapJudged, TapShown

PROOFS: Final = Rate(at_once=12, every=timedelta(seconds=5))
"""Nonces; there is no proof without one. A resident needs one or two."""
TAPS: Final = Rate(at_once=10, every=timedelta(seconds=10))
_REFUSED: Final = {
    NotSpent.UNKNOWN: (404, "no-such-nonce", "ask for a nonce and sign that one"),
    NotSpent.EXPIRED: (410, "nonce-expired", "ask for a new nonce"),
}
Admitted = Callable[[Request], object]


def make_router(desk: IdentityDesk, admitted: Admitted, now: Callable[[], datetime]) -> APIRouter:
    """Every route under ``/identity``."""
    Booth = Annotated[KnownBooth, Depends(admitted)]  # noqa: N806 -- a type
    router = APIRouter(prefix="/identity")
    nonces, proofs, taps = RateLimit(PROOFS, now), RateLimit(PROOFS, now), RateLimit(TAPS, now)

    @router.post("/nonces", status_code=201)
    async def give_nonce(booth: Booth) -> NonceGiven:
        _stay_within(nonces, booth)
        return await desk.nonce(booth)

    @router.post("/proofs")
    async def prove(request: Request, booth: Booth) -> ProofJudged:
        _stay_within(proofs, booth)
        judged = await desk.prove(booth, await read_body(request, ProofGiven))
        if isinstance(judged, NotSpent):
            raise Problem(*_REFUSED[judged])
        return judged

    @router.post("/taps")
    async def tap(request: Request, booth: Booth) -> TapJudged:
        _stay_within(taps, booth)
        return await desk.tap(booth, await read_body(request, TapShown))

    return router


def _stay_within(limit: RateLimit, booth: KnownBooth) -> None:
    if wait := limit.wait_s(booth.booth_id):
        told = f"ask again in {wait} seconds"
        raise Problem(429, "too-many", told, title=wording.too_many(wait), headers={"Retry-After": str(wait)})
