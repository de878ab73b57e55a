"""Tables: what the steps make is what the tables say, and what must not be in them cannot be."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, insert, select, text
from sqlalchemy.exc import StatementError
from sqlmodel import col

from kiosk.headquarters.storage import migrations
from kiosk.headquarters.storage.store import Store, StoreUnavailable, open_store
from kiosk.headquarters.storage.tables import UNREADABLE, Booth, metadata

_TIMES = dict.fromkeys(("enrolled_at", "certificate_expires_at"), datetime(2026, 11, 21, tzinfo=UTC))


async def test_the_steps_make_exactly_these_tables(either_store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await either_store.read(differences) == []


async def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path, database: str) -> None:
    engine = create_engine(database or f"sqlite:///{tmp_path / 'headquarters.sqlite3'}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(insert(Booth), {"booth_id": "b", "place": "p", "certificate": "", **_TIMES})
    engine.dispose()
    store = open_store(tmp_path, database)
    assert await store.read(lambda c: list(compare_metadata(MigrationContext.configure(c), metadata))) == []
    assert await store.read(lambda c: c.execute(select(col(Booth.place))).scalar_one()) == "p"
    store.close()


@pytest.mark.parametrize("stored", ["", "soon", "9999-12-31T23:59:59-23:59", "9999-12-31T00:00:00+00:00", "0001-01-01"])
async def test_a_stored_time_that_is_none_breaks_nothing(store: Store, stored: str) -> None:
    """Earlier versions took any year."""
    await store.write(lambda c: c.execute(insert(Booth), {"booth_id": "b", "place": "p", "certificate": "", **_TIMES}))
    await store.write(lambda c: c.execute(text("UPDATE booth SET enrolled_at = :at"), {"at": stored}))
    assert await store.read(lambda c: c.execute(select(col(Booth.enrolled_at))).scalars().all()) == [UNREADABLE]


async def test_times_come_back_as_they_went_in(either_store: Store) -> None:
    japan = timezone(timedelta(hours=9))
    at = datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=japan)
    row = {
        "booth_id": "b",
        "place": "葛\U000e0102西",
        "enrolled_at": at,
        "certificate": "",
        "certificate_expires_at": at,
    }
    await either_store.write(lambda c: c.execute(insert(Booth), row))
    kept = await either_store.read(lambda c: c.execute(select(Booth)).one())
    assert kept.enrolled_at == at
    assert kept.enrolled_at.tzinfo is UTC
    assert (kept.place, kept.last_seen_at) == ("葛\U000e0102西", None)
    found = select(col(Booth.booth_id)).where(col(Booth.enrolled_at) < at + timedelta(microseconds=1))
    assert await either_store.read(lambda c: c.execute(found).scalar_one()) == "b"


@pytest.mark.parametrize("unstorable", ["a\0b", "a\ud800b"])
async def test_text_that_no_database_holds_is_marked_and_found_by_nobody_else(
    either_store: Store, unstorable: str
) -> None:
    row = {"booth_id": unstorable, "place": unstorable, "certificate": "", **_TIMES}
    await either_store.write(lambda c: c.execute(insert(Booth), row))
    found = select(col(Booth.place)).where(col(Booth.booth_id) == unstorable, col(Booth.place).contains(unstorable))
    assert await either_store.read(lambda c: c.execute(found).scalar_one()) == "a\N{REPLACEMENT CHARACTER}b"
    cut_off = select(col(Booth.place)).where(col(Booth.booth_id) == "a")
    assert await either_store.read(lambda c: c.execute(cut_off).first()) is None


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        await store.read(lambda c: c.execute(select(Booth).where(col(Booth.enrolled_at) < datetime(2026, 1, 1))))  # noqa: DTZ001


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO numbering (name, value) VALUES ('x', 'not a number')",
        "INSERT INTO enrolment_code VALUES ('abc', 'h', 'b', 'p', 'm', '2026-01-01', 6, NULL)",
        "INSERT INTO staff_session VALUES ('t', 'nobody', '2026-01-01', '2026-01-01')",
    ],
)
async def test_the_database_itself_refuses_nonsense(either_store: Store, statement: str) -> None:
    with pytest.raises(StoreUnavailable):
        await either_store.write(lambda c: c.execute(text(statement)))
