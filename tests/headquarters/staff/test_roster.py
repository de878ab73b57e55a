"""Who leaves is out at once, and so is every screen they left open."""

import pytest
from sqlalchemy import text

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff.accounts import Staff
from kiosk.headquarters.staff.roster import NoSuchAccount
from kiosk.headquarters.staff.sessions import session_key
from kiosk.headquarters.staff.views import Role, RosterLine, SessionToken, SignInRefused, StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import CHEAP, PASSWORD, Clock

ADMIN = audit.Actor("staff:admin", "管理者", "情報政策課")


@pytest.fixture
def staff(either_store: Store, clock: Clock) -> Staff:
    return Staff(either_store, SignIn(), clock, CHEAP)


async def add(staff: Staff, account: str) -> StaffMember:
    return await staff.add(account, "佐藤花子", "市民課", Role.CLERK, PASSWORD)


async def signed_in(staff: Staff, account: str) -> SessionToken:
    answer = await staff.sign_in(account, PASSWORD, "192.0.2.1")
    assert isinstance(answer, SessionToken)
    return answer


async def lines(staff: Staff) -> list[tuple[str, int, bool]]:
    return [
        (line.staff.account, line.sessions, line.closed_at is not None)
        for line in await staff.roster.lines()
        if isinstance(line, RosterLine)
    ]


async def acts(store: Store, subject: StaffMember) -> list[str]:
    page = await store.read(lambda c: audit.page(c, f"staff:{subject.staff_id}"))
    return [f"{entry.who} {entry.act}" for entry in reversed(page.entries)]


async def test_a_closed_account_is_signed_out_everywhere_and_signs_in_no_more(
    staff: Staff, either_store: Store
) -> None:
    sato, abe = await add(staff, "sato"), await add(staff, "abe")
    mine = [await signed_in(staff, "sato") for _ in range(2)]
    other = await signed_in(staff, "abe")
    told: list[str] = []
    staff.sessions.when_ended(told.append)
    await staff.roster.close(sato.staff_id, ADMIN)
    assert sorted(told) == sorted(session_key(one.text) for one in mine)
    assert [await staff.staff_of(one.text) for one in mine] == [None, None]
    assert await staff.staff_of(other.text) == abe
    assert await staff.sign_in("sato", PASSWORD, "192.0.2.1") == SignInRefused(reason="closed")
    assert await lines(staff) == [("abe", 1, False), ("sato", 0, True)]
    assert (await acts(either_store, sato))[-2:] == ["管理者 staff_closed", "管理者 signed_out_everywhere"]
    assert await either_store.read(audit.first_broken) is None


async def test_a_session_that_idled_counts_no_more(staff: Staff, clock: Clock) -> None:
    await add(staff, "sato")
    await signed_in(staff, "sato")
    clock.push(minutes=9)
    await signed_in(staff, "sato")
    assert await lines(staff) == [("sato", 2, False)]
    clock.push(minutes=2)
    assert await lines(staff) == [("sato", 1, False)]


async def test_closing_again_is_nothing_new(staff: Staff, either_store: Store) -> None:
    sato = await add(staff, "sato")
    for _ in range(2):
        await staff.roster.close(sato.staff_id, ADMIN)
    assert await acts(either_store, sato) == ["本庁サーバー staff_added", "管理者 staff_closed"]


async def test_an_account_that_is_opened_again_signs_in_with_its_password(staff: Staff) -> None:
    sato = await add(staff, "sato")
    await staff.roster.close(sato.staff_id, ADMIN)
    await staff.roster.reopen(sato.staff_id, ADMIN)
    assert (await signed_in(staff, "sato")).staff == sato


async def test_signing_out_everywhere_leaves_the_account_open_and_knows_no_browser(
    staff: Staff, either_store: Store
) -> None:
    sato = await add(staff, "sato")
    tokens = [await signed_in(staff, "sato") for _ in range(2)]
    await staff.roster.sign_out(sato.staff_id, sato.actor)
    assert [await staff.staff_of(one.text) for one in tokens] == [None, None]
    assert await either_store.read(lambda c: c.execute(text("SELECT count(*) FROM staff_browser")).scalar_one()) == 0
    assert (await acts(either_store, sato))[-1] == "佐藤花子 signed_out_everywhere"
    assert (await signed_in(staff, "sato")).staff == sato


async def test_who_has_no_account_is_said(staff: Staff) -> None:
    for change in (staff.roster.close, staff.roster.reopen, staff.roster.sign_out):
        with pytest.raises(NoSuchAccount):
            await change(new_id(), ADMIN)
    with pytest.raises(NoSuchAccount):
        await staff.roster.named("nobody")


async def test_an_account_is_found_by_the_name_typed_at_sign_in(staff: Staff) -> None:
    sato = await add(staff, "sato")
    assert await staff.roster.named("sato") == sato.staff_id
