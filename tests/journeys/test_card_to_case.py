"""From a card on the reader to a case in staff's hands, and nothing of it left in the booth."""

from pathlib import Path

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import PIN, Resident
from tests.journeys.steps import ADDRESS, NAME, arrived_once, desk_of, holding, pages_of, spoken_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_resident_taps_checks_signs_and_hands_in_and_staff_hold_the_case(
    counter: Counter, resident: Resident, tmp_path: Path
) -> None:
    await resident.lay_card("kasai")
    before = await _counted(counter)
    await resident.take_card()
    await resident.until(card_in=False)
    await resident.identify("kasai")
    assert await resident.answer_questions() >= 8
    remembered = await counter.booth.ask({"do": "remembers", "text": NAME})
    assert remembered["items"]  # the review shows the name, so that its absence later means something
    assert remembered["visit"] == ["form", "identity", "procedure"]
    await resident.read_review()
    await resident.sign()
    done = await resident.hand_in()
    assert done["slip"] == "printed"
    received = await resident.until_received()
    line = await arrived_once(counter, done["reference"])
    assert received["receipt"] == line.receipt_number

    async with desk_of(counter) as desk:
        case = await desk.case(done["reference"])
        document = tmp_path / "application.pdf"
        document.write_bytes(await desk.document(case["line"]["case_id"]))
    answers = {answer["field"]: answer for answer in case["answers"]}
    assert answers["ap_name"]["text"] == NAME
    assert answers["ap_addr"]["text"] == ADDRESS
    assert {field: answers[field]["source"] for field in ("ap_name", "ap_addr", "who", "purpose", "copies")} == {
        "ap_name": "card", "ap_addr": "card", "who": "resident", "purpose": "resident", "copies": "preset",
    }  # fmt: skip
    assert all(answer["source"] for answer in case["answers"])
    assert (case["signature"], case["identity_events"][0]["method"]) == ("good", "card_pin")
    assert [paper["name"] for paper in case["attachments"]] == ["signature"]
    assert pages_of(document) >= 1
    assert done["reference"] in text_of(document)

    slip = max(counter.printed.glob("slip-*.pdf"), key=lambda path: path.stat().st_mtime)
    assert pages_of(slip) == 1
    assert done["reference"] in text_of(slip)

    after = await _counted(counter)
    assert after["verifies"] - before["verifies"] == 1
    assert after["number_selections"] == 0
    await resident.leave()
    await _nothing_left(counter)


async def _counted(counter: Counter) -> dict[str, int]:
    """The virtual card's own counters."""
    log = await counter.card.ask("log")
    return {key: int(log[key]) for key in ("verifies", "number_selections")}


async def _nothing_left(counter: Counter) -> None:
    for text in (NAME, NAME[:3], ADDRESS, "安田四丁目"):
        remembered = await counter.booth.ask({"do": "remembers", "text": text})
        assert (remembered["items"], remembered["visit"]) == (0, [])
        assert holding(counter.folder / "booth", text) == []
        assert holding(counter.folder / "headquarters", text) == []  # sealed there, too
    for log in sorted(counter.folder.glob("*.log")):
        assert spoken_of(log, PIN) == []
        for text in ("葛", "辻", "安田"):
            assert text not in log.read_text(errors="replace")
    kept = str(counter.folder / "booth" / "procedures.json")  # the town's own words: four digits stand there by chance
    assert set(holding(counter.folder / "booth", PIN)) <= {kept}
    assert holding(counter.folder / "booth", f'"{PIN}"') == []
