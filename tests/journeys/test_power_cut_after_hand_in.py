"""The power fails after 提出する was touched: what the resident was told is kept, and nothing arrives twice."""

from collections.abc import Awaitable, Callable

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from tests.journeys.steps import arrived_once, desk_of, eventually, outbox

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _at_once(_counter: Counter) -> None:
    """The touch was answered, nothing else."""


async def _when_the_reference_is_shown(counter: Counter) -> None:
    await counter.until(stage="HandedIn")


async def _when_headquarters_has_it(counter: Counter) -> None:
    async with desk_of(counter) as desk:
        before = await desk.total()

        async def one_more() -> bool:
            return await desk.total() > before or bool((await counter.state()).get("receipt"))

        await eventually(one_more, "headquarters has it")


Moment = Callable[[Counter], Awaitable[None]]
_MOMENTS = [_at_once, _when_the_reference_is_shown, _when_headquarters_has_it]


@pytest.mark.parametrize("moment", _MOMENTS, ids=lambda moment: moment.__name__.strip("_"))
async def test_nothing_that_was_acknowledged_is_lost_and_nothing_is_double(
    counter: Counter, resident: Resident, moment: Moment
) -> None:
    known = {line.reference for line in outbox(counter)}
    async with desk_of(counter) as desk:
        cases = await desk.total()
    await resident.ready_to_hand_in("takasaki")
    await resident.touch("forward")
    await moment(counter)
    shown = await counter.state()
    await counter.booth.kill()

    await counter.start_booth()
    await counter.until(stage="Welcoming", online=True, seconds=60)
    kept = [line.reference for line in outbox(counter) if line.reference not in known]
    if shown["stage"] == "HandedIn":
        assert kept == [shown["reference"]]
    assert len(kept) <= 1
    for reference in kept:
        await arrived_once(counter, reference)
    async with desk_of(counter) as desk:
        assert await desk.total() == cases + len(kept)
    remembered = await counter.booth.ask({"do": "remembers", "text": "髙\ufa11"})
    assert (remembered["items"], remembered["visit"]) == (0, [])


async def test_what_waits_for_headquarters_survives_the_cut_and_arrives_once(
    counter: Counter, resident: Resident
) -> None:
    await counter.stop_headquarters()
    await resident.until(online=False)
    await resident.ready_to_hand_in("takasaki")
    done = await resident.hand_in()

    async def tried() -> bool:
        (line,) = [one for one in outbox(counter) if one.reference == done["reference"]]
        assert line.state == "pending"
        return bool(line.attempts)

    await eventually(tried, "the courier tries in vain")
    await counter.booth.kill()
    await counter.start_headquarters()
    await counter.start_booth()
    await arrived_once(counter, done["reference"])
