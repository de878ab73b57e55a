"""The part of a case's page where staff write what is theirs: fields of the form, and which papers they saw."""

from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import JsonValue

from kiosk.headquarters.cases.views import CaseLine, CaseView, NotWritten, WrongState
from kiosk.headquarters.web import wording
from kiosk.headquarters.web.console.page_parts import Pages, Visitor
from kiosk.headquarters.web.requests.parameters import Key


def add_case_fields(router: APIRouter, pages: Pages, writing: Any) -> None:
    """``POST /cases/{id}/fields/{field}``: one field, the whole page again where it was not taken."""
    desk = pages.desk

    @router.post("/cases/{case_id}/fields/{field}")
    async def write(
        case_id: Key,
        field: Key,
        value: Annotated[list[Annotated[str, Form(max_length=1000)]], Form(max_length=60)],
        seen: Annotated[str, Form(max_length=60)] = "",
        several: Annotated[bool, Form()] = False,
        visiting: Visitor = writing,
    ) -> Response:
        typed: JsonValue = list(value) if several else value[0].strip()
        done = await desk.write_field(case_id, visiting.staff, field, typed, seen)
        if isinstance(done, CaseLine):
            return RedirectResponse(f"/cases/{case_id}#of-staff", 303)
        if not isinstance(done, NotWritten | WrongState):
            return pages.refusal(done, visiting)
        found = await desk.case(case_id, visiting.staff)
        if not isinstance(found, CaseView):
            return pages.refusal(found, visiting)
        problem = done.words if isinstance(done, NotWritten) else wording.wrong_state(done.state.words)
        return pages.page("case.html", 409, visitor=visiting, case=found, problem=problem)
