"""Nonces are spent once, by their booth, in time; on SQLite and on a real PostgreSQL."""

import asyncio

from sqlalchemy import func, select

from kiosk.headquarters.identity.nonces import Nonces, NotSpent, Spent, sweep
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Nonce
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import NONCE_BYTES, NONCE_S
from tests.headquarters.headquarters_world import Clock


async def test_a_nonce_is_random_and_comes_back_as_it_was_given(either_store: Store, clock: Clock) -> None:
    nonces = Nonces(either_store, clock)
    one, other = await nonces.give("b1"), await nonces.give("b1")
    assert len(bytes.fromhex(one.nonce)) == NONCE_BYTES
    assert one.nonce != other.nonce
    assert one.nonce not in repr(one)
    spent = await nonces.spend("b1", one.nonce_id)
    assert spent == Spent(bytes.fromhex(one.nonce))
    assert "content" not in repr(spent)


async def test_of_twenty_that_spend_at_once_one_gets_it(either_store: Store, clock: Clock) -> None:
    nonces = Nonces(either_store, clock)
    given = await nonces.give("b1")
    answers = await asyncio.gather(*(nonces.spend("b1", given.nonce_id) for _ in range(20)))
    assert sum(isinstance(answer, Spent) for answer in answers) == 1
    assert sum(answer is NotSpent.USED_AGAIN for answer in answers) == 19


async def test_another_booth_can_neither_spend_nor_spoil_it(either_store: Store, clock: Clock) -> None:
    nonces = Nonces(either_store, clock)
    given = await nonces.give("b1")
    assert await nonces.spend("b2", given.nonce_id) is NotSpent.UNKNOWN
    assert isinstance(await nonces.spend("b1", given.nonce_id), Spent)


async def test_one_that_never_was_is_unknown(either_store: Store, clock: Clock) -> None:
    assert await Nonces(either_store, clock).spend("b1", new_id()) is NotSpent.UNKNOWN


async def test_it_is_good_until_its_last_second(either_store: Store, clock: Clock) -> None:
    nonces = Nonces(either_store, clock)
    early, late = await nonces.give("b1"), await nonces.give("b1")
    clock.push(seconds=NONCE_S - 30)
    assert isinstance(await nonces.spend("b1", early.nonce_id), Spent)
    clock.push(seconds=60)
    assert await nonces.spend("b1", late.nonce_id) is NotSpent.EXPIRED


async def test_dead_ones_are_swept_but_not_at_once(either_store: Store, clock: Clock) -> None:
    nonces = Nonces(either_store, clock)
    given = await nonces.give("b1")
    await nonces.spend("b1", given.nonce_id)
    for hours, left in ((1, 1), (25, 0)):
        clock.push(hours=hours)
        await either_store.write(lambda c: sweep(c, clock()))
        count = await either_store.read(lambda c: c.execute(select(func.count()).select_from(Nonce)).scalar_one())
        assert count == left
