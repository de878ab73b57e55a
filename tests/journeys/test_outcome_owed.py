"""How a call ended is owed by whoever talked in it, and is recorded whatever becomes of headquarters and its store."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect
from sqlalchemy import create_engine, text

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember
from tests import postgres
from tests.journeys.counters import clerk_at, small_counter
from tests.journeys.steps import eventually, talking

pytestmark = pytest.mark.asyncio(loop_scope="session")
DATABASE = "kiosk_outcomes"
NEWEST = "SELECT end_reason, outcome FROM call_record ORDER BY requested_at DESC LIMIT 1"


@contextmanager
def store_that_takes_nothing(counter: Counter) -> Iterator[None]:
    """Another program holds the store of headquarters, which can read and not write meanwhile."""
    held = sqlite3.connect(_store(counter), isolation_level=None)
    try:
        held.execute("BEGIN IMMEDIATE")
        yield
        held.execute("ROLLBACK")
    finally:
        held.close()


def _store(counter: Counter) -> Path:
    return counter.folder / "headquarters" / "headquarters.sqlite3"


def newest(counter: Counter) -> tuple[str, str | None]:
    """How the newest call ended, and its outcome."""
    store = sqlite3.connect(f"file:{_store(counter)}?mode=ro", uri=True)
    try:
        reason, outcome = store.execute(NEWEST).fetchone()
        return reason, outcome
    finally:
        store.close()


async def over(resident: Resident) -> None:
    """The resident reads that the call is over, and goes on."""
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage="Welcoming")


async def test_headquarters_that_begins_anew_is_told_which_outcome_is_owed_and_keeps_it_when_its_store_can(
    counter: Counter, resident: Resident, staff: StaffMember
) -> None:
    await talking(resident, staff)
    await staff.hang_up()
    await resident.until(call="Over", reason="staff_hung_up")
    await staff.page.wait_for_selector("[data-outcome=solved]")
    await counter.headquarters.kill()
    await counter.start_headquarters()
    await staff.page.wait_for_selector("#trouble", state="hidden", timeout=60_000)
    await expect(staff.page.locator("[data-outcome=solved]")).to_be_visible()
    with store_that_takes_nothing(counter):
        await staff.record("solved")
        assert newest(counter) == ("staff_hung_up", None)
        await staff.page.reload()  # it is owed by this page, whatever becomes of it before headquarters could write
        await staff.page.wait_for_selector("[data-status=available]")

    async def kept() -> bool:
        return newest(counter) == ("staff_hung_up", "solved")

    await eventually(kept, "the outcome is in the record")
    await over(resident)


@pytest_asyncio.fixture(loop_scope="session")
async def grown(tmp_path: Path, _parts: None) -> AsyncIterator[tuple[Counter, postgres.Cluster]]:
    """A counter whose headquarters keeps everything in a PostgreSQL that can be stopped."""
    if not postgres.is_here():
        pytest.fail("install Debian's postgresql-15: a journey runs on a real PostgreSQL")
    with postgres.cluster() as cluster:
        _ask(cluster.url + "postgres", f"CREATE DATABASE {DATABASE}")
        async with small_counter(tmp_path / "counter", database=cluster.url + DATABASE) as counter:
            yield counter, cluster


@pytest.mark.soak
async def test_an_outcome_recorded_while_postgresql_is_stopped_is_kept_when_it_is_back(
    grown: tuple[Counter, postgres.Cluster],
) -> None:
    counter, cluster = grown
    resident = Resident(counter)
    await counter.until(online=True, stage="Welcoming", seconds=60)
    async with clerk_at(counter) as staff:
        await staff.sign_in()
        await talking(resident, staff)
        cluster.stop()
        try:
            await staff.hang_up()
            await resident.until(call="Over", reason="staff_hung_up")
            await staff.record("applied")
            await over(resident)
        finally:
            cluster.start()

        async def kept() -> bool:
            return _ask(cluster.url + DATABASE, NEWEST) == [("staff_hung_up", "applied")]

        await eventually(kept, "the outcome is in the record", 60)
        await talking(resident, staff)  # nobody was signed out, and the next call comes
        await resident.touch("hangUp")
        await resident.until(call="Over")
        await staff.record("solved")


def _ask(database: str, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(database, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            found = connection.execute(text(query))
            return [tuple(row) for row in found] if found.returns_rows else []
    finally:
        engine.dispose()
