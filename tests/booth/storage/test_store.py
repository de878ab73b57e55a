"""The booth's store: one thread, whole transactions, and nothing of the database loaded before it is opened."""

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from kiosk.booth.storage.faults import StoreBroken
from kiosk.booth.storage.store import Store
from kiosk.booth.storage.tables import UsageRow
from tests.booth.storage.usage_days import add, days

Now = Callable[[], datetime]


async def test_all_work_happens_in_one_thread(store: Store) -> None:
    seen = set(await asyncio.gather(*(store.run(lambda _session: threading.get_ident()) for _ in range(20))))
    assert len(seen) == 1
    assert seen != {threading.get_ident()}


async def test_what_was_written_is_there_after_opening_again(store: Store, now: Now) -> None:
    await store.run(add("2026-11-21"))
    await store.close()
    again = Store(store.path, now)
    await again.open()
    assert again.moved_aside is None
    assert await again.run(days) == ["2026-11-21"]
    await again.close()


async def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def half(session: Session) -> None:
        session.add(UsageRow(day="2026-11-21", what="handed_in", count=1))
        session.flush()
        raise KeyError("bug")

    with pytest.raises(KeyError):
        await store.run(half)
    assert await store.run(days) == []


async def test_a_store_that_is_not_open_says_so(tmp_path: Path, now: Now) -> None:
    store = Store(tmp_path / "booth.sqlite", now)
    with pytest.raises(StoreBroken):
        await store.run(days)
    await store.close()


async def test_a_place_that_cannot_be_written_says_so(tmp_path: Path, now: Now) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    store = Store(tmp_path / "state" / "booth.sqlite", now)
    with pytest.raises(StoreBroken):
        await store.open()
    await store.close()


async def test_closing_twice_is_closing(store: Store) -> None:
    await store.close()
    await store.close()
