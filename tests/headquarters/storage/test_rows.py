"""Rows go in as models that fit, come out as models, and a transaction stays whose it was."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import Connection, text
from sqlmodel import col, select

from kiosk.headquarters.storage.rows import add, read, read_one
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Booth

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def booth(booth_id: str) -> Booth:
    return Booth(
        booth_id=booth_id,
        place="家島支所",
        enrolled_at=NOW,
        certificate="c",
        certificate_expires_at=NOW + timedelta(days=30),
    )


async def test_a_row_comes_back_as_it_went_in_and_outlives_its_connection(either_store: Store) -> None:
    await either_store.write(lambda c: add(c, booth("b1")))
    (kept,) = await either_store.read(lambda c: read(c, select(Booth)))
    assert kept.model_dump() == booth("b1").model_dump()
    assert kept.enrolled_at.tzinfo is UTC


async def test_one_row_or_none(either_store: Store) -> None:
    await either_store.write(lambda c: add(c, booth("b1")))
    asked = [select(Booth).where(col(Booth.booth_id) == one) for one in ("b1", "b2")]
    found = await either_store.read(lambda c: [read_one(c, query) for query in asked])
    assert [one and one.place for one in found] == ["家島支所", None]


@pytest.mark.parametrize(("column", "value"), [("place", None), ("place", 7), ("enrolled_at", "2026-11-21")])
async def test_a_row_that_does_not_fit_is_refused_before_the_store(
    either_store: Store, column: str, value: object
) -> None:
    unfit = booth("b1")
    setattr(unfit, column, value)
    with pytest.raises(ValidationError):
        await either_store.write(lambda c: add(c, unfit))
    assert await either_store.read(lambda c: read(c, select(Booth))) == []


async def test_reading_neither_ends_a_transaction_nor_undoes_it(either_store: Store) -> None:
    def act(connection: Connection) -> int:
        add(connection, booth("b1"))
        seen = len(read(connection, select(Booth)))
        add(connection, booth("b2"))
        return seen

    assert await either_store.write(act) == 1
    assert len(await either_store.read(lambda c: read(c, select(Booth)))) == 2


async def test_what_was_read_is_undone_with_the_rest(either_store: Store) -> None:
    def act(connection: Connection) -> None:
        add(connection, booth("b1"))
        read(connection, select(Booth))
        raise KeyError("changed my mind")

    with pytest.raises(KeyError):
        await either_store.write(act)
    assert await either_store.read(lambda c: c.execute(text("SELECT count(*) FROM booth")).scalar_one()) == 0


async def test_changing_what_was_read_changes_nothing_stored(either_store: Store) -> None:
    def act(connection: Connection) -> None:
        add(connection, booth("b1"))
        for one in read(connection, select(Booth)):
            one.place = "elsewhere"

    await either_store.write(act)
    (kept,) = await either_store.read(lambda c: read(c, select(Booth)))
    assert kept.place == "家島支所"
