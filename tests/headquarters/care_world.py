"""A headquarters with the invented procedure in which staff write fields and tick a paper."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.applications.application import Application
from kiosk.applications.from_form import Given, TakenIn, application_of
from tests.headquarters.headquarters_world import BOOTH, PLACE, SCAN, World, running
from tests.procedures.care_procedure import FILE, care_form

AT = datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)


def care_application(submission_id: str, by_staff: dict[str, Any] | None = None, **answers: Any) -> Application:
    """An application of that procedure."""
    given = Given("ja", (), (SCAN,))
    taken = TakenIn(submission_id, "IE-4731-08K", BOOTH, PLACE, "姫路市長", AT, rehearsal=False)
    return application_of(care_form(by_staff, **answers), given, taken, lambda _answers: ())


@asynccontextmanager
async def care_world(folder: Path, **changes: Any) -> AsyncIterator[World]:
    """A headquarters that knows this procedure alone."""
    path = folder / "procedures" / "care" / "care.v1.form.yml"
    path.parent.mkdir(parents=True)
    path.write_text(FILE, encoding="utf-8")
    async with running(folder, procedures=folder / "procedures", **changes) as world:
        yield world


async def care_case(world: World, by_staff: dict[str, Any] | None = None, **answers: Any) -> str:
    """One case of it; its id."""
    booth = await world.booth()
    submission_id = "0190c8f0-0000-7000-8000-0000000000cc"
    content = care_application(submission_id, by_staff, **answers)
    status, receipt = await booth.submit(*booth.submission(submission_id, content))
    assert status == 201, receipt
    await world.headquarters.intake.filed()
    return str(receipt["case_id"])
