"""The page of one's own account: sign out everywhere, and for who takes calls the counter and the languages."""

from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from kiosk.headquarters.calls.places import UnknownPlace
from kiosk.headquarters.staff.views import NotAllowed
from kiosk.headquarters.web.console.page_parts import Pages, Visitor
from kiosk.procedures.japanese.languages import LANGUAGES
from kiosk.protocol.identifiers import Locale


def add_place(router: APIRouter, pages: Pages, reading: Any, writing: Any) -> None:
    """``/place``: shown, and sent back as a form."""

    def page(visiting: Visitor, status: int = 200, **values: Any) -> Response:
        shown = {"counters": pages.desk.places.counters, "languages": LANGUAGES, "taken": False, "problem": ""}
        return pages.page("place.html", status, visitor=visiting, **(shown | values))

    @router.get("/place")
    async def place(visiting: Visitor = reading, taken: bool = False) -> Response:
        return page(visiting, taken=taken)

    @router.post("/place")
    async def take(
        counter: Annotated[str, Form(max_length=63)],
        language: Annotated[list[Locale] | None, Form(max_length=20)] = None,
        visiting: Visitor = writing,
    ) -> Response:
        if not visiting.staff.role.may_take_calls:
            return pages.refusal(NotAllowed(role=visiting.staff.role), visiting)
        try:
            await pages.desk.places.take(visiting.staff, counter, language or ())
        except UnknownPlace:
            return page(visiting, 422, problem="その窓口か ことばは 登録されていません。もう一度 選んでください。")
        return RedirectResponse("/place?taken=true", 303)
