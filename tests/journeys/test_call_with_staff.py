"""A resident and a staff member see and hear each other; the visit survives whatever happens to the call."""

from typing import Any

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember
from tests.journeys.steps import eventually, talking

pytestmark = pytest.mark.asyncio(loop_scope="session")

PICTURE = """() => {
  const video = document.querySelector("#remote");
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const drawing = canvas.getContext("2d");
  drawing.drawImage(video, 0, 0, 64, 36);
  const pixels = drawing.getImageData(0, 0, 64, 36).data;
  let brightest = 0;
  for (let at = 0; at < pixels.length; at += 1) if (at % 4 !== 3) brightest = Math.max(brightest, pixels[at]);
  return brightest;
}"""
"""How bright the brightest spot of the booth's picture is at the console, 0 to 255."""
DARK, BRIGHT = 60, 120


async def test_staff_see_the_form_after_the_resident_agreed_and_a_proposal_is_accepted(
    resident: Resident, staff: StaffMember
) -> None:
    await resident.identify("kasai")
    await resident.answer_questions()
    await _talking_and_hearing(resident, staff)
    assert await staff.page.locator("[data-field]").count() == 0  # nobody agreed yet
    await staff.ask_form()
    await resident.until(form_asked=True, form_shown=False)
    assert await staff.page.locator("[data-field]").count() == 0
    await resident.touch("showForm")
    await resident.until(form_shown=True)
    await staff.propose_number("copies", 3)
    await resident.until_proposed()
    assert not await _copies(staff, "3")  # a proposal is no answer
    await resident.touch("accept")
    await resident.until(proposals=[[]])
    await eventually(lambda: _copies(staff, "3"), "staff see the accepted answer")

    await staff.hang_up()
    await resident.until(call="Over", reason="staff_hung_up", stage="Reviewing")
    await staff.record("applied")
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage="Reviewing")
    await resident.read_review()
    await resident.sign()
    await resident.hand_in()
    assert (await resident.until_received())["receipt"]
    await resident.leave()


async def test_the_media_child_dies_in_a_call_and_the_picture_comes_back_in_the_same_call(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await _talking_and_hearing(resident, staff)
    killed = await counter.booth.ask({"do": "kill-media"})
    await resident.until(call="Talking", attempt=2, picture=True, seconds=60)
    assert (await counter.booth.ask({"do": "media"}))["pid"] != killed["pid"]
    first = await resident.until_hearing()
    await resident.until_hearing(frames=first["frames_received"] + 30)
    seen = await _frames_again(staff)
    await staff.until_hearing(frames=seen + 30)
    assert await staff.page.locator("#stage[data-phase=connected]").count() == 1

    await resident.touch("hangUp")
    await resident.until(call="Over", reason="booth_hung_up")
    await staff.record("applied")
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage="Welcoming")


async def test_while_a_pin_is_typed_in_a_call_staff_see_black_and_hear_nothing(
    resident: Resident, staff: StaffMember
) -> None:
    await _talking_and_hearing(resident, staff)
    await eventually(lambda: _brightness(staff, at_least=BRIGHT), "the console shows the booth's picture")
    await resident.touch("toForm")
    await resident.choose()
    await resident.until(stage="WaitingForCard", call="Talking")
    assert await staff.page.locator("#stage.curtain").count() == 0
    await resident.lay_card("takasaki")
    await resident.until(stage="EnteringPin")
    await staff.page.wait_for_selector("#stage.curtain")
    await eventually(lambda: _brightness(staff, at_most=DARK), "the console shows black")
    await eventually(lambda: _silent(staff), "the console hears nothing")
    seen = (await staff.stats())["frames"]
    await eventually(lambda: _frames_beyond(staff, seen + 15), "black frames go on coming")
    assert await _brightness(staff, at_most=DARK)

    await resident.enter_pin()
    await resident.until(stage="Answering", call="Talking")
    await staff.page.wait_for_selector("#stage:not(.curtain)")
    await eventually(lambda: _brightness(staff, at_least=BRIGHT), "the picture is back")
    await staff.until_hearing(frames=int((await staff.stats())["frames"]) + 15)

    await resident.touch("stripHangUp")
    await resident.until(call="Over", stage="Answering")
    await staff.record("applied")
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage="Answering")


async def _talking_and_hearing(resident: Resident, staff: StaffMember) -> None:
    """A call in which both see and hear the other."""
    await talking(resident, staff)
    await staff.until_hearing(frames=20)
    await resident.until_hearing(frames=20)


async def _copies(staff: StaffMember, number: str) -> bool:
    shown = await staff.page.locator("[data-field=copies]").inner_text()
    return f"{number}通" in shown.replace(" ", "")


async def _brightness(staff: StaffMember, at_least: int = 0, at_most: int = 255) -> bool:
    brightness: int = await staff.page.evaluate(PICTURE)
    return at_least <= brightness <= at_most


async def _silent(staff: StaffMember) -> bool:
    stats: dict[str, Any] = await staff.stats()
    return float(stats["audioRms"] or 0.0) < 0.0005


async def _frames_beyond(staff: StaffMember, frames: int) -> bool:
    return int((await staff.stats())["frames"]) >= frames


async def _frames_again(staff: StaffMember) -> int:
    """The console's count at the new peer connection, which begins again."""
    await staff.page.wait_for_selector("#stage[data-phase=connected]")
    return int((await staff.stats())["frames"])
