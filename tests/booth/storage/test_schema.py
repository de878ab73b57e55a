"""An update of a booth can be taken back: its program runs on a newer file that allows it, and leaves another alone."""

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.booth.storage.faults import StoreBroken
from kiosk.booth.storage.schema import COMPAT, VERSION
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Outbox

Now = Callable[[], datetime]
MINE = VERSION * 1000 + COMPAT


def run(path: Path, *statements: str) -> int:
    """Change a closed file; its version afterwards."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


async def filled(path: Path, now: Now) -> None:
    store = Store(path, now)
    await store.open()
    await Outbox(store, now).put("s1", "IE-4731-08K", "ab", b"sealed")
    await store.close()


async def reference_in(path: Path, now: Now) -> str:
    store = Store(path, now)
    await store.open()
    try:
        await Outbox(store, now).put("s2", "IE-4731-19K", "cd", b"sealed")
        oldest = await Outbox(store, now).oldest()
        return oldest.reference if oldest else ""
    finally:
        await store.close()


async def test_a_file_says_which_tables_it_has(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "booth.sqlite"
    await filled(path, now)
    assert run(path) == MINE


async def test_a_file_of_the_first_version_is_carried_on(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "booth.sqlite"
    await filled(path, now)
    assert run(path, "PRAGMA user_version = 0") == 0
    assert await reference_in(path, now) == "IE-4731-08K"
    assert run(path) == MINE


async def test_a_newer_file_that_allows_it_is_used_and_stays_newer(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "booth.sqlite"
    await filled(path, now)
    newer = (VERSION + 2) * 1000 + VERSION
    added = "ALTER TABLE outbox ADD COLUMN weight INTEGER NOT NULL DEFAULT 0", "CREATE TABLE garden (name TEXT)"
    run(path, *added, f"PRAGMA user_version = {newer}")
    assert await reference_in(path, now) == "IE-4731-08K"
    assert run(path) == newer


async def test_a_newer_file_that_does_not_allow_it_is_left_as_it_is(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "booth.sqlite"
    await filled(path, now)
    run(path, f"PRAGMA user_version = {(VERSION + 1) * 1000 + VERSION + 1}")
    before = path.read_bytes()
    store = Store(path, now)
    with pytest.raises(StoreBroken, match=r"a newer program wrote it .* update this booth"):
        await store.open()
    await store.close()
    assert store.moved_aside is None
    assert path.read_bytes() == before
