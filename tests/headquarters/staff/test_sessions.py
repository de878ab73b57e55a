"""Sessions: idle for too long, a working day long, and gone."""

import pytest

from kiosk.clocks import SteadyClock
from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff.accounts import Staff
from kiosk.headquarters.staff.sessions import session_key
from kiosk.headquarters.staff.views import Role, SessionToken
from kiosk.headquarters.storage.store import Store
from tests.headquarters.headquarters_world import CHEAP, PASSWORD, Clock


@pytest.fixture
def staff(store: Store, clock: Clock) -> Staff:
    return Staff(store, SignIn(), clock, CHEAP)


async def add(staff: Staff) -> None:
    await staff.add("sato", "佐藤花子", "市民課", Role.CLERK, PASSWORD)


async def signed_in(staff: Staff) -> str:
    answer = await staff.sign_in("sato", PASSWORD, "192.0.2.1")
    assert isinstance(answer, SessionToken)
    return answer.text


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


async def test_who_listens_hears_which_session_ended_and_how_often(staff: Staff, clock: Clock) -> None:
    await add(staff)
    first, second = await signed_in(staff), await signed_in(staff)
    heard: list[str] = []
    staff.sessions.when_ended(heard.append)
    await staff.sign_out(first)
    await staff.sign_out(first)
    clock.push(minutes=11)
    await staff.staff_of(second)
    assert heard == [session_key(first), session_key(second)]


@pytest.mark.parametrize("minutes", [-60, 15])
async def test_a_wall_clock_that_is_set_signs_nobody_out_and_lets_nobody_stay_longer(
    store: Store, clock: Clock, minutes: int
) -> None:
    staff = Staff(store, SignIn(), SteadyClock(clock, clock.passed_s), CHEAP)
    await add(staff)
    token = await signed_in(staff)
    clock.push(minutes=5)
    assert await staff.staff_of(token)
    clock.set_by(minutes=minutes)
    assert await staff.staff_of(token, touch=False)
    clock.push(minutes=12)
    assert await staff.staff_of(token) is None
