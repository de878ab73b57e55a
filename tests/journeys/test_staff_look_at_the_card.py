"""In a call staff look at the card's photograph beside the live face, with the resident's yes; headquarters keeps what
they found, never the pictures."""

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember
from tests.journeys.steps import NAME, desk_of, hung_up, spoken_of, talking

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_forgot_the_pin_is_identified_by_photograph_and_the_form_fills_itself(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await resident.choose()
    await resident.until(stage="WaitingForCard")
    await resident.lay_card("kasai")
    await resident.until(stage="EnteringPin")
    before = await counter.card.ask("log")
    await resident.touch("pinWithout")
    await resident.until(stage="Answering")
    await talking(resident, staff)
    await staff.ask_face(resident.printed_code)
    await resident.let_staff_see_card()
    await staff.until_face_shown()
    assert await staff.page.locator("canvas[data-picture]").count() == 3
    await staff.confirm_face()
    assert await staff.page.locator("canvas[data-picture]").count() == 0
    await resident.touch("closeCard")
    await resident.until(card_step=None)
    await hung_up(resident, staff)

    await resident.answer_questions()
    await resident.read_review()
    await resident.sign()
    done = await resident.hand_in()
    await resident.until_received()
    log = await counter.card.ask("log")
    assert log["number_selections"] == 0
    assert log["verifies"] - before["verifies"] == 2  # the printed code, once for the pictures and once for the texts
    await resident.leave()

    async with desk_of(counter) as desk:
        case = await desk.case(done["reference"])
    answers = {answer["field"]: answer for answer in case["answers"]}
    assert (answers["ap_name"]["text"], answers["ap_name"]["source"]) == (NAME, "card")
    found = {event["method"]: event for event in case["identity_events"]}
    assert found["face_compared"]["outcome"] == "confirmed"
    assert found["face_compared"]["by"] == "田中 恵子"
    assert "card_pin" not in found
    assert case["identity"]["reached"] == "A3"
    assert case["identity"]["missing"] == []
    assert resident.printed_code
    for program in ("booth", "headquarters", "card"):
        assert not spoken_of(counter.folder / f"{program}.log", resident.printed_code)


async def test_a_resident_who_says_no_keeps_the_card_to_themselves(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await resident.identify("kasai")
    await talking(resident, staff)
    before = await counter.card.ask("log")
    await staff.ask_face(resident.printed_code)
    await resident.until(card_asked="face", card_step="asked")
    await resident.touch("refuseCard")
    await staff.page.wait_for_selector("[data-way=paper]", timeout=20_000)  # the other way is offered
    assert await staff.page.locator("canvas[data-picture]").count() == 0
    assert (await counter.card.ask("log"))["apdus"] == before["apdus"]
    await hung_up(resident, staff)
    await resident.give_up()


async def test_a_wrong_printed_code_costs_one_try_and_says_so_to_staff(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await resident.identify("kasai")
    await talking(resident, staff)
    before = await counter.card.ask("log")
    wrong = resident.printed_code[:10] + str((int(resident.printed_code[10:]) + 1) % 10000).zfill(4)
    await staff.ask_face(wrong)
    await resident.until(card_asked="face", card_step="asked")
    await resident.touch("agreeCard")
    await resident.until(card_step="failed")
    await staff.page.wait_for_selector("[data-verb=card-again]", timeout=20_000)
    assert (await counter.card.ask("log"))["verifies"] - before["verifies"] == 1
    await resident.touch("closeCard")
    await hung_up(resident, staff)
    await resident.give_up()
