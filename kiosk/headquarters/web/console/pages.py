"""The console's pages: sign-in, calls, cases, booths, and the files they are made of."""

from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from kiosk.applications.document import Copy
from kiosk.headquarters.cases.views import CaseFilter, CaseState, CaseView, NoSuchCase, NotWritten, WrongState
from kiosk.headquarters.fleet.views import NewEnrolmentCode
from kiosk.headquarters.staff.views import NotAllowed, SessionToken
from kiosk.headquarters.web.console.audit_page import add_audit
from kiosk.headquarters.web.console.bookings_page import add_bookings
from kiosk.headquarters.web.console.case_fields import add_case_fields
from kiosk.headquarters.web.console.handover_page import add_handover
from kiosk.headquarters.web.console.page_parts import HERE, PageRefused, PageRoute, Pages, Visitor
from kiosk.headquarters.web.console.place_page import add_place
from kiosk.headquarters.web.console.roster_page import add_roster
from kiosk.headquarters.web.console.shelters_page import add_shelters
from kiosk.headquarters.web.desk import Desk
from kiosk.headquarters.web.requests import cookies
from kiosk.headquarters.web.requests.cookies import BrowserCookie, SessionCookie
from kiosk.headquarters.web.requests.parameters import CsrfField, Key

PDF_HEADERS: Final = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Disposition": "inline; filename=document.pdf",
}
MEDIA_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


def make_router(desk: Desk) -> APIRouter:
    """All pages of the console over one desk."""
    pages = Pages(desk)

    async def visitor(token: SessionCookie = None) -> Visitor:
        staff = await desk.staff_of(token)
        if staff is None or token is None:
            raise PageRefused(RedirectResponse("/sign-in", 303))
        return Visitor(staff, desk.csrf_token(token))

    async def writer(
        visiting: Annotated[Visitor, Depends(visitor)], token: SessionCookie = None, csrf: CsrfField = ""
    ) -> Visitor:
        if not desk.csrf_matches(token, csrf):
            raise PageRefused(pages.stale(visiting))
        return visiting

    reading, writing = Depends(visitor), Depends(writer)
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    _add_files(router)
    _add_sign_in(router, pages)
    _add_calls(router, pages, reading)
    add_handover(router, pages, reading)
    _add_cases(router, pages, reading)
    _add_changes(router, pages, writing)
    add_case_fields(router, pages, writing)
    _add_fleet(router, pages, reading, writing)
    add_bookings(router, pages, reading, writing)
    add_shelters(router, pages, reading)
    add_place(router, pages, reading, writing)
    add_roster(router, pages, reading, writing)
    add_audit(router, pages, reading)
    return router


def _add_files(router: APIRouter) -> None:
    files = {path.name: path.read_bytes() for path in (HERE / "static").iterdir() if path.suffix in MEDIA_TYPES}

    @router.get("/static/{name}")
    async def static(name: Key) -> Response:
        if name not in files:
            raise HTTPException(404)
        return Response(files[name], media_type=MEDIA_TYPES[Path(name).suffix], headers={"Cache-Control": "no-cache"})


def _add_sign_in(router: APIRouter, pages: Pages) -> None:
    desk = pages.desk

    @router.get("/sign-in")
    async def sign_in_page() -> Response:
        return pages.page("sign_in.html", problem="", name="")

    @router.post("/sign-in")
    async def sign_in(
        request: Request,
        name: Annotated[str, Form(max_length=60)] = "",
        password: Annotated[str, Form(max_length=200)] = "",
        browser: BrowserCookie = None,
    ) -> Response:
        client = request.client.host if request.client else ""
        answer = await desk.sign_in(name, password, client, browser)
        if not isinstance(answer, SessionToken):
            later_s = answer.wait_s
            page = pages.page("sign_in.html", 429 if later_s else 401, problem=answer.words, name=name)
            page.headers.update({"Retry-After": str(later_s)} if later_s else {})
            return page
        response = RedirectResponse("/", 303)
        cookies.sign_in(response, answer, request)
        return response

    @router.post("/sign-out")
    async def sign_out(request: Request, token: SessionCookie = None, csrf: CsrfField = "") -> Response:
        response = RedirectResponse("/sign-in", 303)
        if desk.csrf_matches(token, csrf):
            await desk.sign_out(token)
            cookies.sign_out(response, request)
        return response


def _add_calls(router: APIRouter, pages: Pages, reading: Any) -> None:
    @router.get("/")
    async def calls(visiting: Visitor = reading) -> Response:
        if not visiting.staff.role.may_take_calls:
            first = "/fleet" if visiting.staff.role.may_enrol else "/audit"
            return RedirectResponse(first, 303)
        return pages.page("calls.html", visitor=visiting)


def _add_cases(router: APIRouter, pages: Pages, reading: Any) -> None:
    desk = pages.desk

    @router.get("/cases")
    async def cases(
        visiting: Visitor = reading,
        state: Annotated[str, Query(max_length=20)] = "",
        number: Annotated[str, Query(max_length=20)] = "",
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Response:
        chosen = CaseState(state) if state in set(CaseState) else None
        wanted = CaseFilter(state=chosen, number=number.strip())
        found = await desk.cases(visiting.staff, wanted, page)
        if isinstance(found, NotAllowed):
            return pages.refusal(found, visiting)
        return pages.page("cases.html", visitor=visiting, found=found, wanted=wanted, states=list(CaseState))

    @router.get("/cases/{case_id}")
    async def case(case_id: Key, visiting: Visitor = reading) -> Response:
        found = await desk.case(case_id, visiting.staff)
        if not isinstance(found, CaseView):
            return pages.refusal(found, visiting)
        return pages.page("case.html", visitor=visiting, case=found, problem="")

    @router.get("/cases/{case_id}/document.pdf")
    async def document(case_id: Key, visiting: Visitor = reading, copy: Copy = Copy.TOWN) -> Response:
        found = await desk.case_document(case_id, visiting.staff, copy)
        if not isinstance(found, bytes):
            return pages.refusal(found, visiting)
        return Response(found, media_type="application/pdf", headers=PDF_HEADERS)


def _add_changes(router: APIRouter, pages: Pages, writing: Any) -> None:
    desk = pages.desk

    @router.post("/cases/{case_id}")
    async def change(
        case_id: Key,
        state: Annotated[CaseState, Form()],
        note: Annotated[str, Form(max_length=2000)] = "",
        visiting: Visitor = writing,
    ) -> Response:
        changed = await desk.change_case(case_id, visiting.staff, state, note.strip())
        if isinstance(changed, WrongState | NotWritten):
            words = changed.words if isinstance(changed, NotWritten) else _changed_before(changed)
            found = await desk.case(case_id, visiting.staff)
            if isinstance(found, CaseView):
                return pages.page("case.html", 409, visitor=visiting, case=found, problem=words)
            return pages.refusal(found, visiting)
        if isinstance(changed, NoSuchCase | NotAllowed):
            return pages.refusal(changed, visiting)
        return RedirectResponse(f"/cases/{case_id}", 303)


def _changed_before(found: WrongState) -> str:
    return f"ほかの職員が先に「{found.state.words}」に変えました。いまの内容を見て、もう一度選んでください。"


def _add_fleet(router: APIRouter, pages: Pages, reading: Any, writing: Any) -> None:
    desk = pages.desk

    async def shown(
        visitor: Visitor, code: NewEnrolmentCode | None = None, *, status: int = 200, problem: str = ""
    ) -> Response:
        told = {"booths": await desk.fleet(), "published": desk.published.line, "code": code, "problem": problem}
        return pages.page("fleet.html", status, visitor=visitor, **told)

    @router.get("/fleet")
    async def fleet(visiting: Visitor = reading) -> Response:
        return await shown(visiting)

    @router.post("/fleet")
    async def new_code(
        booth_id: Annotated[str, Form(max_length=63)],
        place: Annotated[str, Form(max_length=60)],
        visiting: Visitor = writing,
    ) -> Response:
        try:
            code = await desk.new_enrolment_code(visiting.staff, booth_id.strip(), place.strip())
        except ValueError:
            words = "端末の名前は「himeji-ieshima-1」のように、英小文字・数字・ハイフンで書いてください。"
            return await shown(visiting, status=422, problem=words)
        if isinstance(code, NotAllowed):
            return pages.refusal(code, visiting)
        return await shown(visiting, code)
