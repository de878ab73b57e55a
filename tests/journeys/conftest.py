"""One counter for all stories that leave it as they found it: real programs, started once."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember
from kiosk.rehearsal.card.pcscd import missing_parts
from tests.journeys.counters import clerk_at, small_counter


@pytest.fixture(scope="session")
def _parts() -> None:
    missing = missing_parts()
    if missing:
        pytest.fail(f"install Debian's {' '.join(missing)}: the journeys use the real card service")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_counter(tmp_path_factory: pytest.TempPathFactory, _parts: None) -> AsyncIterator[Counter]:
    async with small_counter(tmp_path_factory.mktemp("counter")) as counter:
        yield counter


@pytest_asyncio.fixture(loop_scope="session")
async def counter(shared_counter: Counter) -> AsyncIterator[Counter]:
    """The shared counter, everything running, nobody there; made so again for the next story."""
    await _made_ready(shared_counter)
    yield shared_counter


@pytest.fixture
def resident(counter: Counter) -> Resident:
    return Resident(counter)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def clerk(shared_counter: Counter) -> AsyncIterator[StaffMember]:
    """A staff member at a real Chromium."""
    async with clerk_at(shared_counter) as staff:
        yield staff


@pytest_asyncio.fixture(loop_scope="session")
async def staff(counter: Counter, clerk: StaffMember) -> AsyncIterator[StaffMember]:
    """The staff member, signed in and available; gone from the console afterwards, where the camera would go on."""
    await clerk.sign_in()
    yield clerk
    await clerk.page.goto("about:blank")


async def _made_ready(counter: Counter) -> None:
    if not counter.headquarters.running:
        await counter.start_headquarters()
    if not counter.card.running:
        await counter.start_card()
    await counter.card.ask("eject")
    if not await _nobody_there(counter):
        await counter.booth.kill()
        await counter.start_booth()
    await counter.until(online=True, stage="Welcoming", card_in=False, seconds=90)


async def _nobody_there(counter: Counter) -> bool:
    if not counter.booth.running:
        return False
    try:
        state = await counter.state()
        if state["call"] == "NoCall" and state["stage"] != "Welcoming":
            await Resident(counter).give_up()
            state = await counter.state()
    except ProgramFailed:
        return False
    return (state["stage"], state["call"]) == ("Welcoming", "NoCall")
