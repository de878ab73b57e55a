"""A procedure signed by card, then registered for かざし, then looked up by laying the card down: real programs."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from kiosk.demo.counter import CONFIG, Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.resident import PIN, Resident
from tests.journeys.counters import small_counter
from tests.journeys.steps import desk_of, events, eventually, spoken_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

PASSWORD = "KIOSK2026"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def signing_counter(tmp_path_factory: pytest.TempPathFactory, _parts: None) -> AsyncIterator[Counter]:
    """A counter whose 住民票 asks applicants themselves for a signature by card, as no town does today."""
    folder = tmp_path_factory.mktemp("signing")
    counter = small_counter(folder / "counter")
    try:
        await counter.open_all_but_the_booth()
        _ask_for_signatures(counter, folder / "procedures")
        await counter.start_booth()
        await counter.until(online=True, stage="Welcoming", seconds=90)
        yield counter
    finally:
        await counter.close()


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
    done = await _signed(resident)
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


async def test_a_card_pulled_at_any_command_of_signing_and_registering_harms_nothing(signing_counter: Counter) -> None:
    counter, resident = signing_counter, Resident(signing_counter)
    await resident.identify("takasaki")
    await resident.answer_questions()
    await _taken(counter, resident)
    await _forward_until(resident, "WaitingForCard")
    before = await _verifies(counter)
    entries = await _until_done(counter, resident, "EnteringPassword")
    done = await resident.until_received()
    await resident.until(slip=["printed", "failed"])

    await resident.touch("registerTap")
    await resident.until(stage="EnteringPin")
    await _taken(counter, resident)
    await resident.until(stage="WaitingForCard", trouble="C-01")
    entries += await _until_done(counter, resident, "EnteringPin")
    after = await resident.state()
    assert (after["reference"], after["receipt"]) == (done["reference"], done["receipt"])
    assert not any(name == "registerTap" for name in after["shown"])
    assert await _verifies(counter) - before <= entries
    assert (await counter.card.ask("log"))["number_selections"] == 0
    await resident.leave()
    async with desk_of(counter) as desk:
        assert len(await desk.cases(done["reference"])) == 1


async def _until_done(counter: Counter, resident: Resident, pad: str) -> int:
    """Lay the card down again and again, pulled one command later each time, until it stays; entries of the person."""
    before = len((await counter.card.ask("log"))["commands"])
    await _laid(counter, resident)
    await resident.until(stage=pad, pad_open=True)
    number = len((await counter.card.ask("log"))["commands"]) - before
    await _taken(counter, resident)
    for entries in range(1, 40):
        await resident.until(stage="WaitingForCard", trouble="C-01", card_in=False)
        await _laid(counter, resident, f"eject-at {number + entries} {('before', 'within', 'after')[entries % 3]}")
        await (resident.enter_pin() if pad == "EnteringPin" else _enter_password(resident))
        if (await resident.until(stage=["WaitingForCard", "HandedIn"]))["stage"] == "HandedIn":
            assert entries > 3, "the card was pulled while it worked"
            return entries
        await eventually(lambda: _gone(counter), "the card is gone")
    raise AssertionError("it never ends")


async def _laid(counter: Counter, resident: Resident, fault: str = "") -> None:
    """Lay the card down, once more where the card service missed one that came back too soon."""
    for _ in range(3):
        if fault:
            await counter.card.ask(fault)
        await resident.lay_card("takasaki")
        try:
            await resident.until(4.0, card_in=True)
        except ProgramFailed:
            await resident.take_card()
        else:
            return
    raise AssertionError("the card was never noticed")


async def _taken(counter: Counter, resident: Resident) -> None:
    await resident.take_card()
    await resident.until(card_in=False)


async def _gone(counter: Counter) -> bool:
    return not (await counter.card.ask("log"))["present"] and not (await counter.state())["card_in"]


async def _verifies(counter: Counter) -> int:
    return int((await counter.card.ask("log"))["verifies"])


async def _enter_password(resident: Resident) -> None:
    await resident.until(stage="EnteringPassword", pad_open=True)
    for number, letter in enumerate(PASSWORD, 1):
        await resident.touch(f"password-{letter}")
        await resident.until(digits=number)
    await resident.touch("forward")


async def _signed(resident: Resident) -> dict[str, Any]:
    """From the review to the reference, signed with the password of the card that lies there."""
    await _forward_until(resident, "EnteringPassword")
    await _enter_password(resident)
    return await resident.until(stage="HandedIn", slip=["printed", "failed"])


async def _forward_until(resident: Resident, stage: str) -> None:
    while (await resident.state())["stage"] == "Reviewing":
        await resident.touch("forward")
    await resident.until(stage=stage)


async def _not_shown(counter: Counter, name: str) -> bool:
    state = await counter.state()
    return name not in state["shown"] and not events(counter.folder / "booth.log", "identity_not_answered")
