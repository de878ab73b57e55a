"""The store on both engines: durable, in groups, and clear about what went wrong."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from kiosk.headquarters.storage.store import Store, StoreUnavailable, open_store
from tests.headquarters.laid_tables import lay_down_tables


def count(connection: Connection) -> int:
    return int(connection.execute(text("SELECT value FROM numbering")).scalar_one())


def add(connection: Connection) -> int:
    return int(connection.execute(text("UPDATE numbering SET value = value + 1 RETURNING value")).scalar_one())


async def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert await store.write(add) == 1
    store.close()
    store = open_store(tmp_path)
    assert await store.read(count) == 1
    store.close()


async def test_many_writers_share_commits_and_lose_nothing(store: Store) -> None:
    numbers = await asyncio.gather(*(store.write(add) for _ in range(200)))
    assert sorted(numbers) == list(range(1, 201))


async def test_a_write_that_fails_undoes_itself_alone(either_store: Store) -> None:
    def fails(connection: Connection) -> None:
        connection.execute(text("INSERT INTO numbering (name, value) VALUES ('half', 1)"))
        raise RuntimeError("stumbled")

    def works(connection: Connection) -> None:
        connection.execute(text("INSERT INTO numbering (name, value) VALUES ('whole', 1)"))

    results = await asyncio.gather(either_store.write(works), either_store.write(fails), return_exceptions=True)
    assert isinstance(results[1], RuntimeError)
    names = await either_store.read(lambda c: set(c.execute(text("SELECT name FROM numbering")).scalars()))
    assert "whole" in names
    assert "half" not in names


async def test_a_broken_statement_is_said_and_the_store_goes_on(either_store: Store) -> None:
    with pytest.raises(StoreUnavailable):
        await either_store.write(lambda c: c.execute(text("INSERT INTO numbering (name, value) VALUES (NULL, 1)")))
    with pytest.raises(StoreUnavailable):
        await either_store.read(lambda c: c.execute(text("SELECT * FROM not_there")))
    assert await either_store.read(lambda c: c.execute(text("SELECT 1")).scalar_one()) == 1


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnavailable):
        await store.read(add)


async def test_a_full_disk_is_said_and_nothing_is_lost(store: Store) -> None:
    await store.write(add)
    pages = await store.read(lambda c: c.execute(text("PRAGMA page_count")).scalar_one())
    await store.write(lambda c: c.execute(text(f"PRAGMA max_page_count = {pages}")).scalar_one())
    big = text("INSERT INTO numbering (name, value) VALUES (:name, 1)")
    with pytest.raises(StoreUnavailable):
        await store.write(lambda c: c.execute(big, {"name": "x" * 2_000_000}))
    assert await store.write(add) == 2


async def test_what_was_deleted_is_not_left_in_the_file(tmp_path: Path) -> None:
    """A page that is free again keeps its bytes otherwise, for whoever finds the disk or a backup."""
    store = open_store(tmp_path)
    row = {"booth_id": "gone", "place": "消された場所" * 1000, "at": "2026-11-21T00:00:00.000000+00:00"}
    kept = "INSERT INTO booth (booth_id, place, enrolled_at, certificate, certificate_expires_at)"
    await store.write(lambda c: c.execute(text(f"{kept} VALUES (:booth_id, :place, :at, '', :at)"), row))
    await store.write(lambda c: c.execute(text("DELETE FROM booth WHERE booth_id = 'gone'")))
    store.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"CREATE TABLE booth" in written, "the search finds what is there"
    assert "消された場所".encode() not in written


def test_the_file_is_ours_alone(tmp_path: Path, store: Store) -> None:
    assert store.dialect == "sqlite"
    assert (tmp_path / "headquarters.sqlite3").stat().st_mode & 0o077 == 0


def test_a_file_put_back_readable_for_all_is_ours_alone_again(tmp_path: Path) -> None:
    lay_down_tables(tmp_path)
    path = tmp_path / "headquarters.sqlite3"
    for suffix in ("", "-wal"):
        beside = tmp_path / f"{path.name}{suffix}"
        beside.touch()
        beside.chmod(0o644)
    open_store(tmp_path).close()
    assert {one.stat().st_mode & 0o777 for one in tmp_path.glob(f"{path.name}*")} == {0o600}


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        open_store(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:1/nothing")


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "headquarters.sqlite3").write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(StoreUnavailable):
        open_store(tmp_path)
