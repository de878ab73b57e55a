"""The console's pages: sign-in, calls, cases, booths, and the files they are made of."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from typing_extensions import override

from kiosk.headquarters.cases.views import CannotOpen, CaseFilter, CaseState, CaseView, NoSuchCase, WrongState
from kiosk.headquarters.identity import wording
from kiosk.headquarters.staff.views import NotAllowed, SessionToken, StaffMember
from kiosk.headquarters.web import cookies
from kiosk.headquarters.web.cookies import BrowserCookie, SessionCookie
from kiosk.headquarters.web.desk import Desk
from kiosk.jpki.certificates import Mode
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.identifiers import PROTOCOL_VERSION

HERE: Final = Path(__file__).parent

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


class PageRefused(Exception):
    """A request that ends with this page, whatever asked for it."""

    def __init__(self, page: Response) -> None:
        super().__init__()
        self.page = page


class PageRoute(APIRoute):
    """A route that may end early with another page than its own."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except PageRefused as refused:
                return refused.page

        return answer


_TRIALS: Final = {Mode.TEST: "試験用（本物のカードは使えません）", Mode.REHEARSAL: "予行（本物のカードは使えません）"}
"""What every page says where real cards are not believed."""


class Pages:
    """Templates made into answers, with what every page shows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "when": when,
            "day": day,
            "outcome_words": wording.OUTCOMES.get,
            "verdict_words": wording.VERDICTS.get,
            "forged_words": wording.forged_words,
            "shown_outcome": wording.shown_outcome,
            "level_words": wording.level_words,
        }
        self._templates.tests |= {"forged": wording.is_forged}
        self._templates.globals |= {
            "municipality": desk.settings.municipality.name,
            "protocol_version": PROTOCOL_VERSION,
            "icon": icon,
            "identity_words": wording.for_the_call_page(),
            "trial": _TRIALS.get(desk.settings.cards.mode, ""),
            "symbols": Markup((HERE / "icons.svg").read_text(encoding="utf-8")),  # noqa: S704 -- a file of ours
        }

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """One page; `values` are what its template asks for."""
        return HTMLResponse(self._templates.get_template(template).render(**values), status)

    def refusal(self, refused: NotAllowed | NoSuchCase | CannotOpen, visitor: "Visitor") -> HTMLResponse:
        """A page that says why there is nothing to see, and what to do."""
        if isinstance(refused, NotAllowed):
            words = f"「{refused.role.words}」の役割では見られません。必要なときは管理者に連絡してください。"
            return self.page("refusal.html", 403, visitor=visitor, title="この画面は見られません", words=words)
        if isinstance(refused, NoSuchCase):
            return self.page(
                "refusal.html",
                404,
                visitor=visitor,
                title="その案件はありません",
                words="番号をもう一度お確かめください。保存期間を過ぎた案件は消去されています。",
            )
        return self.page("refusal.html", 409, visitor=visitor, title="開封できません", words=refused.words)

    def stale(self, visitor: "Visitor") -> HTMLResponse:
        """A page for a form that was not made in this session: nothing was changed."""
        words = "変更はしていません。前の画面にもどって読み込みなおし、もう一度お試しください。"
        return self.page("refusal.html", 403, visitor=visitor, title="この画面は古くなりました", words=words)


class Visitor:
    """The signed-in staff member of one request, and the value their forms must send back."""

    def __init__(self, staff: StaffMember, csrf: str) -> None:
        self.staff = staff
        self.csrf = csrf


def icon(name: str) -> Markup:
    """One symbol of ``icons.svg``; the words beside it say the same."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="#icon-{}"></use></svg>').format(name)


def when(at: datetime | None) -> str:
    """A moment as staff read it, in Japan's time."""
    if at is None:
        return "–"
    local = at.astimezone(JAPAN)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def day(at: datetime) -> str:
    """A date as staff read it, in Japan's time."""
    local = at.astimezone(JAPAN)
    return f"{local.year}年{local.month}月{local.day}日"


def make_router(desk: Desk) -> APIRouter:
    """All pages of the console over one desk."""
    pages = Pages(desk)

    async def visitor(token: SessionCookie = None) -> Visitor:
        staff = await desk.staff_of(token)
        if staff is None or token is None:
            raise PageRefused(RedirectResponse("/sign-in", 303))
        return Visitor(staff, desk.csrf_token(token))

    async def writer(
        visiting: Annotated[Visitor, Depends(visitor)], token: SessionCookie = None, csrf: Annotated[str, Form()] = ""
    ) -> Visitor:
        if not desk.csrf_matches(token, csrf):
            raise PageRefused(pages.stale(visiting))
        return visiting

    reading, writing = Depends(visitor), Depends(writer)
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    _add_files(router)
    _add_sign_in(router, pages)
    _add_calls(router, pages, reading)
    _add_cases(router, pages, reading)
    _add_changes(router, pages, writing)
    _add_fleet(router, pages, reading, writing)
    return router


def _add_files(router: APIRouter) -> None:
    files = {path.name: path.read_bytes() for path in (HERE / "static").iterdir() if path.suffix in MEDIA_TYPES}

    @router.get("/static/{name}")
    async def static(name: str) -> Response:
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
            later = answer.wait_seconds
            page = pages.page("sign_in.html", 429 if later else 401, problem=answer.words, name=name)
            page.headers.update({"Retry-After": str(later)} if later else {})
            return page
        response = RedirectResponse("/", 303)
        cookies.sign_in(response, answer, secure=desk.cookie_secure)
        return response

    @router.post("/sign-out")
    async def sign_out(token: SessionCookie = None, csrf: Annotated[str, Form()] = "") -> Response:
        response = RedirectResponse("/sign-in", 303)
        if desk.csrf_matches(token, csrf):
            await desk.sign_out(token)
            cookies.sign_out(response, secure=desk.cookie_secure)
        return response


def _add_calls(router: APIRouter, pages: Pages, reading: Any) -> None:
    @router.get("/")
    async def calls(visiting: Visitor = reading) -> Response:
        if not visiting.staff.role.may_take_calls:
            return RedirectResponse("/fleet", 303)
        return pages.page("calls.html", visitor=visiting)


def _add_cases(router: APIRouter, pages: Pages, reading: Any) -> None:
    desk = pages.desk

    @router.get("/cases")
    async def cases(
        visiting: Visitor = reading,
        state: str = "",
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
    async def case(case_id: str, visiting: Visitor = reading) -> Response:
        found = await desk.case(case_id, visiting.staff)
        if not isinstance(found, CaseView):
            return pages.refusal(found, visiting)
        return pages.page("case.html", visitor=visiting, case=found, problem="")

    @router.get("/cases/{case_id}/document.pdf")
    async def document(case_id: str, visiting: Visitor = reading) -> Response:
        found = await desk.case_document(case_id, visiting.staff)
        if not isinstance(found, bytes):
            return pages.refusal(found, visiting)
        return Response(found, media_type="application/pdf", headers=PDF_HEADERS)


def _add_changes(router: APIRouter, pages: Pages, writing: Any) -> None:
    desk = pages.desk

    @router.post("/cases/{case_id}")
    async def change(
        case_id: str,
        state: Annotated[CaseState, Form()],
        note: Annotated[str, Form(max_length=2000)] = "",
        visiting: Visitor = writing,
    ) -> Response:
        changed = await desk.change_case(case_id, visiting.staff, state, note.strip())
        if isinstance(changed, WrongState):
            words = f"ほかの職員が先に「{changed.state.words}」に変えました。いまの内容を見て、もう一度選んでください。"
            found = await desk.case(case_id, visiting.staff)
            if isinstance(found, CaseView):
                return pages.page("case.html", 409, visitor=visiting, case=found, problem=words)
            return pages.refusal(found, visiting)
        if isinstance(changed, NoSuchCase | NotAllowed):
            return pages.refusal(changed, visiting)
        return RedirectResponse(f"/cases/{case_id}", 303)


def _add_fleet(router: APIRouter, pages: Pages, reading: Any, writing: Any) -> None:
    desk = pages.desk

    @router.get("/fleet")
    async def fleet(visiting: Visitor = reading) -> Response:
        return pages.page("fleet.html", visitor=visiting, booths=await desk.fleet(), code=None, problem="")

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
            booths = await desk.fleet()
            return pages.page("fleet.html", 422, visitor=visiting, booths=booths, code=None, problem=words)
        if isinstance(code, NotAllowed):
            return pages.refusal(code, visiting)
        return pages.page("fleet.html", visitor=visiting, booths=await desk.fleet(), code=code, problem="")
