"""The page 予約: who comes on a day, whom staff owe a time; confirmed, moved, cancelled; printed for the desk."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response

from kiosk.headquarters.bookings.views import NoSuchBooking, NotFree
from kiosk.headquarters.staff.views import NotAllowed, StaffMember
from kiosk.headquarters.web.console.page_parts import Pages, Visitor
from kiosk.headquarters.web.desk import Desk
from kiosk.headquarters.web.requests.parameters import Day, Instant, Key
from kiosk.procedures.japanese.calendar import JAPAN, day_in_japan
from kiosk.procedures.kinds.slots import day_text, time_text


def add_bookings(router: APIRouter, pages: Pages, reading: Any, writing: Any) -> None:
    """``/bookings``: a day, and a form for each line."""
    desk = pages.desk

    @router.get("/bookings")
    async def bookings(
        visiting: Visitor = reading,
        day: Annotated[Day | None, Query()] = None,
        calendar: Annotated[str, Query(max_length=63)] = "",
    ) -> Response:
        if not visiting.staff.role.may_see_cases:
            return pages.refusal(NotAllowed(role=visiting.staff.role), visiting)
        return await _page(pages, visiting, day or day_in_japan(desk.now()), calendar)

    @router.post("/bookings/{booking_id}")
    async def change(
        booking_id: Key,
        act: Annotated[Literal["place", "cancel"], Form()],
        day: Annotated[Day, Form()],
        calendar: Annotated[str, Form(max_length=63)] = "",
        start: Annotated[Instant | None, Form()] = None,
        reason: Annotated[str, Form(max_length=400)] = "",
        visiting: Visitor = writing,
    ) -> Response:
        if not visiting.staff.role.may_see_cases:
            return pages.refusal(NotAllowed(role=visiting.staff.role), visiting)
        staff = visiting.staff
        status, problem = await _done(desk, booking_id, start, reason.strip(), staff, cancels=act == "cancel")
        if status != 303:
            return await _page(pages, visiting, day, calendar, status, problem)
        return RedirectResponse(f"/bookings?day={day}&calendar={calendar}", 303)


async def _page(
    pages: Pages, visiting: Visitor, day: date, calendar: str, status: int = 200, problem: str = ""
) -> Response:
    bookings = pages.desk.bookings
    free = {one.id: await bookings.free(one.id) for one in bookings.calendars.calendar}
    return pages.page(
        "bookings.html", status, visitor=visiting, day=day, before=day - timedelta(days=1),
        after=day + timedelta(days=1), calendar=calendar, calendars=bookings.calendars.calendar, problem=problem,
        lines=await bookings.day(day, calendar), preferred=await bookings.preferred(calendar), free=free,
        day_words=_day_words, time_words=lambda at: time_text(at, "ja"),
    )  # fmt: skip


def _day_words(at: date | datetime) -> str:
    return day_text(at.astimezone(JAPAN).date() if isinstance(at, datetime) else at, "ja")


async def _done(
    desk: Desk, booking_id: str, start: datetime | None, reason: str, staff: StaffMember, *, cancels: bool
) -> tuple[int, str]:
    """The status and what is said: 303 and nothing where it is done."""
    if cancels and not reason:
        return 422, "取り消す理由を書いてください。"
    if cancels:
        done = await desk.bookings.cancel(booking_id, reason, staff)
        return (404, _GONE) if isinstance(done, NoSuchBooking) else (303, "")
    if start is None:
        return 422, "時間を選んでください。"
    placed = await desk.bookings.place(booking_id, start, reason, staff)
    if isinstance(placed, NotFree):
        return 409, placed.words
    return (404, _GONE) if isinstance(placed, NoSuchBooking) else (303, "")


_GONE: Final = "その予約は、もうありません。"
