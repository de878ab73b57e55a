"""The line is cut, and meanwhile somebody does something that the other should hear: after it both believe the same."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from kiosk.demo.resident import outbox
from tests.bad_lines import missing
from tests.journeys.believed import recorded
from tests.journeys.causes import Place, far_counter
from tests.journeys.flowing import Flowing
from tests.journeys.steps import eventually, talking
from tests.journeys.trouble import Talk

pytestmark = [
    pytest.mark.soak,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
]
CUT_S = 20.0
ASKED = "() => window.counter.call()?.card ?? null"
"""What the page waits for of the resident's card."""


async def test_what_is_done_during_a_cut_in_a_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with far_counter(tmp_path, monkeypatch) as place, Flowing(place.counter, place.staff, place.sound) as flowing:
        talk, resident, staff = Talk(place, flowing), place.resident, place.staff
        await talking(resident, staff)
        await flowing.until_flows()
        await resident.touch("toForm")
        await resident.choose()
        await resident.until(stage="WaitingForCard", call="Talking")
        await resident.lay_card("kasai")
        await resident.until(stage="EnteringPin")
        await staff.page.wait_for_selector("#stage.curtain")
        await talk.befalls(
            "the cable is out, the PIN is finished meanwhile",
            lambda: place.cable_out(CUT_S, meanwhile=lambda: pin_finished(place)),
        )
        await expect(staff.page.locator("#stage.curtain")).to_have_count(0)

        await talk.befalls(
            "the cable is out, the card is asked for meanwhile",
            lambda: place.cable_out(CUT_S, meanwhile=lambda: proof_asked(place)),
        )
        await nobody_waits_for_the_card(place)
        if (await place.counter.state())["card_asked"]:
            await resident.touch("refuseCard")
            await nobody_waits_for_the_card(place)

        await resident.answer_questions()
        await resident.read_review()
        await resident.sign()
        await talk.befalls(
            "the cable is out, the application is handed in meanwhile",
            lambda: place.cable_out(CUT_S, meanwhile=resident.hand_in),
        )
        await resident.until_received()
        (line,) = await outbox(place.counter)
        assert line["state"] == "received"
        await talk.end()


async def test_who_leaves_during_a_cut_is_gone_for_the_other_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with far_counter(tmp_path, monkeypatch) as place:
        resident, staff = place.resident, place.staff
        await talking(resident, staff)
        await place.cable_out(CUT_S, meanwhile=lambda: resident.touch("hangUp"))
        await resident.until(call="Over", reason="booth_hung_up", online=True, seconds=60)
        await staff.record("solved")
        await over(place, "lost", "booth_hung_up")

        await talking(resident, staff)
        await place.cable_out(CUT_S, meanwhile=staff.hang_up)
        await resident.until(call="Over", reason="staff_hung_up", online=True, seconds=60)
        await staff.record("solved")
        await over(place, "staff_hung_up")

        await talking(resident, staff)
        await place.cable_out(CUT_S, meanwhile=lambda: signed_out(place))
        await resident.until(call="Over", reason="staff_hung_up", online=True, seconds=60)
        await resident.touch("dismissCall")
        await resident.until(call="NoCall")
        await staff.sign_in()
        await staff.record("dropped")
        assert recorded(place.counter)[1][1] == "dropped"


async def pin_finished(place: Place) -> None:
    """The PIN is typed to its end."""
    await place.resident.enter_pin()
    await place.resident.until(stage="Answering", call="Talking")


async def proof_asked(place: Place) -> None:
    """Staff ask for the card's PIN."""
    await place.staff.page.click("[data-way=proof]")
    await place.staff.page.click("[data-verb=ask-proof]")


async def nobody_waits_for_the_card(place: Place) -> None:
    """Either the question is before the resident, or staff read that it has to be asked again."""

    async def agreed() -> bool:
        waits = await place.staff.page.evaluate(ASKED)
        asked = (await place.counter.state())["card_asked"]
        return bool(waits) is bool(asked)

    await eventually(agreed, "both believe the same of the card", 60)


async def signed_out(place: Place) -> None:
    """Whoever talks signs out in another tab."""
    tab = await place.staff.page.context.new_page()
    await tab.goto(f"{place.counter.staff_url}/place")
    await tab.click("form[action$='/sign-out'].card button[type=submit]")
    await tab.close()


async def over(place: Place, *reasons: str) -> None:
    """The record tells how it ended and its outcome, and the resident goes on."""

    async def kept() -> bool:
        reason, outcome = recorded(place.counter)[1]
        return reason in reasons and outcome == "solved"

    await eventually(kept, f"the record tells of {reasons}", 60)
    await place.resident.touch("dismissCall")
    await place.resident.until(call="NoCall", stage="Welcoming")
