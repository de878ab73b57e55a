"""The page 避難所: how many people are where, and what they need; exact for staff, small numbers veiled for others."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from kiosk.headquarters.fleet.shelters import shelters
from kiosk.headquarters.staff.views import NotAllowed
from kiosk.headquarters.web.console.page_parts import Pages, Visitor


def add_shelters(router: APIRouter, pages: Pages, reading: Any) -> None:
    """``/shelters``; ``?public=true`` shows what may be handed on."""

    @router.get("/shelters")
    async def page(visiting: Visitor = reading, public: Annotated[bool, Query()] = False) -> Response:
        if not visiting.staff.role.may_see_cases:
            return pages.refusal(NotAllowed(role=visiting.staff.role), visiting)
        lines = shelters(await pages.desk.fleet())
        return pages.page("shelters.html", visitor=visiting, lines=lines, public=public, now=pages.desk.now())
