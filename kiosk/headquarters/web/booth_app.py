"""The door of the booths: mutual TLS, submissions, receipts, identification, renewal, relay, link. No pages."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from kiosk.headquarters.alarms import Alarms
from kiosk.headquarters.bookings.desk import BookingDesk
from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.cases.envelopes import NotReceived
from kiosk.headquarters.cases.intake import Intake
from kiosk.headquarters.fleet.booths import Fleet, KnownBooth
from kiosk.headquarters.fleet.enrolment import Enrolment
from kiosk.headquarters.identity.verifier import IdentityDesk
from kiosk.headquarters.keys.authority import Authority, BadRequest
from kiosk.headquarters.rate_limit import Rate, RateLimit
from kiosk.headquarters.web import booking_routes, identity_routes, wording
from kiosk.headquarters.web.requests import problems
from kiosk.headquarters.web.requests.bodies import read_body
from kiosk.headquarters.web.requests.body_budget import BodyBudget
from kiosk.headquarters.web.requests.body_limit import BodyLimit
from kiosk.headquarters.web.requests.certificate_time import RENEWAL, CertificateTime
from kiosk.headquarters.web.requests.parameters import IdempotencyKey, Key
from kiosk.headquarters.web.requests.problems import Problem
from kiosk.headquarters.web.sockets import Sockets
from kiosk.protocol import bundles
from kiosk.protocol.calls import RelayGiven
from kiosk.protocol.enrolment import Enrolled, RenewalAsked
from kiosk.protocol.presence import SealingKey
from kiosk.protocol.submissions import LARGEST_SUBMISSION_BYTES, MEDIA_TYPE, Receipt

BUNDLES: Final = Rate(at_once=5, every=timedelta(minutes=2))
"""Bundles one booth may fetch; a booth whose line breaks meanwhile asks again."""

RENEWALS: Final = Rate(at_once=5, every=timedelta(minutes=10))
"""Certificates one booth may ask for: it needs one in two months, and asks again where the answer gets lost."""


class BoothDoorApp:
    """What the routes of the booth door need."""

    def __init__(
        self,
        *,
        fleet: Fleet,
        intake: Intake,
        enrolment: Enrolment,
        sockets: Sockets,
        authority: Authority,
        sealing_keys: tuple[SealingKey, ...],
        municipality: str,
        identity: IdentityDesk,
        bookings: BookingDesk,
        alarms: Alarms,
        relay: Relay,
        now: Callable[[], datetime],
    ) -> None:
        self.fleet = fleet
        self.intake = intake
        self.enrolment = enrolment
        self.sockets = sockets
        self.authority = authority
        self.sealing_keys = sealing_keys
        self.municipality = municipality
        self.identity = identity
        self.bookings = bookings
        self.alarms = alarms
        self.relay = relay
        self.now = now
        self.url = ""

    def app(self) -> FastAPI:
        """The application behind the booth door."""
        app = FastAPI(title="窓口端末の口", docs_url=None, redoc_url=None, openapi_url=None)
        problems.install(app, self.alarms)
        app.add_middleware(BodyLimit, budget=BodyBudget(), larger_bytes={"/submissions": LARGEST_SUBMISSION_BYTES})
        app.add_middleware(CertificateTime, now=self.now)
        app.include_router(_routes(self))
        return app

    async def admitted(self, request: Request) -> KnownBooth:
        """The booth at the other end, if it may come in now."""
        tls = request.scope.get("extensions", {}).get("tls")
        booth = await self.fleet.admit(tls["booth_id"], tls["fingerprint"]) if tls else None
        if booth is None:
            raise Problem(403, "not-enrolled", "enrol this booth again with a new code")
        return booth


def _routes(door: BoothDoorApp) -> APIRouter:
    router = APIRouter()
    _add_submissions(router, door)
    _add_certificates(router, door)
    router.include_router(booking_routes.make_router(door.bookings, door.admitted, door.now))
    router.include_router(identity_routes.make_router(door.identity, door.admitted, door.now))

    _add_bundles(router, door)

    @router.websocket("/link")
    async def link(socket: WebSocket) -> None:
        await door.sockets.link(socket)

    return router


def _add_submissions(router: APIRouter, door: BoothDoorApp) -> None:
    Booth = Annotated[KnownBooth, Depends(door.admitted)]  # noqa: N806 -- a type

    @router.post("/submissions", status_code=201)
    async def submit(
        request: Request,
        response: Response,
        booth: Booth,
        key: IdempotencyKey = None,
    ) -> Receipt:
        if request.headers.get("content-type") != MEDIA_TYPE:
            raise Problem(415, "media-type", f"send {MEDIA_TYPE}")
        answer = await door.intake.accept(booth, key, await request.body())
        if isinstance(answer, NotReceived):
            later = {"Retry-After": str(answer.retry_after_s)} if answer.retry_after_s else None
            raise Problem(
                answer.status,
                answer.problem,
                answer.detail,
                title=answer.title,
                submission_id=answer.submission_id,
                headers=later,
            )
        response.status_code = 200 if answer.replayed else 201
        return answer

    @router.get("/submissions/{submission_id}/receipt")
    async def receipt(submission_id: Key, booth: Booth) -> Receipt:
        found = await door.intake.receipt(booth, submission_id)
        if found is None:
            raise Problem(404, "no-such-submission")
        return found


def _add_bundles(router: APIRouter, door: BoothDoorApp) -> None:
    Booth = Annotated[KnownBooth, Depends(door.admitted)]  # noqa: N806 -- a type
    limit = RateLimit(BUNDLES, door.now)

    @router.get("/procedures")
    async def procedures(booth: Booth, after: Annotated[int, Query(ge=0, lt=2**31)] = 0) -> Response:
        newest = door.sockets.published.newest
        if newest is None or newest.number <= after:
            return Response(status_code=204)
        _stay_within(limit, booth)
        return Response(newest.body, media_type=bundles.MEDIA_TYPE)


def _add_certificates(router: APIRouter, door: BoothDoorApp) -> None:
    Booth = Annotated[KnownBooth, Depends(door.admitted)]  # noqa: N806 -- a type
    limit = RateLimit(RENEWALS, door.now)

    @router.post(RENEWAL)
    async def renew(request: Request, booth: Booth) -> Enrolled:
        _stay_within(limit, booth)
        asked = await read_body(request, RenewalAsked)
        shown = request.scope["extensions"]["tls"]["fingerprint"]
        try:
            issued = await door.enrolment.renew(booth.booth_id, shown, asked.csr)
        except BadRequest as error:
            raise Problem(422, "bad-request", str(error)) from None
        return enrolled(door, booth, issued.pem, issued.expires_at)

    @router.get("/sealing-keys")
    async def sealing_keys(_booth: Booth) -> list[SealingKey]:
        return list(door.sealing_keys)

    @router.get("/relay")
    async def relay(booth: Booth) -> RelayGiven:
        return RelayGiven(ice_servers=door.relay.servers(booth.booth_id))

    @router.get("/health")
    async def health(_booth: Booth) -> dict[str, bool]:
        return {"ok": True}


def _stay_within(limit: RateLimit, booth: KnownBooth) -> None:
    if wait := limit.wait_s(booth.booth_id):
        told = f"ask again in {wait} seconds"
        raise Problem(429, "too-many", told, title=wording.too_many(wait), headers={"Retry-After": str(wait)})


def enrolled(door: BoothDoorApp, booth: KnownBooth, certificate: str, expires_at: object) -> Enrolled:
    """What a booth is told of its identity."""
    return Enrolled.model_validate(
        {
            "booth_id": booth.booth_id,
            "place": booth.place,
            "municipality": door.municipality,
            "certificate": certificate,
            "authority": door.authority.pem,
            "sealing_keys": door.sealing_keys,
            "booth_url": door.url,
            "expires_at": expires_at,
        }
    )
