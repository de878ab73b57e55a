"""Errors over HTTP as RFC 9457 problems: a stable ``urn:kiosk:problem:...`` and a title people can read."""

from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.storage.store import StoreUnavailable
from kiosk.headquarters.web import wording
from kiosk.log import Log
from kiosk.protocol.submissions import LONGEST_DETAIL, ReplyProblem

MEDIA_TYPE: Final = "application/problem+json"
_log = Log("headquarters.problems")


class Problem(HTTPException):
    """An expected refusal: `name` is the last part of its URN, `title` only where `wording` has none for it."""

    def __init__(
        self,
        status: int,
        name: str,
        detail: str = "",
        *,
        title: str = "",
        submission_id: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, {"Upgrade": "kiosk"} if status == 426 else headers)
        self.reply = ReplyProblem(
            type=f"urn:kiosk:problem:{name}",
            title=title or wording.title(name, status),
            status=status,
            detail=detail[:LONGEST_DETAIL],
            submission_id=submission_id,
        )


def reply(problem: ReplyProblem, headers: Any = None) -> Response:
    """A problem as an HTTP answer."""
    body = problem.model_dump_json(exclude_none=True)
    return Response(body, problem.status, headers=headers, media_type=MEDIA_TYPE)


def install(app: FastAPI, alarms: Alarms) -> None:
    """Make every error of `app` a problem; those that are ours to cure ring."""

    @app.exception_handler(HTTPException)
    async def _refused(_request: Request, error: HTTPException) -> Response:
        if isinstance(error, Problem):
            return reply(error.reply, error.headers)
        if 300 <= error.status_code < 400:
            return Response(status_code=error.status_code, headers=error.headers)
        problem = Problem(error.status_code, f"http-{error.status_code}", str(error.detail or ""))
        return reply(problem.reply, error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> Response:
        places = sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
        return reply(Problem(422, "invalid", ", ".join(places)).reply)

    @app.exception_handler(ClientDisconnect)
    async def _gone(_request: Request, _error: ClientDisconnect) -> Response:
        _log.event("request_broken_off")  # a line that breaks is nobody's fault, and nobody reads the answer
        return reply(Problem(400, "broken-off").reply)

    @app.exception_handler(Exception)
    async def _fault(_request: Request, error: Exception) -> Response:
        _log.failure("request_failed", error)
        alarms.ring(Alarm.FAULT)
        return reply(Problem(500, "fault").reply)

    @app.exception_handler(StoreUnavailable)
    async def _no_store(_request: Request, error: StoreUnavailable) -> Response:
        _log.failure("store_unavailable", error)
        alarms.ring(Alarm.STORE_UNAVAILABLE)
        told = "the database cannot be used now: look at disk space and at the database server"
        return reply(Problem(503, "store-unavailable", told).reply, {"Retry-After": "30"})
