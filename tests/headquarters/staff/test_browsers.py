"""Browsers that somebody signed in with before."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff import browsers
from kiosk.headquarters.staff.accounts import Staff
from kiosk.headquarters.staff.browsers import browser_key
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage.store import Store
from tests.headquarters.headquarters_world import CHEAP, PASSWORD, Clock


@pytest.fixture
async def people(either_store: Store, clock: Clock) -> list[str]:
    staff = Staff(either_store, SignIn(), clock, CHEAP)
    added = [await staff.add(name, name, "市民課", Role.CLERK, PASSWORD) for name in ("sato", "abe")]
    return [one.staff_id for one in added]


async def test_a_browser_is_known_to_who_signed_in_with_it_and_by_its_newest_cookie(
    either_store: Store, people: list[str], clock: Clock
) -> None:
    sato, abe = people

    async def remember(token: str | None, who: str) -> str:
        return await either_store.write(lambda c: browsers.remember(c, browser_key(token), who, clock()))

    async def known(token: str | None, who: str) -> bool:
        return await either_store.read(lambda c: browsers.is_known(c, browser_key(token), who, clock()))

    first = await remember(None, sato)
    assert [await known(first, sato), await known(first, abe), await known(None, sato)] == [True, False, False]
    shared = await remember(first, abe)
    assert [await known(shared, one) for one in people] == [True, True]
    assert [await known(first, one) for one in people] == [False, False]
    clock.push(days=181)
    assert not await known(shared, sato)


async def test_an_account_keeps_its_twenty_newest_browsers(
    either_store: Store, people: list[str], clock: Clock
) -> None:
    sato, _ = people
    tokens = []
    for minute in range(25):
        at = clock() + timedelta(minutes=minute)
        tokens.append(await either_store.write(lambda c, at=at: browsers.remember(c, browser_key(""), sato, at)))  # type: ignore[misc]
    query = text("SELECT token_hash FROM staff_browser")
    assert set(await either_store.read(lambda c: c.execute(query).scalars().all())) == {
        browser_key(token) for token in tokens[-20:]
    }
