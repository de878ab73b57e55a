"""Downloads of cases for the town's own offices: one as JSON or CSV, a list as CSV."""

import json
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from kiosk.headquarters.cases.views import CaseFilter, CaseState
from kiosk.headquarters.handover import gif, table
from kiosk.headquarters.handover.handed import Handed
from kiosk.headquarters.staff.views import NotAllowed
from kiosk.headquarters.web.console.page_parts import Pages, Visitor
from kiosk.headquarters.web.requests.parameters import Key

_CSV: Final = "text/csv; charset=utf-8"
_JSON: Final = "application/json"


def add_handover(router: APIRouter, pages: Pages, reading: Any) -> None:
    """``/cases.csv`` for the list that is shown, ``/cases/{id}/handover.json`` and ``.csv`` for one."""
    desk = pages.desk

    @router.get("/cases.csv")
    async def listed(
        visiting: Visitor = reading,
        state: Annotated[str, Query(max_length=20)] = "",
        number: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        chosen = CaseState(state) if state in set(CaseState) else None
        found = await desk.hand_over_list(CaseFilter(state=chosen, number=number.strip()), visiting.staff)
        if isinstance(found, NotAllowed):
            return pages.refusal(found, visiting)
        return _download(table.rows(found), _CSV, "cases.csv")

    @router.get("/cases/{case_id}/handover.{form}")
    async def one(case_id: Key, form: Literal["json", "csv"], visiting: Visitor = reading) -> Response:
        found = await desk.hand_over(case_id, visiting.staff, form)
        if not isinstance(found, Handed):
            return pages.refusal(found, visiting)
        name = f"{found.line.receipt_number}.{form}"
        if form == "csv":
            return _download(table.rows([found]), _CSV, name)
        return _download(json.dumps(gif.shaped(found), ensure_ascii=False, indent=2), _JSON, name)


def _download(content: str, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
