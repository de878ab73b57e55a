"""Published bundles: numbers that rise, each committed and signed before anybody hears of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.headquarters.publishing.published import Newest, NotRising, Published, newest, publish
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store, open_store
from kiosk.headquarters.storage.tables import ProcedureBundle
from kiosk.procedures.bundles.signed import believed
from tests.booth.conftest import Authority
from tests.headquarters.laid_tables import lay_down_tables

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
OURS = Authority()
FILES = {"blocks.yml": "blocks: {}", "groups.yml": "groups: []"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    lay_down_tables(tmp_path)
    return open_store(tmp_path, "")


async def published(store: Store, number: int | None = None, at: datetime = AT) -> int:
    return await store.write(lambda c: publish(c, FILES, OURS.key, at, audit.SYSTEM, number))


async def test_numbers_rise_by_one_or_to_what_is_asked_for(store: Store) -> None:
    assert [await published(store), await published(store), await published(store, 40), await published(store)] == [
        1, 2, 40, 41,
    ]  # fmt: skip
    for number in (41, 7):
        with pytest.raises(NotRising, match="41"):
            await published(store, number)
    found = await store.read(newest)
    assert found is not None
    assert believed(found.body, OURS.pem).number == found.number == 41
    lines = (await store.read(lambda c: audit.page(c, "", None))).entries
    assert (lines[0].act, lines[0].subject, lines[0].detail) == ("procedures_published", "procedures:41", "2")
    store.close()


async def test_no_number_is_given_after_which_none_is_left(store: Store) -> None:
    for number in (2**31 - 1, 2**31, 10**12):
        with pytest.raises(NotRising, match="at most"):
            await published(store, number)
    assert [await published(store, 2**30), await published(store)] == [2**30, 2**30 + 1]
    store.close()


async def test_two_who_publish_at_once_both_publish(either_store: Store) -> None:
    assert sorted(await asyncio.gather(*(published(either_store) for _ in range(4)))) == [1, 2, 3, 4]


async def test_the_newest_twenty_are_kept(store: Store) -> None:
    for _ in range(23):
        await published(store)
    from sqlmodel import col, select

    numbers = await store.read(lambda c: c.execute(select(col(ProcedureBundle.number))).scalars().all())
    assert sorted(numbers) == list(range(4, 24))
    store.close()


async def test_whoever_waits_for_a_newer_one_hears_of_each_once(store: Store) -> None:
    watched, heard = Published(store), list[Newest]()
    watched.when_newer(heard.append)
    await watched.look()
    assert (heard, watched.number, watched.line.published_at) == ([], 0, None)
    await published(store)
    await published(store, at=AT + timedelta(hours=1))
    await watched.look()
    await watched.look()
    assert [one.number for one in heard] == [2]
    assert (watched.line.number, watched.line.published_at) == (2, AT + timedelta(hours=1))
    store.close()
