"""The door of staff: the console's pages, the JSON API, the console's line, enrolment, health and figures."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse, Response
from starlette.websockets import WebSocket

from kiosk.headquarters.alarms import Alarms
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.fleet.enrolment import CodeRefused
from kiosk.headquarters.keys.authority import BadRequest
from kiosk.headquarters.rate_limit import Rate, RateLimit, asker
from kiosk.headquarters.web import staff_api, wording
from kiosk.headquarters.web.booth_app import BoothDoorApp, enrolled
from kiosk.headquarters.web.console import pages
from kiosk.headquarters.web.desk import Desk
from kiosk.headquarters.web.metrics import MEDIA_TYPE, Metrics
from kiosk.headquarters.web.requests import problems
from kiosk.headquarters.web.requests.bodies import read_body
from kiosk.headquarters.web.requests.body_budget import BodyBudget
from kiosk.headquarters.web.requests.body_limit import BodyLimit
from kiosk.headquarters.web.requests.forwarded import Forwarded
from kiosk.headquarters.web.requests.origin import OwnOrigin
from kiosk.headquarters.web.requests.problems import Problem
from kiosk.headquarters.web.sockets import Sockets
from kiosk.protocol.enrolment import Enrolled, EnrolmentAsked

ENROLMENTS: Final = Rate(at_once=10, every=timedelta(seconds=30))
"""Codes of one address that open nothing: an office's typing errors, and no more than 120 guesses an hour."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def make_app(desk: Desk, sockets: Sockets, booths: BoothDoorApp, metrics: Metrics, alarms: Alarms) -> FastAPI:
    """The application behind the staff door."""
    app = FastAPI(
        title="遠隔窓口 本庁",
        version="1",
        description="職員画面とAPI",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,  # strangers need no map of the doors
    )
    problems.install(app, alarms)
    app.add_middleware(OwnOrigin)
    app.add_middleware(BodyLimit, budget=BodyBudget())
    app.add_middleware(Forwarded, trusted=desk.settings.staff_door.trusted_proxies)
    app.include_router(staff_api.make_router(desk))
    _add_enrolment(app, desk, booths)
    _add_monitoring(app, metrics)

    @app.websocket("/console/line")
    async def line(socket: WebSocket) -> None:
        await sockets.line(socket)

    app.include_router(pages.make_router(desk))
    return app


def _is_this_machine(request: Request) -> bool:
    """Whether a program on this machine asks, and not somebody behind a proxy on it."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _add_enrolment(app: FastAPI, desk: Desk, booths: BoothDoorApp) -> None:
    limit = RateLimit(ENROLMENTS, desk.now)

    @app.post("/enrol")
    async def enrol(request: Request) -> Enrolled:
        asked = await read_body(request, EnrolmentAsked)
        whose = asker(request.client.host if request.client else "")
        if wait := limit.wait_s(whose):
            told = f"ask again in {wait} seconds"
            raise Problem(429, "too-many", told, title=wording.too_many(wait), headers={"Retry-After": str(wait)})
        try:
            answer = await desk.enrolment.enrol(asked.code, asked.csr)
        except BadRequest as error:
            raise Problem(422, "bad-request", str(error)) from None
        if isinstance(answer, CodeRefused):
            raise Problem(403, f"code-{answer.reason.replace('_', '-')}")
        limit.give_back(whose)
        booth = KnownBooth(answer.booth_id, answer.place)
        return enrolled(booths, booth, answer.issued.pem, answer.issued.expires_at)


def _add_monitoring(app: FastAPI, metrics: Metrics) -> None:
    @app.get("/health")
    async def health() -> dict[str, bool | int]:
        return await metrics.health()

    @app.get("/metrics", response_class=PlainTextResponse)
    async def figures(request: Request) -> Response:
        if not _is_this_machine(request):
            raise Problem(404, "http-404")  # for the monitor on this machine alone
        return Response(metrics.exposition(), media_type=MEDIA_TYPE)
