"""Camera and sound stop the moment nobody should see or hear: proven on the tracks of a real call, at both ends."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember
from tests.journeys.steps import eventually, hung_up, talking

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEEP = """() => {
  const streams = ["own", "remote"].map((id) => document.getElementById(id).srcObject);
  window.kept = streams.flatMap((stream) => stream.getTracks());
  return window.kept.map((track) => track.readyState);
}"""
"""Hold on to the tracks of both pictures, whatever the page does with them."""
ENDED = """() => window.kept.every((track) => track.readyState === "ended")
  && ["own", "remote"].every((id) => document.getElementById(id).srcObject === null)"""


@pytest_asyncio.fixture(loop_scope="session")
async def second_tab(staff: StaffMember) -> AsyncIterator[Page]:
    """Another tab of the same browser, still empty."""
    tab = await staff.page.context.new_page()
    yield tab
    await tab.close()


async def in_a_call(resident: Resident, staff: StaffMember) -> None:
    await talking(resident, staff)
    await staff.until_hearing(frames=20)
    await resident.until_hearing(frames=20)
    assert await staff.page.evaluate(KEEP) == ["live"] * 4


async def until_ended(page: Page) -> None:
    await page.wait_for_function(ENDED, timeout=20_000)


async def booth_shows_nobody(counter: Counter) -> bool:
    """The booth's own camera gives no picture any more."""
    return not (await counter.booth.ask({"do": "media"}))["mirror"]


async def test_a_second_tab_takes_the_call_over_with_picture_and_the_first_lets_go(
    counter: Counter, resident: Resident, staff: StaffMember, second_tab: Page
) -> None:
    await in_a_call(resident, staff)
    call = (await counter.booth.ask({"do": "call"}))["now"]["call_id"]
    await second_tab.goto(f"{counter.staff_url}/")
    await until_ended(staff.page)
    await expect(staff.page.locator("[data-verb=hang-up]")).to_have_count(0)
    await expect(staff.page.locator("#stage-empty")).to_contain_text("この画面は閉じました")

    await second_tab.wait_for_selector("#stage[data-phase=connected]", timeout=40_000)
    await second_tab.wait_for_function("() => window.counter.stats().frames >= 20", timeout=30_000)
    assert await second_tab.evaluate(KEEP) == ["live"] * 4
    await resident.until(call="Talking", connected=True, picture=True)
    shown = (await resident.until_hearing())["frames_received"]
    await resident.until_hearing(frames=shown + 20)
    assert (await counter.booth.ask({"do": "call"}))["now"]["call_id"] == call

    await second_tab.click("[data-verb=hang-up]")
    await resident.until(call="Over", reason="staff_hung_up")
    await second_tab.click("[data-outcome=solved]")
    await second_tab.click("[data-verb=record-outcome]")
    await expect(second_tab.locator("[data-outcome]")).to_have_count(0)
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage="Welcoming")
    await eventually(lambda: booth_shows_nobody(counter), "the booth's camera is closed")


async def test_a_break_chosen_in_a_call_begins_when_it_ends_and_closes_camera_and_microphone(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await in_a_call(resident, staff)
    await staff.page.click("[data-status=break]")
    await staff.page.wait_for_selector("[data-status=break][aria-pressed=true]")
    assert await staff.page.evaluate("() => window.kept.every((track) => track.readyState === 'live')")
    await hung_up(resident, staff, stage="Welcoming")
    await until_ended(staff.page)
    await eventually(lambda: booth_shows_nobody(counter), "the booth's camera is closed")


async def test_who_is_signed_out_elsewhere_in_a_call_is_neither_seen_nor_heard_any_more(
    counter: Counter, resident: Resident, staff: StaffMember, second_tab: Page
) -> None:
    await in_a_call(resident, staff)
    await second_tab.goto(f"{counter.staff_url}/place")
    await second_tab.click("form[action$='/sign-out'].card button[type=submit]")
    await until_ended(staff.page)
    await expect(staff.page.locator("[data-verb=hang-up]")).to_have_count(0)
    await resident.until(call="Over", reason="staff_hung_up")
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage="Welcoming")
    await eventually(lambda: booth_shows_nobody(counter), "the booth's camera is closed")
    await staff.sign_in()
    await staff.record("solved")  # whoever comes back is asked how it ended, and called again only then
