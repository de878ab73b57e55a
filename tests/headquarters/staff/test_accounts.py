"""Sign-in: right, wrong, too often, idle for too long, and gone."""

import asyncio

import pytest
from sqlalchemy import text

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff.accounts import AccountTaken, Staff
from kiosk.headquarters.staff.views import Role, SessionToken, SignInRefused
from kiosk.headquarters.storage.store import Store
from tests.headquarters.headquarters_world import PASSWORD, Clock


@pytest.fixture
def staff(store: Store, clock: Clock) -> Staff:
    return Staff(store, SignIn(), clock)


async def add(staff: Staff) -> None:
    await staff.add("sato", "佐藤花子", "市民課", Role.CLERK, PASSWORD, skills=("en",))


async def signed_in(staff: Staff) -> str:
    answer = await staff.sign_in("sato", PASSWORD, "192.0.2.1")
    assert isinstance(answer, SessionToken)
    return answer.text


async def test_the_right_password_opens_a_session(staff: Staff) -> None:
    await add(staff)
    member = await staff.staff_of(await signed_in(staff))
    assert member is not None
    assert (member.name, member.section, member.role, member.skills) == ("佐藤花子", "市民課", Role.CLERK, ("en",))


async def test_a_wrong_password_and_an_unknown_name_are_told_the_same(staff: Staff) -> None:
    await add(staff)
    wrong = await staff.sign_in("sato", "まちがい", "192.0.2.1")
    unknown = await staff.sign_in("nobody", "まちがい", "192.0.2.1")
    assert wrong == unknown == SignInRefused(reason="wrong")


async def test_after_five_wrong_tries_even_the_right_password_must_wait(staff: Staff, clock: Clock) -> None:
    await add(staff)
    for _ in range(5):
        await staff.sign_in("sato", "まちがい", "192.0.2.1")
    refused = await staff.sign_in("sato", PASSWORD, "192.0.2.2")
    assert isinstance(refused, SignInRefused)
    assert refused.reason == "wait"
    assert 0 < refused.wait_seconds <= 60
    assert "秒後に" in refused.words
    clock.push(seconds=61)
    assert await signed_in(staff)


async def test_an_address_that_tries_many_names_must_wait(staff: Staff, clock: Clock) -> None:
    staff._failed["192.0.2.9"] = [clock()] * 30
    refused = await staff.sign_in("anyone", "x", "192.0.2.9")
    assert isinstance(refused, SignInRefused)
    assert refused.reason == "wait"


async def test_a_session_is_locked_when_idle_and_kept_while_used(staff: Staff, clock: Clock) -> None:
    await add(staff)
    token = await signed_in(staff)
    for _ in range(3):
        clock.push(minutes=9)
        assert await staff.staff_of(token)
    clock.push(minutes=9)
    assert await staff.staff_of(token, touch=False)
    clock.push(minutes=2)
    assert await staff.staff_of(token) is None


async def test_a_session_ends_after_a_working_day_at_the_latest(staff: Staff, clock: Clock) -> None:
    await add(staff)
    token = await signed_in(staff)
    for _ in range(12 * 7):
        clock.push(minutes=9)
        await staff.staff_of(token)
    assert await staff.staff_of(token) is None


async def test_signing_out_ends_the_session(staff: Staff) -> None:
    await add(staff)
    token = await signed_in(staff)
    await staff.sign_out(token)
    await staff.sign_out("never known")
    assert await staff.staff_of(token) is None


async def test_accounts_are_unique_and_passwords_long(staff: Staff) -> None:
    await add(staff)
    with pytest.raises(AccountTaken):
        await add(staff)
    with pytest.raises(ValueError, match="at least 10"):
        await staff.add("short", "短", "市民課", Role.CLERK, "12345")
    assert await staff.count() == 1


async def test_neither_password_nor_token_is_in_the_store(staff: Staff, store: Store) -> None:
    await add(staff)
    token = await signed_in(staff)
    tables = ("staff_account", "staff_session", "audit_line")
    rows = await store.read(lambda c: [str(c.execute(text(f"SELECT * FROM {table}")).all()) for table in tables])
    assert PASSWORD not in "".join(rows)
    assert token not in "".join(rows)
    assert token not in repr(await staff.sign_in("sato", PASSWORD, "192.0.2.1"))


async def test_many_sign_ins_at_once_all_get_an_answer(staff: Staff) -> None:
    await add(staff)
    answers = await asyncio.gather(*(staff.sign_in("sato", PASSWORD, "192.0.2.1") for _ in range(4)))
    assert len({one.text for one in answers if isinstance(one, SessionToken)}) == 4
