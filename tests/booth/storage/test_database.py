"""The booth's database with a real file: durable, repaired by moving aside, honest when the disk is full."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.booth.storage.faults import StoreFull
from kiosk.booth.storage.store import Store
from tests.booth.storage.usage_days import add, days

Now = Callable[[], datetime]
ROOT = Path(__file__).parents[3]


async def test_the_pragmas_of_durability_are_in_force(store: Store) -> None:
    for name, value in {"journal_mode": "truncate", "synchronous": 2}.items():
        pragma = text(f"PRAGMA {name}")
        assert await store.run(lambda session: session.connection().scalar(pragma)) == value  # noqa: B023 -- at once


async def damage_text(path: Path) -> None:
    path.write_text("this is no database, it is a letter\n" * 100)


async def damage_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 64] = os.urandom(64)
    path.write_bytes(bytes(content))


async def damage_cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 + 100])


async def damage_in_several_places(path: Path) -> None:
    def with_schema(old: str, new: str, *statements: str) -> int:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema=ON")
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'usage'", (old, new))
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
            return len(connection.execute("PRAGMA quick_check").fetchall())

    two_without_count = "INSERT INTO usage VALUES ('2026-11-19', 'x', NULL), ('2026-11-20', 'x', NULL)"
    with_schema("count INTEGER NOT NULL", "count INTEGER", two_without_count)
    assert with_schema("count INTEGER", "count INTEGER NOT NULL") > 1


@pytest.mark.parametrize("damage", [damage_text, damage_middle, damage_cut, damage_in_several_places])
async def test_a_damaged_file_is_moved_aside_and_the_booth_serves(
    store: Store, now: Now, damage: Callable[[Path], object]
) -> None:
    await store.run(add("2026-11-21"))
    await store.close()
    await damage(store.path)  # type: ignore[misc] # one of those above
    broken = store.path.read_bytes()
    again = Store(store.path, now)
    await again.open()
    assert again.moved_aside == store.path.with_name("booth.sqlite.damaged-20261121T030000")
    assert again.moved_aside.read_bytes() == broken, "nothing of it is lost for those who repair"
    await again.run(add("2026-11-22"))
    assert await again.run(days) == ["2026-11-22"]
    await again.close()


async def test_a_second_damage_in_the_same_second_does_not_cover_the_first(store: Store, now: Now) -> None:
    for _ in range(2):
        await store.close()
        await damage_text(store.path)
        store = Store(store.path, now)
        await store.open()
    await store.close()
    assert len([path for path in store.path.parent.glob("*.damaged-*") if "journal" not in path.name]) == 2


async def test_an_empty_file_is_simply_new(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "booth.sqlite"
    path.touch()
    store = Store(path, now)
    await store.open()
    assert store.moved_aside is None
    await store.close()


async def test_a_database_at_its_limit_is_full_and_keeps_what_it_has(store: Store) -> None:
    await store.run(add("2026-11-21"))
    await store.run(lambda session: session.connection().scalar(text("PRAGMA max_page_count=8")))
    with pytest.raises(StoreFull):
        await store.run(lambda session: [add(f"day {number} {'x' * 900}")(session) for number in range(50)])
    assert await store.run(days) == ["2026-11-21"]


_ON_A_SMALL_DISK = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.storage.store import Store

async def main():
    now = lambda: datetime(2026, 11, 21, tzinfo=UTC)
    store = Store(Path(sys.argv[1]) / "booth.sqlite", now)
    await store.open()
    outbox, kept = Outbox(store, now), 0
    try:
        for kept in range(1000):
            await outbox.put(f"id-{kept}", f"IE-{kept}", "0" * 64, bytes(20_000))
    except (StoreFull, StoreBroken) as error:
        said = type(error).__name__
    assert (await outbox.backlog()).waiting == kept
    await store.close()
    again = Store(store.path, now)
    await again.open()
    assert again.moved_aside is None
    print(said, kept, (await Outbox(again, now).backlog()).waiting)
    await again.close()

asyncio.run(main())
"""


def small_disk(*before: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [*before, sys.executable, "-c", _ON_A_SMALL_DISK, str(folder)],
        capture_output=True, text=True, check=False, timeout=60, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_a_disk_that_is_really_full_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    inside = 'mount -t tmpfs -o size=1m none "$1" && shift && exec "$@"'
    namespace = ["unshare", *(["-m"] if os.geteuid() == 0 else ["-rm"]), "sh", "-c", inside, "sh", str(tmp_path)]
    if not shutil.which("unshare") or subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    said, kept, after = small_disk(*namespace, folder=tmp_path)
    assert said == "StoreFull"
    assert int(kept) == int(after) > 10


def test_a_file_that_may_not_grow_is_broken_and_loses_nothing(tmp_path: Path) -> None:
    limit = ["sh", "-c", 'trap "" XFSZ; ulimit -f 1000; exec "$@"', "sh"]
    said, kept, after = small_disk(*limit, folder=tmp_path)
    assert said in ("StoreBroken", "StoreFull")
    assert int(kept) == int(after) > 5


async def test_nobody_else_on_the_machine_reads_the_file(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "kept" / "booth.sqlite"
    path.parent.mkdir()
    for suffix in ("", "-journal", ".damaged-20261121T101010"):  # as an older program left them
        beside = path.with_name(path.name + suffix)
        beside.touch()
        beside.chmod(0o644)
    store = Store(path, now)
    await store.open()
    await store.run(add("2026-11-21"))
    await store.close()
    modes = {one.name: one.stat().st_mode & 0o777 for one in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes
