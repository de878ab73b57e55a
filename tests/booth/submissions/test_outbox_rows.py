"""The rows of the outbox, one transaction at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import pytest
from sqlalchemy.exc import NoResultFound

from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox_rows import OutboxRows
from kiosk.booth.submissions.waiting import Backlog, Waiting
from tests.booth.conftest import AT

T = TypeVar("T")


async def act(store: Store, work: Callable[[OutboxRows], T]) -> T:
    return await store.run(lambda session: work(OutboxRows(session)))


def waiting(name: str, size: int = 3) -> Waiting:
    return Waiting(name, f"IE-{name}", "0" * 64, bytes(size), 0, 0.0)


@pytest.mark.parametrize(("size", "most_bytes", "fits"), [(4, 10, True), (5, 10, False), (5, 2**30, True)])
async def test_room_is_what_all_rows_leave(store: Store, size: int, most_bytes: int, fits: bool) -> None:
    for name in ("a", "b"):
        await act(store, lambda rows, name=name: rows.put(waiting(name), AT))  # type: ignore[misc]
    assert await act(store, lambda rows: rows.has_room(size, most_bytes)) is fits


async def test_a_reference_of_any_row_is_taken(store: Store) -> None:
    for name in ("a", "b"):
        await act(store, lambda rows, name=name: rows.put(waiting(name), AT))  # type: ignore[misc]
    taken = [await act(store, lambda rows, name=name: rows.is_taken(f"IE-{name}")) for name in "abc"]  # type: ignore[misc]
    assert taken == [True, True, False]


async def test_a_step_that_fails_takes_back_those_before_it(store: Store) -> None:
    def work(rows: OutboxRows) -> None:
        rows.put(waiting("a"), AT)
        assert rows.is_taken("IE-a")
        rows.park("nobody", "http_400")

    with pytest.raises(NoResultFound):
        await act(store, work)
    assert await act(store, lambda rows: rows.oldest(5)) is None


async def test_the_age_of_what_waits_is_that_of_the_oldest(store: Store) -> None:
    def work(rows: OutboxRows) -> Backlog:
        for number, name in enumerate("abc"):
            rows.put(waiting(name), AT.replace(minute=number))
        return rows.backlog(datetime(AT.year, AT.month, AT.day, AT.hour, 10, tzinfo=AT.tzinfo))

    assert await act(store, work) == Backlog(3, 600, 0)
