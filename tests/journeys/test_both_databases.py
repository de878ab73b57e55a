"""The same submission on headquarters' own database and on a grown town's PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, text

from kiosk.demo.counter import Counter
from tests import postgres
from tests.journeys.counters import small_counter
from tests.journeys.steps import NAME, arrived_once, desk_of, visit

pytestmark = pytest.mark.asyncio(loop_scope="session")
DATABASE = "kiosk_journeys"


@pytest_asyncio.fixture(loop_scope="session")
async def grown(tmp_path: Path, _parts: None) -> AsyncIterator[tuple[Counter, str]]:
    """A counter whose headquarters keeps everything in a PostgreSQL of the tests."""
    if not postgres.is_here():
        pytest.fail("install Debian's postgresql-15: a journey runs on a real PostgreSQL")
    with postgres.running() as cluster:
        _ask(cluster + "postgres", f"CREATE DATABASE {DATABASE}")
        async with small_counter(tmp_path / "counter", database=cluster + DATABASE) as counter:
            yield counter, cluster + DATABASE


async def test_a_submission_becomes_a_case_on_sqlite(counter: Counter) -> None:
    assert (counter.folder / "headquarters" / "headquarters.sqlite3").exists()
    await _becomes_a_case(counter)


async def test_a_submission_becomes_a_case_on_postgresql(grown: tuple[Counter, str]) -> None:
    counter, database = grown
    await counter.until(online=True, seconds=60)
    reference = await _becomes_a_case(counter)
    assert _ask(database, "SELECT reference FROM case_file") == [(reference,)]
    assert _ask(database, "SELECT count(*) FROM submission") == [(1,)]
    assert not list((counter.folder / "headquarters").glob("*.sqlite*"))


async def _becomes_a_case(counter: Counter) -> str:
    reference = str((await visit(counter, "kasai"))["reference"])
    received = await arrived_once(counter, reference)
    async with desk_of(counter) as desk:
        case = await desk.case(reference)
        assert (await desk.document(case["line"]["case_id"])).startswith(b"%PDF")
    assert case["line"]["receipt_number"] == received.receipt_number
    assert {answer["field"]: answer["text"] for answer in case["answers"]}["ap_name"] == NAME
    assert case["signature"] == "good"
    return reference


def _ask(database: str, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(database, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            found = connection.execute(text(query))
            return [tuple(row) for row in found] if found.returns_rows else []
    finally:
        engine.dispose()
