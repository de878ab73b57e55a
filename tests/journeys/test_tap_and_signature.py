"""A procedure signed by card, then registered for かざし, then looked up by laying the card down: real programs."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from kiosk.demo.counter import CONFIG, Counter
from kiosk.demo.resident import PIN, Resident
from tests.journeys.steps import desk_of, events, eventually, spoken_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

PASSWORD = "KIOSK2026"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def signing_counter(tmp_path_factory: pytest.TempPathFactory, _parts: None) -> AsyncIterator[Counter]:
    """A counter whose 住民票 asks applicants themselves for a signature by card, as no town does today."""
    folder = tmp_path_factory.mktemp("signing")
    async with Counter(folder / "counter") as counter:
        _ask_for_signatures(counter, folder / "procedures")
        await counter.booth.kill()
        await counter.start_booth()
        await counter.until(online=True, stage="Welcoming", seconds=90)
        yield counter


def _ask_for_signatures(counter: Counter, procedures: Path) -> None:
    shutil.copytree(CONFIG / "procedures", procedures)
    form = procedures / "juminhyo" / "juminhyo.v3.form.yml"
    text = form.read_text(encoding="utf-8")
    assert "self: A3" in text
    form.write_text(text.replace("self: A3", "self: A4"), encoding="utf-8")
    settings = counter.booth_config.read_text(encoding="utf-8")
    changed = settings.replace(str(CONFIG / "procedures"), str(procedures))
    assert changed != settings
    counter.booth_config.write_text(changed, encoding="utf-8")


async def test_signed_by_card_registered_and_found_by_laying_the_card_down(signing_counter: Counter) -> None:
    counter, resident = signing_counter, Resident(signing_counter)
    await resident.identify("kasai")
    await resident.answer_questions()
    before = await counter.card.ask("log")
    done = await _signed(counter, resident)
    received = await resident.until_received()
    assert (await counter.card.ask("log"))["verifies"] - before["verifies"] == 1

    await resident.touch("registerTap")
    await resident.enter_pin()
    await resident.until(stage="HandedIn")
    await eventually(lambda: _not_shown(counter, "registerTap"), "the card is registered")
    log = await counter.card.ask("log")
    assert log["verifies"] - before["verifies"] == 2
    assert log["number_selections"] == 0
    await resident.leave()

    await resident.touch("group-progress")
    await resident.lay_card("kasai")
    await resident.until(stage="ListingCases")
    shown = (await counter.booth.ask({"do": "picture", "file": str(counter.folder / "cases.png")}))["saved"]
    assert shown
    assert (await counter.card.ask("log"))["verifies"] == log["verifies"], "no PIN is needed"
    await resident.take_card()
    await resident.touch("forward")
    await resident.until(stage="Welcoming")

    async with desk_of(counter) as desk:
        (line,) = await desk.cases(done["reference"])
        case = await desk.case(done["reference"])
    assert line["receipt_number"] == received["receipt"]
    found = {event["method"]: event for event in case["identity_events"]}
    assert found["card_signature"]["outcome"] == "confirmed"
    assert case["identity"]["reached"] == "A4"
    for program in ("booth", "headquarters"):
        for secret in (PASSWORD, PIN):
            assert not spoken_of(counter.folder / f"{program}.log", secret)


async def test_a_card_nobody_registered_is_told_what_to_do(signing_counter: Counter) -> None:
    resident = Resident(signing_counter)
    await resident.touch("group-progress")
    await resident.lay_card("takasaki")
    await resident.until(stage="NoCasesTold")
    await resident.give_up()


async def test_a_card_that_cannot_sign_goes_on_by_finger_and_staff_see_it(signing_counter: Counter) -> None:
    counter, resident = signing_counter, Resident(signing_counter)
    await resident.choose()
    await resident.lay_card("child")
    await resident.enter_pin()
    await resident.until(stage="Answering")
    await resident.answer_questions()
    await _forward_until(resident, "WaitingForCard")
    await resident.until(trouble="C-11")
    await resident.touch("withoutCard")
    await resident.until(stage="Signing")
    await resident.sign()
    done = await resident.hand_in()
    await resident.until_received()
    await resident.leave()
    async with desk_of(counter) as desk:
        case = await desk.case(done["reference"])
    missed = [event for event in case["identity_events"] if event["method"] == "card_signature"]
    assert [(event["outcome"], event["code"]) for event in missed] == [("not_confirmed", "C-11")]
    assert case["identity"]["reached"] != "A4"
    assert case["identity"]["missing"]


async def _signed(counter: Counter, resident: Resident) -> dict[str, Any]:
    """From the review to the reference, signed with the password of the card that lies there."""
    await _forward_until(resident, "EnteringPassword")
    await resident.until(stage="EnteringPassword", pad_open=True)
    for number, letter in enumerate(PASSWORD, 1):
        await resident.touch(f"password-{letter}")
        await resident.until(digits=number)
    await counter.booth.ask({"do": "picture", "file": str(counter.folder / "password.png")})
    await resident.touch("forward")
    return await resident.until(stage="HandedIn", slip=["printed", "failed"])


async def _forward_until(resident: Resident, stage: str) -> None:
    while (await resident.state())["stage"] == "Reviewing":
        await resident.touch("forward")
    await resident.until(stage=stage)


async def _not_shown(counter: Counter, name: str) -> bool:
    state = await counter.state()
    return name not in state["shown"] and not events(counter.folder / "booth.log", "identity_not_answered")
