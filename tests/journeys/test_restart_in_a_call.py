"""Headquarters is killed and started again in the middle of a call: nobody is cut off, and the outcome is kept."""

import sqlite3

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember
from tests.journeys.steps import eventually, talking

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_headquarters_is_killed_in_a_call_and_the_two_go_on_talking(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await resident.identify("kasai")
    await resident.answer_questions()
    await talking(resident, staff)
    await staff.until_hearing(frames=20)
    call = await counter.state()

    await counter.headquarters.kill()
    await resident.until(online=False, call="Talking")
    seen = int((await staff.stats())["frames"])
    await staff.until_hearing(frames=seen + 15)  # the picture needs no headquarters

    await counter.start_headquarters()
    await resident.until(online=True, call="Talking", attempt=call["attempt"], picture=True, seconds=90)
    await staff.page.wait_for_selector("#trouble", state="hidden", timeout=60_000)
    seen = int((await staff.stats())["frames"])
    await staff.until_hearing(frames=seen + 15)

    await staff.ask_form()  # what is said now arrives again
    await resident.until(form_asked=True)
    await resident.touch("showForm")
    await resident.until(form_shown=True)
    await staff.page.wait_for_selector("[data-field=copies]")

    await staff.hang_up()
    await resident.until(call="Over", reason="staff_hung_up")
    await staff.record("applied")
    await eventually(lambda: _recorded(counter), "the outcome is in the store, and the call was not lost")
    await resident.touch("dismissCall")
    await resident.until(call="NoCall")


async def _recorded(counter: Counter) -> bool:
    store = sqlite3.connect(f"file:{counter.folder / 'headquarters' / 'headquarters.sqlite3'}?mode=ro", uri=True)
    try:
        newest = "SELECT end_reason, outcome FROM call_record ORDER BY requested_at DESC LIMIT 1"
        return bool(store.execute(newest).fetchone() == ("staff_hung_up", "applied"))
    finally:
        store.close()
