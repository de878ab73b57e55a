"""Headquarters is away: everything but the call works, what was handed in waits sealed and arrives once, by itself."""

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from tests.journeys.line import line_between
from tests.journeys.steps import NAME, arrived_once, desk_of, events, eventually, holding, outbox, visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_headquarters_stops_the_visit_goes_on_and_the_application_arrives_by_itself(
    counter: Counter, resident: Resident
) -> None:
    await counter.stop_headquarters()
    await resident.until(online=False)
    await resident.touch("callStaff")
    await resident.until(call="Over", reason="lost")
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage="Welcoming")

    done = await visit(counter, "kasai")
    assert (done["slip"], done["receipt"], done["online"]) == ("printed", None, False)
    await resident.leave()
    waiting = [line for line in outbox(counter) if line.reference == done["reference"]]
    assert [(line.state, line.receipt_number) for line in waiting] == [("pending", None)]
    assert holding(counter.folder / "booth", done["reference"])  # the envelope waits here
    assert holding(counter.folder / "booth", NAME) == []  # sealed

    await counter.start_headquarters()
    await arrived_once(counter, done["reference"])
    async with desk_of(counter) as desk:
        case = await desk.case(done["reference"])
    assert [answer["text"] for answer in case["answers"] if answer["field"] == "ap_name"] == [NAME]
    await resident.until(online=True, seconds=90)


async def test_headquarters_dies_after_storing_and_before_answering_and_the_case_is_there_once(
    counter: Counter,
) -> None:
    async with line_between(counter) as line:
        await counter.until(online=True, stage="Welcoming", seconds=60)
        line.swallowing = True
        done = await visit(counter)
        async with desk_of(counter) as desk:
            await eventually(lambda: desk.cases(done["reference"]), "headquarters stored it")
        (waiting,) = [one for one in outbox(counter) if one.reference == done["reference"]]
        assert waiting.state == "pending"  # no receipt reached the booth
        await counter.headquarters.kill()
        line.swallowing = False
        await counter.start_headquarters()
        await arrived_once(counter, done["reference"])
        told = events(counter.folder / "booth.log", "submission_received")
        assert told[-1]["replayed"] is True
