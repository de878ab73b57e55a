"""A headquarters whose one calendar is open every day, and booths that ask it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from kiosk.applications.application import Application
from kiosk.procedures.kinds.slots import Kept, Preferred
from kiosk.protocol.bookings import HoldGiven, SlotsGiven
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import FakeBooth, World, application, running

CALENDARS = """
[[calendar]]
id = "shimin"
name = "市民課"
place = "1階"
opens = "09:00-10:00"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = true
lead_hours = 1
"""


@asynccontextmanager
async def booking_world(folder: Path) -> AsyncIterator[World]:
    """It, with its doors open."""
    path = folder / "bookings.toml"
    path.write_text(CALENDARS, encoding="utf-8")
    async with running(folder, bookings=path) as opened:
        yield opened


async def asked(booth: FakeBooth, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
    async with booth.http.request("POST" if body else "GET", f"{booth.url}/bookings/{path}", json=body) as answer:
        return answer.status, await answer.json()


async def free(booth: FakeBooth) -> SlotsGiven:
    status, said = await asked(booth, "shimin/slots")
    assert status == 200
    return SlotsGiven.model_validate(said)


def saying(said: Kept | Preferred) -> Application:
    made = application(new_id())
    answer = made.answers[1].model_copy(update={"field": "visit", "value": said.to_json(), "text": "x"})
    return made.model_copy(update={"answers": (*made.answers, answer)})


async def handed_in(world: World, booth: FakeBooth, said: Kept | Preferred) -> str:
    status, receipt = await booth.submit(*booth.submission(content=saying(said)))
    assert status == 201
    await world.headquarters.intake.filed()
    return str(receipt["case_id"])


async def held(booth: FakeBooth, start: Any, status: int = 201) -> HoldGiven | None:
    got, said = await asked(booth, "shimin/holds", {"hold_id": new_id(), "start": start.isoformat()})
    assert got == status, said
    return HoldGiven.model_validate(said) if status == 201 else None
