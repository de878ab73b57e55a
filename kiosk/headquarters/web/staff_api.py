"""The JSON API of the staff door: what the console's pages can do, for programs of the municipality and for scripts."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Final, NoReturn

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from kiosk.applications.attachment import Attachment
from kiosk.applications.document import Copy
from kiosk.headquarters.cases.views import (
    CannotOpen,
    CaseFilter,
    CaseLine,
    CasePage,
    CaseState,
    CaseView,
    NoSuchCase,
    NotWritten,
    WrongState,
)
from kiosk.headquarters.fleet.views import BoothLine, NewEnrolmentCode
from kiosk.headquarters.insights.today import Today
from kiosk.headquarters.staff.views import NotAllowed, SignInRefused, StaffMember
from kiosk.headquarters.storage.audit import AuditPage
from kiosk.headquarters.view import Unreadable
from kiosk.headquarters.web import wording
from kiosk.headquarters.web.accounts_api import add_accounts
from kiosk.headquarters.web.desk import CSRF_HEADER, Desk
from kiosk.headquarters.web.requests import cookies
from kiosk.headquarters.web.requests.cookies import BrowserCookie, SessionCookie
from kiosk.headquarters.web.requests.parameters import CsrfHeader, Key
from kiosk.headquarters.web.requests.problems import Problem
from kiosk.protocol.model import AnswerValue

_SEND_CSRF: Final = f"send the session's value in {CSRF_HEADER}"


class SignInAsked(BaseModel):
    """``POST /api/sign-in``."""

    name: Annotated[str, Field(max_length=60)]
    password: Annotated[str, Field(max_length=200, repr=False)]


class SignedIn(BaseModel):
    """Who signed in, and the value to send back in ``X-Kiosk-Token`` with every change."""

    staff: StaffMember
    csrf: str


class CaseChange(BaseModel):
    """``POST /api/cases/{id}``."""

    state: CaseState
    note: Annotated[str, Field(max_length=2000)] = ""


class FieldWritten(BaseModel):
    """``POST /api/cases/{id}/fields/{field}``; `seen` is the entry that is replaced, "" for none."""

    value: AnswerValue
    seen: Annotated[str, Field(max_length=60)] = ""


class CodeAsked(BaseModel):
    """``POST /api/enrolment-codes``."""

    booth_id: Annotated[str, Field(max_length=63)]
    place: Annotated[str, Field(max_length=60)]


_SHOWN = ("image/png", "image/jpeg", "application/pdf")
"""What a browser may show of what came from a booth; anything else is only saved."""
Refusal = NotAllowed | NoSuchCase | CannotOpen | WrongState | NotWritten
Dependency = Callable[..., Awaitable[StaffMember]]


def make_router(desk: Desk) -> APIRouter:
    """Every route under ``/api``."""

    async def reader(token: SessionCookie = None) -> StaffMember:
        staff = await desk.staff_of(token)
        if staff is None:
            raise Problem(401, "not-signed-in")
        return staff

    async def writer(
        staff: Annotated[StaffMember, Depends(reader)],
        token: SessionCookie = None,
        csrf: CsrfHeader = None,
    ) -> StaffMember:
        if not desk.csrf_matches(token, csrf):
            raise Problem(403, "csrf", _SEND_CSRF)
        return staff

    router = APIRouter(prefix="/api")
    _add_session(router, desk, reader)
    _add_cases(router, desk, reader, writer)
    _add_case_fields(router, desk, writer)
    _add_fleet(router, desk, reader, writer)
    add_accounts(router, desk, reader, writer)
    _add_audit(router, desk, reader)
    return router


def refuse(refusal: Refusal) -> NoReturn:
    """Raise a refusal of the desk as a problem."""
    match refusal:
        case NotAllowed(role=role):
            raise Problem(403, "not-allowed", detail=f"the role {role.value} may not do this")
        case NoSuchCase():
            raise Problem(404, "no-such-case")
        case CannotOpen(words=words):
            raise Problem(409, "cannot-open", title=words)
        case NotWritten(words=words):
            raise Problem(409, "not-written", title=words)
        case WrongState(state=state):
            raise Problem(409, "wrong-state", title=wording.wrong_state(state.words))


def _add_session(router: APIRouter, desk: Desk, reader: Dependency) -> None:
    @router.post("/sign-in")
    async def sign_in(
        asked: SignInAsked, request: Request, response: Response, browser: BrowserCookie = None
    ) -> SignedIn:
        client = request.client.host if request.client else ""
        answer = await desk.sign_in(asked.name, asked.password, client, browser)
        if isinstance(answer, SignInRefused):
            later = {"Retry-After": str(answer.wait_s)} if answer.wait_s else None
            raise Problem(429 if later else 401, f"sign-in-{answer.reason}", title=answer.words, headers=later)
        cookies.sign_in(response, answer, request)
        return SignedIn(staff=answer.staff, csrf=desk.csrf_token(answer.text))

    @router.post("/sign-out", status_code=204)
    async def sign_out(
        request: Request, response: Response, token: SessionCookie = None, csrf: CsrfHeader = None
    ) -> None:
        if not desk.csrf_matches(token, csrf):
            raise Problem(403, "csrf", _SEND_CSRF)
        await desk.sign_out(token)
        cookies.sign_out(response, request)

    @router.get("/me")
    async def me(staff: Annotated[StaffMember, Depends(reader)], token: SessionCookie = None) -> SignedIn:
        return SignedIn(staff=staff, csrf=desk.csrf_token(token or ""))

    @router.get("/today")
    async def today(_staff: Annotated[StaffMember, Depends(reader)]) -> Today:
        return await desk.today()


def _add_cases(router: APIRouter, desk: Desk, reader: Dependency, writer: Dependency) -> None:
    Reader = Annotated[StaffMember, Depends(reader)]  # noqa: N806 -- a type
    Writer = Annotated[StaffMember, Depends(writer)]  # noqa: N806 -- a type

    @router.get("/cases")
    async def cases(
        staff: Reader, wanted: Annotated[CaseFilter, Query()], page: Annotated[int, Query(ge=1, le=100_000)] = 1
    ) -> CasePage:
        found = await desk.cases(staff, wanted, page)
        return found if isinstance(found, CasePage) else refuse(found)

    @router.get("/cases/{case_id}")
    async def case(case_id: Key, staff: Reader) -> CaseView:
        found = await desk.case(case_id, staff)
        return found if isinstance(found, CaseView) else refuse(found)

    @router.get("/cases/{case_id}/document.pdf", response_class=Response)
    async def document(case_id: Key, staff: Reader, copy: Copy = Copy.TOWN) -> Response:
        found = await desk.case_document(case_id, staff, copy)
        if not isinstance(found, bytes):
            refuse(found)
        return Response(found, media_type="application/pdf")

    @router.get("/cases/{case_id}/attachments/{name}", response_class=Response)
    async def attachment(case_id: Key, name: Key, staff: Reader) -> Response:
        found = await desk.case_attachment(case_id, name, staff)
        if not isinstance(found, Attachment):
            refuse(found)
        known = found.media_type if found.media_type in _SHOWN else "application/octet-stream"
        return Response(found.content, media_type=known, headers={"Content-Security-Policy": "sandbox"})

    @router.post("/cases/{case_id}")
    async def change(case_id: Key, asked: CaseChange, staff: Writer) -> CaseLine:
        changed = await desk.change_case(case_id, staff, asked.state, asked.note)
        return changed if isinstance(changed, CaseLine) else refuse(changed)


def _add_case_fields(router: APIRouter, desk: Desk, writer: Dependency) -> None:
    Writer = Annotated[StaffMember, Depends(writer)]  # noqa: N806 -- a type

    @router.post("/cases/{case_id}/fields/{field}")
    async def write_field(case_id: Key, field: Key, asked: FieldWritten, staff: Writer) -> CaseLine:
        done = await desk.write_field(case_id, staff, field, asked.value, asked.seen)
        return done if isinstance(done, CaseLine) else refuse(done)


def _add_fleet(router: APIRouter, desk: Desk, reader: Dependency, writer: Dependency) -> None:
    Reader = Annotated[StaffMember, Depends(reader)]  # noqa: N806 -- a type
    Writer = Annotated[StaffMember, Depends(writer)]  # noqa: N806 -- a type

    @router.get("/fleet")
    async def fleet(_staff: Reader) -> list[BoothLine | Unreadable]:
        return await desk.fleet()

    @router.post("/enrolment-codes", status_code=201)
    async def new_code(asked: CodeAsked, staff: Writer) -> NewEnrolmentCode:
        try:
            code = await desk.new_enrolment_code(staff, asked.booth_id, asked.place)
        except ValueError as error:
            raise Problem(422, "invalid", str(error), title=wording.BOOTH_IS_NOT_NAMED_SO) from None
        return code if isinstance(code, NewEnrolmentCode) else refuse(code)

    @router.post("/fleet/{booth_id}/revoke", status_code=204)
    async def revoke(booth_id: Key, staff: Writer) -> None:
        done = await desk.revoke_booth(staff, booth_id)
        if isinstance(done, NotAllowed):
            refuse(done)
        if not done:
            raise Problem(404, "no-such-booth")


def _add_audit(router: APIRouter, desk: Desk, reader: Dependency) -> None:
    Reader = Annotated[StaffMember, Depends(reader)]  # noqa: N806 -- a type

    @router.get("/audit")
    async def audit(
        staff: Reader,
        subject: Annotated[str, Query(max_length=80)] = "",
        before: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
    ) -> AuditPage:
        found = await desk.audit_lines(staff, subject, before)
        return found if isinstance(found, AuditPage) else refuse(found)
