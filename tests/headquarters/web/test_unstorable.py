"""A character that no database holds, through every way text comes in: never a database that seems to fail."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col
from yarl import URL

from kiosk.headquarters.alarms import Alarm
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage.tables import CallRecord
from kiosk.headquarters.web.desk import CSRF_HEADER
from kiosk.protocol import calls, duty
from tests.headquarters.calls.call_world import answered
from tests.headquarters.headquarters_world import SignedIn, World

NUL = "a\0b"
READ = (
    "/cases?number={}",
    "/api/cases?number={}",
    "/cases/{}",
    "/api/cases/{}",
    "/cases/{}/document.pdf",
    "/api/cases/{}/attachments/{}",
    "/api/audit?subject={}",
)
CHANGED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/api/cases/{}", {"state": "in_progress", "note": NUL}),
    ("/api/staff/{}/close", {}),
    ("/api/staff/{}/sign-out", {}),
    ("/api/fleet/{}/revoke", {}),
    ("/api/sign-in", {"name": NUL, "password": NUL * 5}),
    ("/api/enrolment-codes", {"booth_id": "himeji-x-1", "place": NUL}),
    ("/api/staff", {"account": NUL, "name": NUL, "section": NUL, "role": "clerk", "password": NUL * 5}),
)


async def asked(staff: SignedIn, method: str, path: str, body: dict[str, Any] | None = None) -> int:
    url = URL(staff.url + path.replace("{}", "a%00b"), encoded=True)
    async with staff.http.request(method, url, json=body, headers={CSRF_HEADER: staff.csrf}) as answer:
        return answer.status


@pytest.mark.parametrize("role", [Role.ADMIN, Role.CLERK, Role.AUDITOR])
async def test_no_value_that_comes_in_is_taken_for_a_failing_database(either_world: World, role: Role) -> None:
    staff = await either_world.staff(role=role)
    answers = {path: await asked(staff, "GET", path) for path in READ}
    answers |= {path: await asked(staff, "POST", path, body) for path, body in CHANGED}
    assert {path: status for path, status in answers.items() if status >= 500} == {}
    counts = either_world.headquarters.alarms.counts()
    assert (counts[Alarm.STORE_UNAVAILABLE], counts[Alarm.FAULT]) == (0, 0)


async def test_an_outcome_is_kept_whatever_its_note_holds(either_world: World) -> None:
    link, console, yours = await answered(either_world)
    await link.send(calls.CallHungUp(call_id=yours.call.call_id, epoch=yours.epoch))
    await console.until(duty.CallsNow, lambda now: now.state == "wrapping")
    await console.send(duty.WrapUp(call_id=yours.call.call_id, outcome=duty.Outcome.SOLVED, note=NUL))
    await console.until(duty.CallsNow, lambda now: now.state == "idle")
    await either_world.headquarters.switchboard.records.written()
    query = select(col(CallRecord.outcome), col(CallRecord.note))
    kept = await either_world.headquarters.store.read(lambda c: c.execute(query).one())
    assert tuple(kept) == ("solved", "a\N{REPLACEMENT CHARACTER}b")
    assert either_world.headquarters.alarms.counts()[Alarm.STORE_UNAVAILABLE] == 0
