"""Counts of what happens: a day, a name from a closed list, a number."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from kiosk.booth.storage.store import Store
from kiosk.booth.storage.tables import UsageRow
from kiosk.booth.storage.usage import COUNTED, Usage

Now = Callable[[], datetime]


async def counts(store: Store) -> dict[tuple[str, str], int]:
    rows = await store.run(lambda session: list(session.exec(select(UsageRow)).all()))
    return {(row.day, row.what): row.count for row in rows}


async def test_counts_grow_by_day_and_name(store: Store, now: Now) -> None:
    usage = Usage(store, now)
    for what in ("visit_begun", "visit_begun", "handed_in"):
        await usage.count(what)
    await Usage(store, lambda: now() + timedelta(days=1)).count("visit_begun")
    assert await counts(store) == {
        ("2026-11-21", "visit_begun"): 2,
        ("2026-11-21", "handed_in"): 1,
        ("2026-11-22", "visit_begun"): 1,
    }


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 21, 15, 0, tzinfo=UTC), "2026-11-22"),
    ],
)
async def test_a_day_is_a_day_in_japan(store: Store, at: datetime, day: str) -> None:
    await Usage(store, lambda: at).count("handed_in")
    assert await counts(store) == {(day, "handed_in"): 1}


@pytest.mark.parametrize("what", ["", "葛西辻子", "visit_begun "])
async def test_only_names_from_the_list_are_counted(store: Store, now: Now, what: str) -> None:
    with pytest.raises(ValueError, match="not counted"):
        await Usage(store, now).count(what)
    assert await counts(store) == {}


def test_the_list_names_no_person() -> None:
    assert all(name.isascii() and name.islower() for name in COUNTED)
