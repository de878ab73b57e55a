"""The audit: a chain that shows where it was touched."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text

from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store

AT = datetime(2026, 11, 21, tzinfo=UTC)


def add(act: str, subject: str = "case:1") -> object:
    return lambda c: audit.append(c, AT, audit.SYSTEM, act, subject)


async def test_lines_added_at_once_form_one_whole_chain(either_store: Store) -> None:
    await asyncio.gather(*(either_store.write(add(f"act_{number}")) for number in range(25)))  # type: ignore[arg-type]
    assert await either_store.read(audit.length) == 25
    assert await either_store.read(audit.first_broken) is None


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE audit_line SET who = '別人' WHERE number = 2", 2),
        ("DELETE FROM audit_line WHERE number = 2", 3),
        ("UPDATE audit_line SET at = '2026-11-22T00:00:00.000000+00:00' WHERE number = 1", 1),
    ],
)
async def test_a_touched_line_is_found(store: Store, tampering: str, broken: int) -> None:
    for number in range(4):
        await store.write(add(f"act_{number}"))  # type: ignore[arg-type]
    await store.write(lambda c: c.execute(text(tampering)))
    assert await store.read(audit.first_broken) == broken


async def test_a_page_shows_the_newest_first_and_of_one_subject(store: Store) -> None:
    for subject in ("case:1", "case:2", "case:1"):
        await store.write(add("case_looked_at", subject))  # type: ignore[arg-type]
    page = await store.read(lambda c: audit.page(c, "case:1"))
    assert [entry.number for entry in page.entries] == [3, 1]
    assert (page.length, page.first_broken) == (3, None)


async def test_pages_follow_one_another_to_the_first_line(store: Store) -> None:
    for number in range(5):
        await store.write(add("case_looked_at", f"case:{number % 2}"))  # type: ignore[arg-type]
    seen: list[list[int]] = []
    before: int | None = None
    while not seen or before is not None:
        page = await store.read(lambda c, since=before: audit.page(c, before=since, limit=2))  # type: ignore[misc]
        seen.append([entry.number for entry in page.entries])
        before = page.older
    assert seen == [[5, 4], [3, 2], [1]]
    assert (await store.read(lambda c: audit.page(c, "case:0", before=5, limit=2))).older is None


async def test_a_line_is_undone_with_its_transaction(store: Store) -> None:
    def act(connection: Connection) -> None:
        audit.append(connection, AT, audit.SYSTEM, "half_done", "case:1")
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(act)
    assert await store.read(audit.length) == 0
