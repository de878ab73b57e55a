"""Errors over HTTP as RFC 9457 problems: a stable ``urn:kiosk:problem:...`` and a title people can read."""

from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.storage.store import StoreUnavailable
from kiosk.log import Log
from kiosk.protocol.submissions import LONGEST_DETAIL, ReplyProblem

MEDIA_TYPE: Final = "application/problem+json"
_log = Log("headquarters.problems")
_TITLES: Final = {
    400: "要求を読み取れません",
    401: "サインインしてください",
    403: "この操作は許可されていません",
    404: "見つかりません",
    405: "この操作はできません",
    409: "いまはできません",
    413: "大きすぎます",
}


class Problem(HTTPException):
    """An expected refusal: `name` is the last part of its URN."""

    def __init__(
        self,
        status: int,
        name: str,
        title: str = "",
        detail: str = "",
        submission_id: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, {"Upgrade": "kiosk"} if status == 426 else headers)
        self.reply = ReplyProblem(
            type=f"urn:kiosk:problem:{name}",
            title=title or _TITLES.get(status, "エラー"),
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
        title = _TITLES.get(error.status_code, "エラー")
        problem = ReplyProblem(
            type=f"urn:kiosk:problem:http-{error.status_code}", title=title, status=error.status_code
        )
        return reply(problem.model_copy(update={"detail": str(error.detail or "")[:LONGEST_DETAIL]}), error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> Response:
        places = sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
        return reply(
            ReplyProblem(
                type="urn:kiosk:problem:invalid",
                title="内容に誤りがあります",
                status=422,
                detail=", ".join(places)[:LONGEST_DETAIL],
            )
        )

    @app.exception_handler(ClientDisconnect)
    async def _gone(_request: Request, _error: ClientDisconnect) -> Response:
        _log.event("request_broken_off")  # a line that breaks is nobody's fault, and nobody reads the answer
        return reply(ReplyProblem(type="urn:kiosk:problem:broken-off", title=_TITLES[400], status=400))

    @app.exception_handler(Exception)
    async def _fault(_request: Request, error: Exception) -> Response:
        _log.failure("request_failed", error)
        alarms.ring(Alarm.FAULT)
        return reply(ReplyProblem(type="urn:kiosk:problem:fault", title="本庁の内部で誤りが起きました", status=500))

    @app.exception_handler(StoreUnavailable)
    async def _no_store(_request: Request, error: StoreUnavailable) -> Response:
        _log.failure("store_unavailable", error)
        alarms.ring(Alarm.STORE_UNAVAILABLE)
        return reply(
            ReplyProblem(
                type="urn:kiosk:problem:store-unavailable",
                title="ただいま保存できません。送信物は端末に残っています",
                status=503,
                detail="the database cannot be used now: look at disk space and at the database server",
            ),
            {"Retry-After": "30"},
        )
