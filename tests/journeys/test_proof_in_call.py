"""In a call staff ask for the PIN of the card's own key: headquarters judges the proof, staff never hear the number."""

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import PIN, Resident
from kiosk.demo.staff_member import StaffMember
from tests.journeys.steps import desk_of, hung_up, spoken_of, talking

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_proof_asked_for_by_staff_reaches_the_case(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await resident.identify("kasai")
    await talking(resident, staff)
    before = await counter.card.ask("log")
    await _ask_proof(staff)
    await resident.until(card_asked="proof", card_step="asked")
    await resident.touch("agreeCard")
    await resident.enter_pin()
    await resident.until(card_step="done", stage="Answering")
    log = await counter.card.ask("log")
    assert log["verifies"] - before["verifies"] == 1
    await resident.touch("closeCard")
    await hung_up(resident, staff)

    await resident.answer_questions()
    await resident.read_review()
    await resident.sign()
    done = await resident.hand_in()
    await resident.until_received()
    await resident.leave()
    async with desk_of(counter) as desk:
        case = await desk.case(done["reference"])
    found = {event["method"]: event for event in case["identity_events"]}
    assert found["card_key"]["outcome"] == "confirmed"
    for program in ("booth", "headquarters"):
        assert not spoken_of(counter.folder / f"{program}.log", PIN)


async def test_a_resident_who_stops_at_the_pin_is_no_dead_end(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await resident.identify("kasai")
    await talking(resident, staff)
    before = await counter.card.ask("log")
    await _ask_proof(staff)
    await resident.until(card_asked="proof", card_step="asked")
    await resident.touch("agreeCard")
    await resident.until(stage="EnteringPin", pad_open=True)
    await resident.touch("pin-1", "pinWithout")
    await resident.until(stage="Answering", digits=0, card_step=None)
    assert (await counter.card.ask("log"))["verifies"] == before["verifies"]
    await hung_up(resident, staff)
    await resident.give_up()


async def _ask_proof(staff: StaffMember) -> None:
    await staff.page.click("[data-way=proof]")
    await staff.page.click("[data-verb=ask-proof]")
