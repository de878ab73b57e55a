"""The page of accounts: who has one, and closing it when somebody leaves."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from kiosk.headquarters.staff.roster import NoSuchAccount
from kiosk.headquarters.staff.views import NotAllowed, OwnAccount, StaffMember
from kiosk.headquarters.web import wording
from kiosk.headquarters.web.console.page_parts import Pages, Visitor
from kiosk.headquarters.web.requests.parameters import Key

Change = Callable[[StaffMember, str], Awaitable[NotAllowed | OwnAccount | None]]


class _RosterPage:
    """The page, and what its forms ask for."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._desk = pages.desk

    async def show(self, visiting: Visitor, status: int = 200, problem: str = "") -> Response:
        """The page; `problem` says why nothing was changed."""
        found = await self._desk.roster(visiting.staff)
        if isinstance(found, NotAllowed):
            return self._pages.refusal(found, visiting)
        return self._pages.page("roster.html", status, visitor=visiting, lines=found, problem=problem)

    async def change(self, visiting: Visitor, staff_id: str, act: Change) -> Response:
        """Do one thing and show the page again."""
        try:
            refused = await act(visiting.staff, staff_id)
        except NoSuchAccount:
            return await self.show(visiting, 404, _UNKNOWN)
        if isinstance(refused, NotAllowed):
            return self._pages.refusal(refused, visiting)
        if isinstance(refused, OwnAccount):
            return await self.show(visiting, 409, _OWN)
        return RedirectResponse("/staff", 303)


_UNKNOWN: Final = f"{wording.BY_KIND['no-such-account']}。いまの名簿を見て、もう一度選んでください。"
_OWN: Final = f"{wording.BY_KIND['own-account']}。"


def add_roster(router: APIRouter, pages: Pages, reading: Any, writing: Any) -> None:
    """``/staff``, and the changes its forms ask for."""
    page, desk = _RosterPage(pages), pages.desk

    @router.get("/staff")
    async def roster(visiting: Visitor = reading) -> Response:
        return await page.show(visiting)

    @router.post("/staff/{staff_id}/close")
    async def close(staff_id: Key, visiting: Visitor = writing) -> Response:
        return await page.change(visiting, staff_id, desk.close_account)

    @router.post("/staff/{staff_id}/reopen")
    async def reopen(staff_id: Key, visiting: Visitor = writing) -> Response:
        return await page.change(visiting, staff_id, desk.reopen_account)

    @router.post("/staff/{staff_id}/sign-out")
    async def sign_out(staff_id: Key, visiting: Visitor = writing) -> Response:
        answer = await page.change(visiting, staff_id, desk.sign_out_everywhere)
        return RedirectResponse("/sign-in", 303) if staff_id == visiting.staff.staff_id else answer
